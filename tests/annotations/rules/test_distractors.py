"""Distractors that show an object, and lists that nobody has looked at."""

from annotations.rules import check
from annotations.rules.audit import Audit, SetCopy
from annotations.rules.distractors import DEMANDED_DEPTH
from tests.annotations.rules.cases import case


def found(**audit):
    return [(each.code, each.message, each.link) for each in check(case(audit=Audit(**audit)))]


def test_a_marked_distractor_that_is_still_there_stops_the_release():
    ((code, message, link),) = found(shown=(("wild", "00001/cat"),))
    assert (code, link) == ("distractor.false-negative", "distractors:wild")
    assert "00001/cat of the set wild" in message


def test_lists_are_looked_at_down_to_the_demanded_depth():
    deep = {"a": DEMANDED_DEPTH, "text": DEMANDED_DEPTH}
    assert found(depths={"wild": deep}, sizes={"wild": 5000}) == []
    ((code, message, _),) = found(depths={"wild": {**deep, "b": DEMANDED_DEPTH - 1}}, sizes={"wild": 5000})
    assert code == "distractor.unaudited"
    assert message.startswith("1 of 3 lists")


def test_a_smaller_set_is_looked_at_down_to_its_end():
    assert found(depths={"wild": {"a": 7}}, sizes={"wild": 7}) == []
    ((_, message, _),) = found(depths={"wild": {"a": 6}}, sizes={"wild": 7})
    assert "place 7" in message


def test_a_set_without_descriptors_is_named():
    ((code, message, _),) = found(blind=("plain",))
    assert code == "distractor.unaudited"
    assert "plain has no descriptors" in message


def test_a_copy_among_the_distractors_of_a_set_is_decided_and_then_taken_out():
    copy = SetCopy(7, "an-id", "photo.jpg", "wild", "00001/cat", confirmed=False)
    ((code, message, link),) = found(copies=(copy,))
    assert (code, link) == ("duplicate.unresolved", "set-neighbour:7")
    assert "photo.jpg" in message
    assert "00001/cat of the set wild" in message
    ((code, message, _),) = found(
        copies=(SetCopy(7, "an-id", "photo.jpg", "wild", "00001/cat", confirmed=True),)
    )
    assert code == "duplicate.confirmed"
    assert "remove_distractor" in message
