"""Who may see what, as rules over facts. Each rule has holes planted in it, which these tests must see."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from folkevalgt import access, clock
from folkevalgt.access import FOREVER, Paper, Role, Sight, Standing, Why
from tests.papers import at

OPEN, EXEMPT, WITHDRAWN = Paper(exempt=False), Paper(exempt=True), Paper(exempt=False, withdrawn=True)
DAYS = some.dates(date(2000, 1, 1), date(2100, 1, 1))
SECOND = timedelta(seconds=1)
# The nights when the clocks are moved: 25 and 23 hours long.
LONG_NIGHT, SHORT_NIGHT = date(2026, 10, 25), date(2027, 3, 28)


def by_role() -> None:
    for role in Role:
        assert access.sight(role, OPEN) == (Sight.WHOLE, Why.OPEN)
        assert access.sight(role, EXEMPT) == (Sight.TITLE, Why.EXEMPT)
        assert access.sight(role, WITHDRAWN) == (Sight.TITLE, Why.WITHDRAWN)
        assert access.sight(role, Paper(exempt=True, withdrawn=True))[0] is Sight.TITLE


def nobody() -> None:
    for paper in (OPEN, EXEMPT, WITHDRAWN):
        assert access.sight(None, paper) == (Sight.NOTHING, Why.NO_ROLE)


def before_publishing() -> None:
    draft = Paper(exempt=False, published=False)
    assert {role for role in Role if access.sight(role, draft)[0] is not Sight.NOTHING} == {Role.SECRETARIAT}


def who_is_given_papers() -> None:
    assert {Role.DEPUTY, Role.PUBLIC} == set(Role) - access.DELIVERED_TO


def a_seat_ends_with_its_last_day() -> None:
    held = access.seat("member", date(2026, 1, 1), date(2026, 10, 25))
    assert not held.holds(at("2025-12-31 23:59:59"))
    assert held.holds(at("2026-01-01 00:00:00"))
    assert held.holds(at("2026-10-25 23:59:59"))
    assert not held.holds(at("2026-10-26 00:00:00"))


def a_substitute_has_one_meeting() -> None:
    held = access.called_in(at("2026-11-30 10:00:00"), date(2026, 12, 3), 24)
    assert not held.holds(at("2026-11-30 09:59:59"))
    assert held.holds(at("2026-11-30 10:00:00"))
    assert held.holds(at("2026-12-04 23:59:59"))
    assert not held.holds(at("2026-12-05 00:00:00"))


def the_strongest_role_that_holds_now() -> None:
    was = Standing(Role.CHAIR, at("2020-01-01 00:00:00"), at("2026-01-01 00:00:00"))
    now = Standing(Role.YOUTH_COUNCIL, at("2026-01-01 00:00:00"))
    soon = Standing(Role.MEMBER, at("2027-01-01 00:00:00"))
    assert access.standing([was, now, soon], at("2026-06-01 12:00:00")) == now
    assert access.standing([was, now, soon], at("2027-06-01 12:00:00")) == soon
    assert access.standing([], at("2026-06-01 12:00:00")) is None


RULES = [by_role, nobody, before_publishing, who_is_given_papers, a_seat_ends_with_its_last_day]
RULES += [a_substitute_has_one_meeting, the_strongest_role_that_holds_now]


def every_rule() -> None:
    for rule in RULES:
        rule()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_rule_holds(rule):
    rule()


def later(standing: Callable[..., Standing], by: timedelta) -> Callable[..., Standing]:
    def held(*facts: object) -> Standing:
        right = standing(*facts)
        return Standing(right.role, right.since, right.until if right.until == FOREVER else right.until + by)

    return held


def earlier(standing: Callable[..., Standing]) -> Callable[..., Standing]:
    def held(*facts: object) -> Standing:
        right = standing(*facts)
        return Standing(right.role, right.since - SECOND, right.until)

    return held


def seen(role: Role | None, paper: Paper, **ignored: bool) -> tuple[Sight, Why]:
    """The rules with one of their questions not asked."""
    paper = Paper(
        exempt=paper.exempt and not ignored.get("exempt"),
        withdrawn=paper.withdrawn and not ignored.get("withdrawn"),
        published=paper.published or ignored.get("published", False),
    )
    return real_sight(role if role or not ignored.get("stranger") else Role.PUBLIC, paper)


real_sight = access.sight
HOLES = {
    "everyone sees all": ("sight", lambda role, paper: (Sight.WHOLE, Why.OPEN)),
    "exempt papers are given out": ("sight", lambda role, paper: seen(role, paper, exempt=True)),
    "withdrawn papers are given out": ("sight", lambda role, paper: seen(role, paper, withdrawn=True)),
    "drafts are given out": ("sight", lambda role, paper: seen(role, paper, published=True)),
    "strangers count as the public": ("sight", lambda role, paper: seen(role, paper, stranger=True)),
    "the chair sees the exempt": ("sight", lambda role, paper: seen(role, paper, exempt=role is Role.CHAIR)),
    "the secretariat sees the exempt": ("sight", lambda r, paper: seen(r, paper, exempt=r is Role.SECRETARIAT)),
    "the youth council sees the exempt": ("sight", lambda r, paper: seen(r, paper, exempt=r is Role.YOUTH_COUNCIL)),
    "deputies are given papers": ("DELIVERED_TO", frozenset(Role) - {Role.PUBLIC}),
    "the public is given papers": ("DELIVERED_TO", frozenset(Role) - {Role.DEPUTY}),
    "a seat lasts a second too long": ("seat", later(access.seat, SECOND)),
    "a seat lasts an hour too long": ("seat", later(access.seat, timedelta(hours=1))),
    "a seat begins a second too soon": ("seat", earlier(access.seat)),
    "a seat never ends": ("seat", lambda role, begins, ends: Standing(Role(role), clock.midnight(begins))),
    "midnight is UTC's": (
        "seat",
        lambda role, begins, ends: Standing(
            Role(role),
            datetime(begins.year, begins.month, begins.day, tzinfo=UTC),
            datetime(ends.year, ends.month, ends.day, tzinfo=UTC) + timedelta(days=1),
        ),
    ),
    "a substitute stays a second too long": ("called_in", later(access.called_in, SECOND)),
    "a substitute comes a second too soon": ("called_in", earlier(access.called_in)),
    "a substitute stays for good": ("called_in", lambda since, meeting, hours: Standing(Role.SUBSTITUTE, since)),
    "whoever once had a role has it": ("standing", lambda held, at: held[0] if held else None),
    "whoever will have a role has it": ("standing", lambda held, at: held[-1] if held else None),
}


@pytest.mark.parametrize("hole", HOLES.values(), ids=HOLES)
def test_a_planted_hole_is_found(monkeypatch, hole):
    monkeypatch.setattr(access, *hole)
    with pytest.raises(AssertionError):
        every_rule()


@given(DAYS, some.integers(0, 4000), some.timedeltas(timedelta(days=-5), timedelta(days=4005)))
def test_a_seat_holds_exactly_on_its_days_in_norway(begins, length, after):
    ends = begins + timedelta(days=length)
    moment = clock.midnight(begins) + after
    in_office = begins <= moment.astimezone(clock.OSLO).date() <= ends
    assert access.seat("member", begins, ends).holds(moment) is in_office


@given(DAYS, some.integers(0, 96), some.timedeltas(timedelta(days=-3), timedelta(days=7)))
def test_a_substitutes_window_closes_its_hours_after_the_day(meeting, hours, after):
    since = clock.midnight(meeting) - timedelta(days=2)
    closes = clock.midnight(meeting + timedelta(days=1)) + timedelta(hours=hours)
    moment = since + after
    assert access.called_in(since, meeting, hours).holds(moment) is (since <= moment < closes)


@pytest.mark.parametrize(("night", "hours"), [(LONG_NIGHT, 25), (SHORT_NIGHT, 23), (date(2026, 12, 3), 24)])
def test_a_day_in_office_is_as_long_as_the_day_is(night, hours):
    held = access.seat("member", night, night)
    assert held.until - held.since == timedelta(hours=hours)
    called = access.called_in(held.since, night, 24)
    assert called.until - called.since == timedelta(hours=hours + 24)


@pytest.mark.parametrize("night", [LONG_NIGHT, SHORT_NIGHT])
@given(after=some.timedeltas(timedelta(hours=-30), timedelta(hours=54)))
def test_the_nights_when_the_clocks_are_moved_give_nobody_an_hour(night, after):
    moment = clock.midnight(night) + after
    assert access.seat("member", night, night).holds(moment) is (moment.astimezone(clock.OSLO).date() == night)


@pytest.mark.parametrize(
    ("begins", "ends"), [(date.min, date.max), (date(1, 1, 1), None), (date(1900, 1, 1), date.max)]
)
def test_an_archives_way_of_saying_always_is_understood(begins, ends):
    held = access.seat("member", begins, ends)
    assert held.until == FOREVER
    assert held.holds(at("2026-12-03 09:00:00"))


@given(some.lists(some.builds(Standing, some.sampled_from(Role), some.just(at("2026-01-01 00:00:00")))))
def test_the_strongest_role_does_not_depend_on_the_order_they_are_told_in(held):
    moment = at("2026-06-01 12:00:00")
    best = access.standing(held, moment)
    assert best == access.standing(held[::-1], moment)
    assert (best is None) == (held == [])
    assert all(list(Role).index(best.role) <= list(Role).index(each.role) for each in held)


def body(seats: int) -> access.Body:
    return access.Body("Utvalget", seats, frozenset(UUID(int=number) for number in range(seats)))


@pytest.mark.parametrize(
    ("seats", "may"), [(1, 1), (2, 1), (3, 1), (4, 1), (5, 2), (6, 2), (7, 3), (8, 3), (13, 6), (27, 13)]
)
def test_as_many_may_share_as_are_no_quorum(seats, may):
    assert [access.quorum(present, seats) for present in (may, may + 1)] == [False, True]


@given(some.integers(0, 200), some.integers(0, 200))
def test_half_or_more_of_the_members_are_a_quorum(present, seats):
    assert access.quorum(present, seats) is (present > 1 and present * 2 >= seats)
    assert access.quorum(present + 1, seats) >= access.quorum(present, seats)


@given(some.integers(1, 60), some.sets(some.integers(0, 120)))
def test_only_who_has_a_seat_counts_towards_the_quorum(seats, readers):
    inside = [each for each in readers if each < seats]
    found = access.assembled({UUID(int=each) for each in readers}, [body(seats)])
    assert (found is not None) is (len(inside) > 1 and len(inside) >= seats / 2)


@given(some.sets(some.integers(0, 30)), some.integers(0, 30))
def test_one_reader_more_never_makes_a_refused_share_right(readers, more):
    people = {UUID(int=each) for each in readers}
    assert not access.assembled(people, [body(7)]) or access.assembled(people | {UUID(int=more)}, [body(7)])


def test_any_body_that_could_meet_is_named():
    small = access.Body("Kontrollutvalget", 3, body(2).sitting)
    assert access.assembled(body(2).sitting, [body(9), small]) == small


@given(some.lists(some.tuples(some.integers(0, 40), some.integers(1, 10))), some.integers(0, 50))
def test_a_span_is_what_somebody_is_without_a_break(held, now):
    day = at("2026-01-01 00:00:00")
    standings = [Standing(Role.MEMBER, day + timedelta(a), day + timedelta(a + length)) for a, length in held]
    days = {each for a, length in held for each in range(a, a + length)}
    found = access.span(standings, day + timedelta(now))
    assert (found is not None) is (now in days)
    if found:
        first, after = (found[0] - day).days, (found[1] - day).days
        assert set(range(first, after)) <= days
        assert not {first - 1, after} & days
