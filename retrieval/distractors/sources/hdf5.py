"""Ready descriptors as ILIAS writes them: HDF5 files with the datasets `features` and `index`."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, Final

from retrieval.distractors.errors import problem
from retrieval.distractors.listing import files_below
from retrieval.distractors.naming import Names, piece_name
from retrieval.distractors.options import shard_size, text_option
from retrieval.distractors.piece import Item, Options, Piece
from retrieval.distractors.sources.places import as_json, from_json, location_problem, readable, reason_of
from retrieval.distractors.sources.rows import blocks, check_rows, encoder_of, floats
from retrieval.distractors.tables import package

_ENDINGS: Final = (".hdf5", ".h5")
_CACHE: Final = 64 * 1024 * 1024
_LARGEST_CHUNK: Final = 256 * 1024 * 1024


class Hdf5Source:
    """One file, or every .hdf5 and .h5 below a folder, cut into pieces of `shard_size` rows."""

    def plan(self, location: str, options: Options) -> list[Piece]:
        """Opens every file; raises DistractorError before any shard is made."""
        size = shard_size(options)
        names = Names()
        pieces: list[Piece] = []
        for file, label in _files(Path(location).absolute(), location):
            with _opened(file) as (features, _):
                rows, dimension = features.shape
            for number, start in zip(count(), range(0, rows, size)):
                stop = min(start + size, rows)
                payload = {
                    "file": as_json(file),
                    "start": start,
                    "stop": stop,
                    "rows": rows,
                    "encoder": encoder_of(location, options, dimension),
                    "licence": text_option(options, "licence"),
                }
                name = names.once(piece_name(label.rpartition(".")[0], number))
                pieces.append(Piece(name, payload, stop - start))
        if not pieces:
            wanted = "it has no .hdf5 file with descriptors"
            raise problem("distractors.nothing", location=readable(location), wanted=wanted)
        return pieces

    def read(self, piece: Piece) -> Iterator[Item]:
        """The rows of a piece; raises DistractorError."""
        payload = piece.payload
        file = Path(from_json(payload["file"]))
        shape = (payload["rows"], payload["encoder"]["dimension"])
        with _opened(file) as (features, index):
            if features.shape != shape:
                reason = f"features has the shape {features.shape} instead of {shape}"
                raise problem("distractors.changed", what=readable(file), reason=reason)
            for first, last in blocks(payload["start"], payload["stop"]):
                block, told = _block(file, features, index, (first, last))
                for place, descriptor, name in zip(range(first, last), block, told, strict=True):
                    yield _item(place, name, descriptor)


def _files(root: Path, location: str) -> Iterator[tuple[Path, str]]:
    if root.is_file():
        yield root, root.name
        return
    try:
        for listed in files_below(root):
            if listed.path.endswith(_ENDINGS):
                if not listed.inside:
                    raise problem("distractors.path-outside", path=readable(root / listed.path))
                yield root / listed.path, listed.path
    except OSError as error:
        raise location_problem(location, "a folder of HDF5 files", error) from error


@contextmanager
def _opened(path: Path) -> Iterator[tuple[Any, Any]]:
    """Both datasets of a file, held against the format."""
    h5py = package("h5py", "descriptors as ILIAS writes them are HDF5")
    try:
        file = h5py.File(path, "r", rdcc_nbytes=_CACHE)
    except (OSError, ValueError) as error:
        raise problem("distractors.unreadable", what=readable(path), reason=reason_of(error)) from error
    with file:
        try:
            features, index = (_dataset(h5py, file, name) for name in ("features", "index"))
            if index.shape != features.shape[:1]:
                raise problem(
                    "distractors.descriptors-length",
                    what=readable(path),
                    descriptors=len(features),
                    names=index.size,
                    beside="index",
                )
        except (OSError, RuntimeError, ValueError, KeyError, TypeError) as error:
            raise problem("distractors.hdf5", what=readable(path), reason=reason_of(error)) from error
        check_rows(readable(path), features.shape, features.dtype)
        yield features, index


def _dataset(h5py: Any, file: Any, name: str) -> Any:
    """A dataset that lies in the file itself; raises ValueError."""
    link = file.get(name, getlink=True)
    if link is None:
        message = f"it has no dataset {name}"
        raise ValueError(message)
    found = file[name] if isinstance(link, h5py.HardLink) else None
    if not isinstance(found, h5py.Dataset) or found.external or found.is_virtual:
        message = f"{name} is no dataset that lies in it"
        raise ValueError(message)
    if found.chunks and found.dtype.itemsize * _product(found.chunks) > _LARGEST_CHUNK:
        message = f"{name} is stored in chunks of the shape {found.chunks}"
        raise ValueError(message)
    return found


def _product(sides: tuple[int, ...]) -> int:
    product = 1
    for side in sides:
        product *= side
    return product


def _block(path: Path, features: Any, index: Any, span: tuple[int, int]) -> tuple[Any, list[Any]]:
    try:
        return floats(features[slice(*span)]), list(index[slice(*span)])
    except (OSError, RuntimeError, ValueError) as error:
        raise problem("distractors.unreadable", what=readable(path), reason=reason_of(error)) from error


def _item(place: int, name: Any, descriptor: Any) -> Item:
    """The key is what stands after the last "/": ILIAS writes "<tar>/<key>"."""
    text = name.decode("utf-8", "backslashreplace") if isinstance(name, bytes) else name
    key = text.rpartition("/")[2] if isinstance(text, str) else ""
    refused = None
    if not key:
        refused = problem("distractors.name", row=place, reason="it is empty or no text")
    location = readable(text) if key else f"row {place}"
    return Item(key or f"row_{place}", location, descriptor=descriptor, refused=refused)
