"""The taxonomy: up to three levels, each category with extra terms for mining."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Level(models.TextChoices):
    """Depth of a category."""

    COARSE = "coarse"
    MID = "mid"
    FINE = "fine"


class Category(models.Model):
    """A node of the tree; an object points at its deepest one."""

    benchmark = models.ForeignKey("curation.Benchmark", on_delete=models.CASCADE, related_name="categories")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    level = models.CharField(max_length=6, choices=Level.choices)
    name = models.CharField(max_length=80)
    extra_terms = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["name"]
        verbose_name_plural = "categories"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["benchmark", "parent", "name"], name="category_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(level="coarse", parent=None) | (~Q(level="coarse") & Q(parent__isnull=False)),
                name="category_coarse_is_root",
            ),
            # The official evaluation cuts a coarse name at "-" and splits lines at "," (F 1.6).
            models.CheckConstraint(
                condition=~Q(name__contains="-") & ~Q(name__contains=","), name="category_name_safe"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def path(self) -> list[str]:
        """Names from coarse to this one; reads the parents, so select_related('parent__parent') first."""
        names: list[str] = []
        node: Category | None = self
        while node is not None:
            names.insert(0, node.name)
            node = node.parent
        return names
