"""Invite somebody into a benchmark."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from curation.actions.invite import invite
from curation.errors import DomainError
from curation.management.answer import benchmark_named, person_named
from curation.models import Benchmark, Role, User


class Command(BaseCommand):
    help = (
        "Prints a link by which somebody joins a benchmark; it is good for two weeks and shown only "
        "once. Example: manage.py invite ann@example.org --benchmark trial --role collector --role "
        "reviewer"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--benchmark", required=True, metavar="SLUG")
        parser.add_argument("--role", action="append", required=True, choices=list(Role.values), dest="roles")
        parser.add_argument(
            "--by", metavar="EMAIL", help="who invites; its first maintainer or a superuser if absent"
        )
        parser.add_argument(
            "--site", default="http://127.0.0.1:8000", help="where this installation is reached"
        )
        parser.add_argument("--json", action="store_true", help="answer with one JSON document")

    def handle(self, *_: Any, **options: Any) -> None:
        benchmark = benchmark_named(options["benchmark"])
        try:
            validate_email(options["email"])
            actor = person_named(options["by"]) if options["by"] else _inviting(benchmark)
            invited = invite(benchmark, options["email"], options["roles"], actor=actor)
        except ValidationError as error:
            message = f"{options['email']} is no e-mail address."
            raise CommandError(message) from error
        except DomainError as error:
            raise CommandError(error.message) from error
        link = f"{options['site'].rstrip('/')}{invited.path}"
        self.stdout.write(
            json.dumps({"email": invited.invitation.email, "link": link}) if options["json"] else link
        )


def _inviting(benchmark: Benchmark) -> User:
    maintainers = User.objects.filter(memberships__benchmark=benchmark, memberships__role=Role.MAINTAINER)
    person = (
        maintainers.order_by("pk").first() or User.objects.filter(is_superuser=True).order_by("pk").first()
    )
    if person is None:
        message = "The benchmark has no maintainer in whose name to invite. Name an account with --by."
        raise CommandError(message)
    return person
