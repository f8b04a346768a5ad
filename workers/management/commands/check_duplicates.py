"""Look for near-duplicates: of all images that lack a check, or of files that are stored nowhere."""

import json
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from curation.actions.recheck_neighbours import recheck_neighbours
from curation.management.answer import bar, benchmark_named
from curation.models import Benchmark, Image, Neighbour, Original
from retrieval.errors import RetrievalError
from retrieval.images import Ingestor, read_pixels
from retrieval.near_duplicates import Candidate, fingerprint_image
from workers import warm
from workers.queueing import queue, work_through
from workers.tasks.neighbours import fingerprint_of

Answer = dict[str, Any]


class Command(BaseCommand):
    """Example: manage.py check_duplicates --benchmark trial photo.jpg --json"""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "paths", nargs="*", type=Path, metavar="PATH", help="files that are not to be stored"
        )
        parser.add_argument("--benchmark", required=True, metavar="SLUG")
        parser.add_argument("--enqueue", action="store_true", help="hand the work to the workers and return")
        parser.add_argument("--json", action="store_true", help="print candidates for programs")

    def handle(self, *_: Any, **options: Any) -> None:
        benchmark = benchmark_named(options["benchmark"])
        try:
            recheck_neighbours(benchmark, warm.method())
        except RetrievalError as error:  # no such encoder, or no checkpoint
            raise CommandError(error.message) from error
        if options["paths"]:
            self._files(options["paths"], benchmark, as_json=options["json"])
        elif options["enqueue"]:
            self._enqueue(benchmark, as_json=options["json"])
        else:
            self._stored(benchmark, as_json=options["json"])

    def _enqueue(self, benchmark: Benchmark, *, as_json: bool) -> None:
        queued = queue_unchecked(benchmark)
        self.stdout.write(json.dumps({"queued": queued}) if as_json else f"{queued} pictures queued.")

    def _stored(self, benchmark: Benchmark, *, as_json: bool) -> None:
        queue_unchecked(benchmark)
        outcome = work_through("neighbours.check", benchmark, "near-duplicates")
        if as_json:
            self.stdout.write(json.dumps(stored_answers(benchmark), indent=1))
        else:
            self._report(benchmark, outcome.queued, outcome.done)
        outcome.demand_none_failed("pictures could not be checked")

    def _report(self, benchmark: Benchmark, queued: int, done: int) -> None:
        if queued:
            self.stdout.write(f"Checked {done} pictures.")
        else:
            self.stdout.write("Nothing to check: every picture has been compared with all others.")
        pairs = Neighbour.objects.filter(first__benchmark=benchmark)
        duplicates = pairs.unresolved().count()
        self.stdout.write(
            f"{pairs.count()} candidate pairs; {duplicates} suggested as duplicates await a verdict."
        )

    def _files(self, paths: list[Path], benchmark: Benchmark, *, as_json: bool) -> None:
        ensure_fingerprints(benchmark)
        index = warm.index_of(benchmark)
        answers: list[Answer] = []
        refused = 0
        with Ingestor() as ingestor, bar("near-duplicates") as move:
            for number, path in enumerate(paths, start=1):
                try:
                    preview = ingestor.ingest(path).preview
                except RetrievalError as error:
                    refused += 1
                    answers.append(
                        {"image": str(path), "code": error.code, "message": error.message, "candidates": []}
                    )
                else:
                    found = index.check(fingerprint_image(read_pixels(preview), warm.describer()))
                    answers.append({"image": str(path), "candidates": described(found)})
                move(number, len(paths))
        if as_json:
            self.stdout.write(json.dumps(answers, indent=1))
        else:
            for answer in answers:
                self._line(answer)
        if refused:
            message = f"{refused} of {len(paths)} files could not be read as pictures."
            raise CommandError(message)

    def _line(self, answer: Answer) -> None:
        if "code" in answer:
            self.stdout.write(f"{answer['image']}: {answer['code']}: {answer['message']}")
            return
        self.stdout.write(f"{answer['image']}: {len(answer['candidates'])} candidates")
        for candidate in answer["candidates"]:
            self.stdout.write(
                f"  {candidate['suggested']:<12} {candidate['kind']:<10} {candidate['neighbour']} "
                f"(Hamming {candidate['hamming']}, cosine {candidate['cosine']:.2f}, {candidate['inliers']} inliers)"
            )


def queue_unchecked(benchmark: Benchmark) -> int:
    """Queue a check of every picture that lacks one; their number."""
    unchecked = Image.objects.unchecked(benchmark)
    return queue("neighbours.check", unchecked.values_list("pk", flat=True), benchmark)


def ensure_fingerprints(benchmark: Benchmark) -> None:
    """Fingerprint whatever the benchmark holds and the configured encoder has not described yet."""
    present = Image.objects.present().filter(benchmark=benchmark)
    held = Original.objects.filter(images__in=present)
    missing = held.exclude(fingerprints__method=warm.method()).distinct()
    total = missing.count()
    with bar("fingerprints") as move:
        for number, original in enumerate(missing.iterator(), start=1):
            fingerprint_of(original)
            move(number, total)


def described(candidates: Iterable[Candidate]) -> list[Answer]:
    """Candidates with the path their neighbour was imported from."""
    found = list(candidates)
    images = Image.objects.in_bulk([int(candidate.neighbour) for candidate in found])
    return [
        {
            **_of(images[int(candidate.neighbour)]),
            "hamming": candidate.hamming,
            "cosine": round(candidate.cosine, 4),
            "inliers": candidate.inliers,
            "score": round(candidate.score, 4),
            "suggested": candidate.suggested,
        }
        for candidate in found
    ]


def _of(image: Image) -> Answer:
    kind = "distractor" if image.role == Image.Role.DISTRACTOR else "benchmark"
    return {"kind": kind, "neighbour": image.source_path}


def stored_answers(benchmark: Benchmark) -> list[Answer]:
    """Every present image with the candidates that the table holds, seen from that image."""
    images = {image.pk: image for image in Image.objects.present().filter(benchmark=benchmark)}
    answers: dict[int, Answer] = {
        pk: {"image": image.source_path, "candidates": []} for pk, image in images.items()
    }
    for pair in Neighbour.objects.filter(first__in=images, second__in=images):
        for own, other in ((pair.first_id, pair.second_id), (pair.second_id, pair.first_id)):
            answers[own]["candidates"].append(
                {
                    **_of(images[other]),
                    "hamming": pair.hamming,
                    "cosine": round(pair.cosine, 4),
                    "inliers": pair.inliers,
                    "score": round(pair.score, 4),
                    "suggested": pair.suggested,
                    "verdict": pair.verdict or None,
                }
            )
    return list(answers.values())
