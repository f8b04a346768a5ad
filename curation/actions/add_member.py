"""Give a person a role in a benchmark."""

from collections.abc import Iterable

from django.db import transaction

from curation import audit
from curation.errors import DomainError
from curation.models import Benchmark, Membership, Role, User


@transaction.atomic
def add_member(benchmark: Benchmark, member: User, roles: Iterable[str], *, actor: User | None) -> set[str]:
    """Add the roles that the person lacks and return those; a second call adds nothing.

    Raises:
        DomainError: `member.role` for a word that is no role.
    """
    wanted = set(roles)
    refuse_unknown(wanted)
    held = set(benchmark.memberships.filter(user=member).values_list("role", flat=True))
    new = wanted - held
    Membership.objects.bulk_create(
        [Membership(benchmark=benchmark, user=member, role=role) for role in sorted(new)]
    )
    if new:
        audit.record(
            "curation.member.added",
            member,
            actor=actor,
            benchmark=benchmark,
            roles=sorted(new),
            name=str(member),
        )
    return new


def refuse_unknown(roles: set[str]) -> None:
    """Raise `member.role` unless every word is a role and there is at least one."""
    unknown = sorted(roles - set(Role.values))
    if unknown or not roles:
        named = f'"{unknown[0]}" is no role' if unknown else "No role is named"
        raise DomainError("member.role", f"{named}. Roles are collector, reviewer and maintainer.")
