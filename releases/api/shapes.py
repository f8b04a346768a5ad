"""What the releases page reads, field by field; the TypeScript client is generated from these."""

from rest_framework import serializers

from curation.jobs import Job
from releases.actions.request_export import LAYOUTS
from releases.models import Export


class ReleasePersonShape(serializers.Serializer[object]):
    id = serializers.IntegerField()
    name = serializers.CharField()


class ReleaseCountsShape(serializers.Serializer[object]):
    objects = serializers.IntegerField()
    queries = serializers.IntegerField()
    positives = serializers.IntegerField()
    distractors = serializers.IntegerField()


class ReleaseFindingShape(serializers.Serializer[object]):
    code = serializers.CharField()
    message = serializers.CharField()


class LeftOutShape(serializers.Serializer[object]):
    key = serializers.CharField()
    name = serializers.CharField()
    findings = ReleaseFindingShape(many=True)


class ExportProblemShape(serializers.Serializer[object]):
    code = serializers.CharField()
    path = serializers.CharField()
    message = serializers.CharField()


class ExportWarningShape(serializers.Serializer[object]):
    code = serializers.CharField()
    where = serializers.CharField()
    message = serializers.CharField()


class VerificationShape(serializers.Serializer[object]):
    ok = serializers.BooleanField()
    files = serializers.IntegerField()
    bytes = serializers.IntegerField()
    seconds = serializers.FloatField()
    problems = ExportProblemShape(many=True)
    warnings = ExportWarningShape(many=True)


class ExportJobShape(serializers.Serializer[object]):
    id = serializers.IntegerField()
    state = serializers.ChoiceField(Job.State.choices)
    done = serializers.IntegerField()
    total = serializers.IntegerField()


class ExportShape(serializers.Serializer[object]):
    id = serializers.IntegerField()
    layout = serializers.CharField()
    state = serializers.ChoiceField(Export.State.choices)
    job = ExportJobShape(allow_null=True)
    files = serializers.IntegerField()
    bytes = serializers.IntegerField()
    manifest_sha256 = serializers.CharField()
    verification = VerificationShape(allow_null=True)
    error = serializers.CharField()
    created_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)
    download = serializers.CharField(allow_null=True)


class ReleaseShape(serializers.Serializer[object]):
    id = serializers.IntegerField()
    version = serializers.CharField()
    title = serializers.CharField()
    frozen_at = serializers.DateTimeField()
    frozen_by = ReleasePersonShape(allow_null=True)
    counts = ReleaseCountsShape()
    left_out = LeftOutShape(many=True)
    manifest_sha256 = serializers.CharField()
    exports = ExportShape(many=True)


class FreezeShape(serializers.Serializer[object]):
    version = serializers.CharField(max_length=20)
    leave_out = serializers.BooleanField(required=False, default=False)


class ExportRequestShape(serializers.Serializer[object]):
    layout = serializers.ChoiceField(LAYOUTS)


class GateFindingShape(serializers.Serializer[object]):
    code = serializers.CharField()
    severity = serializers.ChoiceField(["error", "warning"])
    message = serializers.CharField()
    image = serializers.CharField(allow_null=True)
    link = serializers.CharField()
    stage = serializers.ChoiceField(["submit", "accept", "freeze"])


class BlockedShape(serializers.Serializer[object]):
    key = serializers.CharField()
    name = serializers.CharField()
    findings = GateFindingShape(many=True)


class GateCardShape(serializers.Serializer[object]):
    complete = serializers.BooleanField()
    missing = serializers.ListField(child=serializers.CharField())


class GateSubsetShape(serializers.Serializer[object]):
    name = serializers.CharField()
    size = serializers.IntegerField()


class GateShape(serializers.Serializer[object]):
    ready = serializers.IntegerField()
    blocked = BlockedShape(many=True)
    problems = ReleaseFindingShape(many=True)
    counts = ReleaseCountsShape()
    subsets = GateSubsetShape(many=True, help_text="accepted choices of distractors that would enter")
    next_version = serializers.CharField()
    card = GateCardShape(help_text="a warning, never a refusal")
