"""The app itself: built files, and index.html for every address that is the app's own."""

from __future__ import annotations

import gzip
import mimetypes
from functools import lru_cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from folkevalgt.api.http import refusal
from folkevalgt.errors import not_found

STATIC = Path(__file__).resolve().parents[1] / "static"
for ending, kind in {
    ".mjs": "text/javascript",
    ".js": "text/javascript",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".ftl": "text/plain",
}.items():
    mimetypes.add_type(kind, ending)

FOREVER = "public, max-age=31536000, immutable"
CHECK = "no-cache"
LONGEST = 255
SQUEEZED = ("text/", "application/json", "application/manifest+json", "application/wasm", "image/svg+xml")


@lru_cache(maxsize=400)
def _load(path: Path, changed: int) -> tuple[bytes, bytes | None, str]:
    """The bytes, gzipped too where that pays, and the media type."""
    data = path.read_bytes()
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    squeezed = gzip.compress(data, 9, mtime=0) if media_type.startswith(SQUEEZED) and len(data) > 500 else None
    return data, squeezed, media_type


async def page(request: Request) -> Response:
    """A built file, else the app's first page; the app itself says when an address is none of its own."""
    path = request.path_params["path"]
    if "\0" in path or len(path) > LONGEST:  # no file system has such names
        return refusal(not_found())
    wanted = (STATIC / path).resolve()
    if not wanted.is_relative_to(STATIC) or not wanted.is_file():
        if wanted.suffix or path.startswith(("api/", "files/", "assets/", "pdfjs/")):
            return refusal(not_found())
        wanted = STATIC / "index.html"
    try:
        stat = wanted.stat()
    except FileNotFoundError:
        return Response("Appen er ikke bygget. Kjør «make pilot».", 503, media_type="text/plain; charset=utf-8")
    data, squeezed, media_type = _load(wanted, stat.st_mtime_ns)
    hashed = "assets" in wanted.relative_to(STATIC).parts
    etag = f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'
    headers = {"cache-control": FOREVER if hashed else CHECK, "etag": etag, "vary": "accept-encoding"}
    if etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if squeezed and "gzip" in request.headers.get("accept-encoding", ""):
        headers["content-encoding"] = "gzip"
        data = squeezed
    return Response(data, headers=headers, media_type=media_type)


PAGES = [Route("/{path:path}", page, methods=["GET"])]
