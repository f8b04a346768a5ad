"""One whole export of ROWS tiny distractors and its peak memory, as JSON: `python export_memory.py ROWS`.

In a process of its own, without the peers: webdataset alone takes twice what an export may.
"""

import json
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that the file can be run by its path

from benchmarks.export_input import Rows, core, small_source
from retrieval.bundle.manifest import ExportOptions
from retrieval.bundle.writer import Work, write_release


def main() -> int:
    """Every layout, two workers; rows and bytes are made when they are asked for."""
    imports = peak_megabytes()
    release = replace(core(), distractors=Rows(int(sys.argv[1])))
    options = ExportOptions(layouts=("ilias", "webdataset", "coco"))
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as room:
        write_release(
            release, Path(room) / "out", lambda entry: small_source().data, options, Work(workers=2)
        )
    seconds = time.perf_counter() - started
    print(json.dumps({"peak_mb": peak_megabytes(), "imports_mb": imports, "seconds": seconds}))
    return 0


def peak_megabytes() -> float:
    """The most that was ever resident of this program: getrusage keeps what its parent had before exec."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


if __name__ == "__main__":
    sys.exit(main())
