"""What is installed alone imports nothing that is not installed with it."""

import ast
import sys
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from retrieval.bundle.extras import DISTRIBUTION

ROOT = Path(__file__).resolve().parents[3]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PACKAGES = ("retrieval", "retrieval/bundle/**", "retrieval/scoring/**")
FILES = sorted({path for pattern in PACKAGES for path in ROOT.glob(f"{pattern}/*.py")})
NAMES = {path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".") for path in FILES}
LIGHT = {"PIL": "pillow", "numpy": "numpy"}


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_every_import_is_installed_with_it() -> None:
    wanted = {(path.name, name) for path in FILES for name in imported(path)}
    packages = {name.removesuffix(".__init__") for name in NAMES}
    strange = [
        f"{file}: {name}"
        for file, name in sorted(wanted)
        if name.partition(".")[0] not in {*sys.stdlib_module_names, *LIGHT}
        and not (name in packages or name.rpartition(".")[0] in packages)
    ]
    assert strange == []
    assert len(FILES) > 40


def test_the_dependencies_are_those_that_are_imported() -> None:
    roots = {name.partition(".")[0] for path in FILES for name in imported(path)}
    declared = {line.partition(">")[0] for line in PROJECT["project"]["dependencies"]}
    assert declared == {LIGHT[root] for root in roots & set(LIGHT)}


def test_the_packages_named_here_are_those_that_are_built() -> None:
    found = PROJECT["tool"]["setuptools"]["packages"]["find"]["include"]
    assert found == ["retrieval", "retrieval.bundle*", "retrieval.scoring*"]
    missing = [path.parent for path in FILES if not (path.parent / "__init__.py").is_file()]
    assert missing == []


def test_the_command_is_where_it_is_said_to_be() -> None:
    module, _, name = PROJECT["project"]["scripts"]["aristarch-verify"].partition(":")
    assert callable(getattr(import_module(module), name))


def test_every_extra_that_is_named_exists() -> None:
    named = {
        argument.value
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "needed"
        for argument in node.args[1:]
        if isinstance(argument, ast.Constant)
    }
    assert named == {"torch", "datasets", "signature"}
    assert named < set(PROJECT["project"]["optional-dependencies"])
    assert PROJECT["project"]["name"] == DISTRIBUTION
