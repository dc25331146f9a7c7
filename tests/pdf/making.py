"""Papers good and evil, made on the spot."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
import typst
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

GIB = 1024 * 1024 * 1024
WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le")
MESSAGE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "__substg1.0_0037001F".encode("utf-16-le")


def case_paper(pages: int = 3) -> bytes:
    """A tagged case paper with a title, a language and a link, as a municipality's own system makes it."""
    source = """#set document(title: "Skolekretser")
#set text(lang: "nb", region: "NO")
= Skolekretser
#link("https://www.kommune.example/sak")[Saken]
#for number in range(PAGES) [== Side #(number + 1)
Kommunestyret vedtok skolekretsen. #pagebreak(weak: true)]"""
    return typst.compile(source.replace("PAGES", str(pages)).encode(), pdf_standards="ua-1")


def saved(paper: Pdf, **how: object) -> bytes:
    copy = io.BytesIO()
    how = how or {"compress_streams": False, "stream_decode_level": pikepdf.StreamDecodeLevel.none}
    paper.save(copy, **how)  # type: ignore[arg-type]
    return copy.getvalue()


def drawing(content: bytes, **header: object) -> Pdf:
    """One page that draws `content`; `header` goes into the content stream's dictionary."""
    paper = Pdf.new()
    page = paper.add_blank_page(page_size=(595, 842)).obj
    page.Contents = Stream(paper, content, **header)
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.Resources = Dictionary(Font=Dictionary(F1=font))
    return paper


def changed(change: Callable[[Pdf], None], **how: object) -> bytes:
    paper = Pdf.open(io.BytesIO(case_paper()))
    change(paper)
    return saved(paper, **how)


def deflated_spaces(size: int) -> bytes:
    """What `size` bytes of blanks deflate to (size a whole number of MiB), without deflating them all."""
    mib = 1024 * 1024
    machine = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = machine.compress(b" " * mib) + machine.flush(zlib.Z_FULL_FLUSH)
    low, high = (1 + 32 * size) % 65521, (size + 32 * size * (size + 1) // 2) % 65521
    return b"\x78\xda" + block * (size // mib) + b"\x03\x00" + (high << 16 | low).to_bytes(4, "big")


def flate_bomb() -> bytes:
    return saved(drawing(deflated_spaces(GIB), Filter=Name.FlateDecode))


def double_flate_bomb() -> bytes:
    inner = zlib.compress(deflated_spaces(4 * GIB), 9)
    return saved(drawing(inner, Filter=Array([Name.FlateDecode, Name.FlateDecode])))


def form_bomb(levels: int = 24) -> bytes:
    """Each form draws the one below it twice."""
    paper = drawing(b"/X Do")
    form = Stream(paper, b"BT /F1 9 Tf (sak) Tj ET", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 595, 842])
    for _ in range(levels):
        below = Dictionary(XObject=Dictionary(X=paper.make_indirect(form)))
        form = Stream(paper, b"/X Do /X Do", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 595, 842])
        form.stream_dict.Resources = below
    paper.pages[0].obj.Resources.XObject = Dictionary(X=paper.make_indirect(form))
    return saved(paper)


def too_many_characters() -> bytes:
    content = b"BT /F1 1 Tf " + b"(" + b"sak " * 250 + b") Tj " + b"ET"
    return saved(drawing(zlib.compress(content * 3000), Filter=Name.FlateDecode))


def pages(number: int) -> bytes:
    paper = Pdf.new()
    for _ in range(number):
        paper.add_blank_page()
    return saved(paper)


def locked(user: str, owner: str = "rådmann") -> bytes:
    return changed(lambda paper: None, encryption=pikepdf.Encryption(owner=owner, user=user))


def word_document() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", "<w:document/>")
    return file.getvalue()


def action(kind: str, **more: object) -> Dictionary:
    return Dictionary(S=Name("/" + kind), **more)


def link(paper: Pdf, to: Dictionary, subtype: str = "Link", **more: object) -> None:
    """An annotation on the first page."""
    first = paper.pages[0].obj
    mark = Dictionary(Type=Name.Annot, Subtype=Name("/" + subtype), Rect=[9, 9, 99, 99], A=to, **more)
    first.Annots = Array([*first.get("/Annots", Array()), paper.make_indirect(mark)])


def attach(paper: Pdf) -> None:
    paper.attachments["regneark.exe"] = b"MZ hidden program"


def external_stream(paper: Pdf) -> None:
    paper.pages[0].obj.Contents = paper.make_indirect(Stream(paper, b" ", F=String("\\\\example.com\\share\\file")))


def xfa(paper: Pdf) -> None:
    paper.Root.AcroForm = Dictionary(Fields=Array(), XFA=Stream(paper, b"<xdp/>"))


def script_in_name_tree(paper: Pdf) -> None:
    script = paper.make_indirect(action("JavaScript", JS=String("app.alert(1)")))
    paper.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script])))


def script_on_opening(paper: Pdf) -> None:
    paper.Root.OpenAction = action("JavaScript", JS=Stream(paper, b"app.alert(1)"))


def page_opens_address(paper: Pdf) -> None:
    paper.pages[0].obj.AA = Dictionary(O=action("URI", URI=String("https://example.com/seen")))


DANGERS: dict[str, tuple[str, Callable[[Pdf], None]]] = {
    "a script in the name tree": ("javascript", script_in_name_tree),
    "a script on opening": ("javascript", script_on_opening),
    "a link that runs a script": ("javascript", lambda p: link(p, action("JavaScript", JS=String("app.alert(1)")))),
    "a script after a page turn": (
        "javascript",
        lambda p: link(p, action("Named", N=Name.NextPage, Next=action("JavaScript", JS=String("1")))),
    ),
    "a link that starts a program": ("launch", lambda p: link(p, action("Launch", F=String("cmd.exe")))),
    "a hidden file": ("embedded_file", attach),
    "a paper clip": (
        "embedded_file",
        lambda p: link(p, Dictionary(), "FileAttachment", FS=Dictionary(EF=Dictionary(F=Stream(p, b"MZ")))),
    ),
    "a link to a file on the disk": ("odd_uri", lambda p: link(p, action("URI", URI=String("file:///etc/passwd")))),
    "a script as an address": ("odd_uri", lambda p: link(p, action("URI", URI=String("JavaScript:alert(1)")))),
    "a form that sends itself": ("submit_form", lambda p: link(p, action("SubmitForm", F=String("https://e.example")))),
    "a link into another file": ("remote_goto", lambda p: link(p, action("GoToR", F=String("\\\\e.example\\x.pdf")))),
    "an XFA form": ("xfa", xfa),
    "a page that opens an address": ("additional_actions", page_opens_address),
    "a film": ("rich_media", lambda p: link(p, Dictionary(), "RichMedia", RichMediaContent=Dictionary())),
    "content kept elsewhere": ("external_file", external_stream),
}
