"""A researcher installs the reader alone, opens a release and verifies it; no Django, no torch is there."""

import shutil
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import pytest

from retrieval.bundle.manifest import ExportOptions
from retrieval.bundle.signature import sign
from retrieval.bundle.signing_key import new_secret_key
from retrieval.bundle.writer import write_release
from tests.retrieval.bundle.drawn import drawn_release

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow
USE = """
import sys
from importlib.util import find_spec
assert not [name for name in ("django", "celery", "torch", "pyarrow", "cv2", "curation") if find_spec(name)]
from retrieval.bundle import BundleError, open_release
release = open_release(sys.argv[1])
assert release.verify().ok, release.verify().problems
for image in (*release.queries, *release.positives, *release.distractors):
    assert release.image(image).size == (image.width, image.height)
assert len(release.positives_of(release.texts[0])) == 2
for ask in (lambda: release.torch_dataset("queries"), lambda: release.hf_dataset("queries")):
    try:
        ask()
    except BundleError as error:
        print(error.message)
print(release)
"""


def run(*words: object, check: bool = True) -> subprocess.CompletedProcess[str]:
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False)
    assert not check or done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that holds the wheel, and of everything else only what the wheel declares."""
    there = tmp_path_factory.mktemp("alone")
    source = there / "source"
    shutil.copytree(ROOT / "retrieval", source / "retrieval", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "LICENSE"):
        shutil.copy(ROOT / name, source / name)
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
    run(*pip, "wheel", source, "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", there)
    run(sys.executable, "-m", "venv", "--without-pip", there / "env")
    (wheel,) = there.glob("*.whl")
    run(*pip, "--python", there / "env/bin/python", "install", "--no-deps", "--no-index", wheel)
    (packages,) = there.glob("env/lib/python*/site-packages")
    for line in distribution_of(packages):
        bring(line, packages)
    return there


def distribution_of(packages: Path) -> list[str]:
    """What the installed wheel needs, without its extras."""
    (metadata,) = packages.glob("aristarch_bundle-*.dist-info/METADATA")
    lines = [line for line in metadata.read_text().splitlines() if line.startswith("Requires-Dist:")]
    needed = [line.partition(": ")[2].partition(">")[0] for line in lines if "extra ==" not in line]
    assert sorted(needed) == ["numpy", "pillow"]
    return needed


def bring(name: str, packages: Path) -> None:
    """Links an installed distribution, so that no index is needed."""
    found = distribution(name)
    tops = {file.parts[0] for file in found.files or () if file.parts[0] not in ("..", "__pycache__")}
    for top in tops:
        (packages / top).symlink_to(Path(str(found.locate_file(top))))


@pytest.fixture(params=[("ilias",), ("webdataset",), ("coco", "webdataset", "ilias")])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    drawn = drawn_release()
    write_release(drawn.release, tmp_path / "out", drawn.read, ExportOptions(layouts=request.param))
    return tmp_path / "out"


def test_the_wheel_holds_the_reader_and_nothing_of_the_studio(place: Path) -> None:
    (packages,) = place.glob("env/lib/python*/site-packages")
    assert sorted(path.name for path in (packages / "retrieval").iterdir() if path.is_dir()) == [
        *("__pycache__", "bundle", "scoring"),
    ]
    assert (packages / "retrieval/py.typed").is_file()
    assert not [name for name in ("curation", "config", "tests", "releases") if (packages / name).exists()]


def test_a_release_is_opened_read_and_verified(place: Path, folder: Path) -> None:
    done = run(place / "env/bin/python", "-I", "-c", USE, folder)
    assert "pip install 'aristarch-bundle[torch]'" in done.stdout
    assert "pip install 'aristarch-bundle[datasets]'" in done.stdout
    assert "<drawn 1.0.0: 3 objects, 3 queries, 6 positives, 5 distractors>" in done.stdout


def test_the_command_verifies_and_names_what_is_wrong(place: Path, folder: Path) -> None:
    command = place / "env/bin/aristarch-verify"
    done = run(command, folder)
    assert "is whole" in done.stdout
    manifest = done.stdout.partition("manifest: ")[2].split()[0]
    assert run(command, folder, "--manifest", manifest).returncode == 0
    assert run(command, folder, "--manifest", "0" * 64, check=False).returncode == 1
    with (folder / "metadata/objects.csv").open("a") as opened:
        opened.write("x")
    done = run(command, folder, check=False)
    assert done.returncode == 1
    assert "metadata/objects.csv: verify.changed" in done.stdout


def test_a_signature_asks_for_its_extra(place: Path, folder: Path) -> None:
    key = new_secret_key()
    (folder / "SHA256SUMS.minisig").write_text(sign((folder / "SHA256SUMS").read_bytes(), key, "x"))
    command = place / "env/bin/aristarch-verify"
    assert "It is signed" in run(command, folder).stdout
    done = run(command, folder, "--public-key", key.public.line, check=False)
    assert done.returncode == 1
    assert "pip install 'aristarch-bundle[signature]'" in done.stdout + done.stderr
