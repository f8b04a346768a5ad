"""What the object page reads, field by field; the TypeScript client is generated from these."""

from rest_framework import serializers

from annotations.models import Review
from curation.models import Evidence, Image, Object, Origin


class WorkPersonShape(serializers.Serializer[object]):
    id = serializers.IntegerField()
    name = serializers.CharField()


class FindingShape(serializers.Serializer[object]):
    code = serializers.CharField()
    severity = serializers.ChoiceField(["error", "warning"])
    message = serializers.CharField()
    image = serializers.CharField(allow_null=True)
    link = serializers.CharField()
    stage = serializers.ChoiceField(["submit", "accept", "freeze"])


class FindingListShape(serializers.Serializer[object]):
    findings = FindingShape(many=True)


class BoxShape(serializers.Serializer[object]):
    # Bounds only keep the database's integers safe; whether a box fits its picture is the action's to say.
    x = serializers.IntegerField(min_value=-1_000_000, max_value=1_000_000)
    y = serializers.IntegerField(min_value=-1_000_000, max_value=1_000_000)
    width = serializers.IntegerField(min_value=-1_000_000, max_value=1_000_000)
    height = serializers.IntegerField(min_value=-1_000_000, max_value=1_000_000)


class BoxSetShape(serializers.Serializer[object]):
    version = serializers.IntegerField(read_only=True)
    boxes = BoxShape(many=True)
    updated_by = WorkPersonShape(allow_null=True, read_only=True)
    updated_at = serializers.DateTimeField(allow_null=True, read_only=True)


class WorkTextShape(serializers.Serializer[object]):
    text = serializers.CharField(allow_blank=True, max_length=20_000, trim_whitespace=False)
    version = serializers.IntegerField(read_only=True)
    approved = serializers.BooleanField(read_only=True)
    approved_by = WorkPersonShape(allow_null=True, read_only=True)


class TextEditShape(serializers.Serializer[object]):
    version = serializers.IntegerField()
    text = serializers.CharField()
    author = WorkPersonShape(allow_null=True)
    # The name is the contract's; a field of a serializer may be called like an attribute of fields.
    source = serializers.ChoiceField(["person", "import", "model"])  # type: ignore[assignment]
    at = serializers.DateTimeField()


class WorkEvidenceShape(serializers.Serializer[object]):
    kind = serializers.ChoiceField(Evidence.Kind.choices)
    date = serializers.DateField(allow_null=True)
    url = serializers.CharField()
    statement = serializers.CharField()
    verdict = serializers.ChoiceField(Evidence.Verdict.choices)
    version = serializers.IntegerField()


class WorkMeasureShape(serializers.Serializer[object]):
    clutter = serializers.IntegerField()
    scale = serializers.FloatField()
    segmenter = serializers.CharField()


class NeighbourCountsShape(serializers.Serializer[object]):
    duplicate = serializers.IntegerField()
    same_scene = serializers.IntegerField()
    undecided = serializers.IntegerField()


class WorkImageShape(serializers.Serializer[object]):
    id = serializers.UUIDField()
    role = serializers.ChoiceField([Image.Role.QUERY, Image.Role.POSITIVE])
    source_path = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    thumb = serializers.CharField()
    preview = serializers.CharField()
    origin = serializers.ChoiceField(Origin.choices)
    author = serializers.CharField()
    licence = serializers.CharField()
    source_url = serializers.CharField()
    camera = serializers.CharField()
    captured_at = serializers.DateTimeField(allow_null=True)
    boxes_version = serializers.IntegerField()
    boxes = BoxShape(many=True)
    measure = WorkMeasureShape(allow_null=True)
    neighbours = NeighbourCountsShape()
    checking = serializers.BooleanField()


class WorkCategoryShape(serializers.Serializer[object]):
    id = serializers.IntegerField()
    path = serializers.ListField(child=serializers.CharField())


class PermissionsShape(serializers.Serializer[object]):
    edit = serializers.BooleanField()
    submit = serializers.BooleanField()
    withdraw = serializers.BooleanField()
    review = serializers.BooleanField()
    decide_neighbours = serializers.BooleanField()


class ClaimShape(serializers.Serializer[object]):
    reviewer = WorkPersonShape()
    expires_at = serializers.DateTimeField()
    mine = serializers.BooleanField()


class ReviewShape(serializers.Serializer[object]):
    id = serializers.IntegerField()
    reviewer = WorkPersonShape()
    decision = serializers.ChoiceField(Review.Decision.choices)
    comment = serializers.CharField()
    reason = serializers.CharField()
    image = serializers.UUIDField(allow_null=True)
    box = serializers.ListField(child=serializers.IntegerField(), allow_null=True)
    at = serializers.DateTimeField()


class WorkplaceShape(serializers.Serializer[object]):
    key = serializers.CharField()
    name = serializers.CharField()
    number = serializers.IntegerField()
    state = serializers.ChoiceField(Object.State.choices)
    category = WorkCategoryShape(allow_null=True)
    collector = WorkPersonShape()
    rejection_reason = serializers.CharField()
    evidence = WorkEvidenceShape(allow_null=True)
    text = WorkTextShape()
    images = WorkImageShape(many=True)
    findings = FindingShape(many=True)
    permissions = PermissionsShape()
    claim = ClaimShape(allow_null=True)
    reviews = ReviewShape(many=True)
    round = serializers.IntegerField()
