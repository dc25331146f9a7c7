"""Joining, leaving, calls, disqualification, exemption and withdrawal in any order, second by second around midnight.

What somebody should have is told by a model of its own: from the wall clock and plain facts, and not from the rules.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.attendance.machine_town import NIGHTS, PAPERS, PEOPLE, Town, moments

OSLO = ZoneInfo("Europe/Oslo")
FOLLOWS = {
    "": ["reported", "provisional"],
    "reported": ["provisional", "lifted"],
    "provisional": ["decided", "lifted"],
    "decided": ["lifted"],
    "lifted": ["reported", "provisional"],
}
SUBJECTS = ["a", "b", *PAPERS]


class Broken(AssertionError):
    """Somebody has what they should not have, or lacks what they should."""


def midnight(day: date) -> datetime:
    """What the wall clock says at 00:00, as one moment; found by looking, not by the rules' own arithmetic."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    hours = (noon - timedelta(hours=each) for each in range(24))
    return next(each for each in hours if each.astimezone(OSLO).strftime("%F %H:%M") == f"{day} 00:00")


def machine(town: Town) -> type[RuleBasedStateMachine]:
    class Access(RuleBasedStateMachine):
        @initialize(night=some.sampled_from(sorted(NIGHTS)))
        def begin(self, night: str) -> None:
            town.begin(night)
            self.day = NIGHTS[night]
            self.first, self.last = date(2023, 10, 1), None
            self.called: tuple[Any, set[str], int] | None = None
            self.state: dict[tuple[str, str], str] = {}
            self.exempt, self.sealed = {"b"}, {"b1", "b2"}
            self.withdrawn: set[str] = set()
            self.behind = False  # the worker has something to do

        # --- what happens

        @rule(before=some.integers(-3, 2), after=some.none() | some.integers(-3, 3))
        def sit(self, before: int, after: int | None) -> None:
            self.first = self.day + timedelta(days=before)
            self.last = None if after is None else self.day + timedelta(days=after)
            town.act("sit", first=self.first, last=self.last)

        @rule(items=some.sets(some.sampled_from(["a", "b"])), hours=some.sampled_from([0, 1, 24]))
        def call(self, items: set[str], hours: int) -> None:
            if self.called and self.called[1] == items:
                return
            since = self.called[0] if self.called else town.now
            self.called = (since, items, hours)
            town.act("call", items=sorted(items), hours=hours)

        @precondition(lambda self: self.called)
        @rule()
        def call_off(self) -> None:
            self.called = None
            town.act("call_off")

        @rule(person=some.sampled_from(["member", "deputy"]), about=some.sampled_from("ab"), which=some.integers(0, 1))
        def step(self, person: str, about: str, which: int) -> None:
            steps = FOLLOWS[self.state.get((person, about), "")]
            if person == "member" and not (self.last is None or self.last >= self._today()):
                return  # who has left has no part in it
            state = self.state[person, about] = steps[which % len(steps)]
            town.act("step", person=person, about=about, state=state)

        @rule(about=some.sampled_from(SUBJECTS))
        def exempt_it(self, about: str) -> None:
            self.exempt.add(about)
            self.behind = True
            town.act("exempt_it", about=about)

        @rule(about=some.sampled_from(SUBJECTS))
        def lift(self, about: str) -> None:
            if about in self.exempt and PAPERS.get(about) not in self.exempt and "" not in self.withdrawn:
                self.exempt.discard(about)
                self.behind = True
                town.act("lift", about=about)

        @rule(about=some.sampled_from([*PAPERS, ""]))
        def withdraw(self, about: str) -> None:
            if about not in self.withdrawn and "" not in self.withdrawn and len(self.withdrawn) < 2:
                self.withdrawn.add(about)
                town.act("withdraw", about=about)

        @rule(which=some.integers(0, 7), seconds=some.sampled_from([-1, 0, 1]))
        def wait(self, which: int, seconds: int) -> None:
            ahead = moments(town.night)
            moment = ahead[which % len(ahead)] + timedelta(seconds=seconds)
            if moment > town.now:
                town.now, self.behind = moment, True

        @rule(seconds=some.sampled_from([-1, 0]), works=some.booleans())
        def turn(self, seconds: int, works: bool) -> None:
            """To the next moment at which somebody becomes or stops being something, or to the second before."""
            ahead = [midnight(self.first), *([midnight(self.last + timedelta(days=1))] if self.last else [])]
            ahead += [self._over()] if self.called else []
            moment = min((each for each in ahead if each > town.now), default=None)
            if moment:
                town.now, self.behind = max(town.now, moment + timedelta(seconds=seconds)), True
                if works:
                    self.work()

        @rule(seconds=some.sampled_from([1, 3599, 3600, 7200, 86399]))
        def pass_by(self, seconds: int) -> None:
            town.now, self.behind = town.now + timedelta(seconds=seconds), True

        @precondition(lambda self: self.behind)
        @rule()
        def work(self) -> None:
            town.act("work")
            self.sealed = {name for name in PAPERS if self._is_exempt(name)}
            self.behind = False

        # --- what should be

        def _today(self) -> date:
            return town.now.astimezone(OSLO).date()

        def _is_exempt(self, name: str) -> bool:
            return name in self.exempt or PAPERS[name] in self.exempt

        def _is_called(self) -> bool:
            if self.called is None:
                return False
            return bool(self.called[0] <= town.now < self._over())

        def _over(self) -> datetime:
            """When a substitute's hours run out; hours are hours, whatever the clock on the wall does."""
            hours = self.called[2] if self.called else 0
            return midnight(self.day + timedelta(days=1)) + timedelta(hours=hours)

        def should(self, person: str, name: str) -> str:
            about, part = PAPERS[name], "none"
            if person == "member":
                sits = self.first <= self._today() and (self.last is None or self._today() <= self.last)
                part = "treats" if sits else "none"
            elif person == "deputy" and self._is_called():
                called = self.called[1] if self.called else set()
                if called and about is not None and about not in called:
                    return "nothing"
                part = "treats" if not called or about in called else "reads"
            elif person in ("young", "staff"):
                part = "treats" if person == "staff" else "reads"
            if part == "none" or "" in self.withdrawn:
                return "nothing"
            if name in self.withdrawn:
                return "title"
            if not self._is_exempt(name) and name not in self.sealed:
                return "whole"
            barred = self.state.get((person, about or "")) in ("provisional", "decided")
            return "whole" if part == "treats" and not barred and name in self.sealed else "title"

        @invariant()
        def nobody_has_more_than_they_should_and_after_work_nobody_less(self) -> None:
            told, files = town.has(), town.bytes_of()
            rank = ["nothing", "title", "whole"]
            for person in PEOPLE:
                for name in PAPERS:
                    should, has = self.should(person, name), told[person, name]
                    about = f"{person} {name} {town.night} {town.now.astimezone(OSLO)}: has {has}, should {should}"
                    if rank.index(has) > rank.index(should) or (has != should and not self.behind):
                        raise Broken(about)
                    fetches, ciphertext = files[person, name]
                    if fetches is not (has == "whole") or (fetches and self._is_exempt(name) and not ciphertext):
                        raise Broken(f"{about}, fetches {fetches}")

    return Access
