"""Found a benchmark."""

import datetime
import json
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from curation.actions.create_benchmark import BenchmarkDetails, create_benchmark
from curation.errors import Conflict, DomainError
from curation.management.answer import person_named
from curation.models import Benchmark


def a_date(value: str) -> datetime.date:
    """A date as argparse wants it."""
    try:
        return datetime.date.fromisoformat(value)
    except ValueError as error:
        message = f'"{value}" is no date. Write it like 2020-01-31.'
        raise ArgumentTypeError(message) from error


class Command(BaseCommand):
    help = (
        "Founds a benchmark; a second run with the same values changes nothing. Example: manage.py "
        'create_benchmark trial --title "Trial" --cutoff 1850-01-01'
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="lower-case letters, digits and underscores")
        parser.add_argument("--title", required=True)
        parser.add_argument("--cutoff", required=True, type=a_date, metavar="YYYY-MM-DD")
        parser.add_argument("--goal", type=int, default=100, help="how many objects it wants to have")
        parser.add_argument(
            "--licences", default="", metavar="A,B", help="allowed SPDX ids; all valid ones if absent"
        )
        parser.add_argument(
            "--reviews", type=int, default=1, choices=[1, 2], help="reviewers behind each object"
        )
        parser.add_argument("--by", metavar="EMAIL", help="the account that becomes its maintainer")
        parser.add_argument("--json", action="store_true", help="answer with one JSON document")

    def handle(self, *_: Any, **options: Any) -> None:
        details = BenchmarkDetails(
            slug=options["slug"],
            title=options["title"],
            cutoff=options["cutoff"],
            goal_objects=options["goal"],
            licences=[word.strip() for word in options["licences"].split(",") if word.strip()],
            reviews_needed=options["reviews"],
        )
        actor = person_named(options["by"]) if options["by"] else None
        try:
            benchmark, created = create_benchmark(details, actor=actor), True
        except Conflict:
            benchmark, created = _same(details), False
        except DomainError as error:
            raise CommandError(error.message) from error
        if options["json"]:
            self.stdout.write(json.dumps({"slug": benchmark.slug, "created": created}))
        elif created:
            self.stdout.write(f'Created the benchmark {benchmark.slug}, "{benchmark.title}".')
        else:
            self.stdout.write(f"The benchmark {benchmark.slug} already exists with these very values.")


def _same(details: BenchmarkDetails) -> Benchmark:
    """The existing benchmark, if it has the values asked for."""
    stored = Benchmark.objects.get(slug=details.slug)
    fields = ("title", "cutoff", "goal_objects", "licences", "reviews_needed")
    other = [name for name in fields if getattr(stored, name) != getattr(details, name)]
    if other:
        differences = "; ".join(
            f"{name} is {getattr(stored, name)}, not {getattr(details, name)}" for name in other
        )
        message = (
            f"The benchmark {details.slug} already exists and differs: {differences}. Nothing was changed."
        )
        raise CommandError(message)
    return stored
