"""Writes a release as a folder: streaming, by several workers, continued, always the same bytes."""

from contextlib import nullcontext
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from retrieval.bundle.crew import Around, each
from retrieval.bundle.errors import BundleError, BundleProblem, ReleaseRefusedError
from retrieval.bundle.folder import content_parts, last_parts, prose_parts, stating_parts
from retrieval.bundle.image_bytes import ReadBytes, Unchanged, checked_bytes, never
from retrieval.bundle.manifest import (
    RELEASE_JSON,
    SUMS,
    ExportOptions,
    Stamp,
    release_json,
)
from retrieval.bundle.parts import Entry, FilePart, ImagePart, Part, TarPart
from retrieval.bundle.preflight import path_warnings, preflight
from retrieval.bundle.records import file_record
from retrieval.bundle.reuse import Earlier
from retrieval.bundle.schema import Release, ordered
from retrieval.bundle.staging import HashingFile, Staging, staged
from retrieval.bundle.tar_file import write_tar
from retrieval.bundle.verify import verify
from retrieval.bundle.watch import Cancelled, Progress, Watch


@dataclass(frozen=True, slots=True)
class ExportResult:
    """What lies in the folder now; the hash of SHA256SUMS stands for all of it.

    `reused` of the files were taken from the earlier version, `continued` from an interrupted run;
    `written_bytes` is what was written in this one.
    """

    folder: Path
    files: int
    bytes: int
    manifest_sha256: str
    already_there: bool
    warnings: tuple[BundleProblem, ...]
    reused: int = 0
    continued: int = 0
    written_bytes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """How an export is carried out; nothing of it changes a byte.

    `earlier` is the exported folder of a version before; `progress` hears images done and in all, and
    is called, as `cancelled` is, by the calling thread only; each further thread works inside `around`.
    `unchanged` tells of an image just read that its file was not touched since ingest hashed it: it is
    not hashed a second time (see `untouched_since`).
    """

    workers: int = 1
    earlier: Path | None = None
    progress: Progress = field(default=lambda done, total: None)
    cancelled: Cancelled = field(default=lambda: False)
    around: Around = field(default=nullcontext)
    unchanged: Unchanged = never


def write_release(
    release: Release,
    out: Path,
    read: ReadBytes,
    options: ExportOptions = ExportOptions(),  # noqa: B008 - frozen, so sharing it is safe
    work: Work = Work(),
) -> ExportResult:
    """Writes the folder `out`, or says that this very release already lies there, whole.

    `read` gives the bytes of an image. Memory holds the objects and, per worker, one image. Raises
    ReleaseRefusedError when the release breaks the format, ExportCancelledError, and BundleError for
    bytes that are not those declared, for a folder with other contents, for what the disk refuses,
    and while another process writes the same folder.
    """
    problems = preflight(release)
    if problems:
        raise ReleaseRefusedError(problems)
    release = ordered(release)
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        return _as_it_is(release, out, options)
    earlier = Earlier(work.earlier) if work.earlier is not None else None
    stamp = Stamp.of(release)
    with staged(out, stamp.plan(options)) as staging:
        run = _Run(release, staging, read, earlier, options)
        run.write(work, stamp)
        staging.finish(out)
    records = staging.records
    return ExportResult(
        folder=out,
        files=len(records),
        bytes=sum(record.size for record in records.values()),
        manifest_sha256=records[SUMS].sha256,
        already_there=False,
        warnings=path_warnings(out),
        reused=len(run.reused),
        continued=len(run.continued),
        written_bytes=sum(
            record.size for path, record in records.items() if path not in run.reused | run.continued
        ),
    )


def _as_it_is(release: Release, out: Path, options: ExportOptions) -> ExportResult:
    head = out / RELEASE_JSON if out.is_dir() else None
    text = release_json(release, options, Stamp.of(release))
    if head is None or not head.is_file() or head.read_bytes() != text.encode():
        raise BundleError(
            "bundle.out-exists",
            f"{out} already holds something that is not this release; nothing in it was touched. "
            f"Choose another folder, or remove it first.",
        )
    verification = verify(out)
    if not verification.ok:
        raise BundleError(
            "bundle.out-damaged",
            f"{out} holds this release, but {len(verification.problems)} thing(s) in it are wrong; "
            f"the first: {verification.problems[0].message} Remove the folder and export again.",
        )
    manifest = file_record(out, SUMS).sha256
    files, size = verification.files, verification.bytes
    return ExportResult(out, files, size, manifest, True, path_warnings(out))


class _Run:
    """One run of an export; every file is put once, so that a killed run can be continued."""

    def __init__(
        self,
        release: Release,
        staging: Staging,
        read: ReadBytes,
        earlier: Earlier | None,
        options: ExportOptions,
    ) -> None:
        self._release = release
        self._staging = staging
        self._read = read
        self._earlier = earlier
        self._options = options
        self.reused: set[str] = set()
        self.continued: set[str] = set()

    def write(self, work: Work, stamp: Stamp) -> None:
        """Puts every file; those that state hashes of others come last."""
        release, options, records = self._release, self._options, self._staging.records
        parts: list[Part] = [*content_parts(release, options, stamp), *prose_parts(release, options)]
        parts.sort(key=_largest_first)
        self._unchanged = work.unchanged
        total = sum(_images(part) for part in parts)
        self._watch = Watch(work.progress, work.cancelled, total)
        each(parts, self._put, work.workers, self._watch, work.around)
        for part in chain(stating_parts(release, options, dict(records)), last_parts(records)):
            self._put(part)

    def _put(self, part: Part) -> None:
        path = part.path
        if isinstance(part, FilePart):
            self._put_file(part)
        elif self._staging.kept(path, part.recipe if isinstance(part, TarPart) else ""):
            self.continued.add(path)
            self._watch.step(_images(part))
        elif self._earlier is not None and self._earlier.give(part, self._staging):
            self.reused.add(path)
            self._watch.step(_images(part))
        elif isinstance(part, ImagePart):
            self._staging.put(path, lambda target: self._write_image(part, target))
            self._watch.step(1)
        else:
            self._staging.put(
                path, lambda target: write_tar(part, target, self._content, self._watch.step), part.recipe
            )

    def _put_file(self, part: FilePart) -> None:
        def write(target: HashingFile) -> None:
            for piece in part.pieces():
                target.write(piece)

        record = self._staging.put(part.path, write)
        if self._earlier is not None and self._earlier.share(record, self._staging):
            self.reused.add(part.path)

    def _write_image(self, part: ImagePart, target: HashingFile) -> None:
        target.write(self._content(part.entry, part.path))

    def _content(self, entry: Entry, label: str) -> bytes:
        return checked_bytes(self._read, entry, label, self._unchanged)


def _images(part: Part) -> int:
    if isinstance(part, TarPart):
        return part.images
    return 1 if isinstance(part, ImagePart) else 0


def _largest_first(part: Part) -> tuple[bool, int]:
    """Long work first, so that no worker is left with it when the others have nothing to do."""
    return not isinstance(part, TarPart), -_images(part)
