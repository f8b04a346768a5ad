#!/usr/bin/env python
"""Django's command line, with the embedded servers behind it when none is configured."""

import os
import sys

from django.core.management import execute_from_command_line

# Commands that answer from files alone: they must work on a machine with no database at all.
WITHOUT_DATABASE = {
    "check_images",
    "verify_release",
    "fetch_models",
    "help",
    "--help",
    "version",
    "--version",
}


def main() -> None:
    """Run one management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    # Several processes share the cores: a second BLAS thread in each only spins (measured: twice the CPU time).
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if len(sys.argv) < 2 or sys.argv[1] in WITHOUT_DATABASE or "--help" in sys.argv:
        os.environ["ARISTARCH_WITHOUT_DATABASE"] = "1"
    else:
        from django.conf import settings  # noqa: PLC0415  only now is it known which settings they are

        from config import first_use  # noqa: PLC0415

        settings.DATABASES  # noqa: B018  loading the settings starts the embedded server
        first_use.prepare(sys.argv[1])
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
