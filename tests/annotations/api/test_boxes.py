"""Boxes over HTTP: ETag, If-Match, and who may."""

import pytest

from tests import factories

ONE = {"x": 1, "y": 2, "width": 30, "height": 40}


@pytest.fixture
def image(object_):
    return factories.make_image(object_)


@pytest.fixture
def address(image):
    return f"/api/images/{image.public_id}/boxes/"


def put(client, address, boxes, version):
    headers = {} if version is None else {"If-Match": f'"{version}"'}
    return client.put(address, {"boxes": boxes}, content_type="application/json", headers=headers)


def test_nothing_drawn_is_version_0(address, as_user, collector):
    answer = as_user(collector).get(address)
    assert (answer.status_code, answer["ETag"]) == (200, '"0"')
    assert answer.json() == {"version": 0, "boxes": [], "updated_by": None, "updated_at": None}


def test_a_save_answers_what_is_stored(address, as_user, collector):
    answer = put(as_user(collector), address, [ONE], 0)
    assert (answer.status_code, answer["ETag"]) == (200, '"1"')
    body = answer.json()
    assert body["boxes"] == [ONE]
    assert body["updated_by"] == {"id": collector.pk, "name": collector.name}
    assert as_user(collector).get(address).json() == body


def test_a_save_without_if_match_is_428(address, as_user, collector):
    answer = put(as_user(collector), address, [ONE], None)
    assert (answer.status_code, answer.json()["code"]) == (428, "precondition.required")


def test_two_people_saving_the_same_boxes_both_see_both_versions(address, as_user, collector, maintainer):
    put(as_user(collector), address, [ONE], 0)
    answer = put(as_user(maintainer), address, [{**ONE, "x": 9}], 0)
    assert answer.status_code == 412
    assert answer["Content-Type"] == "application/problem+json"
    stored = answer.json()["stored"]
    assert (stored["version"], stored["boxes"], stored["updated_by"]["id"]) == (1, [ONE], collector.pk)
    assert put(as_user(maintainer), address, [{**ONE, "x": 9}], 1).json()["version"] == 2


def test_a_retry_of_a_lost_answer_is_200(address, as_user, collector):
    first = put(as_user(collector), address, [ONE], 0)
    second = put(as_user(collector), address, [ONE], 0)
    assert (second.status_code, second.json()) == (200, first.json())


def test_a_box_outside_is_a_problem_that_names_it(address, as_user, collector):
    answer = put(as_user(collector), address, [{**ONE, "x": 300}], 0)
    assert (answer.status_code, answer.json()["code"], answer.json()["box"]) == (400, "boxes.outside", 0)


@pytest.mark.parametrize("wrong", [[{"x": 1}], [{**ONE, "x": 1.5}], "boxes", [{**ONE, "x": 10**12}], None])
def test_what_is_no_list_of_boxes_is_refused(address, as_user, collector, wrong):
    assert put(as_user(collector), address, wrong, 0).status_code == 400


def test_a_stranger_finds_nothing(address, as_user, stranger):
    assert as_user(stranger).get(address).status_code == 404
    assert put(as_user(stranger), address, [ONE], 0).status_code == 404


def test_a_member_without_the_right_is_told(address, as_user, reviewer):
    assert as_user(reviewer).get(address).status_code == 200
    assert put(as_user(reviewer), address, [ONE], 0).status_code == 403


def test_saving_takes_a_constant_number_of_queries(
    address, as_user, collector, django_assert_max_num_queries
):
    client = as_user(collector)
    put(client, address, [ONE], 0)
    with django_assert_max_num_queries(32):
        put(client, address, [{**ONE, "x": number} for number in range(50)], 1)
