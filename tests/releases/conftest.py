"""Fixtures of this room."""

import pytest

from curation.models import Benchmark, Role, User
from tests import factories
from tests.releases.ready import make_ready_benchmark


@pytest.fixture
def ready(db: None) -> Benchmark:
    """A benchmark that may be frozen as it is."""
    return make_ready_benchmark()


@pytest.fixture
def keeper(ready: Benchmark) -> User:
    """Its maintainer."""
    return factories.make_user(ready, Role.MAINTAINER)
