"""The nouns of the catalog."""

from waypost.catalog.models.achievements import (
    Achievement,
    Alignment,
    Audience,
    Hue,
    Kind,
    Retirement,
    Shape,
    Step,
    Version,
)
from waypost.catalog.models.requirements import (
    Choice,
    EvidenceKind,
    Piece,
    Requirement,
    RequirementKind,
    Row,
)

__all__ = [
    "Achievement",
    "Alignment",
    "Audience",
    "Choice",
    "EvidenceKind",
    "Hue",
    "Kind",
    "Piece",
    "Requirement",
    "RequirementKind",
    "Retirement",
    "Row",
    "Shape",
    "Step",
    "Version",
]
