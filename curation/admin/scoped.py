"""What every admin page of this room keeps to: staff see their benchmarks, and only actions change anything."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.db.models import Model, QuerySet, URLField
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from curation.errors import DomainError
from curation.models import Benchmark, User


def staff(request: HttpRequest) -> User | None:
    """The signed-in person when they are staff."""
    user = request.user
    return user if isinstance(user, User) and user.is_active and user.is_staff else None


class ScopedAdmin(ModelAdmin):  # type: ignore[misc]  # unfold ships no types
    """Read-only rows of the benchmarks one is a member of; superusers see all of them."""

    benchmark_path = "benchmark"  # lookup from a row to its benchmark
    list_per_page = 50
    show_full_result_count = False
    formfield_overrides = {URLField: {"assume_scheme": "https"}}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Rows of one's benchmarks."""
        rows: QuerySet[Any] = super().get_queryset(request)
        user = staff(request)
        if user is None:
            return rows.none()
        if user.is_superuser:
            return rows
        return rows.filter(**{f"{self.benchmark_path}__in": Benchmark.objects.visible_to(user)})

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Staff."""
        return staff(request) is not None

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Staff; what they find is narrowed by the queryset."""
        del obj
        return staff(request) is not None

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody: rows come from actions."""
        del request
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody: changes come from actions."""
        del request, obj
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody."""
        del request, obj
        return False

    def each(
        self,
        request: HttpRequest,
        rows: Iterable[Any],
        allowed: Callable[[User, Any], bool],
        act: Callable[..., Any],
    ) -> None:
        """Call an action for every row the person may do it with, and say what came of it."""
        user, done = staff(request), 0
        for row in rows:
            if user is None or not allowed(user, row):
                self.message_user(request, f"{row}: your roles do not allow this.", messages.ERROR)
                continue
            try:
                act(row, actor=user)
            except DomainError as error:
                self.message_user(request, f"{row}: {error.message}", messages.ERROR)
            else:
                done += 1
        if done:
            self.message_user(request, f"Done for {done}.", messages.SUCCESS)
