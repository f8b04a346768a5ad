"""Add one category, or change its name and extra terms."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from curation import audit
from curation.actions.ensure_category_path import refuse_unsafe
from curation.errors import Conflict, DomainError
from curation.models import Benchmark, Category, Level, User

DEEPER = {None: Level.COARSE, Level.COARSE.value: Level.MID, Level.MID.value: Level.FINE}


@transaction.atomic
def create_category(
    benchmark: Benchmark, name: str, *, parent: Category | None, extra_terms: Sequence[str] = (), actor: User
) -> Category:
    """Write a category one level below its parent.

    Raises:
        DomainError: `taxonomy.unsafe` for its name, `taxonomy.too-deep` below a fine one.
        Conflict: `taxonomy.exists` when the parent has one of that name.
    """
    refuse_unsafe(name)
    level = DEEPER.get(parent.level if parent else None)
    if level is None:
        raise DomainError(
            "taxonomy.too-deep", "A fine category has nothing below it: there are three levels."
        )
    if Category.objects.filter(benchmark=benchmark, parent=parent, name=name).exists():
        raise Conflict("taxonomy.exists", f'There is already a category "{name}" at this place.')
    category = Category.objects.create(
        benchmark=benchmark, parent=parent, level=level, name=name, extra_terms=list(extra_terms)
    )
    audit.record(
        "curation.category.created", category, actor=actor, benchmark=benchmark, name=name, level=level
    )
    return category


@transaction.atomic
def edit_category(
    category: Category, *, name: str | None = None, extra_terms: Sequence[str] | None = None, actor: User
) -> Category:
    """Rename it or replace its extra terms; what is None stays.

    Raises:
        DomainError: `taxonomy.unsafe` for the new name.
        Conflict: `taxonomy.exists` when a sibling has that name.
    """
    locked = Category.objects.select_for_update().get(pk=category.pk)
    before = {"name": locked.name, "extra_terms": locked.extra_terms}
    if name is not None:
        refuse_unsafe(name)
        locked.name = name
    if extra_terms is not None:
        locked.extra_terms = list(extra_terms)
    try:
        with transaction.atomic():
            locked.save(update_fields=["name", "extra_terms"])
    except IntegrityError as error:
        raise Conflict("taxonomy.exists", f'There is already a category "{name}" at this place.') from error
    after = {"name": locked.name, "extra_terms": locked.extra_terms}
    audit.record(
        "curation.category.edited",
        locked,
        actor=actor,
        benchmark=category.benchmark,
        before=before,
        after=after,
    )
    return locked
