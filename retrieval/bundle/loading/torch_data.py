"""A split as a torch dataset."""

from collections.abc import Callable
from functools import cache
from typing import Any

from retrieval.bundle.extras import needed
from retrieval.bundle.loading.items import Item
from retrieval.bundle.loading.samples import Sample, Samples

Transform = Callable[[Any], Any]


def torch_split(samples: Samples, transform: Transform | None = None) -> Any:
    """A map-style torch.utils.data.Dataset. Raises BundleError `bundle.extra-missing` without torch.

    Its items are dicts of one image or text and plain values, so that the default collation takes them
    once `transform` gives tensors of one size; `entry(index)` gives everything else.
    """
    return _class()(samples, transform)


class _Split:
    """Samples of a release by index; may be pickled to workers."""

    def __init__(self, samples: Samples, transform: Transform | None) -> None:
        self.samples = samples
        self.transform = transform

    def __len__(self) -> int:
        return len(self.samples)

    def __getitem__(self, index: int) -> Sample:
        return self.samples.sample(index, self.transform)

    def entry(self, index: int) -> Item:
        """All that the release says about one of them: boxes, licence, author, …"""
        return self.samples.entry(index)

    def __reduce__(self) -> tuple[Any, tuple[Samples, Transform | None]]:
        # by the function: a class that is made when it is needed has no address of its own
        return torch_split, (self.samples, self.transform)


@cache
def _class() -> Any:
    return type("ReleaseSplit", (_Split, needed("torch.utils.data", "torch").Dataset), {})
