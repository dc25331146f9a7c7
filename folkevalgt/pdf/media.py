"""What a file is, told by its bytes: archives name a Word file .pdf, and a RA-PDF ".jpg"."""

from __future__ import annotations

import re

PDF = "application/pdf"
WORD = "application/msword"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ODT = "application/vnd.oasis.opendocument.text"
OUTLOOK = "application/vnd.ms-outlook"
OLE = "application/x-ole-storage"
ZIP = "application/zip"
HTML = "text/html"
TEXT = "text/plain"
UNKNOWN = "application/octet-stream"

_HEAD = 1024
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def sniff(data: bytes) -> str:
    """The media type of `data` by its first bytes (for containers also by the names inside). Opens nothing."""
    head = data[:_HEAD]
    if head.startswith(b"PK\x03\x04"):
        return _zip(data)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _ole(data)
    if b"%PDF-" in head:
        return PDF
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith((b"II*\x00", b"MM\x00*")):
        return "image/tiff"
    if head.startswith(b"{\\rtf"):
        return "application/rtf"
    if _HTML.match(head):
        return HTML
    if head and not _CONTROL.search(data[: 64 * _HEAD]):
        return TEXT
    return UNKNOWN


def _zip(data: bytes) -> str:
    if b"mimetypeapplication/vnd.oasis.opendocument.text" in data[:_HEAD]:
        return ODT
    # Member names stand uncompressed, in the local headers and again in the directory at the end.
    for name, found in ((b"word/document", DOCX), (b"xl/workbook", XLSX), (b"ppt/presentation", PPTX)):
        if name in data:
            return found
    return ZIP


def _ole(data: bytes) -> str:
    if "__substg1.0_".encode("utf-16-le") in data:
        return OUTLOOK
    return WORD if "WordDocument".encode("utf-16-le") in data else OLE
