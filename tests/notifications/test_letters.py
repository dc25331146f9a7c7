"""Notices by e-mail: what is said, what never is, and that the same letter twice is one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import msgspec
import pytest

from folkevalgt.models.meeting import AgendaItem
from folkevalgt.models.notification import Notice
from folkevalgt.models.person import Person
from folkevalgt.notifications import letters, mail
from folkevalgt.notifications.wording import LANGUAGES, NB
from tests.identity.postbox import posted
from tests.notifications.meetings import DAY, planted, told, treated

pytestmark = pytest.mark.anyio
MOMENT = datetime(2030, 11, 20, tzinfo=UTC)
MEMBER = "medlem_formannskap"


def noticed(world, package, kind: str, after: int = 0, **facts: int) -> Notice:
    at = MOMENT + timedelta(minutes=after)
    given = {"person_id": world.person(MEMBER).id, "package_id": package.id if package else None, "facts": facts}
    return Notice(id=uuid4(), kind=kind, key=str(uuid4()), created_at=at, due_at=at, **given)


async def written(world, *notices, language: str = "nb"):
    """Subject, plain text, HTML."""
    person = await Person.get(id=world.person(MEMBER).id)
    person.language = language
    letter = await letters.compose(world.settings, person, notices)
    return letter["subject"], *(letter.get_body((kind,)).get_content() for kind in ("plain", "html"))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_letter_names_the_meeting_and_nothing_of_what_is_treated_there(world, package, language):
    await told(package, **DAY)
    secret = await treated(package)
    for kind in LANGUAGES[language].kinds:
        said = await written(world, noticed(world, package, kind, new=2, changed=1), language=language)
        assert [word for word in secret if any(word in text for text in said)] == []
        assert kind in ("test", "case", "case decision", "shared", "") or "ormannskapet 3" in said[0], kind
    assert secret


async def test_whoever_looks_for_what_is_treated_would_find_it(world, package):
    name = await planted(package)
    said = await written(world, noticed(world, package, "package"))
    assert name[1:] in said[0]


async def test_a_meeting_that_is_closed_all_through_is_told_of_without_its_body(world, package):
    await told(package, **DAY)
    await AgendaItem.filter(meeting_id=package.meeting_id).update(closed=True)
    subject, plain, html = await written(world, noticed(world, package, "package"))
    assert subject == "Nye papirer til møtet 3. desember 2030"
    assert "ormannskap" not in plain + html


async def test_a_letter_says_when_and_where_as_it_was_published_last(world, package):
    await told(package, **DAY)
    _, plain, html = await written(world, noticed(world, package, "called_in"))
    words = "Du er kalt inn som vara til møtet i formannskapet tirsdag 3. desember 2030 kl. 17.00, Salen."
    assert (words in plain, words in html) == (True, True)
    assert f"http://127.0.0.1:8000/moter/{package.id}" in plain


async def test_a_supplement_is_told_in_numbers(world, package):
    facts = {"changed": 1, "new": 1, "withdrawn": 0, "paragraphs": 2, "proposal": 1}
    _, plain, _ = await written(world, noticed(world, package, "supplement", **facts))
    assert ": 1 nytt papir, 2 avsnitt endret, 1 i forslag til vedtak." in plain
    _, plain, _ = await written(world, noticed(world, package, "supplement", changed=3, withdrawn=1))
    assert ": 3 papirer endret, 1 papir trukket tilbake." in plain


@pytest.mark.parametrize(
    ("kind", "facts", "words"),
    [
        ("withdrawn", {"papers": 1}, "Et papir til møtet i formannskapet"),
        ("withdrawn", {"papers": 0}, "Papirene til møtet i formannskapet"),
        ("moved", {"day": 0, "time": 1, "place": 0}, "har fått ny tid eller nytt sted"),
        ("moved", {"day": 0, "time": 0, "place": 0}, "skal holdes likevel"),
        ("case", {"what": "decision"}, "Det er gjort vedtak i en sak du følger"),
        ("case", {"what": "agenda"}, "er på sakslisten til"),
        ("absence", {"what": "back"}, "kan møte likevel"),
        ("answered", {"answer": "no"}, "har svart nei på innkallingen"),
    ],
)
async def test_what_kind_of_thing_it_is_is_told_as_far_as_it_is_known(world, package, kind, facts, words):
    assert words in (await written(world, noticed(world, package, kind, **facts)))[1]


async def test_several_things_are_one_letter_in_the_order_they_came(world, package):
    kinds = ("reminder", "supplement", "package")
    subject, plain, _ = await written(world, *(noticed(world, package, kind, -i) for i, kind in enumerate(kinds)))
    places = [plain.index(word) for word in ("er klare", "Det er nytt i", "Husk møtet")]
    assert (subject, places, plain.count("moter")) == ("3 varsler fra Folkevalgt", sorted(places), 1)


async def test_of_a_meeting_that_is_not_theirs_any_more_nothing_new_is_told(world, package):
    await told(package, **DAY)
    await world.end_seat(MEMBER, "Formannskapet")
    subject, plain, _ = await written(world, noticed(world, package, "supplement"))
    assert (subject, str(package.id) in plain) == ("Nytt i Folkevalgt", False)
    subject, plain, _ = await written(world, noticed(world, package, "cancelled"))
    assert (subject, str(package.id) in plain) == ("Avlyst: formannskapet 3. desember 2030", False)


async def test_the_same_notices_are_the_same_letter_whatever_their_order(world, package):
    one, other = noticed(world, package, "package"), noticed(world, None, "test")
    person = world.person(MEMBER)
    letter = [await letters.compose(world.settings, person, each) for each in ([one, other], [other, one], [one])]
    names = [each["message-id"] for each in letter]
    assert (names[0] == names[1], names[0] == names[2]) == (True, False)


async def test_what_an_archive_or_a_setting_says_is_text_in_a_letter(world, package):
    world.settings = msgspec.structs.replace(world.settings, municipality="<b>A & B</b>")
    await told(package, **DAY | {"place": "<script>alert(1)</script>"})
    _, _, html = await written(world, noticed(world, package, "reminder"))
    assert ("<b>" in html, "<script>" in html, "&lt;script&gt;" in html) == (False, False, True)


async def test_a_letter_comes_through_a_post_office_as_it_was_written(world, package):
    with posted() as (box, port):
        sends = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": "none"}
        settings = msgspec.structs.replace(world.settings, **sends, smtp_from="Sekretariatet <a@agnesund.example>")
        letter = await letters.compose(settings, world.person(MEMBER), [noticed(world, package, "withdrawn")])
        await mail.send(settings, letter)
    (got,) = box.letters
    assert [got[name] for name in ("to", "list-unsubscribe", "content-language", "auto-submitted")] == [
        world.person(MEMBER).email,
        "<http://127.0.0.1:8000/meg/varsler>",
        "nb",
        "auto-generated",
    ]
    assert got["message-id"].endswith("@agnesund.example>")
    for kind in ("plain", "html"):
        assert "er trukket tilbake." in got.get_body((kind,)).get_content()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_notice_has_its_words_in_every_language(language):
    words = LANGUAGES[language]
    assert [words.kinds.keys(), words.invited.keys(), words.counted.keys()] == [
        NB.kinds.keys(),
        NB.invited.keys(),
        NB.counted.keys(),
    ]
