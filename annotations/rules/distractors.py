"""No distractor shows an object, and somebody looked for such ones far enough down the lists."""

from collections.abc import Iterator

from annotations.rules.case import Case
from annotations.rules.finding import Remark

# Once local features have ordered a list, the first hundred places hold nine tenths and more of what its thousand
# hold (docs/false-negatives.md), and a hundred thumbnails are two screens.
DEMANDED_DEPTH = 100


def false_negative(case: Case) -> Iterator[Remark]:
    """No distractor that was marked as showing the object is still in its set."""
    for slug, distractor in case.audit.shown:
        yield Remark(
            f"The distractor {distractor} of the set {slug} shows this object; remove it from the set, or reject "
            "the object.",
            f"distractors:{slug}",
        )


def unaudited(case: Case) -> Iterator[Remark]:
    """In every set with descriptors the lists of all queries were looked at down to the demanded depth."""
    for slug, seen in case.audit.depths.items():
        demanded = min(DEMANDED_DEPTH, case.audit.sizes[slug])
        short = [depth for depth in seen.values() if depth < demanded]
        if short:
            yield Remark(
                f"{len(short)} of {len(seen)} lists of the nearest distractors in the set {slug} were not looked at "
                f"down to place {demanded}.",
                f"distractors:{slug}",
            )
    for slug in case.audit.blind:
        yield Remark(
            f"The set {slug} has no descriptors, so nobody can look for this object among its distractors.",
            f"distractors:{slug}",
        )
