"""Background work of a benchmark: what waits, runs or failed, with retry and cancel."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from curation import policies
from curation.actions.retry_job import CANCELLABLE, RETRYABLE, cancel_job, retry_job
from curation.api.job_subjects import subjects
from curation.api.pages_schema import PAGE, paged
from curation.api.paging import page_of
from curation.api.scope import benchmark_of, demand, person
from curation.models import Benchmark, Job, Role, User

OWN = "Only maintainers, and who asked for the work, retry or cancel it."


class JobSerializer(serializers.Serializer[Any]):
    """One piece of work."""

    id = serializers.IntegerField()
    kind = serializers.CharField()
    state = serializers.ChoiceField(choices=Job.State.choices)
    subject = serializers.CharField()
    attempts = serializers.IntegerField()
    max_attempts = serializers.IntegerField()
    done = serializers.IntegerField()
    total = serializers.IntegerField()
    error_code = serializers.CharField(allow_blank=True)
    error = serializers.CharField(allow_blank=True)
    created_at = serializers.DateTimeField()
    started_at = serializers.DateTimeField(allow_null=True)
    finished_at = serializers.DateTimeField(allow_null=True)
    can_retry = serializers.BooleanField()
    can_cancel = serializers.BooleanField()


class JobFilterSerializer(serializers.Serializer[Any]):
    """Which jobs."""

    state = serializers.ChoiceField(choices=Job.State.choices, required=False)
    kind = serializers.CharField(max_length=60, required=False)


PLAIN = ("kind", "state", "attempts", "max_attempts", "done", "total", "error_code", "error")
TIMES = ("created_at", "started_at", "finished_at")


def shown(job: Job, subject: str, *, may_manage: bool) -> dict[str, Any]:
    """What JobSerializer shows of a job."""
    return {
        "id": job.pk,
        "subject": subject,
        **{name: getattr(job, name) for name in (*PLAIN, *TIMES)},
        "can_retry": may_manage and job.state in RETRYABLE,
        "can_cancel": may_manage and job.state in CANCELLABLE and not job.cancel_requested,
    }


def _one(job: Job, user: User) -> Response:
    body = shown(job, subjects([job])[job.pk], may_manage=policies.can_manage_job(user, job))
    return Response(JobSerializer(body).data)


def _mine(request: Request) -> "QuerySet[Job]":
    rows = Job.objects.filter(benchmark__in=Benchmark.objects.visible_to(person(request)))
    return rows.select_related("benchmark")


class JobsView(APIView):
    """The jobs of a benchmark, newest first."""

    @extend_schema(
        operation_id="jobs_list",
        parameters=[
            OpenApiParameter("state", OpenApiTypes.STR, enum=list(Job.State.values)),
            OpenApiParameter("kind", OpenApiTypes.STR),
            *PAGE,
        ],
        responses=paged(JobSerializer),
    )
    def get(self, request: Request, slug: str) -> Response:
        """A page of them."""
        benchmark, user = benchmark_of(request, slug), person(request)
        form = JobFilterSerializer(data=request.query_params)
        form.is_valid(raise_exception=True)
        pages, jobs = page_of(self, Job.objects.filter(benchmark=benchmark, **form.validated_data))
        is_maintainer = Role.MAINTAINER in policies.roles_of(user, benchmark)
        names = subjects(jobs)
        rows = [
            shown(job, names[job.pk], may_manage=is_maintainer or job.created_by_id == user.pk)
            for job in jobs
        ]
        return pages.get_paginated_response(JobSerializer(rows, many=True).data)


class JobView(APIView):
    """One job."""

    @extend_schema(operation_id="job_read", responses=JobSerializer)
    def get(self, request: Request, pk: int) -> Response:
        """Its state and progress."""
        return _one(get_object_or_404(_mine(request), pk=pk), person(request))


class JobRetryView(APIView):
    """Another try."""

    @extend_schema(operation_id="job_retry", request=None, responses=JobSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Ask again for work that failed, was given up or was cancelled."""
        job = get_object_or_404(_mine(request), pk=pk)
        demand(policies.can_manage_job(person(request), job), OWN)
        return _one(retry_job(job, actor=person(request)), person(request))


class JobCancelView(APIView):
    """The end of a job."""

    @extend_schema(operation_id="job_cancel", request=None, responses=JobSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Call it off."""
        job = get_object_or_404(_mine(request), pk=pk)
        demand(policies.can_manage_job(person(request), job), OWN)
        return _one(cancel_job(job, actor=person(request)), person(request))
