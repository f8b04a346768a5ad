"""Check every object of a benchmark against the rules and keep what was found."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from annotations.actions.refresh_findings import refresh_findings
from annotations.rules import Finding
from curation.management.answer import bar, benchmark_named
from curation.models import Object


class Command(BaseCommand):
    help = (
        "Checks every object against the rules (docs/rules.md) and keeps the findings for lists and pages. "
        "Example: manage.py check_rules --benchmark trial"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--benchmark", required=True, metavar="SLUG")
        parser.add_argument("--json", action="store_true", help="print the findings for programs")

    def handle(self, *_: Any, **options: Any) -> None:
        benchmark = benchmark_named(options["benchmark"])
        objects = list(Object.objects.filter(benchmark=benchmark).order_by("number"))
        found: dict[str, list[Finding]] = {}
        with bar("rules") as move:
            for number, obj in enumerate(objects, start=1):
                found[obj.key] = list(refresh_findings(obj))
                move(number, len(objects))
        if options["json"]:
            as_json = {key: [finding.as_json() for finding in findings] for key, findings in found.items()}
            self.stdout.write(json.dumps(as_json, indent=1))
            return
        for obj in objects:
            for finding in found[obj.key]:
                self.stdout.write(f"{obj.key}: {finding.severity} {finding.code}: {finding.message}")
        holding = sum(not any(finding.is_error for finding in findings) for findings in found.values())
        self.stdout.write(f"{len(objects)} objects checked, {holding} without an error.")
