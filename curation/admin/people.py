"""Benchmarks and who works on them."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from curation import policies
from curation.actions.add_member import add_member
from curation.actions.edit_benchmark import EDITABLE, edit_benchmark
from curation.admin.scoped import ScopedAdmin, staff
from curation.errors import DomainError
from curation.models import Benchmark, ConsentSignature, Invitation, Membership, User


class BenchmarkForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in its stubs only
    """Goal and rules; what can't be taken is said beside the form."""

    class Meta:
        model = Benchmark
        fields = EDITABLE

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in {"licences", "severities"} & set(self.fields):
            self.fields[name].required = False  # an empty list or map is a value

    def clean(self) -> dict[str, Any]:
        """Empty JSON fields are empty lists and maps."""
        values = super().clean() or self.cleaned_data
        values["licences"], values["severities"] = (
            values.get("licences") or [],
            values.get("severities") or {},
        )
        if not isinstance(values["licences"], list) or not isinstance(values["severities"], dict):
            message = 'Licences are a list such as ["CC-BY-4.0"], severities a map such as {"boxes.tiny": "warning"}.'
            raise ValidationError(message)
        return values


@admin.register(Benchmark)
class BenchmarkAdmin(ScopedAdmin):
    """Benchmarks; their maintainers change goal and rules here."""

    form = BenchmarkForm
    benchmark_path = "pk"
    list_display = ("slug", "title", "cutoff", "goal_objects", "reviews_needed", "created_at")
    search_fields = ("slug", "title")

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Its maintainers, and superusers."""
        user = staff(request)
        if user is None or not isinstance(obj, Benchmark):
            return False
        return user.is_superuser or policies.can_maintain(user, obj)

    def save_model(self, request: HttpRequest, obj: Benchmark, form: BenchmarkForm, change: bool) -> None:
        """Through the action, which writes the audit."""
        del change
        user = staff(request)
        if user is None:
            return
        try:
            edit_benchmark(obj, form.cleaned_data, actor=user)
        except DomainError as error:
            self.message_user(request, error.message, "ERROR")


@admin.register(Membership)
class MembershipAdmin(ScopedAdmin):
    """Roles; superusers give them here, everybody else invites."""

    list_display = ("user", "benchmark", "role", "created_at")
    list_filter = ("role", "benchmark")
    list_select_related = ("user", "benchmark")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Superusers."""
        user = staff(request)
        return user is not None and user.is_superuser

    def save_model(self, request: HttpRequest, obj: Membership, form: Any, change: bool) -> None:
        """Through the action, which writes the audit."""
        del form, change
        add_member(obj.benchmark, obj.user, [obj.role], actor=staff(request))
        obj.pk = Membership.objects.get(benchmark=obj.benchmark, user=obj.user, role=obj.role).pk


@admin.register(Invitation)
class InvitationAdmin(ScopedAdmin):
    """Who was invited; the secrets are not kept."""

    list_display = ("email", "benchmark", "roles", "invited_by", "expires_at", "accepted_at")
    list_filter = ("benchmark",)
    list_select_related = ("benchmark", "invited_by")
    exclude = ("token_sha256",)


@admin.register(ConsentSignature)
class ConsentSignatureAdmin(ScopedAdmin):
    """Who signed which consent text."""

    benchmark_path = "consent__benchmark"
    list_display = ("user", "name", "consent", "signed_at")
    list_select_related = ("user", "consent__benchmark")


@admin.register(User)
class AccountAdmin(UserAdmin, ModelAdmin):  # type: ignore[misc,type-arg]  # unfold ships no types
    """Accounts, for superusers; everybody else comes in by invitation."""

    list_display = ("email", "name", "is_staff", "is_active", "last_login")
    list_filter = ("is_staff", "is_superuser", "is_active")
    search_fields = ("email", "name")
    ordering = ("email",)
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("email", "name", "password")}),
        ("Installation", {"fields": ("is_active", "is_staff", "is_superuser", "last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {"classes": ("wide",), "fields": ("email", "name", "usable_password", "password1", "password2")},
        ),
    )
    filter_horizontal = ()

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody: what a person did stays theirs; deactivate the account instead."""
        del request, obj
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """All accounts for superusers, none for anybody else."""
        user = staff(request)
        rows: QuerySet[User] = super().get_queryset(request)
        return rows if user is not None and user.is_superuser else rows.none()
