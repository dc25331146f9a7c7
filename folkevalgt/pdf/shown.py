"""A page as it is shown: the crop box, turned upright. Coordinates are PDF points (ISO 32000-2, 8.3.2 and 14.11.2)."""

from __future__ import annotations

import msgspec
from pikepdf import Dictionary, Object, Page

Matrix = tuple[float, float, float, float, float, float]
_MOST_PARENTS = 50


class Shown(msgspec.Struct):
    """`width` and `height` are upright; `turned` takes the page's own coordinates there, `back` takes them from there.

    `box` is what is shown, in its own coordinates; `rotation` is clockwise, 0 to 270.
    """

    box: tuple[float, float, float, float]
    rotation: int
    width: float
    height: float
    turned: Matrix
    back: Matrix


def inherited(page: Page, key: str) -> Object | None:
    """What a page says, or whoever it belongs to."""
    node: object = page.obj
    for _ in range(_MOST_PARENTS):
        if not isinstance(node, Dictionary):
            break
        if key in node:
            return node[key]
        node = node.get("/Parent")
    return None


def shown(page: Page) -> Shown:
    x0, y0, x1, y1 = _box(page.mediabox)
    left, below, right, above = _box(page.cropbox)
    inside = (max(x0, left), max(y0, below), min(x1, right), min(y1, above))
    x0, y0, x1, y1 = inside if inside[0] < inside[2] and inside[1] < inside[3] else (x0, y0, x1, y1)
    rotation = int(inherited(page, "/Rotate") or 0) % 360
    wide, high = x1 - x0, y1 - y0
    turned: dict[int, tuple[Matrix, Matrix]] = {
        0: ((1, 0, 0, 1, -x0, -y0), (1, 0, 0, 1, x0, y0)),
        90: ((0, -1, 1, 0, -y0, x1), (0, 1, -1, 0, x1, y0)),
        180: ((-1, 0, 0, -1, x1, y1), (-1, 0, 0, -1, x1, y1)),
        270: ((0, 1, -1, 0, y1, -x0), (0, -1, 1, 0, x0, y1)),
    }
    there, back = turned.get(rotation, turned[0])
    width, height = (high, wide) if rotation in (90, 270) else (wide, high)
    return Shown((x0, y0, x1, y1), rotation if rotation in turned else 0, width, height, there, back)


def _box(given: Object) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (float(each) for each in given)
    if x0 == x1 or y0 == y1:
        raise ValueError("no page")
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def by(matrix: Matrix) -> bytes:
    return b" ".join(b"%.5f" % each for each in matrix) + b" cm"


def over(drawn: Shown, page: Shown) -> bytes:
    """Lays what was drawn over the page as it is shown, whatever size it was drawn in."""
    scaled = (page.width / drawn.width, 0.0, 0.0, page.height / drawn.height, 0.0, 0.0)
    return b" " + by(scaled) + b" " + by(drawn.turned)
