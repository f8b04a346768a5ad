"""What a choice can be made of: the terms of the taxonomy, templates, encoders and sets; and what it would take."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from curation import policies
from curation.actions.mining.estimate import KIND, ask_estimate
from curation.api.mining import MAINTAINERS
from curation.api.mining_asked import NewMiningEstimateSerializer, asked
from curation.api.scope import benchmark_of, demand, person
from curation.mining_sets import encoders_of, sets_of
from curation.mining_terms import problems_of, terms_of
from curation.models import Job
from retrieval.mining import TEMPLATES

STATES = {Job.State.PENDING: "measuring", Job.State.RUNNING: "measuring", Job.State.DONE: "done"}


class MiningTermSerializer(serializers.Serializer[Any]):
    """A word, its category, and whether it is the name of that category or one of its extra terms."""

    text = serializers.CharField()
    category = serializers.ListField(child=serializers.CharField())
    category_id = serializers.IntegerField()
    is_name = serializers.BooleanField()


class MiningEncoderSerializer(serializers.Serializer[Any]):
    """An encoder that can be chosen, and the sets that it describes already."""

    name = serializers.CharField()
    described_sets = serializers.ListField(child=serializers.CharField())


class MiningSetSerializer(serializers.Serializer[Any]):
    """A set that can be chosen from, and the encoders that describe it."""

    slug = serializers.CharField()
    images = serializers.IntegerField()
    encoders = serializers.ListField(child=serializers.CharField())


class MiningProblemSerializer(serializers.Serializer[Any]):
    """What keeps a term from being used."""

    code = serializers.CharField()
    message = serializers.CharField()


class MiningTermsSerializer(serializers.Serializer[Any]):
    """Everything that a run can be made of."""

    terms = MiningTermSerializer(many=True)
    templates = serializers.ListField(child=serializers.CharField())
    encoders = MiningEncoderSerializer(many=True)
    sets = MiningSetSerializer(many=True)
    problems = MiningProblemSerializer(many=True)


class WorkersSecondsSerializer(serializers.Serializer[Any]):
    """Seconds that so many machines such as the measured one take."""

    workers = serializers.IntegerField()
    seconds = serializers.FloatField()


class EstimateSerializer(serializers.Serializer[Any]):
    """What a run would take; `bound` is what most of the time goes into."""

    images = serializers.IntegerField()
    shards = serializers.IntegerField()
    shards_scored_already = serializers.IntegerField()
    text_queries = serializers.IntegerField()
    images_per_second = serializers.FloatField()
    to_encode = serializers.IntegerField()
    memory_bytes = serializers.IntegerField()
    disk_bytes = serializers.IntegerField()
    by_workers = WorkersSecondsSerializer(many=True)
    bound = serializers.ChoiceField(choices=["gemm", "reading", "encoding"])


class MiningEstimateSerializer(serializers.Serializer[Any]):
    """How far an estimate is, and what it says."""

    id = serializers.IntegerField()
    state = serializers.ChoiceField(choices=["measuring", "done", "failed"])
    error_code = serializers.CharField(allow_blank=True)
    error = serializers.CharField(allow_blank=True)
    estimate = EstimateSerializer(allow_null=True)


class MiningTermsView(APIView):
    """What a choice of distractors can be made of."""

    @extend_schema(operation_id="mining_terms", responses=MiningTermsSerializer)
    def get(self, request: Request, slug: str) -> Response:
        """Terms in the order of the tree; extra terms are edited with their category."""
        benchmark = benchmark_of(request, slug)
        terms, sets = terms_of(benchmark), sets_of(benchmark)
        body = {
            "terms": terms,
            "templates": list(TEMPLATES),
            "encoders": encoders_of(sets),
            "sets": sets,
            "problems": problems_of(terms, list(TEMPLATES)),
        }
        return Response(MiningTermsSerializer(body).data)


class MiningEstimatesView(APIView):
    """Estimates of a benchmark."""

    @extend_schema(
        operation_id="mining_estimate_ask",
        request=NewMiningEstimateSerializer,
        responses={202: MiningEstimateSerializer},
    )
    def post(self, request: Request, slug: str) -> Response:
        """Have a worker measure its own speed on a sample, and tell what a run would take."""
        benchmark, user = benchmark_of(request, slug), person(request)
        demand(policies.can_mine(user, benchmark), MAINTAINERS)
        form = NewMiningEstimateSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        workers = form.validated_data["workers"]
        job = ask_estimate(benchmark, asked(form.validated_data), workers, actor=user)
        return Response(MiningEstimateSerializer(_shown(job)).data, status=202)


class MiningEstimateView(APIView):
    """One estimate."""

    @extend_schema(operation_id="mining_estimate_read", responses=MiningEstimateSerializer)
    def get(self, request: Request, slug: str, pk: int) -> Response:
        """What it says, once it was measured."""
        jobs = Job.objects.filter(benchmark=benchmark_of(request, slug), kind=KIND)
        return Response(MiningEstimateSerializer(_shown(get_object_or_404(jobs, pk=pk))).data)


def _shown(job: Job) -> dict[str, Any]:
    state = STATES.get(Job.State(job.state), "failed")
    return {
        "id": job.pk,
        "state": state,
        "error_code": job.error_code if state == "failed" else "",
        "error": job.error if state == "failed" else "",
        "estimate": job.result if state == "done" else None,
    }
