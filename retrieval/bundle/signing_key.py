"""Secret key files of minisign: without a passphrase (`minisign -W`) or closed with scrypt."""

import base64
import binascii
import hashlib
import hmac
import os
from collections.abc import Callable
from dataclasses import dataclass

from retrieval.bundle.errors import BundleError
from retrieval.bundle.signature import SecretKey

_ALGORITHM, _SCRYPT, _OPEN, _CHECKSUM = b"Ed", b"Sc", b"\0\0", b"B2"
_HEAD = 2 + 2 + 2 + 32 + 8 + 8
_SEALED = 8 + 64 + 32  # number of the key, secret key, checksum
_MOST_MEMORY = 1 << 30


@dataclass(frozen=True, slots=True)
class Limits:
    """How hard a passphrase is to guess, in libsodium's words: operations and bytes of memory."""

    operations: int = 33_554_432  # minisign's own choice: about three seconds and one GiB
    memory: int = 1_073_741_824


def new_secret_key() -> SecretKey:
    """A key pair from the system's random source."""
    return SecretKey(os.urandom(8), os.urandom(32))


def secret_key_text(key: SecretKey, passphrase: str | None, limits: Limits = Limits()) -> str:
    """The secret key file; closed with the passphrase unless that is None."""
    secret = key.seed + key.public.key
    if passphrase is None:
        head, sealed = _head(_OPEN, bytes(32), Limits(0, 0)), key.key_id + secret + bytes(32)
        comment = "minisign secret key without a passphrase"
    else:
        salt = os.urandom(32)
        head = _head(_SCRYPT, salt, limits)
        sealed = _xor(key.key_id + secret + _checksum(key.key_id, secret), passphrase, salt, limits)
        comment = "minisign encrypted secret key"
    return f"untrusted comment: {comment}\n{base64.b64encode(head + sealed).decode()}\n"


def read_secret_key(text: str, passphrase: Callable[[], str]) -> SecretKey:
    """The key in a secret key file; asks for the passphrase only when the file is closed with one.

    Raises BundleError: `signature.secret-key` for a file that is none, `signature.passphrase` when it
    does not open the file.
    """
    data = _data(text)
    method, salt = data[2:4], data[6:38]
    sealed = data[_HEAD:]
    if method == _SCRYPT:
        limits = Limits(int.from_bytes(data[38:46], "little"), int.from_bytes(data[46:54], "little"))
        sealed = _xor(sealed, passphrase(), salt, limits)
        if not hmac.compare_digest(_checksum(sealed[:8], sealed[8:72]), sealed[72:]):
            raise BundleError("signature.passphrase", "The passphrase does not open this secret key.")
    elif method != _OPEN:
        raise _no_key()
    key = SecretKey(sealed[:8], sealed[8:40])
    if key.public.key != sealed[40:72]:
        raise _no_key()
    return key


def _data(text: str) -> bytes:
    lines = text.splitlines()
    try:
        data = base64.b64decode(lines[1] if len(lines) > 1 else "", validate=True)
    except (binascii.Error, ValueError) as error:
        raise _no_key() from error
    if len(data) != _HEAD + _SEALED or data[:2] != _ALGORITHM or data[4:6] != _CHECKSUM:
        raise _no_key()
    return data


def _no_key() -> BundleError:
    return BundleError(
        "signature.secret-key", "This is not a whole minisign secret key; make one with make_signing_key."
    )


def _head(method: bytes, salt: bytes, limits: Limits) -> bytes:
    numbers = limits.operations.to_bytes(8, "little") + limits.memory.to_bytes(8, "little")
    return _ALGORITHM + method + _CHECKSUM + salt + numbers


def _checksum(key_id: bytes, secret: bytes) -> bytes:
    return hashlib.blake2b(_ALGORITHM + key_id + secret, digest_size=32).digest()


def _xor(data: bytes, passphrase: str, salt: bytes, limits: Limits) -> bytes:
    cost, blocks, lanes = scrypt_parameters(limits)
    if 128 * cost * blocks > _MOST_MEMORY:
        raise _no_key()
    stream = hashlib.scrypt(
        passphrase.encode(),
        salt=salt,
        n=cost,
        r=blocks,
        p=lanes,
        maxmem=128 * blocks * (cost + lanes + 2),
        dklen=len(data),
    )
    return bytes(left ^ right for left, right in zip(data, stream, strict=True))


def scrypt_parameters(limits: Limits) -> tuple[int, int, int]:
    """N, r and p of scrypt for the limits, chosen as libsodium does (pickparams of pwhash_scrypt)."""
    operations, blocks = max(limits.operations, 32_768), 8
    if operations < limits.memory // 32:
        return _power(operations // (blocks * 4)), blocks, 1
    cost = _power(limits.memory // (blocks * 128))
    return cost, blocks, max(min(operations // 4 // cost, 0x3FFFFFFF) // blocks, 1)


def _power(most: int) -> int:
    power = 1
    while 1 << power <= most // 2 and power < 63:
        power += 1
    return 1 << power
