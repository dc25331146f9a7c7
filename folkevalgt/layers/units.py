"""Paragraphs as they are compared, and those that were parted in two, or two that became one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import Self

import msgspec

from folkevalgt.layers.wording import TOKEN, Words, plain, words

Pair = tuple[int | None, int | None]  # the number of a paragraph in the old version, and in the new one
SHARED = 2  # so many words at the beginning or the end tell that a paragraph was parted


class Unit(msgspec.Struct):
    """A paragraph, whole also when it lies over two pages. `at` is where its parts stand: page from 1, block from 0."""

    at: list[tuple[int, int]]
    parts: list[str]
    key: str
    section: str
    proposal: bool
    words: Words

    @classmethod
    def of(cls, at: list[tuple[int, int]], parts: list[str], section: str, proposal: bool) -> Self:
        text = "".join(parts)
        return cls(at, parts, plain(text), section, proposal, words(text))

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def with_more(self, at: list[tuple[int, int]], parts: list[str]) -> Unit:
        last = self.parts[-1]
        before = [*self.parts[:-1], last if last.endswith(" ") else f"{last} "]
        return Unit.of([*self.at, *at], [*before, *parts], self.section, self.proposal)


def rejoined(before: list[Unit], after: list[Unit], pairs: Sequence[Pair], moved: dict[int, int]) -> list[Pair]:
    """The pairs, where a paragraph that was parted, or two that became one, are told as one change.

    Such paragraphs become one in `before` or `after`, under the number of the first.
    """
    done: list[Pair] = []
    for pair in pairs:
        if not done or (joined := _joined(before, after, done[-1], pair, moved)) is None:
            done.append(pair)
        else:
            done[-1] = joined
    return done


def _joined(before: list[Unit], after: list[Unit], one: Pair, two: Pair, moved: dict[int, int]) -> Pair | None:
    (i, j), (m, n) = one, two
    gone = set(moved.values())
    if m is not None and n is not None and before[m].key != after[n].key:
        if i is None and j is not None and j not in moved and _begins(before[m], after[j], after[n]):
            after[j] = after[j].with_more(after[n].at, after[n].parts)
            return m, j
        if j is None and i is not None and i not in gone and _begins(after[n], before[i], before[m]):
            before[i] = before[i].with_more(before[m].at, before[m].parts)
            return i, n
    if i is not None and j is not None and before[i].key != after[j].key:
        if m is None and n is not None and n not in moved and _ends(before[i], after[n], after[j]):
            after[j] = after[j].with_more(after[n].at, after[n].parts)
            return one
        if n is None and m is not None and m not in gone and _ends(after[j], before[m], before[i]):
            before[i] = before[i].with_more(before[m].at, before[m].parts)
            return one
    return None


def _begins(whole: Unit, first: Unit, second: Unit) -> bool:
    """Whether a paragraph begins as the first one does, and not as the second."""
    return (
        SHARED
        <= _alike_from_the_start(_tokens(whole), _tokens(first))
        > _alike_from_the_start(_tokens(whole), _tokens(second))
    )


def _ends(whole: Unit, last: Unit, other: Unit) -> bool:
    ends = [_tokens(each)[::-1] for each in (whole, last, other)]
    return SHARED <= _alike_from_the_start(ends[0], ends[1]) > _alike_from_the_start(ends[0], ends[2])


def _tokens(unit: Unit) -> list[str]:
    return [token for token in map(plain, TOKEN.findall(unit.text)) if token[:1].isalnum()]


def _alike_from_the_start(one: Iterable[str], other: Iterable[str]) -> int:
    return sum(1 for _ in takewhile(lambda both: both[0] == both[1], zip(one, other, strict=False)))
