"""What a sample will hold, decided before anything is drawn: objects, pictures, cameras, dates."""

import re
from collections.abc import Set
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from itertools import count as count_from

import numpy as np

from retrieval.errors import RetrievalError
from retrieval.scenes.arrays import stream
from retrieval.scenes.photo import MODELS, CameraModel, Shot
from retrieval.scenes.thing import Thing
from retrieval.scenes.things import KINDS, build_thing

FIRST_DAY = date(2021, 3, 1)
FIRST_EXTRA, FIRST_DISTRACTOR = 10_000, 20_000
UNSAFE = ("pos", "quer")
MISSES = 60  # in a row: that kind has no names left, the poorest kinds have as many


@dataclass(frozen=True)
class SampleSize:
    """How much to draw; near-duplicates are part of the distractors."""

    objects: int = 8
    queries_per_object: int = 1
    positives_per_object: int = 3
    distractors: int = 60
    near_duplicates: int = 6

    def __post_init__(self) -> None:
        """Refuse sizes that no benchmark could have."""
        if min(self.objects, self.queries_per_object, self.positives_per_object) < 1:
            raise RetrievalError(
                "sample.size",
                "A sample needs at least one object, one query and one positive per object; "
                "ask for larger numbers.",
            )
        of_positives = -(-self.near_duplicates // 3)
        plain = self.distractors - self.near_duplicates
        too_few = self.near_duplicates - of_positives > plain
        if self.near_duplicates < 0 or too_few or of_positives > self.objects * self.positives_per_object:
            raise RetrievalError(
                "sample.size",
                f"{self.near_duplicates} near-duplicates can't be made of different pictures: a third of "
                f"them copies positives, the others copy the {plain} distractors that are no copies; ask "
                "for fewer near-duplicates or for more pictures.",
            )


@dataclass(frozen=True, eq=False)
class SampleObject:
    """One object: its key, what is drawn, since when it exists, and its two sets of cameras."""

    key: str
    thing: Thing
    since: date
    query_cameras: tuple[CameraModel, ...]
    positive_cameras: tuple[CameraModel, ...]


def slug(name: str) -> str:
    """The name in [a-z0-9_]."""
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")


def plan_objects(seed: int, count: int) -> list[SampleObject]:
    """Distinct objects, kind after kind; a name that is taken or unsafe gives way to the next one.

    A kind whose names are used up gives things with the same name a number.
    """
    kinds, taken, spent, objects = list(KINDS), set[str](), set[str](), list[SampleObject]()
    number = misses = 0
    while len(objects) < count:
        kind = kinds[len(objects) % len(kinds)]
        thing = build_thing(kind, seed, number)
        number += 1
        if kind in spent:
            thing = _numbered(thing, taken)
        key = slug(thing.name)
        if key in taken or any(word in key for word in UNSAFE):
            misses += 1
            if misses == MISSES:
                spent.add(kind)
            continue
        misses = 0
        taken.add(key)
        rng = stream(seed, "object", key)
        order = [MODELS[int(index)] for index in rng.permutation(len(MODELS))]
        since = FIRST_DAY + timedelta(days=int(rng.integers(0, 600)))
        objects.append(SampleObject(key, thing, since, tuple(order[:3]), tuple(order[3:])))
    return objects


def _numbered(thing: Thing, taken: Set[str]) -> Thing:
    """The thing, called by the first number from two on that makes its name a new one, if it is taken."""
    names = chain([thing.name], (f"{thing.name} {number}" for number in count_from(2)))
    return replace(thing, name=next(name for name in names if slug(name) not in taken))


def choose_shot(
    rng: np.random.Generator, cameras: tuple[CameraModel, ...], since: date, portrait_share: float
) -> Shot:
    """A shot by one of the cameras, taken after the day."""
    morning = datetime(since.year, since.month, since.day, 8, tzinfo=UTC)
    later = timedelta(days=int(rng.integers(30, 900)), seconds=int(rng.integers(0, 36_000)))
    return Shot(
        model=cameras[int(rng.integers(len(cameras)))],
        taken=morning + later,
        portrait=bool(rng.random() < portrait_share),
        exposure=float(rng.uniform(1.1, 1.45)),
    )
