"""Everything that can be wrong with a source or a shard: a stable code and the sentence that people read."""

from typing import Final

from retrieval.errors import RetrievalError

ERRORS: Final[dict[str, str]] = {
    # a whole source
    "distractors.source-unknown": "There is no source named {name!r}; choose one of {known}.",
    "distractors.location": "{location} can't be read as {kind} ({reason}). Check the path and its permissions.",
    "distractors.nothing": "{location} holds nothing that could be brought in: {wanted}.",
    "distractors.option": "The option {name} can't be {value!r}; {wanted}.",
    "distractors.encoder-unnamed": (
        "Nobody said which encoder made the descriptors in {location}. Name it (option encoder, and "
        "encoder_version where it is not the same): descriptors of two encoders must never be compared."
    ),
    "distractors.package-missing": (
        "{package} is not installed here, and {purpose}. Install it ({command}) and start again."
    ),
    "distractors.downloader-failed": (
        "The downloader img2dataset ended with an error ({reason}). What it downloaded stays in {folder}; mend the cause "
        "and start again: it goes on where it stopped."
    ),
    # a piece of a source
    "distractors.changed": (
        "{what} is no longer what it was when the set was planned ({reason}). Put the planned files back, "
        "or import the changed ones as a set of their own."
    ),
    "distractors.unreadable": "{what} can't be read ({reason}). Mend or replace it, and start this shard again.",
    "distractors.tar-truncated": (
        "{tar} ends before it is complete (at byte {offset:,}); none of this shard was taken in. Fetch the tar again "
        "and start this shard again, or plan the set with the option salvage to take what is whole."
    ),
    "distractors.tar-damaged": (
        "{tar} is damaged at byte {offset:,} ({reason}); none of this shard was taken in. Fetch the tar again and "
        "start this shard again, or plan the set with the option salvage to take what comes before."
    ),
    "distractors.tar-compressed": (
        "{tar} is no plain tar ({found}). Unpack it once (gunzip, for example): shards are read from their middle."
    ),
    "distractors.table": "{table}, line {line}: {reason}. Mend the table and plan the set again.",
    "distractors.descriptors-dtype": (
        "{what} holds {found}, but descriptors are float16 or float32 of the shape [rows, dimensions]. "
        "Convert it and plan the set again."
    ),
    "distractors.descriptors-length": (
        "{what} has {descriptors:,} descriptors, but {names:,} names in {beside}. They don't belong together; "
        "write both again."
    ),
    "distractors.hdf5": "{what} is no descriptor file as ILIAS writes it: {reason}.",
    # one image
    "distractors.path-outside": "{path} leads out of the folder of the source and is not read.",
    "distractors.row": "Line {line} can't be taken: {reason}.",
    "distractors.download-failed": "It was never downloaded: {reason}.",
    "distractors.no-image": "The sample holds no image, only {members}.",
    "distractors.member-too-large": "{member} has {size:,} bytes, and at most {limit:,} are read.",
    "distractors.metadata": "{member} can't be read ({reason}), and it may hold the licence of the image.",
    "distractors.tar-link": "{member} is a link and no file; links in tars are not followed.",
    "distractors.name": "The name of row {row} can't be read ({reason}).",
    "distractors.descriptor-not-finite": "The descriptor holds numbers that are not finite.",
    "distractors.descriptor-zero": "The descriptor is zero: it points nowhere and is near to nothing.",
    "distractors.salvaged": "{tar} breaks off at byte {offset:,} ({reason}); what came after is missing.",
    # a shard
    "distractors.cancelled": "The work on this shard was stopped on request; start it again to do it.",
    "distractors.folder-in-use": (
        "{folder} holds {found}, which no shard does, so nothing was written there. Choose an empty folder."
    ),
    "distractors.disk": (
        "The disk failed at {place} ({reason}); the shard is not finished. Make room or choose another folder, "
        "and start it again."
    ),
    "distractors.encoder-answer": (
        "The encoder {encoder} answered {found} for {wanted}; nothing can be searched with that. Repair or "
        "replace its weights and start again."
    ),
    "distractors.shard-missing": "There is no finished shard in {folder}. Build it (again).",
    "distractors.shard-damaged": "{file} in {folder} is damaged ({reason}). Build the shard again.",
    "distractors.file-unlisted": "{file} in {folder} belongs to no shard. Remove it.",
    "distractors.unknown": "{id} is not in the shard {shard}.",
    "distractors.no-image-held": "{id} came as a descriptor alone; the shard {shard} holds no image of it.",
    "distractors.not-encoded": "The shard {shard} holds no descriptors of {encoder}; it has those of {known}.",
}


class DistractorError(RetrievalError):
    """A source, a piece, one image or a shard that can't be used; `code` is a key of ERRORS."""


def problem(code: str, **facts: object) -> DistractorError:
    """The exception for that code; raises KeyError for a code or fact that is not in ERRORS."""
    return DistractorError(code, ERRORS[code].format_map(facts))
