"""One benchmark with a person in every position, and one row of everything that has an address."""

import base64
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from curation.actions.invite import invite
from curation.media_links import link
from curation.models import (
    Benchmark,
    Category,
    Evidence,
    Image,
    Job,
    MiningRun,
    Neighbour,
    Object,
    Role,
    SetNeighbour,
    Upload,
    User,
)
from tests import factories
from tests.curation.drawn_sets import make_distractor_set

POSITIONS = ("anonymous", "stranger", "owner", "collector", "reviewer", "maintainer")


@dataclass
class World:
    """Who is there, and the parts of addresses."""

    people: dict[str, User | None]
    benchmark: Benchmark
    obj: Object
    image: Image
    rows: dict[str, Any]

    def parts(self, route: str, name: str, position: str) -> dict[str, Any]:
        """Values for the variable parts of a route, as that person would know them."""
        person = self.people[position] or self.rows["maintainer"]
        values = {
            "slug": self.benchmark.slug,
            "pk": self.rows[name].pk if name in self.rows and hasattr(self.rows[name], "pk") else 0,
            "public_id": next(
                (
                    self.rows[word].public_id
                    for word in ("uploads", "distractor-sets", "mining-runs")
                    if word in route
                ),
                self.image.public_id,
            ),
            "shard": "00000",
            "key": "one" if "distractor-sets" in route else self.obj.key,
            "token": link(self.image, "thumb", person).split("/")[3]
            if "media" in route
            else self.rows["token"],
        }
        return {key: value for key, value in values.items() if f":{key}>" in route}


def make_world() -> World:
    """A draft of `owner` with one picture in the trash's reach, one pair, one job, one upload, one invitation."""
    benchmark = factories.make_benchmark()
    people: dict[str, User | None] = {
        "anonymous": None,
        "stranger": factories.make_user(factories.make_benchmark(), *Role),
        "owner": factories.make_user(benchmark, Role.COLLECTOR),
        "collector": factories.make_user(benchmark, Role.COLLECTOR),
        "reviewer": factories.make_user(benchmark, Role.REVIEWER),
        "maintainer": factories.make_user(benchmark, Role.MAINTAINER),
    }
    obj = factories.make_object(benchmark, people["owner"])
    first, second = factories.make_image(obj, "query"), factories.make_image(obj)
    Evidence.objects.create(object=obj, kind="private_knowledge", statement="Seen it made.")
    pair = Neighbour.objects.create(
        first=first, second=second, hamming=1, cosine=1, inliers=9, score=1, suggested="duplicate"
    )
    job = Job.objects.create(
        kind="rules.check",
        args=[obj.pk],
        key="k",
        benchmark=benchmark,
        created_by=people["owner"],
        state="dead",
    )
    upload = Upload.objects.create(
        object=obj,
        user=people["owner"],
        role="query",
        file_name="a.jpg",
        length=10,
        expires_at=timezone.now() + timedelta(hours=1),
    )
    found = make_distractor_set(benchmark)
    rows = {
        "category": Category.objects.create(benchmark=benchmark, level="coarse", name="food"),
        "neighbour": pair,
        "neighbour-verdict": pair,
        "job": job,
        "job-retry": job,
        "job-cancel": job,
        "upload": upload,
        "uploads": upload,
        "distractor-sets": found,
        "mining-runs": MiningRun.objects.create(benchmark=benchmark, name="mini", size=1, sets=["wild"]),
        "mining-estimate": Job.objects.create(
            kind="mining.estimate", args=[benchmark.pk, {}], key="e", benchmark=benchmark, state="failed"
        ),
        "set-neighbour-verdict": SetNeighbour.objects.create(
            image=first,
            set=found,
            distractor="00000/one",
            hamming=1,
            cosine=1,
            inliers=9,
            score=1,
            suggested="duplicate",
        ),
        "token": invite(benchmark, "new@example.org", ["reviewer"], actor=people["maintainer"]).token,
        "maintainer": people["maintainer"],
    }
    return World(people, benchmark, obj, first, rows)


def encoded(**values: str) -> str:
    """Upload-Metadata of tus."""
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in values.items())
