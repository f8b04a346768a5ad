"""Which licences can be named, and which of them a benchmark takes."""

import re
from functools import cache
from pathlib import Path

from curation.models import Benchmark

# One identifier per line, as the SPDX licence list (CC0) names them.
SPDX_LIST = Path(__file__).with_name("spdx.txt")
OWN_REFERENCE = re.compile(r"\ALicenseRef-[A-Za-z0-9.-]+\Z")


@cache
def spdx_ids() -> frozenset[str]:
    """Every identifier of the committed SPDX list."""
    return frozenset(SPDX_LIST.read_text(encoding="ascii").split())


def is_valid(licence: str) -> bool:
    """Whether it is an SPDX identifier or a `LicenseRef-…` of one's own."""
    return licence in spdx_ids() or OWN_REFERENCE.match(licence) is not None


def is_allowed(benchmark: Benchmark, licence: str) -> bool:
    """Whether the benchmark takes it: valid, and on its list when it has one."""
    return is_valid(licence) and (not benchmark.licences or licence in benchmark.licences)


def refusal(licence: str) -> str:
    """The sentence for a licence that can't be named."""
    return (
        f'"{licence}" is no licence that can be published. Name an SPDX identifier such as CC-BY-4.0, '
        "or LicenseRef- followed by letters, digits, dots and hyphens."
    )
