"""With MILVUS_URI set the descriptors of a set go to the server and are searched there, with no other change."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from milvus import MilvusServer, MilvusServerConfig
from pytest_django import Settings

from curation.actions.distractor_sets.create import NewSet, create_distractor_set
from curation.jobs import enqueue
from curation.models import Benchmark, DistractorIndex, Image, Job, Object, SetNeighbour
from retrieval.index.milvus import MilvusIndex
from retrieval.index.milvus_collection import MilvusTarget
from tests.factories import make_image, make_original, photo
from workers import distractor_search, tasks, warm
from workers.distractor_search import SetSearch
from workers.local import drain
from workers.tasks.neighbours import fingerprint_of

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]
assert tasks is not None
SIZE = (640, 480)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def server(tmp_path: Path, settings: Settings) -> Iterator[str]:
    """The real one, from its wheel."""
    config = MilvusServerConfig(data_dir=str(tmp_path / "milvus"))
    config.update(**{key: free_port() for key in config.configurable_items if key.endswith("_port")})
    running = MilvusServer(config)
    running.webservice_port = free_port()
    running.start()
    settings.MILVUS_URI = f"http://127.0.0.1:{running.listen_port}"
    yield settings.MILVUS_URI
    running.stop()
    running.cleanup()


def test_descriptors_go_to_the_server_and_bring_up_the_same_candidates(
    server: str,
    benchmark_: Benchmark,
    object_: Object,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    settings: Settings,
) -> None:
    monkeypatch.setattr(warm, "_indexes", {})
    monkeypatch.setattr(distractor_search, "_searches", {})
    wild = tmp_path / "wild"
    wild.mkdir()
    for number in range(6):
        (wild / f"{number}.jpg").write_bytes(photo(number, SIZE))
    new = NewSet("wild", "folder", str(wild), {"shard_size": 4}, ("default",))
    found = create_distractor_set(benchmark_, new, actor=None)
    drain(Job.objects.all(), lambda done, total: None)
    built = DistractorIndex.objects.get(set=found, kind="milvus")
    assert built.rows == 6
    image = make_image(object_, Image.Role.QUERY, original=make_original(3, SIZE))
    enqueue("neighbours.check", image.pk)
    drain(Job.objects.all(), lambda done, total: None)
    assert SetNeighbour.objects.get(image=image).distractor.endswith("/3")
    index = MilvusIndex(MilvusTarget(server, built.folder), built.encoder)
    assert len(index) == 6
    index.drop()
    settings.MILVUS_URI = ""
    (pair,) = SetSearch(found).check(fingerprint_of(image.original))
    assert pair["distractor"].endswith("/3")
