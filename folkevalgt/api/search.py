"""The search in everything that whoever asks has been given."""

from __future__ import annotations

import re
from typing import get_args

from folkevalgt.api.http import Call
from folkevalgt.errors import Refusal
from folkevalgt.models.manifest import DocumentKind
from folkevalgt.search import asked
from folkevalgt.search.find import find
from folkevalgt.search.shapes import SearchAnswer

# What may stand after the question mark; of `q` only its length is asked about.
PATTERNS = {
    "q": re.compile(rf"(?s).{{0,{asked.LONGEST}}}"),
    "committee": re.compile(r"(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})?"),
    "year": re.compile(r"(?:[0-9]{4})?"),
    "kind": re.compile("|".join(["item", *get_args(DocumentKind)]) + "|"),
    "from": re.compile(r"[0-9]{0,7}"),
}


async def search(call: Call) -> SearchAnswer:
    """Raises Refusal("bad_request") for what no screen of ours asks."""
    given = {name: call.request.query_params.get(name, "") for name in PATTERNS}
    for name, pattern in PATTERNS.items():
        if not pattern.fullmatch(given[name]):
            raise Refusal("bad_request", 400, name)
    typed, start = given.pop("q"), given.pop("from")
    return await find(call.signed.person, typed, given, int(start or 0))
