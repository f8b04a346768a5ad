"""What is said of a picture, and its way into the trash and back."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from curation.actions.delete_image import delete_image, restore_image
from curation.actions.edit_image import edit_image
from curation.api.scope import demand_image_editable, image_of, person
from curation.media_links import link
from curation.models import Image, Origin, User


class ImageSerializer(serializers.Serializer[Any]):
    """A picture without what people said about it."""

    id = serializers.UUIDField()
    role = serializers.ChoiceField(choices=Image.Role.choices)
    source_path = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    thumb = serializers.CharField()
    preview = serializers.CharField()
    origin = serializers.ChoiceField(choices=Origin.choices)
    author = serializers.CharField(allow_blank=True)
    licence = serializers.CharField(allow_blank=True)
    source_url = serializers.CharField(allow_blank=True)


class ImageChangeSerializer(serializers.Serializer[Any]):
    """What to change; what is absent stays."""

    role = serializers.ChoiceField(choices=Image.Role.choices, required=False)
    origin = serializers.ChoiceField(choices=Origin.choices, required=False)
    author = serializers.CharField(max_length=200, allow_blank=True, required=False)
    licence = serializers.CharField(max_length=120, allow_blank=True, required=False)
    source_url = serializers.URLField(max_length=1000, allow_blank=True, required=False)


def shown(image: Image, user: User) -> dict[str, Any]:
    """What ImageSerializer shows of it."""
    return {
        "id": image.public_id,
        "role": image.role,
        "source_path": image.source_path,
        "width": image.original.width,
        "height": image.original.height,
        "thumb": link(image, "thumb", user),
        "preview": link(image, "preview", user),
        "origin": image.origin,
        "author": image.author,
        "licence": image.licence,
        "source_url": image.source_url,
    }


class ImageView(APIView):
    """One picture."""

    @extend_schema(operation_id="image_edit", request=ImageChangeSerializer, responses=ImageSerializer)
    def patch(self, request: Request, public_id: UUID) -> Response:
        """Change its role, origin, author, licence or source."""
        image = image_of(request, public_id)
        demand_image_editable(request, image)
        form = ImageChangeSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        edited = edit_image(image, form.validated_data, actor=person(request))
        return Response(ImageSerializer(shown(edited, person(request))).data)

    @extend_schema(operation_id="image_delete", responses={204: None})
    def delete(self, request: Request, public_id: UUID) -> Response:
        """Put it into the trash."""
        image = image_of(request, public_id)
        demand_image_editable(request, image)
        delete_image(image, actor=person(request))
        return Response(status=204)


class ImageRestoreView(APIView):
    """A picture in the trash."""

    @extend_schema(operation_id="image_restore", request=None, responses=ImageSerializer)
    def post(self, request: Request, public_id: UUID) -> Response:
        """Take it out again."""
        image = image_of(request, public_id, in_trash=True)
        demand_image_editable(request, image)
        restored = restore_image(image, actor=person(request))
        return Response(ImageSerializer(shown(restored, person(request))).data)
