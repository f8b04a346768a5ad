"""The beginning of open_clip's vocabulary, so that the text towers stay small."""

import gzip
from pathlib import Path

SIZE = 4096  # tokens: 512 bytes, the merges, and two that mark start and end
BYTES_AND_MARKS = 512 + 2


def first_merges() -> str:
    """The header of open_clip's list of merges and as many of them as fit, in its order."""
    from open_clip.tokenizer import default_bpe  # noqa: PLC0415 - takes seconds

    with gzip.open(default_bpe(), "rt", encoding="utf-8") as stream:
        lines = stream.read().split("\n")
    return "\n".join(lines[: 1 + SIZE - BYTES_AND_MARKS])


def write_vocabulary(path: Path) -> None:
    """Writes them as open_clip's tokenizer reads them; the same bytes every time."""
    with path.open("wb") as raw, gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as packed:
        packed.write(first_merges().encode())
