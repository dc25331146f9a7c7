"""Who asks: when, in which committees, and with whom each may share a note."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.papers import at

CALLED = at("2026-11-30 10:00:00")
BEFORE, DURING, AFTER = CALLED - timedelta(seconds=1), at("2026-12-04 23:59:59"), at("2026-12-05 00:00:00")
MEMBER = ("formannskapet",)
ALL = ("formannskapet", "oppvekst")

# Name, who, when, and the committees whose published papers are theirs to read.
ASKERS: dict[str, tuple[str | None, datetime, tuple[str, ...]]] = {
    "anonymous": (None, DURING, ()),
    "substitute after": ("vara_1", AFTER, ()),
    "substitute before": ("vara_1", BEFORE, ()),
    "idle for half an hour": ("medlem_formannskap_3", DURING, ()),
    "revoked": ("medlem_formannskap_2", DURING, ()),
    "deputy": ("vara_2", DURING, ()),
    "former member": ("tidligere_medlem", DURING, ()),
    "youth council": ("ungdomsrad_medlem", DURING, ALL),
    "chair": ("ordforer", DURING, MEMBER),
    "deputy chair": ("varaordforer", DURING, MEMBER),
    "member": ("medlem_formannskap", DURING, MEMBER),
    "other committee's member": ("medlem_oppvekst", DURING, ("oppvekst",)),
    "member of both": ("leder_oppvekst", DURING, ALL),
    "member of neither": ("medlem_helse_2", DURING, ()),
    "substitute from the call-in": ("vara_1", CALLED, MEMBER),
    "substitute until the last second": ("vara_1", DURING, MEMBER),
    "member whose seat ended tonight": ("leder_teknikk", DURING + timedelta(seconds=1), ()),
    "member on the last evening": ("leder_teknikk", DURING, MEMBER),
    "secretariat": ("sekretaer", DURING, ALL),
}
STAFF_READ = ("sekretaer", "sekretaer_2")
TO_THE_CHAIR = ("formannskapet", "chair", ("ordforer", *STAFF_READ))  # for whoever treats the committee's papers
# Which circles each is offered in which committee's package, and who would read; nobody else is offered any.
CIRCLES: dict[str, set[tuple[str, str, tuple[str, ...]]]] = {
    "chair": {("formannskapet", "group", ("vara_1",)), ("formannskapet", "chair", STAFF_READ)},
    "deputy chair": {("formannskapet", "group", ()), TO_THE_CHAIR},
    "member": {("formannskapet", "group", ("leder_oppvekst",)), TO_THE_CHAIR},
    "other committee's member": {("oppvekst", "group", ()), ("oppvekst", "chair", ("leder_oppvekst", *STAFF_READ))},
    "member of both": {
        TO_THE_CHAIR,
        ("formannskapet", "group", ("medlem_formannskap",)),
        ("oppvekst", "group", ()),
        ("oppvekst", "chair", STAFF_READ),
    },
    "substitute from the call-in": {("formannskapet", "group", ("ordforer",)), TO_THE_CHAIR},
    "substitute until the last second": {("formannskapet", "group", ("ordforer",)), TO_THE_CHAIR},
    "member on the last evening": {("formannskapet", "group", ()), TO_THE_CHAIR},
    "secretariat": {
        ("formannskapet", "chair", ("ordforer", "sekretaer_2")),
        ("oppvekst", "chair", ("leder_oppvekst", "sekretaer_2")),
    },
}
SIGNED_OUT = {"anonymous", "revoked", "idle for half an hour"}
STAFF = {"secretariat"}
ONLY_READ = {"youth council"}  # they treat no item: nothing exempt is theirs
