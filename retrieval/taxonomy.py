"""The category tree: where an object sits, and the file the official evaluation reads."""

from collections.abc import Iterable
from dataclasses import dataclass

PLACEHOLDER = "other"
Tree = dict[str, dict[str, dict[str, list[str]]]]


@dataclass(frozen=True, slots=True, order=True)
class CategoryPath:
    """One to three names on one path; an empty `mid` or `fine` means that level is not used."""

    coarse: str
    mid: str = ""
    fine: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The levels in use, coarse first."""
        return tuple(name for name in (self.coarse, self.mid, self.fine) if name)

    @property
    def has_gap(self) -> bool:
        """Whether a finer level is named below one that is not."""
        return not self.coarse or (bool(self.fine) and not self.mid)


def is_unsafe(name: str) -> bool:
    """Whether the official code would cut or split the name: it cuts categories at '-' (F 1.6)."""
    return "-" in name or "," in name or name != name.strip()


def tree(places: Iterable[tuple[str, CategoryPath]]) -> Tree:
    """ILIAS taxonomy {coarse: {mid: {fine: [id, ...]}}} of (object id, path) pairs, all sorted.

    Levels that are not used become the placeholder "other", as in the file of ILIAS (F 1.2).
    """
    grown: Tree = {}
    for identifier, path in sorted(places, key=lambda place: (place[1], place[0])):
        middle = grown.setdefault(path.coarse, {}).setdefault(path.mid or PLACEHOLDER, {})
        middle.setdefault(path.fine or PLACEHOLDER, []).append(identifier)
    return grown
