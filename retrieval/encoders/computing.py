"""Where an encoder computes and how exactly: half precision on a GPU, float32 on a CPU."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from retrieval.errors import RetrievalError

PRECISIONS = ("auto", "float32", "bfloat16", "float16")


@dataclass(frozen=True)
class Computing:
    """A torch device and the precision of its products; weights and results are float32."""

    device: str
    precision: str

    @property
    def mark(self) -> str:
        """What a version says of it; nothing for float32."""
        return "" if self.precision == "float32" else f" {self.precision}"

    @contextmanager
    def running(self) -> Iterator[None]:
        """Without gradients, and with products in that precision."""
        import torch  # noqa: PLC0415 - takes seconds

        half = self.precision != "float32"
        kind = torch.device(self.device).type
        dtype = getattr(torch, self.precision) if half else None
        with torch.inference_mode(), torch.autocast(kind, dtype=dtype, enabled=half):
            yield


def choose_computing(device: str = "auto", precision: str = "auto") -> Computing:
    """`auto` takes the GPU where torch sees one, and there bfloat16, or float16 on older ones.

    Raises RetrievalError `encoder.device` for one that torch does not know or see, or for another precision.
    """
    import torch  # noqa: PLC0415 - takes seconds

    if precision not in PRECISIONS:
        raise RetrievalError(
            "encoder.device", f"{precision!r} is no precision; choose one of {', '.join(PRECISIONS)}."
        )
    seen = torch.cuda.is_available()
    name = ("cuda" if seen else "cpu") if device == "auto" else device
    try:
        kind = torch.device(name).type
    except RuntimeError as error:
        raise RetrievalError("encoder.device", _sentence(name)) from error
    if kind == "cuda" and not seen:
        raise RetrievalError("encoder.device", _sentence(name))
    if precision == "auto":
        half = "bfloat16" if seen and torch.cuda.is_bf16_supported() else "float16"
        precision = half if kind == "cuda" else "float32"
    return Computing(name, precision)


def _sentence(name: str) -> str:
    return f"torch sees no device {name!r} here; choose auto, cpu or a GPU that is there, such as cuda."
