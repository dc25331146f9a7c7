"""Whatever an office exports becomes persons and seats, each line's outcome is told first, and nothing comes twice."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from folkevalgt import clock
from folkevalgt.errors import Refusal
from folkevalgt.models.audit import AuditEntry
from folkevalgt.models.committee import Committee, Membership
from folkevalgt.models.package import Delivery
from folkevalgt.models.person import Person
from folkevalgt.people import sheets
from folkevalgt.people.columns import day, understand
from tests.people.listing import BODY, EXCEL, HEADINGS, brought, csv, said, workbook

pytestmark = pytest.mark.anyio
KAARE = "Kåre Ås;kaare@agnesund.example;912 34 567;Formannskapet;vara;2;Sp;2026-01-01;"
TABS = csv(KAARE.replace(";", "\t"), headings=HEADINGS.replace(";", "\t")).decode()


@pytest.mark.parametrize(
    "data",
    [
        csv(KAARE),
        csv(KAARE).decode().encode("utf-8-sig"),
        csv(KAARE).decode().encode("cp1252"),
        csv(KAARE).decode().encode("utf-16"),
        TABS.encode("utf-16-le"),
        TABS.encode("utf-16-be"),
        csv(KAARE.replace(";", ","), headings=HEADINGS.replace(";", ",")),
        b"sep=;\r\n" + csv(KAARE),
        b"Medlemmer i utvalgene\r\n\r\n" + csv(KAARE),
        csv('"Ås, Kåre";Kaare@Agnesund.example;;Formannskapet;2. VARA;;Sp;1.1.2026;'),
        EXCEL,
    ],
    ids=["utf-8", "bom", "latin-1", "utf-16", "tabs-le", "tabs-be", "commas", "sep", "a title", "last name", "excel"],
)
async def test_any_export_is_read_as_it_was_meant(data):
    (row,) = understand(sheets.tables(data)).rows
    assert (row.word, row.name, row.email) == ("", "Kåre Ås", "kaare@agnesund.example")
    assert (row.committee, row.role, row.rank, row.begins) == (BODY, "deputy", 2, date(2026, 1, 1))


@pytest.mark.parametrize(
    ("line", "word"),
    [
        (";a@b.example;;;;;;;", "no_name"),
        ("A B;;;;;;;;", "no_email"),
        ("A B;uten-krøllalfa;;;;;;;", "bad_email"),
        ("A B;a@b.example, c@d.example;;;;;;;", "bad_email"),
        ("A B;a@b.example;;Formannskapet;konge;;;;", "bad_role"),
        ("A B;a@b.example;;Formannskapet;medlem;;;i går;", "bad_day"),
        ("A B;a@b.example;;Formannskapet;medlem;;;2026-02-30;", "bad_day"),
        ("A B;a@b.example;;Formannskapet;medlem;;;2026-02-03;2026-02-02", "days_crossed"),
        ("A B;a@b.example;;Gågata;medlem;;;;", "no_such_committee"),
        ("A B;solveig.brattland@agnesund.example;;;;;;;", "address_taken"),
    ],
)
async def test_a_line_that_cannot_be_understood_says_why_and_the_others_come_in(world, line, word):
    before = await Person.all().count()
    told = await brought(world, csv(line, KAARE))
    assert said(told) == [(2, "refused", word), (3, "new", "")]
    assert await Person.all().count() == before + 1


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "file_unreadable"),
        (b"PK\x03\x04" + b"x" * 600, "file_unreadable"),
        (EXCEL[: len(EXCEL) // 2], "file_unreadable"),
        (b"\xff\xfea", "file_unreadable"),
        (b"navn;e-post\n" + b"a;b\n" * 6000, "too_large"),
        (workbook(["Navn", "E-post"], *([["a", "b"]] * 5001)), "too_large"),
    ],
    ids=["old excel", "no zip", "half a workbook", "half a sign", "too long", "too long a sheet"],
)
async def test_what_is_no_list_is_refused_in_a_word(data, word):
    with pytest.raises(Refusal, match=word):
        sheets.tables(data)


@pytest.mark.parametrize("data", [b"", b"\n\n", b"hei", b"Utvalg;Rolle\nA;B\n", b"%PDF-1.7\n%\xe2\xe3"])
async def test_a_file_without_the_columns_that_are_needed_tells_which(world, data):
    told = await brought(world, data)
    assert (told.missing, told.lines) == (["name", "email"], [])
    assert await AuditEntry.filter(action="import_people").first() is not None


async def test_the_same_list_twice_changes_nothing_the_second_time_nor_another_day(world, clock_at):
    data = csv("Kåre Ås;kaare@agnesund.example;;Formannskapet;medlem;;Sp;;", KAARE.replace("Kåre Ås", "Kåre A. Ås"))
    assert said(await brought(world, data))[0] == (2, "new", "")
    clock_at(clock.now() + timedelta(days=3))
    assert [outcome for _, outcome, _ in said(await brought(world, data))] == ["same", "double"]
    assert await Membership.filter(person__email="kaare@agnesund.example").count() == 1


async def test_of_two_lines_for_one_seat_the_stronger_counts_whichever_comes_first(world):
    rows = [f"Kåre Ås;kaare@agnesund.example;;{BODY};{role};;;;" for role in ("medlem", "leder", "medlem")]
    told = await brought(world, csv(*rows, "Eva Moe;kaare@agnesund.example;;;;;;;"))
    assert said(told) == [(2, "new", ""), (3, "changed", ""), (4, "double", ""), (5, "refused", "other_name")]
    assert [each.role for each in await Membership.filter(person__email="kaare@agnesund.example")] == ["chair"]


async def test_a_deputy_who_becomes_a_member_stops_being_a_deputy_the_day_before(world):
    person, ahead = world.person("vara_1"), clock.today() + timedelta(days=10)
    line = f"{person.name};{person.email};;Formannskapet;medlem;;Sp;{ahead};"
    assert (await brought(world, csv(line))).lines[0].what == ["seat", "role"]
    seats = await Membership.filter(person_id=person.id, committee__name=BODY).order_by("valid_from")
    assert [each.role for each in seats] == ["deputy", "member"]
    assert (seats[0].valid_to, seats[1].valid_from) == (ahead - timedelta(days=1), ahead)


async def test_a_dry_run_tells_the_same_and_changes_nothing(world):
    data = csv(KAARE, "Eva Moe;eva@agnesund.example;;Nytt utvalg;leder;;Nytt parti;;")
    before = (await Person.all().count(), await Committee.all().count(), await AuditEntry.all().count())
    told = await brought(world, data, dry_run=True, new_committees=True)
    assert before == (await Person.all().count(), await Committee.all().count(), await AuditEntry.all().count())
    done = await brought(world, data, new_committees=True, state=told.state)
    assert (done.lines, done.done, told.done) == (told.lines, True, False)
    assert await Committee.filter(name="Nytt utvalg").exists()


async def test_what_was_looked_at_is_what_is_done_or_nothing_is(world):
    told = await brought(world, csv(KAARE), dry_run=True)
    await brought(world, csv(KAARE))
    with pytest.raises(Refusal, match="stale"):
        await brought(world, csv(KAARE), state=told.state)


async def test_a_member_who_is_imported_has_the_papers_when_the_import_is_done(world, package):
    await brought(world, csv(f"Kåre Ås;kaare@agnesund.example;;{BODY};medlem;;;;"))
    assert await Delivery.exists(person__email="kaare@agnesund.example", package_id=package.id)


async def test_a_deputy_of_one_member_is_tied_to_that_seat_and_an_unknown_one_is_told(world):
    head = "Navn;E-post;Utvalg;Rolle;Vara for"
    of = (("a", "Solveig Brattland"), ("b", "Ukjent"))
    lines = [f"{each} Ås;{each}@agnesund.example;{BODY};vara;{name}" for each, name in of]
    told = await brought(world, csv(*lines, headings=head))
    assert said(told) == [(2, "new", ""), (3, "new", "deputy_for_unknown")]
    seat = await Membership.get(person__email="a@agnesund.example").select_related("deputy_for__person")
    assert seat.deputy_for.person_id == world.person("ordforer").id


async def test_who_goes_over_to_a_party_with_a_later_seat_keeps_their_circle_until_that_day(world):
    person, ahead = world.person("medlem_formannskap"), clock.today() + timedelta(days=10)
    line = f"{person.name};{person.email};;Kontrollutvalget;medlem;;Sp;{ahead};"
    await brought(world, csv(line), new_committees=True)
    assert (await Person.get(id=person.id)).party_group_id == person.party_group_id


@pytest.mark.parametrize("text", ["1.10.2027", "01/10/27", "2027-10-01 00:00:00", " 2027-10-01"])
async def test_a_day_is_read_as_people_write_it(text):
    assert day(text) == date(2027, 10, 1)
