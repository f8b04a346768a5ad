"""Which index a number of descriptors needs, and what it will cost: told before anything is built."""

import os
from dataclasses import dataclass, replace
from itertools import product
from typing import Any, Final

from retrieval.errors import RetrievalError
from retrieval.index.plan_costs import (
    BUILDING,
    DISK,
    SECONDS,
    Figure,
    IvfShape,
    code_bytes_for,
    flat_cost,
    ivf_cost,
    lists_for,
    server_cost,
)

FLAT_ROWS: Final = 300_000
# What an index may take of the memory given: pages of the vector file and the worker itself need the rest.
SHARE: Final = 0.75
ROUNDS: Final = 10
SAMPLE_PER_LIST: Final = (64, 40)  # FAISS asks for at least 39; the first that memory allows
EXPECTED_RECALL: Final = 0.98
SEED: Final = 20_240_601

_ASSUMED = "assumed of 64 lists and four rows a place compared exactly; nothing is tuned on a server"
_TUNED = "target: effort is raised until held-out rows reach it; the manifest holds what they reached"


@dataclass(frozen=True)
class IndexPlan:
    """Kind ("flat", "ivf", "milvus"), parameters and figures of an index over `count` rows of `dimension`."""

    kind: str
    count: int
    dimension: int
    memory_bytes: int
    machines: int
    nlist: int = 0
    code_bytes: int = 0
    sample: int = 0
    server_index: str = ""  # the index type a Milvus server is asked for
    figures: tuple[Figure, ...] = ()

    @classmethod
    def of(
        cls, count: int, dimension: int, memory_bytes: int, machines: int = 1, *, cores: int | None = None
    ) -> "IndexPlan":
        """The plan for N rows of D numbers and this memory on each of these machines.

        Raises RetrievalError `index.plan` for numbers below one and `index.memory` where one machine can't
        hold it.
        """
        if min(count, dimension, memory_bytes, machines) < 1:
            raise RetrievalError(
                "index.plan", "Count, dimension, memory and machines of an index are at least one each."
            )
        working = cores or os.cpu_count() or 1
        flat = flat_cost(count, dimension)
        if count <= FLAT_ROWS and flat.building.value <= SHARE * memory_bytes:
            figures = flat.figures(1.0, "every row is compared")
            return cls("flat", count, dimension, memory_bytes, machines, figures=figures)
        plan = cls("ivf", count, dimension, memory_bytes, machines, lists_for(count))
        plan = replace(plan, sample=min(count, SAMPLE_PER_LIST[0] * plan.nlist))
        return _over_machines(plan, working) if machines > 1 else _on_one_machine(plan, working)

    @property
    def ram(self) -> int:
        """Bytes at the peak of building, on each machine."""
        return int(self._value(BUILDING))

    @property
    def disk(self) -> int:
        """Bytes of the finished index, over all machines."""
        return int(self._value(DISK))

    @property
    def build_seconds(self) -> float:
        """Seconds from the first shard to an index that answers."""
        return self._value(SECONDS)

    @property
    def expected_recall(self) -> float:
        """Share of the ten nearest rows that a search finds."""
        return self._value("recall@10")

    def parameters(self) -> dict[str, int | str]:
        """What decides the bytes of the index, and nothing else."""
        return {
            "kind": self.kind,
            "count": self.count,
            "dimension": self.dimension,
            "nlist": self.nlist,
            "code_bytes": self.code_bytes,
            "sample": self.sample,
            "rounds": ROUNDS,
            "seed": SEED,
        }

    def describe(self) -> str:
        """The plan for people: kind and parameters, then each figure with its source."""
        lines = [
            f"{self.count:,} descriptors of {self.dimension} numbers",
            f"{self.machines} machine{'s' * (self.machines > 1)} with {self.memory_bytes / 1e9:.3g} GB of memory",
            f"{self.kind}: {self._words()}",
        ]
        lines += [f"  {f.name:<20} {f.words():>10}   {f.source}" for f in self.figures]
        return "\n".join(lines)

    def as_dict(self) -> dict[str, Any]:
        """The plan for programs."""
        return {
            **self.parameters(),
            "memory_bytes": self.memory_bytes,
            "machines": self.machines,
            "server_index": self.server_index,
            "figures": [
                {"name": f.name, "value": f.value, "unit": f.unit, "source": f.source} for f in self.figures
            ],
        }

    def _value(self, name: str) -> float:
        return next(figure.value for figure in self.figures if figure.name == name)

    def _words(self) -> str:
        if self.kind == "flat":
            return "every query is compared with every row, in half precision, then exactly"
        coded = f"codes of {self.code_bytes} bytes, exact re-ranking from a mapped float16 file"
        if self.kind == "milvus":
            return f"{self.server_index} with {self.nlist:,} lists on a Milvus server"
        return f"{self.nlist:,} lists trained on {self.sample:,} rows, {coded}"


def _on_one_machine(plan: IndexPlan, cores: int) -> IndexPlan:
    # short descriptors have no numbers to spare for a code
    codings = (8, 16, 32) if plan.dimension >= 128 else (4, 8, 16)
    for numbers_per_byte, per_list in product(codings, SAMPLE_PER_LIST):
        code = code_bytes_for(plan.dimension, numbers_per_byte)
        plan = replace(plan, code_bytes=code, sample=min(plan.count, per_list * plan.nlist))
        cost = ivf_cost(_shape(plan), cores)
        if cost.building.value <= SHARE * plan.memory_bytes:
            return replace(plan, figures=cost.figures(EXPECTED_RECALL, _TUNED))
    raise RetrievalError(
        "index.memory",
        f"An index over {plan.count:,} descriptors of {plan.dimension} numbers needs "
        f"{cost.building.value / SHARE / 1e9:.3g} GB of memory; {plan.memory_bytes / 1e9:.3g} GB are given. "
        "Give more, or plan for several machines with a Milvus server.",
    )


def _over_machines(plan: IndexPlan, cores: int) -> IndexPlan:
    """One byte per number where the machines hold it (IVF_SQ8), product quantisation otherwise (IVF_PQ)."""
    for server_index, numbers_per_byte in (("IVF_SQ8", 1), ("IVF_PQ", 4), ("IVF_PQ", 8), ("IVF_PQ", 16)):
        code = code_bytes_for(plan.dimension, numbers_per_byte)
        plan = replace(plan, kind="milvus", server_index=server_index, code_bytes=code)
        cost = server_cost(_shape(plan), cores, plan.machines)
        if cost.searching.value <= SHARE * plan.memory_bytes:
            return replace(plan, figures=cost.figures(EXPECTED_RECALL, _ASSUMED))
    raise RetrievalError(
        "index.memory",
        f"Each of {plan.machines} machines would need {cost.searching.value / SHARE / 1e9:.3g} GB for codes of "
        f"{plan.count:,} descriptors; {plan.memory_bytes / 1e9:.3g} GB are given. Give more machines.",
    )


def _shape(plan: IndexPlan) -> IvfShape:
    return IvfShape(plan.count, plan.dimension, plan.nlist, plan.code_bytes, plan.sample, ROUNDS)
