"""Lists of URLs need img2dataset, which is installed apart; without it one sentence says so."""

import functools
import http.server
import shutil
import threading

import pytest

from retrieval.distractors import SOURCES, DistractorError
from tests.retrieval.distractors.drawn import picture

URLS = SOURCES["urls"]


def test_without_the_downloader_one_sentence_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    if shutil.which("img2dataset"):
        pytest.skip("img2dataset is installed beside this Python")
    (tmp_path / "urls.txt").write_text("http://images.test/1.jpg\n")
    with pytest.raises(DistractorError) as caught:
        URLS.plan(str(tmp_path / "urls.txt"), {})
    assert caught.value.code == "distractors.package-missing"
    assert "pip install img2dataset" in caught.value.message


def _downloader(tmp_path, monkeypatch, program):
    """A program of that name on the PATH: what ours hears from one that fails."""
    found = tmp_path / "bin" / "img2dataset"
    found.parent.mkdir()
    found.write_text(program)
    found.chmod(0o755)
    monkeypatch.setenv("PATH", str(found.parent), prepend=":")


@pytest.mark.parametrize(
    "program",
    [
        "#!/bin/sh\necho starting\necho no space left\nexit 3\n",
        "#!/bin/sh\necho Retried 1 times, but 2 shards still failed.\n",
        "#!/bin/sh\nexit 1\n",
        "no program",
    ],
)
def test_a_downloader_that_fails_is_quoted(tmp_path, monkeypatch, program):
    _downloader(tmp_path, monkeypatch, program)
    (tmp_path / "urls.txt").write_text("http://images.test/1.jpg\n")
    with pytest.raises(DistractorError) as caught:
        URLS.plan(str(tmp_path / "urls.txt"), {})
    assert caught.value.code == "distractors.downloader-failed"


def test_a_list_of_an_unknown_kind_is_refused(tmp_path, monkeypatch):
    _downloader(tmp_path, monkeypatch, "#!/bin/sh\n")
    with pytest.raises(DistractorError) as caught:
        URLS.plan(str(tmp_path / "urls.docx"), {})
    assert caught.value.code == "distractors.location"


@pytest.mark.skipif(shutil.which("img2dataset") is None, reason="img2dataset is not installed")
def test_a_list_becomes_shards_and_what_failed_is_listed(tmp_path, build):
    """With the real downloader against a server on this machine."""
    (tmp_path / "served").mkdir()
    for number in range(3):
        (tmp_path / "served" / f"{number}.jpg").write_bytes(picture(number))
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(tmp_path / "served"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        rows = [f"{address}/{number}.jpg,caption {number},CC0-1.0" for number in range(4)]
        (tmp_path / "urls.csv").write_text("\n".join(["url,caption,license", *rows]) + "\n")
        options = {"caption_column": "caption", "licence_column": "license"}
        (shard,) = build("urls", tmp_path / "urls.csv", **options)
        server.shutdown()
    said = {(row.caption, row.licence) for row in shard.rows(0, len(shard))}
    assert said == {(f"caption {number}", "CC0-1.0") for number in range(3)}
    assert [refused.code for refused in shard.refused()] == ["distractors.download-failed"]
