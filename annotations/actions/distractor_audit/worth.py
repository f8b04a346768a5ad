"""What looking down a list to some depth is worth: the share of hidden positives that stand above it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

SHIPPED = Path(__file__).parent / "worth.json"  # of the encoders that come with the application


@dataclass(frozen=True, order=True)
class Worth:
    """Of the hidden positives that were planted, this share stands in the first `depth` places."""

    depth: int
    share: float


def worth_of(version: str, kind: str) -> Sequence[Worth]:
    """What `audit_depth` measured of lists of that kind ("query" or "text"); empty when nobody measured it.

    Lists are shown with their first places verified, so the shares of such lists are told where they were measured.
    An own measurement stands before the shipped one: it was made where it is used.
    """
    measured: Mapping[str, Any] = _own(version) or _shipped().get(version, {})
    shares = measured.get("verified", {}).get(kind) or measured.get(kind, {})
    return sorted(Worth(int(depth), float(share)) for depth, share in shares.items())


def store_worth(version: str, measured: Mapping[str, Any]) -> None:
    """Keep a measurement where every process of the installation finds it; a newer one replaces it."""
    default_storage.delete(_name(version))
    default_storage.save(_name(version), ContentFile(json.dumps(measured, sort_keys=True).encode()))


def _own(version: str) -> Mapping[str, Any] | None:
    if not version or not default_storage.exists(_name(version)):
        return None
    with default_storage.open(_name(version)) as file:
        found: Mapping[str, Any] = json.loads(file.read())
    return found


def _name(version: str) -> str:
    return f"audit-worth/{hashlib.sha256(version.encode()).hexdigest()[:32]}.json"


@cache
def _shipped() -> Mapping[str, Mapping[str, Any]]:
    found: Mapping[str, Mapping[str, Any]] = json.loads(SHIPPED.read_text(encoding="utf-8"))
    return found
