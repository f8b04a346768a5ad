"""How a command answers: JSON for programs, sentences for people, a bar on a terminal."""

import json
from collections.abc import Callable
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from curation.errors import DomainError
from retrieval.bundle.errors import ReleaseRefusedError
from retrieval.errors import RetrievalError


def refuse(command: BaseCommand, error: DomainError | RetrievalError, *, as_json: bool) -> NoReturn:
    """Say why nothing was done, list what stands in the way, and end with status 1."""
    extra: dict[str, Any] = dict(error.extra) if isinstance(error, DomainError) else {}
    if isinstance(error, ReleaseRefusedError):
        extra["problems"] = [{"code": found.code, "message": found.message} for found in error.problems]
    if as_json:
        write_json(command, {"ok": False, "code": error.code, "message": error.message, **extra})
    else:
        for line in _lines(extra):
            command.stderr.write(line)
    raise CommandError(error.message) from error


def write_json(command: BaseCommand, value: dict[str, Any]) -> None:
    """One JSON document on standard output."""
    command.stdout.write(json.dumps(value, indent=2, ensure_ascii=False, default=str))


def bar(name: str) -> Callable[[int, int], None]:
    """A progress bar on standard error; nothing when that is no terminal."""
    shown = tqdm(desc=name, unit="image", disable=None, leave=False)

    def tell(done: int, total: int) -> None:
        shown.total, shown.n = total, done
        shown.refresh()
        if done >= total:
            shown.close()

    return tell


def _lines(extra: dict[str, Any]) -> list[str]:
    lines = []
    for entry in extra.get("blocked", ()):
        lines += [f"{entry['key']}: {found['code']}: {found['message']}" for found in entry["findings"]]
    lines += [f"{problem['code']}: {problem['message']}" for problem in extra.get("problems", ())]
    return lines
