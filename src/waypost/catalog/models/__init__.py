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
from waypost.catalog.models.manuscripts import App, Comment, Manuscript, PutAway
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
    "App",
    "Audience",
    "Choice",
    "Comment",
    "EvidenceKind",
    "Hue",
    "Kind",
    "Manuscript",
    "Piece",
    "PutAway",
    "Requirement",
    "RequirementKind",
    "Retirement",
    "Row",
    "Shape",
    "Step",
    "Version",
]
