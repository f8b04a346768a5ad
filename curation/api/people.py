"""How people appear in answers."""

from typing import Any

from rest_framework import serializers

from curation.models import Role, User


class PersonSerializer(serializers.ModelSerializer[User]):
    """Id and name: what every member may know of another."""

    name = serializers.SerializerMethodField()

    class Meta:
        model = User
        fields = ("id", "name")

    def get_name(self, user: User) -> str:
        """The name, or the address of an account without one."""
        return str(user)


class AccountSerializer(serializers.ModelSerializer[User]):
    """The signed-in person."""

    class Meta:
        model = User
        fields = ("id", "name", "email", "is_staff")


class AddressedPersonSerializer(serializers.ModelSerializer[User]):
    """A member with the address by which maintainers reach them."""

    class Meta:
        model = User
        fields = ("id", "name", "email")


class RolesField(serializers.ListField):
    """Roles in a benchmark."""

    def __init__(self, **options: Any) -> None:
        super().__init__(child=serializers.ChoiceField(choices=Role.choices), **options)
