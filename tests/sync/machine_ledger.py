"""What the test knows of every text that was sent, and what must be so whatever has happened on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.sync.machine_device import Device, Waiting
from tests.sync.machine_town import Town

Json = dict[str, Any]


class Broken(AssertionError):
    """A promise that was not kept. The first word says which."""


@dataclass
class Known:
    author: str
    scope: str
    deleted: bool = False


@dataclass
class Ledger:
    """`accepted`: every text that the server has taken, and the note it was for. `excused`: those that somebody who
    had them before their eyes has replaced or deleted since."""

    town: Town
    notes: dict[str, Known] = field(default_factory=dict)
    accepted: dict[str, str] = field(default_factory=dict)
    excused: set[str] = field(default_factory=set)
    answers: dict[tuple[str, int], Json] = field(default_factory=dict)
    answered: dict[str, str] = field(default_factory=dict)  # by reply: whose note it answers
    shown: dict[str, set[str]] = field(default_factory=dict)  # by person: the notes they have ever been let see
    restored: bool = False
    swept: bool = False
    renumbered: bool = False  # a device had to send again what nobody remembered having answered

    def applied(self, device: Device, client: str, sent: list[Waiting], replies: list[Json]) -> None:
        """What the server really answered, whether or not the device got to hear of it."""
        if [each["mid"] for each in replies] != [each.mid for each in sent]:
            raise Broken(f"ORDER {replies}")
        for each, reply in zip(sent, replies, strict=True):
            before = self.answers.setdefault((client, each.mid), reply)
            if before is not reply:
                if before != reply and not self.restored:
                    raise Broken(f"NOT THE SAME ANSWER {before} {reply}")
            else:
                self._first(device, each, reply)

    def _first(self, device: Device, sent: Waiting, reply: Json) -> None:
        about = f"{device.name}: {sent} {reply}"
        if reply["is"] == "rejected":
            if sent.op == "put" and self._may(device, sent):
                raise Broken(f"REFUSED {about}")
            return
        if sent.op == "put" and not self._may(device, sent):
            raise Broken(f"WROTE AFTER REVOCATION {about}")
        note = self.notes.get(sent.id)
        if reply["is"] == "conflict":
            if reply["copy"] in self.notes:  # where the note went when it was taken back
                self.excused |= sent.seen
            self.notes[reply["copy"]] = Known(device.person, "private")
            if sent.op == "put":
                self._accept(sent, reply["copy"])
        elif reply["is"] == "ok" and sent.op == "put":
            if note is None:
                parent = self.notes.get(sent.given["fields"].get("parent") or "")
                note = self.notes[sent.id] = Known(device.person, parent.scope if parent else "private")
                if parent:
                    self.answered[sent.id] = parent.author
            note.deleted = False
            if "text" in sent.given["fields"]:
                self.excused |= sent.seen
            self._accept(sent, sent.id)
        elif reply["is"] == "ok" and sent.op == "share" and note:
            note.scope = sent.given["scope"]
        elif reply["is"] == "gone" and sent.op == "put":
            raise Broken(f"LOST TEXT {about}")
        elif reply["is"] == "gone":
            self.excused |= sent.seen
        elif reply["is"] == "ok" and note:
            note.deleted = True
            self.excused |= sent.seen if sent.op == "delete" else set()
            if sent.op == "narrow":
                self.notes[sent.given["copy"]] = Known(device.person, "private")

    def _accept(self, sent: Waiting, note: str) -> None:
        if text := sent.given["fields"].get("text"):
            self.accepted[text] = note
            self.excused.discard(text)

    def _may(self, device: Device, sent: Waiting) -> bool:
        """Whether this put must be taken."""
        person = next(name for name, id in self.town.ids.items() if id == device.person)
        note = self.notes.get(sent.id)
        if note:
            return note.author == device.person and self.town.may_write_in(person, note.scope)
        if "kind" not in sent.given["fields"]:
            return False
        parent = sent.given["fields"].get("parent")
        if parent:
            on = self.notes.get(parent)
            if on is None or on.deleted or not self.town.may_see(person, on.author, on.scope):
                return False
            return self.town.may_write_in(person, on.scope) and self.town.has_paper(person)
        return self.town.has_paper(person)

    def came(self, device: Device, page: Json) -> None:
        """No row ever goes to somebody who may not see it, and no tombstone to somebody who never could."""
        person = next(name for name, id in self.town.ids.items() if id == device.person)
        shown = self.shown.setdefault(person, set())
        for change in page["changes"]:
            answered = self.answered.get(change["id"])
            allowed = self.town.may_see(person, change["author"], change["scope"], answered)
            if not allowed and change["id"] not in shown:
                raise Broken(f"LEAK to {device.name}: {change}")
            if change["deleted"] and change["content"] is not None:
                raise Broken(f"A TOMBSTONE THAT SPEAKS {change}")
            shown.add(change["id"])

    # --- at rest

    def check(self, devices: list[Device], rows: list[Json]) -> None:
        """`rows`: every live note as the database has it, deciphered."""
        self._same_view(devices, rows)
        texts = [row["content"].get("text", "") for row in rows]
        if not self.renumbered and (twice := sorted({each for each in texts if each and texts.count(each) > 1})):
            raise Broken(f"DUPLICATE {twice}")
        kept = {text for device in devices for text in device.kept} if self.restored else set()
        if lost := sorted(set(self.accepted) - set(texts) - self.excused - kept):
            raise Broken(f"LOST TEXT {lost}")
        for device in devices:
            if device.queue or device.flight:
                raise Broken(f"LIVELOCK {device.name} still has {device.flight + device.queue}")

    def _same_view(self, devices: list[Device], rows: list[Json]) -> None:
        for device in devices:
            person = next(name for name, id in self.town.ids.items() if id == device.person)
            mine = {
                row["id"]: {name: told for name, told in row.items() if name != "answered"}
                for row in rows
                if self.town.may_see(person, row["author"], row["scope"], row["answered"])
            }
            view = device.view()
            if wrong := sorted(set(mine) ^ set(view)):
                raise Broken(f"DIVERGED {device.name} {[(id, id in view, id in mine) for id in wrong]}")
            for id, row in mine.items():
                if {name: view[id][name] for name in row} != row:
                    raise Broken(f"DIVERGED {device.name}: {view[id]} is not {row}")

    def superseded(self) -> dict[str, str]:
        """Texts that no longer stand, by note, as far as their revisions must be there for the author."""
        return (
            {}
            if self.swept or self.restored
            else {text: self.accepted[text] for text in self.excused & set(self.accepted)}
        )
