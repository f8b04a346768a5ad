"""The whole check among millions: the promises of the first issue, and what one check takes."""

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from benchmarks.at_scale_input import Input, Question
from benchmarks.at_scale_tiers import DescriptorPass
from benchmarks.near_duplicates import duplicates, false_pairs, recall_by_kind
from retrieval.fingerprints.local import LocalFeatures
from retrieval.near_duplicates import Candidate, fingerprint_image
from retrieval.near_duplicates.at_scale import StoredImage, Tiers, check_against
from retrieval.near_duplicates.at_scale.index import CompactIndex
from retrieval.near_duplicates.at_scale.stored import StoredDescriptor

Floats = npt.NDArray[np.float32]
STRANGER = "drawn other"
WARMING = 80  # checks before the timed ones


class Answers:
    """A descriptor search whose answers are known: those of one exact pass over all rows."""

    def __init__(self, questions: Sequence[Question], known: DescriptorPass) -> None:
        self._known = {
            q.fingerprint.descriptors.tobytes(): (known.nearest[n], known.cosines[n])
            for n, q in enumerate(questions)
        }

    def search(self, queries: Floats, k: int) -> tuple[npt.NDArray[np.int64], Floats]:
        """The nearest row only, whatever k is."""
        nearest, cosines = self._known[queries.tobytes()]
        return nearest[:, None], cosines[:, None]


@dataclass
class Fetching:
    """Stored images by position: the photographs, or stand-ins for the drawn others.

    decoding: from JPEG each time, as a worker does, or once.
    """

    given: Input
    decoding: bool
    calls: int = 0
    _pixels: dict[int, npt.NDArray[np.uint8]] = field(default_factory=dict)

    def __call__(self, position: int) -> StoredImage:
        self.calls += 1
        known = position < len(self.given.names)
        number = position if known else -1 - position % len(self.given.stand_ins)
        if self.decoding or number not in self._pixels:
            self._pixels[number] = self._decoded(number)
        first = self.given.collection.fingerprints[self.given.names[max(0, number)]]
        return StoredImage(self._pixels[number], first.encoder, first.descriptors[0])

    def _decoded(self, number: int) -> npt.NDArray[np.uint8]:
        jpeg = self.given.jpegs[number] if number >= 0 else self.given.stand_ins[number]
        decoded = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
        return np.asarray(cv2.cvtColor(decoded, cv2.COLOR_BGR2RGB), dtype=np.uint8)

    def name_of(self, position: int) -> str:
        """The photograph's path, or that of a drawn other."""
        known = position < len(self.given.names)
        return self.given.names[position] if known else f"{STRANGER} {position}"


def promises(given: Input, hashes: Any, compact: CompactIndex, known: DescriptorPass) -> list[str]:
    """Listed pairs, false pairs and edits through the whole chain."""
    fetching = Fetching(given, decoding=False)
    answers = Answers(given.questions, known)
    tiers = Tiers(hashes, compact, answers, fetching, fetching.name_of)
    found: dict[str, list[Candidate]] = {}
    edits: dict[str, list[bool]] = {}
    for question in given.questions:
        candidates = check_against(question.fingerprint, tiers, hidden={question.own})
        if question.own >= 0:
            found[given.names[question.own]] = candidates
            continue
        name = given.names[question.wanted]
        right = any(c.neighbour == name and c.suggested == "duplicate" for c in candidates)
        edits.setdefault(question.kind, []).append(right)
    lines = [f"verifications: {fetching.calls / len(given.questions):.2f} per check"]
    lines += [f"{edit:<40}{sum(tried)} of {len(tried)}" for edit, tried in edits.items()]
    return [*_pairs(given, tiers, found), *lines]


