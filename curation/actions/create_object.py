"""Begin an object: its key becomes a folder name of the release, so it must survive the official loaders."""

import re
import unicodedata

from django.db import transaction
from django.db.models import Max

from curation import audit, jobs
from curation.errors import Conflict, DomainError
from curation.models import Benchmark, Category, Object, User
from curation.models.object import SAFE_KEY, UNSAFE_PARTS

LONGEST_KEY = 60
# Broken apart so that neither substring is left, yet people still read the word.
MENDED = {"pos": "po_s", "quer": "qu_er"}


def derived_key(name: str) -> str:
    """A safe key that still reads like the name: "Poster, blue" becomes "po_ster_blue"."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    key = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:LONGEST_KEY].strip("_")
    for part, mended in MENDED.items():
        key = key.replace(part, mended)
    return key or "object"


def is_safe(key: str) -> bool:
    """Whether the official loaders of ILIAS can take it as a folder name (F 1.6)."""
    return SAFE_KEY.match(key) is not None and not any(part in key for part in UNSAFE_PARTS)


@transaction.atomic
def create_object(
    benchmark: Benchmark, name: str, *, actor: User, key: str = "", category: Category | None = None
) -> Object:
    """Write a draft with the next free number; without a key one is derived from the name.

    Raises:
        DomainError: `object.name` without a name, `ids.unsafe` for a key the official loaders would misread.
        Conflict: `object.exists` when the key is taken.
    """
    if not name.strip():
        raise DomainError(
            "object.name", "Give the object a name: the words by which people would ask for it."
        )
    if key and not is_safe(key):
        message = (
            f'"{key}" can\'t be a key: use lower-case letters, digits and underscores, and neither "pos" nor '
            '"quer", which the official loaders look for in paths.'
        )
        raise DomainError("ids.unsafe", message)
    Benchmark.objects.select_for_update().get(pk=benchmark.pk)  # numbers are given out one at a time
    same_start = Object.objects.filter(benchmark=benchmark, key__startswith=key or derived_key(name))
    taken = set(same_start.values_list("key", flat=True))
    if key and key in taken:
        raise Conflict(
            "object.exists", f'There is already an object "{key}" in this benchmark. Choose another key.'
        )
    last = Object.objects.filter(benchmark=benchmark).aggregate(last=Max("number"))["last"]
    obj = Object.objects.create(
        benchmark=benchmark,
        key=key or _free(derived_key(name), taken),
        number=0 if last is None else last + 1,
        name=name.strip(),
        category=category,
        collector=actor,
    )
    audit.record("curation.object.created", obj, actor=actor, benchmark=benchmark, key=obj.key, name=obj.name)
    jobs.enqueue("rules.check", obj.pk, benchmark=benchmark, user=actor)
    return obj


def _free(key: str, taken: set[str]) -> str:
    candidate, count = key, 2
    while candidate in taken:
        candidate, count = f"{key}_{count}", count + 1
    return candidate
