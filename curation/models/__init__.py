"""What has been collected. One file per concept; the tables of jobs and audit lie below them."""

from curation.audit import AuditEntry
from curation.jobs import Job
from curation.models.benchmark import Benchmark, Invitation, Membership, Role
from curation.models.card import BenchmarkCard
from curation.models.category import Category, Level
from curation.models.consent import ConsentSignature, ConsentText
from curation.models.distractor_set import (
    DistractorIndex,
    DistractorRemoval,
    DistractorSet,
    DistractorShard,
)
from curation.models.evidence import Evidence
from curation.models.fingerprint import StoredFingerprint
from curation.models.image import Image, Origin
from curation.models.mining import MiningRun, MiningShard
from curation.models.neighbour import Neighbour, Verdict
from curation.models.object import Object, RejectionReason
from curation.models.original import Original
from curation.models.set_neighbour import SetNeighbour
from curation.models.upload import Upload
from curation.models.user import User

__all__ = [
    "AuditEntry",
    "Benchmark",
    "BenchmarkCard",
    "Category",
    "ConsentSignature",
    "ConsentText",
    "DistractorIndex",
    "DistractorRemoval",
    "DistractorSet",
    "DistractorShard",
    "Evidence",
    "Image",
    "Invitation",
    "Job",
    "Level",
    "Membership",
    "MiningRun",
    "MiningShard",
    "Neighbour",
    "Object",
    "Origin",
    "Original",
    "RejectionReason",
    "Role",
    "SetNeighbour",
    "StoredFingerprint",
    "Upload",
    "User",
    "Verdict",
]
