"""The taxonomy of a benchmark."""

from typing import Any

from django.db.models import Count
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from curation import policies
from curation.actions.edit_category import create_category, edit_category
from curation.api.scope import benchmark_of, demand, person
from curation.models import Benchmark, Category

MAINTAINERS = "Only maintainers edit the taxonomy."


class CategorySerializer(serializers.ModelSerializer[Category]):
    """One category and how many objects sit right in it."""

    parent = serializers.IntegerField(source="parent_id", allow_null=True)  # type: ignore[assignment]  # a name of DRF
    extra_terms = serializers.ListField(child=serializers.CharField())
    objects = serializers.IntegerField(source="objects_count", default=0)

    class Meta:
        model = Category
        fields = ("id", "name", "level", "parent", "extra_terms", "objects")


class NewCategorySerializer(serializers.Serializer[Any]):
    """A category below its parent; without one it is coarse."""

    name = serializers.CharField(max_length=80)
    parent = serializers.IntegerField(allow_null=True, default=None)  # type: ignore[assignment]  # a name of DRF
    extra_terms = serializers.ListField(child=serializers.CharField(max_length=80), default=list)


class CategoryChangeSerializer(serializers.Serializer[Any]):
    """What to change."""

    name = serializers.CharField(max_length=80, required=False)
    extra_terms = serializers.ListField(child=serializers.CharField(max_length=80), required=False)


class CategoriesView(APIView):
    """All categories of a benchmark."""

    @extend_schema(operation_id="categories_list", responses=CategorySerializer(many=True))
    def get(self, request: Request, slug: str) -> Response:
        """By name, each with its parent."""
        rows = Category.objects.filter(benchmark=benchmark_of(request, slug))
        counted = rows.annotate(objects_count=Count("collected"))
        return Response(CategorySerializer(counted, many=True).data)

    @extend_schema(
        operation_id="category_create", request=NewCategorySerializer, responses={201: CategorySerializer}
    )
    def post(self, request: Request, slug: str) -> Response:
        """Add one."""
        benchmark = benchmark_of(request, slug)
        demand(policies.can_maintain(person(request), benchmark), MAINTAINERS)
        form = NewCategorySerializer(data=request.data)
        form.is_valid(raise_exception=True)
        values = dict(form.validated_data)
        parent_id = values.pop("parent")
        parent = (
            get_object_or_404(Category, benchmark=benchmark, pk=parent_id) if parent_id is not None else None
        )
        category = create_category(
            benchmark, values.pop("name"), parent=parent, **values, actor=person(request)
        )
        return Response(CategorySerializer(category).data, status=201)


class CategoryView(APIView):
    """One category."""

    @extend_schema(
        operation_id="category_edit", request=CategoryChangeSerializer, responses=CategorySerializer
    )
    def patch(self, request: Request, pk: int) -> Response:
        """Rename it or replace its extra terms."""
        mine = Category.objects.filter(benchmark__in=Benchmark.objects.visible_to(person(request)))
        category = get_object_or_404(mine.select_related("benchmark"), pk=pk)
        demand(policies.can_maintain(person(request), category.benchmark), MAINTAINERS)
        form = CategoryChangeSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        edit_category(category, **form.validated_data, actor=person(request))
        counted = mine.annotate(objects_count=Count("collected")).get(pk=pk)
        return Response(CategorySerializer(counted).data)
