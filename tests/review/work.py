"""Work that was handed in, for tests of what comes after."""

import datetime as dt
import io

from django.core.files.base import ContentFile
from PIL import Image

from tests.cast import NOW, Cast
from waypost.evidence import actions as evidence
from waypost.evidence.models import Artifact, Attempt, Submission
from waypost.people.models import Person
from waypost.review import actions as review
from waypost.review.models import Review

LATER = NOW + dt.timedelta(hours=2)


def begun(cast: Cast, who: Person, slug: str = "check-and-change") -> Submission:
    """Started by `who`, with every piece answered and nothing handed in yet."""
    requirement = cast.versions[slug].requirements.get(kind="evidence")
    submission = evidence.start(requirement=requirement, by=who, at=NOW)
    for piece in requirement.pieces.all():
        for number in range(max(1, len(piece.prompts))):
            if piece.takes_text or piece.prompts:
                text = f"Answer {number + 1} to {piece.title}."
                say(submission, who, piece.position, text, prompt=number)
        if "photo" in piece.kinds:
            photo(submission, piece.position)
    return submission


def say(submission: Submission, who: Person, position: int, text: str, prompt: int = 0) -> None:
    piece = submission.requirement.pieces.get(position=position)
    stored = submission.writings.filter(piece=piece, prompt=prompt).first()
    evidence.write(
        submission=submission,
        piece=piece,
        prompt=prompt,
        text=text,
        revision=stored.revision if stored else 0,
        by=who,
        at=NOW,
    )


def photo(
    submission: Submission, position: int = 1, caption: str = "The board at 9:41"
) -> Artifact:
    """A clean picture, past the intake that has tests of its own."""
    piece = submission.requirement.pieces.get(position=position)
    bytes_ = io.BytesIO()
    Image.new("RGB", (640, 480), "#2f8f7b").save(bytes_, "JPEG")
    number = submission.artifacts.filter(kind="photo").count() + 1
    artifact = Artifact(
        district=submission.district,
        submission=submission,
        piece=piece,
        kind="photo",
        name=f"Photo {number}",
        content_type="image/jpeg",
        size=len(bytes_.getvalue()),
        sha256="0" * 64,
        caption=caption,
        students="none",
        added_at=NOW,
    )
    artifact.file.save("file.jpg", ContentFile(bytes_.getvalue()), save=False)
    artifact.save(force_insert=True)
    return artifact


def handed_in(cast: Cast, who: Person, slug: str = "check-and-change") -> Attempt:
    return evidence.submit(submission=begun(cast, who, slug), by=who, at=NOW)


def started(attempt: Attempt, by: Person) -> Review:
    return review.start(attempt=attempt, by=by, at=LATER)


def score_all(open_review: Review, *levels: str, comment: str = "Circle the spot.") -> None:
    """One level a row, in order; a Not yet gets `comment`."""
    rows = open_review.attempt.submission.requirement.rows.all()
    for row, level in zip(rows, levels, strict=True):
        if not level:
            continue
        review.score(
            review=open_review,
            row=row,
            level=level,
            comment=comment if level == "not_yet" else "",
            by=open_review.reviewer,
            at=LATER,
        )


def decided(attempt: Attempt, by: Person, *levels: str, verdict: str = "not_yet") -> Review:
    open_review = started(attempt, by)
    score_all(open_review, *levels)
    review.decide(review=open_review, verdict=verdict, by=by, at=LATER)
    return open_review
