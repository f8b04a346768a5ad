"""Addresses of the whole application; each room brings its own."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path, re_path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from config import health, pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("admin/", admin.site.urls),
    path("api/", include("curation.api.urls")),
    path("api/", include("annotations.api.urls")),
    path("api/", include("releases.api.urls")),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/docs/", SpectacularSwaggerSplitView.as_view(url_name="schema")),
    # Everything else is the application's page; React reads the address. Unknown API addresses stay 404.
    re_path(r"^(?!api/|admin/|static/).*$", pages.application),
]
