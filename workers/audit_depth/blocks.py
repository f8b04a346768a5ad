"""A thousand views at a time, drawn and described once: what a killed run finished is found again."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from retrieval.encoders import Encoder
from retrieval.geometry import Box
from retrieval.scenes.arrays import Bytes, stream
from retrieval.scenes.picture import forget_extras
from workers.audit_depth.crowd import (
    HIDDEN,
    SCENES,
    VIEWS,
    Crowd,
    draw_positive,
    draw_query,
    draw_scene,
    hidden_objects,
    opened,
)
from workers.audit_depth.views import view_of, whole

FIRST = -1  # the block of the queries and of the positives that hide
AT_ONCE = 125  # views that an encoder is given together
Rows = npt.NDArray[np.float16]


@dataclass(frozen=True)
class Store:
    """Where blocks are kept: drawn scenes once, descriptors once for each encoder version (as a slug)."""

    folder: Path
    crowd: Crowd

    def scenes(self, block: int) -> Path:
        """The drawn scenes of a block; they do not depend on how many blocks there are."""
        return self.folder / str(self.crowd.seed) / "scenes" / f"{self._name(block)}.npz"

    def rows(self, slug: str, block: int) -> Path:
        """The descriptors of the views of a block."""
        return self.folder / str(self.crowd.seed) / slug / f"{self._name(block)}.npy"

    def _name(self, block: int) -> str:
        if block == FIRST:
            return f"hidden-{self.crowd.objects}"
        number = self.crowd.views_in(block)
        return f"{block:05d}" if number == VIEWS * SCENES else f"{block:05d}-first-{number}"


def drawn(store: Store, block: int) -> list[tuple[bytes, Box | None]]:
    """The scenes of a block as JPEG, with the box of the hidden object in those of block FIRST."""
    path = store.scenes(block)
    if not path.exists():
        scenes = _hidden(store.crowd) if block == FIRST else _scenes(store.crowd, block)
        whole_block = {
            f"scene_{number:04d}": np.frombuffer(data, np.uint8) for number, (data, _) in enumerate(scenes)
        }
        sides = [[box.x, box.y, box.width, box.height] if box else [0, 0, 0, 0] for _, box in scenes]
        buffer = io.BytesIO()
        np.savez(buffer, boxes=np.array(sides, dtype=np.int32), **whole_block)  # type: ignore[arg-type]  # its stubs take no names
        write(path, buffer.getvalue())
        forget_extras()
        return scenes
    with np.load(path) as stored:
        boxes = [Box(*(int(side) for side in row)) if row.any() else None for row in stored["boxes"]]
        return [(stored[f"scene_{number:04d}"].tobytes(), box) for number, box in enumerate(boxes)]


def views(store: Store, block: int, wanted: set[int] | None = None) -> Iterator[tuple[int, Bytes]]:
    """Number and pixels of the views of a block, all or those that are wanted.

    Block FIRST holds a query of each object, then the positives that hide, object by object.
    """
    seed, objects = store.crowd.seed, store.crowd.objects
    if wanted is None:
        wanted = set(range(store.crowd.views_in(block)))
    for number, (data, box) in enumerate(drawn(store, block)):
        several = 1 if block == FIRST else VIEWS
        numbers = [each for each in range(number * several, (number + 1) * several) if each in wanted]
        scene = opened(data) if numbers else None
        for each in numbers:
            assert scene is not None
            query = block == FIRST and number < objects
            rng = stream(seed, "audit view", block + 1, each)
            yield each, whole(scene) if query else view_of(scene, rng, box)


def described(store: Store, slug: str, block: int, encoder: Encoder) -> None:
    """Write the descriptors of a block unless they are there."""
    path = store.rows(slug, block)
    if path.exists():
        return
    rows: list[npt.NDArray[np.float32]] = []
    batch: list[Bytes] = []
    for _, pixels in views(store, block):
        batch.append(pixels)
        if len(batch) == AT_ONCE:
            rows.append(encoder.encode_images(batch))
            batch = []
    if batch:
        rows.append(encoder.encode_images(batch))
    buffer = io.BytesIO()
    np.save(buffer, np.concatenate(rows).astype(np.float16))
    write(path, buffer.getvalue())


def write(path: Path, data: bytes) -> None:
    """Write a file so that it is never seen half-written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.partial")
    aside.write_bytes(data)
    aside.replace(path)


def _scenes(crowd: Crowd, block: int) -> list[tuple[bytes, Box | None]]:
    first, number = block * SCENES, -(-crowd.views_in(block) // VIEWS)
    return [(draw_scene(crowd.seed, each), None) for each in range(first, first + number)]


def _hidden(crowd: Crowd) -> list[tuple[bytes, Box | None]]:
    items = hidden_objects(crowd.seed, crowd.objects)
    queries: list[tuple[bytes, Box | None]] = [(draw_query(crowd.seed, item), None) for item in items]
    return queries + [draw_positive(crowd.seed, item, number) for item in items for number in range(HIDDEN)]
