"""Workers, broker and database killed at random while a set is imported and indexed: not one byte differs."""

import random
import tempfile
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from tests.factories import photo
from tests.flows.cluster import Cluster, wait_until

pytestmark = pytest.mark.long
KILLS = 20
OF_BUILDS = 5  # of them while an index is being built
WORKERS = ("worker1", "worker2")
PICTURES, SHARD = 192, 12


@pytest.fixture(scope="module")
def wild(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pictures, some of them torn."""
    folder = tmp_path_factory.mktemp("wild")
    for number in range(PICTURES):
        data = photo(number, (900, 675))
        (folder / f"{number:04d}.jpg").write_bytes(data[: len(data) // 2] if number % 17 == 3 else data)
    return folder


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    with tempfile.TemporaryDirectory(prefix="ark", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)  # PostgreSQL runs as another user when we are root
        running = Cluster(Path(folder))
        try:
            running.start()
            for name in WORKERS:
                running.begin_worker(name, running.environment())
            yield running
        finally:
            running.stop()


def begun(cluster: Cluster, slug: str, wild: Path) -> None:
    source = ["--source", "folder", str(wild), "--shard-size", str(SHARD), "--encoder", "default"]
    cluster.run("import_distractor_set", "kills", slug, *source)


def ended(cluster: Cluster, slug: str) -> bool:
    active = "SELECT 1 FROM curation_job WHERE state IN ('pending', 'running')"
    done = "SELECT 1 FROM curation_distractorset WHERE slug = %s AND state = 'done'"
    return bool(cluster.ask(done, slug)) and cluster.ask(f"SELECT EXISTS ({active})") == [(False,)]


def tree(cluster: Cluster, slug: str) -> dict[str, str]:
    """Digests of everything that lies in the storage of a set."""
    ((public_id,),) = cluster.ask("SELECT public_id FROM curation_distractorset WHERE slug = %s", slug)
    folder = cluster.home / "data" / "media" / "distractor-sets" / str(public_id)
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


def rows(cluster: Cluster, slug: str) -> list[object]:
    """What PostgreSQL says of its shards, times aside."""
    return cluster.ask(
        "SELECT number, name, s.state, accepted, refused, refusals::text, size, manifest FROM "
        "curation_distractorshard s JOIN curation_distractorset d ON d.id = s.set_id WHERE d.slug = %s "
        "ORDER BY number",
        slug,
    )


def is_building(cluster: Cluster) -> bool:
    return bool(
        cluster.ask("SELECT 1 FROM curation_job WHERE kind = 'distractors.index' AND state = 'running'")
    )


def strike(cluster: Cluster, chance: random.Random) -> str:
    """Kill one thing and start it again; what it was."""
    victim = chance.choice(["worker", "worker", "child", "redis", "postgres"])
    if victim == "child":
        name = chance.choice(WORKERS)
        cluster.kill_child(name)
    else:
        name = chance.choice(WORKERS) if victim == "worker" else victim
        cluster.kill(name)
        time.sleep(chance.uniform(0.0, 0.5))  # how long it is away
        cluster.again(name)
    return victim


def test_twenty_kills_at_random_leave_the_bytes_of_an_undisturbed_run(cluster: Cluster, wild: Path) -> None:
    cluster.run("create_benchmark", "kills", "--title", "Kills", "--cutoff", "2014-01-01")
    begun(cluster, "calm", wild)
    wait_until(lambda: ended(cluster, "calm"), "the undisturbed run", 180)
    expected = tree(cluster, "calm")
    assert len([name for name in expected if name.endswith("shard.json")]) == PICTURES // SHARD
    assert {name.split("/")[0] for name in expected} == {"shards", "compact", "indexes"}

    chance, killed, slugs = random.Random(7), [], ["wild0"]
    begun(cluster, slugs[-1], wild)
    while len(killed) < KILLS:
        if ended(cluster, slugs[-1]):  # it was quicker than we: once more
            slugs.append(f"wild{len(slugs)}")
            begun(cluster, slugs[-1], wild)
        building = is_building(cluster)
        if building or len(killed) < KILLS - OF_BUILDS or len(slugs) > 1:
            killed.append(strike(cluster, chance))
        deadline = time.monotonic() + chance.uniform(0.3, 2.0)
        while time.monotonic() < deadline and not (is_building(cluster) and not building):
            time.sleep(0.05)
    for slug in slugs:
        wait_until(lambda slug=slug: ended(cluster, slug), f"{slug} to end after {killed}", 200)
        assert tree(cluster, slug) == expected
        assert rows(cluster, slug) == rows(cluster, "calm")
    assert cluster.ask("SELECT kind, error FROM curation_job WHERE state IN ('failed', 'dead')") == []
    assert set(killed) == {"worker", "child", "redis", "postgres"}
