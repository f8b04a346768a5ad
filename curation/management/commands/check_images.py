"""Say of each file what an upload would do, and store nothing."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from curation import ingest
from curation.errors import DomainError
from curation.management.answer import bar

Answer = dict[str, Any]


class Command(BaseCommand):
    help = (
        "Says of each file what an upload would do with it; nothing is stored. Folders are "
        "searched. Example: manage.py check_images photos/ one.heic --json"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--json", action="store_true", help="a list of objects, one for each file")

    def handle(self, *_: Any, **options: Any) -> None:
        files = list(_files(options["paths"]))
        answers: list[Answer] = []
        with bar("images") as move:
            for number, file in enumerate(files, start=1):
                answers.append(_answer(file))
                move(number, len(files))
        if options["json"]:
            self.stdout.write(json.dumps(answers, indent=1))
        else:
            for answer in answers:
                self.stdout.write(_line(answer))
        refused = sum(not answer["accepted"] for answer in answers)
        if refused:
            message = f"{refused} of {len(answers)} files would be refused."
            raise CommandError(message)


def _files(paths: list[Path]) -> Iterator[Path]:
    """Files as named, and all files of named folders."""
    for path in paths:
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*") if file.is_file())
        else:
            yield path


def _answer(file: Path) -> Answer:
    try:
        known = ingest.read(file)
    except DomainError as refused:
        verdict = {
            "accepted": False,
            "width": None,
            "height": None,
            "code": refused.code,
            "message": refused.message,
        }
        return {"path": str(file), **verdict}
    size = {"width": known.width, "height": known.height}
    return {"path": str(file), "accepted": True, **size, "code": None, "message": "Would be accepted."}


def _line(answer: Answer) -> str:
    if answer["accepted"]:
        return f"{answer['path']}: accepted, {answer['width']} × {answer['height']} upright"
    return f"{answer['path']}: refused: {answer['code']}: {answer['message']}"
