"""README and attribution of a release, for people."""

import re
from collections import defaultdict
from collections.abc import Iterator

from retrieval.bundle.naming import CORE, in_order, named_images, object_id
from retrieval.bundle.schema import Release

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|!&])")


def readme(release: Release, counts: dict[str, int]) -> str:
    """What the folder is, how to evaluate on it and how to check it."""
    listed = "".join(f"| {name.replace('_', ' ')} | {count} |\n" for name, count in counts.items())
    return f"""# {plain(release.title)} {release.version}

An instance-level image retrieval benchmark in the layout of ILIAS. No object in it was
photographed before {release.cutoff}.

| what | count |
|---|---|
{listed}
## What is where
- `{CORE}/<object>/query`, `{CORE}/<object>/pos`: images, boxes (`x y width height` in pixels),
  text queries; `image_ids/`: the lists of the evaluation; `misc/taxonomy.json`: categories.
- `yfcc100m/`: distractors in tars; the id of a distractor is `<tar name>/<key>`.
- `metadata/`: licence, author, source, camera, clutter and scale of every image, and the
  evidence that the objects are newer than the cut-off.
- `RELEASE.json`: every parameter, and the objects that were left out with the reasons.
- `ATTRIBUTION.md`: whose images these are. Each image has its own licence.

## Evaluate
Run the official evaluation inside this folder, so that it finds `misc/taxonomy.json`:

    python <ilias>/evaluation/evaluate.py --dataset_dir . --similarity_file similarities.json

Give image and text queries in separate files, and 1000 results per query or all there are.

## Check
`sha256sum --check SHA256SUMS` finds changed and missing files. `verify_release` also finds added
ones and looks into every image and list.
"""


def attribution(release: Release) -> Iterator[str]:
    """The lines of ATTRIBUTION.md: every image under its licence and author, with its source."""
    yield f"# Attribution of {plain(release.title)} {release.version}\n"
    grouped: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for thing in in_order(release):
        for named in named_images(thing):
            image = named.image
            grouped[image.licence, image.author].append((named.id, image.source_url))
    for entry in release.distractors:
        grouped[entry.licence, entry.author].append((f"distractor {entry.key}", entry.source_url))
    licence_before = None
    for (licence, author), images in sorted(grouped.items()):
        if licence != licence_before:
            yield f"\n## {plain(licence)}\n"
            licence_before = licence
        yield f"\n### {plain(author) or 'author not stated'}\n\n"
        for name, url in images:
            yield f"- {plain(name)}{f', {plain(url)}' if url else ''}\n"


def plain(text: str) -> str:
    """The text as Markdown shows it letter for letter."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def counts_of(release: Release, shard_count: int) -> dict[str, int]:
    """The numbers that README and RELEASE.json state and the verification counts again."""
    images = [image for thing in release.objects for image in thing.images]
    queries = sum(image.role == "query" for image in images)
    return {
        "objects": len({object_id(thing) for thing in release.objects}),
        "image_queries": queries,
        "text_queries": len(release.objects),
        "positives": len(images) - queries,
        "boxes": sum(len(image.boxes) for image in images),
        "distractors": len(release.distractors),
        "shards": shard_count,
        "left_out": len(release.left_out),
    }
