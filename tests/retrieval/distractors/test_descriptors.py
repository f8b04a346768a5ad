"""Ready descriptors: clip-retrieval's npy and parquet, ILIAS's HDF5."""

import h5py
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from retrieval.distractors import SOURCES, DistractorError, check_shard

NPY, HDF5 = SOURCES["descriptors"], SOURCES["hdf5"]
NAMED = {"encoder": "open_clip:ViT-B-32", "encoder_version": "ViT-B-32@laion2b"}
ROWS = 25


@pytest.fixture
def vectors():
    return np.random.default_rng(5).standard_normal((ROWS, 16)).astype(np.float32)


@pytest.fixture
def clip_folder(tmp_path, vectors):
    """As clip-retrieval writes it, with row groups that no piece ends with."""
    folder = tmp_path / "clip"
    (folder / "img_emb").mkdir(parents=True)
    (folder / "metadata").mkdir()
    np.save(folder / "img_emb" / "img_emb_0.npy", vectors)
    table = pa.table(
        {
            "image_path": [f"{n:05d}" for n in range(ROWS)],
            "caption": [None, *["words"] * (ROWS - 1)],
            "url": [f"http://images.test/{n}" for n in range(ROWS)],
            "license": ["CC0-1.0"] * ROWS,
        }
    )
    pq.write_table(table, folder / "metadata" / "metadata_0.parquet", row_group_size=7)
    return folder


@pytest.fixture
def ilias_file(tmp_path, vectors):
    path = tmp_path / "features_distractors_00000.hdf5"
    with h5py.File(path, "w") as file:
        file.create_dataset("features", data=vectors.astype(np.float16), compression="gzip")
        names = [f"yfcc100m-000003.tar/{n:x}" for n in range(ROWS)]
        file.create_dataset("index", data=names, dtype=h5py.string_dtype("ascii"))
    return path


def _read(source, location):
    return [item for piece in source.plan(str(location), NAMED) for item in source.read(piece)]


def _refusal(source, location):
    with pytest.raises(DistractorError) as caught:
        _read(source, location)
    return caught.value.code


@pytest.mark.parametrize("size", [1, 6, 7, 8, 25, 100])
def test_descriptors_arrive_as_unit_rows_with_their_names(clip_folder, vectors, build, size):
    shards = build("descriptors", clip_folder, shard_size=size, **NAMED)
    (slug,) = {slug for shard in shards for slug in shard.manifest.encoders}
    stored = np.concatenate([shard.descriptors(slug) for shard in shards])
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    assert np.abs(stored.astype(np.float32) - unit).max() < 1e-3
    rows = [row for shard in shards for row in shard.rows(0, len(shard))]
    assert [row.key for row in rows] == [f"{n:05d}" for n in range(ROWS)]
    assert [row.source_url for row in rows] == [f"http://images.test/{n}" for n in range(ROWS)]
    assert (rows[0].caption, rows[1].caption, rows[1].licence) == ("", "words", "CC0-1.0")
    assert check_shard(shards[0].folder) == []


def test_ilias_files_give_the_key_after_the_tar(ilias_file, build):
    first, second = build("hdf5", ilias_file, shard_size=20, **NAMED)
    assert first.row(10).key == "a"
    assert first.row(10).location == "yfcc100m-000003.tar/a"
    assert (len(first), len(second)) == (20, 5)
    assert first.manifest.encoders[next(iter(first.manifest.encoders))].version == "ViT-B-32@laion2b"


def test_a_shard_without_images_says_so(ilias_file, build):
    (shard,) = build("hdf5", ilias_file, **NAMED)
    assert shard.hashes.shape == (0, 32)
    assert "images.tar" not in shard.manifest.files
    with pytest.raises(DistractorError) as caught:
        shard.image(0)
    assert caught.value.code == "distractors.no-image-held"


@pytest.mark.parametrize("kind", ["npy", "hdf5"])
def test_descriptors_that_point_nowhere_are_refused_one_by_one(clip_folder, ilias_file, build, vectors, kind):
    vectors[3], vectors[4, 2], vectors[5, 0] = 0, np.nan, np.inf
    if kind == "npy":
        np.save(clip_folder / "img_emb" / "img_emb_0.npy", vectors)
        (shard,) = build("descriptors", clip_folder, **NAMED)
    else:
        with h5py.File(ilias_file, "r+") as file:
            file["features"][...] = vectors
        (shard,) = build("hdf5", ilias_file, **NAMED)
    assert shard.manifest.refusals == {
        "distractors.descriptor-not-finite": 2,
        "distractors.descriptor-zero": 1,
    }
    assert len(shard) == ROWS - 3


@pytest.mark.parametrize("source", ["descriptors", "hdf5"])
def test_nobody_may_leave_the_encoder_unnamed(clip_folder, ilias_file, source):
    location = clip_folder if source == "descriptors" else ilias_file
    with pytest.raises(DistractorError) as caught:
        SOURCES[source].plan(str(location), {})
    assert caught.value.code == "distractors.encoder-unnamed"


