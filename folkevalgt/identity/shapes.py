"""What goes over the wire about signing in, devices and keys of exempt papers. Bytes are base64url without padding."""

from __future__ import annotations

from typing import Annotated

import msgspec

Short = Annotated[str, msgspec.Meta(max_length=200)]
Long = Annotated[str, msgspec.Meta(max_length=20_000)]


class Provider(msgspec.Struct):
    """A way in through somebody else. `name` is in its address, `label` on its button."""

    name: str
    label: str


class SignInWays(msgspec.Struct):
    """How one can sign in here, besides by a personal link. `exempt_level` is the least that opens exempt papers."""

    email: bool
    passkeys: bool
    exempt_level: int
    providers: list[Provider]


class EmailAsked(msgspec.Struct, forbid_unknown_fields=True):
    """The answer is the same whether anyone here has that address."""

    email: Annotated[str, msgspec.Meta(max_length=320)]


class PasskeyBegun(msgspec.Struct):
    """`options` is JSON as `PublicKeyCredential.parse...OptionsFromJSON` reads it (WebAuthn level 3)."""

    ceremony: str
    options: str


class PasskeyMade(msgspec.Struct, forbid_unknown_fields=True):
    """`credential` is its `toJSON()` as text. `unlocks`: the browser could derive a secret with it (PRF)."""

    ceremony: Short
    credential: Long
    name: Short = ""
    unlocks: bool = False


class PasskeyUsed(msgspec.Struct, forbid_unknown_fields=True):
    """`device` is what the person's browser calls itself."""

    ceremony: Short
    credential: Long
    device: Short = ""


class PasskeyLine(msgspec.Struct):
    id: str
    name: str
    unlocks: bool
    created_at: str
    used_at: str | None


class DeviceLine(msgspec.Struct):
    """`exempt` is how many exempt papers it has the keys of."""

    id: str
    name: str
    here: bool
    created_at: str
    seen_at: str
    revoked_at: str | None
    exempt: int


class Devices(msgspec.Struct):
    devices: list[DeviceLine]
    passkeys: list[PasskeyLine]


class DeviceKey(msgspec.Struct, forbid_unknown_fields=True):
    """The public half (SPKI, P-256) of a key that was made in this browser and cannot leave it."""

    public_key: Short


class DeviceProof(msgspec.Struct, forbid_unknown_fields=True):
    """It is this device: an ECDSA signature (SHA-256, r and s) over "folkevalgt device {origin} {device} {at}"."""

    device: Short
    at: Short
    signature: Short


class Lease(msgspec.Struct):
    """Until when (ISO 8601) exempt papers may be kept on a device without contact.

    `signature` (ECDSA P-256, SHA-256, r and s) is over "folkevalgt lease {device} {until}". `until` empty: not at all.
    """

    device: str
    until: str
    signature: str


class VaultKey(msgspec.Struct):
    """The content key of one exempt file and its text. `stored` false: to be held in memory only."""

    file: str
    document: str
    key: str
    stored: bool


class Vault(msgspec.Struct):
    """What a device needs to open exempt papers, given in a person's session only.

    `half` is the server's half of the device key. `titles` are the whole titles of exempt papers and items, by id,
    `decisions` what was decided in such items.
    `lease_key` (SPKI, P-256) is what leases are checked with.
    """

    half: str
    lease: Lease
    lease_key: str
    keys: list[VaultKey]
    titles: dict[str, str]
    decisions: dict[str, str]


class Opened(msgspec.Struct, forbid_unknown_fields=True):
    """An exempt file was opened on this device, at a time by its clock; the first time counts."""

    file: Short
    at: Short


class AccessLine(msgspec.Struct):
    """One line of what somebody was given, opened or did. `what` names an act; `paper` is the public title, if any.

    `by` is who did it to them: a name, "cli" or "worker", empty for themselves.
    """

    at: str
    what: str
    paper: str
    device: str
    by: str = ""


class AccessList(msgspec.Struct):
    lines: list[AccessLine]


class StaffPerson(msgspec.Struct):
    """Someone as the secretariat sees them: `roles` as "Formannskapet: member"."""

    id: str
    name: str
    email: str
    roles: list[str]
    devices: list[DeviceLine]


class StaffPeople(msgspec.Struct):
    people: list[StaffPerson]


class SignedOut(msgspec.Struct):
    """`onward` is the address where the provider is told, too; empty when there is none."""

    onward: str
