"""What goes over the wire about notices: how somebody wants them, which they have had, and where they go."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from folkevalgt.notices import Kind

How = Literal["push", "email", "both", "none"]
TimeOfDay = Annotated[str, msgspec.Meta(pattern=r"^(([01]\d|2[0-3]):[0-5]\d)?$")]
Short = Annotated[str, msgspec.Meta(max_length=200)]
Endpoint = Annotated[str, msgspec.Meta(max_length=2_000)]


class NoticeChoices(msgspec.Struct, forbid_unknown_fields=True):
    """A channel for each kind that is to go another way than the usual: push where a device takes it, else e-mail.

    Times are "HH:MM" in Norway, "" when there is none. Nothing comes between `quiet_from` and `quiet_to`, but what is
    for a meeting the same day. E-mails wait for `digest_at` and come as one. `invitations`: meetings by e-mail, for
    the calendar.
    """

    choices: dict[Kind, How] = {}
    quiet_from: TimeOfDay = ""
    quiet_to: TimeOfDay = ""
    digest_at: TimeOfDay = ""
    invitations: bool = False


class NoticeShown(msgspec.Struct):
    """One notice, with what may be said of it where others can see it: never a title or a name.

    `package`, `committee` and `date` are empty when it is about no meeting, or one that is no longer theirs to see.
    `subject` is an id: an item's, a paper's or somebody's. Times are ISO 8601 as clocks in Norway say it.
    """

    id: str
    kind: Kind
    at: str
    package: str = ""
    committee: str = ""
    date: str = ""
    starts_at: str | None = None
    subject: str = ""
    facts: dict[str, int | str] = {}
    told_at: str | None = None
    confirmed_at: str | None = None


class NoticeKind(msgspec.Struct):
    """A kind of notice that this person may get. `always`: it can be chosen how, not whether. `gathered`: an e-mail of
    it waits for the day's one, when there is one."""

    kind: Kind
    how: How
    always: bool
    gathered: bool


class NoticeDevice(msgspec.Struct):
    """A device of theirs that takes push notices. `heard_at` is when it last said that it had one.

    `trouble` is empty, or why it takes no more: gone | refused.
    """

    id: str
    name: str
    here: bool
    since: str
    heard_at: str | None
    trouble: str


class MyNotices(msgspec.Struct):
    """`email`: this server sends e-mail. `calendar`: they have the address of a calendar."""

    notices: list[NoticeShown]
    kinds: list[NoticeKind]
    choices: NoticeChoices
    devices: list[NoticeDevice]
    email: bool
    calendar: bool


class PushKey(msgspec.Struct):
    """What `subscribe()` takes as applicationServerKey: an uncompressed P-256 point in base64url (RFC 8292 § 3.2)."""

    key: str


class PushAddress(msgspec.Struct, forbid_unknown_fields=True):
    """A browser's subscription (Push API § 8): its endpoint, and its two keys in base64url."""

    endpoint: Endpoint
    p256dh: Short
    auth: Short


class PushGone(msgspec.Struct, forbid_unknown_fields=True):
    """This browser is pushed to no more: at this endpoint, or at any when it is empty."""

    endpoint: Endpoint = ""


class Followed(msgspec.Struct, forbid_unknown_fields=True):
    """The case of an item that stands in a list of mine."""

    item: Short


class Unfollowed(msgspec.Struct, forbid_unknown_fields=True):
    case: Short


class FollowLine(msgspec.Struct):
    """A case I follow. `items` are the ids of its items in lists that I have been given."""

    case: str
    items: list[str]
    since: str


class Follows(msgspec.Struct):
    """`can` are the items of the meeting that was asked about which belong to a case, so that it can be followed."""

    follows: list[FollowLine]
    can: list[str] = []
