"""Everyone who may ask for a paper, every way of asking, and the answer each is due. No rule of ours is used here."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid4

from starlette.applications import Starlette

from folkevalgt.api.http import House
from folkevalgt.identity import sessions
from folkevalgt.models.document import Comparison, DocumentVersion
from folkevalgt.models.package import Delivery, Package
from folkevalgt.printing import orders
from folkevalgt.printing.shapes import PrintLayout, PrintOrdered, PrintPart
from folkevalgt.publishing.publish import publish
from folkevalgt.publishing.withdraw import withdraw
from folkevalgt.search import index
from tests.api.asking import Asked, ask_all, fault_of, ways
from tests.api.crowd import ASKERS, CIRCLES, ONLY_READ, SIGNED_OUT, STAFF
from tests.noting import group_of, written, written_sheet
from tests.papers import document, harvested, item, layered, meeting, paper, plan, published, version
from tests.world import Visitor, World, visiting


@dataclass
class Shelf:
    """What there is to ask for: a committee's own things that its readers may have, and what nobody may."""

    readable: dict[str, dict[str, str]] = field(default_factory=dict)  # committee -> address -> ETag
    treated: dict[str, dict[str, str]] = field(default_factory=dict)  # likewise, for those who treat its items
    told: dict[str, dict[str, str]] = field(default_factory=dict)  # likewise, for those who only read
    hidden: dict[str, str] = field(default_factory=dict)
    manifests: dict[tuple[str, bool], str] = field(default_factory=dict)  # committee, whether for those who treat
    desk: dict[str, int] = field(default_factory=dict)  # address -> status for the secretariat
    written_on: dict[str, set[str]] = field(default_factory=dict)  # who may read an older version for a note's sake
    packages: dict[str, str] = field(default_factory=dict)  # package -> committee
    notes: dict[str, tuple[str, ...]] = field(default_factory=dict)  # live note -> its author, and who else reads it
    prints: dict[str, str] = field(default_factory=dict)  # order for the service desk -> its member

    def of(self, asker: str) -> set[str]:
        """The addresses of papers and lists that are theirs by their delivery."""
        own = self.told if asker in ONLY_READ else self.treated
        return {path for committee in ASKERS[asker][2] for path in self.readable[committee] | own[committee]}


async def furnish(world: World) -> Shelf:
    """Two committees' packages: published twice, with an exempt paper, a withdrawn one and a draft."""
    shelf = Shelf()
    told = plan()
    told["meetings"][0]["date"] = "2026-12-03"
    told["meetings"][0]["items"].append(item("feil", 120, paper("feil", "Feil fil"), order=3))
    first = await published(world, told)
    shelf.hidden[f"/api/manifests/{(await Delivery.filter(package_id=first.id).first()).manifest_id}"] = "gammelt"
    old_version, wrong_version = await version("framlegg"), await version("feil")
    old = old_version.sha256
    newer = meeting(item("plan", 112, paper("framlegg", "IKT-plan", version=2)), date="2026-12-03")
    await harvested(world, newer, "ny versjon", framlegg="IKT-plan, rettet")
    await publish(first.id, "cli")
    await withdraw(first.id, "cli", "feil fil", (await document("feil")).id)
    other = await published(world, oppvekst(), "oppvekst")
    await layered(world)
    for committee, package, source in (("formannskapet", first, "framlegg"), ("oppvekst", other, "o1")):
        await _place(world, shelf, committee, package, await version(source))
        shelf.packages[str(package.id)] = committee
    await _write(world, shelf, old_version, wrong_version)
    await _order(world, shelf, first)
    shelf.treated["formannskapet"] |= addresses(await version("hemmelig"))
    for name in (old, (await version("feil")).sha256, (await version("hemmelig")).structure_sha256, "0" * 64):
        shelf.hidden[f"/files/{name}"] = name
    shelf.hidden[f"/api/manifests/{old}"] = old
    draft = await harvested(world, meeting(item("k", 1, paper("k1")), committee="Kommunestyret"), "utkast")
    shelf.hidden |= {f"/files/{(await version('k1')).sha256}": (await version("k1")).sha256}
    await layered(world)
    row = await version("feil")
    for path in (f"/files/{row.sha256}/structure", f"/files/{row.structure_sha256}"):
        shelf.hidden[path] = str(row.structure_sha256)
    await _place_desk(shelf, draft)
    await index.keep(world.files)
    return shelf


