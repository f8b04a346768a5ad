"""Tests: the same servers, a home of their own, hashes that are quick to make."""

import os

from config.env import ROOT

os.environ["ARISTARCH_HOME"] = os.environ.get("ARISTARCH_TEST_HOME") or str(ROOT / "var" / "test")

from config.settings.dev import *  # noqa: F403  the home must be known first

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_ENABLED = False
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405  WhiteNoise warns about an absent folder
EXPORT_WORKERS = 1  # a second thread would not see the rows of an open transaction
