"""Everything that shaped the data of a release, gathered when it is frozen (spec §12, F 6)."""

import hashlib
import platform
from typing import Any

import cv2
import numpy as np
import PIL
from django.conf import settings

from annotations.models import Measure
from annotations.rules import RULES
from curation.models import Benchmark, DistractorSet, DistractorShard, Original, StoredFingerprint
from retrieval.distractors import WITHOUT_IMAGES

NO_IMAGES = "It holds descriptors without images, and a release publishes images."


def parameters_of(benchmark: Benchmark) -> dict[str, Any]:
    """Pipeline, segmenter, fingerprints, rules and versions, the same for the same state."""
    return {
        "code_version": settings.SPECTACULAR_SETTINGS["VERSION"],
        "image_pipelines": _pipelines(benchmark),
        "clutter": _segmenters(benchmark),
        "fingerprints": _fingerprints(benchmark),
        "rules": {
            code: {"stage": rule.stage, "severity": benchmark.severities.get(code, rule.severity)}
            for code, rule in RULES.items()
        },
        "distractor_sets": [_set(found) for found in benchmark.distractor_sets.searched()],
        "licences": list(benchmark.licences),
        "reviews_needed": benchmark.reviews_needed,
        "taxonomy_terms": {
            " / ".join(category.path()): category.extra_terms
            for category in benchmark.categories.select_related("parent__parent").order_by("pk")
            if category.extra_terms
        },
        "distractor_keys": "first 32 hexadecimal digits of the SHA-256 of the file that was brought in; of a set "
        "<set>_<shard>_<key>, shortened by 20 digits of SHA-256 where that is long or could be misread",
        "libraries": {
            "python": platform.python_version(),
            "numpy": np.__version__,
            "opencv": cv2.__version__,
            "pillow": PIL.__version__,
        },
    }


def _pipelines(benchmark: Benchmark) -> list[dict[str, Any]]:
    used = Original.objects.filter(images__benchmark=benchmark, images__deleted_at=None)
    distinct = used.order_by("pipeline").values_list("pipeline", flat=True).distinct()
    return list(distinct)


def _segmenters(benchmark: Benchmark) -> list[dict[str, Any]]:
    names = ("segmenter", "segmenter_version", "parameters")
    used = Measure.objects.filter(image__benchmark=benchmark, image__deleted_at=None)
    return list(used.order_by(*names).values(*names).distinct())


def _set(found: DistractorSet) -> dict[str, Any]:
    """What the pictures were compared with: the hashes of the shards stand for every image in them.

    Its images are distractors of the release, unless `left_out` says why not.
    """
    done = found.shards.filter(state=DistractorShard.State.DONE).order_by("number")
    manifests = hashlib.sha256("\n".join(done.values_list("manifest", flat=True)).encode()).hexdigest()
    return {
        "set": found.slug,
        "source": found.kind,
        "images": sum(done.values_list("accepted", flat=True)),
        "removed": found.removals.count(),
        "encoders": list(found.encoders),
        "shards_sha256": manifests,
        "failed_shards": found.shards.filter(state=DistractorShard.State.FAILED).count(),
        **({"left_out": NO_IMAGES} if found.kind in WITHOUT_IMAGES else {}),
    }


def _fingerprints(benchmark: Benchmark) -> list[dict[str, str]]:
    """Version, and the encoder with its version and (open_clip) the start of its checkpoint's SHA-256."""
    used = StoredFingerprint.objects.filter(original__images__benchmark=benchmark)
    methods = used.order_by("method").values_list("method", flat=True).distinct()
    parts = (method.partition("+") for method in methods)
    return [{"version": version, "encoder": encoder} for version, _, encoder in parts]
