"""Exports are written and verified once, agree with each other, and say how they ended."""

from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from curation.errors import Conflict, DomainError
from curation.jobs import Job
from curation.models import AuditEntry, Benchmark, User
from releases.actions.content import content_of
from releases.actions.freeze_release import freeze_release
from releases.actions.progress import Watch
from releases.actions.request_export import request_export
from releases.actions.run_export import export_to, note_export, run_export
from releases.models import Export, Release
from retrieval.bundle.errors import BundleError, ExportCancelledError
from retrieval.bundle.reader import read_release
from retrieval.bundle.verify import verify


@pytest.fixture
def release(ready: Benchmark, keeper: User) -> Release:
    return freeze_release(ready, "1.0.0", actor=keeper)


def test_an_export_is_written_verified_and_noted(release: Release, keeper: User) -> None:
    export = request_export(release, "ilias", actor=keeper)
    assert export.job is not None
    assert (export.job.kind, export.job.args) == ("release.export", [export.pk])
    told: list[tuple[int, int]] = []
    run_export(export, lambda done, total: told.append((done, total)))
    export.refresh_from_db()
    release.refresh_from_db()
    assert export.state == Export.State.VERIFIED
    assert export.verification["ok"] is True
    assert export.manifest_sha256 == release.manifest_sha256
    assert verify(Path(export.folder)).manifest_sha256 == release.manifest_sha256
    assert told[-1][0] == told[-1][1]
    assert AuditEntry.objects.filter(action="releases.export.verified").exists()


def test_two_exports_are_the_same_bytes(release: Release, tmp_path: Path) -> None:
    first = export_to(release, "ilias", tmp_path / "first", watch=Watch())
    second = export_to(release, "ilias", tmp_path / "second", watch=Watch())
    assert first.written.manifest_sha256 == second.written.manifest_sha256
    assert read_release(tmp_path / "first") == read_release(tmp_path / "second")


def test_an_export_asked_for_again_is_the_same(release: Release, keeper: User) -> None:
    export = request_export(release, "ilias", actor=keeper)
    assert request_export(release, "ilias", actor=keeper).pk == export.pk
    assert Job.objects.filter(kind="release.export").count() == 1
    run_export(export)
    Job.objects.update(state=Job.State.DONE)
    assert request_export(release, "ilias", actor=keeper).state == Export.State.VERIFIED
    assert Job.objects.filter(kind="release.export").count() == 1


def test_an_export_whose_folder_is_gone_is_written_again(release: Release, keeper: User) -> None:
    export = request_export(release, "ilias", actor=keeper)
    run_export(export)
    Job.objects.update(state=Job.State.DONE)
    Path(export.folder).rename(Path(export.folder).with_name("moved"))
    again = request_export(release, "ilias", actor=keeper)
    assert (again.pk, again.state) == (export.pk, Export.State.WAITING)
    run_export(again)
    assert again.state == Export.State.VERIFIED


def test_a_layout_nobody_can_write_is_refused(release: Release, keeper: User) -> None:
    with pytest.raises(DomainError) as refused:
        request_export(release, "tiff", actor=keeper)
    assert refused.value.code == "export.layout"


def test_a_missing_image_fails_the_export_with_a_sentence(release: Release, keeper: User) -> None:
    image = release.images_frozen.first()
    assert image is not None
    default_storage.delete(image.source.original.file_name("release"))
    export = request_export(release, "ilias", actor=keeper)
    with pytest.raises(BundleError) as refused:
        run_export(export)
    assert refused.value.code == "bundle.image-missing"
    export.refresh_from_db()
    assert export.state == Export.State.FAILED
    assert "can't be read" in export.error


def test_a_cancelled_export_is_continued_by_the_next(release: Release, keeper: User) -> None:
    export = request_export(release, "ilias", actor=keeper)
    with pytest.raises(ExportCancelledError):
        run_export(export, cancelled=lambda: True)
    export.refresh_from_db()
    assert export.state == Export.State.FAILED
    Job.objects.update(state=Job.State.CANCELLED)
    run_export(request_export(release, "ilias", actor=keeper))
    assert Export.objects.get(pk=export.pk).state == Export.State.VERIFIED


def test_an_export_with_another_manifest_is_refused(release: Release, tmp_path: Path) -> None:
    note_export(release, "ilias", export_to(release, "ilias", tmp_path / "first", watch=Watch()), actor=None)
    Export.objects.update(manifest_sha256="0" * 64)  # as if the code had written other bytes before
    with pytest.raises(Conflict) as refused:
        export_to(release, "ilias", tmp_path / "out", watch=Watch())
    assert refused.value.code == "export.different"


def test_what_a_command_exported_is_shown_but_does_not_replace_a_copy(
    release: Release, keeper: User, tmp_path: Path
) -> None:
    done = export_to(release, "ilias", tmp_path / "mine", watch=Watch())
    export = note_export(release, "ilias", done, actor=keeper)
    assert (export.state, export.folder) == (Export.State.VERIFIED, str(tmp_path / "mine"))
    other = export_to(release, "ilias", tmp_path / "other", watch=Watch())
    assert note_export(release, "ilias", other, actor=keeper).folder == str(tmp_path / "mine")


def test_a_damaged_export_of_ours_is_moved_aside_and_written_again(release: Release, keeper: User) -> None:
    export = request_export(release, "ilias", actor=keeper)
    run_export(export)
    folder = Path(export.folder)
    (folder / "RELEASE.json").write_text("{}")
    run_export(export)
    assert verify(folder).ok
    kept = list(folder.parent.glob(f"{folder.name}.damaged-*"))
    assert [(path / "RELEASE.json").read_text() for path in kept] == ["{}"]


def test_every_layout_is_exported_and_each_has_a_manifest_of_its_own(release: Release, keeper: User) -> None:
    manifests = set()
    for layout in ("ilias", "webdataset", "coco", "all"):
        export = request_export(release, layout, actor=keeper)
        run_export(export)
        assert (export.state, export.verification["problems"]) == (Export.State.VERIFIED, [])
        manifests.add(export.manifest_sha256)
    assert len(manifests) == 4
    folder = Path(Export.objects.get(layout="all").folder)
    assert (folder / "ilias_core.tar").is_file()
    assert (folder / "webdataset/queries-000000.tar").is_file()
    assert (folder / "coco/queries.json").is_file()
    assert read_release(folder) == content_of(release)
