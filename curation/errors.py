"""Expected failures: a stable code for programs, a full sentence for people, shown word for word."""

from collections.abc import Mapping
from typing import Any


class DomainError(Exception):
    """An expected refusal; `status` is what the API answers, `extra` goes into the problem document."""

    status = 400

    def __init__(self, code: str, message: str, **extra: Any) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.extra: Mapping[str, Any] = extra


class NotAllowed(DomainError):
    """The person may see the thing but not do this with it."""

    status = 403


class Conflict(DomainError):
    """The thing is in a state in which this can't be done."""

    status = 409


class Stale(DomainError):
    """Somebody saved in between; `extra` holds the stored version so that both can be shown."""

    status = 412
