"""The demo's logo and evidence files: drawn, written and spoken by tools/demo_files, then kept."""

from dataclasses import dataclass
from pathlib import Path

ASSETS = Path(__file__).parent / "assets"
LOGO = Path(__file__).parent / "logo.png"


@dataclass(frozen=True)
class Asset:
    """`students` is what the teacher says of it: none, work, voices or faces."""

    name: str
    students: str = "none"

    @property
    def path(self) -> Path:
        return ASSETS / self.name

    @property
    def captions(self) -> str:
        """WebVTT of a film, or nothing."""
        track = self.path.with_suffix(".vtt")
        return track.read_text() if track.exists() else ""


_WORK = (
    "strips-before.jpg",
    "strips-after.jpg",
    "strips-after-circled.jpg",
    "sticky.jpg",
    "density-before.jpg",
    "density-after.jpg",
    "red-card.jpg",
)
_NONE = (
    "plan.pdf",
    "question-pad.jpg",
    "strips-desk.heic",
    "results-941.png",
    "results-953.png",
    "results-density.png",
    "tank.jpg",
    "routine-poster.jpg",
    "routine-card.pdf",
    "routine-grade-3.jpg",
    "timing-card.jpg",
    "visitor-note.pdf",
    "how-to.webm",
    "how-to-script.docx",
    "looking-back.m4a",
    "quiz-key.png",
    *(
        f"{quiz}-{part}.png"
        for quiz in ("quiz", "civics", "place", "texas")
        for part in ("feedback", "summary")
    ),
    "civics-summary-name.png",
    "classwork.png",
    "assignment.png",
    "classwork-list.png",
    "classwork-geo.png",
    "assignment-geo.png",
    "classwork-math.png",
    "assignment-math.png",
    "classwork-reading.png",
    "assignment-reading.png",
)
_VOICES = ("move.mp4", "close-lids.mp4")

FILES = {
    name: Asset(name, students)
    for students, names in (("work", _WORK), ("none", _NONE), ("voices", _VOICES))
    for name in names
}
