"""The path itself: draw, import, check, review, freeze, export, verify."""

import io
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db.models import Count

from config.demo.accounts import Account, join
from config.demo.client import Person
from config.demo.steps import Steps
from config.demo.strangers import SET, STRANGERS, draw_strangers
from curation.jobs import Job, JobQuerySet
from curation.models import Benchmark, DistractorSet, Image, Neighbour, Object
from releases.models import Release
from retrieval.bundle.verify import verify
from retrieval.scenes import SampleSize, draw_sample

SLUG = "sample"
VERSION = "1.0.0"
LAYOUT = "all"
CUTOFF = "2014-01-01"
SEED = 7
SIZE = SampleSize(objects=8, queries_per_object=1, positives_per_object=3, distractors=48, near_duplicates=4)
STEPS = 10
LEFT_FOR_VISITORS = 2  # objects nobody has reviewed yet: the pages have something to do
LONGEST_WAIT = 600.0


def walk(base: str, accounts: list[Account], write: Callable[[str], None]) -> Path:
    """Take the sample benchmark from drawings to a verified release; returns the exported folder.

    Raises:
        CommandError: a step did not come out as it must; the sentence says which and why.
    """
    steps = Steps(write, STEPS)
    people = {account.role: account for account in accounts}
    sample = _draw(steps)
    benchmark = _import(steps, sample, people)
    join(benchmark, accounts)
    signed_in = {role: Person(base, account.email, account.password) for role, account in people.items()}
    _wait_for_workers(steps, benchmark)
    _import_strangers(steps, people["maintainer"])
    _decide_neighbours(steps, signed_in)
    _review(steps, signed_in)
    folder = _release(steps, signed_in["maintainer"])
    with steps("Verify, from the folder alone") as came_out:
        verification = verify(folder)
        if not verification.ok:
            raise CommandError("\n".join(problem.message for problem in verification.problems))
        came_out(f"{verification.files} files, {verification.bytes / 1e6:.1f} MB, no problem")
    return folder


def released() -> Release | None:
    """The demo's release, when an earlier run has made it."""
    return Release.objects.filter(benchmark__slug=SLUG, version=VERSION).first()


def _draw(steps: Steps) -> Path:
    folder = Path(settings.HOME) / "demo" / "sample"
    with steps("Draw the sample photographs") as came_out:
        summary = draw_sample(folder, seed=SEED, size=SIZE)
        came_out("drawn before, used again" if summary.reused else f"{SIZE.objects} objects in {folder}")
    return folder


def _import(steps: Steps, sample: Path, people: dict[str, Account]) -> Benchmark:
    with steps("Create the benchmark") as came_out:
        title = "--title=Sample of drawn things"
        _quiet("create_benchmark", SLUG, title, f"--cutoff={CUTOFF}", "--goal=12")
        came_out(f"{SLUG}, cut-off {CUTOFF}")
    benchmark = Benchmark.objects.get(slug=SLUG)
    with steps("Import objects and distractors") as came_out:
        collector = people["collector"].email
        _quiet("import_objects", str(sample), f"--benchmark={SLUG}", f"--collected-by={collector}")
        _quiet("import_distractors", str(sample / "distractors.csv"), f"--benchmark={SLUG}")
        counts = dict(
            Image.objects.present().filter(benchmark=benchmark).values_list("role").annotate(n=Count("pk"))
        )
        came_out(
            ", ".join(
                f"{counts.get(role, 0)} {role}s" for role in ("query", "positive", "distractor")
            ).replace("querys", "queries")
        )
    return benchmark


def _quiet(command: str, *arguments: str) -> None:
    call_command(command, *arguments, stdout=io.StringIO())


def _wait_for_workers(steps: Steps, benchmark: Benchmark) -> None:
    with steps("Workers: fingerprints, clutter") as came_out:
        _quiet("check_duplicates", f"--benchmark={SLUG}", "--enqueue")
        _quiet("count_clutter", f"--benchmark={SLUG}", "--enqueue")
        _until_idle()
        done = Job.objects.filter(benchmark=benchmark, state=Job.State.DONE).count()
        pairs = Neighbour.objects.filter(first__benchmark=benchmark).count()
        came_out(f"{done} jobs done, {pairs} candidate pairs")


