"""Every rule of spec §5 that stands, with its stage, its severity and its sentence.

The stages are walked in order: what people supply gates `submit`, what a reviewer adds gates `accept`,
and what machines measure gates `freeze`. docs/rules.md has a heading for each code.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from annotations.rules import (
    boxes,
    distractors,
    duplicates,
    evidence,
    ids,
    images,
    measures,
    rights,
    taxonomy,
    text,
)
from annotations.rules.case import Case
from annotations.rules.finding import Remark, Severity, Stage


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; `severity` is the default that a benchmark may change."""

    code: str
    check: Callable[[Case], Iterable[Remark]]
    stage: Stage
    severity: Severity
    sentence: str

    @property
    def docs(self) -> str:
        """Where it is explained."""
        return f"docs/rules.md#{self.code.replace('.', '')}"


_RULES = (
    Rule("images.no-query", images.no_query, "submit", "error", "An object has at least one query."),
    Rule("images.no-positive", images.no_positive, "submit", "error", "An object has at least one positive."),
    Rule("boxes.missing", boxes.missing, "submit", "error", "Every query and positive has its boxes."),
    Rule("boxes.outside", boxes.outside, "submit", "error", "Boxes lie inside the upright picture."),
    Rule("boxes.tiny", boxes.tiny, "submit", "warning", "No box is smaller than a slip of the mouse."),
    Rule("text.missing", text.missing, "submit", "error", "An object has one text query."),
    Rule(
        "text.background", text.background, "submit", "warning", "The text query speaks of the object only."
    ),
    Rule(
        "taxonomy.missing", taxonomy.missing, "submit", "error", "An object sits in one to three categories."
    ),
    Rule("evidence.missing", evidence.missing, "submit", "error", "An object has evidence for the cut-off."),
    Rule(
        "evidence.too-early",
        evidence.too_early,
        "submit",
        "error",
        "Evidence is not dated before the cut-off.",
    ),
    Rule(
        "rights.licence",
        rights.licence,
        "submit",
        "error",
        "Every picture has an allowed licence and source.",
    ),
    Rule("ids.unsafe", ids.unsafe, "submit", "error", "Ids and categories survive the official loaders."),
    Rule(
        "evidence.unapproved", evidence.unapproved, "accept", "error", "A reviewer has approved the evidence."
    ),
    Rule("text.unapproved", text.unapproved, "accept", "error", "A reviewer has approved the text query."),
    Rule(
        "measures.missing", measures.missing, "freeze", "error", "Every positive has its clutter and scale."
    ),
    Rule(
        "duplicate.unresolved",
        duplicates.unresolved,
        "freeze",
        "error",
        "Suggested duplicates have a verdict.",
    ),
    Rule(
        "duplicate.confirmed",
        duplicates.confirmed,
        "freeze",
        "error",
        "No picture is in the benchmark twice.",
    ),
    Rule(
        "duplicate.same-scene",
        duplicates.same_scene,
        "freeze",
        "warning",
        "Pairs of one scene are looked at.",
    ),
    Rule(
        "distractor.false-negative",
        distractors.false_negative,
        "freeze",
        "error",
        "No distractor shows the object.",
    ),
    Rule(
        "distractor.unaudited",
        distractors.unaudited,
        "freeze",
        "warning",
        "The nearest distractors of every query were looked at.",
    ),
)
RULES: dict[str, Rule] = {rule.code: rule for rule in _RULES}
