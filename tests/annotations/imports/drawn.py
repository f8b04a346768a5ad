"""A small folder in the import format, drawn by the test."""

import csv
from pathlib import Path

from tests.factories import photo

OBJECTS = ["object", "name", "coarse", "mid", "fine", "evidence_kind", "evidence_date", "evidence_url", "evidence_statement"]  # fmt: skip
IMAGES = ["path", "object", "role", "origin", "author", "licence", "source_url"]
BOXES = ["path", "x", "y", "width", "height"]
TEXTS = ["object", "text"]


class Folder:
    """Tables as lists of rows that a test may change before `write()`."""

    def __init__(self, path: Path, objects: int = 2) -> None:
        self.path = path
        self.rows: dict[str, list[list[str]]] = {
            "objects.csv": [OBJECTS],
            "images.csv": [IMAGES],
            "boxes.csv": [BOXES],
            "texts.csv": [TEXTS],
        }
        for number in range(objects):
            self._add(f"toy_{number}", number)

    def _add(self, key: str, number: int) -> None:
        evidence = ["public_record", "2020-01-01", "https://example.org/", "Made in 2020."]
        self.rows["objects.csv"].append([key, f"Toy {number}", "toy", "wooden toy", "", *evidence])
        self.rows["texts.csv"].append([key, f"Toy with {number} ears, “größer”"])
        for index, role in enumerate(("query", "positive")):
            path = f"images/{key}_{index}.jpg"
            file = self.path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(photo(1000 + number * 10 + index))
            row = [path, key, role, "downloaded", "A, B", "CC-BY-4.0", "https://example.org/a"]
            self.rows["images.csv"].append(row)
            self.rows["boxes.csv"].append([path, "10", "20", "100", "80"])

    def set(self, file: str, line: int, column: str, value: str) -> "Folder":
        """Change one cell; line 1 is the header."""
        self.rows[file][line - 1][self.rows[file][0].index(column)] = value
        return self

    def write(self) -> Path:
        for name, rows in self.rows.items():
            with (self.path / name).open("w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows(rows)
        return self.path
