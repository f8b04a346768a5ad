"""The embedded database brings itself up to date, so that any command may be the first one ever run."""

import os

import django
from django.core.management import call_command, get_commands
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

ROOMS = {"config", "workers", "releases", "annotations", "curation"}
SERVERS = {"serve", "demo"}  # they bring any database up to date themselves, see config/serving.py
LOCK = 4_177_001  # any number that nobody else takes: two first commands must not migrate at once


def prepare(command: str) -> None:
    """Apply what is missing before a command of ours runs on an embedded database; servers are left alone."""
    if os.environ.get("ARISTARCH_EMBEDDED_DATABASE") != "1" or command in SERVERS:
        return
    django.setup()
    if get_commands().get(command) in ROOMS:
        bring_up_to_date()


def bring_up_to_date() -> None:
    """Look once for waiting migrations, and apply them if there are any."""
    if not waiting_migrations():
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            call_command("migrate", interactive=False, verbosity=0)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def waiting_migrations() -> int:
    """How many migrations the database still lacks."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
