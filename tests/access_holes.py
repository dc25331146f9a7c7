"""Mistakes planted in the rules of who may see what, one at a time. Each is the real rule with a few words changed."""

from __future__ import annotations

import inspect
import textwrap
from types import FunctionType
from typing import Any

import pytest

from folkevalgt import access

# What is wrong then: where it stands, the words there, and what they say instead.
HOLES: dict[str, tuple[str, str, str]] = {
    "strangers see titles": ("sight", "return Sight.NOTHING, Why.NO_ROLE", "return Sight.TITLE, Why.NO_ROLE"),
    "strangers count as anybody": ("sight", "not reader.roles and not reader.called_to", "False"),
    "drafts are given out": ("sight", "not paper.published and", "False and"),
    "drafts are shown to the chair": ("sight", "Role.SECRETARIAT not in", "Role.CHAIR not in"),
    "the item's substitute sees other items": ("sight", "not reader.takes_part_in(paper.item)", "False"),
    "other items are titles to the item's substitute": ("sight", "NOTHING, Why.OTHER_ITEM", "TITLE, Why.OTHER_ITEM"),
    "withdrawn papers are given out": ("sight", "if paper.withdrawn:", "if False:"),
    "withdrawn papers stay with the secretariat": (
        "sight",
        "if paper.withdrawn:",
        "if paper.withdrawn and Role.SECRETARIAT not in reader.roles:",
    ),
    "exempt papers are open to all": ("sight", "if paper.exempt and not (", "if False and not ("),
    "anyone with a role treats every item": ("sight", "bool(reader.roles & TREATING)", "bool(reader.roles)"),
    "whoever is called in to an item treats every item": (
        "sight",
        "paper.item is not None and paper.item in reader.called_to",
        "bool(reader.called_to)",
    ),
    "an exempt paper of the meeting itself is the item's substitute's": (
        "sight",
        "(paper.item is not None and paper.item in reader.called_to)",
        "(bool(reader.called_to) and (paper.item is None or paper.item in reader.called_to))",
    ),
    "whoever is called in to an item does not treat it": ("sight", "paper.item in reader.called_to)", "False)"),
    "exempt papers are nobody's": ("sight", "treats and (paper.sealed or paper.missing)", "False"),
    "what is exempt is given out before it is sealed": ("sight", "(paper.sealed or paper.missing)", "True"),
    "the disqualified read the exempt": ("sight", "paper.item in reader.disqualified and treats", "False"),
    "the disqualified lose the open papers too": (
        "sight",
        "if paper.exempt and paper.item is not",
        "if paper.item is not",
    ),
    "the disqualified lose every exempt paper": (
        "sight",
        "paper.item is not None and paper.item in reader.disqualified",
        "reader.disqualified",
    ),
    "only a decision counts": ("WITHHOLDING", "provisional", "decided"),
    "a provisional step alone counts": ("WITHHOLDING", "decided", "provisional"),
    "a report counts": ("WITHHOLDING", "provisional", "reported"),
    "what was lifted counts": ("WITHHOLDING", "decided", "lifted"),
    "the youth council treats items": ("TREATING", "member", "youth_council"),
    "deputies treat items": ("TREATING", "member", "deputy"),
    "the public treats items": ("TREATING", "member", "public"),
    "the secretariat cannot read what it serves": ("TREATING", "secretariat", "member"),
    "substitutes cannot read what they treat": ("TREATING", "substitute", "member"),
    "deputies are given papers": ("DELIVERED_TO", "youth_council", "deputy"),
    "the public is given papers": ("DELIVERED_TO", "youth_council", "public"),
    "a role is held after its end": ("Standing.holds", "at < self.until", "at <= self.until"),
    "a role is held before it begins": ("Standing.holds", "self.since <= at <", "at <"),
    "a role is not held in its first second": ("Standing.holds", "self.since <= at", "self.since < at"),
    "whoever once was something still is": ("reader", "if each.holds(at)", ""),
    "called in to an item is called in to the meeting": ("reader", "if not each.items)", ")"),
    "whoever is called in to two items has one": (
        "reader",
        "for item in each.items",
        "for item in sorted(each.items)[:1]",
    ),
    "nobody is disqualified": ("reader", "frozenset(disqualified))", "frozenset())"),
    "only who has the whole meeting is given anything": ("Reader.given", " or self.called_to", ""),
    "a deputy who is called in to an item has the agenda": (
        "Reader.takes_part_in",
        "bool(self.roles & DELIVERED_TO)",
        "bool(self.roles)",
    ),
    "the item's substitute has no summons": ("Reader.takes_part_in", "item is None or ", ""),
    "a seat lasts a second too long": ("seat", "timedelta(days=1))", "timedelta(days=1)) + timedelta(seconds=1)"),
    "a seat lasts an hour too long": ("seat", "timedelta(days=1))", "timedelta(days=1)) + timedelta(hours=1)"),
    "a seat ends a day too soon": ("seat", "+ timedelta(days=1)", ""),
    "a seat begins a day too soon": ("seat", "max(valid_from, ALWAYS)", "max(valid_from, ALWAYS) - timedelta(days=1)"),
    "a seat never ends": ("seat", "valid_to is None or valid_to >= NEVER", "True"),
    "midnight is UTC's": (
        "seat",
        "clock.midnight(valid_to",
        "(lambda d: datetime(d.year, d.month, d.day, tzinfo=UTC))(valid_to",
    ),
    "a substitute stays a second too long": ("called_in", "hours=hours_after", "hours=hours_after, seconds=1"),
    "a substitute comes a second too soon": (
        "called_in",
        "SUBSTITUTE, since",
        "SUBSTITUTE, since - timedelta(seconds=1)",
    ),
    "a substitute stays for good": ("called_in", ", until, frozenset", ", FOREVER, frozenset"),
    "a day is always 24 hours": (
        "called_in",
        "clock.midnight(meeting + timedelta(days=1)) +",
        "clock.midnight(meeting) + timedelta(hours=24) +",
    ),
    "whoever is called in to an item has the meeting": ("called_in", "frozenset(items)", "frozenset()"),
    "whoever once had a role has it": ("standing", "if each.holds(at)", ""),
    "the weakest role counts": ("standing", "min(now", "max(now"),
    "nothing happens when a role ends": ("boundaries", "(each.since, each.until)", "(each.since,)"),
    "nothing happens when a role begins": ("boundaries", "(each.since, each.until)", "(each.until,)"),
}


def plant(patch: pytest.MonkeyPatch, hole: str) -> None:
    """Puts one of them in the real rules, until the patch is undone."""
    place, words, instead = HOLES[hole]
    owner: Any = access
    *path, name = place.split(".")
    for each in path:
        owner = getattr(owner, each)
    right = inspect.getattr_static(owner, name)
    if isinstance(right, frozenset):
        patch.setattr(owner, name, frozenset({*right} - {words} | {type(next(iter(right)))(instead)}))
        return
    written = textwrap.dedent(inspect.getsource(right.fget if isinstance(right, property) else right))
    assert words in written, f"{place} does not say {words!r} any more"
    made: dict[str, Any] = {}
    exec("from __future__ import annotations\n" + written.replace(words, instead), vars(access), made)
    assert isinstance(made[name], FunctionType | property)
    patch.setattr(owner, name, made[name])
