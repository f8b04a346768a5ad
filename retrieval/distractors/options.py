"""The options of a source, held to what they may be."""

from retrieval.distractors.errors import problem
from retrieval.distractors.piece import SHARD_SIZE, Options

_MOST = 1_000_000


def shard_size(options: Options) -> int:
    """How many images a shard holds at most; raises DistractorError `distractors.option`."""
    value = options.get("shard_size", SHARD_SIZE)
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= _MOST:
        raise problem(
            "distractors.option", name="shard_size", value=value, wanted=f"it is a number from 1 to {_MOST:,}"
        )
    return value


def text_option(options: Options, name: str) -> str:
    """A text, "" when it is not given; raises DistractorError `distractors.option`."""
    value = options.get(name, "")
    if not isinstance(value, str):
        raise problem("distractors.option", name=name, value=value, wanted="it is a text")
    return value


def flag(options: Options, name: str) -> bool:
    """True or False, False when it is not given; raises DistractorError `distractors.option`."""
    value = options.get(name, False)
    if not isinstance(value, bool):
        raise problem("distractors.option", name=name, value=value, wanted="it is true or false")
    return value
