"""Answer what a benchmark says about itself as a whole."""

from typing import Any

from django.db import transaction

from curation import audit
from curation.cards import about_of, refuse_unusable
from curation.errors import Stale
from curation.models import Benchmark, BenchmarkCard, User
from retrieval.bundle.strict_json import encode


def card_of(benchmark: Benchmark) -> BenchmarkCard:
    """The card, unsaved and unanswered when nobody wrote one yet."""
    known = BenchmarkCard.objects.select_related("updated_by").filter(benchmark=benchmark).first()
    return known or BenchmarkCard(benchmark=benchmark)


@transaction.atomic
def edit_card(
    benchmark: Benchmark, about: object, *, version: int | None, actor: User | None
) -> BenchmarkCard:
    """Replace the card by this `About` as JSON, based on that version (0: there was none; None: any).

    Fields left away are unanswered afterwards. The same answers again change nothing.

    Raises:
        DomainError: `card.invalid` naming the place of what can't be taken.
        Stale: `card.stale` when somebody saved in between; `stored` is what they saved.
    """
    asked = about_of(about)
    refuse_unusable(asked)
    after: dict[str, Any] = encode(asked)
    Benchmark.objects.select_for_update().get(pk=benchmark.pk)
    card = card_of(benchmark)
    if version is not None and version != card.version:
        stored = {"about": encode(about_of(card.about)), "version": card.version}
        message = "Somebody saved this card after you opened it. Compare both and save again."
        raise Stale("card.stale", message, stored=stored)
    before = encode(about_of(card.about))
    if before == after and card.pk:
        return card
    card.about, card.updated_by = after, actor
    card.version += 1
    card.save()
    changed = sorted(name for name in after if after[name] != before[name])
    audit.record(
        "curation.card.edited",
        card,
        actor=actor,
        benchmark=benchmark,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    return card