def _import_strangers(steps: Steps, maintainer: Account) -> None:
    """A distractor set as those of millions come in: shards by the workers, descriptors of `demo`, an index."""
    with steps("Workers: a distractor set") as came_out:
        folder = draw_strangers(Path(settings.HOME) / "demo")
        source = ("--source", "folder", str(folder), "--encoder=demo", "--shard-size=20")
        told = ("--licence=CC0-1.0", f"--by={maintainer.email}")  # a release names one for every image
        _quiet("import_distractor_set", SLUG, SET, *source, *told)
        _until_idle()
        found = DistractorSet.objects.get(benchmark__slug=SLUG, slug=SET)
        if found.state != DistractorSet.State.DONE:
            message = f"The set {found} is {found.state}, not done."
            raise CommandError(message)
        came_out(f"{STRANGERS} images in {found.shards.count()} shards, {found.indexes.count()} indexes")


def _until_idle() -> None:
    own: JobQuerySet = Job.objects.filter(benchmark__slug=SLUG)
    _until(lambda: not own.active().exists(), "the workers' queue to empty")
    failed = list(own.failed())
    if failed:
        raise CommandError("\n".join(f"{job}: {job.error}" for job in failed))


def _until(is_over: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + LONGEST_WAIT
    while not is_over():
        if time.monotonic() > deadline:
            message = f"Waited {LONGEST_WAIT:.0f} seconds for {what}. The logs are in {Path(settings.HOME) / 'logs'}."
            raise CommandError(message)
        time.sleep(0.25)  # the demo looks at what a person would: the state that the API tells


def _decide_neighbours(steps: Steps, people: dict[str, Person]) -> None:
    """The reviewer says what each pair is; distractors that copy a picture of the benchmark go into the trash."""
    with steps("Reviewer: near-duplicates") as came_out:
        removed = 0
        pairs = _all(people["reviewer"], f"benchmarks/{SLUG}/neighbours/?state=undecided")
        for pair in pairs:
            people["reviewer"].post(f"neighbours/{pair['id']}/verdict/", {"verdict": pair["suggested"]})
            distractors = [side for side in (pair["first"], pair["second"]) if side["role"] == "distractor"]
            if pair["suggested"] == "duplicate" and len(distractors) == 1:
                people["maintainer"].delete(f"images/{distractors[0]['id']}/")
                removed += 1
        came_out(f"{len(pairs)} pairs decided, {removed} distractors removed")


def _all(person: Person, path: str) -> list[dict[str, Any]]:
    """Every row of a paged list."""
    rows: list[dict[str, Any]] = []
    address: str | None = path
    while address:
        page = person.get(address)
        rows += page["results"]
        address = page["next"]
    return rows


def _review(steps: Steps, people: dict[str, Person]) -> None:
    with steps("Collector submits, reviewer approves") as came_out:
        drafts = Object.objects.filter(benchmark__slug=SLUG, state=Object.State.DRAFT).order_by("number")
        keys = list(drafts.values_list("key", flat=True))
        for key in keys[:-1]:
            people["collector"].post(f"benchmarks/{SLUG}/objects/{key}/submit/")
        for key in keys[:-LEFT_FOR_VISITORS]:
            address = f"benchmarks/{SLUG}/objects/{key}"
            people["reviewer"].post(f"{address}/claim/")
            decision = {"decision": "approved", "approve_evidence": True, "approve_text": True}
            people["reviewer"].post(f"{address}/decision/", decision)
        accepted = Object.objects.accepted().filter(benchmark__slug=SLUG).count()
        came_out(f"{accepted} accepted, one awaits review, one is a draft")


def _release(steps: Steps, maintainer: Person) -> Path:
    with steps("Maintainer freezes") as came_out:
        earlier = released()  # an earlier demo may have been killed after this step
        if earlier is None:
            release = maintainer.post(f"benchmarks/{SLUG}/releases/", {"version": VERSION, "leave_out": True})
        else:
            release = maintainer.get(f"releases/{earlier.pk}/")
        counts = release["counts"]
        came_out(f"{SLUG}@{VERSION}: {counts['objects']} objects, {len(release['left_out'])} left out")
    with steps("Workers export in every layout") as came_out:
        export = maintainer.post(f"releases/{release['id']}/exports/", {"layout": LAYOUT})

        def is_over() -> bool:
            export.update(maintainer.get(f"exports/{export['id']}/"))
            return export["state"] in ("verified", "failed")

        _until(is_over, "the export")
        if export["state"] == "failed":
            raise CommandError(export["error"])
        came_out(f"{export['files']} files, SHA-256 of the manifest {export['manifest_sha256'][:12]}…")
    row = Release.objects.get(pk=release["id"]).exports.get(layout=LAYOUT)
    return Path(row.folder)
