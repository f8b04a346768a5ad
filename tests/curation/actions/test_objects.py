"""Objects, their evidence and their place in the taxonomy."""

import datetime

import pytest

from curation.actions.create_object import create_object, derived_key, is_safe
from curation.actions.decide_evidence import decide_evidence
from curation.actions.edit_category import create_category, edit_category
from curation.actions.edit_evidence import EvidenceDetails, edit_evidence
from curation.actions.edit_object import ObjectChange, edit_object
from curation.actions.ensure_category_path import ensure_category_path
from curation.errors import Conflict, DomainError, NotAllowed, Stale
from curation.models import Category, Evidence
from retrieval.taxonomy import CategoryPath
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Poster, blue", "po_ster_blue"),
        ("Conquering posy", "conqu_ering_po_sy"),
        ("Čapek’s Döner", "capeks_doner"),
        ("日本", "object"),
        ("  a--b  ", "a_b"),
    ],
)
def test_a_key_is_made_safe_and_still_reads_like_the_name(name, key):
    assert derived_key(name) == key
    assert is_safe(key)


def test_numbers_follow_each_other_and_names_may_repeat(benchmark_, collector):
    made = [create_object(benchmark_, "Mug", actor=collector) for _ in range(3)]
    assert [(obj.key, obj.number) for obj in made] == [("mug", 0), ("mug_2", 1), ("mug_3", 2)]


@pytest.mark.parametrize("key", ["Mug", "query_mug", "pos", "a-b", "a b", "mug\n"])
def test_a_key_the_official_loaders_would_misread_is_refused(benchmark_, collector, key):
    with pytest.raises(DomainError) as refused:
        create_object(benchmark_, "Mug", key=key, actor=collector)
    assert refused.value.code == "ids.unsafe"


def test_a_key_is_given_once(benchmark_, collector):
    create_object(benchmark_, "Mug", key="mug", actor=collector)
    with pytest.raises(Conflict):
        create_object(benchmark_, "Mug", key="mug", actor=collector)


def test_a_stale_save_of_evidence_is_refused_and_shows_what_is_stored(object_, collector):
    said = EvidenceDetails("private_knowledge", statement="first")
    edit_evidence(object_, said, version=0, actor=collector)
    with pytest.raises(Stale) as refused:
        edit_evidence(
            object_, EvidenceDetails("private_knowledge", statement="second"), version=0, actor=collector
        )
    assert refused.value.extra["stored"]["statement"] == "first"
    assert refused.value.extra["stored"]["version"] == 1


def test_new_words_take_the_verdict_back(object_, collector, reviewer):
    edit_evidence(object_, EvidenceDetails("private_knowledge", statement="a"), version=0, actor=collector)
    assert decide_evidence(object_, "approved", actor=reviewer).decided_by == reviewer
    day = datetime.date(2020, 2, 2)
    record = EvidenceDetails("public_record", date=day, url="https://example.org/", statement="")
    changed = edit_evidence(object_, record, version=1, actor=collector)
    assert (changed.verdict, changed.decided_by, changed.version) == (Evidence.Verdict.OPEN, None, 2)


@pytest.mark.parametrize(
    "details",
    [EvidenceDetails("public_record", url="https://example.org/"), EvidenceDetails("private_knowledge")],
)
def test_evidence_without_what_its_kind_needs_is_refused(object_, collector, details):
    with pytest.raises(DomainError) as refused:
        edit_evidence(object_, details, version=0, actor=collector)
    assert refused.value.code == "evidence.incomplete"


def test_nobody_decides_on_evidence_of_their_own_object(object_, collector):
    edit_evidence(object_, EvidenceDetails("private_knowledge", statement="a"), version=0, actor=collector)
    with pytest.raises(NotAllowed) as refused:
        decide_evidence(object_, "approved", actor=collector)
    assert refused.value.code == "evidence.own"


def test_a_path_is_laid_down_once(benchmark_, maintainer):
    path = CategoryPath("food", "dairy", "milk")
    first = ensure_category_path(benchmark_, path, actor=maintainer)
    assert ensure_category_path(benchmark_, path, actor=maintainer) == first
    assert first.path() == ["food", "dairy", "milk"]
    assert Category.objects.count() == 3


@pytest.mark.parametrize(
    ("path", "code"),
    [
        (CategoryPath("", "dairy"), "taxonomy.gap"),
        (CategoryPath("food-stuff"), "taxonomy.unsafe"),
        (CategoryPath("food", "a,b"), "taxonomy.unsafe"),
    ],
)
def test_a_path_the_official_evaluation_would_cut_is_refused(benchmark_, maintainer, path, code):
    with pytest.raises(DomainError) as refused:
        ensure_category_path(benchmark_, path, actor=maintainer)
    assert refused.value.code == code


def test_who_may_not_create_is_told_what_is_missing(benchmark_, collector):
    with pytest.raises(DomainError) as refused:
        ensure_category_path(benchmark_, CategoryPath("food"), actor=collector, may_create=False)
    assert refused.value.code == "taxonomy.unknown"


def test_there_are_three_levels_and_siblings_have_names_of_their_own(benchmark_, maintainer):
    coarse = create_category(benchmark_, "food", parent=None, actor=maintainer)
    mid = create_category(benchmark_, "dairy", parent=coarse, actor=maintainer)
    fine = create_category(benchmark_, "milk", parent=mid, extra_terms=["cow"], actor=maintainer)
    with pytest.raises(DomainError) as refused:
        create_category(benchmark_, "more", parent=fine, actor=maintainer)
    assert refused.value.code == "taxonomy.too-deep"
    create_category(benchmark_, "drinks", parent=coarse, actor=maintainer)
    with pytest.raises(Conflict):
        edit_category(mid, name="drinks", actor=maintainer)
    assert edit_category(mid, name="milk things", actor=maintainer).extra_terms == []


def test_a_category_of_another_benchmark_is_refused(object_, collector):
    foreign = Category.objects.create(benchmark=factories.make_benchmark(), level="coarse", name="food")
    with pytest.raises(DomainError) as refused:
        edit_object(object_, ObjectChange(set_category=True, category=foreign), actor=collector)
    assert refused.value.code == "taxonomy.foreign"
