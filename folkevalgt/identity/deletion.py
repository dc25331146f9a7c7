"""Deleting a person: who they are and what they have written. What they did stays in the log, under an id."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.expressions import Q

from folkevalgt import audit, circles, clock, database, jobs
from folkevalgt.errors import Refusal
from folkevalgt.identity import sessions
from folkevalgt.models.committee import CallIn, Membership
from folkevalgt.models.device import Ceremony, Device, ExternalIdentity, Passkey, SignInLink
from folkevalgt.models.note import CircleMember, LogClient, LogHead, Note, NoteKey, NoteRevision
from folkevalgt.models.notification import Follow, Invited, Notice, NoticeChoice, PushSubscription
from folkevalgt.models.person import Person
from folkevalgt.models.printing import PrintOrder

NAME = "Slettet person"
SCRUBBED = ("notekey", "printorder", "device", "passkey", "externalidentity", "ceremony", "pushsubscription")


async def delete(by: str, email: str) -> None:
    """Ends someone's access and seats, replaces name and e-mail, and destroys their notes, the key to them, their print
    orders, what they were told of, and every way in they had.

    What they had shared goes from others' devices at their next contact. Copies of the database from before still have
    it all, until they are gone too. Raises Refusal("no_such_person").
    """
    async with database.write_tx() as db:
        head = await database.locked(LogHead.filter(id=1), db).first()  # first, as whoever writes a note does
        person = await Person.get_or_none(email=email.strip().lower(), using_db=db)
        if person is None:
            raise Refusal("no_such_person", 404, email)
        if person.revoked_at is None:
            await sessions.revoke(person, by)
        await _leave(db, person.id)
        written = await _unwrite(db, person.id, head) if head else 0
        await audit.record(db, by, "delete_person", str(person.id), notes=written)
    await database.scrub(SCRUBBED)


async def _leave(db: BaseDBAsyncClient, person: UUID) -> None:
    today = clock.today()
    lasting = Membership.filter(Q(valid_to=None) | Q(valid_to__gte=today), person_id=person)
    await lasting.using_db(db).update(valid_to=today - timedelta(days=1))
    await CallIn.filter(person_id=person, revoked_at=None).using_db(db).update(revoked_at=clock.now())
    for way_in in (SignInLink, Passkey, ExternalIdentity, Ceremony):
        await way_in.filter(person_id=person).using_db(db).delete()
    await Device.filter(person_id=person).using_db(db).update(name="", half=None, public_key=None)
    await PrintOrder.filter(person_id=person).using_db(db).delete()
    for told in (PushSubscription, NoticeChoice, Follow, Invited, Notice):
        await told.filter(person_id=person).using_db(db).delete()
    who = {"name": NAME, "email": f"slettet-{person}@folkevalgt.invalid", "party_group_id": None, "national_id": None}
    await Person.filter(id=person).using_db(db).update(**who)


async def _unwrite(db: BaseDBAsyncClient, person: UUID, head: LogHead) -> int:
    """Every note becomes a tombstone with a number of its own, so that devices hear of it; returns how many."""
    now, seq = clock.now(), head.seq
    notes = await Note.filter(author_id=person, deleted=False).using_db(db).order_by("ver")
    for note in notes:
        seq += 1
        note.ver = note.text_ver = seq
        note.body, note.deleted, note.changed_at = None, True, now
    if notes:
        fields = ["ver", "text_ver", "body", "deleted", "changed_at"]
        await Note.bulk_update(notes, fields=fields, batch_size=500, using_db=db)
    await LogHead.filter(id=head.id).using_db(db).update(seq=seq)
    await NoteRevision.filter(author_id=person).using_db(db).delete()
    await NoteKey.filter(person_id=person).using_db(db).delete()
    await LogClient.filter(person_id=person).using_db(db).delete()
    shared = [note for note in notes if note.scope != circles.PRIVATE]
    members = CircleMember.filter(circles.holding(now), scope__in=list({note.scope for note in shared})).using_db(db)
    told = {each for (each,) in await members.values_list("person_id")}
    told |= {note.answered_id for note in shared if note.answered_id and note.answered_id != person}
    others = sorted(str(each) for each in told)
    if others:
        await jobs.order(db, "pull", {"people": others})
    return len(notes)
