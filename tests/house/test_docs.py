"""Docs are tested: every command, setting, rule and error code has its line."""

import re
from pathlib import Path

import pytest

from annotations.rules.registry import RULES
from retrieval.images import REFUSALS

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
COMMANDS = sorted(
    path.stem
    for room in ("config", "workers", "releases", "annotations", "curation")
    for path in (ROOT / room / "management" / "commands").glob("*.py")
    if path.stem != "__init__"
)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_its_heading(command: str) -> None:
    assert re.search(rf"^## `{command}", (DOCS / "commands.md").read_text(), re.MULTILINE)


@pytest.mark.parametrize("code", sorted(RULES))
def test_every_rule_has_its_heading(code: str) -> None:
    assert re.search(rf"^#+ .*\b{re.escape(code)}\b", (DOCS / "rules.md").read_text(), re.MULTILINE)


@pytest.mark.parametrize("code", sorted(REFUSALS))
def test_every_refusal_of_a_picture_is_explained(code: str) -> None:
    assert f"`{code}`" in (DOCS / "errors" / "images.md").read_text()


def test_every_environment_variable_that_is_read_is_listed() -> None:
    read: set[str] = set()
    for path in (ROOT / "config").rglob("*.py"):
        read |= set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"|_required\("([A-Z_]+)"\)', path.read_text()))
    names = {name for pair in read for name in pair if name}
    listed = set(re.findall(r"`([A-Z_]+)`", (DOCS / "deploy.md").read_text()))
    assert names - listed == set()
    assert len(names) > 5


def test_every_link_of_the_docs_leads_somewhere() -> None:
    broken: list[str] = []
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *DOCS.rglob("*.md")]:
        targets = re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text())
        local = [target for target in targets if not target.startswith("http")]
        broken += [f"{page.name}: {target}" for target in local if not (page.parent / target).exists()]
    assert broken == []


def test_no_page_of_the_repository_names_a_path_of_one_machine() -> None:
    here = re.compile("|".join(("/" + "work/", "/" + "tmp/helpers", "/" + "opt/wheels")))
    pages = [path for pattern in ("*.md", "*.py", "*.toml", "*.yml", "*.sh") for path in ROOT.rglob(pattern)]
    kept = [path for path in pages if not {".venv", "node_modules", "var", ".git"} & set(path.parts)]
    assert [str(path) for path in kept if here.search(path.read_text(errors="replace"))] == []
