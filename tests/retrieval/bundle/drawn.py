"""Small releases with drawn images: bytes by SHA-256 and the dataclasses that speak of them."""

import hashlib
import io
from dataclasses import dataclass, field

import numpy as np
from PIL import Image

from retrieval.bundle.about import About, Creator, Responsible
from retrieval.bundle.distractors import Listed
from retrieval.bundle.parts import Entry
from retrieval.bundle.schema import (
    LeftOut,
    Reason,
    Release,
    ReleaseDistractor,
    ReleaseEvidence,
    ReleaseImage,
    ReleaseObject,
    Role,
    Withdrawn,
)
from retrieval.geometry import Box, scale_ratio
from retrieval.taxonomy import CategoryPath

ABOUT = About(
    description="Drawn things, to be found again.",
    creators=(
        Creator(given_name="Ada", family_name="Lovelace", affiliation="Analytical Society"),
        Creator(given_name="Émilie", family_name="du Châtelet", orcid="0000-0001-2345-6789"),
    ),
    licence="CC-BY-4.0",
    url="https://example.org/drawn",
    homepage="https://example.org/about",
    contact="drawn@example.org",
    keywords=("instance-level retrieval", "drawings"),
    state="stable",
    responsible=Responsible(
        data_collection="Drawn by a program.",
        data_collection_type="Synthetic",
        data_biases="Only mugs and lamps.",
        data_limitations="No real photographs.",
        data_use_cases="Tests.",
        data_social_impact="None is known.",
        personal_sensitive_information="None.",
        data_release_maintenance_plan="Errata on the page.",
        data_annotation_protocol="Boxes are exact.",
        has_synthetic_data=True,
    ),
)


@dataclass
class Drawn:
    """A release and the bytes its images have."""

    release: Release
    blobs: dict[str, bytes] = field(default_factory=dict)

    def read(self, entry: Entry) -> bytes:
        return self.blobs[entry.sha256]


def picture(seed: int, width: int = 40, height: int = 30) -> bytes:
    """A plain JPEG of noise that is another one for every seed."""
    noise = np.random.default_rng(seed).integers(0, 256, (6, 8, 3), dtype=np.uint8)
    image = Image.fromarray(noise).resize((width, height), Image.Resampling.BICUBIC)
    target = io.BytesIO()
    image.save(target, "JPEG", quality=90, subsampling=0)
    return target.getvalue()


def drawn_release(objects: int = 3, positives: int = 2, distractors: int = 5) -> Drawn:
    """A release that every loader takes, with all its bytes."""
    blobs: dict[str, bytes] = {}
    release = Release(
        slug="drawn",
        title="Drawn *things* & more",
        version="1.0.0",
        cutoff="2014-01-01",
        code_version="0.1.0",
        objects=tuple(_object(number, positives, blobs) for number in range(objects)),
        date="2026-11-21",
        about=ABOUT,
        distractors=Listed(_distractor(index, blobs) for index in range(distractors)),
        withdrawn=(
            Withdrawn(
                kind="object",
                key="lost_lamp",
                last_version="0.9.0",
                date="2026-10-01",
                reason="Consent, withdrawn.",
            ),
        ),
        left_out=(
            LeftOut(key="gone", name="Gone", reasons=(Reason(code="text.missing", message="No text."),)),
        ),
        parameters={"clutter": {"segmenter": "felzenszwalb", "scale": 100.0}, "seed": 7},
    )
    return Drawn(release, blobs)


def _object(number: int, positives: int, blobs: dict[str, bytes]) -> ReleaseObject:
    key = f"odd_mug_{number:03d}" if number == 1 else f"thing{number}"
    roles: list[Role] = ["query"]
    roles += ["positive" for _ in range(positives)]
    images = tuple(_image(key, number * 100 + i, role, blobs) for i, role in enumerate(roles))
    return ReleaseObject(
        key=key,
        number=number,
        name=f"Ding “{number}”, rot",
        categories=CategoryPath("home", "kitchen" if number else "", "mug" if number > 1 else ""),
        text=f"Une tasse n° {number},\nwith a handle.",
        images=images,
        evidence=(ReleaseEvidence(kind="public_record", date="2015-02-03", statement="Built, then sold."),),
    )


def _image(key: str, seed: int, role: Role, blobs: dict[str, bytes]) -> ReleaseImage:
    data = picture(seed)
    sha256 = hashlib.sha256(data).hexdigest()
    blobs[sha256] = data
    boxes = (Box(1, 2, 20, 15), Box(25, 3, 15, 27))
    downloaded = seed % 2 == 0
    return ReleaseImage(
        id=f"image-{seed}",
        object_key=key,
        role=role,
        sha256=sha256,
        width=40,
        height=30,
        boxes=boxes,
        licence="CC-BY-4.0",
        author="Ada, Countess",
        origin="downloaded" if downloaded else "captured",
        source_url=f"https://example.org/{seed}?a=b,c" if downloaded else "",
        camera='Canon EOS "5D"',
        scale=scale_ratio(boxes, 40, 30) if role == "positive" else None,
        clutter=seed % 60 if role == "positive" else None,
    )


def _distractor(index: int, blobs: dict[str, bytes]) -> ReleaseDistractor:
    data = picture(10_000 + index, 30, 40)
    sha256 = hashlib.sha256(data).hexdigest()
    blobs[sha256] = data
    return ReleaseDistractor(
        key=f"d{index:04d}",
        sha256=sha256,
        width=30,
        height=40,
        licence="CC0-1.0",
        author="Nobody",
        source_url="https://example.org/d",
    )
