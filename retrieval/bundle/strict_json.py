"""Dataclasses to JSON and back, where nothing unknown, missing or of another type gets through."""

import dataclasses
import json
import types
from collections.abc import Mapping
from typing import Any, Literal, TypeAlias, TypeVar, Union, get_args, get_origin, get_type_hints

from retrieval.bundle.errors import BundleError

JsonValue: TypeAlias = (
    "str | int | float | bool | list[JsonValue] | tuple[JsonValue, ...] | Mapping[str, JsonValue] | None"
)
T = TypeVar("T")


def canonical(value: JsonValue) -> bytes:
    """UTF-8 JSON with sorted keys and no spaces: one value, one spelling."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode()


def encode(value: Any) -> Any:
    """Plain JSON values of a dataclass, a tuple or a mapping, recursively."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = dataclasses.fields(value)
        return {entry.name: encode(getattr(value, entry.name)) for entry in fields}
    if isinstance(value, Mapping):
        return {str(key): encode(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [encode(entry) for entry in value]
    return value


def decode(kind: type[T], value: object, where: str = "$") -> T:
    """The dataclass `kind` from plain JSON. Raises BundleError `bundle.json` naming the place."""
    decoded: T = _decode(kind, value, where)
    return decoded


def _decode(kind: Any, value: Any, where: str) -> Any:
    if dataclasses.is_dataclass(kind):
        return _dataclass(kind, value, where)
    origin = get_origin(kind)
    if origin is tuple:
        return _tuple(get_args(kind)[0], value, where)
    if origin in (Union, types.UnionType):
        return _union(get_args(kind), value, where)
    if origin is Literal:
        return value if value in get_args(kind) else _refuse(kind, value, where)
    if origin is not None and issubclass(origin, Mapping):
        return value if isinstance(value, dict) else _refuse(kind, value, where)
    return _scalar(kind, value, where)


def _dataclass(kind: Any, value: Any, where: str) -> Any:
    if not isinstance(value, dict):
        return _refuse(kind, value, where)
    hints = get_type_hints(kind)
    if set(value) != set(hints):
        odd = ", ".join(sorted(set(value) ^ set(hints)))
        raise BundleError("bundle.json", f"At {where}, these fields are missing or unknown: {odd}.")
    return kind(**{name: _decode(hint, value[name], f"{where}.{name}") for name, hint in hints.items()})


def _tuple(kind: Any, value: Any, where: str) -> Any:
    if not isinstance(value, list):
        return _refuse(tuple, value, where)
    return tuple(_decode(kind, entry, f"{where}[{index}]") for index, entry in enumerate(value))


def _union(kinds: tuple[Any, ...], value: Any, where: str) -> Any:
    if value is None and type(None) in kinds:
        return None
    return _decode(next(kind for kind in kinds if kind is not type(None)), value, where)


def _scalar(kind: Any, value: Any, where: str) -> Any:
    if kind is float and type(value) is int:
        return float(value)
    # type() and not isinstance(): true is an int to Python, but never a number in a release
    return value if type(value) is kind else _refuse(kind, value, where)


def _refuse(kind: Any, value: Any, where: str) -> Any:
    expected = getattr(kind, "__name__", str(kind))
    raise BundleError("bundle.json", f"At {where}, {expected} was expected, not {value!r:.60}.")
