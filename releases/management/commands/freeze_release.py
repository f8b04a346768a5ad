"""Freeze what is accepted as a numbered release."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from curation.cards import about_of, missing
from curation.errors import DomainError
from curation.models import Benchmark
from releases.actions.freeze_release import freeze_release, is_same
from releases.management.answer import refuse, write_json
from releases.management.lookup import benchmark_named, person
from releases.models import Release


class Command(BaseCommand):
    help = (
        "Copies every accepted object into a release that can't be changed any more. "
        "Refuses while one of them has an error, and lists them all. Example: "
        "manage.py freeze_release --benchmark trial --version 1.0.0 --leave-out"
    )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Django's own --version would hide ours, which names the release."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--benchmark", required=True, metavar="SLUG")
        parser.add_argument("--version", required=True, dest="number", metavar="X.Y.Z")
        parser.add_argument(
            "--leave-out", action="store_true", help="freeze without the objects that have errors"
        )
        parser.add_argument("--title", default="", help="title of this release; the benchmark's by default")
        parser.add_argument("--by", metavar="EMAIL", help="the maintainer in whose name it is frozen")
        parser.add_argument("--json", action="store_true", help="answer with one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        """Freeze, or say why not."""
        benchmark = benchmark_named(options["benchmark"])
        actor = person(options["by"])
        created = True
        try:
            release = freeze_release(
                benchmark,
                options["number"],
                leave_out=options["leave_out"],
                actor=actor,
                title=options["title"],
            )
        except DomainError as error:
            standing = _standing(benchmark, options["number"], error)
            if standing is None:
                refuse(self, error, as_json=options["json"])
            release, created = standing, False
        self._answer(release, created=created, as_json=options["json"])

    def _answer(self, release: Release, *, created: bool, as_json: bool) -> None:
        counts = {
            name: getattr(release, f"{name}_count")
            for name in ("objects", "queries", "positives", "distractors")
        }
        unanswered = missing(about_of(release.about))
        if as_json:
            answer = {"ok": True, "release": str(release), "created": created, "counts": counts}
            write_json(self, {**answer, "left_out": release.left_out, "card_missing": unanswered})
            return
        for entry in release.left_out:
            for found in entry["findings"]:
                self.stdout.write(f"left out {entry['key']}: {found['code']}: {found['message']}")
        numbers = ", ".join(f"{count} {name}" for name, count in counts.items())
        done = "is frozen" if created else "was already frozen, and nothing has changed since"
        self.stdout.write(f"{release} {done}: {numbers}, {len(release.left_out)} object(s) left out.")
        if unanswered:
            self.stdout.write(
                f"{len(unanswered)} question(s) about the benchmark are unanswered, and the release says so: "
                f"{', '.join(unanswered[:4])}{', …' if len(unanswered) > 4 else ''}. "
                f"Answer them with edit_card before the next version."
            )


def _standing(benchmark: Benchmark, version: str, error: DomainError) -> Release | None:
    """The release of that version when freezing again would give the very same one."""
    if error.code != "release.version-taken":
        return None
    release = benchmark.releases.select_related("benchmark").get(version=version)
    return release if is_same(release) else None
