"""Export against what people use: `python benchmarks/export.py [--images N] [--rounds N] [--rows N ...]`.

The input is N distractors of about 60 KB (500 x 375, quality 90, 4:4:4), drawn once and laid out as files;
they and everything written stay in the page cache (nobody waits for the disk, fsync is measured by the line
of the whole release alone).
Ours is the writer's own path: shards declared by the layout, every image held against its declared hash and
size, tars written and hashed in the staging folder, journal included. "Digests known from ingest" leaves out
the first of these for files whose times say that nobody touched them since.
The peers are in export_peers.py. The last lines are the peak memory of whole exports in child processes.
"""

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that the file can be run by its path

from benchmarks import export_peers
from benchmarks.export_input import Source, core, drawn_source
from benchmarks.harness import Contest, Result, measured, report
from retrieval.bundle.crew import each
from retrieval.bundle.distractors import Listed
from retrieval.bundle.image_bytes import checked_bytes, never
from retrieval.bundle.layouts import coco
from retrieval.bundle.layouts.distractor_tars import distractor_tars
from retrieval.bundle.manifest import ExportOptions
from retrieval.bundle.parts import Entry, FilePart, TarPart
from retrieval.bundle.records import FileRecord
from retrieval.bundle.staging import HashingFile, Write, staged
from retrieval.bundle.tar_file import write_tar
from retrieval.bundle.verify import verify
from retrieval.bundle.watch import Watch
from retrieval.bundle.writer import Work, write_release

SHARDS = 8
COCO_IMAGES, COCO_BOXES = 5_000, 2  # boxes per image
FIFTYONE_SECONDS, LABEL_STUDIO_SECONDS = 2.8, 6.9  # measured on this kind of machine, November 2026
MOST_MEGABYTES = 300


