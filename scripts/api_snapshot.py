"""Write frontend/openapi.json from the code, or check that the committed one is up to date."""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SNAPSHOT = ROOT / "frontend" / "openapi.json"


def main() -> int:
    """Exit status 1 when --check finds a difference."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare only, write nothing")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "openapi.json"
        command = [sys.executable, "manage.py", "spectacular", "--validate", "--fail-on-warn"]
        command += ["--format", "openapi-json", "--file", str(fresh)]
        environment = {"DJANGO_SETTINGS_MODULE": "config.settings.test", **os.environ}
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
        text = fresh.read_text() + "\n"
    if not options.check:
        SNAPSHOT.write_text(text)
        return 0
    if SNAPSHOT.exists() and SNAPSHOT.read_text() == text:
        return 0
    print(
        "frontend/openapi.json is not what the code says: run `make api` and commit the difference.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
