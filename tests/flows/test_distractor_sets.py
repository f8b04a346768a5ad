"""A maintainer brings in a set while collectors work: watched, paused, resumed, another one called off."""

from pathlib import Path
from typing import Any

import pytest

from config.demo.client import Person, Refused
from tests.factories import photo
from tests.flows.studio import Studio

pytestmark = pytest.mark.slow
PICTURES, SHARD = 60, 3


@pytest.fixture(scope="module")
def wild(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wild")
    for number in range(PICTURES):
        data = photo(number, (900, 675))
        (folder / f"{number:03d}.jpg").write_bytes(b"" if number == 7 else data)
    return folder


def test_a_set_is_watched_paused_resumed_and_another_called_off(
    studio: Studio, wild: Path, tmp_path: Path
) -> None:
    studio.run("create_benchmark", "sets", "--title", "Sets", "--cutoff", "2014-01-01")
    person = studio.account("sets@example.org", "sets", "maintainer", "collector")
    source = ["--source", "folder", str(wild), "--shard-size", str(SHARD), "--by", "sets@example.org"]
    studio.run("import_distractor_set", "sets", "wild", *source)

    def now(slug: str = "wild") -> dict[str, Any]:
        return next(row for row in person.get("benchmarks/sets/distractor-sets/") if row["slug"] == slug)

    studio.wait_until(lambda: now()["shards"]["done"] > 0, "the first shard")
    address = f"distractor-sets/{now()['id']}"
    person.post(f"{address}/pause/", {})
    studio.wait_until(lambda: not running_shards(studio), "the shard under way to stop")
    paused = now()
    assert (paused["state"], paused["rate"]) == ("paused", None)
    assert 0 < paused["shards"]["done"] < PICTURES // SHARD
    # Nobody begins a shard, however long it takes; meanwhile the workers do what a collector waits for.
    person.post("benchmarks/sets/objects/", {"name": "Seen before", "key": "seen_before"})
    path = tmp_path / "seen.jpg"
    path.write_bytes(photo(20, (900, 675)))
    image = person.upload(path, benchmark="sets", object="seen_before", role="query")

    def neighbours() -> list[dict[str, Any]]:
        return list(person.get(f"images/{image}/set-neighbours/"))

    studio.wait_until(lambda: not person_checks(person), "the check of the upload")
    assert now()["shards"]["done"] == paused["shards"]["done"]

    person.post(f"{address}/resume/", {})
    studio.wait_until(lambda: now()["state"] == "done" and now()["index"] is not None, "the set", 240)
    done = now()
    assert done["shards"] == {"total": PICTURES // SHARD, "done": PICTURES // SHARD, "failed": 0}
    assert (done["accepted"], done["refusals"]) == (PICTURES - 1, {"image.empty": 1})
    (refused,) = person.get(f"{address}/refusals/")["results"]
    assert (refused["location"], refused["code"]) == ("007.jpg", "image.empty")
    studio.wait_until(lambda: len(neighbours()) > 0, "the copy among the distractors")
    (pair,) = neighbours()
    assert pair["distractor"].endswith("/020")
    assert (pair["suggested"], pair["picture"]["width"]) == ("duplicate", 500)

    studio.run("import_distractor_set", "sets", "again", *source)
    other = f"distractor-sets/{now('again')['id']}"
    assert person.post(f"{other}/cancel/", {})["state"] == "cancelled"
    studio.wait_until(lambda: not running_shards(studio), "the shard under way to stop")
    assert now("again")["shards"]["done"] < PICTURES // SHARD
    with pytest.raises(Refused) as refusal:
        person.post(f"{other}/resume/", {})
    assert (refusal.value.status, refusal.value.problem["code"]) == (409, "distractor-set.not-paused")


def person_checks(person: Person) -> bool:
    work = person.get("benchmarks/sets/objects/seen_before/")
    return any(image["checking"] for image in work["images"])


def running_shards(studio: Studio) -> bool:
    code = (
        "from curation.jobs import Job; print(Job.objects.active()"
        ".filter(kind__startswith='distractors.', benchmark__slug='sets').exists())"
    )
    return studio.python(code).split()[-1] == "True"
