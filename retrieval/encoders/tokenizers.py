"""open_clip's tokenizers from what lies on this machine; only fetch_models may ask a hub."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from retrieval.encoders.checkpoint import FETCH
from retrieval.errors import RetrievalError


def tokenizer_for(architecture: str, name: str, settings: Mapping[str, Any]) -> Any:
    """The tokenizer of a model of open_clip; never downloads.

    Raises RetrievalError `encoder.tokenizer-missing` where it comes from a hub and was not fetched, or needs
    a package that is not installed.
    """
    import open_clip  # noqa: PLC0415 - takes seconds

    try:
        with _offline():
            return open_clip.get_tokenizer(architecture, **settings)
    except ImportError as error:
        package = error.name or "transformers"
        raise _missing(name, f"needs the package {package}", "Install it to encode texts.") from error
    except Exception as error:  # hub clients and their tokenizers each raise their own
        way = f"Fetch it with `{FETCH} {name}` where there is a network."
        raise _missing(
            name, f"comes from a hub and is not on this machine ({type(error).__name__})", way
        ) from error


def fetch_tokenizer(architecture: str) -> None:
    """Lets open_clip download the tokenizer of that model into the hub's own cache, where it needs one."""
    import open_clip  # noqa: PLC0415 - takes seconds

    open_clip.get_tokenizer(architecture)


def _missing(name: str, why: str, way: str) -> RetrievalError:
    return RetrievalError(
        "encoder.tokenizer-missing",
        f"The tokenizer of {name} {why}, so it encodes images but no texts. {way}",
    )


@contextmanager
def _offline() -> Iterator[None]:
    """The hub's client answers from its cache alone."""
    from huggingface_hub import constants  # noqa: PLC0415 - takes a while

    before = constants.HF_HUB_OFFLINE
    constants.HF_HUB_OFFLINE = True
    try:
        yield
    finally:
        constants.HF_HUB_OFFLINE = before
