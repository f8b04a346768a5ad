"""What waits for a decision: neighbours, evidence and failed work."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from curation import policies
from curation.actions.decide_evidence import decide_evidence
from curation.actions.decide_neighbour import decide_neighbour
from curation.actions.retry_job import cancel_job, retry_job
from curation.admin.scoped import ScopedAdmin, staff
from curation.media_links import link
from curation.models import Evidence, Image, Job, Neighbour, User, Verdict


class NeedsVerdictFilter(admin.SimpleListFilter):
    """Which pairs still need a person."""

    title = "verdict"
    parameter_name = "needs"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The choices."""
        return [("verdict", "needs a verdict"), ("none", "decided")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Neighbour]) -> QuerySet[Neighbour]:
        """The pairs."""
        if self.value() == "verdict":
            present = queryset.filter(first__deleted_at=None, second__deleted_at=None)
            return present.filter(verdict="", suggested=Verdict.DUPLICATE)
        return queryset.exclude(verdict="") if self.value() == "none" else queryset


def _may_decide(user: User, pair: Neighbour) -> bool:
    return policies.can_decide_neighbours(user, pair.first.benchmark)


@admin.register(Neighbour)
class NeighbourAdmin(ScopedAdmin):
    """Candidate pairs, best score first."""

    benchmark_path = "first__benchmark"
    list_filter = (NeedsVerdictFilter, "suggested", "verdict", "first__benchmark")
    list_select_related = ("first__object", "first__benchmark", "second__object", "decided_by")
    search_fields = ("first__source_path", "second__source_path")
    ordering = ("-score", "pk")
    actions = ("say_duplicate", "say_same_scene", "say_no_match", "take_back")

    def get_list_display(self, request: HttpRequest) -> list[str | Callable[[Neighbour], Any]]:
        """Both pictures, their distances, and what is said of them."""
        user = staff(request)

        def pictures(pair: Neighbour) -> SafeString:
            return format_html("{} {}", _picture(pair.first, user), _picture(pair.second, user))

        return [
            "pk",
            pictures,
            "first",
            "second",
            "hamming",
            "cosine",
            "inliers",
            "score",
            "suggested",
            "verdict",
            "decided_by",
        ]

    @admin.action(description="They are duplicates")
    def say_duplicate(self, request: HttpRequest, queryset: QuerySet[Neighbour]) -> None:
        """Verdict: duplicate."""
        self._say(request, queryset, Verdict.DUPLICATE.value)

    @admin.action(description="They show the same scene")
    def say_same_scene(self, request: HttpRequest, queryset: QuerySet[Neighbour]) -> None:
        """Verdict: same scene."""
        self._say(request, queryset, Verdict.SAME_SCENE.value)

    @admin.action(description="They do not match")
    def say_no_match(self, request: HttpRequest, queryset: QuerySet[Neighbour]) -> None:
        """Verdict: not a match."""
        self._say(request, queryset, Verdict.NO_MATCH.value)

    @admin.action(description="Take the verdict back")
    def take_back(self, request: HttpRequest, queryset: QuerySet[Neighbour]) -> None:
        """No verdict."""
        self._say(request, queryset, "")

    def _say(self, request: HttpRequest, queryset: QuerySet[Neighbour], verdict: str) -> None:
        self.each(
            request, queryset, _may_decide, lambda pair, actor: decide_neighbour(pair, verdict, actor=actor)
        )


def _picture(image: Image, user: User | None) -> SafeString:
    if user is None:
        return SafeString("")
    return format_html('<img src="{}" alt="{}" height="120">', link(image, "thumb", user), image.source_path)


def _may_review(user: User, evidence: Evidence) -> bool:
    return policies.can_review_object(user, evidence.object)


@admin.register(Evidence)
class EvidenceAdmin(ScopedAdmin):
    """Evidence, the undecided first."""

    benchmark_path = "object__benchmark"
    list_display = ("object", "kind", "date", "url", "statement", "verdict", "decided_by")
    list_filter = ("verdict", "kind", "object__benchmark")
    list_select_related = ("object__benchmark", "decided_by")
    search_fields = ("object__key", "object__name", "statement", "url")
    actions = ("approve", "refuse")

    @admin.action(description="Approve")
    def approve(self, request: HttpRequest, queryset: QuerySet[Evidence]) -> None:
        """Verdict: approved."""
        self._decide(request, queryset, Evidence.Verdict.APPROVED.value)

    @admin.action(description="Refuse")
    def refuse(self, request: HttpRequest, queryset: QuerySet[Evidence]) -> None:
        """Verdict: refused."""
        self._decide(request, queryset, Evidence.Verdict.REFUSED.value)

    def _decide(self, request: HttpRequest, queryset: QuerySet[Evidence], verdict: str) -> None:
        self.each(
            request,
            queryset,
            _may_review,
            lambda evidence, actor: decide_evidence(evidence.object, verdict, actor=actor),
        )


def _may_manage(user: User, job: Job) -> bool:
    return user.is_superuser or policies.can_manage_job(user, job)


@admin.register(Job)
class JobAdmin(ScopedAdmin):
    """Everything that waits, runs or failed, with its reason."""

    list_display = (
        "pk", "kind", "args", "state", "attempts", "done", "total", "error_code", "error", "created_at", "finished_at",
    )  # fmt: skip
    list_filter = ("state", "kind", "benchmark")
    list_select_related = ("benchmark",)
    search_fields = ("error", "error_code", "worker")
    actions = ("retry", "cancel")

    @admin.action(description="Try again")
    def retry(self, request: HttpRequest, queryset: QuerySet[Job]) -> None:
        """Put failed work back into the queue."""
        self.each(request, queryset, _may_manage, retry_job)

    @admin.action(description="Cancel")
    def cancel(self, request: HttpRequest, queryset: QuerySet[Job]) -> None:
        """Call work off."""
        self.each(request, queryset, _may_manage, cancel_job)
