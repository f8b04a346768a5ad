"""Boxes and measures, to look at: they are changed on the object page."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import TabularInline

from annotations.models import Box, BoxSet, Measure, Review
from curation.admin.scoped import ScopedAdmin


class BoxInline(TabularInline):  # type: ignore[misc]  # unfold ships no types
    """The boxes of a picture, read only."""

    model = Box
    fields = readonly_fields = ("x", "y", "width", "height")
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        del request, obj
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever sees the picture's row."""
        del obj
        return request.user.is_active and request.user.is_staff


@admin.register(BoxSet)
class BoxSetAdmin(ScopedAdmin):
    """The boxes of each picture with their version."""

    benchmark_path = "image__benchmark"
    list_display = ("image", "version", "updated_by", "updated_at")
    list_select_related = ("image", "updated_by")
    search_fields = ("image__source_path", "image__object__key")
    ordering = ("-updated_at",)
    inlines = (BoxInline,)


@admin.register(Measure)
class MeasureAdmin(ScopedAdmin):
    """Clutter and scale with what they were measured by."""

    benchmark_path = "image__benchmark"
    list_display = ("image", "clutter", "scale", "segmenter", "segmenter_version", "measured_at")
    list_filter = ("segmenter", "image__benchmark")
    list_select_related = ("image",)
    search_fields = ("image__source_path",)


@admin.register(Review)
class ReviewAdmin(ScopedAdmin):
    """Every decision that was taken."""

    benchmark_path = "object__benchmark"
    list_display = ("object", "round", "decision", "reviewer", "comment", "reason", "elsewhere", "at")
    list_filter = ("decision", "elsewhere", "object__benchmark")
    list_select_related = ("object", "reviewer")
    search_fields = ("object__key", "comment")
