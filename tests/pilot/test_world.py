"""The municipality hangs together."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from folkevalgt.errors import Refusal
from folkevalgt.pilot.world import election_period, load_world
from tests.pilot.conftest import TODAY


def seats(demo):
    return [seat for body in demo.committees.values() for seat in body.seats]


def test_everyone_in_a_seat_or_stood_in_for_is_a_person(demo):
    assert {key for seat in seats(demo) for key in (seat.person, *seat.deputy_for)} <= set(demo.persons)


def test_every_person_has_a_seat(demo):
    assert {seat.person for seat in seats(demo)} == set(demo.persons)


def test_a_person_has_one_seat_in_a_body(demo):
    for body in demo.committees.values():
        assert max(Counter(seat.person for seat in body.seats).values()) == 1


def test_every_body_has_one_chair(demo):
    for body in demo.committees.values():
        assert [seat.role for seat in body.seats].count("chair") == 1


def test_deputies_stand_in_for_members_of_the_same_body(demo):
    for body in demo.committees.values():
        members = {seat.person for seat in body.seats if seat.role in ("chair", "deputy_chair", "member")}
        for deputy in (seat for seat in body.seats if seat.role == "deputy"):
            assert deputy.deputy_for
            assert set(deputy.deputy_for) <= members


def test_two_deputies_for_one_member_never_have_the_same_rank(demo):
    for body in demo.committees.values():
        ranks = [(key, seat.rank) for seat in body.seats if seat.role == "deputy" for key in seat.deputy_for]
        assert len(set(ranks)) == len(ranks)


def test_the_youth_council_is_under_nineteen_and_has_a_coordinator(demo):
    (council,) = [body for body in demo.committees.values() if body.youth]
    young = [demo.persons[seat.person] for seat in council.seats if seat.role in ("chair", "deputy_chair", "member")]
    assert all(person.age and person.age < 19 for person in young)
    assert [seat.role for seat in council.seats].count("coordinator") == 1


def test_nobody_has_an_address_that_could_be_real(demo):
    assert all(person.email.endswith(".example") for person in demo.persons.values())
    assert len({person.email for person in demo.persons.values()}) == len(demo.persons)


def test_everyone_who_belongs_to_a_party_belongs_to_one_that_is_listed(demo):
    assert {person.party for person in demo.persons.values()} - {""} <= set(demo.parties)


def test_someone_reads_nynorsk(demo):
    assert "nn" in {person.language for person in demo.persons.values()}


def test_a_seat_lasts_the_election_period_unless_it_ended_early(demo):
    sitting, former = (
        next(seat for seat in demo.committees["formannskapet"].seats if seat.person == key)
        for key in ("medlem_formannskap", "tidligere_medlem")
    )
    assert sitting.dates(TODAY) == (date(2023, 10, 1), date(2027, 9, 30))
    assert former.dates(TODAY)[1] == TODAY - timedelta(days=45)


@pytest.mark.parametrize(("day", "first"), [((2027, 9, 30), 2023), ((2027, 10, 1), 2027), ((2026, 1, 1), 2023)])
def test_the_election_period_changes_in_october_every_fourth_year(day, first):
    assert election_period(date(*day)) == (date(first, 10, 1), date(first + 4, 9, 30))


def test_without_the_folder_the_pilot_says_what_is_missing(tmp_path):
    with pytest.raises(Refusal, match="pilot_missing"):
        load_world(tmp_path)
