"""Write the text query of an object."""

import unicodedata

from django.db import transaction

from annotations.actions.states import taken
from annotations.models import TextEdit, TextQuery
from curation import jobs
from curation.audit import record
from curation.errors import DomainError, Stale
from curation.models import Object, User

LONGEST = 2000


@transaction.atomic
def save_text(obj: Object, text: str, *, version: int, actor: User, source: str = "person") -> TextQuery:
    """Store the next version of the text; an approval of the version before does not carry over.

    The same text as stored makes no new version.

    Raises:
        DomainError: the text is too long or holds control characters.
        Conflict: the object is in a state in which it can't be changed.
        Stale: somebody saved in between; `extra["stored"]` holds what they saved.
    """
    obj = taken(obj, "changed")
    clean = cleaned(text)
    stored, _ = TextQuery.objects.select_for_update(of=("self",)).get_or_create(object=obj)
    if stored.text == clean and _is_seen(stored, version, actor):
        return stored
    if stored.version != version:
        raise Stale(
            "text.stale",
            f"Somebody else saved the text query of {obj.key} in between (version {stored.version}, yours is "
            f"based on {version}). Look at both and save again.",
            stored={
                "text": stored.text,
                "version": stored.version,
                "updated_by": str(stored.updated_by or ""),
            },
        )
    before, stored.text = stored.text, clean
    stored.version += 1
    stored.updated_by, stored.approved_by, stored.approved_at = actor, None, None
    stored.save()
    TextEdit.objects.create(
        text_query=stored, version=stored.version, text=clean, author=actor, source=source
    )
    record("annotations.text.saved", stored, actor=actor, benchmark=obj.benchmark, before=before, after=clean)
    jobs.enqueue("rules.check", obj.pk, benchmark=obj.benchmark)
    return stored


def cleaned(text: str) -> str:
    """The text as it is kept: composed characters, no outer space, line ends of one kind."""
    clean = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()
    if len(clean) > LONGEST:
        raise DomainError(
            "text.too-long", f"The text query has {len(clean)} characters; {LONGEST} are allowed. Shorten it."
        )
    if any(unicodedata.category(letter) in ("Cc", "Cs") and letter != "\n" for letter in clean):
        raise DomainError(
            "text.control-character", "The text query holds an invisible control character. Type it again."
        )
    return clean


def _is_seen(stored: TextQuery, version: int, actor: User) -> bool:
    return version == stored.version or (version == stored.version - 1 and stored.updated_by_id == actor.pk)
