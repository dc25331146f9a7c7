from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkevalgt.archive.records import ItemRecord, Restriction
from folkevalgt.archive.screening import Exempt, screen_item
from folkevalgt.config import Settings

OPEN = ItemRecord(id="s", type="political", title="Sak", visibility="open")
HERE = Settings(open_access_codes=("U",))
Screen = Callable[[ItemRecord, Settings], Exempt | None]


def with_code(code: str, basis: str = "") -> ItemRecord:
    return msgspec.structs.replace(OPEN, restrictions=(Restriction(code, basis),))


def letters_mapped_globally(item: ItemRecord, settings: Settings) -> Exempt | None:
    """The hole: codes that "everyone knows"."""
    known = {"UO", "U", "B", "XX"}
    told = [each for each in item.restrictions if each.code in known and each.code != "U"]
    return Exempt("restricted", told[0]) if told else None


def no_unknown_code_is_open(screen: Screen) -> None:
    @given(st.text(max_size=8).filter(lambda code: code.strip() != "U"))
    def check(code: str) -> None:
        assert screen(with_code(code), HERE)

    check()


def test_any_code_but_this_installations_open_ones_is_exempt() -> None:
    no_unknown_code_is_open(screen_item)
    with pytest.raises(AssertionError):
        no_unknown_code_is_open(letters_mapped_globally)


@given(st.text(max_size=8), st.text(max_size=20).filter(str.strip))
def test_a_legal_basis_makes_exempt_whatever_the_code(code: str, basis: str) -> None:
    assert screen_item(with_code(code, basis), HERE)


def test_an_open_code_is_open_here_and_exempt_elsewhere() -> None:
    assert screen_item(with_code("U"), HERE) is None
    assert screen_item(with_code("U"), Settings())


def test_one_restriction_among_open_ones_is_enough() -> None:
    item = msgspec.structs.replace(OPEN, restrictions=(Restriction("U"), Restriction("B")))
    assert screen_item(item, HERE)


def test_a_closed_item_and_one_nobody_cleared_are_exempt() -> None:
    closed = screen_item(msgspec.structs.replace(OPEN, closed=True), HERE)
    uncleared = screen_item(msgspec.structs.replace(OPEN, visibility="unstated"), HERE)
    assert closed
    assert uncleared
    assert (closed.why, uncleared.why) == ("closed_item", "not_cleared")


def test_an_unknown_code_asks_and_a_legal_basis_does_not() -> None:
    asked, sure = screen_item(with_code("XX"), HERE), screen_item(with_code("UO", "Offl. § 13"), HERE)
    assert asked
    assert sure
    assert (asked.why, sure.why) == ("unknown_code", "restricted")


def test_what_nothing_restricts_is_open() -> None:
    assert screen_item(OPEN, HERE) is None
