"""The configured encoder describes every fingerprint, and those of two encoders never mix."""

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from curation.jobs import Job, enqueue
from curation.models import Image, Neighbour, Object, Original, StoredFingerprint, Verdict
from releases.actions.parameters import parameters_of
from retrieval.near_duplicates import Fingerprint
from tests import factories
from tests.retrieval.encoders.tiny import NAME, write_tiny_model
from workers import tasks, warm
from workers.base import run

pytestmark = pytest.mark.django_db(transaction=True)

MISSING = f"manage.py fetch_models open_clip:{NAME}"


@pytest.fixture(autouse=True)
def cold(monkeypatch: pytest.MonkeyPatch) -> None:
    assert tasks is not None
    monkeypatch.setattr(warm, "_indexes", {})


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = write_tiny_model(tmp_path_factory.mktemp("tiny"))
    return folder


@pytest.fixture
def configured(settings: Any, tiny: Path, tmp_path: Path) -> Path:
    """The tiny model is the encoder; returns where its weights lie, which is nowhere yet."""
    settings.ENCODER = f"open_clip:{NAME}"
    settings.MODELS_ROOT = tmp_path / "models"
    (settings.MODELS_ROOT / "open_clip").mkdir(parents=True)
    path: Path = settings.MODELS_ROOT / "open_clip" / f"{NAME}.safetensors"
    return path


@pytest.fixture
def weights(configured: Path, tiny: Path) -> Path:
    configured.write_bytes((tiny / "weights.safetensors").read_bytes())
    return configured


@pytest.fixture
def images(object_: Object) -> list[Image]:
    """The first and the last are byte for byte the same picture, kept twice."""
    originals = [factories.make_original(seed, (640, 480)) for seed in (1, 2, 3)]
    first, _, last = (original.file_name("preview") for original in originals)
    with default_storage.open(first) as file:
        data = io.BytesIO(file.read())
    default_storage.delete(last)
    default_storage.save(last, data)
    return [factories.make_image(object_, original=original) for original in originals]


def done(kind: str, pk: int) -> Job:
    job = enqueue(kind, pk)
    run(job.pk)
    job.refresh_from_db()
    return job


def answered(*arguments: str) -> Any:
    out = io.StringIO()
    call_command("check_duplicates", *arguments, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_the_configured_encoder_describes_what_the_worker_checks(weights: Path, images: list[Image]) -> None:
    for image in images:
        assert done("neighbours.check", image.pk).state == Job.State.DONE
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()
    [method] = StoredFingerprint.objects.values_list("method", flat=True).distinct()
    assert method.startswith("2+open_clip ")
    assert method.endswith(f"{NAME} {digest[:16]} 55")
    payload = StoredFingerprint.objects.all()[0].payload
    assert Fingerprint.from_bytes(bytes(payload)).descriptors.shape == (2, 16)
    assert Neighbour.objects.get(suggested=Verdict.DUPLICATE).cosine == pytest.approx(1, abs=1e-3)
    [recorded] = parameters_of(images[0].benchmark)["fingerprints"]
    assert recorded == {"version": "2", "encoder": method.removeprefix("2+")}


def test_another_encoder_compares_everything_again_and_keeps_to_its_own_descriptors(
    weights: Path, images: list[Image], settings: Any
) -> None:
    chosen, settings.ENCODER = settings.ENCODER, "default"
    for image in images[:2]:
        done("neighbours.check", image.pk)
    settings.ENCODER = chosen
    assert done("neighbours.check", images[2].pk).state == Job.State.DONE
    unchecked = Image.objects.unchecked(images[0].benchmark)
    assert list(unchecked) == images[:2]
    waiting = Job.objects.filter(kind="neighbours.check", state=Job.State.PENDING)
    assert [job.args for job in waiting.order_by("pk")] == [[image.pk] for image in images[:2]]
    call_command("check_duplicates", benchmark=images[0].benchmark.slug, stdout=io.StringIO())
    assert not unchecked.all().exists()
    assert StoredFingerprint.objects.filter(method=warm.method()).count() == 3
    pair = Neighbour.objects.get(suggested=Verdict.DUPLICATE)
    assert (pair.first, pair.second) == (images[0], images[2])


def test_the_command_compares_again_what_another_encoder_compared(
    weights: Path, images: list[Image], settings: Any
) -> None:
    slug = images[0].benchmark.slug
    chosen, settings.ENCODER = settings.ENCODER, "default"
    answered("--benchmark", slug)
    settings.ENCODER = chosen
    assert answered("--benchmark", slug, "--enqueue") == {"queued": 3}
    out = io.StringIO()
    call_command("check_duplicates", benchmark=slug, stdout=out)
    assert "Checked 3 pictures." in out.getvalue()
    out = io.StringIO()
    call_command("check_duplicates", benchmark=slug, stdout=out)
    assert "Nothing to check" in out.getvalue()


def test_files_that_are_stored_nowhere_are_described_by_the_same_encoder(
    weights: Path, images: list[Image], tmp_path: Path
) -> None:
    file = tmp_path / "photo.jpg"
    with default_storage.open(images[1].original.file_name("preview")) as preview:
        file.write_bytes(preview.read())
    [answer] = answered("--benchmark", images[0].benchmark.slug, str(file))
    [duplicate] = [c for c in answer["candidates"] if c["suggested"] == "duplicate"]
    assert duplicate["neighbour"] == images[1].source_path
    assert duplicate["cosine"] > 0.99
    assert set(StoredFingerprint.objects.values_list("method", flat=True)) == {warm.method()}


def test_without_a_checkpoint_the_job_fails_with_the_command_that_fetches_it(
    configured: Path, images: list[Image]
) -> None:
    job = done("neighbours.check", images[0].pk)
    assert (job.state, job.error_code) == (Job.State.FAILED, "encoder.checkpoint-missing")
    assert MISSING in job.error
    assert not Original.objects.filter(fingerprints__isnull=False).exists()


@pytest.mark.parametrize("paths", [[], ["--enqueue"], ["photo.jpg"]])
def test_without_a_checkpoint_the_command_says_how_to_fetch_it(
    configured: Path, images: list[Image], paths: list[str]
) -> None:
    with pytest.raises(CommandError, match=MISSING) as refusal:
        call_command("check_duplicates", *paths, "--benchmark", images[0].benchmark.slug)
    assert "\n" not in str(refusal.value)
    assert not Job.objects.filter(kind="neighbours.check").exists()
