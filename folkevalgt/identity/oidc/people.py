"""Who a provider's subject is here. The first time by a national identity number or an address, then by itself."""

from __future__ import annotations

from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import audit, clock
from folkevalgt.config import Oidc
from folkevalgt.crypto import InstanceKey
from folkevalgt.errors import Refusal
from folkevalgt.identity.enrolment import national_id
from folkevalgt.identity.oidc.tokens import IdToken
from folkevalgt.models.device import ExternalIdentity
from folkevalgt.models.person import Person


def unknown() -> Refusal:
    return Refusal("not_known_here", 403)


async def known(db: BaseDBAsyncClient, key: InstanceKey, oidc: Oidc, claims: IdToken) -> Person:
    """The person with this subject; one who is met for the first time is remembered by it.

    Raises Refusal("not_known_here") for whoever is nobody here, is revoked, or no longer fits what was first known.
    """
    await audit.hold(db)  # of two who come for the first time at once, one is first
    subject = await ExternalIdentity.get_or_none(issuer=oidc.issuer, subject=claims.sub, using_db=db)
    if subject is None:
        return await _met(db, key, oidc, claims)
    person = await Person.get_or_none(id=subject.person_id, revoked_at=None, using_db=db)
    # The secretariat may have given somebody another number since, or taken a wrong one away.
    if person is None or (claims.pid and person.national_id and person.national_id != _mark(key, claims)):
        raise unknown()
    return person


async def _met(db: BaseDBAsyncClient, key: InstanceKey, oidc: Oidc, claims: IdToken) -> Person:
    person = await _matching(db, key, oidc, claims)
    if person is None:
        raise unknown()
    theirs = ExternalIdentity.filter(person_id=person.id, issuer=oidc.issuer)
    # An address may be given to somebody new; a national identity number may not.
    if oidc.match == "email" and await theirs.using_db(db).exists():
        raise unknown()
    await ExternalIdentity.create(
        using_db=db, person_id=person.id, issuer=oidc.issuer, subject=claims.sub, created_at=clock.now()
    )
    await audit.record(db, str(person.id), "known_by_provider", str(person.id), provider=oidc.name)
    return person


async def _matching(db: BaseDBAsyncClient, key: InstanceKey, oidc: Oidc, claims: IdToken) -> Person | None:
    if oidc.match == "national_id":
        mark = _mark(key, claims)
        return await Person.get_or_none(national_id=mark, revoked_at=None, using_db=db) if mark else None
    # Only what the provider says it has made sure of: whoever may write any address there could be anybody here.
    if claims.email_verified is not True or not claims.email:
        return None
    return await Person.get_or_none(email=claims.email.strip().lower(), revoked_at=None, using_db=db)


def _mark(key: InstanceKey, claims: IdToken) -> str:
    try:
        return national_id(key, claims.pid)
    except Refusal:
        return ""
