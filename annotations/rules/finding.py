"""What a rule says, and what the application shows of it."""

from dataclasses import asdict, dataclass
from typing import Literal

Stage = Literal["submit", "accept", "freeze"]
Severity = Literal["error", "warning", "off"]
STAGES: tuple[Stage, ...] = ("submit", "accept", "freeze")


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing a rule found: a full sentence, and the anchor of the spot that mends it."""

    message: str
    link: str  # "evidence", "text", "categories", "images", "about", "image:<uuid>", "neighbour:<id>" or "distractors:<set>"
    image: str | None = None  # public id of the picture it is about


@dataclass(frozen=True, slots=True)
class Finding:
    """A remark with the code, stage and severity of its rule in this benchmark."""

    code: str
    severity: str
    message: str
    image: str | None
    link: str
    stage: Stage

    @property
    def is_error(self) -> bool:
        """Whether it stops its stage."""
        return self.severity == "error"

    def as_json(self) -> dict[str, str | None]:
        """The dictionary kept on the object and sent to browsers."""
        return asdict(self)
