"""Addresses of this room."""

from django.urls import path

from releases.api.differences import DifferenceView
from releases.api.exports import DownloadView, ExportsView, ExportView
from releases.api.pages import ReleasePageView
from releases.api.releases import GateView, ReleasesView, ReleaseView
from releases.api.withdrawals import ErrataView, WithdrawalsView

urlpatterns = [
    path("benchmarks/<slug:slug>/releases/", ReleasesView.as_view()),
    path("benchmarks/<slug:slug>/gate/", GateView.as_view()),
    path("releases/<int:release_id>/", ReleaseView.as_view()),
    path("benchmarks/<slug:slug>/withdrawals/", WithdrawalsView.as_view()),
    path("releases/<int:release_id>/page/", ReleasePageView.as_view()),
    path("releases/<int:release_id>/diff/", DifferenceView.as_view()),
    path("releases/<int:release_id>/errata/", ErrataView.as_view()),
    path("releases/<int:release_id>/exports/", ExportsView.as_view()),
    path("exports/<int:export_id>/", ExportView.as_view()),
    path("exports/<int:export_id>/download/", DownloadView.as_view(), name="export-download"),
]
