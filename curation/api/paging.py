"""Cursor pages: constant cost at any depth, and rows that arrive meanwhile never shift a page."""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.views import APIView

M = TypeVar("M", bound=Model)


class CursorPages(CursorPagination):
    """30 rows, or `?limit=` up to 100; a view's `cursor_order` names the order."""

    page_size = 30
    page_size_query_param = "limit"
    max_page_size = 100
    ordering = "-pk"

    def get_ordering(self, request: Request, queryset: QuerySet[Any], view: APIView) -> tuple[str, ...]:
        """The view's order; its last field must be unique."""
        order = getattr(view, "cursor_order", self.ordering)
        return (order,) if isinstance(order, str) else tuple(order)


def page_of(view: APIView, queryset: QuerySet[M]) -> tuple[CursorPages, list[M]]:
    """The requested page of rows, and the pages object that builds the answer around them."""
    pages = CursorPages()
    rows = pages.paginate_queryset(queryset, view.request, view)
    return pages, list(rows or [])
