"""What has been collected: objects, pictures and categories."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from curation import policies
from curation.actions.delete_image import delete_image, restore_image
from curation.admin.scoped import ScopedAdmin
from curation.models import Category, Image, Object, Upload


@admin.register(Object)
class ObjectAdmin(ScopedAdmin):
    """Objects with their state and findings."""

    list_display = (
        "key", "name", "benchmark", "state", "category", "collector", "errors_count", "warnings_count", "updated_at",
    )  # fmt: skip
    list_filter = ("state", "benchmark", "category", "collector")
    list_select_related = ("benchmark", "category", "collector")
    search_fields = ("key", "name")


@admin.register(Image)
class ImageAdmin(ScopedAdmin):
    """Pictures in their roles, those in the trash included."""

    list_display = (
        "source_path",
        "role",
        "object",
        "benchmark",
        "licence",
        "author",
        "created_at",
        "deleted_at",
    )
    list_filter = ("role", "origin", "benchmark", ("deleted_at", admin.EmptyFieldListFilter))
    list_select_related = ("object", "benchmark")
    search_fields = ("source_path", "object__key", "author")
    exclude = ("original",)
    actions = ("to_trash", "from_trash")

    @admin.action(description="Put into the trash")
    def to_trash(self, request: HttpRequest, queryset: QuerySet[Image]) -> None:
        """Delete softly."""
        rows = queryset.select_related("object__benchmark", "benchmark")
        self.each(request, rows, policies.can_edit_image, delete_image)

    @admin.action(description="Take out of the trash")
    def from_trash(self, request: HttpRequest, queryset: QuerySet[Image]) -> None:
        """Restore."""
        rows = queryset.select_related("object__benchmark", "benchmark")
        self.each(request, rows, policies.can_edit_image, restore_image)


@admin.register(Category)
class CategoryAdmin(ScopedAdmin):
    """The taxonomy."""

    list_display = ("name", "level", "parent", "benchmark", "extra_terms")
    list_filter = ("level", "benchmark")
    list_select_related = ("parent", "benchmark")
    search_fields = ("name",)


@admin.register(Upload)
class UploadAdmin(ScopedAdmin):
    """Uploads of the last day."""

    benchmark_path = "object__benchmark"
    list_display = (
        "file_name",
        "user",
        "object",
        "offset",
        "length",
        "error_code",
        "created_at",
        "expires_at",
    )
    list_filter = ("object__benchmark",)
    list_select_related = ("user", "object")
