"""The files of a release: read by hash, trusted only as long as nobody touched them."""

import os
from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from curation.models import Benchmark, Original, User
from releases.actions.content import content_of
from releases.actions.freeze_release import freeze_release
from releases.actions.stored_images import StoredImages
from releases.models import Release
from retrieval.bundle.parts import Entry


@pytest.fixture
def release(ready: Benchmark, keeper: User) -> Release:
    return freeze_release(ready, "1.0.0", actor=keeper)


def entries(release: Release) -> list[Entry]:
    content = content_of(release)
    return [*content.objects[0].images, *content.distractors]


def file_of(entry: Entry) -> Path:
    original = Original.objects.get(release_sha256=entry.sha256)
    return Path(default_storage.path(original.file_name("release")))


def test_an_untouched_file_need_not_be_hashed_again(release: Release) -> None:
    images = StoredImages(release)
    for entry in entries(release):
        assert images.read(entry) == file_of(entry).read_bytes()
        assert images.unchanged(entry)


def test_a_touched_file_has_to_be_hashed_again_whatever_its_date_says(release: Release) -> None:
    images = StoredImages(release)
    for entry in entries(release):
        path = file_of(entry)
        before = path.stat()
        while path.stat().st_ctime_ns <= before.st_ctime_ns:  # the clock of files ticks now and then
            path.write_bytes(path.read_bytes())
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        assert not images.unchanged(entry)
