"""README.md: the dataset card, for whoever finds the folder."""

from collections.abc import Iterator, Mapping

from retrieval.bundle.describe.citation import citation
from retrieval.bundle.describe.escaping import code_block, paragraphs, plain
from retrieval.bundle.describe.facts import made_with_demo_encoder
from retrieval.bundle.describe.figures import count_table, statistics
from retrieval.bundle.describe.front import front_matter
from retrieval.bundle.describe.loading import loading_for
from retrieval.bundle.layouts.webdataset import FOLDER
from retrieval.bundle.manifest import ExportOptions
from retrieval.bundle.naming import CORE, CORE_TAR, DISTRACTORS
from retrieval.bundle.schema import Release

_SHOWN = 100
_DEMO = """> **Not for measurements.** A demonstration encoder (`demo`) made something in this release: a small model,
> trained for minutes on drawn scenes, that shows how the tool works; `RELEASE.json` says where it was used.
"""
_EVALUATE = """## Evaluate
Run the official evaluation of ILIAS inside this folder, because it opens `misc/taxonomy.json` from where it
runs:

```bash
python <ilias>/evaluation/evaluate.py --dataset_dir . --similarity_file similarities.json
```

Give image and text queries in separate files, and 1000 results per query or all there are.
"""
_CHECK = """## Check
`sha256sum --check SHA256SUMS` finds changed and missing files. `aristarch-verify .` (of our reader, offline) also
finds added ones, and looks into every image, list and box.
Where `SHA256SUMS.minisig` lies beside it, `minisign -Vm SHA256SUMS -P <public key>` tells whose it is.
"""


def readme(release: Release, options: ExportOptions, counts: Mapping[str, int]) -> str:
    """The whole card, head included."""
    return front_matter(release, options) + "\n" + "\n".join(_sections(release, options, counts))


def _sections(release: Release, options: ExportOptions, counts: Mapping[str, int]) -> Iterator[str]:
    yield _head(release)
    yield f"## Numbers\n{count_table(counts)}\n{statistics(release)}"
    yield _what_is_where(release, options)
    yield _how_to_load(options)
    if "ilias" in options.layouts:
        yield _EVALUATE
    yield _CHECK
    yield _licence(release)
    yield _cite(release)
    if release.left_out:
        yield _left_out(release)
    if release.withdrawn:
        yield _withdrawn(release)


def _head(release: Release) -> str:
    about = release.about
    lines = [f"# {plain(release.title)} {release.version}\n"]
    if made_with_demo_encoder(release):
        lines.append(_DEMO)
    if about.description.strip():
        lines.append(f"{paragraphs(about.description)}\n")
    lines.append(
        "An instance-level image retrieval benchmark: every object is a class of its own, searched for by an "
        "image or by a text. No object in it was known to the public before "
        f"{plain(release.cutoff)}.\n"
    )
    facts = {
        "Frozen on": release.date,
        "State": about.state,
        "Where": about.url,
        "More": about.homepage,
        "Contact, also for withdrawals": about.contact,
    }
    lines.append("".join(f"- {name}: {plain(value)}\n" for name, value in facts.items() if value))
    return "\n".join(lines)


def _what_is_where(release: Release, options: ExportOptions) -> str:
    return "## What is where\n" + "".join(f"- {line}\n" for line in _places(release, set(options.layouts)))


def _places(release: Release, layouts: set[str]) -> Iterator[str]:
    if "ilias" in layouts:
        yield (
            f"`{CORE}/<object>/query`, `{CORE}/<object>/pos`: images, boxes (`x y width height` in pixels), text "
            f"queries; `{CORE_TAR}`: the same packed; `image_ids/`: the lists of the evaluation; "
            "`misc/taxonomy.json`: categories."
        )
    if "webdataset" in layouts:
        yield f"`{FOLDER}/`: tars of queries, positives and texts; all samples of a tar have the same members."
    if "coco" in layouts:
        yield f"`coco/`: boxes, categories and licences; the images are those below `{CORE}/`."
    if len(release.distractors) and {"ilias", "webdataset"} & layouts:
        yield f"`{DISTRACTORS}/`: distractors in tars; the id of a distractor is `<tar name>/<key>`."
    for subset in release.subsets:
        lists = f"`image_ids/{subset.name}_ids.txt`" if "ilias" in layouts else ""
        tars = f"`{FOLDER}/{subset.name}-*.tar`" if "webdataset" in layouts else ""
        where = " and ".join(filter(None, (lists, tars))) or "`metadata/subsets.csv`"
        yield f"{where}: the subset `{subset.name}`, {len(subset.keys)} of the distractors."
    yield (
        "`metadata/`: licence, author, source, camera, clutter and scale of every image, and the evidence that "
        "the objects are newer than the cut-off."
    )
    if release.subsets:
        yield "`selection.json`: how the subsets were chosen."
    yield "`croissant.json`: all of it for machines; `DATASHEET.md`: how it came to be."
    yield "`RELEASE.json`: every parameter, and the objects that were left out with the reasons."
    yield "`ATTRIBUTION.md`: whose images these are."


def _how_to_load(options: ExportOptions) -> str:
    blocks = (
        f"### {entry.title}\n\n`{entry.requires}`\n\n{code_block(entry.code, 'python')}"
        for entry in loading_for(options)
    )
    told = "`folder` is where this file lies, `ilias` a checkout of the official code.\n"
    return "\n".join(["## Load\n", told, *blocks])


def _licence(release: Release) -> str:
    name = release.about.licence
    whole = f"As a collection it is under {plain(name)}. " if name else ""
    return (
        f"## Licence and attribution\n{whole}Each image has its own licence and author: `ATTRIBUTION.md` names "
        "them, and `metadata/images.csv` and `metadata/distractors.csv` hold them for programs.\n"
    )


def _cite(release: Release) -> str:
    cited = citation(release)
    return f"## Cite\n{plain(cited.text)}\n\n{code_block(cited.bibtex, 'bibtex')}"


def _left_out(release: Release) -> str:
    shown = [
        f"- {plain(entry.name)} ({plain(entry.key)}): {' '.join(plain(reason.message) for reason in entry.reasons)}\n"
        for entry in release.left_out[:_SHOWN]
    ]
    more = len(release.left_out) - len(shown)
    rest = f"- and {more} more, in `RELEASE.json`\n" if more > 0 else ""
    return f"## Left out\nAccepted objects that this version does not hold:\n\n{''.join(shown)}{rest}"


def _withdrawn(release: Release) -> str:
    rows = "".join(
        f"| {entry.kind} | {plain(entry.key)} | {plain(entry.last_version)} | {plain(entry.date)} "
        f"| {plain(entry.reason)} |\n"
        for entry in release.withdrawn[:_SHOWN]
    )
    more = len(release.withdrawn) - _SHOWN
    rest = f"\nAnd {more} more, in `metadata/withdrawn.csv`.\n" if more > 0 else ""
    return (
        "## Withdrawn\nEarlier versions held these. Please do not use or pass on copies of them.\n\n"
        f"| what | key | last version | date | reason |\n|---|---|---|---|---|\n{rows}{rest}"
    )
