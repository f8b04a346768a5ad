"""What the interface called saved survives a kill in the middle, and every job ends once."""

import hashlib
import http.client
import json
from pathlib import Path

import pytest

from config.demo.client import Person, Refused
from tests.factories import photo
from tests.flows.studio import Studio

pytestmark = pytest.mark.slow


@pytest.fixture
def collector(studio: Studio) -> Person:
    studio.run("create_benchmark", "crashes", "--title", "Crashes", "--cutoff", "2014-01-01")
    return studio.account("crash@example.org", "crashes", "collector")


def jobs_of(studio: Studio, kind: str) -> list[dict[str, object]]:
    code = (
        "import json; from curation.jobs import Job;"
        f"print(json.dumps(list(Job.objects.filter(kind={kind!r}, benchmark__slug='crashes')"
        ".values('state', 'attempts', 'args'))))"
    )
    return list(json.loads(studio.python(code).splitlines()[-1]))


def test_a_worker_killed_in_the_middle_of_its_jobs_loses_none(
    studio: Studio, collector: Person, tmp_path: Path
) -> None:
    collector.post("benchmarks/crashes/objects/", {"name": "Killed worker", "key": "killed_worker"})
    images = []
    for seed in range(12):
        path = tmp_path / f"{seed}.jpg"
        path.write_bytes(photo(seed, (1600, 1200)))
        images.append(collector.upload(path, benchmark="crashes", object="killed_worker", role="positive"))
        if seed in (3, 7, 11):
            studio.kill("worker")

    def is_over() -> bool:
        return all(job["state"] not in ("pending", "running") for job in jobs_of(studio, "neighbours.check"))

    studio.wait_until(is_over, "all jobs to end", seconds=240)
    states = [job["state"] for job in jobs_of(studio, "neighbours.check")]
    assert states == ["done"] * len(states)
    assert len(states) >= 12
    assert all(
        not image["checking"]
        for image in collector.get("benchmarks/crashes/objects/killed_worker/")["images"]
    )


def test_a_web_process_killed_in_the_middle_of_an_upload_loses_nothing_acknowledged(
    studio: Studio, collector: Person, tmp_path: Path
) -> None:
    collector.post("benchmarks/crashes/objects/", {"name": "Killed web", "key": "killed_web"})
    data = photo(99, (3000, 2200))
    path = tmp_path / "large.jpg"
    path.write_bytes(data)
    address = collector.begin(path, benchmark="crashes", object="killed_web", role="query")
    half = len(data) // 2
    assert collector.send(address, data[:half], 0) == half
    half_sent(studio, collector, address, data[half:], half)
    studio.kill("web")
    studio.wait_until(studio.answers, "the web server to come back")
    offset = collector.offset(address)
    assert half <= offset <= len(data)
    collector.send(address, data[offset:], offset)
    work = collector.get("benchmarks/crashes/objects/killed_web/")
    assert [image["role"] for image in work["images"]] == ["query"]
    digest = studio.python(
        "from curation.models import Image; print(Image.objects.get(object__key='killed_web').original.sha256)"
    )
    assert digest.split()[-1] == hashlib.sha256(data).hexdigest()
    stored = studio.home / "media" / "original" / digest.split()[-1][:2] / digest.split()[-1]
    assert stored.read_bytes() == data


def half_sent(studio: Studio, person: Person, address: str, rest: bytes, offset: int) -> None:
    """Promise the rest, send half of it, and hang up."""
    connection = http.client.HTTPConnection("127.0.0.1", studio.port, timeout=10)
    path = address[address.index("/api/") :]
    connection.putrequest("PATCH", path)
    for name, value in person.headers(address).items():
        connection.putheader(name, value)
    connection.putheader("Tus-Resumable", "1.0.0")
    connection.putheader("Upload-Offset", str(offset))
    connection.putheader("Content-Type", "application/offset+octet-stream")
    connection.putheader("Content-Length", str(len(rest)))
    connection.endheaders()
    connection.send(rest[: len(rest) // 2])
    connection.close()


def test_a_broken_picture_is_refused_with_a_reason_and_leaves_nothing(
    studio: Studio, collector: Person, tmp_path: Path
) -> None:
    collector.post("benchmarks/crashes/objects/", {"name": "Broken", "key": "broken"})
    path = tmp_path / "broken.jpg"
    path.write_bytes(photo(5, (1200, 900))[:4000])
    with pytest.raises(Refused) as refused:
        collector.upload(path, benchmark="crashes", object="broken", role="query")
    assert refused.value.status == 422
    assert refused.value.problem["code"]
    assert refused.value.problem["detail"].endswith(".")
    assert collector.get("benchmarks/crashes/objects/broken/")["images"] == []
