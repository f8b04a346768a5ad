"""A list of URLs, downloaded by img2dataset (an extra that is installed apart) and read as its tars."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from retrieval.distractors.errors import problem
from retrieval.distractors.options import shard_size, text_option
from retrieval.distractors.piece import Item, Options, Piece
from retrieval.distractors.sources.places import readable, reason_of
from retrieval.distractors.sources.webdataset import WebdatasetSource

_FORMATS: Final = {".txt": "txt", ".csv": "csv", ".tsv": "tsv", ".parquet": "parquet"}
LOG: Final = "img2dataset.log"


class UrlsSource:
    """The only source that fetches anything: img2dataset does, as a process of its own."""

    def __init__(self, tars: WebdatasetSource | None = None) -> None:
        self._tars = tars or WebdatasetSource()

    def plan(self, location: str, options: Options) -> list[Piece]:
        """Downloads all of the list into the option `folder`, then plans its tars; a killed run goes on.

        Raises DistractorError `distractors.package-missing` and `distractors.downloader-failed` beside those
        of the tars.
        """
        folder = Path(text_option(options, "folder") or f"{location}.downloaded").absolute()
        _download(Path(location).absolute(), folder, options)
        return self._tars.plan(str(folder), options)

    def read(self, piece: Piece) -> Iterator[Item]:
        """The samples of a piece; raises DistractorError."""
        return self._tars.read(piece)


def _download(listed: Path, folder: Path, options: Options) -> None:
    command = [_program(), str(listed), *_arguments(listed, folder, options)]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / LOG).open("wb") as log:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**os.environ, "NO_ALBUMENTATIONS_UPDATE": "1"},
                check=False,
            )
        lines = (folder / LOG).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError as error:
        raise problem(
            "distractors.downloader-failed", reason=reason_of(error), folder=readable(folder)
        ) from error
    gave_up = [line for line in lines if "still failed" in line]  # its exit status is 0 then too
    if done.returncode != 0 or gave_up:
        told = [*filter(None, map(str.strip, lines)), *gave_up]
        reason = told[-1] if told else f"exit {done.returncode}"
        raise problem("distractors.downloader-failed", reason=readable(reason[:300]), folder=readable(folder))


def _arguments(listed: Path, folder: Path, options: Options) -> list[str]:
    """Bytes as they come: the release pipeline decodes them, and no other encoder before it."""
    kind = _FORMATS.get(listed.suffix.lower())
    if kind is None:
        known = ", ".join(_FORMATS)
        raise problem("distractors.location", location=listed, kind="a list of URLs", reason=f"not {known}")
    said = {
        "input_format": kind,
        "output_folder": str(folder),
        "output_format": "webdataset",
        "resize_mode": "no",
        "disable_all_reencoding": "True",
        "extract_exif": "False",
        "incremental_mode": "incremental",
        "number_sample_per_shard": str(shard_size(options)),
        "enable_wandb": "False",
    }
    if kind != "txt":
        said["url_col"] = text_option(options, "url_column") or "url"
    if caption := text_option(options, "caption_column"):
        said["caption_col"] = caption
    if licence := text_option(options, "licence_column"):
        said["save_additional_columns"] = f'["{licence}"]'
    return [part for name, value in said.items() for part in (f"--{name}", value)]


def _program() -> str:
    """Where img2dataset lies: on the PATH, or beside this Python."""
    beside = Path(sys.executable).with_name("img2dataset")
    found = shutil.which("img2dataset") or (str(beside) if beside.is_file() else None)
    if found is None:
        raise problem(
            "distractors.package-missing",
            package="img2dataset",
            purpose="lists of URLs are downloaded with it",
            command="pip install img2dataset",
        )
    return found
