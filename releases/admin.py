"""Releases for those who prefer the admin: to read, and to ask for exports; nothing frozen can be edited."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from curation import policies
from curation.errors import DomainError
from curation.models import User
from releases.actions.request_export import request_export
from releases.models import Export, Release


class ReadOnly:
    """What is frozen is looked at, never changed; each person sees the benchmarks they are a member of."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Releases are frozen by an action, not by a form."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Staff; the querysets narrow it to their benchmarks."""
        return request.user.is_active and request.user.is_staff

    def has_module_permission(self, request: HttpRequest) -> bool:
        """As for viewing."""
        return self.has_view_permission(request)


@admin.register(Release)
class ReleaseAdmin(ReadOnly, ModelAdmin):  # type: ignore[misc]  # unfold ships no types
    """Releases of one's benchmarks, newest first."""

    list_display = (
        "__str__", "frozen_at", "frozen_by", "objects_count", "queries_count", "positives_count",
        "distractors_count", "manifest_sha256",
    )  # fmt: skip
    list_filter = ("benchmark",)
    list_select_related = ("benchmark", "frozen_by")
    search_fields = ("benchmark__slug", "version", "title")
    actions = ("export_ilias",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Release]:
        """Those of benchmarks the person is a member of."""
        user = request.user
        return Release.objects.visible_to(user) if isinstance(user, User) else Release.objects.none()

    @admin.action(description="Export in the layout of ILIAS")
    def export_ilias(self, request: HttpRequest, queryset: QuerySet[Release]) -> None:
        """Ask the workers for an export of each."""
        user = request.user
        for release in queryset.select_related("benchmark"):
            if not isinstance(user, User) or not policies.can_maintain(user, release.benchmark):
                self.message_user(request, f"Only maintainers export {release}.", messages.ERROR)
                continue
            try:
                export = request_export(release, "ilias", actor=user)
            except DomainError as error:
                self.message_user(request, error.message, messages.ERROR)
            else:
                self.message_user(request, f"The export of {release} is {export.state}.", messages.SUCCESS)


@admin.register(Export)
class ExportAdmin(ReadOnly, ModelAdmin):  # type: ignore[misc]  # unfold ships no types
    """Exports and what their verification said."""

    list_display = ("__str__", "state", "files", "bytes", "manifest_sha256", "finished_at", "error")
    list_filter = ("state", "layout")
    list_select_related = ("release__benchmark",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Export]:
        """Those of benchmarks the person is a member of."""
        user = request.user
        return Export.objects.visible_to(user) if isinstance(user, User) else Export.objects.none()
