"""Workers killed at random while distractors are mined, in any number and order: the same bytes."""

import random
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from retrieval.encoders import build_encoder
from tests.flows.cluster import Cluster, wait_until

pytestmark = pytest.mark.long
KILLS = 20
SHARDS, ROWS, SIZE = 24, 2500, 3000
PHASES = ("texts", "scoring", "rescoring", "selecting")
FILES = ("keys.txt", "selection.json")
ORDERS = {1: "s.number", 2: "-s.number", 4: "md5(s.name)"}  # by the number of workers: how shards are sorted


@pytest.fixture(scope="module")
def wild(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Drawn descriptors of one encoder, as clip-retrieval writes them."""
    folder, dimension = tmp_path_factory.mktemp("wild"), build_encoder("demo").dimension
    for number in range(SHARDS):
        rows = np.random.default_rng(number).standard_normal((ROWS, dimension)).astype(np.float32)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        np.save(folder / f"img_emb_{number}.npy", rows.astype(np.float16))
        table = pa.table({"image_path": [f"{number:02d}/{row:05d}.jpg" for row in range(ROWS)]})
        pq.write_table(table, folder / f"metadata_{number}.parquet")
    return folder


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    with tempfile.TemporaryDirectory(prefix="arm", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)  # PostgreSQL runs as another user when we are root
        running = Cluster(Path(folder))
        try:
            running.start()
            yield running
        finally:
            running.stop()


def prepared(cluster: Cluster, wild: Path) -> None:
    """A benchmark with two categories, and the set."""
    version = build_encoder("demo").version
    cluster.run("create_benchmark", "kills", "--title", "Kills", "--cutoff", "2014-01-01")
    for name in ("food", "toys"):
        cluster.ask(
            "INSERT INTO curation_category (benchmark_id, level, name, extra_terms) "
            "SELECT id, 'coarse', %s, '[\"a red one\", \"a blue one\"]' FROM curation_benchmark RETURNING id",
            name,
        )
    source = ["--source", "descriptors", str(wild), "--option", "encoder=demo"]
    options = ["--option", f"encoder_version={version}", "--wait"]
    cluster.run("import_distractor_set", "kills", "wild", *source, *options)


def begun(cluster: Cluster, order: str, workers: list[str]) -> str:
    """A new run whose shards wait in that order, and no scores that it could use; its folder."""
    for name in workers:  # none of them may see the run before its shards are sorted
        cluster.kill(name)
    media = cluster.home / "data" / "media"
    for scores in media.glob("distractor-sets/*/mining"):
        shutil.rmtree(scores)
    cluster.run("mine_subset", "kills", "mini", "--size", str(SIZE), "--encoder", "demo")
    sorted_ = (
        f"SELECT m.id, row_number() OVER (ORDER BY {order}) AS place FROM curation_miningshard m "
        "JOIN curation_distractorshard s ON s.id = m.shard_id WHERE m.run_id = (SELECT max(id) FROM curation_miningrun)"
    )
    cluster.ask(
        f"WITH sorted AS ({sorted_}) UPDATE curation_miningshard m SET id = (SELECT max(id) FROM "
        "curation_miningshard) + 1000 + sorted.place FROM sorted WHERE sorted.id = m.id RETURNING m.id"
    )
    for name in workers:
        cluster.again(name)
    ((public_id,),) = cluster.ask("SELECT public_id FROM curation_miningrun ORDER BY id DESC LIMIT 1")
    return str(media / "mining" / str(public_id))


def phase(cluster: Cluster) -> str:
    """What the newest run is doing, or how it ended."""
    rows = cluster.ask("SELECT state, phase FROM curation_miningrun ORDER BY id DESC LIMIT 1")
    return "away" if not rows else rows[0][1] if rows[0][0] == "running" else rows[0][0]


def until(cluster: Cluster, wanted: str) -> str:
    """Wait until the newest run has come so far; how far it is then."""
    order = [*PHASES, "done"]
    deadline = time.monotonic() + 120
    while (now := phase(cluster)) not in order or order.index(now) < order.index(wanted):
        assert time.monotonic() < deadline, told(cluster)
        time.sleep(0.02)
    return now


def told(cluster: Cluster) -> str:
    """What a person would look at when a run does not end."""
    jobs = "SELECT kind, state, attempts, worker, error FROM curation_job WHERE state IN ('pending', 'running', 'dead')"
    return f"{phase(cluster)}: {cluster.ask(jobs)}"


def ended(cluster: Cluster, what: str) -> None:
    """Wait until the newest run is done."""
    try:
        wait_until(lambda: phase(cluster) == "done", what, 240)
    except AssertionError as error:
        raise AssertionError(told(cluster)) from error


def read(folder: str) -> dict[str, bytes]:
    return {name: (Path(folder) / name).read_bytes() for name in FILES}


def strike(cluster: Cluster, chance: random.Random, workers: list[str]) -> str:
    """Kill one thing, mostly a worker or what works in it, and start it again."""
    victim = chance.choice(["worker", "child", "child", "redis", "postgres"])
    name = chance.choice(workers) if victim in ("worker", "child") else victim
    if victim == "child":
        cluster.kill_child(name)
    else:
        cluster.kill(name)
        cluster.again(name)
    return victim


def test_twenty_kills_with_one_two_and_four_workers_in_three_orders_leave_the_same_bytes(
    cluster: Cluster, wild: Path
) -> None:
    prepared(cluster, wild)
    calm = begun(cluster, "s.number", [])
    cluster.begin_worker("worker0", cluster.environment())
    ended(cluster, "the undisturbed run")
    expected = read(calm)
    assert len(expected["keys.txt"].splitlines()) == SIZE

    chance, killed, struck = random.Random(3), [], []
    workers = ["worker0"]
    for turn, (count, order) in enumerate(ORDERS.items(), start=1):
        while len(workers) < count:
            workers.append(f"worker{len(workers)}")
            cluster.begin_worker(workers[-1], cluster.environment())
        folders = [begun(cluster, order, workers)]
        while len(killed) < -(-KILLS * turn // len(ORDERS)):
            reached = until(cluster, chance.choice(PHASES))
            if reached == "done":  # it was quicker than we: once more
                folders.append(begun(cluster, order, workers))
                continue
            time.sleep(chance.uniform(0.0, 0.3))
            struck.append(reached)
            killed.append(strike(cluster, chance, workers))
        for folder in folders:
            ended(cluster, f"{count} workers after {killed}")
            assert read(folder) == expected, (count, order)
    assert cluster.ask("SELECT kind, error FROM curation_job WHERE state IN ('failed', 'dead')") == []
    assert {"scoring", "rescoring"} <= set(struck), struck
    assert len(killed) >= KILLS
