"""Crash, hang, hunger and murder of the decoder end as refusals; threads, forks and ends leave nothing behind."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from retrieval.images import ImageLimits, ImageRefused, Ingestor
from tests.retrieval.images.drawn import encoded, textured

PHOTOGRAPH = encoded(textured(800, 600))


@pytest.fixture
def own() -> Iterator[Ingestor]:
    with Ingestor(processes=1) as ingestor:
        yield ingestor


def worker_of(ingestor: Ingestor) -> int:
    """The process id of the worker that the only child has forked."""
    (child,) = ingestor.process_ids()
    (worker,) = Path(f"/proc/{child}/task/{child}/children").read_text().split()
    return int(worker)


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def ended(pids: list[int]) -> bool:
    """Whether these processes end soon; what was killed still needs a moment to go."""
    for _ in range(400):
        if not any(is_running(pid) for pid in pids):
            return True
        threading.Event().wait(0.05)
    return False


def wait_until_busy(ingestor: Ingestor) -> None:
    while not ingestor.process_ids(busy=True):
        threading.Event().wait(0.005)


def test_who_sends_many_images_gets_machine_code_and_the_same_bytes(own: Ingestor) -> None:
    def has_compiler() -> bool:
        (child,) = own.process_ids()
        return "llvmlite" in Path(f"/proc/{child}/maps").read_text()

    first = own.ingest(PHOTOGRAPH)
    assert not has_compiler()  # one upload does not wait for it
    assert all(own.ingest(PHOTOGRAPH) == first for _ in range(30))
    assert has_compiler()


def refused_while_stopped(ingestor: Ingestor, number: signal.Signals, *, whole_group: bool) -> ImageRefused:
    """What becomes of an image whose worker is stopped at work and then gets this signal."""
    ingestor.ingest(PHOTOGRAPH)
    worker = worker_of(ingestor)
    os.kill(worker, signal.SIGSTOP)
    with ThreadPoolExecutor(1) as threads:
        waiting: Future[object] = threads.submit(ingestor.ingest, PHOTOGRAPH)
        wait_until_busy(ingestor)
        victim = os.killpg if whole_group else os.kill
        victim(ingestor.process_ids()[0] if whole_group else worker, number)
        os.kill(worker, signal.SIGCONT) if is_running(worker) else None
        error = waiting.exception(timeout=30)
    assert isinstance(error, ImageRefused)
    return error


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (signal.SIGSEGV, "image.decoder_crashed"),
        (signal.SIGABRT, "image.decoder_crashed"),
        (signal.SIGKILL, "image.memory"),
        (signal.SIGXCPU, "image.timeout"),
    ],
)
def test_a_worker_that_dies_refuses_its_image_only(number: signal.Signals, code: str, own: Ingestor) -> None:
    refused = refused_while_stopped(own, number, whole_group=False)
    assert refused.code == code
    assert own.ingest(PHOTOGRAPH).width == 800


def test_a_child_that_is_killed_refuses_its_image_only(own: Ingestor) -> None:
    refused = refused_while_stopped(own, signal.SIGKILL, whole_group=True)
    assert refused.code == "image.decoder_crashed"
    assert own.ingest(PHOTOGRAPH).width == 800


def test_an_idle_child_that_was_killed_costs_nothing(own: Ingestor) -> None:
    own.ingest(PHOTOGRAPH)
    (child,) = own.process_ids()
    os.killpg(child, signal.SIGKILL)
    os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    assert own.ingest(PHOTOGRAPH).width == 800


def test_a_decoder_that_hangs_is_stopped() -> None:
    with Ingestor(ImageLimits(seconds=20), processes=1) as patient:
        patient.ingest(PHOTOGRAPH)
        worker = worker_of(patient)
        os.kill(worker, signal.SIGSTOP)
        object.__setattr__(patient.limits, "seconds", 0.2)
        with pytest.raises(ImageRefused) as refused:
            patient.ingest(PHOTOGRAPH)
        assert refused.value.code == "image.timeout"
        assert ended([worker])
        object.__setattr__(patient.limits, "seconds", 20)
        assert patient.ingest(PHOTOGRAPH).width == 800


def test_the_kernel_holds_the_limits_of_a_worker() -> None:
    with Ingestor(ImageLimits(cpu_seconds=7, memory_bytes=10**9), processes=1) as ingestor:
        ingestor.ingest(PHOTOGRAPH)
        lines = Path(f"/proc/{worker_of(ingestor)}/limits").read_text().splitlines()[1:]
    soft = {line[:25].strip(): line[25:].split()[0] for line in lines}
    assert 7 < int(soft["Max cpu time"]) <= 12
    assert 10**9 < int(soft["Max address space"]) < 3 * 10**9
    assert soft["Max file size"] == soft["Max core file size"] == "0"


def test_memory_is_limited() -> None:
    heavy = encoded(np.zeros((4000, 5000, 3), dtype=np.uint8), "PNG", compress_level=1)
    with Ingestor(ImageLimits(memory_bytes=48 * 1024 * 1024), processes=1) as strict:
        with pytest.raises(ImageRefused) as refused:
            strict.ingest(heavy)
        assert refused.value.code == "image.memory"
        assert strict.ingest(PHOTOGRAPH).width == 800


def test_threads_share_an_ingestor() -> None:
    photographs = [encoded(textured(300 + n, 200, seed=n)) for n in range(12)]
    with Ingestor(processes=2) as shared, ThreadPoolExecutor(6) as threads:
        widths = [image.width for image in threads.map(shared.ingest, photographs)]
        assert len(shared.process_ids()) <= 2
    assert widths == [300 + n for n in range(12)]


def test_closing_ends_every_process_and_the_next_image_starts_one(own: Ingestor) -> None:
    own.ingest(PHOTOGRAPH)
    pids = [*own.process_ids(), worker_of(own)]
    own.close()
    assert own.process_ids() == []
    assert ended(pids)
    assert own.ingest(PHOTOGRAPH).width == 800
    assert own.process_ids() != pids[:1]


def test_an_ingestor_that_is_lost_ends_its_processes() -> None:
    lost = Ingestor(processes=1)
    lost.ingest(PHOTOGRAPH)
    (child,) = lost.process_ids()
    del lost
    assert ended([child])


FORKING = """
import os, sys
from pathlib import Path
from retrieval.images import Ingestor
photograph = Path(sys.argv[1])
ingestor = Ingestor(processes=1)
assert ingestor.ingest(photograph).width == 800
before = ingestor.process_ids()
child = os.fork()
if child == 0:
    fine = ingestor.process_ids() == [] and ingestor.ingest(photograph).width == 800
    fine = fine and ingestor.process_ids() != before
    ingestor.close()
    os._exit(0 if fine else 1)
