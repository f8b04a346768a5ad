"""The review queue: objects that await a decision, who handed in first is first."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from unfold.forms import ActionForm

from annotations.actions.decide_review import Word, decide_review
from annotations.models import Review, Submission
from curation import policies
from curation.admin.scoped import ScopedAdmin
from curation.models import Object, RejectionReason, User

AWAITING = (Object.State.SUBMITTED, Object.State.IN_REVIEW)


class DecisionForm(ActionForm):  # type: ignore[misc]  # unfold ships no types
    """What a decision needs beside the chosen rows."""

    comment = forms.CharField(required=False, label="Comment", max_length=5000)
    reason = forms.ChoiceField(required=False, label="Reason", choices=[("", "—"), *RejectionReason.choices])


def _may_review(user: User, row: Submission) -> bool:
    return policies.can_review_object(user, row.object)


@admin.register(Submission)
class ReviewQueueAdmin(ScopedAdmin):
    """The last submission of each object that awaits review."""

    benchmark_path = "object__benchmark"
    action_form = DecisionForm
    list_display = (
        "object",
        "name",
        "benchmark",
        "state",
        "errors",
        "warnings",
        "collector",
        "holder",
        "submitted_at",
    )
    list_filter = ("object__state", "object__benchmark")
    list_select_related = ("object__benchmark", "object__collector", "object__claim__reviewer")
    search_fields = ("object__key", "object__name")
    ordering = ("submitted_at", "pk")
    actions = ("approve", "request_changes", "reject")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Submission]:
        """One row for each object."""
        last = Submission.objects.filter(object=OuterRef("object")).order_by("-round").values("round")[:1]
        rows: QuerySet[Submission] = super().get_queryset(request)
        return rows.filter(object__state__in=AWAITING).annotate(last=Subquery(last)).filter(round=F("last"))

    @admin.display(ordering="object__name")
    def name(self, row: Submission) -> str:
        """What the object is called."""
        return row.object.name

    @admin.display(ordering="object__benchmark__slug")
    def benchmark(self, row: Submission) -> str:
        """Where it belongs."""
        return row.object.benchmark.slug

    @admin.display(ordering="object__state")
    def state(self, row: Submission) -> str:
        """Where it stands."""
        return row.object.get_state_display()

    @admin.display(ordering="object__errors_count")
    def errors(self, row: Submission) -> int:
        """Findings that stop a gate."""
        return row.object.errors_count

    @admin.display(ordering="object__warnings_count")
    def warnings(self, row: Submission) -> int:
        """Findings that do not."""
        return row.object.warnings_count

    @admin.display(ordering="object__collector")
    def collector(self, row: Submission) -> str:
        """Who collected it."""
        return str(row.object.collector)

    @admin.display(description="held by")
    def holder(self, row: Submission) -> str:
        """Who reviews it now."""
        claim = getattr(row.object, "claim", None)
        return str(claim.reviewer) if claim is not None and claim.is_live else ""

    @admin.action(description="Approve, with evidence and text")
    def approve(self, request: HttpRequest, queryset: QuerySet[Submission]) -> None:
        """Accept what has no errors."""
        word = Word(
            Review.Decision.APPROVED,
            comment=_said(request, "comment"),
            approve_evidence=True,
            approve_text=True,
        )
        self._decide(request, queryset, word)

    @admin.action(description="Request changes (comment needed)")
    def request_changes(self, request: HttpRequest, queryset: QuerySet[Submission]) -> None:
        """Send back with the comment."""
        self._decide(
            request, queryset, Word(Review.Decision.CHANGES_REQUESTED, comment=_said(request, "comment"))
        )

    @admin.action(description="Reject (reason needed)")
    def reject(self, request: HttpRequest, queryset: QuerySet[Submission]) -> None:
        """Reject for the reason."""
        reason, comment = _said(request, "reason"), _said(request, "comment")
        self._decide(request, queryset, Word(Review.Decision.REJECTED, comment=comment, reason=reason))

    def _decide(self, request: HttpRequest, queryset: QuerySet[Submission], word: Word) -> None:
        def act(row: Submission, *, actor: User) -> Any:
            return decide_review(row.object, word, actor=actor)

        self.each(request, queryset, _may_review, act)


def _said(request: HttpRequest, field: str) -> str:
    return str(request.POST.get(field, ""))
