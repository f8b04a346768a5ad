"""Categories by name: find the path, and lay down what is missing of it."""

from django.db import transaction

from curation import audit
from curation.errors import DomainError
from curation.models import Benchmark, Category, Level, User
from retrieval.taxonomy import CategoryPath, is_unsafe


@transaction.atomic
def ensure_category_path(
    benchmark: Benchmark, path: CategoryPath, *, actor: User | None, may_create: bool = True
) -> Category | None:
    """The deepest category of a path, created level by level where allowed; None for an empty path.

    Raises:
        DomainError: `taxonomy.gap` when a level is left out, `taxonomy.unsafe` for a name the official
            evaluation would cut, `taxonomy.unknown` when a level is missing and may not be created.
    """
    if not any((path.coarse, path.mid, path.fine)):
        return None
    if path.has_gap:
        message = "A finer category can't be named without the coarser ones above it. Name coarse, then mid, then fine."
        raise DomainError("taxonomy.gap", message)
    node: Category | None = None
    for level, name in zip(Level, path.names, strict=False):
        refuse_unsafe(name)
        found = Category.objects.filter(benchmark=benchmark, parent=node, name=name).first()
        if found is None and not may_create:
            message = f'There is no {level.label.lower()} category "{name}" here. Ask a maintainer to add it.'
            raise DomainError("taxonomy.unknown", message)
        node = found or _create(benchmark, node, level, name, actor)
    return node


def refuse_unsafe(name: str) -> None:
    """Raise `taxonomy.unsafe` for a name the official evaluation would cut or split (F 1.6)."""
    if not name or is_unsafe(name):
        message = f'"{name}" can\'t be a category: names are not empty and hold neither "-" nor "," nor outer blanks.'
        raise DomainError("taxonomy.unsafe", message)


def _create(
    benchmark: Benchmark, parent: Category | None, level: Level, name: str, actor: User | None
) -> Category:
    # Somebody else may write the same name at the same moment: the constraint decides, get_or_create reads again.
    node, created = Category.objects.get_or_create(
        benchmark=benchmark, parent=parent, name=name, defaults={"level": level}
    )
    if created:
        audit.record(
            "curation.category.created", node, actor=actor, benchmark=benchmark, name=name, level=level
        )
    return node
