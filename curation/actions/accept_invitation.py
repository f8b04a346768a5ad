"""Come in by an invitation: with a new account, or with the one that already has this address."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from curation import audit
from curation.actions.add_member import add_member
from curation.actions.invite import token_hash
from curation.errors import DomainError, NotAllowed
from curation.models import Invitation, User


def open_invitation(token: str) -> Invitation | None:
    """The invitation of that secret while it is good; None when unknown, used or too old."""
    rows = Invitation.objects.select_related("benchmark", "invited_by")
    return rows.filter(
        token_sha256=token_hash(token), accepted_at=None, expires_at__gt=timezone.now()
    ).first()


@transaction.atomic
def accept_invitation(
    invitation: Invitation, *, known: User | None, name: str = "", password: str = ""
) -> User:
    """Give the roles to the known account of that address, or to a new one, and use the invitation up.

    `known` is whoever has proved to own an existing account (signed in, or by its password).

    Raises:
        NotAllowed: `invitation.other-account` when `known` is not whom it was sent to; `invitation.used`
            when somebody was quicker.
        DomainError: `invitation.password` when a new account's password is too weak.
    """
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if locked.accepted_at is not None:
        raise NotAllowed("invitation.used", "This invitation has already been used. Sign in instead.")
    if known is not None and known.email != locked.email:
        message = f"This invitation was sent to {locked.email}, but you are signed in as {known.email}. Sign out first."
        raise NotAllowed("invitation.other-account", message)
    user = known or _new_account(locked.email, name, password)
    locked.accepted_at = timezone.now()
    locked.save(update_fields=["accepted_at"])
    add_member(invitation.benchmark, user, locked.roles, actor=user)
    audit.record("curation.invitation.accepted", locked, actor=user, benchmark=invitation.benchmark)
    return user


def _new_account(email: str, name: str, password: str) -> User:
    if User.objects.filter(email=email).exists():
        message = "There is already an account with this address. Give its password to accept the invitation."
        raise NotAllowed("invitation.account-exists", message)
    if not name.strip():
        raise DomainError(
            "invitation.name", "Tell us your name: it stands beside what you collect and decide."
        )
    try:
        validate_password(password, User(email=email, name=name))
    except ValidationError as error:
        raise DomainError("invitation.password", " ".join(error.messages)) from error
    return User.objects.create_user(email, password, name=name.strip())
