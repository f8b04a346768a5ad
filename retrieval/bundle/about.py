"""What people say about a benchmark as a whole: the source of dataset card, datasheet and Croissant."""

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Creator:
    """Whom to cite, in the order of the citation; `orcid` as 0000-0000-0000-0000 or empty."""

    given_name: str
    family_name: str
    affiliation: str = ""
    orcid: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsible:
    """The responsible-AI answers of Croissant RAI 1.0, each a text of sentences; empty: not answered.

    Field by field the rai:… property of that name (F 5.1); NeurIPS asks for all of them.
    """

    data_collection: str = ""
    data_collection_type: str = ""
    data_collection_time_frame: str = ""
    data_preprocessing_protocol: str = ""
    data_annotation_protocol: str = ""
    data_annotation_platform: str = ""
    annotations_per_item: str = ""
    annotator_demographics: str = ""
    machine_annotation_tools: str = ""
    data_use_cases: str = ""
    data_biases: str = ""
    data_limitations: str = ""
    data_social_impact: str = ""
    personal_sensitive_information: str = ""
    data_release_maintenance_plan: str = ""
    has_synthetic_data: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Everything of a release that no table holds.

    `licence` is the SPDX id of the collection as a whole (each image has its own); `url` where the
    release can be had, `homepage` what is worth reading about it, `contact` where withdrawals are asked
    for; `paper_bibtex` replaces the citation that is otherwise made from creators, title and version.
    """

    description: str = ""
    creators: tuple[Creator, ...] = ()
    licence: str = ""
    url: str = ""
    homepage: str = ""
    contact: str = ""
    keywords: tuple[str, ...] = ()
    language: str = "en"  # BCP 47, of the text queries
    paper_bibtex: str = ""
    state: Literal["", "in development", "stable", "no longer maintained"] = ""
    responsible: Responsible = field(default_factory=Responsible)
