"""Everything there is, asked for in every way by everyone in a made-up municipality, and the answers that are due."""

from __future__ import annotations

import gzip
import json
from collections.abc import AsyncIterator, Collection, Iterator
from datetime import datetime, timedelta
from itertools import permutations
from typing import Any, NamedTuple

from starlette.applications import Starlette

from folkevalgt import crypto
from folkevalgt.models.device import Device, Session
from folkevalgt.models.document import Comparison, DocumentVersion
from folkevalgt.models.package import Manifest
from tests.api.asking import Answer, Asked, ask, ask_all, fault_of, ways
from tests.api.made_up import PAPERS, PEOPLE, SECRETS, Facts, Town

# How somebody comes: a session of their own, one by the device's key, or what once was one.
COMING = ("person", "device", "idle", "expired", "lost", "forged", "nobody")
ALIVE = ("person", "device")


class Thing(NamedTuple):
    """An address, its ETag, and whose papers one must have; no papers at all: it is nobody's."""

    path: str
    etag: str
    papers: frozenset[str] = frozenset()


class Count:
    """How many reads were made."""

    def __init__(self) -> None:
        self.reads = 0


async def things(town: Town) -> list[Thing]:
    """Every file, layer and comparison that lies in the store, drafts and earlier versions too."""
    rows = await DocumentVersion.all().select_related("document").order_by("document_id", "number")
    newest = {row.document_id: row.number for row in rows}
    found = []
    for row in rows:
        name = row.document.source_id
        given = frozenset({name}) if name in PAPERS and row.number == newest[row.document_id] else frozenset()
        found.append(Thing(f"/files/{row.sha256}", row.sha256, given))
        found.append(Thing(f"/files/{row.text_sha256}", str(row.text_sha256), given))
        found.append(Thing(f"/files/{row.structure_sha256}", str(row.structure_sha256)))
        found.append(Thing(f"/files/{row.sha256}/structure", str(row.structure_sha256), given))
        if row.original_sha256 != row.sha256:
            found.append(Thing(f"/files/{row.original_sha256}", row.original_sha256))
    compared = {(row.new_id, row.old_id) for row in await Comparison.all()}
    for new, old in list(permutations(rows, 2))[:20]:
        found.append(Thing(f"/files/{new.sha256}/changes/{old.sha256}", "0" * 64))
    assert compared
    return [*found, Thing(f"/files/{'0' * 64}", "0" * 64), Thing("/files/x", "x")]


async def come(town: Town, person: str, how: str, moment: datetime) -> str:
    """The cookie of somebody who comes so."""
    if how in ("forged", "nobody"):
        return "folkevalgt=" + "a" * 43 if how == "forged" else ""
    token, who = crypto.new_token(), town.world.person(person)
    then = moment - timedelta(minutes=31 if how == "idle" else 0)
    ends = moment if how == "expired" else moment + timedelta(hours=1)
    lost = moment if how == "lost" else None
    device = await Device.create(person_id=who.id, name="brett", created_at=then, seen_at=then, revoked_at=lost)
    kind = "device" if how == "device" else "person"
    times = {"created_at": then, "used_at": then, "expires_at": ends}
    await Session.create(token_hash=crypto.token_hash(token), person_id=who.id, device_id=device.id, kind=kind, **times)
    return f"folkevalgt={token}"


