"""Importing a folder: all of an object or nothing of it, and every wrong row with its place."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.actions.import_objects import ImportRequest, import_objects
from annotations.models import Box, Review, TextEdit
from curation import statistics
from curation.errors import NotAllowed
from curation.models import AuditEntry, Image, Object, User
from tests.annotations.imports.drawn import Folder


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path / "in")


@pytest.fixture
def bring_in(benchmark_):
    def bring(folder, **people):
        path = folder.write()
        return import_objects(ImportRequest(benchmark_, path, path, **people))

    return bring


def places(done):
    return [(each.file, each.line, each.column, each.code) for each in done.refused]


def test_everything_of_the_tables_arrives(folder, bring_in):
    done = bring_in(folder)
    assert (done.created, done.unchanged, done.refused) == (["toy_0", "toy_1"], [], [])
    toy = Object.objects.get(key="toy_0")
    assert toy.name == "Toy 0"
    assert toy.category.path() == ["toy", "wooden toy"]
    assert toy.evidence.url == "https://example.org/"
    assert toy.text_query.text == "Toy with 0 ears, “größer”"
    assert [image.role for image in toy.images.all()] == ["query", "positive"]
    assert toy.images.first().author == "A, B"
    assert Box.objects.filter(box_set__image__object=toy).count() == 2
    assert TextEdit.objects.get(text_query__object=toy).source == "import"
    assert (toy.collector.is_active, toy.state) == (False, "draft")
    assert toy.collector.email.startswith("import@")


def test_a_second_run_adds_nothing_and_says_so(folder, bring_in):
    bring_in(folder)
    entries = AuditEntry.objects.count()
    done = bring_in(folder)
    assert (done.created, done.unchanged, done.refused) == ([], ["toy_0", "toy_1"], [])
    assert (Image.objects.count(), AuditEntry.objects.count()) == (4, entries)


def test_a_large_import_ends_with_fresh_statistics_and_one_that_adds_nothing_does_not(
    folder, bring_in, monkeypatch
):
    monkeypatch.setattr(statistics, "ENOUGH", 4)  # the folder's pictures
    for expected in (1, 0):
        with CaptureQueriesContext(connection) as queries:
            bring_in(folder)
        analyzed = [query["sql"] for query in queries if query["sql"].startswith("ANALYZE")]
        assert len(analyzed) == expected
        assert all(table in sql for sql in analyzed for table in ('"curation_image"', '"annotations_box"'))


def test_a_byte_order_mark_is_no_part_of_the_header(folder, bring_in, benchmark_):
    path = folder.write()
    file = path / "objects.csv"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert import_objects(ImportRequest(benchmark_, path, path)).created == ["toy_0", "toy_1"]


def test_reviewed_elsewhere_is_accepted_in_that_name(folder, bring_in):
    done = bring_in(folder, reviewed_by="reviewer@example.org")
    assert done.accepted == ["toy_0", "toy_1"]
    toy, reviewer = Object.objects.get(key="toy_0"), User.objects.get(email="reviewer@example.org")
    assert (toy.state, reviewer.is_active) == ("accepted", False)
    assert toy.evidence.decided_by == reviewer
    assert toy.text_query.approved_by == reviewer
    assert Review.objects.get(object=toy).elsewhere is True
    entry = AuditEntry.objects.get(action="annotations.object.approved", object_id=toy.pk)
    assert (entry.actor, entry.data["elsewhere"]) == (reviewer, True)


def test_an_object_with_errors_stays_a_draft_with_its_findings(folder, bring_in):
    folder.set("objects.csv", 2, "evidence_date", "1999-01-01")
    done = bring_in(folder, reviewed_by="reviewer@example.org")
    assert done.accepted == ["toy_1"]
    assert "evidence.too-early" in [finding.code for finding in done.waiting["toy_0"]]
    toy = Object.objects.get(key="toy_0")
    assert (toy.state, toy.errors_count > 0) == ("draft", True)
    assert toy.evidence.verdict == "open"


def test_nobody_reviews_what_they_collected(folder, bring_in):
    with pytest.raises(NotAllowed):
        bring_in(folder, collected_by="a@example.org", reviewed_by="A@example.org")
    assert not Object.objects.exists()


def test_an_object_that_differs_is_refused_and_left_alone(folder, bring_in):
    bring_in(folder)
    folder.set("objects.csv", 2, "name", "Another").set("boxes.csv", 2, "x", "11")
    done = bring_in(folder)
    assert done.unchanged == ["toy_1"]
    assert places(done) == [
        ("objects.csv", 2, "name", "object.differs"),
        ("boxes.csv", 2, "path", "object.differs"),
    ]
    assert Object.objects.get(key="toy_0").name == "Toy 0"


WRONG = [
    ("objects.csv", 2, "object", "Toy", "ids.unsafe"),
    ("objects.csv", 2, "object", "poster", "ids.unsafe"),
    ("objects.csv", 2, "name", "", "object.name"),
    ("objects.csv", 2, "coarse", "soft-toy", "taxonomy.unsafe"),
    ("objects.csv", 2, "coarse", "", "taxonomy.gap"),
    ("objects.csv", 2, "evidence_kind", "rumour", "evidence.kind"),
    ("objects.csv", 2, "evidence_date", "", "evidence.incomplete"),
    ("objects.csv", 2, "evidence_date", "1.2.2020", "csv.date"),
    ("objects.csv", 2, "evidence_date", "2020-02-30", "csv.date"),
    ("objects.csv", 2, "evidence_url", "", "evidence.incomplete"),
    ("objects.csv", 2, "evidence_url", "javascript:alert(1)", "csv.url"),
    ("images.csv", 2, "path", "images/none.jpg", "path.missing"),
    ("images.csv", 2, "path", "../in/images/toy_0_0.jpg", "path.escapes"),
    ("images.csv", 2, "path", "/etc/passwd", "path.escapes"),
    ("images.csv", 2, "path", "images", "path.not-a-file"),
    ("images.csv", 2, "role", "gallery", "image.role"),
    ("images.csv", 2, "origin", "found", "image.origin"),
    ("images.csv", 2, "licence", "", "licence.missing"),
    ("images.csv", 2, "licence", "free", "licence.unknown"),
    ("images.csv", 2, "source_url", "ftp://x", "csv.url"),
    ("boxes.csv", 2, "x", "ten", "csv.number"),
    ("boxes.csv", 2, "x", "1.5", "csv.number"),
    ("boxes.csv", 2, "y", "-1", "boxes.outside"),
    ("boxes.csv", 2, "width", "0", "boxes.empty"),
    ("boxes.csv", 2, "width", "311", "boxes.outside"),
    ("texts.csv", 2, "text", "", "text.missing"),
]


@pytest.mark.parametrize(("file", "line", "column", "value", "code"), WRONG)
def test_a_wrong_cell_is_named_and_only_its_object_stays_out(  # noqa: PLR0917  one per column of WRONG
    folder, bring_in, file, line, column, value, code
):
    done = bring_in(folder.set(file, line, column, value))
    assert (file, line, column, code) in places(done)
    assert done.created == ["toy_1"]
    assert list(Object.objects.values_list("key", flat=True)) == ["toy_1"]
    assert Image.objects.count() == 2


@pytest.mark.parametrize(
    ("file", "row", "code"),
    [
        (
            "images.csv",
            ["images/toy_1_0.jpg", "toy_0", "query", "captured", "", "MIT", ""],
            "image.two-objects",
        ),
        ("images.csv", ["images/toy_0_0.jpg", "toy_0", "query", "captured", "", "MIT", ""], "csv.repeated"),
        ("images.csv", ["images/toy_0_0.jpg", "ghost", "query", "captured", "", "MIT", ""], "object.unknown"),
        ("boxes.csv", ["images/toy_0_0.jpg", "10", "20", "100", "80"], "csv.repeated"),
        ("boxes.csv", ["images/toy_0_0.jpg", "10", "20", "100"], "csv.cells"),
        ("texts.csv", ["toy_0", "Another"], "csv.repeated"),
        ("texts.csv", ["ghost", "Boo"], "object.unknown"),
        ("objects.csv", ["toy_0", "Toy", "", "", "", "", "", "", ""], "csv.repeated"),
    ],
)
def test_a_row_too_many_is_named(folder, bring_in, file, row, code):
    folder.rows[file].append(row)
    done = bring_in(folder)
    assert (file, len(folder.rows[file]), code) in [
        (each.file, each.line, each.code) for each in done.refused
    ]


@pytest.mark.parametrize("header", [["object"], ["object", "text", "extra"], ["text", "object"]])
def test_a_wrong_header_imports_nothing(folder, bring_in, header):
    folder.rows["texts.csv"][0] = header
    done = bring_in(folder)
    assert [each.code for each in done.refused if each.line == 1] == ["csv.header"]
    assert not Object.objects.exists()


def test_a_missing_table_imports_nothing(folder, benchmark_):
    path = folder.write()
    (path / "boxes.csv").unlink()
    done = import_objects(ImportRequest(benchmark_, path, path))
    assert places(done) == [("boxes.csv", 1, "path", "csv.missing")]
    assert not Object.objects.exists()


def test_a_link_out_of_the_folder_is_refused(folder, bring_in, tmp_path):
    outside = tmp_path / "outside.jpg"
    outside.write_bytes((folder.path / "images/toy_0_0.jpg").read_bytes())
    (folder.path / "images/toy_0_0.jpg").unlink()
    (folder.path / "images/toy_0_0.jpg").symlink_to(outside)
    assert ("images.csv", 2, "path", "path.escapes") in places(bring_in(folder))


def test_a_broken_picture_is_refused_at_its_row(folder, bring_in):
    (folder.path / "images/toy_0_1.jpg").write_bytes(b"no picture")
    done = bring_in(folder)
    assert places(done) == [("images.csv", 3, "path", "image.unsupported_format")]
    assert done.created == ["toy_1"]


def test_the_same_bytes_twice_in_an_object_are_refused(folder, bring_in):
    data = (folder.path / "images/toy_0_0.jpg").read_bytes()
    (folder.path / "images/toy_0_1.jpg").write_bytes(data)
    assert places(bring_in(folder)) == [("images.csv", 3, "path", "image.repeated")]


def test_a_box_outside_is_told_also_when_the_object_is_there_already(folder, bring_in):
    bring_in(folder)
    done = bring_in(folder.set("boxes.csv", 2, "width", "400"))
    assert ("boxes.csv", 2, "width", "boxes.outside") in places(done)
    assert Box.objects.filter(width=400).count() == 0
