"""Every code of the release format is explained in its page."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs" / "release-format.md").read_text()
CODE = re.compile(r'"((?:bundle|release|export|verify|signature)\.[a-z-]+)"')
SHORT = re.compile(r'_problem\(\s*"([a-z-]+)"')


def test_every_code_is_explained() -> None:
    sources = [*(ROOT / "retrieval/bundle").rglob("*.py"), *(ROOT / "releases").rglob("*.py")]
    text = "".join(path.read_text() for path in sources)
    jobs = {"release.export"}  # a kind of job, no refusal
    codes = {code.removeprefix("verify.").removeprefix("bundle.") for code in CODE.findall(text)} - jobs
    codes |= set(SHORT.findall(text))
    unexplained = [code for code in sorted(codes) if code not in PAGE]
    assert len(codes) > 40
    assert unexplained == []
