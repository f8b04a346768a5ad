"""What the benchmark of near-duplicates among millions asks: listed pairs from both sides, fresh edits."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from benchmarks.at_scale_others import Pool
from benchmarks.near_duplicates import PREVIEW_QUALITY, Collection, Rgb
from retrieval.fingerprints.drawn_textures import draw_textured_image
from retrieval.near_duplicates import Describer, Fingerprint, fingerprint_image
from retrieval.near_duplicates.at_scale import compact_features
from retrieval.near_duplicates.at_scale.features import Rows
from retrieval.near_duplicates.edits import HARDER, PROMISED, recompressed

LISTED = "listed pairs, either side"
STAND_INS = 8


@dataclass(frozen=True)
class Question:
    """A picture that is asked about, the position of the one it should bring up, and its own (or -1)."""

    kind: str
    group: str
    rgb: Rgb
    fingerprint: Fingerprint
    wanted: int
    own: int = -1


@dataclass(frozen=True)
class Input:
    """The photographs in their order, what the tiers hold of them, and the questions."""

    collection: Collection
    names: tuple[str, ...]
    rows: Rows
    questions: tuple[Question, ...]
    jpegs: tuple[bytes, ...]
    stand_ins: tuple[bytes, ...]

    @property
    def pool(self) -> Pool:
        """What the drawn others descend from: all photographs."""
        prints = [self.collection.fingerprints[name] for name in self.names]
        return Pool(
            self.rows,
            np.stack([p.pdq_dihedral[0] for p in prints]),
            np.stack([p.descriptors[0] for p in prints]),
        )


def described(collection: Collection, describer: Describer) -> None:
    """Replaces the descriptors of all photographs by those of another encoder."""
    for name, fingerprint in collection.fingerprints.items():
        rows = describer.describe(collection.previews[name], fingerprint.local)
        collection.fingerprints[name] = replace(fingerprint, descriptors=rows, encoder=describer.name)


def prepare(collection: Collection, photographs: int, seed: int, describer: Describer) -> Input:
    """Compact features of all photographs, and all questions; the same for the same seed."""
    names = tuple(collection.previews)
    rows = np.stack([compact_features(collection.previews[name]) for name in names])
    questions = [*_listed(collection, names), *_edits(collection, names, (photographs, seed), describer)]
    jpegs = tuple(_jpeg(collection.previews[name]) for name in names)
    return Input(collection, names, rows, tuple(questions), jpegs, stand_ins())


def stand_ins() -> tuple[bytes, ...]:
    """JPEG files of drawn pictures: what is decoded where a drawn other one comes up."""
    drawn = [draw_textured_image(seed) for seed in range(STAND_INS)]
    return tuple(_jpeg(np.asarray(cv2.resize(image, (1024, 1024)), dtype=np.uint8)) for image in drawn)


def _listed(collection: Collection, names: Sequence[str]) -> list[Question]:
    position = {name: number for number, name in enumerate(names)}
    made = []
    for first, second, how in collection.listed:
        for query, wanted in ((first, second), (second, first)):
            rgb, fingerprint = collection.previews[query], collection.fingerprints[query]
            group = f"{LISTED}: {how}"
            made.append(Question(LISTED, group, rgb, fingerprint, position[wanted], position[query]))
    return made


def _edits(
    collection: Collection, names: Sequence[str], chosen: tuple[int, int], describer: Describer
) -> list[Question]:
    """So many photographs in sixteen kinds of edit; photographs that were edited already are left out."""
    photographs, seed = chosen
    rng = np.random.default_rng(seed)
    made = {first for first, _, _ in collection.listed}
    originals = [number for number, name in enumerate(names) if name not in made]
    questions = []
    for place in rng.permutation(len(originals))[:photographs]:
        number = originals[int(place)]
        for edit, apply in {**PROMISED, **HARDER}.items():
            copy = np.ascontiguousarray(apply(collection.previews[names[number]], rng))
            seen = recompressed(copy, PREVIEW_QUALITY)
            questions.append(Question(edit, edit, seen, fingerprint_image(seen, describer), number))
    return questions


def _jpeg(rgb: npt.NDArray[np.uint8]) -> bytes:
    return cv2.imencode(".jpg", rgb[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, PREVIEW_QUALITY])[1].tobytes()


def read_folder(folder: Path) -> list[Rgb]:
    """All JPEG and PNG files under a folder, in order, as RGB."""
    paths = sorted(p for p in folder.rglob("*") if p.suffix.lower() in {".jpg", ".jpeg", ".png"})
    images = [cv2.imread(str(path), cv2.IMREAD_COLOR) for path in paths]
    return [np.ascontiguousarray(image[..., ::-1]) for image in images if image is not None]
