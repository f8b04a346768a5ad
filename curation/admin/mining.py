"""Choices of distractors; their maintainers steer and decide them here too."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from curation import policies
from curation.actions.mining.decide import accept_run, discard_run
from curation.actions.mining.steer import cancel_run, pause_run, resume_run
from curation.admin.scoped import ScopedAdmin
from curation.models import MiningRun, User


def _may_steer(user: User, run: MiningRun) -> bool:
    return policies.can_mine(user, run.benchmark)


@admin.register(MiningRun)
class MiningRunAdmin(ScopedAdmin):
    """Runs, the newest first."""

    list_display = (
        "name", "benchmark", "kind", "size", "ensemble", "state", "phase", "chosen", "created_by", "created_at",
    )  # fmt: skip
    list_filter = ("state", "kind", "benchmark")
    list_select_related = ("benchmark", "created_by")
    search_fields = ("name", "error", "error_code", "keys_sha256")
    exclude = ("facts", "summary", "terms")
    actions = ("pause", "resume", "cancel", "accept", "discard")

    @admin.action(description="Pause")
    def pause(self, request: HttpRequest, queryset: QuerySet[MiningRun]) -> None:
        """Begin no further job."""
        self.each(request, queryset.select_related("benchmark"), _may_steer, pause_run)

    @admin.action(description="Resume")
    def resume(self, request: HttpRequest, queryset: QuerySet[MiningRun]) -> None:
        """Go on."""
        self.each(request, queryset.select_related("benchmark"), _may_steer, resume_run)

    @admin.action(description="Cancel")
    def cancel(self, request: HttpRequest, queryset: QuerySet[MiningRun]) -> None:
        """Stop for good."""
        self.each(request, queryset.select_related("benchmark"), _may_steer, cancel_run)

    @admin.action(description="Accept for the next release")
    def accept(self, request: HttpRequest, queryset: QuerySet[MiningRun]) -> None:
        """Make it the subset of its name."""
        self.each(request, queryset.select_related("benchmark"), _may_steer, accept_run)

    @admin.action(description="Discard")
    def discard(self, request: HttpRequest, queryset: QuerySet[MiningRun]) -> None:
        """Leave it out of releases."""
        self.each(request, queryset.select_related("benchmark"), _may_steer, discard_run)
