"""The WebDataset layout, read by the two libraries that the field reads it with."""

import json
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import datasets
import pytest
from PIL.JpegImagePlugin import JpegImageFile

from retrieval.bundle.distractors import Listed
from retrieval.bundle.layouts.webdataset import ilias_id, parts, sample_key
from retrieval.bundle.manifest import ExportOptions
from retrieval.bundle.naming import in_order, named_images, object_id, text_id
from retrieval.bundle.parts import TarPart
from retrieval.bundle.schema import Release, ReleaseDistractor, ReleaseImage, Role, Subset
from retrieval.bundle.writer import write_release
from tests.retrieval.bundle.drawn import Drawn, drawn_release
from tests.retrieval.bundle.layouts.samples import web_samples

OPTIONS = ExportOptions(layouts=("webdataset",), shard_size=3, objects_per_tar=2)
TARS = 3  # six objects, two in each
MINI = ("d0006", "d0001", "d0003", "d0000")  # in the order of a ranking, as a mining run gives them
PLAIN = ("role", "sha256", "width", "height", "licence", "author", "origin", "source_url", "camera")
NOT_MEASURED = {"scale": -1.0, "clutter": -1}


class Counted(Listed):
    """Distractors that tell how often all of them were read, and which ranges."""

    reads = 0
    ranges: list[tuple[int, int]]

    def __iter__(self) -> Iterator[ReleaseDistractor]:
        self.reads += 1
        return super().__iter__()

    def between(self, start: int, stop: int) -> Iterator[ReleaseDistractor]:
        self.ranges = [*getattr(self, "ranges", []), (start, stop)]
        return (self[place] for place in range(start, stop))


def without_source(image: ReleaseImage) -> ReleaseImage:
    return replace(image, origin="captured", source_url="", camera="")


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    """Six objects whose optional facts come and go: what inference from the first samples loses."""
    drawn = drawn_release(objects=6, positives=4, distractors=8)
    *early, late = in_order(drawn.release)
    silent = (replace(thing, images=tuple(map(without_source, thing.images))) for thing in early)
    objects = (*silent, late)
    subsets = (Subset(name="mini", keys=MINI), Subset(name="tiny", keys=("d0007",)))
    return Drawn(replace(drawn.release, objects=objects, subsets=subsets), drawn.blobs)


@pytest.fixture(scope="module")
def folder(drawn: Drawn, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("written") / "release"
    return write_release(drawn.release, out, drawn.read, OPTIONS).folder


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*args: object) -> NoReturn:
        raise AssertionError("a loader of local files asked the network")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    monkeypatch.setattr(datasets.config, "HF_HUB_OFFLINE", True)


def expected(release: Release, role: Role) -> dict[str, dict[str, Any]]:
    """What the sample of each image says, by ILIAS id, from the release alone."""
    rows: dict[str, dict[str, Any]] = {}
    for thing in in_order(release):
        for named in named_images(thing):
            image = named.image
            if image.role != role:
                continue
            rows[named.id] = {
                "id": named.id,
                "object": thing.key,
                "object_id": object_id(thing),
                "object_name": thing.name,
                "coarse": thing.categories.coarse,
                "mid": thing.categories.mid,
                "fine": thing.categories.fine,
                "image": image.id,
                **{name: getattr(image, name) for name in PLAIN},
                **({"scale": image.scale, "clutter": image.clutter} if role == "positive" else NOT_MEASURED),
            }
    return rows


def boxes(release: Release) -> dict[str, list[list[int]]]:
    named = (named for thing in release.objects for named in named_images(thing))
    return {entry.id: [[b.x, b.y, b.width, b.height] for b in entry.image.boxes] for entry in named}


def tars(folder: Path, pattern: str) -> list[str]:
    return sorted(str(path) for path in folder.glob(pattern))


def hugging_face(files: list[str], cache: Path) -> Any:
    loaded = datasets.load_dataset(
        "webdataset", data_files={"test": files}, split="test", cache_dir=str(cache)
    )
    assert list(dict.fromkeys(loaded["__url__"])) == files
    return loaded


