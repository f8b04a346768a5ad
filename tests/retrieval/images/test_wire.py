"""The parent believes a child only as far as the format goes."""

import socket
import struct
from collections.abc import Iterator

import pytest

from retrieval.images import wire


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def test_a_message_arrives_as_it_was_sent(ends: tuple[socket.socket, socket.socket]) -> None:
    wire.send(ends[0], {"name": "é", "size": [1, 2]}, [b"", b"\0\xff"])
    assert wire.receive(ends[1], 5) == ({"name": "é", "size": [1, 2]}, [b"", b"\0\xff"])


def test_a_closed_channel_is_the_end(ends: tuple[socket.socket, socket.socket]) -> None:
    ends[0].close()
    assert wire.receive(ends[1], 5) is None


def framed(header: bytes) -> bytes:
    return struct.pack(">I", len(header)) + header


@pytest.mark.parametrize(
    "data",
    [
        b"\0\0",
        b"\xff\xff\xff\xff",
        framed(b"not json"),
        framed(b"[]"),
        framed(b"{}"),
        framed(b'{"parts": [-1]}'),
        framed(b'{"parts": [99999999999]}'),
        framed(b'{"parts": [true]}'),
        framed(b'{"parts": ["4"]}'),
        framed(b'{"parts": [1,1,1,1,1,1,1,1,1]}'),
        framed(b'{"parts": [10]}') + b"short",
        framed(b"\x80\x04\x95pickle"),
    ],
)
def test_nonsense_is_an_error(data: bytes, ends: tuple[socket.socket, socket.socket]) -> None:
    ends[0].sendall(data)
    ends[0].close()
    with pytest.raises(wire.WireError):
        wire.receive(ends[1], 5)


def test_a_message_that_stops_in_the_middle_times_out(ends: tuple[socket.socket, socket.socket]) -> None:
    ends[0].sendall(b"\0\0\0\x10{")
    with pytest.raises(TimeoutError):
        wire.receive(ends[1], 0.05)
