"""People, devices and a bad network, as hypothesis plays them against the real app."""

from __future__ import annotations

import copy
from typing import Any
from uuid import UUID

import msgspec
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from tests.sync.machine_device import Device, Waiting
from tests.sync.machine_ledger import Broken, Ledger
from tests.sync.machine_town import FACTS, Town

Json = dict[str, Any]
DEVICES = {"anna brett": "anna", "anna telefon": "anna", "berit": "berit", "leder": "leder"}
WHO = st.sampled_from(sorted(DEVICES))
WHICH = st.integers(0, 5)
FAULTS = ("ok", "ok", "lost request", "lost answer", "twice", "late", "out of order")
SKEWS = (0, 10, -10, 3)  # years that the devices' clocks are off
ROUNDS = 30  # a sync that has not come to rest by then never does


class Begun:
    """A town and four devices that share some notes already: random steps seldom get that far by themselves."""

    def __init__(self, town: Town) -> None:
        self.town = town
        town.put_back(town.fresh)
        play = Play(town, Ledger(town), [self._device(at, name) for at, name in enumerate(DEVICES)])
        for name, circle in (("anna brett", "group"), ("berit", "group"), ("leder", "chair"), ("anna brett", "")):
            note = play.make(name)
            play.sync(name)
            if circle:
                play.share(name, note, circle)
        play.settle()
        self.tables, self.play = town.copy(), play

    def _device(self, at: int, name: str) -> Device:
        return Device(name, self.town.ids[DEVICES[name]], str(UUID(int=(0xC11E47 << 100) + (at << 64))), SKEWS[at])

    def again(self) -> Play:
        self.town.put_back(self.tables)
        memo = {id(self.town): self.town}
        return copy.deepcopy(self.play, memo)


class Play:
    """What can happen, each as a verb."""

    def __init__(self, town: Town, ledger: Ledger, devices: list[Device]) -> None:
        self.town, self.ledger = town, ledger
        self.devices = {device.name: device for device in devices}
        self.wandering: list[tuple[Device, str, list[Waiting]]] = []  # requests that are still somewhere
        self.backup: Any = None
        self.count = 0

    # --- people

    def text(self) -> str:
        self.count += 1
        return f"Merknad {self.count}"

    def make(self, name: str, **about: Any) -> str:
        self.count += 1
        id = str(UUID(int=(self.count << 80) | (7 << 76) | (2 << 62) | 0x51))
        content = {"page": 1, "text": self.text(), "written": self.devices[name].clock(self.count), "sort": "00001"}
        self.devices[name].make(id, {"kind": "comment", **self.town.paper, **content, **about})
        return id

    def edit(self, name: str, note: str) -> None:
        device = self.devices[name]
        device.change(note, {"text": self.text(), "written": device.clock(self.count)})

    def recolour(self, name: str, note: str, colour: str) -> None:
        self.devices[name].change(note, {"colour": colour})

    def share(self, name: str, note: str, circle: str) -> None:
        device, scope = self.devices[name], self.town.scopes[circle]
        _, told = self.town.get(DEVICES[name], "/api/notes/circles")
        readers = [[each["id"] for each in found["readers"]] for found in told["circles"] if found["scope"] == scope]
        device.act("share", note, scope=scope, readers=readers[0] if readers else [])

    def narrow(self, name: str, note: str) -> None:
        self.count += 1
        self.devices[name].act("narrow", note, copy=str(UUID(int=(self.count << 80) | (7 << 76) | (2 << 62) | 0xC0)))

    # --- the network

    def push(self, name: str, fault: str = "ok", most: int = 500) -> None:
        device = self.devices[name]
        batch = device.next_batch(most)
        if not batch or fault == "lost request":
            return
        if fault == "late":
            self.wandering.append((device, device.client, copy.deepcopy(batch)))
            return
        if fault == "out of order" and len(batch) > 1:
            status, told = self.send(device, device.client, batch[1:])
            if status == 200 and not self.known(device.client, batch[1:]):
                raise Broken(f"A GAP WAS TAKEN {told}")
        status, told = self.send(device, device.client, batch)
        if fault == "twice":
            status, told = self.send(device, device.client, batch)
        if status == 409 and told["error"]["word"] == "gap" and (self.ledger.restored or self.ledger.swept):
            device.begin_numbering_anew()
            self.ledger.renumbered = True
        elif status != 200:
            raise Broken(f"REFUSED {status} {told}")
        elif fault != "lost answer":
            device.answered(told["replies"])

    def known(self, client: str, batch: list[Waiting]) -> bool:
        return all((client, each.mid) in self.ledger.answers for each in batch)

    def body(self, name: str) -> tuple[str, bytes]:
        """Whose push it is, and what would be sent now."""
        device = self.devices[name]
        sent = {"client": device.client, "schema": 1, "mutations": [each.mutation() for each in device.next_batch(500)]}
        return DEVICES[name], msgspec.json.encode(sent)

    def send(self, device: Device, client: str, batch: list[Waiting]) -> tuple[int, Json]:
        body = {"client": client, "schema": 1, "mutations": [each.mutation() for each in batch]}
        status, told = self.town.post(DEVICES[device.name], "/api/notes/push", body)
        if status == 200:
            self.ledger.applied(device, client, batch, told["replies"])
        return status, told

    def arrive(self) -> None:
        """A request that its device has given up, or has sent again, reaches the server after all."""
        device, client, batch = self.wandering.pop(0)
        self.send(device, client, batch)

    def pull(self, name: str, limit: int, lost: bool = False) -> bool:
        """One page; whether there is more."""
        device = self.devices[name]
        status, page = self.town.get(DEVICES[name], "/api/notes/pull", cursor=device.cursor, limit=limit)
        if status != 200:
            raise Broken(f"PULL REFUSED {status} {page}")
        if page.get("reset") and page["changes"]:
            raise Broken(f"A RESET WITH ROWS {page}")
        self.ledger.came(device, page)
        if not lost:
            device.pulled(page)
        return bool(page["more"] or page.get("reset"))

    def sync(self, name: str, limit: int = 1000) -> None:
        device = self.devices[name]
        for _ in range(ROUNDS):
            if not (device.queue or device.flight):
                break
            self.push(name)
        for _ in range(ROUNDS):
            if not self.pull(name, limit):
                return
        raise Broken(f"LIVELOCK {name} never has it all")

    def settle(self) -> None:
        """Everybody is online until nothing moves; then everything must be so."""
        for limit in (2, 1000):
            for name in self.devices:
                self.sync(name, limit)
        self.ledger.check(list(self.devices.values()), self.town.live())
        for text, note in self.ledger.superseded().items():
            if text not in self.town.revisions(self.ledger.notes[note].author, note):
                raise Broken(f"NO REVISION of {text}")

    # --- the server

    def collect(self) -> None:
        self.town.collect()
        self.ledger.swept = True
        self.ledger.notes = {id: note for id, note in self.ledger.notes.items() if not note.deleted}

    def back_up(self) -> None:
        self.backup = self.town.copy(), copy.deepcopy(self.ledger.notes)

    def restore(self) -> None:
        """Yesterday's backup: whatever came after it is known to the devices alone."""
        tables, notes = self.backup
        self.town.put_back(tables)
        self.town.after_restoring()
        self.ledger.notes = copy.deepcopy(notes)
        self.ledger.answers = {}
        self.ledger.restored = True
        self.wandering.clear()


