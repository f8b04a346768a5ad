"""Change what an object is called and where it sits in the taxonomy."""

from dataclasses import dataclass

from django.db import transaction

from curation import audit, jobs
from curation.errors import DomainError
from curation.models import Category, Object, User


@dataclass(frozen=True, slots=True)
class ObjectChange:
    """What to change; None keeps the name, `set_category` says whether `category` counts."""

    name: str | None = None
    set_category: bool = False
    category: Category | None = None


@transaction.atomic
def edit_object(obj: Object, change: ObjectChange, *, actor: User | None) -> Object:
    """Save the change and have the rules looked at again.

    Raises:
        DomainError: `object.name` for an empty name, `taxonomy.foreign` for another benchmark's category.
    """
    locked = (
        Object.objects.select_for_update(of=("self",)).select_related("benchmark", "category").get(pk=obj.pk)
    )
    before = {"name": locked.name, "category": locked.category and locked.category.name}
    if change.name is not None:
        if not change.name.strip():
            raise DomainError("object.name", "An object can't be without a name.")
        locked.name = change.name.strip()
    if change.set_category:
        if change.category is not None and change.category.benchmark_id != locked.benchmark_id:
            raise DomainError("taxonomy.foreign", "This category belongs to another benchmark.")
        locked.category = change.category
    after = {"name": locked.name, "category": locked.category and locked.category.name}
    if before == after:
        return locked
    locked.save(update_fields=["name", "category", "updated_at"])
    audit.record(
        "curation.object.edited", locked, actor=actor, benchmark=locked.benchmark, before=before, after=after
    )
    jobs.enqueue("rules.check", locked.pk, benchmark=locked.benchmark, user=actor)
    return locked
