"""A device as the notes' log wants it to be: what it keeps, what it sends, and what it makes of the answers.

`frontend/src/sync` does the same in the browser and has its own tests; this one is small enough to read in one sitting.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

Json = dict[str, Any]
WORDS = ("text", "quote", "geometry")  # what two edits cannot both say


@dataclass
class Waiting:
    """A change on its way. `seen` is every text of the note that its author had before their eyes when they made it."""

    op: str
    id: str
    base: int
    given: Json = field(default_factory=dict)
    seen: frozenset[str] = frozenset()
    mid: int = 0

    def mutation(self) -> Json:
        return {"mid": self.mid, "op": self.op, "id": self.id, "base": self.base, **self.given}


@dataclass
class Row:
    """A note as the server last told it. Its words were seen at number `base`; `pulled` is that of the last pull."""

    change: Json
    base: int
    texts: tuple[str, ...] = ()
    pulled: int = 0
    of_before: str = ""  # why all began anew; the server has not named this one since


@dataclass
class Device:
    name: str
    person: str
    client: str
    years: int = 0  # how far its clock is off
    clients: int = 0
    last_mid: int = 0
    rows: dict[str, Row] = field(default_factory=dict)
    queue: list[Waiting] = field(default_factory=list)
    flight: list[Waiting] = field(default_factory=list)
    cursor: str = ""
    doubted: set[str] | None = None  # own notes that a snapshot under way has not named yet
    kept: list[str] = field(default_factory=list)  # texts that the server no longer has, for the person to look at

    def clock(self, count: int) -> str:
        moment = datetime(2026, 11, 2, tzinfo=UTC) + timedelta(days=365 * self.years, seconds=count)
        return moment.isoformat()

    # --- what the person does

    def make(self, id: str, fields: Json) -> None:
        self.queue.append(Waiting("put", id, 0, {"fields": fields}))

    def change(self, id: str, fields: Json) -> None:
        """An edit joins one that is not sent yet."""
        last = next((each for each in reversed(self.queue) if each.id == id), None)
        if last and last.op == "put":
            last.given = {"fields": last.given["fields"] | fields}
            last.seen |= self.seen(id)
        else:
            self.queue.append(Waiting("put", id, self.base(id), {"fields": fields}, self.seen(id)))

    def act(self, op: str, id: str, **given: Any) -> None:
        self.queue.append(Waiting(op, id, self.base(id), given, self.seen(id)))

    def base(self, id: str) -> int:
        return self.rows[id].base if id in self.rows else 0

    def seen(self, id: str) -> frozenset[str]:
        """The texts of a note that its author has seen here, those still on their way included."""
        mine = {each.given["fields"]["text"] for each in self.pending(id) if "text" in each.given.get("fields", {})}
        return frozenset({*(self.rows[id].texts if id in self.rows else ()), *mine})

    def pending(self, id: str) -> list[Waiting]:
        return [each for each in [*self.flight, *self.queue] if each.id == id]

    def mine(self) -> list[str]:
        """Own notes that stand, those not sent yet included; not what is about to be deleted or taken back."""
        there = {
            id for id, row in self.rows.items() if row.change["author"] == self.person and not row.change["deleted"]
        }
        there |= {each.id for each in [*self.flight, *self.queue] if each.op == "put"}
        return sorted(there - {each.id for each in [*self.flight, *self.queue] if each.op in ("delete", "narrow")})

    def settled(self, mine: bool = True) -> list[Json]:
        """The live notes nothing is on its way for: those of this person, or of others."""
        live = (row.change for _, row in sorted(self.rows.items()) if not row.change["deleted"])
        return [each for each in live if (each["author"] == self.person) is mine and not self.pending(each["id"])]

    # --- sending

    def next_batch(self, most: int) -> list[Waiting]:
        """What is sent now: what was sent before and got no answer, else new changes, one for each note."""
        if not self.flight:
            taken: set[str] = set()
            for each in list(self.queue):
                if each.id not in taken and len(self.flight) < most:
                    self.last_mid += 1
                    each.mid = self.last_mid
                    self.flight.append(each)
                    self.queue.remove(each)
                taken.add(each.id)
        return self.flight

    def begin_numbering_anew(self) -> None:
        """The server has lost count of this client (it came back from a backup): a new one, nothing is dropped."""
        self.clients += 1
        self.client = f"{self.client[:-2]}{self.clients:02}"
        self.last_mid = 0
        self.queue, self.flight = [*self.flight, *self.queue], []

    def answered(self, replies: list[Json]) -> None:
        answers = list(zip(self.flight, replies, strict=True))
        self.flight = []
        for sent, reply in answers:
            assert sent.mid == reply["mid"]
            getattr(self, f"_{reply['is']}")(sent, reply)
            row = self.rows.get(sent.id)
            if row and not self.pending(sent.id):
                self._look_at(row)

    def _ok(self, sent: Waiting, reply: Json) -> None:
        ver = reply["ver"]
        row = self.rows.get(sent.id)
        if sent.op == "put":
            fields = sent.given["fields"]
            if row is None:
                row = self.rows[sent.id] = Row(self._fresh(sent.id, fields), ver)
            row.change |= {"ver": ver, "deleted": False, "content": (row.change["content"] or {}) | _content(fields)}
            # Others' words may stand between: only the pull that follows shows them, unless these are our own.
            if any(word in fields for word in WORDS):
                row.of_before = ""
                self._follow(sent.id, ver)
        elif sent.op == "delete" and row:
            row.change |= {"ver": ver, "deleted": True, "content": None}
            self._follow(sent.id, ver)
        elif sent.op == "share" and row:
            row.change |= {"ver": ver, "scope": sent.given["scope"]}
        elif sent.op == "narrow" and row:
            private = copy.deepcopy(row)
            private.change |= {"id": sent.given["copy"], "scope": "private", "ver": 0}
            private.base = 0
            self.rows[sent.given["copy"]] = private
            row.change |= {"deleted": True, "content": None}
            self._move(sent.id, sent.given["copy"], 0)

    def _conflict(self, sent: Waiting, reply: Json) -> None:
        if sent.op == "narrow":  # done before, on another device
            self._move(sent.id, reply["copy"], reply["ver"])
            return
        fields = sent.given["fields"]
        there = self.rows.get(sent.id)
        made = copy.deepcopy(there.change) if there else self._fresh(sent.id, fields)
        made |= {"id": reply["copy"], "scope": "private", "ver": reply["ver"], "conflict_of": sent.id}
        made |= {"content": (made["content"] or {}) | _content(fields), "deleted": False}
        self.rows[reply["copy"]] = Row(made, reply["ver"], (*sorted(sent.seen), fields.get("text", "")))
        self._move(sent.id, reply["copy"], reply["ver"])

    def _kept(self, sent: Waiting, reply: Json) -> None:
        """A newer text outlived the deletion; the pull brings it."""

    def _gone(self, sent: Waiting, reply: Json) -> None:
        self.rows.pop(sent.id, None)

    def _rejected(self, sent: Waiting, reply: Json) -> None:
        if sent.op == "put" and "text" in sent.given["fields"]:
            self.kept.append(sent.given["fields"]["text"])

    def _follow(self, id: str, ver: int) -> None:
        """What waits for the same note was made on the answered change."""
        self.rows[id].base = ver
        for each in self.pending(id):
            each.base = ver

    def _move(self, id: str, to: str, ver: int) -> None:
        for each in self.pending(id):
            each.id, each.base = to, ver

    def _fresh(self, id: str, fields: Json) -> Json:
        about = {name: fields.get(name) for name in ("kind", "document", "version", "parent")}
        more = {"scope": "private", "conflict_of": None, "deleted": False, "content": _content(fields)}
        return {"id": id, "author": self.person, **about, **more}

    # --- receiving

    def pulled(self, page: Json) -> None:
        if page["reset"]:
            self._begin_anew(page)
            return
        if not self.cursor and self.doubted is None:
            self.doubted = self._own()
        for change in page["changes"]:
            self._take(change)
        self.cursor = page["cursor"]
        if self.doubted is not None and not page["more"]:
            for id in sorted(self.doubted):
                if id in self.rows and not self.pending(id):
                    self._keep(self.rows.pop(id).change)
            self.doubted = None

    def _begin_anew(self, page: Json) -> None:
        """Others' notes go at once; own ones stay until the snapshot has named them."""
        self.rows = {id: self.rows[id] for id in self._own()}
        self.doubted, self.cursor = self._own(), ""
        for row in self.rows.values():
            row.of_before, row.pulled = page["reset"], 0

    def _own(self) -> set[str]:
        mine = {id: row.change for id, row in self.rows.items() if row.change["author"] == self.person}
        return {id for id, change in mine.items() if not change["deleted"]}

    def _take(self, change: Json) -> None:
        id = change["id"]
        row = self.rows.get(id)
        if self.doubted is not None:
            self.doubted.discard(id)
        if row is None:
            self.rows[id] = row = Row(change, 0)
        else:
            # Pushes and pulls take turns, so what comes is never older than what was answered, unless the server is.
            if row.of_before == "restored" or row.base > change["ver"]:
                if _text(row.change) != _text(change):
                    self._keep(row.change)  # what was written after the backup was taken
                row.base = 0
            row.change, row.of_before = change, ""
        row.pulled = change["ver"]
        if not self.pending(id):
            self._look_at(row)

    def _look_at(self, row: Row) -> None:
        """Nothing of one's own lies before it: the person sees it as it is here now."""
        row.base = max(row.base, row.pulled)
        text = _text(row.change)
        if text and text not in row.texts:
            row.texts = (*row.texts, text)

    def _keep(self, change: Json) -> None:
        if text := _text(change):
            self.kept.append(text)

    def view(self) -> dict[str, Json]:
        """The live notes."""
        return {id: row.change for id, row in self.rows.items() if not row.change["deleted"]}


def _text(change: Json) -> str:
    return str((change["content"] or {}).get("text", ""))


def _content(fields: Json) -> Json:
    return {name: value for name, value in fields.items() if name not in ("kind", "document", "version", "parent")}
