"""Every rule is explained, and nothing else is."""

import re
from pathlib import Path

from annotations.rules import RULES

TEXT = (Path(__file__).parents[3] / "docs" / "rules.md").read_text(encoding="utf-8")


def sections():
    return dict(re.findall(r"^## (\S+)\n(.+?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL))


def test_every_code_has_its_heading():
    assert set(sections()) == set(RULES)


def test_stage_and_severity_are_those_of_the_registry():
    for code, text in sections().items():
        assert f"Stage `{RULES[code].stage}`, {RULES[code].severity}." in text.replace("\n", " "), code
        assert "**Mend:**" in text, code
