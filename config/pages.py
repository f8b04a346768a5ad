"""The one HTML page of the application; React reads the address."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import ensure_csrf_cookie

from config.env import ROOT

PAGE = ROOT / "frontend" / "dist" / "index.html"
NOT_BUILT = "The pages are not built yet: run `make setup`, then start again."


@ensure_csrf_cookie
def application(_: HttpRequest) -> HttpResponse:
    """The built page, never cached: the files it names carry their hash in their name."""
    if not PAGE.exists():
        return HttpResponse(NOT_BUILT, status=503, content_type="text/plain")
    response = HttpResponse(PAGE.read_bytes(), content_type="text/html; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response
