"""Everything that can be wrong with a selection: a stable code and the sentence that people read."""

from typing import Final

from retrieval.errors import RetrievalError

ERRORS: Final[dict[str, str]] = {
    "mining.no-terms": "There is no term to search with. Give the taxonomy categories, or its categories extra terms.",
    "mining.term-empty": "A term of the category {category} is empty. Remove it or write what it stands for.",
    "mining.term-template-character": (
        "The term {term!r} holds {character!r}, which marks the place of the term in a template. Write it without."
    ),
    "mining.no-templates": "There is no template. Choose at least one; the {count} that ILIAS used are offered.",
    "mining.template": "The template {template!r} has {places} places for the term instead of one {{}}. Mend it.",
    "mining.no-text-tower": (
        "The encoder {encoder} reads no texts, so that it can't tell how near an image is to a term. Choose one with a "
        "text tower, such as demo or open_clip:<model>."
    ),
    "mining.text-descriptor": (
        "The encoder {encoder} gives the text {text!r} no direction ({reason}). Remove the term or the template, or "
        "choose another encoder."
    ),
    "mining.size": "{size:,} images can't be chosen among {count:,}. Choose a number from 1 to {count:,}.",
    "mining.descriptor-nan": (
        "The descriptor of {encoder} in row {row:,} of the shard {shard} is not finite. Describe the shard again, and "
        "resume."
    ),
    "mining.descriptor-zero": (
        "The descriptor of {encoder} in row {row:,} of the shard {shard} is zero and has no direction. Describe the "
        "shard again, or take that image out, and resume."
    ),
    "mining.descriptor-length": (
        "The descriptor of {encoder} in row {row:,} of the shard {shard} has the length {length:.4f} instead of 1. "
        "Describe the shard again, and resume."
    ),
    "mining.dimension": (
        "The descriptors of {encoder} in the shard {shard} have {found} dimensions, those of the texts {wanted}: they "
        "come from different encoders. Describe the shard again, and resume."
    ),
    "mining.scores-damaged": (
        "The scores in {file} can't be used ({reason}). Remove the file; it is made again when the run is resumed."
    ),
}


def problem(code: str, **facts: object) -> RetrievalError:
    """The error of that code with its sentence filled in."""
    return RetrievalError(code, ERRORS[code].format(**facts))