@pytest.mark.parametrize(("name", "role"), [("queries", "query"), ("positives", "positive")])
def test_hugging_face_gives_every_sample_with_every_column(
    drawn: Drawn, folder: Path, tmp_path: Path, no_network: None, name: str, role: Role
) -> None:
    loaded = hugging_face(tars(folder, f"webdataset/{name}-*.tar"), tmp_path)

    rows = expected(drawn.release, role)
    assert [sample["json"] for sample in loaded] == list(rows.values())
    assert [sample["bbox.json"] for sample in loaded] == [boxes(drawn.release)[key] for key in rows]
    assert all(
        isinstance(sample["jpg"], JpegImageFile) and sample["jpg"].size == (40, 30) for sample in loaded
    )
    assert set(loaded.column_names) == {"jpg", "bbox.json", "json", "__key__", "__url__"}


def test_queries_and_positives_have_the_same_columns_and_types(
    folder: Path, tmp_path: Path, no_network: None
) -> None:
    files = {name: tars(folder, f"webdataset/{name}-*.tar") for name in ("queries", "positives")}
    both = datasets.load_dataset("webdataset", data_files=files, cache_dir=str(tmp_path / "both"))
    alone = hugging_face(files["queries"], tmp_path / "alone")

    assert alone.features == both["queries"].features == both["positives"].features
    assert alone.features["json"]["clutter"] == datasets.Value("int64")
    assert alone.features["json"]["scale"] == datasets.Value("float64")
    assert alone.features["json"]["source_url"] == datasets.Value("string")
    assert len(datasets.concatenate_datasets(list(both.values()))) == 6 + 24


def test_hugging_face_gives_the_texts_word_for_word(
    drawn: Drawn, folder: Path, tmp_path: Path, no_network: None
) -> None:
    loaded = hugging_face(tars(folder, "webdataset/texts-*.tar"), tmp_path)

    things = in_order(drawn.release)
    assert list(loaded["txt"]) == [thing.text for thing in things]
    assert [entry["id"] for entry in loaded["json"]] == [text_id(thing) for thing in things]
    assert {entry["language"] for entry in loaded["json"]} == {"en"}


def test_hugging_face_gives_distractors_and_subsets(
    drawn: Drawn, folder: Path, tmp_path: Path, no_network: None
) -> None:
    everything = hugging_face(tars(folder, "yfcc100m/*.tar"), tmp_path)
    mini = hugging_face(tars(folder, "webdataset/mini-*.tar"), tmp_path)

    assert list(everything["__key__"]) == [entry.key for entry in drawn.release.distractors]
    assert list(mini["__key__"]) == sorted(MINI)
    assert everything[0]["jpg"].size == (30, 40)
    assert set(mini.column_names) == {"jpg", "__key__", "__url__"}


@pytest.mark.parametrize(("name", "role"), [("queries", "query"), ("positives", "positive")])
def test_webdataset_gives_every_sample_with_every_member(
    drawn: Drawn, folder: Path, no_network: None, name: str, role: Role
) -> None:
    files = tars(folder, f"webdataset/{name}-*.tar")
    samples = web_samples(files, "rgb8")

    assert [sample["json"] for sample in samples] == list(expected(drawn.release, role).values())
    for sample in samples:
        assert {name for name in sample if not name.startswith("__")} == {"jpg", "bbox.json", "json"}
        assert sample["bbox.json"] == boxes(drawn.release)[sample["json"]["id"]]
        assert sample["jpg"].shape == (30, 40, 3)
        assert ilias_id(sample["__key__"]) == sample["json"]["id"]


def test_webdataset_gives_texts_distractors_and_subsets(drawn: Drawn, folder: Path, no_network: None) -> None:
    def read(pattern: str) -> list[dict[str, Any]]:
        return web_samples(tars(folder, pattern))

    texts = {
        json.loads(sample["json"])["object"]: sample["txt"].decode() for sample in read("webdataset/texts-*")
    }
    assert texts == {thing.key: thing.text for thing in drawn.release.objects}
    assert {sample["__key__"]: sample["jpg"] for sample in read("yfcc100m/*")} == {
        entry.key: drawn.read(entry) for entry in drawn.release.distractors
    }
    assert [sample["__key__"] for sample in read("webdataset/tiny-*")] == ["d0007"]


