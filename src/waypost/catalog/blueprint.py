"""What an author fills in, as plain values: the input of `write`."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class StepText:
    title: str
    text: str


@dataclass(frozen=True, kw_only=True)
class AlignmentText:
    framework: str
    framework_version: str
    code: str
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class PieceText:
    title: str
    text: str
    kinds: tuple[str, ...]
    prompts: tuple[str, ...] = ()
    min_items: int = 1
    max_items: int = 6
    words_from: int | None = None
    words_to: int | None = None


@dataclass(frozen=True, kw_only=True)
class RowText:
    """`pieces` are positions, from 1, of the pieces in which the row is looked for."""

    title: str
    not_yet: str
    demonstrated: str
    saved_comment: str
    pieces: tuple[int, ...]
    privacy: bool = False


@dataclass(frozen=True, kw_only=True)
class EvidenceText:
    pieces: tuple[PieceText, ...]
    rows: tuple[RowText, ...]
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class ChoiceText:
    """Any `count` of the achievements named by `slugs`."""

    label: str
    count: int
    slugs: tuple[str, ...]
    counts_earlier: bool = False


@dataclass(frozen=True, kw_only=True)
class ChoicesText:
    choices: tuple[ChoiceText, ...]
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class Blueprint:
    """One version of one achievement; see catalog.models.Version for what each field means."""

    kind: str
    slug: str
    title: str
    sentence: str
    public_sentence: str
    beginner_minutes: int
    beginner_time: str
    why: str
    already: str
    reviewed_by: str
    review_days: int
    shape: str
    hue: str
    icon: str
    requirements: tuple[EvidenceText | ChoicesText, ...]
    steps: tuple[StepText, ...] = ()
    alignments: tuple[AlignmentText, ...] = ()
    tagline: str = ""
    grade_from: int = -1
    grade_to: int = 12
    subject: str = ""
    clock_hours: Decimal = Decimal(0)
    content_area: str = ""
    use_tomorrow: str = ""
    lessons: str = ""
    changes: str = ""
    app: str = ""
    app_note: str = ""
    follow_up: str = ""
    read_more: str = ""
    valid_months: int | None = None
    language: str = "en-us"

    def texts(self) -> dict[str, object]:
        """The fields that live on Version itself."""
        apart = {"kind", "slug", "requirements", "steps", "alignments"}
        return {k: getattr(self, k) for k in self.__dataclass_fields__ if k not in apart}
