"""What the page of nearest distractors reads and sends, field by field."""

from typing import Any

from rest_framework import serializers

from annotations.models import DistractorMark
from curation.api.people import PersonSerializer

STATES = ["searching", "ready", "failed"]
FRESHNESS = ["current", "renewing", "growing"]
LONGEST_NOTE = 500


class AuditPictureSerializer(serializers.Serializer[Any]):
    url = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()


class AuditListSerializer(serializers.Serializer[Any]):
    """One list: nearest to a query or to the text; `depth` is how far it was looked at, `missing` why it is not there."""

    list = serializers.CharField()
    kind = serializers.ChoiceField(["query", "text"])
    title = serializers.CharField()
    picture = AuditPictureSerializer(allow_null=True)
    depth = serializers.IntegerField()
    ready = serializers.BooleanField()
    missing = serializers.CharField(allow_blank=True)


class AuditEncoderSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    version = serializers.CharField(allow_blank=True)


class AuditWorthSerializer(serializers.Serializer[Any]):
    depth = serializers.IntegerField()
    share = serializers.FloatField()


class AuditPlaceSerializer(serializers.Serializer[Any]):
    place = serializers.IntegerField()
    distractor = serializers.CharField()
    set = serializers.CharField()
    similarity = serializers.FloatField()
    inliers = serializers.IntegerField(allow_null=True)
    picture = AuditPictureSerializer(allow_null=True)
    mark = serializers.ChoiceField(DistractorMark.Says.choices, allow_blank=True)
    marked_by = PersonSerializer(allow_null=True)


class AuditFoundSerializer(serializers.Serializer[Any]):
    """A distractor that was marked as showing the object and is still in its set; `place` in the list shown."""

    distractor = serializers.CharField()
    set = serializers.CharField()
    picture = AuditPictureSerializer(allow_null=True)
    place = serializers.IntegerField(allow_null=True)


class AuditProgressSerializer(serializers.Serializer[Any]):
    done = serializers.IntegerField()
    total = serializers.IntegerField()


class AuditObjectSerializer(serializers.Serializer[Any]):
    key = serializers.CharField()
    name = serializers.CharField()


class AuditSetSerializer(serializers.Serializer[Any]):
    slug = serializers.CharField()
    images = serializers.IntegerField()


class AuditMaySerializer(serializers.Serializer[Any]):
    mark = serializers.BooleanField()
    remove = serializers.BooleanField()
    reject = serializers.BooleanField()


class AuditPageSerializer(serializers.Serializer[Any]):
    """`state` is of the list shown, `freshness` says whether more is coming, `demanded` is the rule's depth."""

    object = AuditObjectSerializer()
    state = serializers.ChoiceField(STATES)
    freshness = serializers.ChoiceField(FRESHNESS)
    progress = AuditProgressSerializer(allow_null=True)
    error = serializers.CharField(allow_blank=True)
    sets = AuditSetSerializer(many=True)
    set = serializers.CharField(allow_blank=True)
    list = serializers.CharField(allow_blank=True)
    lists = AuditListSerializer(many=True)
    encoders = serializers.ListField(child=serializers.CharField())
    encoder = AuditEncoderSerializer(allow_null=True)
    demanded = serializers.IntegerField()
    worth = AuditWorthSerializer(many=True)
    results = AuditPlaceSerializer(many=True)
    total = serializers.IntegerField()
    found = AuditFoundSerializer(many=True)
    may = AuditMaySerializer()


class AuditAskedSerializer(serializers.Serializer[Any]):
    list = serializers.CharField(required=False, allow_blank=True, max_length=60)
    set = serializers.CharField(required=False, allow_blank=True, max_length=40)
    encoder = serializers.CharField(required=False, allow_blank=True, max_length=120)
    offset = serializers.IntegerField(required=False, min_value=0, max_value=100_000, default=0)
    limit = serializers.IntegerField(required=False, min_value=1, max_value=200, default=50)


class LookSerializer(serializers.Serializer[Any]):
    list = serializers.CharField(max_length=60)
    set = serializers.CharField(max_length=40)
    encoder = serializers.CharField(required=False, allow_blank=True, max_length=120, default="")
    depth = serializers.IntegerField(min_value=1, max_value=100_000)


class LookedSerializer(serializers.Serializer[Any]):
    list = serializers.CharField()
    depth = serializers.IntegerField()


class MarkSerializer(serializers.Serializer[Any]):
    """`says` "" takes the mark back."""

    set = serializers.CharField(max_length=40)
    distractor = serializers.CharField(max_length=200)
    says = serializers.ChoiceField(DistractorMark.Says.choices, allow_blank=True)


class MarkedSerializer(serializers.Serializer[Any]):
    """What now stands on which distractors: the one that was named and those of the same bytes."""

    says = serializers.ChoiceField(DistractorMark.Says.choices, allow_blank=True)
    distractors = serializers.ListField(child=serializers.CharField())


class ConfirmSerializer(serializers.Serializer[Any]):
    set = serializers.CharField(max_length=40)
    distractor = serializers.CharField(max_length=200)
    action = serializers.ChoiceField(["remove", "reject-object"])
    note = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST_NOTE, default="")


class ConfirmedSerializer(serializers.Serializer[Any]):
    """The distractors that were taken out of the set, and the object's state."""

    removed = serializers.ListField(child=serializers.CharField())
    state = serializers.CharField()
