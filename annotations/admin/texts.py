"""Text queries that await approval."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from annotations.actions.approve_text import approve_text
from annotations.models import TextQuery
from curation import policies
from curation.admin.scoped import ScopedAdmin
from curation.models import User


class ApprovalFilter(admin.SimpleListFilter):
    """Whether somebody has approved it."""

    title = "approval"
    parameter_name = "approval"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The choices."""
        del request, model_admin
        return [("open", "awaits approval"), ("given", "approved")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[TextQuery]) -> QuerySet[TextQuery]:
        """The texts."""
        del request
        if self.value() == "open":
            return queryset.filter(approved_by=None).exclude(text="")
        return queryset.filter(approved_by__isnull=False) if self.value() == "given" else queryset


def _may_review(user: User, text: TextQuery) -> bool:
    return policies.can_review_object(user, text.object)


@admin.register(TextQuery)
class TextQueryAdmin(ScopedAdmin):
    """Texts with who wrote and who approved them."""

    benchmark_path = "object__benchmark"
    list_display = ("object", "text", "version", "updated_by", "updated_at", "approved_by")
    list_filter = (ApprovalFilter, "object__state", "object__benchmark")
    list_select_related = ("object__benchmark", "updated_by", "approved_by")
    search_fields = ("object__key", "text")
    ordering = ("updated_at", "pk")
    actions = ("approve",)

    @admin.action(description="Approve")
    def approve(self, request: HttpRequest, queryset: QuerySet[TextQuery]) -> None:
        """Approve them as they stand."""

        def act(row: TextQuery, *, actor: User) -> Any:
            return approve_text(row.object, actor=actor)

        self.each(request, queryset, _may_review, act)
