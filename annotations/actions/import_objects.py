"""Import a folder: object by object, so that a killed run is continued by the next."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from annotations import rules
from annotations.actions.accept_reviewed_elsewhere import accept_reviewed_elsewhere
from annotations.actions.import_object import import_object
from annotations.actions.refresh_findings import refresh_findings
from annotations.imports.differences import differences
from annotations.imports.entry import ObjectEntry
from annotations.imports.folder import read_folder
from annotations.imports.prepare import prepare, read_files
from curation.actions.add_member import add_member
from curation.errors import DomainError, NotAllowed
from curation.models import Benchmark, Object, Role, User
from curation.statistics import refresh_statistics
from curation.tables.refusal import Refusal, refusal

Progress = Callable[[int, int], None]
UNREVIEWED = (Object.State.DRAFT, Object.State.SUBMITTED)


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """A folder of tables, what their paths are relative to, and in whose names it is imported."""

    benchmark: Benchmark
    folder: Path
    images_root: Path
    collected_by: str = ""
    reviewed_by: str = ""


@dataclass(slots=True)
class Imported:
    """What became of each object; `waiting` are those not accepted, with the errors in their way."""

    created: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    accepted: list[str] = field(default_factory=list)
    waiting: dict[str, list[rules.Finding]] = field(default_factory=dict)


def import_objects(request: ImportRequest, *, progress: Progress | None = None) -> Imported:
    """Import every object all of whose rows are right; report every row that can't be taken.

    Objects that are there already and say the same are left as they are. With a reviewer, objects without
    errors are accepted in that name.

    Raises:
        NotAllowed: the collector and the reviewer are the same person.
    """
    collector, reviewer = _people(request)
    found = read_folder(request.folder, request.images_root)
    done = Imported(refused=found.refusals)
    blocked = found.blocked
    entries = [entry for key, entry in found.objects.items() if key not in blocked] if found.whole else []
    for number, entry in enumerate(entries):
        if progress is not None:
            progress(number, len(entries))
        obj = _take(request.benchmark, entry, collector, reviewer, done)
        if obj is not None:
            _note_findings(obj, done)
    if progress is not None:
        progress(len(entries), len(entries))
    created = set(done.created)
    pictures = sum(len(entry.images) for entry in entries if entry.key in created)
    refresh_statistics(pictures, "curation", "annotations")
    return done


def run_import(
    benchmark_id: int,
    folder: str,
    images_root: str,
    collected_by: str,
    reviewed_by: str,
    *,
    progress: Progress | None = None,
) -> dict[str, int]:
    """The same for the workers; raises DomainError `import.refused` when a row was refused."""
    benchmark = Benchmark.objects.get(pk=benchmark_id)
    request = ImportRequest(benchmark, Path(folder), Path(images_root), collected_by, reviewed_by)
    done = import_objects(request, progress=progress)
    if done.refused:
        lines = "\n".join(str(each) for each in done.refused[:20])
        raise DomainError("import.refused", f"{len(done.refused)} rows were refused, among them:\n{lines}")
    return {"created": len(done.created), "unchanged": len(done.unchanged), "accepted": len(done.accepted)}


def _take(
    benchmark: Benchmark, entry: ObjectEntry, collector: User, reviewer: User | None, done: Imported
) -> Object | None:
    """Import or recognise one object; its refusals are noted."""
    files = read_files(entry)
    stored = Object.objects.filter(benchmark=benchmark, key=entry.key).first()
    if stored is not None:
        other = differences(rules.load_case(stored), entry, files)
        if other:
            # What makes the row wrong in any benchmark is the better reason; both are told.
            done.refused += [*prepare(entry, files)[1], *other]
            return None
        done.unchanged.append(entry.key)
        if reviewer is not None and stored.state in UNREVIEWED:
            _accept(stored, reviewer, done)
        return stored
    pictures, refused = prepare(entry, files)
    done.refused += refused
    if refused:
        return None
    try:
        with transaction.atomic():
            obj = import_object(benchmark, entry, pictures, actor=collector)
            if reviewer is not None:
                _accept(obj, reviewer, done)
    except DomainError as error:
        done.refused.append(refusal(entry.place, "object", error.code, error.message, entry.key))
        return None
    done.created.append(entry.key)
    return obj


def _accept(obj: Object, reviewer: User, done: Imported) -> None:
    if obj.collector_id != reviewer.pk and not accept_reviewed_elsewhere(obj, reviewer=reviewer):
        done.accepted.append(obj.key)


def _note_findings(obj: Object, done: Imported) -> None:
    findings = refresh_findings(obj)
    state = Object.objects.values_list("state", flat=True).get(pk=obj.pk)
    if state in UNREVIEWED:
        done.waiting[obj.key] = [each for each in findings if each.is_error and each.stage != "freeze"]


def _people(request: ImportRequest) -> tuple[User, User | None]:
    collector_email = request.collected_by or f"import@{request.benchmark.slug}.invalid"
    if request.reviewed_by and request.reviewed_by.lower() == collector_email.lower():
        raise NotAllowed(
            "review.own-object",
            f"{request.reviewed_by} is named as collector and as reviewer; two different people stand behind "
            f"each accepted object.",
        )
    with transaction.atomic():
        collector = _account(request.benchmark, collector_email, Role.COLLECTOR)
        reviewer = None
        if request.reviewed_by:
            reviewer = _account(request.benchmark, request.reviewed_by, Role.REVIEWER)
    return collector, reviewer


def _account(benchmark: Benchmark, email: str, role: Role) -> User:
    """The account of that address with that role; an unknown one can't sign in until it is invited."""
    user = User.objects.filter(email__iexact=email.strip()).first()
    user = user or User.objects.create_user(email, is_active=False)
    add_member(benchmark, user, [role], actor=None)
    return user
