"""Which deputy is next: in the order they were elected, from the member's own list first (kommuneloven § 7-10)."""

from __future__ import annotations

from uuid import UUID

from folkevalgt.attendance.attending import PlaceWord, Proposal, SkipWord, Vacancy, VacancyWord
from folkevalgt.attendance.seats import WHOLE, Seat, Sitting

LAST = 10_000  # a deputy without a rank comes after those who have one


def vacancies(told: Sitting) -> list[Vacancy]:
    """Every seat that nobody sits in, in the order of the seats; for each, all deputies in the order they are called.

    Whoever is only reported as disqualified has a line of their own: it is not said yet that they step back.
    """
    found = []
    for seat in told.seats:
        lacks, away = told.lacks(seat), told.away.get(seat.person, frozenset())
        held_back = told.held_back(seat.person)
        parts: dict[VacancyWord, frozenset[str]] = {
            "absence": lacks & away,
            "disqualified": (lacks - away) & held_back,
            "reported": lacks - away - held_back,
        }
        for why, items in parts.items():
            if items:
                line = told.ordered(items)
                found.append(Vacancy(str(seat.person), line, why, proposals(told, seat, line)))
    return found


def proposals(told: Sitting, seat: Seat, items: list[str]) -> list[Proposal]:
    """Every deputy once, in the order they are called in for this seat to these items, or (none) to all."""
    found: dict[str, tuple[tuple[int, int, str], Proposal]] = {}
    for deputy in told.deputies:
        wanted, extended = _with_what_they_have(told, seat, deputy, items)
        place: PlaceWord = "same_seat" if extended else _place(seat, deputy)
        key = (0 if extended else 2 if place == "other_list" else 1, deputy.rank or LAST, deputy.name)
        line = Proposal(
            person=str(deputy.person),
            name=deputy.name,
            party=deputy.party,
            phone=deputy.phone,
            rank=deputy.rank,
            place=place,
            skip=_skip(told, deputy, items, called=not extended),
            items=wanted,
        )
        if line.person not in found or key < found[line.person][0]:
            found[line.person] = (key, line)
    return [line for _, line in sorted(found.values(), key=lambda each: each[0])]


def proposed(told: Sitting, person: UUID, instead_of: UUID, items: list[str]) -> bool:
    """Whether it is so now that this deputy can be called in for that seat to these items."""
    return any(
        each.person == str(person) and not each.skip and sorted(each.items) == sorted(items)
        for vacancy in vacancies(told)
        if vacancy.instead_of == str(instead_of)
        for each in vacancy.proposals
    )


def whose(told: Sitting, items: list[str]) -> UUID | None:
    """Whom somebody stands in for who is called in to these items, when there is but one that it can be."""
    part = told.part(items)
    seats = {vacancy.instead_of for vacancy in vacancies(told) if told.part(vacancy.items) <= part}
    return UUID(seats.pop()) if len(seats) == 1 else None


def _place(seat: Seat, deputy: Seat) -> PlaceWord:
    if deputy.deputy_for == seat.id:
        return "personal"
    return "list" if deputy.party == seat.party or not deputy.party or not seat.party else "other_list"


def _with_what_they_have(told: Sitting, seat: Seat, deputy: Seat, items: list[str]) -> tuple[list[str], bool]:
    """What to call somebody to: who stands in for the same seat in other items gets these as well."""
    for call in told.calls:
        if call.person == deputy.person and not call.gone and call.instead_of == seat.person and call.items:
            return told.ordered(call.items | told.part(items)), True
    return items, False


def _skip(told: Sitting, deputy: Seat, items: list[str], *, called: bool) -> SkipWord:
    """Why somebody is passed over; empty when they are not."""
    part = told.part(items)
    calls = [call for call in told.calls if call.person == deputy.person]
    if deputy.person in {seat.person for seat in told.seats}:
        return "seated"
    if called and any(not call.gone for call in calls):
        return "called"
    if any(call.gone and call.answer == "no" for call in calls):
        return "said_no"
    if part & told.away.get(deputy.person, frozenset()):
        return "away"
    # Disqualified in one item of many, they may still sit in the rest; then that item wants somebody of its own.
    if WHOLE not in part and part & set(told.barred.get(deputy.person, {})):
        return "disqualified"
    return ""
