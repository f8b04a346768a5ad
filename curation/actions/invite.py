"""Invite somebody by a link; only the hash of its secret is kept."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from curation import audit
from curation.actions.add_member import refuse_unknown
from curation.models import Benchmark, Invitation, User

VALID = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Invited:
    """The row and the secret that is shown once."""

    invitation: Invitation
    token: str

    @property
    def path(self) -> str:
        """Where the invited person goes, on this installation."""
        return f"/invitations/{self.token}"


def token_hash(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(benchmark: Benchmark, email: str, roles: Iterable[str], *, actor: User) -> Invited:
    """Write an invitation that is good for two weeks and for one acceptance.

    Raises:
        DomainError: `member.role` for a word that is no role.
    """
    wanted = set(roles)
    refuse_unknown(wanted)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        benchmark=benchmark,
        email=email.strip().lower(),
        roles=sorted(wanted),
        token_sha256=token_hash(token),
        invited_by=actor,
        expires_at=timezone.now() + VALID,
    )
    audit.record(
        "curation.member.invited",
        invitation,
        actor=actor,
        benchmark=benchmark,
        email=invitation.email,
        roles=invitation.roles,
    )
    return Invited(invitation, token)
