"""Two hundred random corruptions of a folder with every layout: the verification names each of them."""

import json
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from retrieval.bundle import verify_content
from retrieval.bundle.manifest import SUMS, ExportOptions
from retrieval.bundle.schema import Subset
from retrieval.bundle.sign_folder import sign_folder
from retrieval.bundle.signature import SIGNATURE
from retrieval.bundle.signing_key import new_secret_key
from retrieval.bundle.verify import verify
from retrieval.bundle.writer import write_release
from tests.retrieval.bundle import mutated_archives as archives
from tests.retrieval.bundle import mutations as m
from tests.retrieval.bundle.drawn import Drawn, drawn_release

SEEDS = 200
OPTIONS = ExportOptions(layouts=("ilias", "webdataset", "coco"), shard_size=3, objects_per_tar=1)
CRUDE: tuple[m.Mutation, ...] = (
    *(m.crude(each) for each in (m.flip_bit, m.flip_bit, m.truncate, m.append, m.blank, m.swap, m.swap)),
    *(m.crude(each) for each in (m.delete, m.rename, m.link)),
    *(m.add_file, m.add_folder),
)
TABLES = ("images", "objects", "distractors", "subsets", "withdrawn")
COVERED: tuple[m.Mutation, ...] = (
    *(m.cell(f"metadata/{name}.csv") for name in (*TABLES, "images", "images")),
    *(m.lines(f"metadata/{name}.csv", m.HEAD) for name in TABLES),
    m.lines("metadata/evidence.jsonl", m.HEAD),
    *(m.lines(f"image_ids/{name}_ids.txt") for name in ("image_query", "text_query", "positive", "mini")),
    *(m.lines(name) for name in ("checksums.txt", "README.md", "DATASHEET.md", "ATTRIBUTION.md")),
    m.lines("CITATION.cff"),
    *(m.leaf(f"coco/{name}.json") for name in ("queries", "positives", "queries", "positives")),
    *(m.leaf(name) for name in ("croissant.json", "croissant.json", "misc/taxonomy.json", "selection.json")),
    *(m.leaf(m.HEAD, *m.STATING) for _ in range(3)),
    *(m.any_text("_bbox.txt"), m.any_text("_url.txt"), m.any_text(below="ilias_core/", suffix=".txt")),
    *(m.jpeg_at_other_quality, m.jpeg_at_other_quality, m.moved_box, m.unlisted_file),
    *(archives.tar(edit) for edit in archives.EDITS),
    *(archives.after_the_end, archives.in_the_padding, archives.with_pax_headers),
    *(archives.gzip_lines, archives.gzip_extras),
    *(archives.parquet_cell, archives.parquet_cell, archives.parquet_columns, archives.parquet_note),
)


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    drawn = drawn_release(distractors=8)
    subset = Subset(name="mini", keys=("d0001", "d0003", "d0004", "d0007"), selection={"seed": 3, "k": 4})
    return replace(drawn, release=replace(drawn.release, subsets=(subset,)))


@pytest.fixture(scope="module")
def whole(drawn: Drawn, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("whole") / "out"
    write_release(drawn.release, out, drawn.read, OPTIONS)
    assert verify(out).ok
    return out


def mutated(seed: int, whole: Path, folder: Path) -> tuple[m.Victim, Callable[..., None]]:
    """The corruption of that seed: three crude ones, then seven that cover themselves."""
    chance = random.Random(seed)
    victim = m.Victim.of(whole, folder)
    hidden = seed % 10 >= 3
    mutation = chance.choice(COVERED if hidden else CRUDE)
    mutation(victim, chance)
    if hidden:
        victim.cover()
    return victim, mutation


@pytest.mark.parametrize("seed", range(SEEDS))
def test_each_of_two_hundred_corruptions_is_named(seed: int, whole: Path, tmp_path: Path) -> None:
    victim, mutation = mutated(seed, whole, tmp_path / "out")
    verification = verify(victim.folder)
    paths = {problem.path for problem in verification.problems}
    assert not verification.ok, f"{mutation} of {victim.named} was not found"
    assert paths & victim.named, f"{mutation} of {victim.named} was only found as {verification.problems[:3]}"


@pytest.mark.parametrize("mutation", COVERED)
def test_each_kind_of_covered_edit_is_named(mutation: m.Mutation, whole: Path, tmp_path: Path) -> None:
    victim = m.Victim.of(whole, tmp_path / "out")
    mutation(victim, random.Random(1))
    victim.cover()
    assert {problem.path for problem in verify(victim.folder).problems} & victim.named


def test_the_whole_folder_is_still_whole_after_all_of_it(whole: Path) -> None:
    assert verify(whole).problems == ()


def test_a_release_rewritten_alike_is_told_by_its_manifest_and_its_signature_alone(
    drawn: Drawn, whole: Path, tmp_path: Path
) -> None:
    key = new_secret_key()
    signed = sign_folder(m.Victim.of(whole, tmp_path / "signed").folder, key)
    other = replace(
        drawn.release,
        objects=(replace(drawn.release.objects[0], text="Not what was said."), *drawn.release.objects[1:]),
    )
    write_release(other, tmp_path / "forged", drawn.read, OPTIONS)
    (tmp_path / "forged" / SIGNATURE).write_bytes(signed.path.read_bytes())
    unsuspecting = verify(tmp_path / "forged")
    assert unsuspecting.ok
    assert unsuspecting.manifest_sha256 != signed.manifest_sha256
    suspecting = verify(tmp_path / "forged", public_key=key.public.text)
    assert [problem.path for problem in suspecting.problems] == [SIGNATURE]
    assert (tmp_path / "forged" / SUMS).read_bytes() != (whole / SUMS).read_bytes()


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("shard_size", 100_001),
        ("objects_per_tar", 7),
        ("shard_size", 0),
        ("layouts", ["zip"]),
        ("base_url", "x"),
    ],
)
def test_options_are_held_to_the_folder_also_where_they_would_cut_the_same_tars(
    option: str, value: object, drawn: Drawn, tmp_path: Path
) -> None:
    write_release(drawn.release, tmp_path / "out", drawn.read, ExportOptions())
    victim = m.Victim(tmp_path / "out")
    head = json.loads(victim.text(m.HEAD))
    head["layout"][option] = value
    victim.write(m.HEAD, json.dumps(head, indent=2, ensure_ascii=False) + "\n")
    victim.cover()
    assert m.HEAD in {problem.path for problem in verify(victim.folder).problems}


def test_sums_of_nothing_vouch_for_nothing(whole: Path, tmp_path: Path) -> None:
    victim = m.Victim.of(whole, tmp_path / "out")
    victim.write(SUMS, b"")
    assert [problem.path for problem in verify(victim.folder).problems] == [SUMS]


def test_prose_of_another_version_of_the_code_is_not_wrong(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify_content, "WORDING", 2)
    assert verify(whole).problems == ()
    victim = m.Victim.of(whole, tmp_path / "out")
    victim.write(m.HEAD, victim.text(m.HEAD).replace('"wording": 1', '"wording": 0'))
    victim.cover()
    assert m.HEAD in {problem.path for problem in verify(victim.folder).problems}
