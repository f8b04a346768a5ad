"""Distractors by the million: the set, its shards and what was taken out; the images themselves are files.

One row of PostgreSQL stands for a shard (some ten thousand images), never for an image (decisions/0007).
"""

import uuid
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from curation.models.benchmark import Benchmark

if TYPE_CHECKING:
    from curation.models.user import User


class DistractorSetQuerySet(models.QuerySet["DistractorSet"]):
    """Sets in words."""

    def visible_to(self, user: "User") -> "DistractorSetQuerySet":
        """Those of the benchmarks that the person is a member of."""
        return self.filter(benchmark__in=Benchmark.objects.visible_to(user))

    def searched(self) -> "DistractorSetQuerySet":
        """Those that new pictures are compared with: everything that was not cancelled."""
        return self.exclude(state=DistractorSet.State.CANCELLED)


class DistractorSet(models.Model):
    """Images of one source, brought in shard by shard."""

    class State(models.TextChoices):
        RUNNING = "running"
        PAUSED = "paused"
        CANCELLED = "cancelled"
        DONE = "done"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    benchmark = models.ForeignKey(Benchmark, on_delete=models.CASCADE, related_name="distractor_sets")
    slug = models.SlugField(max_length=40)
    kind = models.CharField(max_length=20)  # a name of retrieval.distractors.SOURCES
    location = models.CharField(max_length=1000)  # what a person gave: a folder, a table, tars, descriptors
    options = models.JSONField(default=dict)  # what else determines the result: shard size, columns
    encoders = models.JSONField(default=list)  # names of the registry, as they were asked for
    licence = models.CharField(max_length=120, blank=True)  # of images that state none
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    objects = DistractorSetQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["benchmark", "slug"], name="distractor_set_slug_once"),
            models.CheckConstraint(
                condition=Q(state__in=["running", "paused", "cancelled", "done"]),
                name="distractor_set_state_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.benchmark}/{self.slug}"

    @property
    def folder(self) -> str:
        """Where its shards lie in the storage."""
        return f"distractor-sets/{self.public_id}"


class DistractorShard(models.Model):
    """One piece of a source: what it is made of, and what came out of it."""

    class State(models.TextChoices):
        PENDING = "pending"
        DONE = "done"
        FAILED = "failed"  # the source of this shard can't be read; the error says why

    set = models.ForeignKey(DistractorSet, on_delete=models.CASCADE, related_name="shards")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=60)  # first part of the ids of its images: no ".", no "/"
    piece = models.JSONField(default=dict)  # what the source needs to read this piece again
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    accepted = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    refusals = models.JSONField(default=dict)  # number by code
    size = models.PositiveBigIntegerField(default=0)  # bytes of its files
    manifest = models.CharField(max_length=64, blank=True)  # SHA-256 of its shard.json, which hashes the rest
    seconds = models.FloatField(default=0)  # of work, by whoever did it
    error_code = models.CharField(max_length=80, blank=True)
    error = models.TextField(blank=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["set", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["set", "number"], name="distractor_shard_number_once"),
            models.UniqueConstraint(fields=["set", "name"], name="distractor_shard_name_once"),
            models.CheckConstraint(
                condition=Q(state__in=["pending", "done", "failed"]), name="distractor_shard_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | ~Q(manifest=""), name="distractor_shard_done_has_manifest"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.set}/{self.name}"

    @property
    def folder(self) -> str:
        """Where its files lie in the storage."""
        return f"{self.set.folder}/shards/{self.name}"


class DistractorRemoval(models.Model):
    """A distractor that was taken out of its set, with the reason; its shard is not written again."""

    class Reason(models.TextChoices):
        FALSE_NEGATIVE = "false-negative"  # it shows an object of the benchmark
        DUPLICATE = "duplicate"  # it is a copy of a picture of the benchmark
        WITHDRAWN = "withdrawn"  # its rights or its content

    set = models.ForeignKey(DistractorSet, on_delete=models.CASCADE, related_name="removals")
    distractor = models.CharField(max_length=200)  # "<shard>/<key>"
    reason = models.CharField(max_length=20, choices=Reason.choices)
    object = models.ForeignKey("curation.Object", on_delete=models.SET_NULL, null=True, related_name="+")
    note = models.CharField(max_length=500, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    removed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["set", "distractor"], name="distractor_removed_once")
        ]

    def __str__(self) -> str:
        return f"{self.distractor} of {self.set} ({self.reason})"

    @classmethod
    def of_row(cls) -> models.Exists:
        """Whether the distractor of an outer row with `set` and `distractor` was taken out."""
        gone = cls.objects.filter(set=models.OuterRef("set"), distractor=models.OuterRef("distractor"))
        return models.Exists(gone)


class DistractorIndex(models.Model):
    """A built index over shards of a set; the newest current one answers, shards after it are added flat."""

    set = models.ForeignKey(DistractorSet, on_delete=models.CASCADE, related_name="indexes")
    kind = models.CharField(max_length=20)  # "hashes", or how descriptors are searched: flat, ivf, milvus
    encoder = models.CharField(max_length=120, blank=True)  # version of the encoder; empty for hashes
    folder = models.CharField(max_length=300)  # below ARISTARCH_HOME/indexes, or the Milvus collection
    shards = models.PositiveIntegerField()  # it holds the done shards with a number below this
    rows = models.PositiveBigIntegerField()
    manifest = models.JSONField(default=dict)  # parameters, hashes of its files, measured recall
    current = models.BooleanField(default=True)
    built_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["set", "encoder"], condition=Q(current=True), name="distractor_index_current_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} index of {self.set}"
