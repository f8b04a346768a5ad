"""The YAML head of README.md, by which Hugging Face shows and loads a release."""

from collections.abc import Iterator

from retrieval.bundle import parquet
from retrieval.bundle.describe.citation import distinct
from retrieval.bundle.describe.escaping import quoted, shown_line
from retrieval.bundle.describe.licences import hub_name, licence_url
from retrieval.bundle.layouts.webdataset import FOLDER, POSITIVES, QUERIES, TEXTS
from retrieval.bundle.manifest import ExportOptions
from retrieval.bundle.naming import DISTRACTORS
from retrieval.bundle.schema import Release

_TAGS = ("image-retrieval", "instance-level-retrieval", "croissant", "datasets")
_DIGITS = "[0-9]" * 6
_SIZES = (
    *((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M")),
    *((10_000_000, "1M<n<10M"), (100_000_000, "10M<n<100M"), (1_000_000_000, "100M<n<1B")),
)


def front_matter(release: Release, options: ExportOptions) -> str:
    """The head, from one line of dashes to the other."""
    about = release.about
    language = about.language.partition("-")[0].lower()
    tags = [*_TAGS, *(word for word in distinct(about.keywords) if word not in _TAGS)]
    return "\n".join(
        [
            "---",
            *_licence(about.licence),
            f"pretty_name: {quoted(shown_line(release.title))}",
            *_listed("language", [language] if language else []),
            *_listed("tags", tags),
            *_listed("task_categories", ["image-feature-extraction"]),
            *_listed("size_categories", [size_category(release)]),
            "configs:",
            *_configs(release, options),
            "---\n",
        ]
    )


def size_category(release: Release) -> str:
    """The name that Hugging Face has for this number of images."""
    images = sum(len(thing.images) for thing in release.objects) + len(release.distractors)
    return next((name for limit, name in _SIZES if images < limit), "n>1T" if images > 10**12 else "1B<n<10B")


def data_files(release: Release, options: ExportOptions) -> dict[str, str]:
    """What `load_dataset(folder, name)` can load: name, pattern of its files.

    Tars where the layout webdataset is there, else the tables: `datasets` opens every configuration of a card
    with the reader that fits the first one.
    """
    if "webdataset" in options.layouts:
        found = {name: f"{FOLDER}/{name}-{_DIGITS}.tar" for name in (QUERIES, POSITIVES, TEXTS)}
        found |= {
            entry.name: f"{FOLDER}/{entry.name}-{_DIGITS}.tar" for entry in release.subsets if entry.keys
        }
        shards = {"distractors": f"{DISTRACTORS}/{release.slug}_{DISTRACTORS}-{_DIGITS}.tar"}
        return found | (shards if len(release.distractors) else {})
    tables = {"images_table": parquet.IMAGES, "objects_table": parquet.OBJECTS}
    return tables | ({"distractors_table": parquet.DISTRACTORS} if len(release.distractors) else {})


def _configs(release: Release, options: ExportOptions) -> Iterator[str]:
    for place, (name, pattern) in enumerate(data_files(release, options).items()):
        yield f"- config_name: {quoted(name)}"
        if place == 0:
            yield "  default: true"
        yield "  data_files:"
        yield "  - split: test"
        yield f"    path: {quoted(pattern)}"


def _licence(name: str) -> Iterator[str]:
    known = hub_name(name)
    yield f"license: {known}"
    if known == "other":
        yield f"license_name: {quoted(shown_line(name).lower() or 'per-image')}"
        if address := licence_url(name):
            yield f"license_link: {quoted(address)}"


def _listed(name: str, values: list[str]) -> list[str]:
    return [f"{name}:", *(f"- {quoted(value)}" for value in values)] if values else []