def oppvekst() -> dict[str, object]:
    return meeting(item("o", 5, paper("o1")), committee="Hovedutvalg for oppvekst og levekår", date="2026-12-10")


def addresses(row: DocumentVersion) -> dict[str, str]:
    layers = {f"/files/{row.text_sha256}": row.text_sha256, f"/files/{row.sha256}/structure": row.structure_sha256}
    return {f"/files/{row.sha256}": row.sha256} | {path: str(name) for path, name in layers.items()}


async def _place(world: World, shelf: Shelf, committee: str, package: Package, row: DocumentVersion) -> None:
    """Those who treat its items have a list of their own: it names the exempt papers' files too."""
    shelf.readable[committee] = addresses(row)
    for treats, key, there in ((True, "leder_oppvekst", shelf.treated), (False, "ungdomsrad_medlem", shelf.told)):
        listed = (await Delivery.get(package_id=package.id, person_id=world.person(key).id)).manifest_id
        shelf.manifests[committee, treats] = listed
        there[committee] = {f"/api/manifests/{listed}": listed}


async def _write(world: World, shelf: Shelf, old: DocumentVersion, withdrawn: DocumentVersion) -> None:
    """Notes on the version that was replaced: only of some who still have the paper do they open it."""
    earlier = {"version": old.sha256}
    shared = await written(world, "medlem_formannskap", scope=group_of(world, "medlem_formannskap"), **earlier)
    shelf.notes[str(shared.id)] = ("medlem_formannskap", "leder_oppvekst")
    await written(world, "varaordforer", deleted=True, **earlier)
    outside = ("medlem_helse_2", "medlem_oppvekst", "tidligere_medlem", "medlem_formannskap_2", "vara_2")
    for name in (*outside, "leder_teknikk"):
        shelf.notes[str((await written(world, name, **earlier)).id)] = (name,)
    on_withdrawn = await written(world, "ordforer", "feil", version=withdrawn.sha256)
    on_another = await written(world, "ordforer", "o1", **earlier)  # the version is not that paper's
    shelf.notes |= {str(on_withdrawn.id): ("ordforer",), str(on_another.id): ("ordforer",)}
    await old.refresh_from_db()
    compared = await Comparison.get(old_id=old.id).select_related("new")
    earlier_layers = {
        f"/files/{old.text_sha256}": old.text_sha256,
        f"/files/{old.sha256}/structure": old.structure_sha256,
        f"/files/{compared.new.sha256}/changes/{old.sha256}": compared.sha256,
    }
    opened = {f"/files/{old.sha256}", *earlier_layers}
    shelf.written_on = dict.fromkeys(("member", "member of both", "member on the last evening"), opened)
    shelf.hidden |= {path: str(etag) for path, etag in earlier_layers.items()}


async def _order(world: World, shelf: Shelf, package: Package) -> None:
    """A chair's run sheet that the secretariat may see, another's that it may not, and a print that is ordered."""
    mayor, paper = world.person("ordforer"), (await version("framlegg")).sha256
    for name in ("ordforer", "medlem_oppvekst"):
        row = await written_sheet(world, name, package)
        shelf.notes[row] = (name,)
    layout, part = PrintLayout(), PrintPart([1], paper, "PS 112/26", "IKT-plan")
    asked = PrintOrdered(str(uuid4()), str(package.id), layout, [part])

    async def all_of_them(person: object, names: Collection[str]) -> set[str]:
        return set(names)

    await orders.order(world.key, mayor.id, asked, all_of_them)
    shelf.prints[asked.id] = "ordforer"
    shelf.desk |= {f"/api/packages/{package.id}/run-sheet": 200, "/api/prints": 200}
    shelf.desk |= {f"/api/prints/{asked.id}/file": 200, f"/api/prints/{package.id}/file": 404}


