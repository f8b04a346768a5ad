"""Addresses of this room."""

from django.urls import path

from releases.api.exports import DownloadView, ExportsView, ExportView
from releases.api.releases import GateView, ReleasesView, ReleaseView

urlpatterns = [
    path("benchmarks/<slug:slug>/releases/", ReleasesView.as_view()),
    path("benchmarks/<slug:slug>/gate/", GateView.as_view()),
    path("releases/<int:release_id>/", ReleaseView.as_view()),
    path("releases/<int:release_id>/exports/", ExportsView.as_view()),
    path("exports/<int:export_id>/", ExportView.as_view()),
    path("exports/<int:export_id>/download/", DownloadView.as_view(), name="export-download"),
]
