"""Hash indexes on the disk: the same bytes from the same hashes, whole or not at all."""

import hashlib
import json
import mmap
import os
import subprocess
import sys
import threading

import numpy as np
import pytest

from retrieval.errors import RetrievalError
from retrieval.index.hashes import HashIndex, HashPlan, build

FILES = {"codes.bin", "limits.bin", "rows.bin", "manifest.json"}


@pytest.fixture(scope="module")
def codes():
    return np.random.default_rng(3).integers(0, 256, size=(35_000, 32), dtype=np.uint8)


def contents(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def owner(array):
    while isinstance(array, np.ndarray):
        array = array.base
    return array


@pytest.mark.parametrize("cuts", [[], [1], [0, 0, 17, 20_000, 35_000], list(range(0, 35_000, 999))])
def test_the_bytes_do_not_depend_on_how_the_rows_were_cut(codes, tmp_path, cuts):
    build([codes], tmp_path / "whole")
    build(iter(np.split(codes, cuts)), tmp_path / "cut")
    assert contents(tmp_path / "whole") == contents(tmp_path / "cut")
    assert set(contents(tmp_path / "cut")) == FILES


def test_an_opened_index_is_mapped_and_answers(codes, tmp_path):
    index = HashIndex.build([codes[:10_000], codes[10_000:]], tmp_path / "index", {"shards": ["a", "b"]})
    assert index.manifest["about"] == {"shards": ["a", "b"]}
    assert len(index) == 35_000
    positions, distances = index.within(codes[[34_999]])[0]
    assert (positions.tolist(), distances.tolist()) == ([34_999], [0])
    assert isinstance(owner(index._state.segments[0].tables.codes), mmap.mmap)


def test_a_saved_index_holds_the_added_rows_too(codes, tmp_path):
    index = HashIndex.build([codes[:30_000]], tmp_path / "first")
    index.add(codes[30_000:])
    index.save(tmp_path / "second")
    build([codes], tmp_path / "whole")
    assert contents(tmp_path / "second") == contents(tmp_path / "whole")


@pytest.mark.parametrize("count", [0, 1])
def test_an_index_of_next_to_nothing_can_be_stored(codes, tmp_path, count):
    index = HashIndex.build([codes[:count]] if count else [], tmp_path / "index")
    assert len(HashIndex.open(tmp_path / "index", verify=True)) == count
    assert len(index.within(codes[:1])[0][0]) == count


def test_the_manifest_tells_sizes_sums_and_how_full_the_buckets_are(codes, tmp_path):
    manifest = build([codes], tmp_path / "index")
    assert manifest == json.loads((tmp_path / "index" / "manifest.json").read_text())
    for name, said in manifest["files"].items():
        data = (tmp_path / "index" / name).read_bytes()
        assert (said["size"], said["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    chunks = len(manifest["plan"]["widths"])
    assert manifest["buckets"]["largest"] >= manifest["buckets"]["p99"] >= manifest["buckets"]["p50"] >= 1
    assert 0 < manifest["buckets"]["occupied"] <= 35_000 * chunks


def test_equal_hashes_show_in_the_bucket_sizes(tmp_path):
    manifest = build([np.zeros((33_000, 32), np.uint8)], tmp_path / "index")
    assert manifest["buckets"]["p99"] == manifest["buckets"]["met_p99"] == 33_000


@pytest.mark.parametrize("name", sorted(FILES - {"manifest.json"}))
def test_a_shortened_file_is_noticed_on_opening(codes, tmp_path, name):
    build([codes], tmp_path / "index")
    os.truncate(tmp_path / "index" / name, (tmp_path / "index" / name).stat().st_size - 4)
    with pytest.raises(RetrievalError) as caught:
        HashIndex.open(tmp_path / "index")
    assert caught.value.code == "index.unreadable"


def test_a_changed_byte_is_noticed_when_asked(codes, tmp_path):
    build([codes], tmp_path / "index")
    with (tmp_path / "index" / "rows.bin").open("r+b") as stream:
        stream.seek(1000)
        byte = stream.read(1)
        stream.seek(1000)
        stream.write(bytes([byte[0] ^ 1]))
    HashIndex.open(tmp_path / "index")
    with pytest.raises(RetrievalError) as caught:
        HashIndex.open(tmp_path / "index", verify=True)
    assert caught.value.code == "index.unreadable"


@pytest.mark.parametrize("text", ["", "[]", '{"version": 1}', None])
def test_a_folder_without_a_sound_manifest_is_no_index(codes, tmp_path, text):
    build([codes[:5]], tmp_path / "index")
    manifest = tmp_path / "index" / "manifest.json"
    manifest.unlink() if text is None else manifest.write_text(text)
    with pytest.raises(RetrievalError) as caught:
        HashIndex.open(tmp_path / "index")
    assert caught.value.code == "index.unreadable"


def test_a_build_that_is_stopped_leaves_nothing_and_can_be_repeated(codes, tmp_path):
    class StoppedError(Exception):
        pass

    def stop(share):
        if share > 0.3:
            raise StoppedError

    with pytest.raises(StoppedError):
        build([codes], tmp_path / "index", progress=stop)
    assert list(tmp_path.iterdir()) == []
    shares = []
    build([codes], tmp_path / "index", progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_what_a_killed_build_left_is_no_obstacle(codes, tmp_path):
    (tmp_path / ".index.building").mkdir()
    (tmp_path / ".index.building" / "codes.bin").write_bytes(b"half")
    build([codes[:9]], tmp_path / "index")
    assert [path.name for path in tmp_path.iterdir()] == ["index"]


def test_an_index_is_never_written_over_another(codes, tmp_path):
    build([codes[:9]], tmp_path / "index")
    with pytest.raises(RetrievalError) as caught:
        build([codes[:8]], tmp_path / "index")
    assert caught.value.code == "index.exists"
    assert len(HashIndex.open(tmp_path / "index")) == 9


def test_blocks_of_another_shape_are_refused_and_leave_nothing(codes, tmp_path):
    with pytest.raises(RetrievalError) as caught:
        build([codes[:9], codes[:9, :16]], tmp_path / "index")
    assert caught.value.code == "index.shape"
    assert list(tmp_path.iterdir()) == []


def test_several_threads_search_one_mapped_index(codes, tmp_path):
    index = HashIndex.build([codes], tmp_path / "index")
    wrong = []

    def search(first):
        for place in range(first, 35_000, 700):
            if index.within(codes[place : place + 1])[0][0].tolist() != [place]:
                wrong.append(place)  # noqa: PERF401 - threads share it

    threads = [threading.Thread(target=search, args=(first,)) for first in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_without_a_folder_for_machine_code_it_still_works(tmp_path):
    program = (
        "import numpy as np\n"
        "from numba.core import caching\n"
        "caching.CacheImpl._locator_classes = []\n"
        "from retrieval.index.hashes import HashIndex\n"
        "index = HashIndex()\n"
        "index.add(np.zeros((3, 32), np.uint8))\n"
        "print(len(index.within(np.zeros((1, 32), np.uint8))[0][0]))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "3"


def test_the_plan_stays_within_a_hundred_bytes_a_code_whatever_the_size():
    for count in (1_000_000, 5_000_000, 20_000_000, 100_000_000, 1_000_000_000):
        plan = HashPlan.of(count)
        assert sum(plan.widths) == 256
        assert plan.ram <= max(100 * count, 96 * count + (8 << 20))
    assert len(HashPlan.of(100_000_000).widths) == 11
    assert "MB" in HashPlan.of(100_000_000).describe()


def test_few_rows_are_scanned():
    assert HashPlan.of(1000).widths == ()
    assert "scanned" in HashPlan.of(1000).describe()