async def _place_desk(shelf: Shelf, draft: Package) -> None:
    here = f"/api/packages/{draft.id}"
    open_paper, sealed = (await version("k1")).document_id, (await version("hemmelig")).document_id
    secret_home = await Package.get(meeting__documents__id=sealed)
    shelf.desk |= {
        f"{here}/run-sheet": 404,
        "/api/packages": 200,
        here: 200,
        f"{here}/preview": 200,
        f"{here}/files/{open_paper}": 200,
    }
    shelf.desk |= {"/api/harvests": 200, f"{here}/files/{sealed}": 404}
    shelf.desk |= {f"/api/packages/{secret_home.id}/files/{sealed}": 404, f"{here}/files/{draft.id}": 404}
    shelf.desk |= {f"/api/packages/{open_paper}": 404, "/api/packages/x": 404}


async def crowd(app: Starlette, world: World, stand_at) -> AsyncIterator[tuple[str, Visitor]]:
    """Each asker in turn, signed in, with the clock at the moment of asking."""
    house: House = app.state.house
    for name, (key, moment, _) in ASKERS.items():
        async with AsyncExitStack() as stack:
            stand_at(moment - timedelta(minutes=31) if name.startswith("idle") else moment)
            visitor = await stack.enter_async_context(visiting(app, world.person(key) if key else None))
            if name == "revoked":
                assert (await visitor.get("/api/me")).status_code == 200
                await sessions.revoke(world.person(key), "cli")
            stand_at(moment)
            assert house.settings.open_pages is False
            yield name, visitor
            if name == "revoked":
                await _welcome_back(world, key)


async def _welcome_back(world: World, key: str) -> None:
    person = world.person(key)
    person.revoked_at = None
    await person.save()


async def wrong(shelf: Shelf, app: Starlette, world: World, stand_at) -> AsyncIterator[str]:
    """Every answer that is not the one due, a line each."""
    async for name, visitor in crowd(app, world, stand_at):
        mine = shelf.of(name) | shelf.written_on.get(name, set())
        every = shelf.hidden | {
            path: etag
            for shelves in (shelf.readable, shelf.treated, shelf.told)
            for each in shelves.values()
            for path, etag in each.items()
        }
        asked = [(Asked(way, path, sent), due) for path, etag in every.items() for way, sent, due in ways(path, etag)]
        answers = await ask_all(app, [each for each, _ in asked], visitor.cookie)
        for (each, given), answer in zip(asked, answers, strict=True):
            if fault := fault_of(answer, given if each.path in mine else 404, each.method):
                yield f"{name}: {each.method} {each.path} {each.headers}: {fault}"
        async for line in _wrong_doings(shelf, name, visitor):
            yield line
        async for line in _wrong_notes(shelf, name, visitor):
            yield line
        async for line in _wrong_finds(shelf, name, visitor):
            yield line
        async for line in _wrong_prints(shelf, name, visitor):
            yield line
        if (offered := await _offered(shelf, world, visitor)) != CIRCLES.get(name, set()):
            yield f"{name}: may share with {offered}"


async def _wrong_doings(shelf: Shelf, name: str, visitor: Visitor) -> AsyncIterator[str]:
    for path, status in shelf.desk.items():
        due = 401 if name in SIGNED_OUT else status if name in STAFF else 403
        if (await visitor.get(path)).status_code != due:
            yield f"{name}: GET {path} is not {due}"
    listed = await visitor.get("/api/papers")
    names = {each["manifest"] for each in listed.json().get("papers", ())}
    mine = {shelf.manifests[each, name not in ONLY_READ] for each in ASKERS[name][2]}
    if names != mine:
        yield f"{name}: the list names {names}"
    for (committee, _), listed_name in shelf.manifests.items():
        answer = await visitor.post("/api/receipts", {"manifest": listed_name, "what": "received"})
        due = 401 if name in SIGNED_OUT else 204 if listed_name in mine else 404
        if answer.status_code != due:
            yield f"{name}: receipt for {committee} is {answer.status_code}"


