"""Only what a page uses goes along with it, so that nothing of another page stands in a print.

A paper may give all its pages one dictionary of resources, with every page's images in it; forms, patterns and fonts
may do the same. Each is narrowed to the names that its own content says. qpdf's remove_unreferenced_resources does so
for fonts and XObjects alone. ISO 32000-2, 7.8.3.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pikepdf
from pikepdf import Dictionary, Name, Object, Stream

from folkevalgt.pdf.shown import inherited

_KIND = {
    "Do": "/XObject",
    "Tf": "/Font",
    "gs": "/ExtGState",
    "scn": "/Pattern",
    "SCN": "/Pattern",
    "sh": "/Shading",
    "BDC": "/Properties",
    "DP": "/Properties",
}
_OPERATORS = "q Q " + " ".join(_KIND)
_WHOLE = ("/ColorSpace", "/ProcSet")  # inline images name colour spaces too; there are no words or pictures in them


class Said(msgspec.Struct):
    """What a content stream names, and how its q and Q balance: `lowest` depth, and depth at the `end`."""

    names: set[tuple[str, str]]
    lowest: int = 0
    end: int = 0


def said(content: Object | pikepdf.Page) -> Said:
    """Raises pikepdf.PdfError when the content cannot be read."""
    told = Said(set())
    for each in pikepdf.parse_content_stream(content, _OPERATORS):
        word = str(each.operator)
        if word in _KIND:
            told.names |= {(_KIND[word], str(name)) for name in each.operands if isinstance(name, Name)}
        else:
            told.end += 1 if word == "q" else -1
            told.lowest = min(told.lowest, told.end)
    return told


class Narrowing:
    """Of one paper, which it changes: nothing else is to be done with it than to print."""

    def __init__(self) -> None:
        self._done: set[tuple[int, int]] = set()

    def page(self, page: pikepdf.Page) -> Said:
        """Leaves the page only the resources that it uses."""
        told = said(page) if "/Contents" in page.obj else Said(set())
        page.obj["/Resources"] = self._narrowed(inherited(page, "/Resources"), told.names)
        return told

    def _narrowed(self, resources: Object | None, names: set[tuple[str, str]]) -> Dictionary:
        kept = Dictionary()
        if not isinstance(resources, Dictionary):
            return kept
        for kind in _WHOLE:
            if kind in resources:
                kept[kind] = resources[kind]
        waiting, seen = list(names), set(names)
        while waiting:
            kind, name = waiting.pop()
            shelf = resources.get(kind)
            if not isinstance(shelf, Dictionary) or name not in shelf:
                continue
            if kind not in kept:
                kept[kind] = Dictionary()
            kept[kind][name] = shelf[name]
            # Old forms have no resources of their own and use those of the page.
            fresh = {each for content in self._visit(shelf[name]) for each in said(content).names} - seen
            seen |= fresh
            waiting += fresh
        return kept

    def _visit(self, thing: Object) -> Iterator[Object]:
        """Narrows what a thing draws with; yields the contents that draw with what is around them."""
        for drawing, contents in _drawings(thing):
            own = drawing.get("/Resources")
            if own is None:
                yield from contents
            elif drawing.objgen == (0, 0) or drawing.objgen not in self._done:
                self._done.add(drawing.objgen)
                names = {each for content in contents for each in said(content).names}
                drawing["/Resources"] = self._narrowed(own, names)


def _drawings(thing: Object) -> Iterator[tuple[Object, list[Object]]]:
    """The forms, patterns and drawn fonts in a resource, each with its contents."""
    if isinstance(thing, Stream):
        if thing.get("/Subtype") == "/Form" or "/PatternType" in thing:
            yield thing, [thing]
    elif isinstance(thing, Dictionary):
        mask = thing.get("/SMask")
        if isinstance(mask, Dictionary) and isinstance(mask.get("/G"), Stream):
            yield mask["/G"], [mask["/G"]]
        if thing.get("/Subtype") == "/Type3" and isinstance(thing.get("/CharProcs"), Dictionary):
            yield thing, [each for each in thing["/CharProcs"].values() if isinstance(each, Stream)]
        if thing.get("/PatternType") == 2 and isinstance(thing.get("/ExtGState"), Dictionary):
            yield from _drawings(thing["/ExtGState"])
