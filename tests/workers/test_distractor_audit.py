"""The job that fills the lists of an object: every query, the text, the order of the first places."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from django.core.files.storage import default_storage

from annotations.actions.distractor_audit.nearest_file import VERIFIED, load_nearest
from annotations.actions.distractor_audit.request_lists import Lists, request_lists
from curation.models import DistractorSet, Image, Job, Object, User
from retrieval.encoders.registry import ENCODERS
from tests import factories
from tests.annotations.audited import FIRST, make_audited_set, search
from tests.annotations.ready import complete
from workers.tasks import distractor_audit

pytestmark = pytest.mark.django_db(transaction=True)


class Grey:
    """An encoder with texts: the mean colour of an image; a text is red."""

    name, version, dimension = "grey", "grey/1", 3

    def encode_images(self, images: Sequence[npt.NDArray[np.uint8]]) -> npt.NDArray[np.float32]:
        rows = np.array([image.mean(axis=(0, 1)) + 1 for image in images], dtype=np.float32)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)

    def encode_texts(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        return np.tile(np.array([1, 0, 0], dtype=np.float32), (len(texts), 1))


@pytest.fixture
def wild(object_: Object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DistractorSet:
    monkeypatch.setitem(ENCODERS, "grey", lambda *_: Grey())
    complete(object_)
    Image.objects.filter(object=object_, role="query").update(original=factories.make_original(FIRST + 3))
    return make_audited_set(object_.benchmark, tmp_path / "wild", encoders=("grey",))


def lists_of(wild: DistractorSet, object_: Object, user: User) -> Lists:
    request_lists(object_, wild, actor=user)
    assert search(wild.benchmark) == {"done": 1}
    return request_lists(object_, wild, actor=user)


def test_an_encoder_with_texts_has_a_list_of_the_text_too(
    wild: DistractorSet, object_: Object, reviewer: User
) -> None:
    lists = lists_of(wild, object_, reviewer)
    assert (lists.state, lists.version, lists.missing) == ("ready", "grey/1", {})
    assert len(lists.files) == 2
    for name in ("text", str(object_.images.get(role="query").public_id)):
        found = load_nearest(lists.files[name])
        assert len(found) == 7
        assert found.ids[0].endswith("/3")  # by local features: a mean colour says little
        assert found.inliers[0] > 50 > found.inliers[1]
        assert found.inliers.tolist() == sorted(found.inliers.tolist(), reverse=True)


def test_beyond_the_verified_places_lists_go_by_cosine(
    wild: DistractorSet, object_: Object, reviewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert VERIFIED > 2
    monkeypatch.setattr(distractor_audit, "VERIFIED", 2)
    lists = lists_of(wild, object_, reviewer)
    found = load_nearest(lists.files["text"])
    assert (found.inliers[:2] >= 0).all()
    assert found.inliers[2:].tolist() == [-1] * 5
    assert found.similarities[2:].tolist() == sorted(found.similarities[2:].tolist(), reverse=True)


def test_a_search_that_is_done_again_stores_the_same_files(
    wild: DistractorSet, object_: Object, reviewer: User
) -> None:
    first = lists_of(wild, object_, reviewer)
    kept = {name: Path(default_storage.path(name)).read_bytes() for name in first.files.values()}
    for name in kept:
        default_storage.delete(name)
    Job.objects.filter(kind="distractors.nearest").delete()
    again = lists_of(wild, object_, reviewer)
    assert again.files == first.files
    assert {name: Path(default_storage.path(name)).read_bytes() for name in again.files.values()} == kept


def test_another_text_leaves_the_lists_of_the_pictures_as_they_are(
    wild: DistractorSet, object_: Object, reviewer: User
) -> None:
    first = lists_of(wild, object_, reviewer)
    object_.text_query.text = "A blue one."
    object_.text_query.save()
    between = request_lists(object_, wild, actor=reviewer)
    assert between.state == "renewing"
    assert set(first.files) - set(between.files) == {"text"}
    then = lists_of(wild, object_, reviewer)
    changed = {name for name in then.files if then.files[name] != first.files[name]}
    assert changed == {"text"}
