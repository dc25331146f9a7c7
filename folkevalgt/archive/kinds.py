"""The archive's many words for kinds of papers and items, folded to ours; the original word is kept beside."""

from __future__ import annotations

import re

from folkevalgt.models.manifest import DocumentKind, ItemType

_KINDS: dict[str, DocumentKind] = {
    **dict.fromkeys(("mi", "innkalling", "møteinnkalling", "møteinnkallelse", "sakskart", "saksliste"), "summons"),
    "møteinnkalling/sakskart": "summons",
    **dict.fromkeys(("tilleggsinnkalling", "tilleggssakskart", "tilleggssaksliste"), "supplement"),
    **dict.fromkeys(("ettersendt", "ettersending"), "supplement"),
    **dict.fromkeys(("saksframlegg", "saksfremlegg", "sf"), "case_paper"),
    **dict.fromkeys(("saksframlegg/innstilling", "saksfremlegg/innstilling"), "case_paper"),
    **dict.fromkeys(("saksprotokoll", "sp", "særutskrift", "vedtak"), "item_minutes"),
    **dict.fromkeys(("protokoll", "møteprotokoll", "møtebok", "mp"), "minutes"),
    **dict.fromkeys(("vedlegg", "v", "vl"), "attachment"),
}  # fmt: skip

# Words, and the code that stands before the number in minutes. Codes are kept as the archive writes them.
_TYPES: tuple[tuple[str, str, ItemType], ...] = (
    ("PS", "politisk", "political"),
    ("DS", "delegert", "delegated"),
    ("RS", "referat", "report"),
    ("FO", "interpellasjon", "question"),
    ("FO", "spørsmål", "question"),
    ("OS", "orientering", "information"),
    ("GP", "godkjenning", "approval"),
)
_NUMBER = re.compile(r"^\s*([A-ZÆØÅ]{1,6})?[\s.-]*0*(\d{1,6})\s*/\s*(\d{4}|\d{2})\s*$", re.I)


def document_kind(word: str) -> DocumentKind:
    return _KINDS.get(" ".join(word.casefold().split()), "other")


def item_type(word: str) -> tuple[ItemType, str]:
    """Our type, and the code as it stands before the number: ("political", "PS") for both "PS" and "Politisk sak"."""
    for code, start, kind in _TYPES:
        if word.strip().upper() == code or word.strip().casefold().startswith(start):
            return kind, code
    code = word.strip().upper()
    return "other", code if re.fullmatch(r"[A-ZÆØÅ]{1,6}", code) else ""


def item_number(text: str) -> tuple[str, int, int] | None:
    """Code, sequence and year out of "PS 12/26", "PS 012/26", "PS 12/2026" or "12/26"; None for anything else."""
    found = _NUMBER.match(text)
    if not found:
        return None
    year = int(found[3])
    return (found[1] or "").upper(), int(found[2]), year if year > 99 else 2000 + year


def whole_number(sequence: object, year: object) -> tuple[int, int] | None:
    """Sequence and year when both can be an item's; archives also put database ids and nonsense in these fields."""
    try:
        found = int(str(sequence)), int(str(year))
    except ValueError:
        return None
    return found if 0 < found[0] < 1_000_000 and 1900 <= found[1] < 3000 else None
