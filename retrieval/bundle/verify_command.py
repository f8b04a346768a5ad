"""The command `aristarch-verify`, for readers who have nothing but a release and this package."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from retrieval.bundle.errors import BundleError
from retrieval.bundle.verify import Verification, verify
from retrieval.bundle.verify_words import findings, key_text, whole


def main(arguments: Sequence[str] | None = None) -> int:
    """Names what is wrong with a release; 0 only when nothing is, 1 otherwise, 2 for unusable options."""
    options = _parser().parse_args(arguments)
    try:
        found = verify(options.folder, _progress, public_key=key_text(options.public_key))
    except BundleError as error:
        sys.stderr.write(f"{error.code}: {error.message}\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"{options.folder} can't be read: {error}.\n")
        return 1
    foreign = bool(options.manifest) and found.manifest_sha256 != options.manifest.lower()
    answer = _as_json(found, foreign) if options.json else _as_text(found, options.folder, foreign)
    sys.stdout.write(answer)
    return 0 if found.ok and not foreign else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="aristarch-verify",
        description="Names every missing, added, truncated or changed file of an exported release, and every "
        "contradiction in its lists, boxes, images and archives. Needs nothing but the folder.",
    )
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument(
        "--manifest", default="", metavar="SHA256", help="what SHA256SUMS must hash to, as its page states it"
    )
    parser.add_argument(
        "--public-key",
        default="",
        metavar="KEY",
        help="demand a good signature by this minisign key: its file, or its line",
    )
    parser.add_argument("--json", action="store_true", help="answer with one JSON document")
    return parser


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done} of {total} checks" + ("\n" if done >= total else ""))


def _as_json(found: Verification, foreign: bool) -> str:
    answer = {**asdict(found), "ok": found.ok and not foreign, "manifest_as_expected": not foreign}
    return json.dumps(answer, indent=2, ensure_ascii=False) + "\n"


def _as_text(found: Verification, folder: Path, foreign: bool) -> str:
    lines = list(findings(found))
    if foreign:
        lines.append(f"SHA256SUMS hashes to {found.manifest_sha256 or 'nothing'}, not to what was expected.")
    if lines:
        lines.append(f"{folder} is not a whole release: {len(lines)} problem(s).")
    else:
        lines += whole(found, folder)
    return "".join(f"{line}\n" for line in lines)
