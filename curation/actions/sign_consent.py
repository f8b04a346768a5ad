"""Sign the consent text of a benchmark, or find that one has not."""

from django.db import transaction

from curation import audit
from curation.errors import Conflict, DomainError, NotAllowed
from curation.models import Benchmark, ConsentSignature, ConsentText, User


def current_consent(benchmark: Benchmark) -> ConsentText | None:
    """The highest version; None when the benchmark asks for no consent."""
    return benchmark.consent_texts.order_by("-version").first()


def has_signed(user: User, consent: ConsentText | None) -> bool:
    """Whether the person signed that version; nothing to sign counts as signed."""
    return consent is None or consent.signatures.filter(user=user).exists()


def demand_consent(user: User, benchmark: Benchmark) -> None:
    """Raise NotAllowed `consent.unsigned` unless the person signed the current text."""
    if not has_signed(user, current_consent(benchmark)):
        message = (
            "You have not signed the current consent text of this benchmark. Read and sign it, then upload."
        )
        raise NotAllowed("consent.unsigned", message)


@transaction.atomic
def sign_consent(benchmark: Benchmark, version: int, name: str, *, actor: User) -> ConsentSignature:
    """Record that the person agrees to that version; a second signature changes nothing.

    Raises:
        Conflict: `consent.outdated` when another version is the current one.
        DomainError: `consent.name` when no name was typed.
    """
    consent = current_consent(benchmark)
    if consent is None or consent.version != version:
        message = (
            "The consent text has changed since you opened it. Read the current version and sign that one."
        )
        raise Conflict("consent.outdated", message)
    if not name.strip():
        raise DomainError("consent.name", "Type your full name to sign.")
    signature, created = ConsentSignature.objects.get_or_create(
        consent=consent, user=actor, defaults={"name": name.strip()}
    )
    if created:
        audit.record(
            "curation.consent.signed",
            signature,
            actor=actor,
            benchmark=benchmark,
            version=version,
            sha256=consent.sha256,
            name=signature.name,
        )
    return signature
