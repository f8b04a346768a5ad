"""Work is queued by name: every name that is queued is one that a worker knows."""

import ast
from pathlib import Path

from workers import tasks
from workers.base import REGISTRY

ROOT = Path(__file__).resolve().parents[2]


def enqueued_names() -> set[str]:
    names = set()
    for room in ("curation", "annotations", "releases", "workers", "config"):
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("enqueue") and node.args:
                    first = node.args[0]
                    if isinstance(first, ast.Constant):
                        names.add(first.value)
    return names


def test_every_enqueued_name_is_a_registered_task() -> None:
    assert tasks is not None
    assert enqueued_names() - REGISTRY.keys() == set()
    assert enqueued_names()


def test_every_registered_task_is_enqueued_somewhere() -> None:
    assert REGISTRY.keys() - enqueued_names() == set()
