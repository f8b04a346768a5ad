"""Packages that only some readers of a release need, loaded when they are asked for."""

from importlib import import_module
from typing import Any

from retrieval.bundle.errors import BundleError

DISTRIBUTION = "aristarch-bundle"


def needed(module: str, extra: str) -> Any:
    """The module, imported now. Raises BundleError `bundle.extra-missing` naming what to install."""
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        raise BundleError(
            "bundle.extra-missing",
            f"This needs the package {module.partition('.')[0]}, which is not installed; "
            f"install it with: pip install '{DISTRIBUTION}[{extra}]'.",
        ) from error