async def _wrong_prints(shelf: Shelf, name: str, visitor: Visitor) -> AsyncIterator[str]:
    """Orders are their member's; who sits in a committee is told to whoever treats its papers."""
    key, out = ASKERS[name][0], name in SIGNED_OUT
    listed = (await visitor.get("/api/prints/mine")).json().get("orders", ())
    mine = set() if out else {order for order, member in shelf.prints.items() if member == key}
    if {each["id"] for each in listed} != mine:
        yield f"{name}: has ordered {listed}"
    for order in set(shelf.prints) - mine:
        for way in ("call-off", "done"):
            if way == "done" and name in STAFF:
                continue
            due = 401 if out else 404 if way == "call-off" else 403
            if (answer := await visitor.post(f"/api/prints/{order}/{way}")).status_code != due:
                yield f"{name}: {way} of {order} is {answer.status_code}"
    rolls = (await visitor.get("/api/rolls")).json().get("rolls", ())
    due_rolls = set() if name in ONLY_READ else set(ASKERS[name][2])
    if {shelf.packages[each["package"]] for each in rolls} != due_rolls:
        yield f"{name}: is told who sits in {[each['package'] for each in rolls]}"


async def _wrong_notes(shelf: Shelf, name: str, visitor: Visitor) -> AsyncIterator[str]:
    """The log shows each their own and what is shared with them, and a note's earlier texts to its author."""
    key, answer = ASKERS[name][0], await visitor.get("/api/notes/pull")
    mine = {note for note, people in shelf.notes.items() if key in people}
    seen = {change["id"] for change in answer.json().get("changes", ())}
    if seen != (set() if name in SIGNED_OUT else mine) or (answer.status_code == 401) is not (name in SIGNED_OUT):
        yield f"{name}: the log shows {seen}"
    for note, (author, *_) in shelf.notes.items():
        answer = await visitor.get(f"/api/notes/{note}/revisions")
        if answer.status_code != (401 if name in SIGNED_OUT else 200 if key == author else 404):
            yield f"{name}: earlier texts of {author}'s are {answer.status_code}"
    pushed = await visitor.post("/api/notes/push", {"client": str(uuid4()), "schema": 1, "mutations": []})
    if pushed.status_code != (401 if name in SIGNED_OUT else 200):
        yield f"{name}: a push is {pushed.status_code}"


async def _wrong_finds(shelf: Shelf, name: str, visitor: Visitor) -> AsyncIterator[str]:
    """A word that stands in every package, a draft's too, is found in those that are theirs, and counted there."""
    answer = await visitor.get("/api/search?q=sak")
    told = answer.json()
    if answer.status_code != (401 if name in SIGNED_OUT else 200):
        yield f"{name}: a search is {answer.status_code}"
    elif name not in SIGNED_OUT:
        found = {shelf.packages.get(hit["package"], "a draft") for hit in told["hits"]}
        if found != set(ASKERS[name][2]) or len(told["committees"]) != len(found) or told["total"] != len(told["hits"]):
            yield f"{name}: finds {found}, {told['total']} in all"


async def _offered(shelf: Shelf, world: World, visitor: Visitor) -> set[tuple[str, str, tuple[str, ...]]]:
    keys = {str(person.id): key for key, person in world._people.items()}
    return {
        (shelf.packages[each["package"]], each["kind"], tuple(sorted(keys[reader["id"]] for reader in each["readers"])))
        for each in (await visitor.get("/api/notes/circles")).json().get("circles", ())
    }
