"""The rules of spec §5: one function each, over everything that is known of one object."""

from annotations.rules.case import Case, Picture, load_case, load_cases
from annotations.rules.check import check, errors
from annotations.rules.finding import STAGES, Finding, Remark, Stage
from annotations.rules.registry import RULES, Rule

__all__ = [
    "RULES",
    "STAGES",
    "Case",
    "Finding",
    "Picture",
    "Remark",
    "Rule",
    "Stage",
    "check",
    "errors",
    "load_case",
    "load_cases",
]
