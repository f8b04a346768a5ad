"""Signed addresses of pictures: the signature carries picture, variant and person."""

import time
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer

from curation.models import User

STABLE_SECONDS = 1800  # an address does not change within half an hour, so that browsers cache it


class Pictured(Protocol):
    """Anything that carries the public id of a picture."""

    public_id: UUID


def link(image: Pictured, variant: str, user: User) -> str:
    """The address of a variant for one person, the same within half an hour."""
    period = int(time.time()) // STABLE_SECONDS
    return f"/api/media/{_signer().sign(f'{image.public_id.hex}.{variant}.{user.pk}.{period}')}/"


def _signer() -> Signer:
    return Signer(salt="curation.media")


def opened(token: str, user: User) -> tuple[UUID, str] | None:
    """The picture and variant of a token; None when forged, too old, or made for somebody else."""
    try:
        public_id, variant, owner, period = _signer().unsign(token).split(".")
    except (BadSignature, ValueError):
        return None
    age = int(time.time()) // STABLE_SECONDS - int(period)
    if age * STABLE_SECONDS > settings.MEDIA_LINK_SECONDS or int(owner) != user.pk:
        return None
    return UUID(public_id), variant
