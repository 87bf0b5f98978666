"""Made-up work for the components page: the parts of a teacher's pages in their states."""

import uuid
from typing import Any

from django.utils.translation import gettext as _

from waypost.catalog.models import Achievement, Kind, Piece, Version
from waypost.evidence.models import Artifact, Status, Submission, Upload
from waypost.pages.catalog import Card
from waypost.pages.home import Work as Going
from waypost.pages.standing import Standing, State
from waypost.pages.work_arriving import Arriving
from waypost.pages.work_page import Work
from waypost.pages.work_parts import Field, Item, Part, Theirs
from waypost.ui.samples import shows

MB = 1024 * 1024


@shows("pages/samples.html", "pages/pages.css", "evidence/evidence.css")
def context() -> dict[str, Any]:
    version = _version()
    submission = Submission(pk=uuid.UUID(int=1), version=version)
    part = _part()
    standings = [
        Standing(state=state, submission=submission.pk, pieces=4, begun=2, rows=4, rows_done=3)
        for state in State
    ]
    return {
        "lead": Going(submission, standings[2]),
        "cards": [Card(version, standing) for standing in standings],
        "statuses": [Submission(status=status) for status in Status],
        "submission": submission,
        "part": part,
        "arriving": [
            _arriving(offset=318 * MB),
            _arriving(offset=497 * MB),
            _arriving(refused=_("This file is locked with a password.")),
        ],
        "work": Work(submission, [part], []),
    }


def _version() -> Version:
    achievement = Achievement(slug="live-polls", kind=Kind.MICRO_CREDENTIAL)
    return Version(
        achievement=achievement,
        title=_("Checking for understanding with live polls"),
        sentence=_("Uses quick polls during a lesson to find out who understands."),
        beginner_minutes=360,
        shape="scallop",
        hue="assess",
        icon="messages-square",
    )


def _part() -> Part:
    piece = Piece(pk=uuid.UUID(int=2), position=2, kinds=["photo", "video", "link"], max_items=6)
    piece.title = _("Student work")
    told = "students"
    return Part(
        piece=piece,
        fields=_fields(piece),
        items=[
            _item("photo", _("Photo 1"), students="work", size=412 * 1024),
            _item("video", _("Video 1"), size=96 * MB, seconds=184),
            _item("link", _("Link 1"), url="https://example.org/quiz", trial="not_tried"),
            _item("link", _("Link 2"), url="https://example.org/gone", trial="not_found"),
            _item("pdf", _("PDF 1"), size=MB, errors={told: _("Say whether students are in it.")}),
        ],
        hidden=[],
        rows=[],
        rows_done=[],
        missing=[],
    )


def _fields(piece: Piece) -> list[Field]:
    def asked(number: int, label: str, text: str) -> Field:
        return Field(f"words-s-{number}", label, text, 3, "", piece.pk, number)

    plain = asked(0, _("What surprised you?"), _("Half chose the soil."))
    plain.goal = 100
    wrong = asked(1, _("What will you change?"), "")
    wrong.error = _("Write an answer here.")
    twice = asked(2, _("What did they do?"), _("They drew it again."))
    twice.theirs = Theirs(_("They explained it to each other."), 4)
    return [plain, wrong, twice]


def _item(kind: str, name: str, errors: dict[str, str] | None = None, **made: Any) -> Item:
    return Item(Artifact(pk=uuid.uuid4(), kind=kind, name=name, **made), errors=errors or {})


def _arriving(**made: Any) -> Arriving:
    return Arriving(Upload(pk=uuid.uuid4(), size=497 * MB, **made))
