"""Every kind of asker asks for everything in every way and gets exactly what is theirs; each planted hole shows."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.responses import Response

from folkevalgt import access, app, clock, crypto, database, deliveries
from folkevalgt.access import Sight, Why
from folkevalgt.api import files, http, layers, papers
from folkevalgt.api.events import Hub
from folkevalgt.api.http import House
from folkevalgt.config import Settings
from folkevalgt.errors import Refusal, not_found
from folkevalgt.files import Files
from folkevalgt.identity import sessions
from folkevalgt.layers.comparisons import lying
from folkevalgt.models.note import CircleMember, Note
from folkevalgt.models.package import Delivery, ManifestFile, Package
from folkevalgt.pdf import sandbox
from folkevalgt.printing import orders
from folkevalgt.search import find
from folkevalgt.sync import offers, pull, rolls, sight
from folkevalgt.sync import papers as sync
from folkevalgt.sync.shapes import NoteRevisions
from tests.api.askers import Shelf, furnish, wrong
from tests.api.crowd import ASKERS, CALLED, DURING
from tests.engines import ON_SQLITE
from tests.world import World, populate, visiting

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def settings(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """One database for all tests here."""
    home = tmp_path_factory.mktemp("matrix")
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), home / "folkevalgt.sqlite3")
        yield Settings(home=str(home), inbox_rest_seconds=0)
    else:
        cluster = request.getfixturevalue("postgres")
        name = cluster.create(request.getfixturevalue("postgres_template"))
        yield Settings(home=str(home), inbox_rest_seconds=0, database=cluster.url(name))
        cluster.drop(name)


@pytest.fixture(scope="module")
async def furnished(settings: Settings) -> AsyncIterator[tuple[World, Shelf]]:
    """One municipality with papers of every kind, which the tests here only read."""
    await database.connect(settings)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "_read", lambda: CALLED)
        world = await populate(settings, Files(settings.files_url), crypto.instance_key(settings))
        shelf = await furnish(world)
        await world.person("leder_teknikk").memberships.all().update(valid_to=DURING.astimezone(clock.OSLO).date())
        await world.call_in("vara_1", await world.package("Formannskapet"))
    yield world, shelf
    await sandbox.close()
    await database.disconnect()


def built(world: World) -> Starlette:
    made = app.build(world.settings, work=False)
    made.state.house = House(world.settings, world.files, world.key, Hub())
    return made


async def test_everyone_gets_exactly_what_is_theirs(furnished, clock_at):
    world, shelf = furnished
    assert [line async for line in wrong(shelf, built(world), world, clock_at)] == []


sync_written_on = sync.written_on


async def allows(*_: Any) -> bool:
    return True


async def everyone(asked: list[tuple[Any, str]]) -> dict[tuple[Any, str], bool]:
    return dict.fromkeys(asked, True)


async def whoever_has_a_delivery(asked: list[tuple[Any, str]]) -> dict[tuple[Any, str], bool]:
    """The right file of the wrong package."""
    there = set(await ManifestFile.all().values_list("file", flat=True))
    people = set(await Delivery.all().values_list("person_id", flat=True))
    return {(person, name): True for person, name in asked if person in people and name in there}


async def whoever_has_a_note(asked: list[tuple[Any, str]]) -> dict[tuple[Any, str], bool]:
    """Also of a paper that is no longer theirs."""
    return dict.fromkeys(set(await Note.filter(deleted=False).values_list("author_id", "version")) & set(asked), True)


async def whoever_has_the_paper(asked: list[tuple[Any, str]]) -> dict[tuple[Any, str], bool]:
    """Also without a note on it, or with one that is deleted."""
    return await whoever_has_a_delivery([each for each in asked if each[0]])


async def only_ones_own(asked: list[tuple[Any, str]]) -> dict[tuple[Any, str], bool]:
    """Not where a colleague's note is shown."""
    theirs = await Note.filter(deleted=False, scope="private").values_list("author_id", "version")
    return {pair: True for pair in await sync_written_on(asked) if pair in set(theirs)}


async def everyone_in_every_circle(people: list[Any]) -> dict[str, dict[Any, str]]:
    scopes = await CircleMember.all().values_list("scope", flat=True)
    return {scope: dict.fromkeys(people, "") for scope in scopes}


async def all_that_wait(key: Any, person: Any, theirs: Any) -> Any:
    return await orders.waiting(key, theirs)


async def nothing_said(*_: Any) -> NoteRevisions:
    return NoteRevisions([])


async def without_their_times(asked: list[tuple[Any, str]]) -> dict[tuple[Any, str], bool]:
    rows = await Delivery.all().values_list("person_id", "manifest_id")
    return dict.fromkeys(set(rows) & set(asked), True)


def answering_first(condition: Callable[[Any], Response | None]) -> Callable[..., Any]:
    """A files handler that answers something before it asks who may."""

    async def file(call: Any) -> Response:
        return condition(call) or await files.file(call)

    return file


def unmodified(call: Any) -> Response | None:
    asked = call.request.headers.get("if-none-match", "")
    return Response(status_code=304) if call.request.path_params["sha256"] in asked else None


def head_for_all(call: Any) -> Response | None:
    return Response(status_code=200) if call.request.method == "HEAD" else None


def range_for_all(call: Any) -> Response | None:
    return Response(status_code=416) if "999999999" in call.request.headers.get("range", "") else None


