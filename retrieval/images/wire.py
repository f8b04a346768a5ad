"""How parent and child talk: a length, a JSON header, then raw parts. Never pickle: the child is untrusted."""

import json
import socket
import struct
import time
from collections.abc import Mapping, Sequence
from typing import Any, Final

Header = dict[str, Any]

_LENGTH: Final = struct.Struct(">I")
_MAX_HEADER: Final = 64 * 1024
_MAX_PARTS: Final = 8
_MAX_PART: Final = 64 * 1024 * 1024


class WireError(Exception):
    """The other side closed the channel or sent something that is not a message."""


def send(channel: socket.socket, header: Mapping[str, Any], parts: Sequence[bytes] = ()) -> None:
    """Write one message; raises OSError when the other side is gone."""
    encoded = json.dumps({**header, "parts": [len(part) for part in parts]}).encode()
    channel.sendall(b"".join((_LENGTH.pack(len(encoded)), encoded, *parts)))


def receive(channel: socket.socket, seconds: float | None = None) -> tuple[Header, list[bytes]] | None:
    """Read one message, or None when the channel was closed between messages.

    Raises WireError for a broken message and TimeoutError when it is not complete after `seconds`.
    """
    deadline = None if seconds is None else time.monotonic() + seconds
    start = _exactly(channel, _LENGTH.size, deadline, may_end=True)
    if not start:
        return None
    (length,) = _LENGTH.unpack(start)
    if length > _MAX_HEADER:
        raise WireError("a header of impossible length")
    header, sizes = _parsed(_exactly(channel, length, deadline))
    return header, [_exactly(channel, size, deadline) for size in sizes]


def _parsed(encoded: bytes) -> tuple[Header, list[int]]:
    try:
        header = json.loads(encoded)
    except ValueError as error:
        raise WireError("a header that is not JSON") from error
    sizes = header.pop("parts", None) if isinstance(header, dict) else None
    if not isinstance(sizes, list) or len(sizes) > _MAX_PARTS:
        raise WireError("a header without parts")
    if any(type(size) is not int or not 0 <= size <= _MAX_PART for size in sizes):
        raise WireError("a part of an impossible size")
    return header, sizes


def _exactly(channel: socket.socket, length: int, deadline: float | None, *, may_end: bool = False) -> bytes:
    buffer = bytearray(length)
    view, filled = memoryview(buffer), 0
    while filled < length:
        if deadline is not None:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            channel.settimeout(left)
        count = channel.recv_into(view[filled:])
        if count == 0:
            if may_end and filled == 0:
                return b""
            raise WireError("an incomplete message")
        filled += count
    return bytes(buffer)
