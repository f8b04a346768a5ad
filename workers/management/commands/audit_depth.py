"""Measure what looking down the lists of nearest distractors is worth, with positives hidden in a drawn set."""

import json
import os
import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from annotations.actions.distractor_audit.worth import store_worth
from retrieval.encoders import EncoderOptions
from retrieval.errors import RetrievalError
from workers.audit_depth.blocks import Store
from workers.audit_depth.crowd import Crowd
from workers.audit_depth.run import Measured, Plan, measure
from workers.audit_depth.search import DEPTHS, PLACES


class Command(BaseCommand):
    """Example: manage.py audit_depth --distractors 200000 --planted 200 --encoder demo --encoder default"""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--distractors", type=int, default=Crowd.distractors, help="the hidden ones included"
        )
        parser.add_argument(
            "--planted", type=int, default=Crowd.planted, help="positives that hide, four of an object"
        )
        parser.add_argument(
            "--encoder", action="append", dest="encoders", metavar="NAME", help="may be repeated"
        )
        parser.add_argument(
            "--verify",
            type=int,
            default=PLACES,
            metavar="N",
            help="places that local features order again; 0: none",
        )
        parser.add_argument("--seed", type=int, default=Crowd.seed)
        parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
        parser.add_argument(
            "--store", action="store_true", help="show the shares on the pages of this installation"
        )
        parser.add_argument(
            "--table",
            type=Path,
            metavar="FILE",
            help="keep the shares by version in this file, as worth.json is",
        )
        parser.add_argument("--json", action="store_true", help="print the shares for programs")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            crowd = Crowd(options["distractors"], options["planted"], options["seed"])
            plan = Plan(
                store=Store(Path(settings.HOME) / "cache" / "audit-depth", crowd),
                encoders=tuple(options["encoders"] or ("default",)),
                options=EncoderOptions(models_dir=settings.MODELS_ROOT, device=settings.DEVICE),
                verify=min(options["verify"], PLACES),
                processes=options["processes"],
            )
            measured = measure(plan, Bar())
        except RetrievalError as error:
            raise CommandError(error.message) from error
        if options["store"]:
            for each in measured:
                store_worth(each.version, each.as_json())
        if options["table"]:
            keep(options["table"], crowd, measured)
        if options["json"]:
            self.stdout.write(json.dumps(as_json(crowd, measured)))
        else:
            self.stdout.write(table(crowd, measured))


class Bar:
    """Progress of one step after another, on a terminal."""

    def __init__(self) -> None:
        self._shown: tqdm[Any] | None = None

    def __call__(self, what: str, done: int, total: int) -> None:
        """Show it; a step begins with `done` 0."""
        if done == 0:
            if self._shown is not None:
                self._shown.close()
            self._shown = tqdm(
                desc=what, total=total, file=sys.stderr, disable=not sys.stderr.isatty(), leave=False
            )
        if self._shown is not None:
            self._shown.update(done - self._shown.n)


def as_json(crowd: Crowd, measured: list[Measured]) -> Mapping[str, Any]:
    """Everything that was measured and of what."""
    return {
        "distractors": crowd.distractors,
        "planted": crowd.planted,
        "seed": crowd.seed,
        "encoders": [each.as_json() for each in measured],
    }


def keep(path: Path, crowd: Crowd, measured: list[Measured]) -> None:
    """Put the shares into a table by version; those of other encoders stay in it."""
    known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    for each in measured:
        known[each.version] = {**each.as_json(), "distractors": crowd.distractors, "planted": crowd.planted}
    path.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def table(crowd: Crowd, measured: list[Measured]) -> str:
    """For people: a line for each encoder and kind of list."""
    lines = [
        f"{crowd.planted} positives of {crowd.objects} objects hidden among {crowd.distractors:,} drawn distractors.",
        "Share that stands on the first places of the list:",
        f"{'encoder':<24}{'list':<18}" + "".join(f"{depth:>8,}" for depth in DEPTHS),
    ]
    for each in measured:
        for kinds, how in ((each.plain, ""), (each.verified, ", verified")):
            for kind, found in kinds.items():
                cells = "".join(f"{found[str(depth)]:>8.1%}" for depth in DEPTHS)
                lines.append(f"{each.name:<24}{kind + how:<18}{cells}")
    return "\n".join(lines)
