"""The wall of objects, new objects, and what an object is called."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from curation import policies
from curation.actions.create_object import create_object
from curation.actions.edit_object import ObjectChange, edit_object
from curation.actions.ensure_category_path import ensure_category_path
from curation.api.object_cards import ObjectCardSerializer, card_rows, cards
from curation.api.object_filters import PARAMETERS, narrowed
from curation.api.pages_schema import PAGE, paged
from curation.api.paging import page_of
from curation.api.scope import benchmark_of, demand, demand_editable, object_of, person
from curation.models import Category, Object, User
from retrieval.taxonomy import CategoryPath

LEVELS = ("coarse", "mid", "fine")


class NewObjectSerializer(serializers.Serializer[Any]):
    """A name, and a key where one is wanted."""

    name = serializers.CharField(max_length=200)
    key = serializers.CharField(max_length=80, allow_blank=True, default="")


class ObjectChangeSerializer(serializers.Serializer[Any]):
    """A new name; a category by id (null: none), or by the names of its path."""

    name = serializers.CharField(max_length=200, required=False)
    category = serializers.IntegerField(allow_null=True, required=False)
    coarse = serializers.CharField(max_length=80, allow_blank=True, required=False)
    mid = serializers.CharField(max_length=80, allow_blank=True, required=False)
    fine = serializers.CharField(max_length=80, allow_blank=True, required=False)


class ObjectsView(APIView):
    """The objects of a benchmark."""

    cursor_order = "number"

    @extend_schema(
        operation_id="objects_list", parameters=[*PARAMETERS, *PAGE], responses=paged(ObjectCardSerializer)
    )
    def get(self, request: Request, slug: str) -> Response:
        """A page of cards in the order of their numbers."""
        rows = card_rows(Object.objects.filter(benchmark=benchmark_of(request, slug)))
        pages, objects = page_of(self, narrowed(rows, request.query_params))
        return pages.get_paginated_response(
            ObjectCardSerializer(cards(objects, person(request)), many=True).data
        )

    @extend_schema(
        operation_id="object_create", request=NewObjectSerializer, responses={201: ObjectCardSerializer}
    )
    def post(self, request: Request, slug: str) -> Response:
        """Begin one."""
        benchmark = benchmark_of(request, slug)
        demand(
            policies.can_collect(person(request), benchmark), "Only collectors and maintainers begin objects."
        )
        form = NewObjectSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        obj = create_object(benchmark, **form.validated_data, actor=person(request))
        return Response(_card(obj.pk, person(request)), status=201)


class ObjectEditView(APIView):
    """One object; the room above adds what is read of it and owns the address."""

    @extend_schema(operation_id="object_edit", request=ObjectChangeSerializer, responses=ObjectCardSerializer)
    def patch(self, request: Request, slug: str, key: str) -> Response:
        """Change its name or its category."""
        obj, user = object_of(request, slug, key), person(request)
        demand_editable(request, obj)
        form = ObjectChangeSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        edit_object(obj, _change(obj, form.validated_data, user), actor=user)
        return Response(_card(obj.pk, user))


def _change(obj: Object, values: dict[str, Any], user: User) -> ObjectChange:
    if "category" in values:
        pk = values["category"]
        category = get_object_or_404(Category, benchmark=obj.benchmark, pk=pk) if pk is not None else None
        return ObjectChange(name=values.get("name"), set_category=True, category=category)
    if any(level in values for level in LEVELS):
        path = CategoryPath(*(values.get(level, "") for level in LEVELS))
        may_create = policies.can_maintain(user, obj.benchmark)
        category = ensure_category_path(obj.benchmark, path, actor=user, may_create=may_create)
        return ObjectChange(name=values.get("name"), set_category=True, category=category)
    return ObjectChange(name=values.get("name"))


def _card(pk: int, user: User) -> Any:
    obj = card_rows(Object.objects.filter(pk=pk)).get()
    return ObjectCardSerializer(cards([obj], user)[0]).data
