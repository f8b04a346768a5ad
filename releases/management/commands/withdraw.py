"""Take an object, an image or a distractor out for good."""

import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from curation import policies
from curation.errors import DomainError
from releases.actions.held import held_by
from releases.actions.withdraw import WithdrawalDetails, withdraw
from releases.management.answer import refuse, write_json
from releases.management.lookup import benchmark_named, person
from releases.models import Withdrawal


class Command(BaseCommand):
    help = (
        "Withdraws an object, an image or a distractor: no later release holds it, earlier ones show an "
        'erratum. Example: manage.py withdraw trial object blue_mug --reason "Its maker asked for it."'
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("benchmark", metavar="SLUG")
        parser.add_argument("kind", choices=Withdrawal.Kind.values)
        parser.add_argument("key", help="of the object or distractor; the id of an image")
        parser.add_argument("--reason", required=True, help="may be published; later releases carry it")
        parser.add_argument("--note", default="", help="for maintainers alone")
        parser.add_argument("--requested-on", type=datetime.date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--by", metavar="EMAIL", help="the maintainer in whose name it is withdrawn")
        parser.add_argument("--json", action="store_true", help="answer with one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        """Withdraw; a second time nothing changes."""
        benchmark = benchmark_named(options["benchmark"])
        actor = person(options["by"])
        if actor is not None and not policies.can_maintain(actor, benchmark):
            message = f"{actor.email} is no maintainer of {benchmark.slug}; only maintainers withdraw."
            raise CommandError(message)
        details = WithdrawalDetails(
            kind=options["kind"],
            key=options["key"],
            reason_public=options["reason"],
            note_private=options["note"],
            requested_on=options["requested_on"],
        )
        try:
            done, created = withdraw(benchmark, details, actor=actor)
        except DomainError as error:
            refuse(self, error, as_json=options["json"])
        versions = dict(benchmark.releases.values_list("pk", "version"))
        releases = [versions[pk] for pk in held_by([done]).get((done.kind, done.key), ())]
        if options["json"]:
            answer = {"ok": True, "created": created, "kind": done.kind, "key": done.key}
            write_json(self, {**answer, "reason": done.reason_public, "releases": releases})
            return
        word = "is withdrawn" if created else "was withdrawn before; nothing changed"
        held = f"Releases that hold it: {', '.join(releases)}." if releases else "No release holds it."
        self.stdout.write(f"The {done.kind} {done.key} {word}. {held}")
