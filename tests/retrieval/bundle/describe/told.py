"""Drawn releases that say everything, in words that try to break what they are put into."""

import unicodedata
from dataclasses import replace
from typing import Any

from retrieval.bundle.about import About, Creator, Responsible
from retrieval.bundle.distractors import Listed
from retrieval.bundle.schema import LeftOut, Reason, ReleaseImage, ReleaseObject, Subset, Withdrawn
from retrieval.bundle.strict_json import decode
from tests.retrieval.bundle.drawn import Drawn, drawn_release

HOSTILE = "".join(
    (
        "a \"b\" 'c' # d: e | f\\g `h` ```i``` *j* _k_ <script>l</script> [m](n) {o} $p$ ~~q~~ & %r% ^ @s ! ",
        "- t\n\n---\n# u\n1. v\r\n\x85w \u2028x \u202ey\u202c \U0001f436 שלום --- ... null ~ é\x7f\ufeff </script>",
    )
)
LINE = "".join(each for each in HOSTILE if unicodedata.category(each) != "Cc")  # rows refuse the others
PIPELINE = {"max_side": 500, "quality": 90, "white_balance": "grey-world", "version": 1}
PARAMETERS: dict[str, Any] = {
    "image_pipelines": [PIPELINE],
    "clutter": [{"segmenter": "felzenszwalb", "segmenter_version": "1", "parameters": {"scale": 100.0}}],
    "fingerprints": [{"version": "pdq-1", "encoder": "open_clip-ViT-B-32"}],
    "reviews_needed": 2,
    "rules": {"text.missing": {"stage": "submit", "severity": "error"}},
}
ANSWERS = {
    name: f"Answer on {name}." for name in Responsible.__dataclass_fields__ if name != "has_synthetic_data"
}


def answered(answers: dict[str, str]) -> Responsible:
    responsible: Responsible = decode(Responsible, answers | {"has_synthetic_data": False})
    return responsible


def told_release(distractors: int = 7) -> Drawn:
    """Every question answered, a subset, a tombstone."""
    drawn = drawn_release(distractors=distractors)
    answers = ANSWERS | {"data_collection_time_frame": "2025-01-02 to 2025-03-04"}
    about = replace(
        drawn.release.about,
        responsible=answered(answers),
    )
    subset = Subset(name="mini", keys=("d0004", "d0001"), selection={"seed": 3, "encoders": ["open_clip"]})
    return replace(
        drawn, release=replace(drawn.release, about=about, parameters=PARAMETERS, subsets=(subset,))
    )


def hostile_release() -> Drawn:
    """The same with hostile words wherever people may write what they like."""
    drawn = told_release()
    about = About(
        description=HOSTILE,
        creators=(
            Creator(
                given_name=f"{HOSTILE} and", family_name=f"{HOSTILE}, Jr", affiliation=HOSTILE, orcid=HOSTILE
            ),
            Creator(given_name="", family_name="Only: One"),
        ),
        licence=HOSTILE,
        url=HOSTILE,
        homepage="https://example.org/a b",
        contact=HOSTILE,
        keywords=(HOSTILE, HOSTILE, "", "no"),
        language="no",
        paper_bibtex="",
        responsible=answered(dict.fromkeys(ANSWERS, HOSTILE)),
    )
    release = replace(
        drawn.release,
        title=HOSTILE,
        about=about,
        objects=tuple(map(_hostile_object, drawn.release.objects)),
        distractors=Listed(
            replace(entry, author=LINE, source_url=LINE) for entry in drawn.release.distractors
        ),
        left_out=(LeftOut(key="gone", name=HOSTILE, reasons=(Reason(code="a.b", message=HOSTILE),)),),
        withdrawn=(
            Withdrawn(kind="object", key="x", last_version="0.9.0", date="2026-10-01", reason=HOSTILE),
        ),
        subsets=(Subset(name="mini", keys=("d0001",), selection={HOSTILE: HOSTILE}),),
        parameters={"clutter": [{"segmenter": HOSTILE}], "image_pipelines": [{HOSTILE: HOSTILE}]},
    )
    return replace(drawn, release=release)


def _hostile_object(thing: ReleaseObject) -> ReleaseObject:
    return replace(thing, name=LINE, images=tuple(map(_hostile_image, thing.images)))


def _hostile_image(image: ReleaseImage) -> ReleaseImage:
    return replace(image, author=LINE, camera=LINE, source_url=LINE, origin="downloaded")
