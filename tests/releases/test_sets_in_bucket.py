"""A release whose distractors lie in a bucket: rows are fetched once per machine, images by their range."""

from pathlib import Path

import pytest
from pytest_django import Settings

from curation.models import Role
from releases.actions.content import content_of
from releases.actions.freeze_release import freeze_release
from releases.actions.progress import Watch
from releases.actions.run_export import export_to
from releases.actions.stored_images import StoredImages
from tests import factories
from tests.curation import test_object_storage
from tests.releases.ready import make_ready_benchmark
from tests.releases.wild import accept, draw, import_set, rows_of

s3_server, bucket = test_object_storage.s3_server, test_object_storage.bucket


@pytest.mark.django_db(transaction=True)
def test_a_release_is_frozen_and_exported_out_of_a_bucket_on_any_machine(
    bucket: str, tmp_path: Path, settings: Settings
) -> None:
    benchmark = make_ready_benchmark()
    found = import_set(benchmark, draw(tmp_path / "wild", 6))
    accept(benchmark, [rows_of(found)[4]["published"]])
    release = freeze_release(benchmark, "1.0.0", actor=factories.make_user(benchmark, Role.MAINTAINER))
    first = export_to(release, "ilias", tmp_path / "first", watch=Watch())
    settings.HOME = tmp_path / "another"
    second = export_to(release, "ilias", tmp_path / "second", watch=Watch())
    assert second.written.manifest_sha256 == first.written.manifest_sha256
    assert first.verification.problems == ()
    entry = next(iter(content_of(release).distractors))
    assert not StoredImages(release).unchanged(entry)
