"""Papers as bytes: whole, in ranges, or not at all because the device has them."""

from __future__ import annotations

import pytest

from tests.papers import plan, published, version

pytestmark = pytest.mark.anyio

MANY_DIGITS = "9" * 5000
RANGES = {"0-0": (0, 1), "0-9": (0, 10), "5-": (5, None), "-7": (-7, None), "-99999999": (0, None)}
RANGES |= {"3-99999999": (3, None)}
NO_RANGES = ["bytes=-", "bytes=a-b", "bytes=1-2,4-5", "sider=1-2", "bytes 1-2", "", "bytes=1-2\u00b2"]
NO_RANGES += [f"bytes={MANY_DIGITS}-", f"bytes=-{MANY_DIGITS}"]


@pytest.fixture
async def paper(world):
    await published(world, plan())
    name = (await version("framlegg")).sha256
    return f"/files/{name}", name, await world.files.get(name)


async def test_the_whole_paper(visit, paper):
    path, name, data = paper
    async with visit("ordforer") as ordforer:
        answer = await ordforer.get(path)
        assert (answer.status_code, answer.content) == (200, data)
        told = {"etag": f'"{name}"', "accept-ranges": "bytes", "cache-control": "private, no-store"}
        told |= {"content-length": str(len(data)), "content-disposition": "attachment"}
        told |= {"content-security-policy": "sandbox; default-src 'none'", "x-content-type-options": "nosniff"}
        assert told.items() <= dict(answer.headers).items()


async def test_a_range_of_it(visit, paper):
    path, _, data = paper
    size = len(data)
    async with visit("ordforer") as ordforer:
        for asked, (start, end) in RANGES.items():
            answer = await ordforer.get(path, range=f"bytes={asked}")
            start, end = start if start >= 0 else size + start, end or size
            assert (answer.status_code, answer.content) == (206, data[start:end]), asked
            assert answer.headers["content-range"] == f"bytes {start}-{end - 1}/{size}"


async def test_a_range_outside_it(visit, paper):
    path, _, data = paper
    async with visit("ordforer") as ordforer:
        for asked in ("99999999-", "-0", "9-5"):
            answer = await ordforer.get(path, range=f"bytes={asked}")
            assert (answer.status_code, answer.content) == (416, b""), asked
            assert answer.headers["content-range"] == f"bytes */{len(data)}"


async def test_a_range_that_is_none_is_not_minded(visit, paper):
    path, _, data = paper
    async with visit("ordforer") as ordforer:
        for asked in NO_RANGES:
            answer = await ordforer.client.get(path, headers={"range": asked.encode("latin-1")})
            assert (answer.status_code, answer.content) == (200, data), asked[:20]


async def test_a_download_goes_on_only_in_the_same_file(visit, paper):
    path, name, _ = paper
    async with visit("ordforer") as ordforer:
        for said, status in {f'"{name}"': 206, '"annen"': 200, f'W/"{name}"': 200, "yesterday": 200}.items():
            answer = await ordforer.get(path, range="bytes=5-", if_range=said)
            assert answer.status_code == status, said


async def test_what_the_device_has_is_not_sent_again(visit, paper):
    path, name, _ = paper
    said = {f'"{name}"': 304, f'"a", "{name}"': 304, f'W/"{name}"': 304, "*": 304, '"a"': 200, "": 200}
    async with visit("ordforer") as ordforer:
        for tag, status in said.items():
            answer = await ordforer.get(path, if_none_match=tag)
            assert (answer.status_code, answer.content == b"") == (status, status == 304), tag


async def test_head_tells_the_size_and_minds_no_range(visit, paper):
    path, _, data = paper
    async with visit("ordforer") as ordforer:
        answer = await ordforer.client.head(path, headers={"range": "bytes=0-4"})
        assert (answer.status_code, answer.headers["content-length"], answer.content) == (200, str(len(data)), b"")


async def test_a_list_is_sent_as_it_is_kept_or_unpacked(world, visit, planned):
    async with visit("ordforer") as ordforer:
        name = (await ordforer.get("/api/papers")).json()["papers"][0]["manifest"]
        packed = await ordforer.get(f"/api/manifests/{name}", accept_encoding="gzip")
        plain = await ordforer.get(f"/api/manifests/{name}", accept_encoding="identity")
        assert packed.headers["content-encoding"] == "gzip"
        assert "content-encoding" not in plain.headers
        assert packed.content == plain.content
        assert (await ordforer.get(f"/api/manifests/{name}", if_none_match=f'"{name}"')).status_code == 304


async def test_an_unchanged_list_of_papers_costs_nothing(world, visit, clock_at):
    await published(world, plan())
    async with visit("ordforer") as ordforer:
        etag = (await ordforer.get("/api/papers")).headers["etag"]
        assert (await ordforer.get("/api/papers", if_none_match=etag)).status_code == 304
        await world.end_seat("ordforer", "Formannskapet")
        answer = await ordforer.get("/api/papers", if_none_match=etag)
        assert (answer.status_code, answer.json()) == (200, {"papers": []})
