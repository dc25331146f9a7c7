"""Take out of a paper whatever acts by itself: scripts, launched programs, hidden files, links to odd places.

Two passes. The first is quick and may cry wolf: the text of every object, as qpdf writes it (names unescaped, object
streams opened), is searched for the words of danger. Only when one is there does the second walk all objects and
neutralise what it finds in place. The archive's bytes are never changed: the result is a derivative.
Names of actions and annotations: ISO 32000-2, 12.5 and 12.6.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf

from folkevalgt.pdf import guard

_ACTIONS = {
    "/JavaScript": "javascript",
    "/Launch": "launch",
    "/SubmitForm": "submit_form",
    "/ImportData": "import_data",
    "/GoToR": "remote_goto",
    "/GoToE": "embedded_goto",
    "/Rendition": "rendition",
    "/Movie": "movie",
    "/Sound": "sound",
    "/GoTo3DView": "rich_media",
    "/RichMediaExecute": "rich_media",
}
_ANNOTATIONS = {
    "/FileAttachment": "embedded_file",
    "/RichMedia": "rich_media",
    "/3D": "rich_media",
    "/Movie": "movie",
    "/Sound": "sound",
    "/Screen": "rendition",
}
_FILE_KEYS = ("/F", "/UF", "/DOS", "/Mac", "/Unix")
_OPENING_ALLOWED = {"/GoTo", "/Named"}
_ODD_URI = rb"/URI (?!\((?i:https?://|mailto:)|/|>>)"
_DANGER = re.compile(
    rb"/(?:JavaScript|JS|Launch|SubmitForm|ImportData|GoTo[RE]|Rendition|Movie|Sound|GoTo3DView|RichMedia\w*"
    rb"|FileAttachment|Screen|3D|EmbeddedFiles?|EF|Collection|XFA|AA|FFilter)"
    rb"(?=[\s/<(\[>]|$)|" + _ODD_URI
)
_STREAM_ELSEWHERE = re.compile(rb"/F (?:[(<]|\d+ \d+ R)")
_URI_ALLOWED = re.compile(r"(?:https?://|mailto:)[^\x00-\x20\x7f]*", re.IGNORECASE)


def suspicious(paper: pikepdf.Pdf, inflated_stream: int | None = None) -> bool:
    """Whether the slow walk is needed. With `inflated_stream` (bytes) every stream passes the inflate guard too."""
    found = _DANGER.search(paper.trailer.unparse()) is not None or _opens_oddly(paper.Root)
    for thing in paper.objects:
        if isinstance(thing, pikepdf.Stream):
            if inflated_stream is not None:
                guard.check(thing, inflated_stream)
            found = found or _STREAM_ELSEWHERE.search(_written(thing.stream_dict)) is not None
            thing = thing.stream_dict
        found = found or _DANGER.search(_written(thing)) is not None
    return found


def _written(thing: object) -> bytes:
    # qpdf's bare numbers and words come as Python's own.
    return thing.unparse(resolved=True) if isinstance(thing, pikepdf.Object) else b""


def neutralise(paper: pikepdf.Pdf) -> tuple[str, ...]:
    """Take everything dangerous out of `paper`; the words for what it was, sorted, () when it was clean."""
    found = set(_at_the_root(paper))
    for thing in paper.objects:
        if isinstance(thing, pikepdf.Object):
            for node in _inside(thing):
                found.update(_neutralise_one(node))
    return tuple(sorted(found))


def _inside(thing: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """`thing` and the direct dictionaries in it; indirect ones come by themselves."""
    waiting = [thing]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            children = list(node)
        elif isinstance(node, pikepdf.Stream | pikepdf.Dictionary):
            yield node
            header = node.stream_dict if isinstance(node, pikepdf.Stream) else node
            children = list(header.values())
        else:
            continue
        waiting.extend(
            child
            for child in children
            if isinstance(child, pikepdf.Array | pikepdf.Dictionary) and not child.is_indirect
        )


def _at_the_root(paper: pikepdf.Pdf) -> Iterator[str]:
    root = paper.Root
    names = root.get("/Names")
    if isinstance(names, pikepdf.Dictionary):
        if _drop(names, "/JavaScript"):
            yield "javascript"
        if _drop(names, "/EmbeddedFiles"):
            yield "embedded_file"
    if _drop(root, "/Collection"):
        yield "embedded_file"
    form = root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and _drop(form, "/XFA"):
        _drop(root, "/NeedsRendering")
        yield "xfa"
    if _opens_oddly(root):
        yield _ACTIONS.get(_name(root["/OpenAction"], "/S"), "open_action")
        _drop(root, "/OpenAction")
    base = root.get("/URI")
    if isinstance(base, pikepdf.Dictionary) and "/Base" in base:
        _drop(root, "/URI")
        yield "odd_uri"


def _opens_oddly(root: pikepdf.Object) -> bool:
    """Opening at a place in the paper is ordinary (every LaTeX paper does); opening anything else is not."""
    opening = root.get("/OpenAction")
    return isinstance(opening, pikepdf.Dictionary) and _name(opening, "/S") not in _OPENING_ALLOWED


def _neutralise_one(node: pikepdf.Object) -> Iterator[str]:
    header = node.stream_dict if isinstance(node, pikepdf.Stream) else node
    action = _name(header, "/S")
    if action in _ACTIONS:
        yield _ACTIONS[action]
        _empty(header)
    elif action == "/URI" and "/URI" in header and not _allowed(header["/URI"]):
        yield "odd_uri"
        _empty(header)
    elif action == "/Thread" and "/F" in header:
        yield "remote_goto"
        _empty(header)
    if _is_additional_actions(header.get("/AA")):
        _drop(header, "/AA")
        yield "additional_actions"
    subtype = _name(header, "/Subtype")
    if subtype in _ANNOTATIONS and "/Rect" in header:
        yield _ANNOTATIONS[subtype]
        _empty(header, keep=("/Type", "/Rect", "/P", "/F", "/StructParent"))
        header["/Subtype"] = pikepdf.Name.Link  # a link to nowhere is drawn by no reader and disturbs no tag tree
    files = header.get("/EF")
    if isinstance(files, pikepdf.Dictionary) and any(key in files for key in _FILE_KEYS):
        _drop(header, "/EF")
        _drop(header, "/RF")
        yield "embedded_file"
    if isinstance(node, pikepdf.Stream):
        yield from _neutralise_stream(node)


def _neutralise_stream(stream: pikepdf.Stream) -> Iterator[str]:
    header = stream.stream_dict
    if _name(header, "/Type") == "/EmbeddedFile":
        _empty(header, keep=("/Length",))
        stream.write(b"")
        yield "embedded_file"
    elif "/F" in header or "/FFilter" in header:
        # The bytes of the stream lie in another file, or behind an address that the reader would fetch.
        _drop(header, "/F")
        _drop(header, "/FFilter")
        yield "external_file"


def _allowed(uri: object) -> bool:
    return isinstance(uri, pikepdf.String) and _URI_ALLOWED.fullmatch(str(uri).strip()) is not None


def _is_additional_actions(value: object) -> bool:
    """A font may be called /AA too: only a dictionary of actions counts."""
    if not isinstance(value, pikepdf.Dictionary):
        return False
    return any(isinstance(action, pikepdf.Dictionary) and "/S" in action for action in value.values())


def _name(header: pikepdf.Object, key: str) -> str:
    value = header.get(key)
    return str(value) if isinstance(value, pikepdf.Name) else ""


def _drop(header: pikepdf.Object, key: str) -> bool:
    if key not in header:
        return False
    del header[key]
    return True


def _empty(header: pikepdf.Object, keep: tuple[str, ...] = ()) -> None:
    for key in list(header.keys()):
        if key not in keep:
            del header[key]
