"""DATASHEET.md: the questions of "Datasheets for Datasets" (Gebru et al. 2021), answered from the release."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from retrieval.bundle.describe import facts
from retrieval.bundle.describe.citation import full_name
from retrieval.bundle.describe.escaping import paragraphs, plain
from retrieval.bundle.describe.licences import image_licences
from retrieval.bundle.schema import Release

_SHOWN = 100
UNANSWERED = "Not answered by the maintainers."


@dataclass(frozen=True, slots=True)
class Question:
    """A question, what people wrote (Markdown of theirs is shown, not obeyed) and what the tool knows."""

    text: str
    written: str = ""
    known: tuple[str, ...] = ()

    def answer(self) -> str:
        """Both, or that nobody answered."""
        found = [paragraphs(self.written), *map(plain, self.known)]
        return "\n\n".join(filter(None, found)) or UNANSWERED


def datasheet(release: Release, counts: Mapping[str, int]) -> str:
    """The whole sheet; a question nobody answered says so."""
    sections = {
        "Motivation": _motivation(release),
        "Composition": _composition(release, counts),
        "Collection process": _collection(release),
        "Preprocessing, cleaning, labelling": _labelling(release),
        "Uses": _uses(release),
        "Distribution": _distribution(release),
        "Maintenance": _maintenance(release),
    }
    lines = [f"# Datasheet of {plain(release.title)} {release.version}\n"]
    for name, questions in sections.items():
        lines.append(f"## {name}\n")
        lines += (f"### {question.text}\n\n{question.answer()}\n" for question in questions)
    return "\n".join(lines)


def _motivation(release: Release) -> Iterator[Question]:
    about = release.about
    yield Question("For what purpose was the data set made?", about.description)
    people = tuple(
        f"{full_name(person)}{f', {person.affiliation}' if person.affiliation else ''}"
        for person in about.creators
    )
    yield Question("Who made it, and for whom?", "", ("; ".join(people),) if people else ())


def _composition(release: Release, counts: Mapping[str, int]) -> Iterator[Question]:
    told = about = release.about.responsible
    numbers = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in counts.items())
    what = (
        "Photographs of particular objects, as image queries on a clean background and as positives in hard "
        f"conditions, with boxes and one text query per object: {numbers}."
    )
    yield Question("What do the instances represent, and how many are there?", known=(what,))
    missing = f"Accepted objects left out of this version, with the reasons in RELEASE.json: {len(release.left_out)}."
    yield Question("Is any information missing?", known=(missing,))
    yield Question(
        "Are there errors, sources of noise, or redundancies?",
        told.data_limitations,
        tuple(_searched(release)),
    )
    yield Question(
        "Is it self-contained?", known=("Yes: every image is in the tars or files of the release itself.",)
    )
    yield Question("Does it hold personal or sensitive information?", about.personal_sensitive_information)
    synthetic = (
        "Yes, the maintainers say so." if about.has_synthetic_data else "The maintainers declared none."
    )
    yield Question("Does it hold synthetic data?", known=(synthetic,))
    yield Question("Which biases are known?", about.data_biases)


def _collection(release: Release) -> Iterator[Question]:
    told = release.about.responsible
    images = [image for thing in release.objects for image in thing.images]
    captured = sum(image.origin == "captured" for image in images)
    yield Question("What mechanisms were used to collect the data?", told.data_collection)
    yield Question("Of what type was the collection?", told.data_collection_type)
    sources = (
        f"{captured} queries and positives were taken for this benchmark, {len(images) - captured} were "
        f"downloaded; metadata/images.csv names the source of each. {len(release.distractors)} distractors "
        "come from the sources in metadata/distractors.csv."
    )
    yield Question("Where do the images come from?", known=(sources,))
    evidence = sum(len(thing.evidence) for thing in release.objects)
    cutoff = (
        f"No object was known to the public before {release.cutoff}; {evidence} pieces of evidence for that are in "
        "metadata/evidence.jsonl."
    )
    yield Question("Over what time frame was the data collected?", told.data_collection_time_frame, (cutoff,))


def _labelling(release: Release) -> Iterator[Question]:
    told = release.about.responsible
    yield Question(
        "How was the data preprocessed?",
        told.data_preprocessing_protocol,
        tuple(facts.preprocessing(release)),
    )
    yield Question("How was it annotated?", told.data_annotation_protocol, tuple(facts.annotation(release)))
    yield Question("With which platform?", told.data_annotation_platform, (f"{facts.software(release)}.",))
    boxes = facts.boxes_per_image(release)
    yield Question("How many annotations has an item?", told.annotations_per_item, (boxes,) if boxes else ())
    yield Question("Who annotated it?", told.annotator_demographics)
    yield Question("Which programs took part?", told.machine_annotation_tools, tuple(facts.machines(release)))


def _uses(release: Release) -> Iterator[Question]:
    told = release.about.responsible
    warned = ("A demonstration encoder (demo) made something in this release: its numbers measure nothing.",)
    demo = warned if facts.made_with_demo_encoder(release) else ()
    yield Question("What may it be used for, and what not?", told.data_use_cases, demo)
    yield Question("What is its social impact?", told.data_social_impact)


def _distribution(release: Release) -> Iterator[Question]:
    about = release.about
    yield Question("Where can it be had?", about.url)
    whole = (f"As a collection: {about.licence}.",) if about.licence else ()
    listed = ", ".join(f"{name} ({count})" for name, count in image_licences(release))
    each = (f"Of queries and positives: {listed}. ATTRIBUTION.md names them all.",) if listed else ()
    yield Question("Under which licences?", known=(*whole, *each))


def _maintenance(release: Release) -> Iterator[Question]:
    about = release.about
    yield Question("Who maintains it, and how can they be reached?", about.contact)
    yield Question("How will it be maintained?", about.responsible.data_release_maintenance_plan)
    state = (f"{about.state}.",) if about.state else ()
    yield Question("In what state is it?", known=state)
    yield Question("What was withdrawn?", known=tuple(_withdrawn(release)))


def _withdrawn(release: Release) -> Iterator[str]:
    if not release.withdrawn:
        yield "Nothing that an earlier version held."
    for entry in release.withdrawn[:_SHOWN]:
        when = f"last in version {entry.last_version} ({entry.date})"
        yield f"{entry.kind} {entry.key}, {when}: {entry.reason}"
    if (more := len(release.withdrawn) - _SHOWN) > 0:
        yield f"And {more} more, in metadata/withdrawn.csv."


def _searched(release: Release) -> Iterator[str]:
    return (line for line in facts.machines(release) if line.startswith("Near-duplicates"))
