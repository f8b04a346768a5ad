"""A choice of distractors: what a maintainer asked for, how far it is, and what came of it.

The scores are files beside the shards and the ids a file of the run; a row never stands for an image.
"""

import uuid
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from curation.models.benchmark import Benchmark
from curation.models.distractor_set import DistractorShard

if TYPE_CHECKING:
    from curation.models.user import User


class MiningRunQuerySet(models.QuerySet["MiningRun"]):
    """Runs in words."""

    def visible_to(self, user: "User") -> "MiningRunQuerySet":
        """Those of the benchmarks that the person is a member of."""
        return self.filter(benchmark__in=Benchmark.objects.visible_to(user))

    def accepted(self) -> "MiningRunQuerySet":
        """Those whose subset goes into the next release."""
        return self.filter(state=MiningRun.State.ACCEPTED)


class MiningRun(models.Model):
    """One choice of N distractors of a benchmark, by hardness or at random."""

    class State(models.TextChoices):
        RUNNING = "running"
        PAUSED = "paused"
        CANCELLED = "cancelled"
        FAILED = "failed"  # the error says why; after mending it can be resumed
        DONE = "done"  # chosen, and waits for a decision
        ACCEPTED = "accepted"
        DISCARDED = "discarded"

    class Phase(models.TextChoices):
        TEXTS = "texts"
        SCORING = "scoring"
        RESCORING = "rescoring"
        SELECTING = "selecting"

    class Kind(models.TextChoices):
        HARD = "hard"
        RANDOM = "random"

    class Ensemble(models.TextChoices):
        MEAN = "mean"
        Z_SCORE = "z-score"
        RANK = "rank"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    benchmark = models.ForeignKey(Benchmark, on_delete=models.CASCADE, related_name="mining_runs")
    name = models.SlugField(max_length=40)  # of the subset in a release: "mini"
    kind = models.CharField(max_length=6, choices=Kind.choices, default=Kind.HARD)
    size = models.PositiveIntegerField()
    seed = models.PositiveBigIntegerField(default=0)
    ensemble = models.CharField(max_length=7, choices=Ensemble.choices, default=Ensemble.MEAN)
    encoders = models.JSONField(default=list)  # names of the registry
    sets = models.JSONField(default=list)  # slugs of the benchmark's distractor sets
    terms = models.JSONField(default=list)  # [{"text", "category": [names]}] as they were at the start
    templates = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    phase = models.CharField(max_length=10, choices=Phase.choices, blank=True)
    facts = models.JSONField(default=dict)  # what its jobs hand on to each other
    summary = models.JSONField(default=dict)  # what a person looks at before deciding
    chosen = models.PositiveIntegerField(default=0)
    keys_sha256 = models.CharField(max_length=64, blank=True)
    error_code = models.CharField(max_length=80, blank=True)
    error = models.TextField(blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    objects = MiningRunQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["benchmark", "name"], condition=Q(state="accepted"), name="mining_run_accepted_once"
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "running",
                        "paused",
                        "cancelled",
                        "failed",
                        "done",
                        "accepted",
                        "discarded",
                    ]
                ),
                name="mining_run_state_known",
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="mining_run_size_positive"),
            models.CheckConstraint(
                condition=~Q(state__in=["done", "accepted"]) | ~Q(keys_sha256=""),
                name="mining_run_done_has_keys",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.benchmark}/{self.name}"

    @property
    def folder(self) -> str:
        """Where its files lie in the storage."""
        return f"mining/{self.public_id}"


class MiningShard(models.Model):
    """One shard that a run looks through, as it was when the run began."""

    run = models.ForeignKey(MiningRun, on_delete=models.CASCADE, related_name="shards")
    shard = models.ForeignKey(DistractorShard, on_delete=models.CASCADE, related_name="+")
    manifest = models.CharField(max_length=64)  # SHA-256 of its shard.json at the start
    scored = models.BooleanField(default=False)
    rescored = models.BooleanField(default=False)
    candidates = models.PositiveIntegerField(default=0)  # to be scored exactly
    computed = models.BooleanField(default=False)  # some of its score files were not there before
    seconds = models.FloatField(default=0)  # of work on its scores, by whoever did it
    ended_at = models.DateTimeField(null=True)  # of its last step

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["run", "shard"], name="mining_shard_once")]

    def __str__(self) -> str:
        return f"{self.shard} for {self.run}"