@pytest.mark.parametrize(
    "array",
    [
        np.zeros((ROWS, 16), np.int8),
        np.zeros((ROWS, 16), np.float64),
        np.zeros((ROWS, 16), np.complex64),
        np.zeros(ROWS, np.float32),
        np.zeros((ROWS, 4, 4), np.float32),
        np.zeros((ROWS, 0), np.float32),
        np.array([[{}]] * ROWS, dtype=object),
        np.asfortranarray(np.ones((ROWS, 16), np.float32)),
    ],
)
def test_an_array_of_something_else_is_refused(clip_folder, array):
    np.save(clip_folder / "img_emb" / "img_emb_0.npy", array, allow_pickle=True)
    assert _refusal(NPY, clip_folder) == "distractors.descriptors-dtype"


def test_tables_and_arrays_of_different_length_are_refused(clip_folder, vectors):
    np.save(clip_folder / "img_emb" / "img_emb_0.npy", vectors[:-1])
    assert _refusal(NPY, clip_folder) == "distractors.descriptors-length"


@pytest.mark.parametrize(
    ("file", "damage"),
    [
        ("img_emb/img_emb_0.npy", lambda data: data[:-5]),
        ("img_emb/img_emb_0.npy", lambda data: data[:9]),
        ("img_emb/img_emb_0.npy", lambda data: b"no array" + data[8:]),
        ("img_emb/img_emb_0.npy", lambda data: data.replace(b"'shape'", b"'shipe'")),
        ("img_emb/img_emb_0.npy", lambda data: data.replace(b"(25, 16)", b"(2**9,1)")),
        ("metadata/metadata_0.parquet", lambda data: data[:-5]),
        ("metadata/metadata_0.parquet", lambda data: b""),
        ("metadata/metadata_0.parquet", lambda data: data[:40] + bytes(200) + data[240:]),
    ],
)
def test_damaged_files_are_refused_with_their_name(clip_folder, file, damage):
    path = clip_folder / file
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(DistractorError) as caught:
        _read(NPY, clip_folder)
    assert caught.value.code == "distractors.unreadable"
    assert path.name in caught.value.message


def test_a_missing_table_is_refused_with_its_name(clip_folder):
    (clip_folder / "metadata" / "metadata_0.parquet").unlink()
    assert _refusal(NPY, clip_folder) == "distractors.unreadable"


def test_rows_without_a_name_are_listed(clip_folder, build):
    pq.write_table(pa.table({"id": [None, *range(1, ROWS)]}), clip_folder / "metadata" / "metadata_0.parquet")
    (shard,) = build("descriptors", clip_folder, **NAMED)
    assert [(entry.key, entry.code) for entry in shard.refused()] == [("row_0", "distractors.name")]
    assert shard.row(0).key == "1"


def _hdf5(path, **datasets):
    with h5py.File(path, "w") as file:
        for name, data in datasets.items():
            file[name] = data
    return path


def test_hdf5_files_of_something_else_are_refused(tmp_path, vectors):
    names = np.array([b"a"] * ROWS)
    cases = {
        "distractors.hdf5": [
            _hdf5(tmp_path / "1.h5", features=vectors),
            _hdf5(tmp_path / "2.h5", index=names),
            _hdf5(tmp_path / "3.h5"),
        ],
        "distractors.descriptors-length": [_hdf5(tmp_path / "4.h5", features=vectors, index=names[1:])],
        "distractors.descriptors-dtype": [
            _hdf5(tmp_path / "5.h5", features=vectors.astype(np.int32), index=names),
            _hdf5(tmp_path / "6.h5", features=vectors[:, 0], index=names),
        ],
    }
    for code, paths in cases.items():
        for path in paths:
            assert _refusal(HDF5, path) == code


def test_hdf5_files_that_point_elsewhere_are_refused(tmp_path, ilias_file, vectors):
    with h5py.File(tmp_path / "link.h5", "w") as file:
        file["features"] = h5py.ExternalLink(str(ilias_file), "features")
        file["index"] = np.array([b"a"] * ROWS)
    assert _refusal(HDF5, tmp_path / "link.h5") == "distractors.hdf5"
    (tmp_path / "secret").write_bytes(vectors.tobytes())
    with h5py.File(tmp_path / "outside.h5", "w") as file:
        stored = [(str(tmp_path / "secret"), 0, vectors.nbytes)]
        file.create_dataset("features", vectors.shape, "f4", external=stored)
        file["index"] = np.array([b"a"] * ROWS)
    assert _refusal(HDF5, tmp_path / "outside.h5") == "distractors.hdf5"


def test_damaged_hdf5_files_are_refused(ilias_file):
    data = ilias_file.read_bytes()
    with h5py.File(ilias_file) as file:
        chunk = file["features"].id.get_chunk_info(0)
    start, stop = chunk.byte_offset, chunk.byte_offset + chunk.size
    in_the_chunk = data[:start] + bytes(chunk.size) + data[stop:]
    for damaged in (b"", b"no file", data[: len(data) // 2], in_the_chunk):
        ilias_file.write_bytes(damaged)
        assert _refusal(HDF5, ilias_file) in {"distractors.unreadable", "distractors.hdf5"}


def test_a_folder_of_ilias_files_is_read_in_the_order_of_their_names(ilias_file, build, tmp_path):
    (tmp_path / "features").mkdir()
    for number in (1, 0):
        path = tmp_path / "features" / f"features_distractors_{number:05d}.hdf5"
        path.write_bytes(ilias_file.read_bytes())
    shards = build("hdf5", tmp_path / "features", **NAMED)
    assert [shard.name for shard in shards] == [f"features_distractors_0000{n}-00000" for n in (0, 1)]
