"""What the page of one release, its errata and its differences hold, field by field."""

from rest_framework import serializers

from curation.api.cards import AboutShape
from releases.api.shapes import ExportShape, ReleaseCountsShape, ReleasePersonShape
from releases.models import Withdrawal

Shape = serializers.Serializer[object]
QUARTILES = "of the positives: minimum, quartiles, maximum; empty when nothing was measured"


class ErratumShape(Shape):
    """Something this release holds that was withdrawn after it."""

    kind = serializers.ChoiceField(Withdrawal.Kind.choices)
    key = serializers.CharField()
    object = serializers.CharField(help_text="key of the object it is or belongs to; empty for a distractor")
    name = serializers.CharField()
    date = serializers.DateField()
    reason = serializers.CharField()
    gone_in = serializers.CharField(allow_null=True, help_text="the first later version without it")


class TombstoneShape(Shape):
    kind = serializers.ChoiceField(Withdrawal.Kind.choices)
    key = serializers.CharField()
    last_version = serializers.CharField()
    date = serializers.DateField()
    reason = serializers.CharField()


class WithdrawalRequestShape(Shape):
    kind = serializers.ChoiceField(Withdrawal.Kind.choices)
    key = serializers.CharField(max_length=200)
    reason_public = serializers.CharField(max_length=2000)
    note_private = serializers.CharField(max_length=10_000, required=False, default="", allow_blank=True)
    requested_on = serializers.DateField(required=False, default=None, allow_null=True)


class WithdrawalShape(Shape):
    id = serializers.IntegerField()
    kind = serializers.ChoiceField(Withdrawal.Kind.choices)
    key = serializers.CharField()
    object = serializers.CharField()
    name = serializers.CharField()
    reason_public = serializers.CharField()
    note_private = serializers.CharField(allow_null=True, help_text="null for all but maintainers")
    requested_on = serializers.DateField(allow_null=True)
    decided_by = ReleasePersonShape(allow_null=True)
    created_at = serializers.DateTimeField()
    releases = serializers.ListField(child=serializers.CharField(), help_text="the versions that hold it")


class CategoryCountShape(Shape):
    name = serializers.CharField()
    objects = serializers.IntegerField()
    queries = serializers.IntegerField()
    positives = serializers.IntegerField()


class LicenceCountShape(Shape):
    licence = serializers.CharField()
    images = serializers.IntegerField()


class CameraCountShape(Shape):
    camera = serializers.CharField()
    images = serializers.IntegerField()


class BoxCountShape(Shape):
    boxes = serializers.IntegerField()
    images = serializers.IntegerField()


class SizeCountShape(Shape):
    images = serializers.IntegerField()
    objects = serializers.IntegerField()


class StatisticsShape(Shape):
    categories = CategoryCountShape(many=True)
    licences = LicenceCountShape(many=True, help_text="of all images, distractors included")
    cameras = CameraCountShape(many=True, help_text="of queries and positives")
    clutter = serializers.ListField(child=serializers.FloatField(), help_text=QUARTILES)
    scale = serializers.ListField(child=serializers.FloatField(), help_text=QUARTILES)
    boxes_per_image = BoxCountShape(many=True, help_text="how many queries and positives have so many boxes")
    images_per_object = SizeCountShape(many=True, help_text="how many objects have so many images")


class SampleShape(Shape):
    object = serializers.CharField()
    name = serializers.CharField()
    category = serializers.CharField()
    text = serializers.CharField()
    query = serializers.CharField(help_text="a small picture, as all here but the large ones")
    positives = serializers.ListField(child=serializers.CharField())
    query_large = serializers.CharField()
    positives_large = serializers.ListField(child=serializers.CharField(), help_text="in the same order")


class CitationShape(Shape):
    text = serializers.CharField()
    bibtex = serializers.CharField()


