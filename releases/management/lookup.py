"""From the words of a command line to rows, with a sentence when there is none."""

from django.core.management.base import CommandError

from curation.models import Benchmark, User
from releases.models import Release


def benchmark_named(slug: str) -> Benchmark:
    """The benchmark of that slug."""
    found = Benchmark.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Benchmark.objects.values_list("slug", flat=True)[:10]) or "none yet"
        message = f"There is no benchmark '{slug}'. There are: {known}."
        raise CommandError(message)
    return found


def release_named(name: str) -> Release:
    """The release called SLUG@VERSION."""
    slug, _, version = name.partition("@")
    benchmark = benchmark_named(slug)
    found = benchmark.releases.select_related("benchmark").filter(version=version).first()
    if found is None:
        known = ", ".join(str(release) for release in benchmark.releases.all()[:10]) or "none yet"
        message = f"There is no release '{name}'. Of {slug} there are: {known}."
        raise CommandError(message)
    return found


def person(email: str | None) -> User | None:
    """The account of that address; None when no address was given."""
    if email is None:
        return None
    found = User.objects.filter(email__iexact=email).first()
    if found is None:
        message = f"There is no account {email}. Invite them first, or leave --by away."
        raise CommandError(message)
    return found
