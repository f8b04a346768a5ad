"""Addresses of the room. That of an object itself belongs to annotations, which shows what people said of it."""

from django.urls import path

from curation.api.activity import BenchmarkActivityView, ObjectHistoryView
from curation.api.benchmarks import BenchmarksView, BenchmarkView
from curation.api.cards import CardView
from curation.api.categories import CategoriesView, CategoryView
from curation.api.distractor_sets import (
    DistractorSetCancelView,
    DistractorSetPauseView,
    DistractorSetResumeView,
    DistractorSetRetryView,
    DistractorSetsView,
    DistractorSetView,
)
from curation.api.distractor_shards import (
    DistractorImageView,
    DistractorRefusalsView,
    DistractorShardsView,
)
from curation.api.evidence import EvidenceVerdictView, EvidenceView
from curation.api.images import ImageRestoreView, ImageView
from curation.api.invitations import InvitationView
from curation.api.jobs import JobCancelView, JobRetryView, JobsView, JobView
from curation.api.media import MediaView
from curation.api.members import ConsentView, InvitationsView, MembersView
from curation.api.mining import (
    MiningRunAcceptView,
    MiningRunCancelView,
    MiningRunDiscardView,
    MiningRunPauseView,
    MiningRunResumeView,
    MiningRunsView,
    MiningRunView,
)
from curation.api.mining_images import MiningRunImagesView
from curation.api.mining_terms import MiningEstimatesView, MiningEstimateView, MiningTermsView
from curation.api.neighbours import (
    BenchmarkNeighboursView,
    ImageNeighboursView,
    NeighbourVerdictView,
    NeighbourView,
)
from curation.api.objects import ObjectsView
from curation.api.session import SessionView
from curation.api.set_neighbours import (
    BenchmarkSetNeighboursView,
    ImageSetNeighboursView,
    SetNeighbourVerdictView,
)
from curation.api.uploads import UploadsView, UploadView

BENCHMARK = "benchmarks/<slug:slug>"
OBJECT = f"{BENCHMARK}/objects/<slug:key>"
IMAGE = "images/<uuid:public_id>"
DISTRACTOR_SET = "distractor-sets/<uuid:public_id>"
MINING_RUN = "mining-runs/<uuid:public_id>"

urlpatterns = [
    path("session/", SessionView.as_view(), name="session"),
    path("invitations/<str:token>/", InvitationView.as_view(), name="invitation"),
    path("benchmarks/", BenchmarksView.as_view(), name="benchmarks"),
    path(f"{BENCHMARK}/", BenchmarkView.as_view(), name="benchmark"),
    path(f"{BENCHMARK}/consent/", ConsentView.as_view(), name="consent"),
    path(f"{BENCHMARK}/activity/", BenchmarkActivityView.as_view(), name="activity"),
    path(f"{BENCHMARK}/members/", MembersView.as_view(), name="members"),
    path(f"{BENCHMARK}/invitations/", InvitationsView.as_view(), name="invitations"),
    path(f"{BENCHMARK}/card/", CardView.as_view(), name="card"),
    path(f"{BENCHMARK}/categories/", CategoriesView.as_view(), name="categories"),
    path("categories/<int:pk>/", CategoryView.as_view(), name="category"),
    path(f"{BENCHMARK}/objects/", ObjectsView.as_view(), name="objects"),
    path(f"{OBJECT}/evidence/", EvidenceView.as_view(), name="evidence"),
    path(f"{OBJECT}/evidence/verdict/", EvidenceVerdictView.as_view(), name="evidence-verdict"),
    path(f"{OBJECT}/history/", ObjectHistoryView.as_view(), name="history"),
    path("uploads/", UploadsView.as_view(), name="uploads"),
    path("uploads/<uuid:public_id>/", UploadView.as_view(), name="upload"),
    path(f"{IMAGE}/", ImageView.as_view(), name="image"),
    path(f"{IMAGE}/restore/", ImageRestoreView.as_view(), name="image-restore"),
    path(f"{IMAGE}/neighbours/", ImageNeighboursView.as_view(), name="image-neighbours"),
    path(f"{BENCHMARK}/neighbours/", BenchmarkNeighboursView.as_view(), name="neighbours"),
    path("neighbours/<int:pk>/", NeighbourView.as_view(), name="neighbour"),
    path("neighbours/<int:pk>/verdict/", NeighbourVerdictView.as_view(), name="neighbour-verdict"),
    path(f"{IMAGE}/set-neighbours/", ImageSetNeighboursView.as_view(), name="image-set-neighbours"),
    path(f"{BENCHMARK}/set-neighbours/", BenchmarkSetNeighboursView.as_view(), name="set-neighbours"),
    path("set-neighbours/<int:pk>/verdict/", SetNeighbourVerdictView.as_view(), name="set-neighbour-verdict"),
    path(f"{BENCHMARK}/distractor-sets/", DistractorSetsView.as_view(), name="distractor-sets"),
    path(f"{DISTRACTOR_SET}/", DistractorSetView.as_view(), name="distractor-set"),
    path(f"{DISTRACTOR_SET}/shards/", DistractorShardsView.as_view(), name="distractor-shards"),
    path(f"{DISTRACTOR_SET}/refusals/", DistractorRefusalsView.as_view(), name="distractor-refusals"),
    path(f"{DISTRACTOR_SET}/pause/", DistractorSetPauseView.as_view(), name="distractor-set-pause"),
    path(f"{DISTRACTOR_SET}/resume/", DistractorSetResumeView.as_view(), name="distractor-set-resume"),
    path(f"{DISTRACTOR_SET}/cancel/", DistractorSetCancelView.as_view(), name="distractor-set-cancel"),
    path(f"{DISTRACTOR_SET}/retry/", DistractorSetRetryView.as_view(), name="distractor-set-retry"),
    path(
        f"{DISTRACTOR_SET}/images/<str:shard>/<str:key>/",
        DistractorImageView.as_view(),
        name="distractor-image",
    ),
    path(f"{BENCHMARK}/mining/terms/", MiningTermsView.as_view(), name="mining-terms"),
    path(f"{BENCHMARK}/mining/estimates/", MiningEstimatesView.as_view(), name="mining-estimates"),
    path(f"{BENCHMARK}/mining/estimates/<int:pk>/", MiningEstimateView.as_view(), name="mining-estimate"),
    path(f"{BENCHMARK}/mining-runs/", MiningRunsView.as_view(), name="mining-runs"),
    path(f"{MINING_RUN}/", MiningRunView.as_view(), name="mining-run"),
    path(f"{MINING_RUN}/images/", MiningRunImagesView.as_view(), name="mining-run-images"),
    path(f"{MINING_RUN}/pause/", MiningRunPauseView.as_view(), name="mining-run-pause"),
    path(f"{MINING_RUN}/resume/", MiningRunResumeView.as_view(), name="mining-run-resume"),
    path(f"{MINING_RUN}/cancel/", MiningRunCancelView.as_view(), name="mining-run-cancel"),
    path(f"{MINING_RUN}/accept/", MiningRunAcceptView.as_view(), name="mining-run-accept"),
    path(f"{MINING_RUN}/discard/", MiningRunDiscardView.as_view(), name="mining-run-discard"),
    path("media/<str:token>/", MediaView.as_view(), name="media"),
    path(f"{BENCHMARK}/jobs/", JobsView.as_view(), name="jobs"),
    path("jobs/<int:pk>/", JobView.as_view(), name="job"),
    path("jobs/<int:pk>/retry/", JobRetryView.as_view(), name="job-retry"),
    path("jobs/<int:pk>/cancel/", JobCancelView.as_view(), name="job-cancel"),
]
