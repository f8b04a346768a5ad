"""State the licence of the images of a distractor set that name none."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from curation import policies
from curation.actions.distractor_sets.state_licence import state_licence
from curation.errors import DomainError
from curation.management.answer import benchmark_named, person_named
from curation.models import DistractorSet


class Command(BaseCommand):
    help = (
        "States the licence of the images of a distractor set that name none themselves: no release holds an "
        "image without one. Example: manage.py state_set_licence trial wild CC-BY-4.0"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("benchmark", metavar="BENCHMARK")
        parser.add_argument("slug", metavar="SLUG", help="name of the set within the benchmark")
        parser.add_argument("licence", metavar="LICENCE", help="an SPDX identifier, or LicenseRef-…")
        parser.add_argument("--by", metavar="EMAIL", help="the maintainer in whose name it is stated")

    def handle(self, *_: Any, **options: Any) -> None:
        benchmark = benchmark_named(options["benchmark"])
        actor = person_named(options["by"]) if options["by"] else None
        if actor is not None and not policies.can_maintain(actor, benchmark):
            message = f"{actor.email} is no maintainer of {benchmark.slug}; only maintainers state licences."
            raise CommandError(message)
        found = DistractorSet.objects.filter(benchmark=benchmark, slug=options["slug"]).first()
        if found is None:
            message = f'{benchmark} has no distractor set "{options["slug"]}".'
            raise CommandError(message)
        try:
            row = state_licence(found, options["licence"], actor=actor)
        except DomainError as error:
            raise CommandError(error.message) from error
        self.stdout.write(f"Images of {row} that name no licence are published under {row.licence}.")
