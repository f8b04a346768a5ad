"""A run that is killed in the middle leaves whole objects only, and the next run continues it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from annotations.actions.import_objects import ImportRequest, import_objects
from curation.models import Image, Object
from tests import factories
from tests.annotations.imports.drawn import Folder

# Ends without any farewell, as a power cut would, after the second object's first picture was written.
KILLED = """
import os, signal, django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = os.environ["KILLED_DATABASE"]
settings.STORAGES["default"] = {"BACKEND": "curation.storage.DurableStorage",
    "OPTIONS": {"location": os.environ["KILLED_MEDIA"]}}
django.setup()
from pathlib import Path
from annotations.actions import import_object as one
from annotations.actions.import_objects import ImportRequest, import_objects
from curation.models import Benchmark
received, seen = one.receive_image, []
def receive(*args, **options):
    answer = received(*args, **options)
    seen.append(answer)
    if len(seen) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return answer
one.receive_image = receive
folder = Path(os.environ["KILLED_FOLDER"])
import_objects(ImportRequest(Benchmark.objects.get(), folder, folder))
"""


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_next_run_continues_where_a_killed_one_ended(tmp_path, own_media):
    benchmark = factories.make_benchmark()
    folder = Folder(tmp_path / "in", objects=3).write()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "KILLED_DATABASE": connection.settings_dict["NAME"],
        "KILLED_MEDIA": str(own_media),
        "KILLED_FOLDER": str(folder),
    }
    root = Path(__file__).parents[3]
    ended = subprocess.run([sys.executable, "-c", KILLED], cwd=root, env=environment, check=False)
    assert ended.returncode == -signal.SIGKILL
    assert list(Object.objects.values_list("key", flat=True)) == ["toy_0"]
    assert Image.objects.count() == 2
    done = import_objects(ImportRequest(benchmark, folder, folder))
    assert (done.unchanged, done.created, done.refused) == (["toy_0"], ["toy_1", "toy_2"], [])
    assert Image.objects.count() == 6
