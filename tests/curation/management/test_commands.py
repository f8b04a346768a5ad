"""The commands of this room, called as an operator does."""

import io
import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from curation.actions.accept_invitation import open_invitation
from curation.models import Benchmark, Image, Job
from tests import factories

pytestmark = pytest.mark.django_db
HEADER = "path,licence,author,source_url\n"


def run(*words, **options):
    out = io.StringIO()
    call_command(*words, stdout=out, **options)
    return out.getvalue()


def test_a_benchmark_is_founded_once_and_a_different_second_one_is_refused():
    words = [
        "create_benchmark",
        "trial",
        "--title",
        "Trial",
        "--cutoff",
        "1850-01-01",
        "--licences",
        "MIT,CC-BY-4.0",
    ]
    assert "Created" in run(*words)
    assert Benchmark.objects.get().cutoff == date(1850, 1, 1)
    assert "already exists" in run(*words)
    with pytest.raises(CommandError, match="title is Trial, not Other"):
        run(*words[:3], "Other", *words[4:])


def test_check_images_says_what_an_upload_would_do_and_stores_nothing(tmp_path):
    (tmp_path / "a.jpg").write_bytes(factories.photo(21, (64, 48)))
    (tmp_path / "b.jpg").write_bytes(b"no picture")
    out = io.StringIO()
    with pytest.raises(CommandError, match="1 of 2 files would be refused"):
        call_command("check_images", str(tmp_path), "--json", stdout=out)
    good, bad = json.loads(out.getvalue())
    assert (good["accepted"], good["width"], good["height"], good["code"]) == (True, 64, 48, None)
    assert (bad["accepted"], bad["code"]) == (False, "image.unsupported_format")
    assert bad["path"] == str(tmp_path / "b.jpg")
    assert Image.objects.count() == 0


@pytest.fixture
def table(tmp_path):
    (tmp_path / "d").mkdir()
    for number in (1, 2):
        (tmp_path / "d" / f"{number}.jpg").write_bytes(factories.photo(30 + number))
    path = tmp_path / "distractors.csv"
    path.write_text(HEADER + "d/1.jpg,MIT,Ann,https://example.org/1\nd/2.jpg,CC0-1.0,,\n")
    return path


def test_distractors_come_in_once(table, benchmark_):
    words = ["import_distractors", str(table), "--benchmark", benchmark_.slug, "--json"]
    assert json.loads(run(*words)) == {"created": 2, "unchanged": 0, "refused": []}
    assert json.loads(run(*words)) == {"created": 0, "unchanged": 2, "refused": []}
    image = Image.objects.get(source_path="d/1.jpg")
    assert (image.role, image.licence, image.author) == ("distractor", "MIT", "Ann")
    assert Job.objects.filter(kind="neighbours.check").count() == 2


def test_a_killed_import_is_continued_by_the_next(table, benchmark_, monkeypatch):
    from curation.actions import import_distractors

    real, calls = import_distractors.receive_image, []

    def dies_at_the_second(*args, **options):
        calls.append(args)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(*args, **options)

    monkeypatch.setattr(import_distractors, "receive_image", dies_at_the_second)
    words = ["import_distractors", str(table), "--benchmark", benchmark_.slug, "--json"]
    with pytest.raises(KeyboardInterrupt):
        run(*words)
    monkeypatch.setattr(import_distractors, "receive_image", real)
    assert json.loads(run(*words)) == {"created": 1, "unchanged": 1, "refused": []}


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("d/9.jpg,MIT,,", "path", "path.missing"),
        ("../x.jpg,MIT,,", "path", "path.escapes"),
        ("d/1.jpg,free,,", "licence", "rights.licence"),
        ("d/1.jpg,,,", "licence", "rights.licence"),
        ("d/1.jpg,MIT,,ftp://x", "source_url", "csv.url"),
        ("distractors.csv,MIT,,", "path", "image.unsupported_format"),
    ],
)
def test_a_row_that_cannot_be_taken_is_named_and_the_others_come_in(table, benchmark_, row, column, code):
    table.write_text(HEADER + f"{row}\nd/2.jpg,MIT,,\n")
    out = io.StringIO()
    with pytest.raises(CommandError, match=rf"distractors.csv:2:{column}: "):
        call_command("import_distractors", str(table), "--benchmark", benchmark_.slug, "--json", stdout=out)
    answer = json.loads(out.getvalue())
    assert answer["created"] == 1
    [refused] = answer["refused"]
    assert (refused["file"], refused["line"], refused["column"], refused["code"]) == (
        "distractors.csv",
        2,
        column,
        code,
    )


def test_a_folder_is_imported_and_what_is_no_picture_is_listed(tmp_path, benchmark_):
    folder = tmp_path / "crawl"
    (folder / "00").mkdir(parents=True)
    (folder / "00" / "a.jpg").write_bytes(factories.photo(40))
    (folder / "notes.txt").write_text("not a picture")
    (folder / ".hidden").write_text("x")
    with pytest.raises(CommandError, match=r"crawl/notes.txt"):
        run("import_distractors", str(folder), "--benchmark", benchmark_.slug)
    assert Image.objects.get().source_path == "crawl/00/a.jpg"


def test_an_import_can_be_handed_to_the_workers(table, benchmark_):
    from curation.actions.import_distractors import run_import

    run("import_distractors", str(table), "--benchmark", benchmark_.slug, "--enqueue")
    job = Job.objects.get(kind="distractors.import")
    assert Image.objects.count() == 0
    assert run_import(*job.args)["created"] == 2


def test_an_unknown_benchmark_is_named_with_those_there_are(benchmark_, table):
    with pytest.raises(CommandError, match=benchmark_.slug):
        run("import_distractors", str(table), "--benchmark", "nowhere")


def test_invite_prints_a_link_that_works(benchmark_, maintainer):
    link = run("invite", "ann@example.org", "--benchmark", benchmark_.slug, "--role", "reviewer").strip()
    invitation = open_invitation(link.rsplit("/", 1)[1])
    assert (invitation.email, invitation.roles, invitation.invited_by) == (
        "ann@example.org",
        ["reviewer"],
        maintainer,
    )


def test_nobody_is_invited_in_the_name_of_nobody(benchmark_):
    with pytest.raises(CommandError, match="no maintainer"):
        run("invite", "ann@example.org", "--benchmark", benchmark_.slug, "--role", "reviewer")
