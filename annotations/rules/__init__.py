"""The rules of spec §5: one function each, over everything that is known of one object."""

from annotations.rules.case import LEFT_BEHIND, Case, Picture, load_case, load_cases
from annotations.rules.check import check, errors
from annotations.rules.finding import STAGES, Finding, Remark, Stage
from annotations.rules.registry import RULES, Rule

__all__ = [
    "LEFT_BEHIND",
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
