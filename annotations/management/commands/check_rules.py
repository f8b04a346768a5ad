"""Run the rules over a whole benchmark."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from annotations.actions.check_rules import Checked, check_rules
from curation.management.answer import bar, benchmark_named


class Command(BaseCommand):
    help = (
        "Checks every object of a benchmark by every rule and keeps the findings; the last line names accepted "
        "objects that can't be frozen yet. Example: manage.py check_rules --benchmark trial"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--benchmark", required=True, metavar="SLUG")
        parser.add_argument("--json", action="store_true", help="print the findings of each object")

    def handle(self, *_: Any, **options: Any) -> None:
        benchmark = benchmark_named(options["benchmark"])
        with bar("objects") as move:
            checked = check_rules(benchmark, progress=move)
        if options["json"]:
            self.stdout.write(json.dumps([each.as_json() for each in checked], indent=1))
        else:
            self._tell(checked)

    def _tell(self, checked: list[Checked]) -> None:
        for each in checked:
            for finding in each.findings:
                self.stdout.write(f"{each.key}: {finding.severity} {finding.code}: {finding.message}")
        errors = sum(each.errors for each in checked)
        warnings = sum(len(each.findings) for each in checked) - errors
        self.stdout.write(f"{len(checked)} objects checked: {errors} errors, {warnings} warnings.")
        wrong = [each.key for each in checked if each.is_accepted and each.errors]
        if wrong:
            self.stdout.write(
                f"{len(wrong)} accepted objects have errors and can't be frozen yet: {', '.join(wrong)}. "
                f"Mend them, or leave them out with freeze_release --leave-out."
            )