def _pairs(given: Input, tiers: Tiers, found: dict[str, list[Candidate]]) -> list[str]:
    """All other photographs are checked too: a false pair may start anywhere."""
    bare = Tiers(tiers.hashes, tiers.compact, None, tiers.fetch, tiers.name_of)
    for number, name in enumerate(given.names):
        if name not in found:
            found[name] = check_against(given.collection.fingerprints[name], bare, hidden={number})
    pairs = duplicates(found)
    strangers = [p for p in pairs if any(name.startswith(STRANGER) for name in p)]
    false = [*false_pairs(pairs - set(strangers), given.collection.groups()), *strangers]
    kinds = recall_by_kind(pairs, given.collection.listed)
    hits = sum(hit for hit, _ in kinds.values())
    missed = [kind for kind, (hit, total) in kinds.items() if hit < total]
    return [
        f"{hits} of {len(given.collection.listed)} listed pairs, {len(false)} false {false}, missed {missed}"
    ]


@dataclass
class Clock:
    """Wall and CPU milliseconds by step."""

    spent: dict[str, list[tuple[float, float]]] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Measures what runs inside; CPU time is that of all threads of this process."""
        wall, cpu = time.perf_counter(), time.process_time()
        yield
        taken = (1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - cpu))
        self.spent.setdefault(name, []).append(taken)

    def lines(self) -> list[str]:
        """Median and 95 % quantile of each step."""
        made = [f"load of the machine {os.getloadavg()[0]:.1f}; milliseconds, wall p50 p95, CPU p50 p95"]
        for name, taken in self.spent.items():
            middle, high = np.quantile(np.array(taken), [0.5, 0.95], axis=0)
            made.append(f"{name:<28}{middle[0]:8.1f}{high[0]:8.1f}  {middle[1]:8.1f}{high[1]:8.1f}")
        return made


class Timed:
    """A search whose questions are timed."""

    def __init__(self, search: Any, name: str, clock: Clock) -> None:
        self._search, self._name, self._clock = search, name, clock

    def __len__(self) -> int:
        return len(self._search)

    def __getattr__(self, method: str) -> Any:
        def timed(*arguments: Any) -> Any:
            with self._clock.step(self._name):
                return getattr(self._search, method)(*arguments)

        return timed


def time_checks(given: Input, searches: tuple[Any, Any, Any], checks: int, encoded: int) -> list[str]:
    """What one check takes, from decoded picture to verified candidates; the encoder is left out.

    searches: for hashes, compact features and descriptors of `encoded` numbers. Questions are edits and
    listed pairs in turn with photographs that have no copy. The first round of them goes untimed: it loads what
    a worker has loaded.
    """
    cv2.setNumThreads(os.cpu_count() or 1)  # as in a worker, and as there one thread for BLAS
    threadpool_limits(1, user_api="blas")
    clock = Clock()
    fetching = Fetching(given, decoding=True)
    names = ("hash search", "compact search", "descriptor search")
    timed = [None if s is None else Timed(s, n, clock) for s, n in zip(searches, names, strict=True)]
    tiers = Tiers(timed[0], timed[1], timed[2], fetching, fetching.name_of)
    for asked in (WARMING, checks):
        clock.spent.clear()
        fetching.calls = 0
        for rgb, own in _asked(given, asked):
            with clock.step("whole check"):
                with clock.step("fingerprint"):
                    fingerprint = fingerprint_image(rgb, _Ready(encoded))
                check_against(fingerprint, tiers, hidden={own})
    return [*clock.lines(), f"verifications: {fetching.calls / checks:.2f} per check"]


def _asked(given: Input, checks: int) -> Iterator[tuple[npt.NDArray[np.uint8], int]]:
    step = max(1, 2 * len(given.questions) // checks)
    copies = [(q.rgb, q.own) for q in given.questions[::step]]
    lonely = [(given.collection.previews[name], n) for n, name in enumerate(given.names)][::7]
    for place in range(checks):
        source = copies if place % 2 else lonely
        yield source[(place // 2) % len(source)]


class _Ready:
    """The encoder is left out of the time: its row is drawn from the picture's mean colours."""

    def __init__(self, dimension: int) -> None:
        self.name, self.dimension = "left out", dimension

    def describe(self, rgb: npt.NDArray[np.uint8], local: LocalFeatures) -> Floats:
        """Two unit vectors."""
        row = np.random.default_rng(int(rgb[::64, ::64].sum())).standard_normal(self.dimension)
        return StoredDescriptor(self.name, row / np.linalg.norm(row)).describe(rgb, local)


def size_of(folder: Path) -> int:
    """Bytes of all files under a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
