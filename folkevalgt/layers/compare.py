"""What differs between two versions of a paper, paragraph by paragraph and word by word.

First the paragraphs that stand unchanged and in order; between those, paragraphs with most words in common are one that
was changed. What is left is new or removed, or moved when its words stand somewhere else. Lists that were numbered
anew have not changed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal

from folkevalgt.layers.headings import Headings
from folkevalgt.layers.shapes import ChangePiece, ComparisonSummary, PaperChange
from folkevalgt.layers.units import Pair, Unit, rejoined
from folkevalgt.layers.wording import Words, likeness, parted, pieces
from folkevalgt.pdf.blocks import Block, Structure, words_of

Comparable = Literal["yes", "no_text_before", "no_text_now", "too_different"]
CHANGED = 0.4  # from so many words in common on, two paragraphs are one that was changed
MOVED, MOVED_WORDS = 0.9, 5  # as many words in common, and as many words, say that a paragraph was moved
IN_COMMON, ENOUGH = 0.15, 60  # two papers with fewer words in common, each with so many words, are two papers
WINDOW = 60  # so many paragraphs on each side are set against each other at a time


def compare(old: Structure, new: Structure) -> tuple[ComparisonSummary, list[PaperChange], Comparable]:
    """The counts, the changes in the order of the new version, and whether the two can be compared at all."""
    before, after = _units(old), _units(new)
    if not before or not after:
        return ComparisonSummary(), [], "no_text_before" if not before else "no_text_now"
    if _strangers(before, after):
        return ComparisonSummary(), [], "too_different"
    pairs, moved = _aligned(before, after)
    pairs = rejoined(before, after, pairs, moved)
    summary = ComparisonSummary()
    changes: list[PaperChange] = []
    for place, (i, j) in enumerate(pairs):
        found = list(_change(before, after, i, j, moved, _standing(pairs, place, after, new)))
        if found:
            _count(summary, found[0])
        changes += found
    return summary, changes, "yes"


def _units(paper: Structure) -> list[Unit]:
    units: list[Unit] = []
    headings = Headings()
    for number, page in enumerate(paper.pages, 1):
        first = True
        for index, block in enumerate(page):
            text = words_of(block).strip(" ")
            if block.kind == "aside" or not text.strip():
                continue
            if block.continues and first and units:
                units[-1] = units[-1].with_more([(number, index)], [text])
            else:
                units.append(_unit(block, text, (number, index), headings))
            first = False
    return units


def _unit(block: Block, text: str, at: tuple[int, int], headings: Headings) -> Unit:
    section, proposal = headings.over(block, text)
    return Unit.of([at], [text], section, proposal)


def _strangers(before: list[Unit], after: list[Unit]) -> bool:
    one, other = (Counter(word for unit in units for word, _ in unit.words) for units in (before, after))
    whole, shared = one.total() + other.total(), (one & other).total()
    return min(one.total(), other.total()) >= ENOUGH and 2 * shared < IN_COMMON * whole


def _aligned(before: list[Unit], after: list[Unit]) -> tuple[list[Pair], dict[int, int]]:
    """Which paragraph became which, in the new version's order; and where moved ones, by new number, stood."""
    pairs: list[Pair] = []
    matcher = SequenceMatcher(None, [each.key for each in before], [each.key for each in after], autojunk=True)
    for op, i1, i2, j1, j2 in matcher.get_opcodes():
        if op == "equal":
            pairs += zip(range(i1, i2), range(j1, j2), strict=True)
        else:
            pairs += _between(before, after, list(range(i1, i2)), list(range(j1, j2)))
    return pairs, _moved(before, after, pairs)


def _between(before: list[Unit], after: list[Unit], old: list[int], new: list[int]) -> Iterator[Pair]:
    """Pairs of a stretch where nothing stands unchanged, in order: those with most words in common, taken together."""
    while len(old) > WINDOW or len(new) > WINDOW:
        yield from _paired(before, after, old[:WINDOW], new[:WINDOW])
        old, new = old[WINDOW:], new[WINDOW:]
    yield from _paired(before, after, old, new)