async def newer_is_enough(call: Any) -> Response:
    """A comparison holds words of the older version too."""
    if not await papers.allowed(call, call.house.files_allowed, call.request.path_params["new"]):
        raise not_found()
    layer = await lying(call.request.path_params["old"], call.request.path_params["new"])
    return await files.send(call, str(layer), "application/json", "attachment")


def route(handler: Callable[..., Any], instead_of: Callable[..., Any] = files.file) -> list[http.Route]:
    return [
        http.Route(*[handler if name == "handler" and each.handler is instead_of else getattr(each, name)
                     for name in http.Route.__struct_fields__])
        for each in app.ROUTES
    ]  # fmt: skip


find_mine = find._mine


def anybodys(*given: Any) -> str:
    """What has been delivered to somebody."""
    return find_mine(*given).replace("d.person_id = ", "TRUE OR d.id = ")


def forbidden() -> Refusal:
    return Refusal("not_allowed", 403)


def no_desk(route: http.Route, request: Any, house: Any, who: Any) -> None:
    if route.who != "anyone" and who is None:
        raise Refusal("not_signed_in", 401)


HOLES: dict[str, tuple[Any, str, Any]] = {
    "nothing is asked about a file": (files, "allowed", allows),
    "nothing is asked about a structure or a comparison": (layers, "allowed", allows),
    "a comparison is for whoever has the newer paper": (app, "ROUTES", route(newer_is_enough, layers.changes)),
    "nothing is asked about a manifest": (papers, "allowed", allows),
    "the query for files lets everyone through": (sync, "files_allowed", everyone),
    "the query for manifests lets everyone through": (sync, "manifests_allowed", everyone),
    "whoever has a delivery has every file": (sync, "files_allowed", whoever_has_a_delivery),
    "a note opens what is no longer one's own": (sync, "written_on", whoever_has_a_note),
    "older versions are open to whoever has the paper": (sync, "written_on", whoever_has_the_paper),
    "a shared note does not open its version": (sync, "written_on", only_ones_own),
    "everyone is in every circle": (offers, "_members", everyone_in_every_circle),
    "who has lost the paper still counts as a reader": (offers, "HOLDS", "TRUE"),
    "the log shows everyone everything": (sight, "SHARED", f"note.author_id <> {sight.ME}"),
    "earlier texts are for everyone": (pull, "revisions", nothing_said),
    "the times of a delivery are not asked": (sync, "manifests_allowed", without_their_times),
    "orders are everyone's": (orders, "mine", all_that_wait),
    "anyone calls a print off": (orders, "call_off", allows),
    "who sits where is told for ever": (rolls, "HOLDS", "TRUE"),
    "who sits where is told to readers": (access, "TREATING", frozenset(access.Role)),
    "revoking someone does nothing": (sessions, "revoke", allows),
    "an idle session holds": (sessions, "valid", lambda settings, signed: True),
    "the desk is for everyone": (http, "_admit", no_desk),
    "nobody is asked who they are": (http, "_admit", lambda *_: None),
    "a refusal says that it is there": (files, "not_found", forbidden),
    "304 before the question": (app, "ROUTES", route(answering_first(unmodified))),
    "HEAD before the question": (app, "ROUTES", route(answering_first(head_for_all))),
    "416 before the question": (app, "ROUTES", route(answering_first(range_for_all))),
    "the search is for everyone": (find, "_mine", anybodys),
    "a receipt is never refused": (sync, "receive", allows),
}
RULES: dict[str, tuple[str, Any]] = {
    "everyone sees all": ("sight", lambda role, paper: (Sight.WHOLE, Why.OPEN)),
    "deputies are given papers": ("DELIVERED_TO", frozenset(access.Role) - {access.Role.PUBLIC}),
    "whoever once had a role has it": ("standing", lambda held, at: held[0]),
}


async def first_wrong(furnished: tuple[World, Shelf], clock_at: Any) -> str | None:
    world, shelf = furnished
    async for line in wrong(shelf, built(world), world, clock_at):
        return line
    return None


@ON_SQLITE
@pytest.mark.parametrize("hole", HOLES.values(), ids=HOLES)
async def test_a_hole_in_a_handler_shows(furnished, clock_at, monkeypatch, hole):
    monkeypatch.setattr(*hole)
    assert await first_wrong(furnished, clock_at)


@ON_SQLITE
@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
async def test_a_hole_in_the_rules_shows(furnished, clock_at, rule):
    clock_at(CALLED)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(access, *rule)
        await derive_anew()
        assert await first_wrong(furnished, clock_at)
    clock_at(CALLED)
    await derive_anew()


async def derive_anew() -> None:
    for package in await Package.all():
        async with database.write_tx() as db:
            await deliveries.refresh(db, package.id)


async def test_what_the_public_may_read_is_open_only_when_the_open_pages_are(furnished, clock_at):
    world, shelf = furnished
    clock_at(DURING)
    made = built(world)
    made.state.house.settings = Settings(home=world.settings.home, open_pages=True)
    async with visiting(made, None) as anyone:
        for path in shelf.of("youth council"):
            assert (await anyone.get(path)).status_code == 200, path
        for path in {*shelf.hidden, *(path for each in shelf.treated.values() for path in each)} - shelf.of(
            "youth council"
        ):
            assert (await anyone.get(path)).status_code == 404, path


def test_every_kind_of_asker_is_in_the_matrix():
    assert len(ASKERS) == 19
