"""Which descriptor index a set needs, and what it will cost, before anything is built."""

import json
import re
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from retrieval.errors import RetrievalError
from retrieval.index import IndexPlan

UNITS = {"": 1, "B": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12}


class Command(BaseCommand):
    """Example: manage.py plan_index --count 100e6 --dimension 768 --memory 64GB"""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--count", type=number_of, required=True, metavar="N", help="descriptors, as 100e6"
        )
        parser.add_argument("--dimension", type=number_of, required=True, metavar="D", help="numbers of each")
        parser.add_argument(
            "--memory", type=bytes_of, required=True, metavar="SIZE", help="per machine, as 64GB"
        )
        parser.add_argument("--machines", type=number_of, default=1, metavar="M")
        parser.add_argument("--cores", type=number_of, metavar="C", help="per machine; those of this one")
        parser.add_argument("--json", action="store_true", help="print the plan for programs")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            plan = IndexPlan.of(
                options["count"],
                options["dimension"],
                options["memory"],
                options["machines"],
                cores=options["cores"],
            )
        except RetrievalError as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(json.dumps(plan.as_dict()) if options["json"] else plan.describe())


def number_of(text: str) -> int:
    """A whole number, also written as 5e6 or 5_000_000."""
    try:
        value = float(text)
        whole = int(value)
    except (ValueError, OverflowError) as error:
        message = f"{text!r} is not a number"
        raise ArgumentTypeError(message) from error
    if whole != value:
        message = f"{text!r} is not a whole number"
        raise ArgumentTypeError(message)
    return whole


def bytes_of(text: str) -> int:
    """A size in bytes, or with a unit: 64GB, 1.5TB."""
    message = f"{text!r} is not a size; write 64GB or 1.5TB"
    matched = re.fullmatch(r"(\d+(?:\.\d+)?(?:e\d+)?)\s*([kmgt]?b?)", text.strip(), re.IGNORECASE)
    unit = UNITS.get(matched.group(2).upper()) if matched else None
    if matched is None or unit is None:
        raise ArgumentTypeError(message)
    return int(float(matched.group(1)) * unit)
