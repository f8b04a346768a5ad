"""List, open and save over HTTP with 5,000 objects: milliseconds beside Label Studio's on the same kind of machine.

The peer's figures are those measured on 5,000 tasks (Label Studio 1.23.2, SQLite, its own server): list page p50
92 ms, last page 84 ms, task GET 92 ms, annotation save 84 ms. They were not taken in this run, so read them as an
order of size; the bound taken in this run is /healthz, which does nothing at all.

Run: .venv/bin/python benchmarks/pages.py   (starts an installation of its own in a temporary folder)
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.flows.studio import Studio

OBJECTS = 5_000
ROUNDS = 60
PEER = {"list, first page": 92.0, "list, last page": 84.0, "open an object": 92.0, "save boxes": 84.0}

FILL = f"""
import itertools
from curation.models import *
from annotations.models import *
b = Benchmark.objects.get(slug="pages")
u = User.objects.first()
originals = Original.objects.bulk_create([
    Original(sha256=f"{{n:064x}}", byte_size=1, format="JPEG", width=4000, height=3000, pdq=bytes(32), pdq_quality=50,
             release_sha256="0" * 64, release_width=500, release_height=375) for n in range({OBJECTS} * 2)])
objects = Object.objects.bulk_create([
    Object(benchmark=b, key=f"thing_{{n:04d}}", number=n, name=f"Thing {{n}}", collector=u) for n in range({OBJECTS})])
images = Image.objects.bulk_create([
    Image(benchmark=b, object=objects[n // 2], original=originals[n], role=("query", "positive")[n % 2],
          source_path=f"{{n}}.jpg", created_by=u, licence="CC-BY-4.0") for n in range({OBJECTS} * 2)])
sets = BoxSet.objects.bulk_create([BoxSet(image=image, version=1) for image in images])
Box.objects.bulk_create([Box(box_set=s, x=10, y=10, width=500, height=400) for s in sets])
from django.db import connection
connection.cursor().execute("ANALYZE")  # what autovacuum does within a minute of such an insert
print(images[1].public_id)
"""


def milliseconds(call: Callable[[int], object]) -> list[float]:
    """Wall time of each round, after three that do not count."""
    taken = []
    for number in range(ROUNDS + 3):
        began = time.perf_counter()
        call(number)
        taken.append((time.perf_counter() - began) * 1000)
    return taken[3:]


def main() -> None:
    """Print one line per page."""
    with tempfile.TemporaryDirectory(prefix="ari", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        studio = Studio(Path(folder))
        studio.start()
        try:
            measure(studio)
        finally:
            studio.stop()


def measure(studio: Studio) -> None:
    """Fill the benchmark, then ask for each page."""
    studio.run("create_benchmark", "pages", "--title", "Pages", "--cutoff", "2014-01-01")
    person = studio.account("pages@example.org", "pages", "collector", "maintainer")
    image = studio.python(FILL).split()[-1]
    list_address = "benchmarks/pages/objects/"
    last = list_address
    while (page := person.get(last))["next"]:
        last = page["next"]

    def save(number: int) -> object:
        boxes = {"boxes": [{"x": 20 + number, "y": 10, "width": 500, "height": 400}]}
        return person.put(f"images/{image}/boxes/", boxes, 1 + number)

    bound = statistics.median(milliseconds(lambda _: person.open("GET", "/healthz", None, {}).read()))
    pages: dict[str, Callable[[int], object]] = {
        "list, first page": lambda _: person.get(list_address),
        "list, last page": lambda _: person.get(last),
        "open an object": lambda n: person.get(f"benchmarks/pages/objects/thing_{n:04d}/"),
        "save boxes": save,
    }
    print(f"{'page':<18} {'p50 ms':>8} {'p95 ms':>8} {'peer p50':>9} {'peer/ours':>10} {'ours/healthz':>13}")
    for name, call in pages.items():
        taken = sorted(milliseconds(call))
        p50, p95 = statistics.median(taken), taken[int(len(taken) * 0.95)]
        print(
            f"{name:<18} {p50:8.1f} {p95:8.1f} {PEER[name]:9.0f} {PEER[name] / p50:10.1f} {p50 / bound:13.1f}"
        )


if __name__ == "__main__":
    main()
