"""The release format: schema, checks before writing, writer, reader and verification.

`open_release` is what a reader of a release needs: retrieval.bundle.loading.
"""

from retrieval.bundle.errors import BundleError
from retrieval.bundle.loading.release import OpenRelease, open_release

__all__ = ["BundleError", "OpenRelease", "open_release"]