def main() -> int:
    """Measure every path; the exit status is 1 when a result is not equal or the memory is too much."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--images", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--rows", type=int, nargs="*", default=[20_000, 200_000])
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        source = drawn_source(room / "source", arguments.images, SHARDS)
        status = report(contests(source, room, arguments.rounds))
        status |= coco_line(room, arguments.rounds)
        shutil.rmtree(room / "source")
    return status | memory_lines(arguments.rows)


def contests(source: Source, room: Path, rounds: int) -> Iterator[Result]:
    """Shards by one worker and by two, the whole release, and the zip."""
    size = size_of(source)

    warm_up(room, 4 * source.size)
    places, unavoidable = Places(room), bound(source, room / "copy")

    def same_members() -> bool:
        ours, peer = places.last("ours"), places.last("peer")
        return export_peers.members(staged_at(ours)) == export_peers.members(peer) == source.members()

    def shards(workers: int, target: float | None, *, known: bool) -> Result:
        return measured(
            Contest(
                path=f"{size}, {workers} worker(s){', digests known from ingest,' if known else ''} against TarWriter and SHA-256 of members and tars",
                peer=lambda: export_peers.tar_writer(source, places.new("peer")),
                ours=lambda: our_shards(source, places.new("ours"), workers, known=known),
                bound=unavoidable,
                equal=same_members,
                target=target,
                by_wall=workers > 1,
            ),
            rounds,
        )

    yield shards(1, 1.5, known=False)
    yield shards(1, None, known=True)
    yield shards(2, None, known=False)
    yield shards(2, 3.0, known=True)
    yield against_zip(replace(source, files=source.files[: len(source.files) // 4]), places, rounds)
    yield whole_release(source, places, rounds)


def size_of(source: Source) -> str:
    """How many images of which size."""
    return f"{len(source.files)} images of {source.size / len(source.files) / 1e3:.0f} kB"


def against_zip(few: Source, places: "Places", rounds: int) -> Result:
    """What annotation tools send."""
    return measured(
        Contest(
            path=f"{len(few.files)} of them against zip with deflate",
            peer=lambda: export_peers.zip_deflate(few, places.new("peer.zip")),
            ours=lambda: our_shards(few, places.new("few"), 1),
            bound=bound(few, places.new("copy")),
            equal=lambda: (
                export_peers.zipped(places.last("peer.zip"))
                == export_peers.members(staged_at(places.last("few")))
                == few.members()
            ),
        ),
        rounds,
    )


def whole_release(source: Source, places: "Places", rounds: int) -> Result:
    """Everything that an export does, against the shards of the peer alone."""
    return measured(
        Contest(
            path=f"{size_of(source)}, the whole release with every table, fsync included, against TarWriter as above",
            peer=lambda: export_peers.tar_writer(source, places.new("peer")),
            ours=lambda: our_release(source, places.new("whole")),
            bound=bound(source, places.new("copy")),
            equal=lambda: verify(places.last("whole")).ok,
        ),
        rounds,
    )


def warm_up(room: Path, size: int) -> None:
    """Has the page cache take as much as a contest writes: a virtual machine is slow to get new memory."""
    with (room / "warm").open("wb") as target:
        for _ in range(size >> 20):
            target.write(bytes(1 << 20))
    (room / "warm").unlink()


class Places:
    """Paths by name, emptied before each run: memory that the page cache gets back is used again.

    Everybody pays for removing what the last run wrote; writing beside it costs ours and the peer more.
    """

    def __init__(self, room: Path) -> None:
        self._room = room

    def new(self, name: str) -> Path:
        """Where nothing lies any more."""
        path = self.last(name)
        for old in (path, staged_at(path)):
            shutil.rmtree(old) if old.is_dir() else old.unlink(missing_ok=True)
        return path

    def last(self, name: str) -> Path:
        """The path under that name."""
        return self._room / name


def our_shards(source: Source, out: Path, workers: int, *, known: bool = False) -> None:
    """The writer's path for shards, from the declaration to the journal; not made durable, as the peer's.

    With `known` digests a file whose times say that it was not touched since ingest is not hashed again.
    """
    release = replace(core(), distractors=Listed(source.rows()))
    watch = Watch(lambda done, total: None, lambda: False, len(source.files))
    unchanged = source.unchanged if known else never

    def content(entry: Entry, label: str) -> bytes:
        return checked_bytes(source.read, entry, label, unchanged)

    with staged(out, "benchmark") as staging:

        def put(part: TarPart) -> None:
            staging.put(part.path, lambda target: write_tar(part, target, content, watch.step), part.recipe)

        parts = distractor_tars(release, source.per_shard)
        each(parts, put, workers, watch, nullcontext)


def staged_at(out: Path) -> Path:
    """Where an export lies until it is moved to its place."""
    return out.with_name(f"{out.name}.partial")


def our_release(source: Source, out: Path) -> None:
    """What `export_release --workers 2` does, up to the durable folder in its place."""
    release = replace(core(), distractors=Listed(source.rows()))
    options = ExportOptions(shard_size=source.per_shard)
    write_release(release, out, source.read, options, Work(workers=2, unchanged=source.unchanged))


def bound(source: Source, out: Path) -> Callable[[], None]:
    """What nobody can avoid on one core: copying the files or hashing them, whichever takes longer here."""

    def copied() -> None:
        out.unlink(missing_ok=True)
        with out.open("wb") as target:
            for file in source.files:
                target.write(file.path.read_bytes())

    def hashed() -> None:
        digest = hashlib.sha256()
        for file in source.files:
            digest.update(file.path.read_bytes())

    return max((copied, hashed), key=seconds_of)


def seconds_of(run: Callable[[], None]) -> float:
    """CPU time of the second run, when everything lies in the page cache."""
    run()
    started = time.process_time()
    run()
    return time.process_time() - started


def coco_line(room: Path, rounds: int) -> int:
    """COCO of 5,000 images against figures measured for FiftyOne and Label Studio: they are not installed."""
    release = core(objects=500, images=COCO_IMAGES // 500, boxes=COCO_BOXES)
    seconds = []
    for _ in range(rounds):
        shutil.rmtree(room / "coco.partial", ignore_errors=True)
        started = time.perf_counter()
        with staged(room / "coco", "benchmark") as staging:
            for part in coco.parts(release, ExportOptions(layouts=("coco",))):
                if isinstance(part, FilePart):
                    staging.put(part.path, part_writer(part))
            records: dict[str, FileRecord] = dict(staging.records)
        seconds.append(time.perf_counter() - started)
    found = [json.loads((room / "coco.partial" / path).read_bytes()) for path in records]
    counts = tuple(sum(len(each[name]) for each in found) for name in ("images", "annotations"))
    equal = counts == (COCO_IMAGES, COCO_IMAGES * COCO_BOXES)
    median = sorted(seconds)[len(seconds) // 2]
    print(
        f"COCO of {counts[0]} images with {counts[1]} boxes: ours_s={median:.2f} "
        f"FiftyOne_s={FIFTYONE_SECONDS} Label_Studio_s={LABEL_STUDIO_SECONDS} (published, not run here) "
        f"R_FiftyOne={FIFTYONE_SECONDS / median:.1f} equal={str(equal).lower()} "
        f"target=1 {'met' if median <= FIFTYONE_SECONDS else 'MISSED'}",
        flush=True,
    )
    return 0 if equal else 1


def part_writer(part: FilePart) -> Write:
    """Writes the pieces of a declared file."""

    def write(target: HashingFile) -> None:
        for piece in part.pieces():
            target.write(piece)

    return write


def memory_lines(sizes: list[int]) -> int:
    """Peak memory of whole exports of so many tiny distractors, each in a process of its own."""
    status = 0
    for rows in sizes:
        command = [sys.executable, str(Path(__file__).with_name("export_memory.py")), str(rows)]
        ended = subprocess.run(command, check=True, capture_output=True, text=True)
        said = json.loads(ended.stdout)
        met = said["peak_mb"] <= MOST_MEGABYTES
        print(
            f"whole export of {rows} distractors: peak_mb={said['peak_mb']:.0f} "
            f"(imports alone {said['imports_mb']:.0f}) seconds={said['seconds']:.1f} "
            f"target={MOST_MEGABYTES} {'met' if met else 'MISSED'}",
            flush=True,
        )
        status |= not met
    return status


if __name__ == "__main__":
    sys.exit(main())
