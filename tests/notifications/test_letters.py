"""Notices by e-mail: what is said, what never is, and that the same letter twice is one."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from folkevalgt.models.meeting import Meeting
from folkevalgt.models.notification import Notice
from folkevalgt.models.person import Person
from folkevalgt.notifications import letters

pytestmark = pytest.mark.anyio
STARTS = datetime(2030, 12, 3, 16, 0, tzinfo=UTC)


@pytest.fixture
async def meeting(package) -> Meeting:
    given = {"date": date(2030, 12, 3), "starts_at": STARTS, "place": "Kommunestyresalen"}
    await Meeting.filter(id=package.meeting_id).update(**given)
    return await Meeting.get(id=package.meeting_id)


async def noticed(world, package, kind: str, person: str = "medlem_formannskap", **facts: int) -> Notice:
    given = {"person_id": world.person(person).id, "package_id": package.id, "facts": facts}
    moment = datetime(2030, 11, 20, tzinfo=UTC)
    return await Notice.create(id=uuid4(), kind=kind, key=str(uuid4()), created_at=moment, due_at=moment, **given)


async def written(world, notices, person: str = "medlem_formannskap"):
    letter = await letters.compose(world.settings, await Person.get(id=world.person(person).id), notices)
    return letter, letter.get_body(("plain",)).get_content(), letter.get_body(("html",)).get_content()
