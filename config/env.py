"""The one reader of environment variables; docs/deploy.md lists each of them."""

from pathlib import Path

import environ

env = environ.Env()
ROOT = Path(__file__).resolve().parent.parent


def home() -> Path:
    """ARISTARCH_HOME, the folder that holds all data; created when absent."""
    folder = Path(env.str("ARISTARCH_HOME", default="") or ROOT / "var").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder
