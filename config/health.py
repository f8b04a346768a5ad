"""For load balancers: is this process alive, and can it do its work?"""

import uuid

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse

from config.first_use import waiting_migrations


def alive(_: HttpRequest) -> HttpResponse:
    """200 as long as the process answers at all."""
    return HttpResponse("ok\n", content_type="text/plain")


def ready(_: HttpRequest) -> JsonResponse:
    """200 when database, migrations and storage are usable, else 503 naming what is not."""
    problems = {
        name: problem for name, problem in [("database", _database()), ("storage", _storage())] if problem
    }
    return JsonResponse({"ready": not problems, "problems": problems}, status=503 if problems else 200)


def _database() -> str:
    try:
        waiting = waiting_migrations()
    except DatabaseError:
        return "The database does not answer."
    return f"{waiting} migrations are not applied." if waiting else ""


def _storage() -> str:
    name = f"ready/{uuid.uuid4().hex}"
    try:
        default_storage.save(name, ContentFile(b"ok"))
        default_storage.delete(name)
    except OSError as error:
        return f"The storage cannot be written: {error.strerror}."
    return ""
