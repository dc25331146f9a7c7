"""What goes over the wire of the notes' log. `api/shapes.py` has the other shapes; both become `domain/shapes.ts`."""

from __future__ import annotations

from typing import Literal

import msgspec

NoteKind = Literal["highlight", "comment", "ink", "textbox", "bookmark", "reply", "position", "print", "runsheet"]
Colour = Literal["yellow", "green", "blue", "pink"]


class NoteQuote(msgspec.Struct, forbid_unknown_fields=True):
    """The words a note is about, and up to 128 characters on each side, as they stand on the page."""

    exact: str
    prefix: str = ""
    suffix: str = ""


class NotePlace(msgspec.Struct, forbid_unknown_fields=True):
    """Where the words stand: code points from `start` to before `end` in the page's text, NFKC without whitespace."""

    start: int
    end: int


class NoteGeometry(msgspec.Struct, forbid_unknown_fields=True):
    """In PDF points, origin at the bottom left of the unrotated page.

    `quads` are eight numbers each (x and y of TL, TR, BL, BR); `paths` are strokes of ink, x and y by turns.
    """

    quads: list[list[float]] = []
    paths: list[list[float]] = []
    width: float = 0


class NoteAccepted(msgspec.Struct, forbid_unknown_fields=True):
    """Where its author has said that the note belongs in a later version. The first place is never overwritten."""

    version: str
    page: int
    quote: NoteQuote | None = None
    place: NotePlace | None = None
    geometry: NoteGeometry | None = None


