"""What stands in a JPEG file besides its picture, read from its markers without decoding."""

import re
import struct
from collections.abc import Iterator
from typing import NamedTuple

_START = b"\xff\xd8"
_END = 0xD9
_SCAN = 0xDA
_COMMENT = 0xFE
_SCAN_MARKER, _FIRST_MARKER, _FIRST_APPLICATION = 0xFF00 | _SCAN, 0xFF00, 0xFFE0
_SEGMENT_HEAD = struct.Struct(">HH").unpack_from
_FRAME_SIZE = struct.Struct(">HH").unpack_from
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_LEAST_SCAN = 12  # bytes from the marker of a scan to the end of the file
_BARE_JFIF = 14  # bytes in an APP0 segment without a thumbnail
# within compressed data 0xFF is followed by 0x00 or a restart marker; anything else ends it
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)


class _Segment(NamedTuple):
    marker: int
    body: bytes
    end: int


def jpeg_problem(data: bytes, width: int, height: int) -> str | None:
    """Why the bytes are not a plain JPEG of that size, as half a sentence; None when they are.

    Plain means: one picture, no metadata or comment segments, nothing after the end marker.
    """
    if not data.startswith(_START):
        return "does not start like a JPEG"
    size = None
    last = _Segment(0, b"", 0)
    for last in _segments(data):
        if _is_metadata(last):
            return f"holds metadata or a comment (segment {last.marker:02X})"
        if last.marker in _FRAMES and len(last.body) >= 5:
            size = (int.from_bytes(last.body[3:5]), int.from_bytes(last.body[1:3]))
    if last.marker != _END or size is None:
        return "is cut off"
    if last.end != len(data):
        return "has bytes after its end"
    if size != (width, height):
        return f"is {size[0]}x{size[1]} pixels, not {width}x{height}"
    return None


def head_problem(data: bytes, width: int, height: int) -> str | None:
    """The same of everything before the picture's own data, and of the last two bytes.

    Ten times faster, and all that is left to ask of bytes whose SHA-256 has been known since ingest.
    """
    if not data.startswith(_START) or not data.endswith(bytes((0xFF, _END))):
        return "does not start and end like a JPEG"
    size = None
    at, last = len(_START), len(data) - _LEAST_SCAN
    marker = 0
    while at < last:
        marker, length = _SEGMENT_HEAD(data, at)
        if marker == _SCAN_MARKER or marker < _FIRST_MARKER:
            break
        end = at + 2 + max(length, 2)
        if marker >= _FIRST_APPLICATION and _is_metadata(_Segment(marker & 0xFF, data[at + 4 : end], end)):
            return f"holds metadata or a comment (segment {marker & 0xFF:02X})"
        if marker & 0xFF in _FRAMES:
            height_here, width_here = _FRAME_SIZE(data, at + 5)
            size = (width_here, height_here)
        at = end
    if at >= last or marker != _SCAN_MARKER or size is None:
        return "is cut off"
    if size != (width, height):
        return f"is {size[0]}x{size[1]} pixels, not {width}x{height}"
    return None


def _segments(data: bytes) -> Iterator[_Segment]:
    at = len(_START)
    while found := _NEXT_MARKER.search(data, at):
        start, marker = found.end(), data[found.start() + 1]
        if marker == _END:
            yield _Segment(marker, b"", start)
            return
        at = start + max(int.from_bytes(data[start : start + 2]), 2)
        yield _Segment(marker, data[start + 2 : at], at)


def _is_metadata(segment: _Segment) -> bool:
    if segment.marker == 0xE0:
        return len(segment.body) != _BARE_JFIF or not segment.body.startswith(b"JFIF\x00")
    return segment.marker == _COMMENT or 0xE1 <= segment.marker <= 0xEF
