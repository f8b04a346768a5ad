"""Two machines that share nothing but PostgreSQL, Redis and a bucket make one set between them.

Each machine is a network namespace with a worker in it. Nothing tells a worker of the other one: all it is
given are DATABASE_URL, REDIS_URL and the bucket.
"""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer

from tests.factories import photo
from tests.flows.cluster import Cluster, free_port, wait_until

pytestmark = pytest.mark.long
MACHINES = {"one": "10.213.71", "two": "10.213.72"}  # each behind a cable of its own
BUCKET = "aristarch"


def ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True)


def namespace(machine: str) -> str:
    return f"ari{os.getpid() % 10000}{machine}"


def connected(machine: str, network: str) -> None:
    """A namespace with one cable to us: we are .1, it is .2, and it knows no other way out."""
    space = namespace(machine)
    ip("netns", "add", space)
    ip("link", "add", space, "type", "veth", "peer", "name", "cable", "netns", space)
    ip("addr", "add", f"{network}.1/30", "dev", space)
    ip("link", "set", space, "up")
    ip("-n", space, "addr", "add", f"{network}.2/30", "dev", "cable")
    ip("-n", space, "link", "set", "cable", "up")
    ip("-n", space, "link", "set", "lo", "up")


@pytest.fixture
def networks() -> Iterator[None]:
    if os.geteuid() != 0:
        pytest.skip("network namespaces are made by root")
    try:
        for machine, network in MACHINES.items():
            connected(machine, network)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"this machine makes no network namespaces: {error}")
    try:
        yield
    finally:
        for machine in MACHINES:
            subprocess.run(["ip", "link", "del", namespace(machine)], check=False, capture_output=True)
            subprocess.run(["ip", "netns", "del", namespace(machine)], check=False, capture_output=True)


@pytest.fixture
def s3_port() -> Iterator[int]:
    port = free_port()
    server = ThreadedMotoServer("0.0.0.0", port, verbose=False)
    server.start()
    client = boto3.client(
        "s3",
        endpoint_url=f"http://127.0.0.1:{port}",
        aws_access_key_id="someone",
        aws_secret_access_key="a secret of someone",
        region_name="us-east-1",
    )
    client.create_bucket(Bucket=BUCKET)
    try:
        yield port
    finally:
        server.stop()


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    with tempfile.TemporaryDirectory(prefix="arn", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)  # PostgreSQL runs as another user when we are root
        running = Cluster(Path(folder), listen="*")
        try:
            running.start()
            yield running
        finally:
            running.stop()


def bucket_of(host: str, port: int) -> dict[str, str]:
    return {
        "ARISTARCH_S3_BUCKET": BUCKET,
        "ARISTARCH_S3_ENDPOINT": f"http://{host}:{port}",
        "ARISTARCH_S3_REGION": "us-east-1",
        "ARISTARCH_S3_ACCESS_KEY": "someone",
        "ARISTARCH_S3_SECRET_KEY": "a secret of someone",
    }


def test_two_machines_share_one_run(networks: None, s3_port: int, cluster: Cluster, tmp_path: Path) -> None:
    wild = tmp_path / "wild"
    wild.mkdir()
    for number in range(96):
        (wild / f"{number:03d}.jpg").write_bytes(photo(number, (900, 675)))
    here = bucket_of("127.0.0.1", s3_port)
    cluster.run("create_benchmark", "shared", "--title", "Shared", "--cutoff", "2014-01-01", **here)
    source = ["--source", "folder", str(wild), "--shard-size", "6", "--encoder", "default"]
    cluster.run("import_distractor_set", "shared", "wild", *source, **here)
    for machine, network in MACHINES.items():
        host = f"{network}.1"
        own = cluster.environment(
            host, ARISTARCH_HOME=str(cluster.home / machine), **bucket_of(host, s3_port)
        )
        cluster.begin_worker(machine, own, before=("ip", "netns", "exec", namespace(machine)))

    def is_over() -> bool:
        states = "SELECT state FROM curation_distractorset UNION ALL SELECT state FROM curation_job"
        return {state for (state,) in cluster.ask(states)} == {"done"}

    wait_until(is_over, "the set", 240)
    assert cluster.ask("SELECT count(*), sum(accepted) FROM curation_distractorshard") == [(16, 96)]
    done_by = cluster.ask(
        "SELECT DISTINCT split_part(worker, ':', 2) FROM curation_job WHERE kind = 'distractors.shard'"
    )
    assert len(done_by) == len(MACHINES)
    assert not (cluster.home / "data" / "media").exists()
    for machine in MACHINES:
        assert not (cluster.home / machine / "media").exists()
        assert list((cluster.home / machine / "building").rglob("*.jpg")) == []