class RunPlan(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """What a chair has written about one line of the agenda, beside the note itself. Names are typed by hand.

    `motions` are proposals that are expected, `votes` what is to be voted on, `disqualified` and `substitutes` who.
    """

    motions: list[str] = []
    votes: list[str] = []
    disqualified: list[str] = []
    substitutes: list[str] = []


class NoteContent(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """What a note says and where. Stored and sent whole. `written` is the device's own clock and decides nothing.

    `sort` orders notes as they stand in the paper: page, offset, top, as "00004|000312|00101".
    `paper` is what the paper was called, as "PS 112/26 · IKT-plan", for when it is no longer here to say so.
    `package` belongs to the kinds "print" and "runsheet". `selection` is a print basket, or for a "position" the pages
    that have been seen ("1-4,7"). The last five make a chair's run sheet: one row for each `item`, and one with `item`
    empty for the sheet itself, which says when it `begins` ("18:00") and whether the secretariat may see it (`shown`).
    """

    page: int = 1
    quote: NoteQuote | None = None
    place: NotePlace | None = None
    geometry: NoteGeometry | None = None
    accepted: NoteAccepted | None = None
    sort: str = ""
    colour: Colour | None = None
    text: str = ""
    tags: list[str] = []
    written: str = ""
    paper: str = ""
    package: str = ""
    selection: str = ""
    item: str = ""
    place_in_order: float | None = None
    minutes: int | None = None
    plan: RunPlan | None = None
    begins: str = ""
    shown: bool = False


class NoteFields(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """What a "put" sets; what is left out stays. The first five only when the note is made; the author is who asks.

    `conflict_of` can only be cleared (null): then both texts are kept.
    """

    kind: NoteKind | msgspec.UnsetType = msgspec.UNSET
    document: str | msgspec.UnsetType | None = msgspec.UNSET
    version: str | msgspec.UnsetType = msgspec.UNSET
    parent: str | msgspec.UnsetType | None = msgspec.UNSET
    conflict_of: msgspec.UnsetType | None = msgspec.UNSET
    page: int | msgspec.UnsetType = msgspec.UNSET
    quote: NoteQuote | msgspec.UnsetType | None = msgspec.UNSET
    place: NotePlace | msgspec.UnsetType | None = msgspec.UNSET
    geometry: NoteGeometry | msgspec.UnsetType | None = msgspec.UNSET
    accepted: NoteAccepted | msgspec.UnsetType | None = msgspec.UNSET
    sort: str | msgspec.UnsetType = msgspec.UNSET
    colour: Colour | msgspec.UnsetType | None = msgspec.UNSET
    text: str | msgspec.UnsetType = msgspec.UNSET
    tags: list[str] | msgspec.UnsetType = msgspec.UNSET
    written: str | msgspec.UnsetType = msgspec.UNSET
    paper: str | msgspec.UnsetType = msgspec.UNSET
    package: str | msgspec.UnsetType = msgspec.UNSET
    selection: str | msgspec.UnsetType = msgspec.UNSET
    item: str | msgspec.UnsetType = msgspec.UNSET
    place_in_order: float | msgspec.UnsetType | None = msgspec.UNSET
    minutes: int | msgspec.UnsetType | None = msgspec.UNSET
    plan: RunPlan | msgspec.UnsetType | None = msgspec.UNSET
    begins: str | msgspec.UnsetType = msgspec.UNSET
    shown: bool | msgspec.UnsetType = msgspec.UNSET


class NoteMutation(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """One change. `mid` counts the client's from 1 without gaps. `base` is the `ver` it was made on, 0 for a new one.

    put: `fields`. delete: nothing more. share: `scope` and `readers`, the ids of those the author was told will read
    it. narrow: `copy`, the id of the private copy that stays when the shared note is taken back.
    """

    mid: int
    op: Literal["put", "delete", "share", "narrow"]
    id: str
    base: int
    fields: NoteFields | None = None
    scope: str = ""
    readers: list[str] = []
    copy: str = ""


class NotePush(msgspec.Struct, forbid_unknown_fields=True):
    """At most 500 mutations or 1 MiB. `client` is a UUID that this browser made for itself and this person."""

    client: str
    schema: int
    mutations: list[NoteMutation]


class NoteReply(msgspec.Struct, omit_defaults=True, rename={"what": "is"}):
    """ok: it stands as `ver`. conflict: the note stands as it was, the sent text as its copy `copy`, numbered `ver`.
    kept: a newer change outlived the deletion. gone: there was nothing to delete. rejected: `word` says why.
    """

    mid: int
    what: Literal["ok", "conflict", "kept", "gone", "rejected"]
    ver: int = 0
    copy: str = ""
    word: str = ""


class NotePushed(msgspec.Struct):
    replies: list[NoteReply]


class NoteChange(msgspec.Struct):
    """A row of the log as it stands. `content` is null when it is deleted. `name` is the author's."""

    id: str
    author: str
    name: str
    kind: NoteKind
    scope: str
    document: str | None
    version: str
    parent: str | None
    conflict_of: str | None
    ver: int
    deleted: bool
    created: str
    changed: str
    content: NoteContent | None


class NotePull(msgspec.Struct):
    """What changed after the cursor. `reset` says that the device must begin anew, and why; then `changes` is empty.

    `exempt` are the papers and lines of the agenda among what the changes are about that are exempt now, by id, and
    the versions of those papers that lie as ciphertext, by name: what is written about them is kept sealed.
    """

    changes: list[NoteChange]
    cursor: str
    more: bool
    reset: Literal["scope", "too_old", "restored"] | None = None
    exempt: list[str] = []


class NoteReader(msgspec.Struct):
    id: str
    name: str


class NoteCircle(msgspec.Struct):
    """Whom a note in this package may be shared with: `readers` are those who would read it, the asker left out.

    `refused` is empty or a word: "quorum" when they and the asker would be `present` of the `seats` in `body`,
    half or more; "nobody" when there is nobody to read it.
    """

    package: str
    scope: str
    kind: Literal["group", "chair"]
    name: str
    readers: list[NoteReader]
    refused: Literal["", "quorum", "nobody"]
    body: str
    present: int
    seats: int


class NoteCircles(msgspec.Struct):
    circles: list[NoteCircle]


class NoteRevision(msgspec.Struct):
    ver: int
    at: str
    content: NoteContent


class NoteRevisions(msgspec.Struct):
    """What one's own note said before, newest first; kept for 30 days."""

    revisions: list[NoteRevision]


class RunSheet(msgspec.Struct):
    """A chair's run sheet as the secretariat may see it, when the chair has said so: its rows as they stand now."""

    package: str
    chair: str
    changed: str
    rows: list[NoteContent]


class RollPerson(msgspec.Struct):
    """`role` is member, chair, deputy_chair, substitute (called in to this meeting) or deputy."""

    id: str
    name: str
    party: str
    role: str


class Roll(msgspec.Struct):
    """Who sits in the committee of a package now, in the order of a roll-call: chair, deputy chair, then by name."""

    package: str
    people: list[RollPerson]


class Rolls(msgspec.Struct):
    rolls: list[Roll]
