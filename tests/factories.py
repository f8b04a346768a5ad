"""Rows for tests, made directly in the database; what actions do is tested through the actions."""

import hashlib
import io
import itertools
from datetime import date
from typing import Any

import numpy as np
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image as PillowImage

from curation.models import (
    Benchmark,
    ConsentSignature,
    ConsentText,
    Image,
    Membership,
    Object,
    Original,
    Role,
    User,
)

_numbers = itertools.count(1)


def make_user(benchmark: Benchmark | None = None, *roles: Role, **fields: Any) -> User:
    """An account, with roles in a benchmark and the current consent signed."""
    number = next(_numbers)
    fields.setdefault("name", f"Person {number}")
    user = User.objects.create_user(
        fields.pop("email", f"person{number}@example.org"), "a long password", **fields
    )
    if benchmark is not None:
        for role in roles:
            Membership.objects.create(benchmark=benchmark, user=user, role=role)
        consent = benchmark.consent_texts.first()
        if consent is not None:
            ConsentSignature.objects.create(consent=consent, user=user, name=user.name)
    return user


def make_benchmark(**fields: Any) -> Benchmark:
    """A benchmark with a consent text and a cut-off in 2014."""
    number = next(_numbers)
    fields.setdefault("slug", f"bench_{number}")
    fields.setdefault("title", f"Benchmark {number}")
    fields.setdefault("cutoff", date(2014, 1, 1))
    benchmark = Benchmark.objects.create(**fields)
    text = "I took these photographs and agree to their publication."
    digest = hashlib.sha256(text.encode()).hexdigest()
    ConsentText.objects.create(benchmark=benchmark, version=1, text=text, sha256=digest)
    return benchmark


def make_object(benchmark: Benchmark, collector: User, **fields: Any) -> Object:
    """A draft."""
    number = benchmark.collected.count()
    fields.setdefault("key", f"thing_{number:03d}")
    fields.setdefault("number", number)
    fields.setdefault("name", f"Thing {number}")
    return Object.objects.create(benchmark=benchmark, collector=collector, **fields)


def photo(seed: int = 0, size: tuple[int, int] = (320, 240), **save: Any) -> bytes:
    """JPEG bytes of a picture full of corners, another one for each seed."""
    random = np.random.default_rng(seed)
    coarse = random.integers(0, 255, (size[1] // 16 + 1, size[0] // 16 + 1, 3), dtype=np.uint8)
    picture = PillowImage.fromarray(coarse).resize(size, PillowImage.Resampling.NEAREST)
    buffer = io.BytesIO()
    picture.save(buffer, save.pop("format", "JPEG"), **{"quality": 92, **save})
    return buffer.getvalue()


def make_original(seed: int | None = None, size: tuple[int, int] = (320, 240)) -> Original:
    """A stored file with its derivatives, as ingest leaves them."""
    data = photo(next(_numbers) + 10_000 if seed is None else seed, size)
    digest = hashlib.sha256(data).hexdigest()
    known = Original.objects.filter(sha256=digest).first()
    if known is not None:
        return known
    original = Original(
        sha256=digest, byte_size=len(data), format="JPEG", width=size[0], height=size[1], camera_make="Sample",
        camera_model="One", pdq=bytes(32), pdq_quality=100, release_sha256=digest, release_width=size[0],
        release_height=size[1],
    )  # fmt: skip
    for variant in ("original", "release", "preview", "thumb"):
        default_storage.save(original.file_name(variant), ContentFile(data))
    original.save()
    return original


def make_image(obj: Object, role: str = Image.Role.POSITIVE, **fields: Any) -> Image:
    """A picture of an object in its role."""
    original = fields.pop("original", None) or make_original()
    fields.setdefault("source_path", f"{role}_{next(_numbers)}.jpg")
    fields.setdefault("licence", "CC-BY-4.0")
    fields.setdefault("author", "A. Collector")
    return Image.objects.create(
        benchmark=obj.benchmark, object=obj, original=original, role=role, created_by=obj.collector, **fields
    )


def make_distractor(benchmark: Benchmark, **fields: Any) -> Image:
    """A picture known to hold none of the objects."""
    original = fields.pop("original", None) or make_original()
    fields.setdefault("source_path", f"distractor_{next(_numbers)}.jpg")
    fields.setdefault("licence", "CC-BY-4.0")
    return Image.objects.create(
        benchmark=benchmark, original=original, role=Image.Role.DISTRACTOR, origin="downloaded", **fields
    )
