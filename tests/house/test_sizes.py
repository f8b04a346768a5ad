"""Files and functions stay small; what the limits are is written in CONTRIBUTING.md."""

import ast
import statistics
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ["config", "workers", "releases", "annotations", "curation", "retrieval", "benchmarks", "scripts"]
CODE = [
    path
    for room in ROOMS
    for path in sorted((ROOT / room).rglob("*.py"))
    if "migrations" not in path.parts and path.read_text().strip()
]
FRONTEND = [path for path in (ROOT / "frontend" / "src").rglob("*.ts*") if not path.name.endswith(".d.ts")]


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def test_no_file_is_longer_than_400_lines() -> None:
    assert [str(path) for path in CODE + FRONTEND if lines(path) > 400] == []


def test_the_median_file_has_at_most_80_lines() -> None:
    assert statistics.median(lines(path) for path in CODE) <= 80


def test_no_function_is_longer_than_50_lines() -> None:
    long = []
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > 50:
                    long.append(f"{path.relative_to(ROOT)}:{node.name} {length}")
    assert long == []


def test_no_file_has_a_name_that_says_nothing() -> None:
    empty = {"utils.py", "helpers.py", "common.py", "manager.py", "misc.py"}
    assert [str(path) for path in CODE if path.name in empty] == []