_, status = os.waitpid(child, 0)
assert status == 0, status
assert ingestor.ingest(photograph).width == 800
assert ingestor.process_ids() == before
print(*before)
"""


def test_a_fork_gets_its_own_process_and_the_end_of_the_program_ends_all(tmp_path: Path) -> None:
    photograph = tmp_path / "photograph.jpg"
    photograph.write_bytes(PHOTOGRAPH)
    program = [sys.executable, "-W", "error", "-c", FORKING, str(photograph)]
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run(program, cwd=root, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert ended([int(done.stdout)])


ABANDONED = """
import os, sys
from pathlib import Path
from retrieval.images import Ingestor
ingestor = Ingestor(processes=1)
ingestor.ingest(Path(sys.argv[1]))
(child,) = ingestor.process_ids()
print(child, Path(f"/proc/{child}/task/{child}/children").read_text(), flush=True)
sys.stdin.read()
"""


def test_a_killed_program_leaves_no_process_behind(tmp_path: Path) -> None:
    photograph = tmp_path / "photograph.jpg"
    photograph.write_bytes(PHOTOGRAPH)
    program = [sys.executable, "-c", ABANDONED, str(photograph)]
    root = Path(__file__).resolve().parents[3]
    with subprocess.Popen(
        program, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        pids = [int(pid) for pid in running.stdout.readline().split()]
        running.kill()
        running.wait()
    assert ended(pids)


def test_the_child_gets_no_secrets(own: Ingestor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "hush")
    own.ingest(PHOTOGRAPH)
    (child,) = own.process_ids()
    assert b"hush" not in Path(f"/proc/{child}/environ").read_bytes()


@pytest.mark.parametrize("program", ["/bin/false", "/nowhere/python"])
def test_a_decoder_that_cannot_start_is_a_refusal(
    program: str, own: Ingestor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", program)
    with pytest.raises(ImageRefused) as refused:
        own.ingest(PHOTOGRAPH)
    assert refused.value.code == "image.decoder_unavailable"
    monkeypatch.undo()
    assert own.ingest(PHOTOGRAPH).width == 800
