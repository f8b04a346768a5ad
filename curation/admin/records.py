"""The audit, to read."""

from django.contrib import admin

from curation.admin.scoped import ScopedAdmin
from curation.models import AuditEntry


@admin.register(AuditEntry)
class AuditEntryAdmin(ScopedAdmin):
    """Who did what, newest first; the database refuses to change a row of it."""

    list_display = ("at", "action", "actor", "benchmark", "subject_type", "subject_id", "data")
    list_filter = ("action", "benchmark", "actor")
    list_select_related = ("actor", "benchmark")
    search_fields = ("action",)
    date_hierarchy = "at"
