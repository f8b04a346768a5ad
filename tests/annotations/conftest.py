"""What the room's tests share."""

import pytest

from annotations.actions.submit_object import submit_object
from curation.models import Object, Role, User
from tests import factories
from tests.annotations.ready import complete


@pytest.fixture
def ready(object_: Object) -> Object:
    """A draft that lacks nothing a collector supplies."""
    return complete(object_)


@pytest.fixture
def submitted(ready: Object) -> Object:
    """The same, handed in."""
    submit_object(ready, actor=ready.collector)
    return Object.objects.get(pk=ready.pk)


@pytest.fixture
def second_reviewer(benchmark_) -> User:
    return factories.make_user(benchmark_, Role.REVIEWER)
