"""Signatures over SHA256SUMS as minisign writes and checks them (https://jedisct1.github.io/minisign/).

So a reader needs none of our code: `minisign -Vm SHA256SUMS -p maintainers.pub`.
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from pathlib import Path

from retrieval.bundle.errors import BundleError
from retrieval.bundle.extras import needed
from retrieval.bundle.manifest import SUMS

SIGNATURE = "SHA256SUMS.minisig"
_ED25519 = "cryptography.hazmat.primitives.asymmetric.ed25519"
_UNTRUSTED = "untrusted comment: "
_TRUSTED = "trusted comment: "
_HASHED, _LEGACY = b"ED", b"Ed"  # over the BLAKE2b-512 of the file, or over the file itself
_KEY_ID, _KEY, _SIGNED = 8, 32, 64


@dataclass(frozen=True, slots=True)
class PublicKey:
    """Whose signature is believed: the number of the key pair and the Ed25519 public key."""

    key_id: bytes
    key: bytes

    @property
    def name(self) -> str:
        """The number of the key pair as minisign shows it."""
        return f"{int.from_bytes(self.key_id, 'little'):X}"

    @property
    def line(self) -> str:
        """The key in one line, as `minisign -P` takes it."""
        return base64.b64encode(_LEGACY + self.key_id + self.key).decode()

    @property
    def text(self) -> str:
        """The public key file."""
        return f"{_UNTRUSTED}minisign public key {self.name}\n{self.line}\n"


@dataclass(frozen=True, slots=True)
class SecretKey:
    """What signs; never shown, also not by repr()."""

    key_id: bytes
    seed: bytes

    def __repr__(self) -> str:
        return f"SecretKey({self.public.name})"

    @property
    def public(self) -> PublicKey:
        """The public half."""
        private = needed(_ED25519, "signature").Ed25519PrivateKey.from_private_bytes(self.seed)
        return PublicKey(self.key_id, private.public_key().public_bytes_raw())


@dataclass(frozen=True, slots=True)
class _Signature:
    algorithm: bytes
    key_id: bytes
    signed: bytes
    comment: str
    whole: bytes  # signs the signature and the trusted comment


def comment_of(slug: str, version: str) -> str:
    """The trusted comment for a release; without a time, so that signing twice gives the same bytes."""
    return f"release:{slug}@{version}\tfile:{SUMS}\thashed"


def sign(sums: bytes, secret: SecretKey, comment: str) -> str:
    """The signature file over the bytes of SHA256SUMS; the same input gives the same text.

    Raises BundleError `signature.comment` for a comment of more than one line.
    """
    if not comment.replace("\t", "").isprintable():
        raise BundleError("signature.comment", "The comment of a signature must be one printable line.")
    private = needed(_ED25519, "signature").Ed25519PrivateKey.from_private_bytes(secret.seed)
    signed = private.sign(hashlib.blake2b(sums).digest())
    whole = private.sign(signed + comment.encode())
    first = base64.b64encode(_HASHED + secret.key_id + signed).decode()
    second = base64.b64encode(whole).decode()
    return f"{_UNTRUSTED}signature from minisign secret key\n{first}\n{_TRUSTED}{comment}\n{second}\n"


def check(sums: bytes, signature: str, public_key: str) -> str:
    """The trusted comment of a signature over exactly these bytes by exactly this key.

    `public_key` is a public key file or its second line; prehashed and older signatures are read.
    Raises BundleError: `signature.malformed`, `signature.public-key`, `signature.other-key` and
    `signature.wrong`.
    """
    key, found = parse_public_key(public_key), _parse_signature(signature)
    if found.key_id != key.key_id:
        other = PublicKey(found.key_id, b"").name
        raise BundleError(
            "signature.other-key",
            f"The signature was made with the key {other}, not with the key {key.name} that was given; "
            f"get the maintainers' public key from a place you trust.",
        )
    message = hashlib.blake2b(sums).digest() if found.algorithm == _HASHED else sums
    if not _holds(key, found.signed, message):
        raise BundleError(
            "signature.wrong",
            f"The signature of key {key.name} is not over this {SUMS}: one of the two was changed.",
        )
    if not _holds(key, found.whole, found.signed + found.comment.encode()):
        raise BundleError(
            "signature.wrong", f"The trusted comment was changed: key {key.name} did not sign it."
        )
    return found.comment


def check_folder(folder: Path, public_key: str) -> str:
    """The trusted comment of a signed folder, after `check`.

    Raises BundleError as `check` does, and `signature.missing` when one of the two files is not there.
    """
    try:
        sums, signature = (folder / SUMS).read_bytes(), (folder / SIGNATURE).read_bytes()
    except OSError as error:
        missing = Path(error.filename or SIGNATURE).name
        raise BundleError(
            "signature.missing", f"{missing} cannot be read, so the release is not proven to be signed."
        ) from error
    return check(sums, signature.decode("utf-8", "replace"), public_key)


def parse_public_key(text: str) -> PublicKey:
    """A public key from its file or its single line. Raises BundleError `signature.public-key`."""
    lines = [line for line in text.split() if line] if _UNTRUSTED not in text else text.splitlines()[1:2]
    try:
        data = _decoded(lines[0], 2 + _KEY_ID + _KEY) if len(lines) == 1 else b""
    except ValueError:
        data = b""
    if data[:2] != _LEGACY:
        raise BundleError(
            "signature.public-key",
            "This is not a minisign public key: a line of 56 characters that starts with RW.",
        )
    return PublicKey(data[2 : 2 + _KEY_ID], data[2 + _KEY_ID :])


def _parse_signature(text: str) -> _Signature:
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    try:
        if len(lines) not in (4, 5) or lines[4:] not in ([], [""]):
            raise ValueError
        if not lines[0].startswith(_UNTRUSTED) or not lines[2].startswith(_TRUSTED):
            raise ValueError
        data = _decoded(lines[1], 2 + _KEY_ID + _SIGNED)
        whole = _decoded(lines[3], _SIGNED)
        if data[:2] not in (_HASHED, _LEGACY):
            raise ValueError
    except ValueError as error:
        raise BundleError(
            "signature.malformed",
            f"{SIGNATURE} is not a minisign signature of four lines; get it again from the publisher.",
        ) from error
    comment = lines[2].removeprefix(_TRUSTED)
    return _Signature(data[:2], data[2 : 2 + _KEY_ID], data[2 + _KEY_ID :], comment, whole)


def _decoded(line: str, size: int) -> bytes:
    try:
        data = base64.b64decode(line, validate=True)
    except binascii.Error as error:
        raise ValueError from error
    if len(data) != size:
        raise ValueError
    return data


def _holds(key: PublicKey, signature: bytes, message: bytes) -> bool:
    invalid = needed("cryptography.exceptions", "signature").InvalidSignature
    try:
        needed(_ED25519, "signature").Ed25519PublicKey.from_public_bytes(key.key).verify(signature, message)
    except (invalid, ValueError):
        return False
    return True
