"""The harness fails unequal results, refuses too few rounds and sees the work of child processes."""

import subprocess
import sys
from dataclasses import replace

import pytest

from benchmarks.harness import Contest, measured, report, tree_cpu_seconds


def contest(*, equal: bool, target: float | None = None) -> Contest:
    return Contest(
        path="sums",
        peer=lambda: sum(range(30_000)),
        ours=lambda: sum(range(3_000)),
        bound=lambda: sum(range(300)),
        equal=lambda: equal,
        target=target,
    )


def test_the_line_tells_costs_ratios_and_equality(capsys: pytest.CaptureFixture[str]) -> None:
    assert report([measured(contest(equal=True, target=1e9))]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    for word in ("sums:", "peer_ms=", "ours_ms=", "bound_ms=", "R_peer=", "R_bound=", "equal=true", "MISSED"):
        assert word in line


def test_an_unequal_result_fails_the_benchmark(capsys: pytest.CaptureFixture[str]) -> None:
    assert report([measured(contest(equal=False)), measured(contest(equal=True))]) == 1
    assert "equal=false" in capsys.readouterr().out


def test_too_few_rounds_are_refused() -> None:
    with pytest.raises(ValueError, match="too few"):
        measured(contest(equal=True), rounds=4)


def test_ratio_is_peer_over_ours() -> None:
    assert measured(contest(equal=True)).peer_ratio.wall > 1


def test_a_target_of_wall_time_is_held_against_wall_time() -> None:
    reached = measured(contest(equal=True, target=3.0))
    few, many = replace(reached.peer_ratio, wall=9.0, cpu=1.0), replace(reached.peer_ratio, wall=1.0, cpu=9.0)
    assert "of wall time met" in replace(reached, peer_ratio=few, by_wall=True).line()
    assert "of wall time MISSED" in replace(reached, peer_ratio=many, by_wall=True).line()
    assert "target=3 MISSED" in replace(reached, peer_ratio=few).line()


def test_the_work_of_a_living_child_is_counted() -> None:
    work = "s=sum(range(6_000_000)); print(s, flush=True); input()"
    before = tree_cpu_seconds()
    with subprocess.Popen(
        [sys.executable, "-c", work], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        child.stdout.readline()
        assert tree_cpu_seconds() - before > 0.03
        child.communicate("\n")
