"""The layouts of a release: each declares its files, and none of them writes one."""

from collections.abc import Callable, Iterator, Mapping

from retrieval.bundle.errors import BundleError
from retrieval.bundle.layouts import coco, ilias, webdataset
from retrieval.bundle.manifest import ExportOptions
from retrieval.bundle.parts import Part
from retrieval.bundle.schema import Release

Layout = Callable[[Release, ExportOptions], Iterator[Part]]
LAYOUTS: Mapping[str, Layout] = {"ilias": ilias.parts, "webdataset": webdataset.parts, "coco": coco.parts}
ALL = "all"


def layouts_named(name: str) -> tuple[str, ...]:
    """The layouts that a name stands for; `all` for every one. Raises BundleError `bundle.layout`."""
    if name == ALL:
        return tuple(LAYOUTS)
    if name not in LAYOUTS:
        known = ", ".join((*LAYOUTS, ALL))
        raise BundleError("bundle.layout", f"There is no layout {name!r}; choose one of: {known}.")
    return (name,)


def layout_parts(release: Release, options: ExportOptions) -> Iterator[Part]:
    """The files of every layout asked for; what two of them share comes once.

    Raises BundleError `bundle.layout` for a layout that there is not.
    """
    seen: set[str] = set()
    for name in options.layouts:
        layouts_named(name)
        for part in LAYOUTS[name](release, options):
            if part.path not in seen:
                seen.add(part.path)
                yield part
