"""Writes a release in the layout of ILIAS (F 1.2): streaming, continued, always the same bytes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from retrieval.bundle import ilias_files, metadata, naming, prose
from retrieval.bundle.archives import TarWriter, write_gzip_lines
from retrieval.bundle.errors import (
    BundleError,
    BundleProblem,
    ExportCancelledError,
    ReleaseRefusedError,
)
from retrieval.bundle.image_bytes import checked_bytes
from retrieval.bundle.manifest import (
    RELEASE_JSON,
    SIZES,
    SUMS,
    IliasOptions,
    plan_of,
    release_json,
    sizes,
    sums,
)
from retrieval.bundle.preflight import path_warnings, preflight
from retrieval.bundle.schema import Release, ReleaseDistractor, ReleaseImage, ordered
from retrieval.bundle.staging import HashingFile, Staging, file_record, staged
from retrieval.bundle.verify import verify

ReadBytes = Callable[[str], bytes]
Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class ExportResult:
    """What lies in the folder now; the hash of SHA256SUMS stands for all of it."""

    folder: Path
    files: int
    bytes: int
    manifest_sha256: str
    already_there: bool
    warnings: tuple[BundleProblem, ...]


def write_ilias(
    release: Release,
    out: Path,
    read_bytes: ReadBytes,
    progress: Progress = lambda done, total: None,
    cancelled: Cancelled = lambda: False,
    options: IliasOptions = IliasOptions(),  # noqa: B008 - frozen, so sharing it is safe
) -> ExportResult:
    """Writes the folder `out`, or says that this very release already lies there, whole.

    `read_bytes` gives the bytes of an image by SHA-256; `progress` hears images done and in all.
    Memory holds the rows of the release and one image. Raises ReleaseRefusedError when the release
    breaks the format, ExportCancelledError, and BundleError for bytes that are not those declared,
    for a folder with other contents, and while another process writes the same folder.
    """
    problems = preflight(release)
    if problems:
        raise ReleaseRefusedError(problems)
    release = ordered(release)
    plan = plan_of(release, options)
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        return _as_it_is(release, out, options)
    with staged(out, plan) as staging:
        _Writer(release, staging, read_bytes, progress, cancelled).write(options)
        staging.finish(out)
        records = staging.records
    return ExportResult(
        out,
        len(records),
        sum(record.size for record in records.values()),
        records[SUMS].sha256,
        already_there=False,
        warnings=path_warnings(out),
    )


def _as_it_is(release: Release, out: Path, options: IliasOptions) -> ExportResult:
    expected = prose.counts_of(release, len(list(naming.shards(release, options.shard_size))))
    head = out / RELEASE_JSON if out.is_dir() else None
    text = release_json(release, options, expected)
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


class _Writer:
    """One run of an export; every file is one `put`, so that a killed run can be continued."""

    def __init__(
        self,
        release: Release,
        staging: Staging,
        read_bytes: ReadBytes,
        progress: Progress,
        cancelled: Cancelled,
    ) -> None:
        self._release = release
        self._staging = staging
        self._read = read_bytes
        self._progress = progress
        self._cancelled = cancelled
        images = sum(len(thing.images) for thing in release.objects)
        self._total = images + len(release.distractors)
        self._done = 0

    def write(self, options: IliasOptions) -> None:
        cut = list(naming.shards(self._release, options.shard_size))
        self._core()
        self._staging.put(naming.CORE_TAR, self._core_tar)
        for shard in cut:
            self._shard(shard)
        self._lists(cut)
        path, sha256_of = ilias_files.CHECKSUMS, self._sha256_of
        self._text(path, ilias_files.checksums(cut, sha256_of, options.base_url))
        self._additions(options, prose.counts_of(self._release, len(cut)))
        self._text(SIZES, sizes(self._staging.records.values()))
        self._text(SUMS, sums(self._staging.records.values()))

    def _core(self) -> None:
        for thing in self._release.objects:
            for named in naming.named_images(thing):
                path = ilias_files.core_path(named.id)
                self._staging.put(path, partial(self._image, named.image))
                self._step(1)
            for path, text in ilias_files.core_texts(thing):
                self._text(ilias_files.core_path(path), text)

    def _core_tar(self, target: HashingFile) -> None:
        tar = TarWriter(target)
        for path in sorted(self._staging.records):
            if path.startswith(f"{naming.CORE}/"):
                with (self._staging.folder / path).open("rb") as opened:
                    tar.add(path, self._staging.records[path].size, opened)
        tar.close()

    def _shard(self, shard: naming.Shard) -> None:
        before = self._done

        def fill(target: HashingFile) -> None:
            tar = TarWriter(target)
            for entry in shard.distractors:
                tar.add_bytes(f"{entry.key}.jpg", self._bytes(entry, f"distractor {entry.key}"))
                self._step(1)
            tar.close()

        self._staging.put(f"{naming.DISTRACTORS}/{shard.name}", fill)
        self._step(before + len(shard.distractors) - self._done)

    def _lists(self, cut: list[naming.Shard]) -> None:
        for path, text in ilias_files.id_lists(self._release):
            self._text(path, text)
        identifiers = (identifier for shard in cut for identifier in shard.ids())
        self._staging.put(ilias_files.DISTRACTOR_IDS, lambda target: write_gzip_lines(target, identifiers))

    def _additions(self, options: IliasOptions, counts: dict[str, int]) -> None:
        for path, columns, rows in metadata.tables(self._release):
            self._staging.put(path, partial(metadata.write_csv, columns, rows))
        release = self._release
        self._staging.put(metadata.EVIDENCE, lambda target: metadata.write_evidence(target, release))
        self._text("README.md", prose.readme(release, counts))
        self._lines("ATTRIBUTION.md", prose.attribution(release))
        self._text(RELEASE_JSON, release_json(release, options, counts))

    def _image(self, image: ReleaseImage, target: HashingFile) -> None:
        target.write(self._bytes(image, f"image {image.id} of {image.object_key}"))

    def _bytes(self, entry: ReleaseImage | ReleaseDistractor, label: str) -> bytes:
        return checked_bytes(self._read, entry, label)

    def _text(self, path: str, text: str) -> None:
        self._lines(path, iter((text,)))

    def _lines(self, path: str, lines: Iterator[str]) -> None:
        def fill(target: HashingFile) -> None:
            for line in lines:
                target.write(line.encode())

        self._staging.put(path, fill)

    def _sha256_of(self, path: str) -> str:
        return self._staging.records[path].sha256

    def _step(self, images: int) -> None:
        self._done += images
        self._progress(self._done, self._total)
        if self._cancelled():
            raise ExportCancelledError
