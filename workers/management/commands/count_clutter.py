"""Count clutter and scale of every boxed picture that lacks them (spec §9)."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import F, Q

from curation.management.answer import benchmark_named
from curation.models import Image
from workers.queueing import queue, work_through


class Command(BaseCommand):
    """Example: manage.py count_clutter --benchmark trial"""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--benchmark", required=True, metavar="SLUG")
        parser.add_argument("--enqueue", action="store_true", help="hand the work to the workers and return")
        parser.add_argument("--json", action="store_true", help="print the counts for programs")

    def handle(self, *_: Any, **options: Any) -> None:
        benchmark = benchmark_named(options["benchmark"])
        boxed = Image.objects.collected().filter(benchmark=benchmark, box_set__boxes__isnull=False)
        current = Q(measure__isnull=False, measure__boxes_version=F("box_set__version"))
        queued = queue(
            "clutter.count", boxed.exclude(current).distinct().values_list("pk", flat=True), benchmark
        )
        if options["enqueue"]:
            self.stdout.write(
                json.dumps({"queued": queued}) if options["json"] else f"{queued} pictures queued."
            )
            return
        outcome = work_through("clutter.count", benchmark, "clutter")
        if options["json"]:
            self.stdout.write(
                json.dumps({"counted": outcome.done, "failed": [job.error for job in outcome.failed]})
            )
        elif not outcome.queued:
            self.stdout.write("Nothing to count: every boxed picture has its clutter and scale.")
        else:
            self.stdout.write(f"Counted clutter and scale of {outcome.done} pictures.")
        outcome.demand_none_failed("pictures could not be counted")
