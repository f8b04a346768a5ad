"""What the object page reads, field by field; the TypeScript client is generated from these."""

from rest_framework import serializers

from annotations.models import Review
from curation.api.evidence import EvidenceSerializer
from curation.api.people import PersonSerializer
from curation.models import Image, Object, Origin


class FindingSerializer(serializers.Serializer[object]):
    code = serializers.CharField()
    severity = serializers.ChoiceField(["error", "warning"])
    message = serializers.CharField()
    image = serializers.CharField(allow_null=True)
    link = serializers.CharField()
    stage = serializers.ChoiceField(["submit", "accept", "freeze"])


class FindingListSerializer(serializers.Serializer[object]):
    findings = FindingSerializer(many=True)


class BoxSerializer(serializers.Serializer[object]):
    # Bounds only keep the database's integers safe; whether a box fits its picture is the action's to say.
    x = serializers.IntegerField(min_value=-1_000_000, max_value=1_000_000)
    y = serializers.IntegerField(min_value=-1_000_000, max_value=1_000_000)
    width = serializers.IntegerField(min_value=-1_000_000, max_value=1_000_000)
    height = serializers.IntegerField(min_value=-1_000_000, max_value=1_000_000)


class BoxSetSerializer(serializers.Serializer[object]):
    version = serializers.IntegerField(read_only=True)
    boxes = BoxSerializer(many=True)
    updated_by = PersonSerializer(allow_null=True, read_only=True)
    updated_at = serializers.DateTimeField(allow_null=True, read_only=True)


class TextQuerySerializer(serializers.Serializer[object]):
    text = serializers.CharField(allow_blank=True, max_length=20_000, trim_whitespace=False)
    version = serializers.IntegerField(read_only=True)
    approved = serializers.BooleanField(read_only=True)
    approved_by = PersonSerializer(allow_null=True, read_only=True)


class TextEditSerializer(serializers.Serializer[object]):
    version = serializers.IntegerField()
    text = serializers.CharField()
    author = PersonSerializer(allow_null=True)
    # The name is the contract's; a field of a serializer may be called like an attribute of fields.
    source = serializers.ChoiceField(["person", "import", "model"])  # type: ignore[assignment]
    at = serializers.DateTimeField()


class WorkMeasureSerializer(serializers.Serializer[object]):
    clutter = serializers.IntegerField()
    scale = serializers.FloatField()
    segmenter = serializers.CharField()


class NeighbourCountsSerializer(serializers.Serializer[object]):
    duplicate = serializers.IntegerField()
    same_scene = serializers.IntegerField()
    undecided = serializers.IntegerField()


class WorkImageSerializer(serializers.Serializer[object]):
    id = serializers.UUIDField()
    role = serializers.ChoiceField(Image.Role.choices)
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
    boxes = BoxSerializer(many=True)
    measure = WorkMeasureSerializer(allow_null=True)
    neighbours = NeighbourCountsSerializer()
    checking = serializers.BooleanField()


class WorkCategorySerializer(serializers.Serializer[object]):
    id = serializers.IntegerField()
    path = serializers.ListField(child=serializers.CharField())


class PermissionsSerializer(serializers.Serializer[object]):
    edit = serializers.BooleanField()
    submit = serializers.BooleanField()
    withdraw = serializers.BooleanField()
    review = serializers.BooleanField()
    decide_neighbours = serializers.BooleanField()


class ClaimSerializer(serializers.Serializer[object]):
    reviewer = PersonSerializer()
    expires_at = serializers.DateTimeField()
    mine = serializers.BooleanField()


class ReviewSerializer(serializers.Serializer[object]):
    id = serializers.IntegerField()
    reviewer = PersonSerializer()
    decision = serializers.ChoiceField(Review.Decision.choices)
    comment = serializers.CharField()
    reason = serializers.CharField()
    image = serializers.UUIDField(allow_null=True)
    box = serializers.ListField(child=serializers.IntegerField(), allow_null=True)
    at = serializers.DateTimeField()


class WorkplaceSerializer(serializers.Serializer[object]):
    key = serializers.CharField()
    name = serializers.CharField()
    number = serializers.IntegerField()
    state = serializers.ChoiceField(Object.State.choices)
    category = WorkCategorySerializer(allow_null=True)
    collector = PersonSerializer()
    rejection_reason = serializers.CharField()
    evidence = EvidenceSerializer(allow_null=True)
    text = TextQuerySerializer()
    images = WorkImageSerializer(many=True)
    findings = FindingSerializer(many=True)
    permissions = PermissionsSerializer()
    claim = ClaimSerializer(allow_null=True)
    reviews = ReviewSerializer(many=True)
    round = serializers.IntegerField()
