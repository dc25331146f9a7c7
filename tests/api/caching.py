"""A shared cache between everyone and the server, as eager as RFC 9111 lets one be."""

from __future__ import annotations

import re

from starlette.applications import Starlette

from tests.api.asking import Answer, Asked, ask

# What may be kept although it says nothing about how long (RFC 9110 § 15.1).
KEPT_BY_ITSELF = {200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501}


class SharedCache:
    """`ask` answers from what it kept of anybody's, when it may."""

    def __init__(self, app: Starlette) -> None:
        self.app = app
        self.kept: dict[str, list[tuple[dict[str, str], dict[str, str], Answer]]] = {}
        self.hits: list[str] = []

    async def ask(self, asked: Asked, cookie: str = "") -> Answer:
        given = {name.lower(): value for name, value in asked.headers} | ({"cookie": cookie} if cookie else {})
        for varying, directives, answer in self.kept.get(asked.path, []):
            if all(given.get(name, "") == value for name, value in varying.items()) and fresh(directives):
                self.hits.append(asked.path)
                return answer
        answer = await ask(self.app, asked, cookie)
        directives = said(answer.headers.get("cache-control", ""))
        if asked.method == "GET" and may_store(answer, directives):
            names = [each.strip().lower() for each in answer.headers.get("vary", "").split(",") if each.strip()]
            if "*" not in names:
                varying = {name: given.get(name, "") for name in names}
                self.kept.setdefault(asked.path, []).append((varying, directives, answer))
        return answer


def said(header: str) -> dict[str, str]:
    """Cache-Control as directives (RFC 9111 § 5.2)."""
    parts = (re.fullmatch(r'([\w-]+)(?:="?([^"]*)"?)?', each.strip().lower()) for each in header.split(","))
    return {each[1]: each[2] or "" for each in parts if each}


def may_store(answer: Answer, directives: dict[str, str]) -> bool:
    """RFC 9111 § 3: not what is private; what says nothing is kept by its status."""
    if {"no-store", "private"} & set(directives):
        return False
    told = {"public", "max-age", "s-maxage"} & set(directives) or "expires" in answer.headers
    return bool(told) or answer.status in KEPT_BY_ITSELF


def fresh(directives: dict[str, str]) -> bool:
    """Whether it may be used without asking again (§ 4); ours is so eager that silence means yes."""
    age = directives.get("s-maxage") or directives.get("max-age")
    return "no-cache" not in directives and (age is None or int(age) > 0)