async def wrong_reads(
    town: Town,
    app: Starlette,
    facts: Facts,
    moment: datetime,
    count: Count,
    *,
    people: Collection[str] = PEOPLE,
    coming: Collection[str] = COMING,
    all_ways: bool = True,
    lagging: bool = False,
) -> AsyncIterator[str]:
    """Every answer that is not the one due, a line each. `lagging`: less than what is due is right too."""
    every = await things(town)
    lists = [row.sha256 for row in await Manifest.all()]
    for person in people:
        for how in coming:
            cookie = await come(town, person, how, moment)
            due = town.due(person, facts, moment) if how in ALIVE else {}
            whole = set().union(*due.values()) if due else set()
            about = f"{person} ({how}) at {moment:%d. %H:%M:%S}"
            mine = await _listed(app, cookie, count)
            if set(mine) != {str(town.packages[body].id) for body in due} and not lagging:
                yield f"{about}: the list has {len(mine)} packages, not {sorted(due)}"
            asked = [
                *((each, bool(each.papers) and each.papers <= whole) for each in every),
                *((Thing(f"/api/manifests/{name}", name), name in mine.values()) for name in lists),
            ]
            async for line in _wrong(app, cookie, asked, count, all_ways=all_ways, lagging=lagging):
                yield f"{about}: {line}"
            for line in _wrong_lists(town, await _read(app, cookie, mine.values(), count), whole, lagging=lagging):
                yield f"{about}: {line}"
            own = how == "person" and person not in facts.revoked
            async for line in _wrong_keys(app, cookie, whole if own else None, every, count, lagging=lagging):
                yield f"{about}: {line}"


async def _wrong(
    app: Starlette, cookie: str, asked: list[tuple[Thing, bool]], count: Count, *, all_ways: bool, lagging: bool
) -> AsyncIterator[str]:
    each_way = [
        (Asked(method, thing.path, headers), status if given else 404, given)
        for thing, given in asked
        for method, headers, status in list(ways(thing.path, thing.etag))[: None if all_ways else 1]
    ]
    answers = await ask_all(app, [each for each, _, _ in each_way], cookie)
    count.reads += len(answers)
    for (each, status, given), answer in zip(each_way, answers, strict=True):
        fault = fault_of(answer, status, each.method)
        if fault and not (lagging and given and answer.status == 404):
            yield f"{each.method} {each.path} {each.headers}: {fault}"


async def _listed(app: Starlette, cookie: str, count: Count) -> dict[str, str]:
    answer = await ask(app, Asked("GET", "/api/papers"), cookie)
    count.reads += 1
    return {each["package"]: each["manifest"] for each in json.loads(answer.body).get("papers", ())}


async def _read(app: Starlette, cookie: str, names: Collection[str], count: Count) -> list[dict[str, Any]]:
    answers: list[Answer] = await ask_all(app, [Asked("GET", f"/api/manifests/{name}") for name in names], cookie)
    count.reads += len(answers)
    return [json.loads(gzip.decompress(each.body) if each.headers.get("content-encoding") else each.body)
            for each in answers if each.status == 200]  # fmt: skip


def _wrong_lists(town: Town, lists: list[dict[str, Any]], whole: set[str], *, lagging: bool) -> Iterator[str]:
    """What the manifests say is what the files are; what is exempt is not named in them."""
    named = {each["version"]["sha256"] for told in lists for each in told["documents"] if each.get("version")}
    if (len(named) != len(whole) and not lagging) or len(named) > len(whole):
        yield f"{len(named)} papers are named, not {len(whole)}"
    for secret in SECRETS:
        if secret in json.dumps(lists, ensure_ascii=False):
            yield f"{secret!r} is named"


async def _wrong_keys(
    app: Starlette, cookie: str, whole: set[str] | None, every: list[Thing], count: Count, *, lagging: bool
) -> AsyncIterator[str]:
    """Keys of exempt papers are for a person who is signed in, of those that are theirs and no other.

    `whole` None: not signed in as a person.
    """
    answer = await ask(app, Asked("GET", "/api/vault"), cookie)
    count.reads += 1
    if answer.status != (401 if whole is None else 200):
        yield f"the vault is {answer.status}"
    keys = {f"/files/{key['file']}" for key in json.loads(answer.body).get("keys", ())}
    exempt = {name for name in whole or () if PAPERS[name][2]}
    files = {each.path: each.papers for each in every if each.papers and each.papers <= exempt}
    opened = {name for path in keys for name in files.get(path, ())}
    if keys - set(files) or (opened != exempt and not lagging):
        yield f"the vault opens {len(keys)} files, of {sorted(exempt)}"
