"""Names of licences for those who read them: SPDX, Hugging Face, addresses."""

import re
from collections import Counter
from collections.abc import Iterable

from retrieval.bundle.schema import Release

_SPDX = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]*")
# those of the licences of images that the hub of Hugging Face has a name for; it refuses any other
_HUB = frozenset(
    (
        *("apache-2.0", "mit", "cc0-1.0", "pddl", "odc-by", "odbl", "cc-by-2.0", "cc-by-2.5", "cc-by-3.0"),
        *("cc-by-4.0", "cc-by-sa-3.0", "cc-by-sa-4.0", "cc-by-nc-2.0", "cc-by-nc-3.0", "cc-by-nc-4.0"),
        *("cc-by-nd-4.0", "cc-by-nc-nd-3.0", "cc-by-nc-nd-4.0", "cc-by-nc-sa-2.0", "cc-by-nc-sa-3.0"),
        "cc-by-nc-sa-4.0",
    )
)


def is_spdx(name: str) -> bool:
    """Whether the name has the form of an SPDX id and is not one's own (LicenseRef-…)."""
    return bool(_SPDX.fullmatch(name)) and not name.startswith("LicenseRef-")


def licence_url(name: str) -> str:
    """Where a licence can be read, or "" for one that SPDX does not know."""
    return f"https://spdx.org/licenses/{name}.html" if is_spdx(name) else ""


def hub_name(name: str) -> str:
    """What Hugging Face calls the licence; `other` for what it has no name for."""
    return name.lower() if name.lower() in _HUB else "other"


def image_licences(release: Release) -> list[tuple[str, int]]:
    """The licences of queries and positives with the number of images, the most used first."""
    return ranked(image.licence for thing in release.objects for image in thing.images)


def ranked(values: Iterable[str]) -> list[tuple[str, int]]:
    """Each value with how often it comes, the most frequent first, then by name."""
    return sorted(Counter(values).items(), key=lambda pair: (-pair[1], pair[0]))
