"""Samples as the webdataset library gives them."""

import gc
import warnings
from typing import Any

import webdataset


def web_samples(files: list[str], decoded: str = "") -> list[dict[str, Any]]:
    """All samples of these tars, in their order; `decoded` as the library's own name, such as rgb8."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # webdataset leaves its files to the collector
        samples = webdataset.WebDataset(files, shardshuffle=False)
        read = list(samples.decode(decoded) if decoded else samples)
        del samples
        gc.collect()
    return read
