"""The wire's shapes as TypeScript: `python -m folkevalgt.api.typescript` prints `frontend/src/domain/shapes.ts`."""

from __future__ import annotations

import inspect
import json
import sys

import msgspec
from msgspec import inspect as shape

from folkevalgt.api import shapes
from folkevalgt.attendance import attending
from folkevalgt.attendance import shapes as attendance
from folkevalgt.identity import shapes as identity
from folkevalgt.layers import shapes as layers
from folkevalgt.models import manifest
from folkevalgt.pdf import blocks
from folkevalgt.people import shapes as people
from folkevalgt.preferences import shapes as preferences
from folkevalgt.printing import shapes as printing
from folkevalgt.publishing import brought_shapes as brought
from folkevalgt.publishing import desk_shapes as desk
from folkevalgt.publishing import shapes as publishing
from folkevalgt.receipts import shapes as receipts
from folkevalgt.search import shapes as search
from folkevalgt.sync import shapes as notes

HEAD = "// Made from folkevalgt/{models/manifest,pdf/blocks,api/shapes,*/shapes}.py by `make shapes`. Do not edit.\n"
MANIFEST_ALIASES = ("ItemType", "DocumentKind", "Mark", "MissingWord")
SHAPE_ALIASES = ("Language", "RoleName", "Stage")
NOTE_ALIASES = ("NoteKind", "Colour")
BLOCK_ALIASES = ("BlockKind",)
ROOMS = (
    manifest,
    blocks,
    shapes,
    notes,
    layers,
    printing,
    search,
    identity,
    attendance,
    attending,
    publishing,
    desk,
    receipts,
    preferences,
    people,
    brought,
)
PLAIN = {shape.StrType: "string", shape.IntType: "number", shape.FloatType: "number", shape.BoolType: "boolean"}


def name_of(struct: type) -> str:
    """Manifest structs are told apart by a prefix: `Item` is `ManifestItem` in the front end."""
    of_manifest = struct.__module__ == manifest.__name__ and struct.__name__ not in ("Manifest", "Legal")
    return f"Manifest{struct.__name__}" if of_manifest else struct.__name__


def written(kind: shape.Type) -> str:
    """One type as TypeScript writes it."""
    match kind:
        case shape.StructType(cls=cls):
            return name_of(cls)
        case shape.NoneType():
            return "null"
        case shape.LiteralType(values=values):
            return " | ".join(json.dumps(value) for value in values)
        case shape.UnionType(types=types):
            return " | ".join(written(each) for each in types)
        case shape.ListType(item_type=item) | shape.VarTupleType(item_type=item):
            inner = written(item)
            return f"({inner})[]" if "|" in inner else f"{inner}[]"
        case shape.DictType(key_type=shape.StrType(), value_type=value):
            return f"Record<string, {written(value)}>"
        case shape.DictType(key_type=key, value_type=value):
            return f"Partial<Record<{written(key)}, {written(value)}>>"
    return PLAIN[type(kind)]


def interface(struct: type) -> str:
    info = shape.type_info(struct)
    assert isinstance(info, shape.StructType)
    lines = [f"  {field.encode_name}{_mark(info, field)}: {written(field.type)};" for field in info.fields]
    return "\n".join([f"export interface {name_of(struct)} {{", *lines, "}"])


def _mark(info: shape.StructType, field: shape.Field) -> str:
    """A question mark where the wire leaves the field out when it says nothing."""
    return "?" if info.cls.__struct_config__.omit_defaults and not field.required else ""


def source() -> str:
    """The whole file."""
    structs = [
        each
        for room in ROOMS
        for _, each in inspect.getmembers(room, inspect.isclass)
        if issubclass(each, msgspec.Struct) and each.__module__ == room.__name__
    ]
    aliases = [
        f"export type {name} = {written(shape.type_info(getattr(room, name)))};"
        for room, names in {
            manifest: MANIFEST_ALIASES,
            blocks: BLOCK_ALIASES,
            shapes: SHAPE_ALIASES,
            notes: NOTE_ALIASES,
        }.items()
        for name in names
    ]
    return "\n\n".join([HEAD, "\n".join(aliases), *map(interface, structs)]) + "\n"


if __name__ == "__main__":
    sys.stdout.write(source())