def _paired(before: list[Unit], after: list[Unit], old: list[int], new: list[int]) -> Iterator[Pair]:
    alike = [[likeness(before[i].words, after[j].words) for j in new] for i in old]
    # best[m][n]: the most that the paragraphs from m and from n on can have in common, kept in order
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for m in range(len(old) - 1, -1, -1):
        for n in range(len(new) - 1, -1, -1):
            together = alike[m][n] + best[m + 1][n + 1] if alike[m][n] >= CHANGED else 0.0
            best[m][n] = max(together, best[m + 1][n], best[m][n + 1])
    m = n = 0
    while m < len(old) or n < len(new):
        if m < len(old) and n < len(new) and alike[m][n] >= CHANGED and best[m][n] == alike[m][n] + best[m + 1][n + 1]:
            yield old[m], new[n]
            m, n = m + 1, n + 1
        elif m < len(old) and (n == len(new) or best[m][n] == best[m + 1][n]):
            yield old[m], None
            m += 1
        else:
            yield None, new[n]
            n += 1


def _moved(before: list[Unit], after: list[Unit], pairs: list[Pair]) -> dict[int, int]:
    """By the number of a new paragraph, that of the removed one whose words it has."""
    gone = [i for i, j in pairs if i is not None and j is None and len(before[i].words) >= MOVED_WORDS]
    by_key: defaultdict[str, list[int]] = defaultdict(list)
    for i in gone:
        by_key[before[i].key].append(i)
    moved: dict[int, int] = {}
    fresh = [j for i, j in pairs if i is None and j is not None]
    for j in fresh:
        if by_key[after[j].key]:
            moved[j] = by_key[after[j].key].pop(0)
    left = set(gone) - set(moved.values())
    shared = Counter(word for unit in (*before, *after) for word in unit.words)
    by_word: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    for i in left:
        for word in _rarest(before[i].words, shared):
            by_word[word].add(i)
    for j in (each for each in fresh if each not in moved):
        close = {i for word in _rarest(after[j].words, shared) for i in by_word[word]} & left
        score, number = max(((likeness(before[i].words, after[j].words), -i) for i in close), default=(0.0, 0))
        if score >= MOVED:
            moved[j] = -number
            left.discard(-number)
    removed = {i for i, j in pairs if j is None} - set(moved.values())
    for step, order in ((1, fresh), (-1, fresh[::-1])):  # short lines go with the paragraph they stand beside
        for j in order:
            i = moved.get(j - step, -2) + step
            if j not in moved and i in removed and before[i].key == after[j].key:
                moved[j] = i
                removed.discard(i)
    return moved


def _rarest(of: Words, shared: Counter[tuple[str, int]]) -> list[tuple[str, int]]:
    """The rarest words of a paragraph, so many that any other with MOVED in common has one of its own among them."""
    return sorted(of, key=lambda word: (shared[word], word))[: int(len(of) * (2 - 2 * MOVED)) + 2]


def _standing(pairs: list[Pair], place: int, after: list[Unit], new: Structure) -> tuple[int, int]:
    """Where in the new version something removed would have stood: before the paragraph that comes next there."""
    j = next((j for _, j in pairs[place:] if j is not None), None)
    return after[j].at[0] if j is not None else (len(new.pages), len(new.pages[-1]))


def _change(
    before: list[Unit], after: list[Unit], i: int | None, j: int | None, moved: dict[int, int], place: tuple[int, int]
) -> Iterator[PaperChange]:
    """What is told of one pair: nothing when it stands unchanged; a part for each page when it lies over two."""
    if j is None:
        if i is not None and i not in moved.values():
            was = before[i]
            struck = [ChangePiece("delete", was.text)]
            yield PaperChange("removed", *place, *was.at[0], struck, was.section, was.proposal)
        return
    now = after[j]
    if i is None and j not in moved:
        for (page, block), text in zip(now.at, now.parts, strict=True):
            yield PaperChange("new", page, block, 0, 0, [ChangePiece("insert", text)], now.section, now.proposal)
        return
    was = before[moved[j] if i is None else i]
    if i is not None and was.key == now.key:
        return
    proposal = now.proposal or was.proposal
    found = parted(pieces(was.text, now.text), [len(part) for part in now.parts])
    for (page, block), part in zip(now.at, found, strict=True):
        if i is None or any(each.op != "same" for each in part):
            yield PaperChange(
                "changed" if i is not None else "moved", page, block, *was.at[0], part, now.section, proposal
            )


def _count(summary: ComparisonSummary, change: PaperChange) -> None:
    setattr(summary, change.kind, getattr(summary, change.kind) + 1)
    summary.in_proposal += change.proposal
