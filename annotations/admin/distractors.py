"""Distractors that somebody marked beside an object: the false negatives that await an end."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from annotations.actions.distractor_audit.confirm_false_negative import remove_false_negative
from annotations.models import DistractorMark
from curation import policies
from curation.admin.scoped import ScopedAdmin
from curation.models import DistractorRemoval, User


class EndFilter(admin.SimpleListFilter):
    """Whether a false negative is still in its set."""

    title = "false negative"
    parameter_name = "false_negative"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The choices."""
        del request, model_admin
        return [("open", "still in its set"), ("removed", "removed")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[DistractorMark]) -> QuerySet[DistractorMark]:
        """The marks."""
        del request
        removed = DistractorRemoval.of_row()
        shows = queryset.filter(says=DistractorMark.Says.SHOWS)
        if self.value() == "open":
            return shows.exclude(removed)
        return shows.filter(removed) if self.value() == "removed" else queryset


def _may_remove(user: User, mark: DistractorMark) -> bool:
    benchmark = mark.object.benchmark
    return policies.can_review(user, benchmark) or policies.can_maintain(user, benchmark)


@admin.register(DistractorMark)
class DistractorMarkAdmin(ScopedAdmin):
    """Marks with who made them."""

    benchmark_path = "object__benchmark"
    list_display = ("object", "set", "distractor", "says", "marked_by", "marked_at")
    list_filter = (EndFilter, "says", "object__benchmark")
    list_select_related = ("object__benchmark", "set__benchmark", "marked_by")
    search_fields = ("object__key", "distractor")
    ordering = ("-marked_at", "pk")
    actions = ("remove",)

    @admin.action(description="Remove from its set")
    def remove(self, request: HttpRequest, queryset: QuerySet[DistractorMark]) -> None:
        """Take the false negatives out of their sets."""

        def act(row: DistractorMark, *, actor: User) -> Any:
            return remove_false_negative(row.object, row.set, row.distractor, actor=actor)

        self.each(request, queryset, _may_remove, act)
