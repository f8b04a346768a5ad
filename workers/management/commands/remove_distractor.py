"""Take distractors out of a set, with a record."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from curation.actions.distractor_sets.remove import Removal, remove_distractor
from curation.distractor_rows import row_of
from curation.errors import DomainError
from curation.management.answer import benchmark_named, person_named
from curation.models import Benchmark, DistractorRemoval, Object
from workers.management.commands.build_distractor_index import set_named


class Command(BaseCommand):
    help = (
        "Takes distractors out of a set, with the reason: searches and lists pass them over from then on, the "
        "files stay as they are. Example: manage.py remove_distractor trial wild wild-00003/cat_7 "
        "--reason false-negative --object mug_0012"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("benchmark", metavar="BENCHMARK")
        parser.add_argument("slug", metavar="SLUG", help="name of the set within the benchmark")
        parser.add_argument("ids", nargs="+", metavar="ID", help="<shard>/<key>")
        parser.add_argument("--reason", required=True, choices=DistractorRemoval.Reason.values)
        parser.add_argument("--object", metavar="KEY", help="the object that they show")
        parser.add_argument("--note", default="", help="a sentence for the record")
        parser.add_argument("--by", metavar="EMAIL", help="the account in whose name they are removed")
        parser.add_argument("--json", action="store_true", help="print the records for programs")

    def handle(self, *_: Any, **options: Any) -> None:
        benchmark = benchmark_named(options["benchmark"])
        found = set_named(benchmark, options["slug"])
        actor = person_named(options["by"]) if options["by"] else None
        obj = _object_named(benchmark, options["object"])
        unknown = [each for each in options["ids"] if row_of(found, each) is None]
        if unknown:
            message = f'The set "{found.slug}" holds no {", ".join(unknown)}. Nothing was removed.'
            raise CommandError(message)
        removals = [Removal(each, options["reason"], obj, options["note"]) for each in options["ids"]]
        try:
            rows = [remove_distractor(found, removal, actor=actor) for removal in removals]
        except DomainError as error:
            raise CommandError(error.message) from error
        if options["json"]:
            self.stdout.write(json.dumps([_answer(row) for row in rows], indent=1))
        else:
            self.stdout.write(f'{len(rows)} removed from "{found.slug}": {options["reason"]}.')


def _object_named(benchmark: Benchmark, key: str | None) -> Object | None:
    if key is None:
        return None
    found = Object.objects.filter(benchmark=benchmark, key=key).first()
    if found is None:
        message = f'{benchmark} has no object "{key}".'
        raise CommandError(message)
    return found


def _answer(row: DistractorRemoval) -> dict[str, Any]:
    return {"distractor": row.distractor, "reason": row.reason, "removed_at": row.removed_at.isoformat()}
