"""The whole measurement: blocks by several processes, then lists, places and shares."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache, partial
from multiprocessing import get_context
from typing import Any, TypeVar

import cv2
import numpy as np

from retrieval.distractors import slug_of
from retrieval.encoders import Encoder, EncoderOptions, build_encoder
from workers.audit_depth.blocks import FIRST, Store, described
from workers.audit_depth.search import PLACES, Positions, places_of, search, shares
from workers.audit_depth.verified import verified

Progress = Callable[[str, int, int], None]
T = TypeVar("T")


@dataclass(frozen=True)
class Plan:
    """What is measured, where blocks are kept, and how: `verify` places are compared by local features."""

    store: Store
    encoders: tuple[str, ...]
    options: EncoderOptions
    verify: int = PLACES
    processes: int = 1


@dataclass(frozen=True)
class Measured:
    """Shares of hidden positives by kind of list and depth, of one encoder."""

    name: str
    version: str
    plain: dict[str, dict[str, float]]
    verified: dict[str, dict[str, float]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """For `--json` and for the stored table."""
        return {"name": self.name, "version": self.version, **self.plain, "verified": self.verified}


def measure(plan: Plan, progress: Progress) -> list[Measured]:
    """Draw, describe, search and count; the same plan gives the same shares, whatever was kept before.

    Raises:
        RetrievalError: there is no such encoder, or its checkpoint is missing.
    """
    return [_measured(plan, name, _built(name, plan.options), progress) for name in plan.encoders]


def _measured(plan: Plan, name: str, encoder: Encoder, progress: Progress) -> Measured:
    store, slug = plan.store, slug_of(encoder.version)
    blocks = [block for block in range(FIRST, store.crowd.blocks) if not store.rows(slug, block).exists()]
    work = partial(_block, store, slug, name, plan.options)
    _spread(plan, work, blocks, partial(progress, f"{name}: thousands of views"))
    plain: dict[str, dict[str, float]] = {}
    checked: dict[str, dict[str, float]] = {}
    places, better = {}, {}
    for kind, listed in search(store, slug, encoder).by_kind.items():
        places[kind] = places_of(listed, store.crowd)
        if plan.verify:
            compare = partial(_compared, store, listed, plan.verify)
            told = partial(progress, f"{name}: {kind} lists verified")
            ordered = np.stack(_spread(plan, compare, range(len(listed)), told))
            better[kind] = places_of(ordered, store.crowd)
    for found, kinds in ((plain, places), (checked, better)):
        found.update({kind: shares(each) for kind, each in kinds.items()})
        if len(kinds) > 1:  # whoever looks down all lists sees what stands high in any of them
            found["either"] = shares(np.minimum.reduce(list(kinds.values())))
    return Measured(name, encoder.version, plain, checked)


def _spread(
    plan: Plan, work: Callable[[int], T], numbers: Iterable[int], progress: Callable[[int, int], None]
) -> list[T]:
    """The result of each number in order, by this process or several."""
    wanted = list(numbers)
    results: list[T] = []
    progress(0, len(wanted))
    if plan.processes <= 1:
        for number in wanted:
            results.append(work(number))
            progress(len(results), len(wanted))
        return results
    with ProcessPoolExecutor(plan.processes, get_context("spawn"), _one_thread) as pool:
        for result in pool.map(work, wanted):
            results.append(result)
            progress(len(results), len(wanted))
    return results


def _one_thread() -> None:
    """Several processes share the cores already."""
    os.environ["OMP_NUM_THREADS"] = "1"
    cv2.setNumThreads(1)


def _block(store: Store, slug: str, name: str, options: EncoderOptions, block: int) -> None:
    described(store, slug, block, _built(name, options))


def _compared(store: Store, listed: Positions, first: int, number: int) -> Positions:
    return verified(store, number, listed[number], first)


@lru_cache(maxsize=1)
def _built(name: str, options: EncoderOptions) -> Encoder:
    return build_encoder(name, options)
