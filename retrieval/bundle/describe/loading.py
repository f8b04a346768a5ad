"""Code that loads a release in the tools of the field: to be copied, and run by the tests as it stands."""

from dataclasses import dataclass

from retrieval.bundle.manifest import ExportOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class Loading:
    """A few lines for one tool; `folder` in them is the exported folder, `ilias` a checkout of ilias-vrg/ilias.

    `requires` is what to install; the code needs one of `layouts` in the folder, or any when it is empty.
    """

    tool: str
    title: str
    requires: str
    code: str
    layouts: tuple[str, ...] = ()


def loading_for(options: ExportOptions) -> tuple[Loading, ...]:
    """The code that runs on a folder of these layouts."""
    present = frozenset(options.layouts)
    return tuple(entry for entry in LOADING if not entry.layouts or present & frozenset(entry.layouts))


LOADING: tuple[Loading, ...] = (
    Loading(
        tool="aristarch",
        title="Typed objects with our own reader",
        requires="pip install <checkout of Aristarch>",
        code="""\
from retrieval.bundle import open_release

release = open_release(folder)
query = release.queries[0]
answers = release.positives_of(query)
print(query.id, release.image(query).size, [answer.id for answer in answers])
""",
    ),
    Loading(
        tool="datasets",
        title="Hugging Face datasets",
        requires="pip install datasets pillow",
        layouts=("webdataset",),
        code="""\
from datasets import load_dataset

tars = f"{folder}/webdataset/{{}}-[0-9]*.tar"
queries = load_dataset("webdataset", data_files=tars.format("queries"), split="train")
positives = load_dataset("webdataset", data_files=tars.format("positives"), split="train")
texts = load_dataset("webdataset", data_files=tars.format("texts"), split="train")
print(len(queries), len(positives), len(texts))
print(queries[0]["json"]["id"], queries[0]["jpg"].size, queries[0]["bbox.json"])
""",
    ),
    Loading(
        tool="webdataset",
        title="WebDataset, streaming",
        requires="pip install webdataset pillow",
        layouts=("webdataset",),
        code="""\
import glob
import webdataset

tars = sorted(glob.glob(f"{folder}/webdataset/positives-*.tar"))
positives = webdataset.WebDataset(tars, shardshuffle=False).decode("pil")
for sample in positives:
    print(sample["json"]["id"], sample["jpg"].size, sample["bbox.json"])
""",
    ),
    Loading(
        tool="pycocotools",
        title="COCO boxes and COCOeval",
        requires="pip install pycocotools",
        layouts=("coco",),
        code="""\
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

truth = COCO(f"{folder}/coco/positives.json")
found = [  # put your detections here; these are the boxes of the release themselves
    {name: box[name] for name in ("image_id", "category_id", "bbox")} | {"score": 1.0}
    for box in truth.dataset["annotations"]
]
evaluation = COCOeval(truth, truth.loadRes(found), "bbox")
evaluation.evaluate()
evaluation.accumulate()
evaluation.summarize()
""",
    ),
    Loading(
        tool="mlcroissant",
        title="Croissant",
        requires="pip install 'mlcroissant[parquet]' pillow",
        code="""\
import os
import tempfile

# mlcroissant keeps unpacked tars by their relative path: give each release a cache of its own
os.environ["CROISSANT_CACHE"] = tempfile.mkdtemp()
import mlcroissant

card = f"{folder}/croissant.json"
files = {entry.id: f"{folder}/{entry.id}" for entry in mlcroissant.Dataset(card).metadata.file_objects}
dataset = mlcroissant.Dataset(card, mapping=files)  # read from the folder, download nothing
for record_set in dataset.metadata.record_sets:
    print(record_set.id, next(iter(dataset.records(record_set.id))))
""",
    ),
    Loading(
        tool="pandas",
        title="Tables with pandas and pyarrow",
        requires="pip install pandas pyarrow",
        code="""\
import pandas
import pyarrow.parquet

images = pandas.read_parquet(f"{folder}/metadata/images.parquet")
print(images.groupby(["role", "licence"]).size())
distractors = pyarrow.parquet.ParquetFile(f"{folder}/metadata/distractors.parquet")
print(distractors.metadata.num_rows, "distractors")
""",
    ),
    Loading(
        tool="ilias-evaluation",
        title="The official evaluation of ILIAS",
        requires="git clone https://github.com/ilias-vrg/ilias; pip install numpy scikit-learn",
        layouts=("ilias",),
        code="""\
import json
import random
import subprocess
import sys
from pathlib import Path

lists = Path(folder, "image_ids")
queries = [line.split(",")[0] for line in (lists / "image_query_ids.txt").read_text().split()]
database = [line.split(",")[0] for line in (lists / "positive_ids.txt").read_text().split()]
scores = {query: {entry: random.random() for entry in database} for query in queries}  # put yours here
similarities = Path("similarities.json").absolute()
similarities.write_text(json.dumps(scores))
# it opens misc/taxonomy.json from where it runs, so it has to run inside the folder
command = [sys.executable, Path(ilias).absolute() / "evaluation/evaluate.py"]
command += ["--dataset_dir", ".", "--similarity_file", similarities]
subprocess.run(command, cwd=folder, check=True)
""",
    ),
    Loading(
        tool="ilias-features",
        title="The loader of the official feature extraction of ILIAS",
        requires="git clone https://github.com/ilias-vrg/ilias; pip install torch webdataset pillow",
        layouts=("ilias",),
        code="""\
import sys

sys.path.insert(0, f"{ilias}/feature_extraction")
from src.datasets.generators import ImageDataset, get_intstance_descriptions

# it looks for "pos" and "quer" in the whole path: no folder above may have one of them in its name
queries = ImageDataset(f"{folder}/ilias_core", partition="queries")
positives = ImageDataset(f"{folder}/ilias_core", partition="positives")
names, texts = get_intstance_descriptions(f"{folder}/ilias_core")
print(len(queries), len(positives), len(texts))
print(queries[0][1], queries[0][0].size)
""",
    ),
)
