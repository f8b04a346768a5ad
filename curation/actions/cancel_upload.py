"""Give an upload up: its row and bytes go; a picture that came of it stays."""

from django.db import transaction

from curation.actions.start_upload import part_path
from curation.models import Upload


def cancel_upload(upload: Upload) -> None:
    """Remove it; a second call finds nothing left to remove."""
    with transaction.atomic():
        Upload.objects.filter(pk=upload.pk).delete()
    part_path(upload).unlink(missing_ok=True)
