"""Distractors of sets in a release: counted, frozen, streamed out of their shards, gone once they are taken out."""

import os
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from curation.actions.distractor_sets.remove import Removal, remove_distractor
from curation.errors import Conflict
from curation.models import Benchmark, DistractorSet, DistractorShard, User
from releases.actions.content import content_of
from releases.actions.freeze_release import freeze_release, is_same
from releases.actions.gate import gate
from releases.actions.statistics import statistics
from releases.actions.stored_images import StoredImages
from releases.actions.withdraw import WithdrawalDetails, withdraw
from releases.models import FrozenShard
from tests import factories
from tests.releases.wild import draw, import_set, rows_of


@pytest.fixture
def wild(ready: Benchmark, tmp_path: Path) -> DistractorSet:
    """Ten pictures in three shards."""
    return import_set(ready, draw(tmp_path / "wild", 10))


def take_out(found: DistractorSet, *places: int) -> None:
    rows = rows_of(found)
    for place in places:
        remove_distractor(found, Removal(rows[place]["id"], "false-negative"), actor=None)


def codes(benchmark: Benchmark, *, with_distractors: bool = True) -> list[str]:
    return [found.code for found in gate(benchmark, with_distractors=with_distractors).problems]


def test_a_release_holds_the_sets_first_and_then_the_rows(
    ready: Benchmark, keeper: User, wild: DistractorSet
) -> None:
    release = freeze_release(ready, "1.0.0", actor=keeper)
    assert release.distractors_count == 14
    held = list(content_of(release).distractors)
    for entry, row in zip(held[:10], rows_of(wild), strict=True):
        assert (entry.key, entry.sha256) == (row["published"], row["release_sha256"])
        assert (entry.width, entry.height, entry.licence) == (500, 375, "CC0-1.0")
    assert {entry.source_url for entry in held[10:]} == {"https://example.org/d"}
    licences = {row["licence"]: row["images"] for row in statistics(release)["licences"]}
    assert licences == {"CC0-1.0": 10, "CC-BY-4.0": 13}


def test_the_page_counts_as_the_release_does_without_opening_a_shard(
    ready: Benchmark, keeper: User, wild: DistractorSet
) -> None:
    take_out(wild, 3)
    for shard in wild.shards.all():
        default_storage.delete(f"{shard.folder}/rows.parquet")
    assert gate(ready, with_distractors=False).counts["distractors"] == 13


def test_any_part_of_the_sequence_is_found_without_the_shards_before_it(
    ready: Benchmark, keeper: User, wild: DistractorSet
) -> None:
    take_out(wild, 0, 5)
    release = freeze_release(ready, "1.0.0", actor=keeper)
    held = list(content_of(release).distractors)
    assert len(held) == 12
    for start in range(13):
        for stop in range(start, 14):
            assert list(content_of(release).distractors.between(start, stop)) == held[start:stop]
    first = FrozenShard.objects.get(release=release, position=0)
    default_storage.delete(f"{first.folder}/rows.parquet")
    assert list(content_of(release).distractors.between(3, 14)) == held[3:]


def test_what_was_taken_out_is_not_in_the_next_release_and_stays_in_the_one_before(
    ready: Benchmark, keeper: User, wild: DistractorSet
) -> None:
    first = freeze_release(ready, "1.0.0", actor=keeper)
    assert is_same(first)
    take_out(wild, 3, 4, 9)
    assert not is_same(first)
    second = freeze_release(ready, "1.1.0", actor=keeper)
    rows = rows_of(wild)
    gone = {rows[place]["published"] for place in (3, 4, 9)}
    before, after = ([entry.key for entry in content_of(release).distractors] for release in (first, second))
    assert gone <= set(before)
    assert after == [key for key in before if key not in gone]
    assert statistics(second)["licences"][1] == {"licence": "CC0-1.0", "images": 7}


def test_a_shard_of_which_nothing_is_left_is_not_in_the_release(
    ready: Benchmark, keeper: User, wild: DistractorSet
) -> None:
    take_out(wild, 0, 1, 2, 3)
    release = freeze_release(ready, "1.0.0", actor=keeper)
    assert [shard.first for shard in FrozenShard.objects.filter(release=release).order_by("position")] == [
        0,
        4,
    ]


def test_a_set_that_is_not_done_stands_in_the_way_with_what_to_do(
    ready: Benchmark, keeper: User, wild: DistractorSet
) -> None:
    wild.shards.filter(number=1).update(state=DistractorShard.State.PENDING)
    DistractorSet.objects.update(state=DistractorSet.State.PAUSED)
    assert codes(ready) == codes(ready, with_distractors=False) == ["release.set-unfinished"]
    with pytest.raises(Conflict, match="2 of its 3 shards are there") as refused:
        freeze_release(ready, "1.0.0", actor=keeper)
    assert refused.value.code == "release.not-ready"
    DistractorSet.objects.update(state=DistractorSet.State.CANCELLED)
    assert freeze_release(ready, "1.0.0", actor=keeper).distractors_count == 4


