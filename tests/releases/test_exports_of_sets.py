"""From a folder of pictures to a verified release that holds them, in every layout and by any number of workers."""

import json
import tarfile
from dataclasses import replace
from pathlib import Path

import pytest

from curation.actions.distractor_sets.remove import Removal, remove_distractor
from curation.models import Benchmark, DistractorSet, Role
from releases.actions.content import content_of
from releases.actions.freeze_release import freeze_release
from releases.actions.progress import Watch
from releases.actions.run_export import How, export_to
from releases.actions.stored_images import StoredImages
from releases.models import Release
from retrieval.bundle.manifest import ExportOptions
from retrieval.bundle.reader import read_release
from retrieval.bundle.verify import verify
from retrieval.bundle.writer import ExportResult, Work, write_release
from tests import factories
from tests.releases.ready import make_ready_benchmark
from tests.releases.wild import accept, draw, import_set, rows_of

pytestmark = pytest.mark.django_db(transaction=True)  # further threads write with connections of their own
LAYOUTS = ("ilias", "webdataset", "coco", "all")


@pytest.fixture
def benchmark() -> Benchmark:
    return make_ready_benchmark()


@pytest.fixture
def wild(benchmark: Benchmark, tmp_path: Path) -> DistractorSet:
    return import_set(benchmark, draw(tmp_path / "wild", 10))


def frozen(benchmark: Benchmark, version: str) -> Release:
    return freeze_release(benchmark, version, actor=factories.make_user(benchmark, Role.MAINTAINER))


def members(path: Path) -> dict[str, bytes]:
    with tarfile.open(path) as tar:
        return {entry.name: tar.extractfile(entry).read() for entry in tar}  # type: ignore[union-attr]


def exported(release: Release, folder: Path, earlier: Path | None = None) -> ExportResult:
    """In tars of four distractors."""
    images = StoredImages(release)
    options = ExportOptions(layouts=("ilias", "webdataset"), shard_size=4)
    return write_release(content_of(release), folder, images.read, options, Work(earlier=earlier))


def test_a_set_goes_from_its_folder_into_every_layout(
    benchmark: Benchmark, wild: DistractorSet, tmp_path: Path
) -> None:
    rows = rows_of(wild)
    remove_distractor(wild, Removal(rows[6]["id"], "false-negative"), actor=None)
    chosen = sorted(rows[place]["published"] for place in (0, 3, 8))
    accept(benchmark, chosen)
    release = frozen(benchmark, "1.0.0")
    for layout in LAYOUTS:
        done = [
            export_to(
                release, layout, tmp_path / f"{layout}-{workers}", watch=Watch(), how=How(workers=workers)
            )
            for workers in (1, 2)
        ]
        assert [each.verification.problems for each in done] == [(), ()]
        assert len({each.written.manifest_sha256 for each in done}) == 1
    folder = tmp_path / "all-2"
    assert read_release(folder) == content_of(release)
    held = members(folder / "yfcc100m" / f"{benchmark.slug}_yfcc100m-000000.tar")
    assert list(held)[:9] == [f"{row['published']}.jpg" for row in rows if row is not rows[6]]
    assert len(held) == 13
    assert list(members(folder / "webdataset/mini-000000.tar")) == [f"{key}.jpg" for key in chosen]
    assert (folder / "image_ids/mini_ids.txt").read_text().split() == chosen
    (told,) = json.loads((folder / "selection.json").read_text())["subsets"]
    assert (told["name"], told["distractors"], told["selection"]["threshold"]) == ("mini", 3, 0.25)
    assert "mini" in (folder / "README.md").read_text()


def test_a_later_version_takes_every_tar_before_the_first_change_from_the_one_before(
    benchmark: Benchmark, wild: DistractorSet, tmp_path: Path
) -> None:
    exported(frozen(benchmark, "1.0.0"), tmp_path / "first")
    remove_distractor(wild, Removal(rows_of(wild)[9]["id"], "false-negative"), actor=None)
    factories.make_distractor(benchmark, source_url="https://example.org/d")
    second = exported(frozen(benchmark, "1.1.0"), tmp_path / "second", tmp_path / "first")
    tars = sorted((tmp_path / "second/yfcc100m").iterdir())
    shared = [tar.name for tar in tars if tar.stat().st_nlink > 1]
    assert shared == [tars[0].name, tars[1].name]
    assert len(tars) == 4
    assert second.reused > 2
    assert verify(tmp_path / "second").ok


def test_rows_that_come_leave_every_full_tar_of_the_sets_alone(
    benchmark: Benchmark, wild: DistractorSet, tmp_path: Path
) -> None:
    exported(frozen(benchmark, "1.0.0"), tmp_path / "first")
    factories.make_distractor(benchmark, source_url="https://example.org/d")
    exported(frozen(benchmark, "1.1.0"), tmp_path / "second", tmp_path / "first")
    tars = sorted((tmp_path / "second/yfcc100m").iterdir())
    assert [tar.stat().st_nlink > 1 for tar in tars] == [True, True, True, False]


def test_descriptors_added_later_change_no_byte_of_a_release(
    benchmark: Benchmark, wild: DistractorSet, tmp_path: Path
) -> None:
    release = frozen(benchmark, "1.0.0")
    before = exported(release, tmp_path / "before")
    wild.shards.update(manifest="0" * 64)  # as after another shard.json was stored
    assert exported(release, tmp_path / "after").manifest_sha256 == before.manifest_sha256


def test_a_release_without_sets_is_written_as_before(benchmark: Benchmark, tmp_path: Path) -> None:
    release = frozen(benchmark, "1.0.0")
    content = content_of(release)
    assert content.subsets == ()
    exported(release, tmp_path / "alone")
    assert not (tmp_path / "alone/selection.json").exists()
    assert replace(read_release(tmp_path / "alone"), subsets=()) == content
