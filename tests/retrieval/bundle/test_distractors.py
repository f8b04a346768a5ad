"""Two kinds of distractors read as one sequence, in whole and in part."""

import pytest

from retrieval.bundle.distractors import Joined, Listed
from retrieval.bundle.schema import ReleaseDistractor


def rows(*keys: str) -> Listed:
    facts = {"sha256": "0" * 64, "width": 1, "height": 1, "licence": "CC0-1.0", "author": ""}
    return Listed(ReleaseDistractor(key=key, **facts) for key in keys)  # type: ignore[arg-type]


WHOLE = rows("a", "b", "c", "d", "e")


@pytest.mark.parametrize("border", range(6))
def test_every_part_of_two_is_that_part_of_the_whole(border: int) -> None:
    joined = Joined(Listed(WHOLE[:border]), Listed(WHOLE[border:]))
    assert len(joined) == 5
    assert joined == WHOLE
    for start in range(6):
        for stop in range(start, 7):
            assert tuple(joined.between(start, stop)) == WHOLE[start:stop]


class Untouchable(Listed):
    def between(self, start: int, stop: int):
        raise AssertionError(start, stop)


def test_a_part_that_holds_nothing_of_what_is_wanted_is_not_asked() -> None:
    assert len(tuple(Joined(WHOLE, Untouchable(WHOLE)).between(1, 5))) == 4
    assert len(tuple(Joined(Untouchable(WHOLE), WHOLE).between(5, 9))) == 4
