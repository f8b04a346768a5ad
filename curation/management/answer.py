"""How the commands of this room find things, show progress and refuse."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from django.core.management.base import CommandError
from tqdm import tqdm

from curation.models import Benchmark, User
from curation.tables.refusal import Refusal


def benchmark_named(slug: str) -> Benchmark:
    """The benchmark, or a sentence that names those there are."""
    found = Benchmark.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Benchmark.objects.values_list("slug", flat=True)) or "none yet"
        message = f'There is no benchmark "{slug}". Benchmarks here: {known}. create_benchmark makes one.'
        raise CommandError(message)
    return found


def person_named(email: str) -> User:
    """The account of an address, or a sentence that says how to make one."""
    found = User.objects.filter(email=email.strip().lower()).first()
    if found is None:
        message = f"There is no account {email}. Invite the person (manage.py invite), or name another one."
        raise CommandError(message)
    return found


@contextmanager
def bar(what: str) -> Iterator[Callable[[int, int], None]]:
    """A function (done, total) that moves a bar on a terminal."""
    with tqdm(desc=what, file=sys.stderr, disable=not sys.stderr.isatty(), leave=False) as shown:

        def move(done: int, total: int) -> None:
            shown.total = total
            shown.update(done - shown.n)

        yield move


def refuse_rows(refused: Sequence[Refusal], what: str) -> None:
    """End with status 1 and one line for each refusal, if there are any."""
    if refused:
        lines = "\n".join(str(row) for row in refused)
        message = f"{len(refused)} {what}:\n{lines}"
        raise CommandError(message)