def test_keys_are_unique_plain_and_give_the_ilias_id_back(drawn: Drawn) -> None:
    things = drawn.release.objects
    ids = {text_id(thing) for thing in things}
    ids |= {named.id for thing in things for named in named_images(thing)}
    keys = {sample_key(identifier): identifier for identifier in ids}
    assert len(keys) == len(ids) == 6 * (1 + 1 + 4)
    assert not any({".", "/"} & set(key) for key in keys)
    assert {key: ilias_id(key) for key in keys} == keys


@pytest.mark.parametrize(
    ("key", "identifier"),
    [
        ("bold_bimp__P000_07", "bold_bimp_000/pos/P000_07.jpg"),
        ("bold_bimp__T000", "bold_bimp_000/query/T000.txt"),
        ("a__b__Q1012_100", "a__b_1012/query/Q1012_100.jpg"),
        ("cup_012__Q012_00", "cup_012_012/query/Q012_00.jpg"),
    ],
)
def test_a_key_names_the_object_once(key: str, identifier: str) -> None:
    assert sample_key(identifier) == key
    assert ilias_id(key) == identifier


def test_the_longest_object_key_fits_the_names_of_a_plain_tar(drawn: Drawn) -> None:
    thing = drawn.release.objects[-1]
    long = "k" * 80
    images = tuple(replace(image, object_key=long) for image in thing.images)
    release = replace(drawn.release, objects=(replace(thing, key=long, number=1234, images=images),))
    tars = [part for part in parts(release, OPTIONS) if isinstance(part, TarPart)]
    assert max(len(member.name) for part in tars for member in part.members()) == 100


def test_a_tar_is_declared_anew_the_same_and_changes_with_what_it_says(drawn: Drawn) -> None:
    def recipes(release: Release) -> dict[str, str]:
        return {part.path: part.recipe for part in parts(release, OPTIONS) if isinstance(part, TarPart)}

    first = next(thing for thing in drawn.release.objects if thing.number == 0)
    renamed = replace(first, name="Another")
    others = tuple(thing for thing in drawn.release.objects if thing is not first)
    before, after = recipes(drawn.release), recipes(replace(drawn.release, objects=(renamed, *others)))

    assert before == recipes(drawn.release)
    assert {path for path in before if before[path] != after[path]} == {
        "webdataset/queries-000000.tar",
        "webdataset/positives-000000.tar",
        "webdataset/texts-000000.tar",
    }
    samples = ("webdataset/queries-", "webdataset/positives-", "webdataset/texts-")
    assert len([path for path in before if path.startswith(samples)]) == 3 * TARS


def test_a_tar_says_how_many_images_it_holds(drawn: Drawn) -> None:
    declared = parts(drawn.release, OPTIONS)
    images = {part.path: part.images for part in declared if isinstance(part, TarPart)}
    positives = [count for path, count in images.items() if path.startswith("webdataset/positives-")]
    assert sum(positives) == sum(len(thing.images_of("positive")) for thing in drawn.release.objects)
    assert len(positives) == TARS
    assert images["webdataset/texts-000000.tar"] == 0


def test_the_distractors_are_read_once_for_all_subsets_and_never_held(drawn: Drawn) -> None:
    counted = Counted(drawn.release.distractors)
    declared = list(parts(replace(drawn.release, distractors=counted), OPTIONS))
    assert counted.reads == 1
    assert counted.ranges == [(0, 3), (3, 6), (6, 8)]  # the tars of the distractors themselves

    mini = [part for part in declared if part.path.startswith("webdataset/mini-")]
    assert [part.path for part in mini] == ["webdataset/mini-000000.tar", "webdataset/mini-000001.tar"]
    assert [[member.name for member in part.members()] for part in mini if isinstance(part, TarPart)] == [
        ["d0000.jpg", "d0001.jpg", "d0003.jpg"],
        ["d0006.jpg"],
    ]
    assert counted.ranges[3:] == [(0, 4), (6, 7)]
    assert counted.reads == 1
