"""What can be said of a drawn thing, from its whole description down to one word for it."""

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from open_clip.zero_shot_metadata import OPENAI_IMAGENET_TEMPLATES

from retrieval.scenes.palettes import COLOURS
from retrieval.scenes.thing import Thing

WHOLE, SHORT = 0.5, 0.8  # shares of whole descriptions, and up to where colours with a kind come
PLAIN = (
    "a photo of a {}.",
    "a photo of the {}.",
    "a picture of a {}.",
    "{}",
    "a {}",
    "a close-up photo of a {}.",
)
ASKED = tuple(template("{}") for template in OPENAI_IMAGENET_TEMPLATES)  # how CLIP was asked for categories
AROUND = ("on a plain background", "alone", "standing by itself")
AMONG = {
    "table": ("on a crowded table", "on a shelf among other things", "among other things"),
    "wall": ("on a wall over a sideboard", "on a wall among other things"),
    "street": ("in a street", "between other houses"),
}
_COLOUR = re.compile(r"\b(" + "|".join(sorted(COLOURS, key=len, reverse=True)) + r")\b", re.IGNORECASE)


def caption(thing: Thing, clean: bool, rng: np.random.Generator) -> str:
    """One sentence for a picture of the thing, long or short by chance."""
    draw = rng.random()
    if draw < WHOLE:
        said = thing.caption if rng.random() < 0.7 else _parts(thing, rng)
    elif draw < SHORT:
        said = _one(PLAIN, rng).format(f"{' and '.join(colours(thing)[:2])} {_kind(thing, rng)}".strip())
    else:
        said = _one(PLAIN, rng).format(_kind(thing, rng))
    if rng.random() < 0.25:
        where = AROUND if clean else AMONG[thing.mount]
        said = f"{said.rstrip('.')} {_one(where, rng)}."
    return said


def categories(
    things: Sequence[Thing], rng: np.random.Generator
) -> tuple[tuple[str, ...], npt.NDArray[np.float32]]:
    """For each thing a sentence with its category of a level drawn by chance, and which things belong there.

    The second is float32 [things, sentences] of 0 and 1.
    """
    paths = [_names(thing) for thing in things]
    names = [path[int(rng.integers(len(path)))] for path in paths]
    belongs = np.array([[name in path for name in names] for path in paths], dtype=np.float32)
    return tuple(_one(ASKED, rng).format(name) for name in names), belongs


def _names(thing: Thing) -> tuple[str, str, str]:
    return thing.category.coarse, thing.category.mid, thing.category.fine


def colours(thing: Thing) -> list[str]:
    """The colours that its description names, in order, each once."""
    return list(dict.fromkeys(found.lower() for found in _COLOUR.findall(thing.caption)))


def _kind(thing: Thing, rng: np.random.Generator) -> str:
    category = thing.category
    names = (category.fine, category.fine, category.mid, category.coarse)
    return names[int(rng.integers(len(names)))]


def _parts(thing: Thing, rng: np.random.Generator) -> str:
    """Some of the clauses of its description, the first one always."""
    first, *rest = re.split(r"(?<=[,;]) ", thing.caption.rstrip("."))
    kept = [clause for clause in rest if rng.random() < 0.5]
    return " ".join((first, *kept)).rstrip(",; ")


def _one(choices: tuple[str, ...], rng: np.random.Generator) -> str:
    return choices[int(rng.integers(len(choices)))]