def test_a_set_of_descriptors_is_left_out_and_the_release_says_so(
    ready: Benchmark, keeper: User, wild: DistractorSet
) -> None:
    DistractorSet.objects.update(kind="hdf5")
    release = freeze_release(ready, "1.0.0", actor=keeper)
    assert release.distractors_count == 4
    (told,) = release.parameters["distractor_sets"]
    assert "descriptors without images" in told["left_out"]


def test_a_set_without_a_licence_waits_for_somebody_to_state_it(
    ready: Benchmark, keeper: User, tmp_path: Path
) -> None:
    import_set(ready, draw(tmp_path / "wild", 3), licence="")
    assert codes(ready) == ["release.set-without-licence"]
    with pytest.raises(CommandError, match="no licence that can be published"):
        call_command("state_set_licence", ready.slug, "wild", "free")
    call_command("state_set_licence", ready.slug, "wild", "CC-BY-4.0", by=keeper.email)
    release = freeze_release(ready, "1.0.0", actor=keeper)
    assert {entry.licence for entry in content_of(release).distractors} == {"CC-BY-4.0"}
    assert statistics(release)["licences"] == [{"licence": "CC-BY-4.0", "images": 16}]


def test_the_database_refuses_to_change_or_delete_a_frozen_shard(
    ready: Benchmark, keeper: User, wild: DistractorSet
) -> None:
    freeze_release(ready, "1.0.0", actor=keeper)
    with pytest.raises(DatabaseError), transaction.atomic():
        FrozenShard.objects.update(count=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        FrozenShard.objects.all()._raw_delete("default")


def test_images_are_read_out_of_the_tar_and_trusted_until_it_is_touched(
    ready: Benchmark, keeper: User, wild: DistractorSet
) -> None:
    release = freeze_release(ready, "1.0.0", actor=keeper)
    images = StoredImages(release)
    entry = list(content_of(release).distractors)[5]
    row = rows_of(wild)[5]
    tar = Path(default_storage.path(FrozenShard.objects.get(position=1).folder)) / "images.tar"
    data = images.read(entry)
    assert data == tar.read_bytes()[row["offset"] : row["offset"] + row["size"]]
    assert data[:2] == b"\xff\xd8"
    assert images.unchanged(entry)
    os.utime(tar)
    assert not images.unchanged(entry)


def test_rows_that_are_not_those_that_were_frozen_are_refused(
    ready: Benchmark, keeper: User, wild: DistractorSet
) -> None:
    release = freeze_release(ready, "1.0.0", actor=keeper)
    folder = Path(default_storage.path(FrozenShard.objects.get(position=0).folder))
    other = Path(default_storage.path(FrozenShard.objects.get(position=1).folder))
    (folder / "rows.parquet").write_bytes((other / "rows.parquet").read_bytes())
    with pytest.raises(Conflict, match="another SHA-256") as refused:
        list(content_of(release).distractors)
    assert refused.value.code == "release.shard-changed"
    assert codes(ready) == ["release.shard-changed"]


def test_control_characters_of_a_source_do_not_stop_a_release(
    ready: Benchmark, keeper: User, wild: DistractorSet, tmp_path: Path
) -> None:
    folder = draw(tmp_path / "listed", 1)
    table = folder / "list.csv"
    table.write_text('path,licence,author,source_url\n000.jpg,CC0-1.0,"A.\nPerson\x07",https://x.org\n')
    DistractorSet.objects.update(state=DistractorSet.State.CANCELLED)
    import_set(ready, table, slug="listed", kind="csv")
    release = freeze_release(ready, "1.0.0", actor=keeper)
    assert next(entry.author for entry in content_of(release).distractors) == "A. Person"


def test_copies_of_a_withdrawn_file_stay_out_wherever_they_come_from(
    ready: Benchmark, keeper: User, wild: DistractorSet, tmp_path: Path
) -> None:
    again = import_set(ready, draw(tmp_path / "again", 2, first=4), slug="again")
    factories.make_distractor(ready, original=factories.make_original(4, (640, 480)))
    assert gate(ready).counts["distractors"] == 17
    asked = WithdrawalDetails(kind="distractor", key=rows_of(wild)[4]["published"], reason_public="Asked.")
    withdraw(ready, asked, actor=keeper)
    release = freeze_release(ready, "1.0.0", actor=keeper)
    assert release.distractors_count == 14
    assert rows_of(again)[0]["published"] not in {entry.key for entry in content_of(release).distractors}
