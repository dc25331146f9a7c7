"""The people as the secretariat keeps them: persons, seats, lists, terms and invitations."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from starlette.responses import Response

from folkevalgt import clock, database
from folkevalgt.api.http import Call, Route, Who, uuid
from folkevalgt.errors import Refusal, not_found
from folkevalgt.identity import enrolment, invitations, sessions
from folkevalgt.models.person import Person
from folkevalgt.people import importing, inviting, persons, shapes, terms
from folkevalgt.people.book import book


async def people_book(call: Call) -> shapes.Book:
    return await book(mail=bool(call.house.settings.smtp_host))


async def add_person(call: Call) -> shapes.Made:
    return shapes.Made(str(await persons.add(_by(call), call.body)))


async def change_person(call: Call) -> Response:
    await persons.change(_by(call), _named(call, "person"), call.body)
    return _done()


async def revoke_person(call: Call) -> Response:
    """Nobody shuts themselves out."""
    id = _named(call, "person")
    person = await Person.get_or_none(id=id, using_db=database.ro())
    if person is None:
        raise not_found()
    if id == call.signed.person:
        raise Refusal("not_yourself", 409)
    await sessions.revoke(person, _by(call))
    return _done()


async def readmit_person(call: Call) -> Response:
    await persons.readmit(_by(call), _named(call, "person"))
    return _done()


async def add_seat(call: Call) -> shapes.Made:
    return shapes.Made(str(await persons.seat(_by(call), _named(call, "person"), call.body)))


async def change_seat(call: Call) -> Response:
    await persons.change_seat(_by(call), _named(call, "id"), call.body)
    return _done()


async def remove_seat(call: Call) -> Response:
    await persons.remove_seat(_by(call), _named(call, "id"))
    return _done()


async def rank_deputies(call: Call) -> Response:
    await persons.rank(_by(call), _named(call, "id"), call.body.seats)
    return _done()


async def import_people(call: Call) -> shapes.Imported:
    return await importing.bring_in(_by(call), call.body, _mark(call))


async def change_term(call: Call) -> shapes.TermChanged:
    return await terms.change(_by(call), call.body, _mark(call))


async def term_changes(call: Call) -> shapes.Terms:
    return await terms.changes()


async def undo_term(call: Call) -> shapes.TermUndone:
    return await terms.undo(_by(call), _named(call, "id"))


async def invitation_letters(call: Call) -> shapes.InvitationLetters:
    """A new link for each of them, which is on its letter and nowhere else."""
    settings, people = call.house.settings, await inviting.invited(call.body.people)
    seats, letters = await inviting.seats(people), []
    for each in people:
        link, until = await invitations.letter_link(settings, each.email, _by(call))
        told = (str(each.id), each.name, each.language, link, clock.in_norway(until), seats.get(each.id, []))
        letters.append(shapes.InvitationLetter(*told))  # type: ignore[arg-type]
    return shapes.InvitationLetters(settings.municipality, letters)


async def invite_by_email(call: Call) -> shapes.InvitationsSent:
    if not call.house.settings.smtp_host:
        raise Refusal("no_mail_server", 409)
    return shapes.InvitationsSent(await inviting.order_email(_by(call), await inviting.invited(call.body.people)))


def _by(call: Call) -> str:
    return str(call.signed.person)


def _named(call: Call, name: str) -> UUID:
    return uuid(call.request.path_params[name])


def _mark(call: Call) -> importing.Mark:
    return partial(enrolment.national_id, call.house.key)


def _done() -> Response:
    return Response(status_code=204, headers={"cache-control": "private, no-store"})


S = shapes
STAFF: Who = "secretariat"
ROUTES = [
    Route("GET", "/api/people/book", people_book, None, S.Book, STAFF, "Everybody and their seats"),
    Route("POST", "/api/people", add_person, S.PersonGiven, S.Made, STAFF, "Add a person"),
    Route("POST", "/api/people/import", import_people, S.ImportAsked, S.Imported, STAFF, "A list: what it does"),
    Route("GET", "/api/people/terms", term_changes, None, S.Terms, STAFF, "Changes of term that were made"),
    Route("POST", "/api/people/terms", change_term, S.TermAsked, S.TermChanged, STAFF, "A new term: what it does"),
    Route("POST", "/api/people/terms/{id}/undo", undo_term, None, S.TermUndone, STAFF, "Take a change of term back"),
    Route("POST", "/api/people/letters", invitation_letters, S.Invited, S.InvitationLetters, STAFF, "Letters to print"),
    Route("POST", "/api/people/invite", invite_by_email, S.Invited, S.InvitationsSent, STAFF, "Invite by e-mail"),
    Route("POST", "/api/people/{person}", change_person, S.PersonGiven, None, STAFF, "Change a person"),
    Route("POST", "/api/people/{person}/revoke", revoke_person, None, None, STAFF, "End somebody's access"),
    Route("POST", "/api/people/{person}/readmit", readmit_person, None, None, STAFF, "Give access again"),
    Route("POST", "/api/people/{person}/seats", add_seat, S.SeatGiven, S.Made, STAFF, "Give a seat"),
    Route("POST", "/api/seats/{id}", change_seat, S.SeatGiven, None, STAFF, "Change or end a seat"),
    Route("POST", "/api/seats/{id}/remove", remove_seat, None, None, STAFF, "A seat was registered by mistake"),
    Route("POST", "/api/committees/{id}/deputies", rank_deputies, S.DeputyOrder, None, STAFF, "The deputies' order"),
]
