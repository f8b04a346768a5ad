"""Prints every record that mlcroissant reads from a folder as JSON; run by test_croissant.py."""

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import mlcroissant
from PIL.Image import Image


def shown(value: Any) -> Any:
    if isinstance(value, Image):
        return hashlib.sha256(value.convert("RGB").tobytes()).hexdigest()
    return value.decode() if isinstance(value, bytes) else value


folder, how = Path(sys.argv[1]), sys.argv[2]
dataset = mlcroissant.Dataset(folder / "croissant.json")
if how == "mapped":
    files = {entry.id: str(folder / entry.id) for entry in dataset.metadata.file_objects}
    dataset = mlcroissant.Dataset(folder / "croissant.json", mapping=files)
read = {
    entry.id: [
        {name.partition("/")[2]: shown(value) for name, value in record.items()}
        for record in dataset.records(entry.id)
    ]
    for entry in dataset.metadata.record_sets
}
json.dump(read, sys.stdout)
