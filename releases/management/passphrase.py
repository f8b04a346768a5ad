"""The passphrase of a signing key: from the environment for programs, from the terminal for people."""

import os
import sys
from getpass import getpass

from django.core.management.base import CommandError

VARIABLE = "ARISTARCH_SIGNING_PASSPHRASE"


def passphrase(prompt: str = "Passphrase of the signing key: ") -> str:
    """The passphrase. Raises CommandError when there is neither a variable nor a terminal to ask at."""
    given = os.environ.get(VARIABLE)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        message = f"The key needs a passphrase: set {VARIABLE}, or run this at a terminal."
        raise CommandError(message)
    return getpass(prompt)


def new_passphrase() -> str:
    """A passphrase for a new key, asked for twice. Raises CommandError when it is empty or differs."""
    first = passphrase("New passphrase for the signing key: ")
    if not first:
        message = "An empty passphrase protects nothing; use --no-passphrase if that is what you mean."
        raise CommandError(message)
    if passphrase("The same again: ") != first:
        message = "The two passphrases differ; no key was made."
        raise CommandError(message)
    return first
