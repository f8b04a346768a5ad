"""AP@k against scikit-learn, against figures worked by hand, and against the published cases."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score

from retrieval.errors import RetrievalError
from retrieval.scoring.average_precision import average_precision_at_k, ilias_average_precision_at_k
from retrieval.scoring.recall import recall_at_k


def test_ap_worked_by_hand() -> None:
    hits = np.array([True, False, True, False])
    assert average_precision_at_k(hits, positives=3, k=1000) == pytest.approx((1 + 2 / 3) / 3)
    assert average_precision_at_k(hits, positives=3, k=2) == pytest.approx(1 / 2)
    assert average_precision_at_k(hits[:0], positives=3, k=2) == 0.0


def test_a_tie_is_one_block_as_in_the_official_code() -> None:
    scores = np.array([0.9, 0.9, 0.9])
    found = ilias_average_precision_at_k(["n", "p1", "p2"], scores, {"p1", "p2", "p3"}, 1000)
    assert found == pytest.approx(2 / 3 * 2 / 3)


@given(st.lists(st.tuples(st.integers(0, 6), st.booleans()), min_size=1, max_size=60), st.integers(0, 5))
def test_without_a_cut_it_is_scikit_learn(results: list[tuple[int, bool]], unseen: int) -> None:
    scores = np.array([score for score, _ in results], dtype=np.float64)
    hits = np.array([hit for _, hit in results])
    ids = [f"i{index}" for index in range(len(results))]
    found = {identifier for identifier, hit in zip(ids, hits, strict=True) if hit}
    positives = found | {f"unseen{index}" for index in range(unseen)}
    if not positives:
        return
    expected = 0.0
    if found:
        expected = average_precision_score(hits, scores) * len(found) / len(positives)
    assert ilias_average_precision_at_k(ids, scores, positives, 1000) == pytest.approx(expected)


@given(st.permutations(range(30)), st.sets(st.integers(0, 29), min_size=1), st.integers(1, 40))
def test_without_ties_both_definitions_agree(order: list[int], wanted: set[int], k: int) -> None:
    scores = -np.array(order, dtype=np.float64)
    ids = [str(index) for index in range(30)]
    hits = np.array([index in wanted for index in np.argsort(-scores)])
    positives = {str(index) for index in wanted}
    plain = average_precision_at_k(hits, len(positives), k)
    assert ilias_average_precision_at_k(ids, scores, positives, k) == pytest.approx(plain)


def test_recall_of_a_short_list_is_not_inflated() -> None:
    assert recall_at_k(["a", "x", "b"], {"a", "b", "c", "d"}, 1000) == 0.5


@pytest.mark.parametrize(("positives", "k"), [(0, 5), (3, 0)])
def test_impossible_questions_are_refused(positives: int, k: int) -> None:
    with pytest.raises(RetrievalError) as refused:
        average_precision_at_k(np.array([True]), positives, k)
    assert refused.value.code == "scoring.k"
