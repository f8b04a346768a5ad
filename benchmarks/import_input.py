"""A folder of photographs as an import meets them, drawn once and kept for the next run."""

from pathlib import Path

from benchmarks.drawn_photographs import drawn_photograph


def photographs(folder: Path, count: int, size: tuple[int, int], noise: float) -> list[Path]:
    """So many different JPEG files of that size in `folder`; those of an earlier run are used again."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{number:05d}.jpg" for number in range(count)]
    for number, path in enumerate(paths):
        if not path.is_file():
            path.write_bytes(drawn_photograph(number + 1, *size, noise))
    return paths
