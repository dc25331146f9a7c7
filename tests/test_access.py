"""Who may see what, as rules over facts. Each rule has holes planted in it, which these tests must see."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from folkevalgt import access, clock
from folkevalgt.access import FOREVER, Paper, Reader, Role, Standing
from tests.access_holes import HOLES, plant
from tests.papers import at

THIS, OTHER = UUID(int=1), UUID(int=2)  # two items
OPEN, EXEMPT, WITHDRAWN = Paper(False, item=THIS), Paper(True, item=THIS), Paper(False, withdrawn=True, item=THIS)
DAYS = some.dates(date(2000, 1, 1), date(2100, 1, 1))
# The nights when the clocks are moved: 25 and 23 hours long.
LONG_NIGHT, SHORT_NIGHT = date(2026, 10, 25), date(2027, 3, 28)
TREATS = {Role.SECRETARIAT, Role.CHAIR, Role.DEPUTY_CHAIR, Role.MEMBER, Role.SUBSTITUTE}


def someone(*roles: Role, called: set[UUID] | None = None, barred: set[UUID] | None = None) -> Reader:
    return Reader(frozenset(roles), frozenset(called or ()), frozenset(barred or ()))


def sees(reader: Reader, paper: Paper) -> str:
    """`whole open`, `title exempt`."""
    return " ".join(access.sight(reader, paper))


def what_is_open_is_for_every_role() -> None:
    for role in Role:
        assert sees(someone(role), OPEN) == "whole open"
        assert sees(someone(role), Paper(False)) == "whole open"
        assert sees(someone(role), Paper(False, missing=True)) == "title missing"


def what_is_exempt_is_for_those_who_treat_it() -> None:
    for role in Role:
        for paper in (EXEMPT, Paper(True)):
            assert sees(someone(role), paper) == ("whole treats" if role in TREATS else "title exempt")
        assert sees(someone(role), Paper(True, missing=True)).startswith("title")


def what_is_not_ciphertext_yet_is_for_nobody() -> None:
    for role in Role:
        assert sees(someone(role), Paper(True, item=THIS, sealed=False)) == "title exempt"


def what_is_withdrawn_is_for_nobody() -> None:
    for role in Role:
        assert sees(someone(role), WITHDRAWN) == "title withdrawn"
        assert sees(someone(role), Paper(True, withdrawn=True, item=THIS)) == "title withdrawn"


def strangers_see_nothing() -> None:
    for paper in (OPEN, EXEMPT, WITHDRAWN, Paper(False)):
        assert sees(someone(), paper) == sees(someone(barred={THIS}), paper) == "nothing no_role"


def drafts_are_the_secretariats() -> None:
    draft = Paper(False, published=False, item=THIS)
    assert {role for role in Role if sees(someone(role), draft) != "nothing not_published"} == {Role.SECRETARIAT}


def who_is_disqualified_keeps_what_is_open() -> None:
    for role in TREATS:
        barred = someone(role, barred={THIS})
        assert sees(barred, EXEMPT) == "title disqualified"
        assert sees(barred, OPEN) == "whole open"
        assert sees(barred, Paper(True, item=OTHER)) == sees(barred, Paper(True)) == "whole treats"
    assert sees(someone(Role.YOUTH_COUNCIL, barred={THIS}), EXEMPT) == "title exempt"
    assert {"provisional", "decided"} == access.WITHHOLDING


def who_is_called_in_to_an_item_has_that_item() -> None:
    for others in ((), (Role.DEPUTY,), (Role.PUBLIC,)):
        called = someone(*others, called={THIS})
        assert sees(called, OPEN) == "whole open"
        assert sees(called, EXEMPT) == "whole treats"
        assert sees(called, Paper(False)) == "whole open"  # the summons
        assert sees(called, Paper(True)) == "title exempt"
        for paper in (Paper(False, item=OTHER), Paper(True, item=OTHER)):
            assert sees(called, paper) == "nothing other_item"
    assert sees(someone(called={THIS}, barred={THIS}), EXEMPT) == "title disqualified"


def who_is_something_besides_keeps_that() -> None:
    young = someone(Role.YOUTH_COUNCIL, called={THIS})
    assert sees(young, Paper(False, item=OTHER)) == "whole open"
    assert sees(young, Paper(True, item=OTHER)) == "title exempt"
    assert sees(young, EXEMPT) == "whole treats"


def who_is_given_papers() -> None:
    assert {role for role in Role if not someone(role).given} == {Role.DEPUTY, Role.PUBLIC}
    assert someone(Role.DEPUTY, called={THIS}).given
    assert not someone(barred={THIS}).given


def a_seat_is_for_its_days_in_norway() -> None:
    held = access.seat("member", date(2026, 1, 1), date(2026, 10, 25))
    assert not held.holds(at("2025-12-31 23:59:59"))
    assert held.holds(at("2026-01-01 00:00:00"))
    assert held.holds(at("2026-10-25 23:59:59"))
    assert not held.holds(at("2026-10-26 00:00:00"))


def a_substitute_has_one_meeting() -> None:
    held = access.called_in(at("2026-10-20 10:00:00"), LONG_NIGHT, 24)
    assert not held.holds(at("2026-10-20 09:59:59"))
    assert held.holds(at("2026-10-20 10:00:00"))
    assert held.holds(at("2026-10-26 23:59:59"))
    assert not held.holds(at("2026-10-27 00:00:00"))


def all_that_someone_is_at_a_moment() -> None:
    was = Standing(Role.CHAIR, at("2020-01-01 00:00:00"), at("2026-01-01 00:00:00"))
    now = Standing(Role.DEPUTY, at("2026-01-01 00:00:00"))
    one = access.called_in(at("2026-05-01 00:00:00"), date(2026, 6, 1), 24, [THIS, OTHER])
    assert access.reader([was, now, one], {THIS}, at("2026-05-10 12:00:00")) == Reader(
        frozenset({Role.DEPUTY}), frozenset({THIS, OTHER}), frozenset({THIS})
    )
    assert access.reader([was, now, one], (), at("2026-06-03 00:00:00")) == Reader(frozenset({Role.DEPUTY}))
    meeting = access.called_in(at("2026-05-01 00:00:00"), date(2026, 6, 1), 24)
    assert access.reader([meeting, one], (), at("2026-05-10 12:00:00")) == Reader(frozenset({Role.SUBSTITUTE}))


def the_strongest_role_that_holds_now() -> None:
    was = Standing(Role.CHAIR, at("2020-01-01 00:00:00"), at("2026-01-01 00:00:00"))
    now = Standing(Role.YOUTH_COUNCIL, at("2026-01-01 00:00:00"))
    soon = Standing(Role.MEMBER, at("2027-01-01 00:00:00"))
    assert access.standing([was, now, soon], at("2026-06-01 12:00:00")) == now
    assert access.standing([was, now, soon], at("2027-06-01 12:00:00")) == soon
    assert access.standing([], at("2026-06-01 12:00:00")) is None


def the_moments_at_which_something_changes() -> None:
    begins, ends = at("2026-06-01 00:00:00"), at("2026-07-01 00:00:00")
    held = [Standing(Role.MEMBER, begins, ends), Standing(Role.SECRETARIAT, at("2020-01-01 00:00:00"))]
    assert access.boundaries(held, at("2026-05-31 23:59:59")) == {begins, ends}
    assert access.boundaries(held, begins) == {ends}
    assert access.boundaries(held, ends) == set()


RULES = [what_is_open_is_for_every_role, what_is_exempt_is_for_those_who_treat_it]
RULES += [what_is_not_ciphertext_yet_is_for_nobody, what_is_withdrawn_is_for_nobody, strangers_see_nothing]
RULES += [drafts_are_the_secretariats, who_is_disqualified_keeps_what_is_open]
RULES += [who_is_called_in_to_an_item_has_that_item, who_is_something_besides_keeps_that, who_is_given_papers]
RULES += [a_seat_is_for_its_days_in_norway, a_substitute_has_one_meeting, all_that_someone_is_at_a_moment]
RULES += [the_strongest_role_that_holds_now, the_moments_at_which_something_changes]


def every_rule() -> None:
    for rule in RULES:
        rule()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_rule_holds(rule):
    rule()


@pytest.mark.parametrize("hole", HOLES)
def test_a_planted_hole_is_found(monkeypatch, hole):
    plant(monkeypatch, hole)
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
