"""`plan_index` tells what an index costs before anything is built."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from retrieval.index import IndexPlan


def told(*arguments: str) -> str:
    out = StringIO()
    call_command("plan_index", *arguments, stdout=out)
    return out.getvalue()


def test_the_plan_is_printed_with_every_figure_and_its_source() -> None:
    text = told("--count", "100e6", "--dimension", "768", "--memory", "64GB", "--cores", "16")
    plan = IndexPlan.of(100_000_000, 768, 64 * 10**9, cores=16)
    assert text.strip() == plan.describe()
    assert "16,384 lists" in text


def test_programs_get_the_same_as_json() -> None:
    said = json.loads(told("--count", "5_000_000", "--dimension", "256", "--memory", "6e9", "--json"))
    assert (said["kind"], said["nlist"]) == ("ivf", 4096)
    assert {figure["unit"] for figure in said["figures"]} == {"bytes", "seconds", "share"}


@pytest.mark.parametrize(
    ("count", "memory", "message"),
    [
        ("1.5", "64GB", "not a whole number"),
        ("many", "64GB", "not a number"),
        ("1e400", "64GB", "not a number"),
        ("10", "much", "not a size"),
        ("10", "1.2.3GB", "not a size"),
        ("1e9", "1GB", "GB of memory"),
        ("0", "1GB", "at least one"),
    ],
)
def test_what_cannot_be_planned_is_a_sentence(count: str, memory: str, message: str) -> None:
    with pytest.raises(CommandError, match=message):
        told("--count", count, "--dimension", "768", "--memory", memory)
