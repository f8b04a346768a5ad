"""Corruptions of an exported folder: crude ones, and edits by somebody who makes the sums true again.

Each takes a Victim and a random source, changes the folder, and notes in `named` the paths of which a
verification must name one: what was changed, or the file that contradicts it.
"""

import csv
import io
import json
import os
import random
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from retrieval.bundle.manifest import SIZES, SUMS, parse_sizes, sizes, sums
from retrieval.bundle.records import file_record
from tests.retrieval.bundle.drawn import picture

HEAD = "RELEASE.json"
STATING = ("croissant.json", "checksums.txt")  # hold hashes and sizes of other files
Mutation = Callable[["Victim", random.Random], None]


@dataclass
class Victim:
    """A folder that shares its files with the whole one until they are changed."""

    folder: Path
    named: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, whole: Path, folder: Path) -> "Victim":
        """A copy by hard links."""
        shutil.copytree(whole, folder, copy_function=os.link)
        return cls(folder)

    def paths(self, suffix: str = "", below: str = "") -> list[str]:
        """Every file with that ending, sorted; not the two tables that a covered edit rewrites."""
        found = (path for path in self.folder.rglob("*") if path.is_file() and not path.is_symlink())
        names = sorted(path.relative_to(self.folder).as_posix() for path in found)
        return [name for name in names if name.endswith(suffix) and name.startswith(below)]

    def read(self, path: str) -> bytes:
        return (self.folder / path).read_bytes()

    def text(self, path: str) -> str:
        return self.read(path).decode()

    def write(self, path: str, data: bytes | str, *also: str) -> None:
        """Puts other content there; `also` are files of which naming one is as good."""
        content = data.encode() if isinstance(data, str) else data
        place = self.folder / path
        assert not place.is_file() or place.read_bytes() != content, f"{path} was not changed"
        place.unlink(missing_ok=True)  # the whole folder has the same file
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        self.changed.add(path)
        self.named |= {path, *also}

    def cover(self) -> None:
        """Makes everything that states hashes and sizes true again, recipes of tars included."""
        old = dict(line.split("  ")[::-1] for line in self.text(SUMS).splitlines())
        for path in sorted(self.changed):
            self._restate(path, old.get(path, ""))
        recipes = {path: recipe for path, _, recipe in parse_sizes(self.text(SIZES))}
        held = {path: file_record(self.folder, path) for path in self.paths() if path not in (SIZES, SUMS)}
        for path in self.changed & {path for path, recipe in recipes.items() if recipe}:
            recipes[path] = "f" * 64
        self._put(SIZES, sizes(replace(held[path], recipe=recipes.get(path, "")) for path in held))
        held[SIZES] = file_record(self.folder, SIZES)
        self._put(SUMS, sums(held.values()))

    def _restate(self, path: str, old: str) -> None:
        if not old or path in STATING or not (self.folder / path).is_file():
            return
        record = file_record(self.folder, path)
        for stating in STATING:
            before, found, after = self.text(stating).partition(old)
            if found:
                size = before.rfind('"contentSize": "') if stating == "croissant.json" else -1
                said = re.sub(r"\d+ B", f"{record.size} B", before[size:], count=1)
                self._put(stating, (before[:size] + said if size >= 0 else before) + record.sha256 + after)

    def _put(self, path: str, text: str) -> None:
        (self.folder / path).unlink()
        (self.folder / path).write_text(text)


def crude(mutation: Callable[[Victim, random.Random, str], None]) -> Mutation:
    """A corruption of any one file, sums left as they are."""

    def mutate(victim: Victim, chance: random.Random) -> None:
        path = chance.choice(victim.paths())
        mutation(victim, chance, path)
        victim.named.add(path)
        if path == SUMS:  # the witness: the files that it no longer vouches for are as good
            victim.named |= {*victim.paths(), *parsed_paths(victim)}

    return mutate


def parsed_paths(victim: Victim) -> set[str]:
    """What stands behind the two blanks of each line of the sums, if they can be read."""
    place = victim.folder / SUMS
    lines = place.read_text(errors="replace").splitlines() if place.is_file() else []
    return {line[66:] for line in lines}


def flip_bit(victim: Victim, chance: random.Random, path: str) -> None:
    data = bytearray(victim.read(path))
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    victim.write(path, bytes(data))


def truncate(victim: Victim, chance: random.Random, path: str) -> None:
    data = victim.read(path)
    victim.write(path, data[: chance.choice((0, chance.randrange(len(data)), len(data) - 1))])


def append(victim: Victim, chance: random.Random, path: str) -> None:
    victim.write(path, victim.read(path) + chance.choice((b"\0", b"\n", chance.randbytes(600))))


def blank(victim: Victim, chance: random.Random, path: str) -> None:
    victim.write(path, bytes(len(victim.read(path))))


def swap(victim: Victim, chance: random.Random, path: str) -> None:
    """Two files of equal size where there are such, or of any."""
    data = victim.read(path)
    others = [name for name in victim.paths() if victim.read(name) != data]
    alike = [name for name in others if len(victim.read(name)) == len(data)]
    other = chance.choice(alike if alike and chance.random() < 0.7 else others)
    theirs = victim.read(other)
    victim.write(path, theirs)
    victim.write(other, data)


def delete(victim: Victim, chance: random.Random, path: str) -> None:
    (victim.folder / path).unlink()


def rename(victim: Victim, chance: random.Random, path: str) -> None:
    other = f"{path}{chance.choice(('~', '.bak', ' '))}" if chance.random() < 0.5 else path.upper() + "_"
    place = victim.folder / other
    place.parent.mkdir(parents=True, exist_ok=True)
    (victim.folder / path).rename(place)


