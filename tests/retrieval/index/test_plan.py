"""Plans are told before anything is built."""

import pytest

from retrieval.errors import RetrievalError
from retrieval.index import IndexPlan

GB = 10**9


@pytest.mark.parametrize(
    ("count", "machines", "kind"),
    [
        (1_000, 1, "flat"),
        (300_000, 1, "flat"),
        (300_001, 1, "ivf"),
        (100_000_000, 1, "ivf"),
        (100_000_000, 4, "milvus"),
    ],
)
def test_the_kind_follows_from_rows_and_machines(count, machines, kind):
    assert IndexPlan.of(count, 768, 64 * GB, machines).kind == kind


def test_rows_that_memory_does_not_hold_get_lists_instead_of_a_flat_search():
    assert IndexPlan.of(250_000, 768, 8 * GB).kind == "flat"
    assert IndexPlan.of(250_000, 768, 400 * 10**6).kind == "ivf"


def test_less_memory_gives_shorter_codes_and_too_little_is_refused_with_what_is_needed():
    roomy, narrow = IndexPlan.of(10**8, 768, 64 * GB), IndexPlan.of(10**8, 768, 20 * GB)
    assert (roomy.code_bytes, narrow.code_bytes) == (96, 48)
    assert narrow.ram <= 0.75 * 20 * GB
    with pytest.raises(RetrievalError, match="GB of memory") as refusal:
        IndexPlan.of(10**8, 768, 2 * GB)
    assert refusal.value.code == "index.memory"


def test_a_server_keeps_a_byte_per_number_while_its_machines_hold_that():
    assert IndexPlan.of(10**8, 768, 64 * GB, 4).server_index == "IVF_SQ8"
    assert IndexPlan.of(10**8, 768, 16 * GB, 4).server_index == "IVF_PQ"
    with pytest.raises(RetrievalError) as refusal:
        IndexPlan.of(10**9, 768, 4 * GB, 2)
    assert refusal.value.code == "index.memory"


def test_more_cores_build_faster_and_change_nothing_else():
    few, many = IndexPlan.of(10**7, 512, 64 * GB, cores=2), IndexPlan.of(10**7, 512, 64 * GB, cores=16)
    assert many.build_seconds < few.build_seconds / 4
    assert many.parameters() == few.parameters()


def test_every_figure_names_its_source_and_is_printed_with_it():
    for plan in (
        IndexPlan.of(10**5, 512, GB),
        IndexPlan.of(10**8, 768, 64 * GB),
        IndexPlan.of(10**8, 768, 64 * GB, 4),
    ):
        assert [figure.name for figure in plan.figures] == [
            "RAM while searching", "RAM while building", "disk", "build time", "recall@10",
        ]  # fmt: skip
        for figure in plan.figures:
            assert figure.source in plan.describe()
            assert figure.words() in plan.describe()
    assert plan.as_dict()["figures"][0]["source"]


@pytest.mark.parametrize("dimension", [1, 7, 48, 100, 509, 1152])
def test_codes_divide_descriptors_of_any_length(dimension):
    plan = IndexPlan.of(10**6, dimension, 64 * GB)
    assert dimension % plan.code_bytes == 0


@pytest.mark.parametrize("wrong", [(0, 8, GB, 1), (5, 0, GB, 1), (5, 8, 0, 1), (5, 8, GB, 0)])
def test_numbers_below_one_are_refused(wrong):
    with pytest.raises(RetrievalError) as refusal:
        IndexPlan.of(*wrong)
    assert refusal.value.code == "index.plan"


def test_disk_of_a_hundred_million_is_rows_codes_centroids_and_names():
    plan = IndexPlan.of(10**8, 768, 64 * GB)
    rows, codes, centroids, names = 2 * 10**8 * 768, 104 * 10**8, 4 * 16_384 * 768, 40 * 10**8
    assert plan.disk == rows + codes + centroids + names
