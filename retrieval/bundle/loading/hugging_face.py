"""A split as a Hugging Face dataset."""

import hashlib
from functools import partial
from pathlib import Path
from typing import Any

from retrieval.bundle.extras import needed
from retrieval.bundle.loading.samples import DistractorSamples, Samples


def hf_split(samples: Samples, folder: Path, content_sha256: str, split: str) -> Any:
    """A datasets.Dataset. Raises BundleError `bundle.extra-missing` without datasets.

    The rows hold the addresses of images; those of distractors are written to the cache of `datasets`, so
    that no number of them fills the memory. The hash of the content tells its versions apart there.
    """
    package = needed("datasets", "datasets")
    features = _features(package, samples)
    if isinstance(samples, DistractorSamples):
        state = "\0".join((str(folder), content_sha256, split, *samples.files.held_tars()))
        known = hashlib.sha256(state.encode()).hexdigest()
        rows = partial(samples.facts, folder)
        return package.Dataset.from_generator(rows, features=features, fingerprint=known[:16])
    facts = list(samples.facts(folder))
    columns = {name: [row[name] for row in facts] for name in samples.columns}
    return package.Dataset.from_dict(columns, features=features)


def _features(package: Any, samples: Samples) -> Any:
    text, number = package.Value("string"), package.Value("int64")
    box = {"x": number, "y": number, "width": number, "height": number}
    special: dict[str, Any] = {
        "image": package.Image(),
        "boxes": package.List(box),
        "scale": package.Value("float64"),
        **dict.fromkeys(("label", "width", "height", "clutter"), number),
    }
    return package.Features({name: special.get(name, text) for name in samples.columns})