class LoadingShape(Shape):
    tool = serializers.CharField()
    title = serializers.CharField()
    requires = serializers.CharField()
    code = serializers.CharField()
    layouts = serializers.ListField(
        child=serializers.CharField(), help_text="one of these has to be in the folder; empty: any"
    )


class VerifyShape(Shape):
    command = serializers.CharField()
    manifest_sha256 = serializers.CharField()
    public_key = serializers.CharField(allow_null=True)


class ReleaseSubsetShape(Shape):
    """A named choice of the distractors, such as the mini subset."""

    name = serializers.CharField()
    size = serializers.IntegerField()
    keys_sha256 = serializers.CharField(help_text="of the keys, one a line")
    threshold = serializers.FloatField(
        allow_null=True, help_text="the score of the last one chosen; null of a random choice"
    )


class ReleasePageShape(Shape):
    id = serializers.IntegerField()
    benchmark = serializers.CharField()
    version = serializers.CharField()
    title = serializers.CharField()
    cutoff = serializers.DateField()
    frozen_at = serializers.DateTimeField()
    about = AboutShape()
    counts = ReleaseCountsShape()
    subsets = ReleaseSubsetShape(many=True, help_text="by name")
    statistics = StatisticsShape()
    samples = SampleShape(many=True)
    citation = CitationShape()
    loading = LoadingShape(many=True)
    errata = ErratumShape(many=True)
    withdrawn = TombstoneShape(many=True)
    exports = ExportShape(many=True)
    verify = VerifyShape()


class ChangeShape(Shape):
    name = serializers.CharField()
    old = serializers.JSONField(allow_null=True)
    new = serializers.JSONField(allow_null=True)


class DiffEntryShape(Shape):
    key = serializers.CharField()
    name = serializers.CharField()
    object = serializers.CharField()
    role = serializers.CharField()
    thumb = serializers.CharField(
        allow_null=True, help_text="a small picture; null of what is in the trash, and after many"
    )


class DiffChangedShape(DiffEntryShape):
    fields = ChangeShape(many=True)  # type: ignore[assignment]  # DRF keeps declared fields elsewhere


class DiffThingsShape(Shape):
    added = DiffEntryShape(many=True)
    removed = DiffEntryShape(many=True)
    changed = DiffChangedShape(many=True)


class DiffRowsShape(Shape):
    added = serializers.IntegerField()
    removed = serializers.IntegerField()
    changed = serializers.IntegerField()
    added_keys = serializers.ListField(child=serializers.CharField())
    removed_keys = serializers.ListField(child=serializers.CharField())
    changed_keys = serializers.ListField(child=serializers.CharField())


class DiffVersionShape(Shape):
    slug = serializers.CharField()
    version = serializers.CharField()
    date = serializers.CharField()


class DiffCountShape(Shape):
    added = serializers.IntegerField()
    removed = serializers.IntegerField()
    changed = serializers.IntegerField()


class DiffCountsShape(Shape):
    objects = DiffCountShape()
    images = DiffCountShape()
    distractors = DiffCountShape()
    fields = serializers.DictField(child=serializers.IntegerField())  # type: ignore[assignment]  # as above
    licences = serializers.IntegerField()
    parameters = serializers.IntegerField()
    about = serializers.IntegerField()
    withdrawn = serializers.IntegerField()


class DiffLicenceShape(Shape):
    licence = serializers.CharField()
    old = serializers.IntegerField()
    new = serializers.IntegerField()


class DifferenceShape(Shape):
    same = serializers.BooleanField()
    counts = DiffCountsShape()
    old = DiffVersionShape()
    new = DiffVersionShape()
    head = ChangeShape(many=True)
    objects = DiffThingsShape()
    images = DiffThingsShape()
    distractors = DiffRowsShape()
    licences = DiffLicenceShape(many=True)
    parameters = ChangeShape(many=True)
    about = ChangeShape(many=True)
    subsets = ChangeShape(many=True)
    left_out = ChangeShape(many=True)
    withdrawn = TombstoneShape(many=True)
