"""Keep what near-duplicates of an original are found by."""

from curation.models import Original, StoredFingerprint


def store_fingerprint(original: Original, method: str, payload: bytes) -> StoredFingerprint:
    """Write it once per method; a second run of the same method replaces the bytes with equal ones."""
    row, _ = StoredFingerprint.objects.update_or_create(
        original=original, method=method, defaults={"payload": payload}
    )
    return row