def machine(begun: Begun) -> type[RuleBasedStateMachine]:
    """A machine that plays on from there."""

    class Log(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.play = begun.again()
            self.flips = self.sweeps = 0

        def note(self, name: str, which: int) -> str | None:
            mine = self.play.devices[name].mine()
            return mine[which % len(mine)] if mine else None

        @rule(name=WHO)
        def make(self, name: str) -> None:
            self.play.make(name)

        @rule(name=WHO, which=WHICH)
        def edit(self, name: str, which: int) -> None:
            if note := self.note(name, which):
                self.play.edit(name, note)

        @rule(which=WHICH, sync=st.booleans())
        def edit_on_both(self, which: int, sync: bool) -> None:
            """The same note on two devices, neither of which has heard of the other's change."""
            for name in ("anna brett", "anna telefon"):
                self.edit(name=name, which=which)
                if sync:
                    self.play.push(name)

        @rule(name=WHO, which=WHICH, colour=st.sampled_from(["yellow", "blue"]))
        def recolour(self, name: str, which: int, colour: str) -> None:
            if note := self.note(name, which):
                self.play.recolour(name, note, colour)

        @rule(name=WHO, which=WHICH)
        def delete(self, name: str, which: int) -> None:
            if settled := self.play.devices[name].settled():
                self.play.devices[name].act("delete", settled[which % len(settled)]["id"])

        @rule(name=WHO, which=WHICH, circle=st.sampled_from(["group", "group", "chair"]))
        def share(self, name: str, which: int, circle: str) -> None:
            settled = [each for each in self.play.devices[name].settled() if each["scope"] == "private"]
            if settled:
                self.play.share(name, settled[which % len(settled)]["id"], circle)

        @rule(name=WHO, which=WHICH)
        def narrow(self, name: str, which: int) -> None:
            settled = [each for each in self.play.devices[name].settled() if each["scope"] != "private"]
            if settled:
                self.play.narrow(name, settled[which % len(settled)]["id"])

        @rule(name=WHO, which=WHICH)
        def reply(self, name: str, which: int) -> None:
            others = [each for each in self.play.devices[name].settled(mine=False) if not each["parent"]]
            if others:
                self.play.make(name, kind="reply", parent=others[which % len(others)]["id"])

        @rule(name=WHO, fault=st.sampled_from(FAULTS), most=st.sampled_from([500, 1, 2]))
        def push(self, name: str, fault: str, most: int) -> None:
            self.play.push(name, fault, most)

        @precondition(lambda self: self.play.wandering)
        @rule()
        def arrive(self) -> None:
            self.play.arrive()

        @rule(name=WHO, limit=st.integers(1, 3), lost=st.booleans())
        def pull(self, name: str, limit: int, lost: bool) -> None:
            self.play.pull(name, limit, lost)

        @rule(name=WHO)
        def sync(self, name: str) -> None:
            self.play.sync(name)

        @precondition(lambda self: self.flips < 3)
        @rule(fact=st.sampled_from(FACTS))
        def change_members(self, fact: str) -> None:
            self.flips += 1
            self.play.town.flip(fact)

        @precondition(lambda self: self.sweeps < 2)
        @rule(name=WHO, which=WHICH)
        def collect(self, name: str, which: int) -> None:
            """Somebody deletes a note, and nobody else asks for half a year."""
            self.sweeps += 1
            self.delete(name=name, which=which)
            self.play.push(name)
            self.play.collect()

        @rule()
        def restart(self) -> None:
            self.play.town.restart()

        @precondition(lambda self: self.play.backup is None)
        @rule()
        def back_up(self) -> None:
            self.play.back_up()

        @precondition(lambda self: self.play.backup is not None and not self.play.ledger.restored)
        @rule()
        def restore(self) -> None:
            self.play.restore()

        def teardown(self) -> None:
            self.play.settle()

    return Log
