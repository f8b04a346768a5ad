"""Demo accounts: one per role, with generated passwords that stay the same for one ARISTARCH_HOME."""

import json
import secrets
from dataclasses import dataclass
from pathlib import Path

from curation.models import Benchmark, ConsentSignature, Membership, Role, User

ROLES = {"collector": "Clio Collector", "reviewer": "Rhea Reviewer", "maintainer": "Maia Maintainer"}


@dataclass(frozen=True)
class Account:
    """What is needed to sign in."""

    role: str
    email: str
    password: str


def ensure_accounts(home: Path) -> list[Account]:
    """The three accounts, created at the first run; their passwords are kept readable by the owner only."""
    path = home / "demo_accounts.json"
    if not path.exists():
        passwords = {role: secrets.token_urlsafe(12) for role in ROLES}
        path.touch(mode=0o600)
        path.write_text(json.dumps(passwords))
    passwords = json.loads(path.read_text())
    accounts = [Account(role, f"{role}@demo.example", passwords[role]) for role in ROLES]
    for account in accounts:
        user = User.objects.filter(email=account.email).first()
        if user is None:
            user = User.objects.create_user(account.email, account.password, name=ROLES[account.role])
        if not user.check_password(account.password):
            user.set_password(account.password)
        user.is_staff = account.role != "collector"  # reviewers and maintainers may use the admin's queues
        user.save()
    return accounts


def join(benchmark: Benchmark, accounts: list[Account]) -> None:
    """Make each account a member in its role, the collector with a signed consent."""
    for account in accounts:
        user = User.objects.get(email=account.email)
        Membership.objects.get_or_create(benchmark=benchmark, user=user, role=Role(account.role))
        consent = benchmark.consent_texts.first()
        if consent is not None:
            ConsentSignature.objects.get_or_create(consent=consent, user=user, defaults={"name": user.name})
