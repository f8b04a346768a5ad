"""Where a distractor stands in the lists of an object, and which others are the same bytes."""

from dataclasses import dataclass

from annotations.actions.distractor_audit.nearest_file import load_nearest
from annotations.rules.audit import SEARCH
from curation.errors import DomainError
from curation.models import DistractorSet, Job, Object


@dataclass(frozen=True)
class Known:
    """A distractor of the lists; `copies` are all ids of the same bytes in them, itself included."""

    distractor: str
    source_sha256: str
    copies: tuple[str, ...]


def known(obj: Object, wanted: DistractorSet, distractor: str) -> Known:
    """Look it up in the lists that were searched for this object, the newest first.

    Copies of the same bytes have the same descriptor and so stand side by side in every list.

    Raises:
        DomainError: `audit.unknown`, it stands in none of them.
    """
    done = Job.objects.filter(kind=SEARCH, state=Job.State.DONE, args__0=obj.pk, args__1=wanted.pk)
    sources: dict[str, str] = {}
    for result in done.order_by("-pk").values_list("result", flat=True):
        for listed in result.get("lists", {}).values():
            if listed.get("file"):
                found = load_nearest(listed["file"])
                sources.update(zip(found.ids, found.sources, strict=True))
        if distractor in sources:
            source = sources[distractor]
            same = [each for each, other in sources.items() if source and other == source]
            return Known(distractor, source, tuple(sorted({distractor, *same})))
    raise DomainError(
        "audit.unknown",
        f"{distractor} stands in no list of {obj.key} in the set {wanted.slug}; look at one first.",
    )
