"""Sets of distractors in shards, what was taken out of them, and the pictures that resemble one."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from curation import policies
from curation.actions.distractor_sets.decide_neighbour import decide_set_neighbour
from curation.actions.distractor_sets.steer import cancel_set, pause_set, resume_set, retry_set
from curation.admin.scoped import ScopedAdmin
from curation.models import (
    DistractorIndex,
    DistractorRemoval,
    DistractorSet,
    DistractorShard,
    SetNeighbour,
    User,
    Verdict,
)


def _may_steer(user: User, found: DistractorSet) -> bool:
    return policies.can_maintain(user, found.benchmark)


@admin.register(DistractorSet)
class DistractorSetAdmin(ScopedAdmin):
    """Sets; their maintainers pause, resume, cancel and retry here too."""

    list_display = (
        "slug",
        "benchmark",
        "kind",
        "location",
        "state",
        "created_by",
        "created_at",
        "finished_at",
    )
    list_filter = ("state", "kind", "benchmark")
    list_select_related = ("benchmark", "created_by")
    search_fields = ("slug", "location")
    actions = ("pause", "resume", "cancel", "retry")

    @admin.action(description="Pause")
    def pause(self, request: HttpRequest, queryset: QuerySet[DistractorSet]) -> None:
        """Begin no further shard."""
        self.each(request, queryset.select_related("benchmark"), _may_steer, pause_set)

    @admin.action(description="Resume")
    def resume(self, request: HttpRequest, queryset: QuerySet[DistractorSet]) -> None:
        """Go on."""
        self.each(request, queryset.select_related("benchmark"), _may_steer, resume_set)

    @admin.action(description="Cancel")
    def cancel(self, request: HttpRequest, queryset: QuerySet[DistractorSet]) -> None:
        """Stop for good."""
        self.each(request, queryset.select_related("benchmark"), _may_steer, cancel_set)

    @admin.action(description="Try failed shards again")
    def retry(self, request: HttpRequest, queryset: QuerySet[DistractorSet]) -> None:
        """Another try."""
        self.each(request, queryset.select_related("benchmark"), _may_steer, retry_set)


@admin.register(DistractorShard)
class DistractorShardAdmin(ScopedAdmin):
    """Shards with what came out of them."""

    benchmark_path = "set__benchmark"
    list_display = ("name", "set", "state", "accepted", "refused", "seconds", "error_code", "finished_at")
    list_filter = ("state", "set")
    list_select_related = ("set__benchmark",)
    search_fields = ("name", "error", "error_code")


@admin.register(DistractorIndex)
class DistractorIndexAdmin(ScopedAdmin):
    """Indexes, the current ones and those before."""

    benchmark_path = "set__benchmark"
    list_display = ("kind", "encoder", "set", "rows", "current", "built_at")
    list_filter = ("current", "kind", "set")
    list_select_related = ("set__benchmark",)
    exclude = ("manifest",)


@admin.register(DistractorRemoval)
class DistractorRemovalAdmin(ScopedAdmin):
    """Distractors that were taken out, and why."""

    benchmark_path = "set__benchmark"
    list_display = ("distractor", "set", "reason", "object", "note", "removed_by", "removed_at")
    list_filter = ("reason", "set")
    list_select_related = ("set__benchmark", "object", "removed_by")
    search_fields = ("distractor", "note")


def _may_decide(user: User, pair: SetNeighbour) -> bool:
    return policies.can_decide_neighbours(user, pair.image.benchmark)


@admin.register(SetNeighbour)
class SetNeighbourAdmin(ScopedAdmin):
    """Pictures that may be copies of distractors, best score first."""

    benchmark_path = "image__benchmark"
    list_display = (
        "image",
        "set",
        "distractor",
        "hamming",
        "inliers",
        "score",
        "suggested",
        "verdict",
        "decided_by",
    )
    list_filter = ("suggested", "verdict", "set")
    list_select_related = ("image__benchmark", "set__benchmark", "decided_by")
    search_fields = ("distractor", "image__source_path")
    ordering = ("-score", "pk")
    actions = ("say_duplicate", "say_same_scene", "say_no_match", "take_back")

    @admin.action(description="They are duplicates")
    def say_duplicate(self, request: HttpRequest, queryset: QuerySet[SetNeighbour]) -> None:
        """Verdict: duplicate."""
        self._say(request, queryset, Verdict.DUPLICATE.value)

    @admin.action(description="They show the same scene")
    def say_same_scene(self, request: HttpRequest, queryset: QuerySet[SetNeighbour]) -> None:
        """Verdict: same scene."""
        self._say(request, queryset, Verdict.SAME_SCENE.value)

    @admin.action(description="They do not match")
    def say_no_match(self, request: HttpRequest, queryset: QuerySet[SetNeighbour]) -> None:
        """Verdict: not a match."""
        self._say(request, queryset, Verdict.NO_MATCH.value)

    @admin.action(description="Take the verdict back")
    def take_back(self, request: HttpRequest, queryset: QuerySet[SetNeighbour]) -> None:
        """No verdict."""
        self._say(request, queryset, "")

    def _say(self, request: HttpRequest, queryset: QuerySet[SetNeighbour], verdict: str) -> None:
        self.each(
            request,
            queryset,
            _may_decide,
            lambda pair, actor: decide_set_neighbour(pair, verdict, actor=actor),
        )