def link(victim: Victim, chance: random.Random, path: str) -> None:
    data = victim.read(path)
    aside = victim.folder.with_name("aside")
    aside.write_bytes(data)
    (victim.folder / path).unlink()
    (victim.folder / path).symlink_to(aside)  # the content is right, and yet it is not in the folder


def add_file(victim: Victim, chance: random.Random) -> None:
    path = chance.choice(victim.paths())
    beside = f"{path.rpartition('/')[0]}/{chance.choice(('.DS_Store', 'notes.txt', 'P000_99.jpg'))}"
    victim.write(beside.lstrip("/"), victim.read(path))


def add_folder(victim: Victim, chance: random.Random) -> None:
    path = f"{chance.choice(('ilias_core', 'metadata', 'coco'))}/empty"
    (victim.folder / path).mkdir()
    victim.named.add(f"{path}/")


def cell(path: str) -> Mutation:
    """One cell of a table gets another value that looks as good."""

    def mutate(victim: Victim, chance: random.Random) -> None:
        rows = list(csv.reader(io.StringIO(victim.text(path), newline="")))
        row = chance.randrange(1, len(rows))
        column = chance.randrange(len(rows[0]))
        old = rows[row][column]
        others = [each[column] for each in rows[1:] if each[column] != old]
        rows[row][column] = chance.choice([*others, _other(old, chance)])
        victim.write(path, _csv(rows), HEAD)

    return mutate


def _other(value: str, chance: random.Random) -> str:
    places = [place for place, letter in enumerate(value) if letter.isdigit()]
    if not places:
        return value + "x"
    place = chance.choice(places)
    return value[:place] + str((int(value[place]) + chance.randrange(1, 10)) % 10) + value[place + 1 :]


def _csv(rows: list[list[str]]) -> str:
    target = io.StringIO()
    csv.writer(target, lineterminator="\n").writerows(rows)
    return target.getvalue()


def lines(path: str, *also: str) -> Mutation:
    """A line is removed, doubled, exchanged with another, or has another digit."""

    def mutate(victim: Victim, chance: random.Random) -> None:
        text = victim.text(path)
        found = text.splitlines(keepends=True)
        first = 1 if path.endswith(".csv") else 0
        place = chance.randrange(first, len(found))
        kind = chance.choice(("remove", "double", "exchange", "digit"))
        if kind == "exchange" and len(set(found[first:])) > 1:
            other = chance.choice([n for n in range(first, len(found)) if found[n] != found[place]])
            found[place], found[other] = found[other], found[place]
        elif kind == "remove":
            del found[place]
        elif kind == "double":
            found.insert(place, found[place])
        else:
            found[place] = f"{_other(found[place].rstrip(chr(10)), chance)}\n"
        victim.write(path, "".join(found), *also)

    return mutate


def leaf(path: str, *also: str) -> Mutation:
    """One value anywhere in a JSON file, or one entry of a list taken out."""

    def mutate(victim: Victim, chance: random.Random) -> None:
        value = json.loads(victim.text(path))
        holders = list(_holders(value))
        holder, key = chance.choice(holders)
        old = holder[key]
        if isinstance(holder, list) and len(holder) > 1 and chance.random() < 0.3:
            del holder[key]
        else:
            holder[key] = changed(old, chance)
        indent = None if path.startswith("coco/") else 2
        victim.write(path, json.dumps(value, indent=indent, ensure_ascii=False) + "\n", *also)

    return mutate


def _holders(value: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        if isinstance(inner, dict | list) and inner:
            found += _holders(inner)
        else:
            found.append((value, key))
    return found


def changed(value: object, chance: random.Random) -> object:
    """Another value of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + chance.choice((1, -1, 7))
    return _other(str(value), chance) if value else "x"


def jpeg_at_other_quality(victim: Victim, chance: random.Random) -> None:
    """The same picture, encoded anew, and its new hash in some of the tables."""
    path = chance.choice(victim.paths(".jpg"))
    old, new = file_record(victim.folder, path).sha256, picture(chance.randrange(10**6))
    victim.write(path, new)
    sha256 = file_record(victim.folder, path).sha256
    stating = [name for name in victim.paths() if name.endswith((".csv", ".json", ".jsonl"))]
    stating = [name for name in stating if name not in (SIZES, SUMS) and old in victim.text(name)]
    for name in chance.sample(stating, chance.randrange(len(stating) + 1)):
        victim.write(name, victim.text(name).replace(old, sha256), HEAD)


def any_text(suffix: str, below: str = "") -> Mutation:
    """The small text of one image or object."""

    def mutate(victim: Victim, chance: random.Random) -> None:
        path = chance.choice(victim.paths(suffix, below))
        lines(path)(victim, chance)

    return mutate


def moved_box(victim: Victim, chance: random.Random) -> None:
    """A box in the main table and in everything of text that repeats it, but for one file."""
    old, new = chance.choice((("1 2 20 15", "2 2 20 15"), ("25 3 15 27", "24 3 15 27")))
    stating = [name for name in victim.paths() if name.endswith((".csv", "_bbox.txt"))]
    stating = [name for name in stating if old in victim.text(name)]
    stating.remove(chance.choice(stating))
    for name in stating:
        victim.write(name, victim.text(name).replace(old, new), HEAD)


def unlisted_file(victim: Victim, chance: random.Random) -> None:
    """A file that only the sums and the table of sizes know."""
    folder = chance.choice(("metadata", "ilias_core/thing0_000/pos", "coco", "yfcc100m"))
    victim.write(f"{folder}/{chance.choice(('TERMS.txt', 'P000_99.jpg'))}", picture(chance.randrange(10**6)))
