"""What the teacher will read: shown before it is sent, and the same afterwards."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waypost.catalog.models import Row
from waypost.evidence.models import Artifact
from waypost.review.bench import Bench
from waypost.review.blind import Face
from waypost.review.models import Level, RowScore, Verdict


@dataclass(frozen=True)
class Said:
    """One row in the letter, with what is written about it."""

    title: str
    comment: str


@dataclass(frozen=True)
class Letter:
    """`done` stays done; `to_do` holds the next steps; `hidden` names pieces out of sight."""

    headline: str
    opening: str
    note: str
    done: list[Said]
    to_do: list[Said]
    hidden: list[str]
    closing: str


def letter(
    verdict: str,
    *,
    title: str,
    rows: Iterable[Row],
    scores: Iterable[RowScore],
    done_before: int = 0,
    note: str = "",
    hidden: Iterable[Artifact] = (),
) -> Letter:
    """`rows` are those that were looked at this time, in order."""
    by_row = {score.row_id: score for score in scores}
    looked = [(row, by_row[row.pk]) for row in rows if row.pk in by_row]
    if verdict == Verdict.INCOMPLETE:
        # Nothing is decided yet, so a level is not sent; what was typed is.
        to_do = [Said(row.title, s.comment) for row, s in looked if s.comment.strip()]
        done: list[Said] = []
    else:
        to_do = _at(looked, Level.NOT_YET)
        done = _at(looked, Level.DEMONSTRATED)
    return Letter(
        headline=_headline(verdict, title),
        opening=_opening(verdict, done=len(done) + done_before, to_do=len(to_do)),
        note=note.strip(),
        done=done,
        to_do=to_do,
        hidden=[a.name for a in hidden],
        closing=_closing(verdict),
    )


def _at(looked: list[tuple[Row, RowScore]], level: Level) -> list[Said]:
    return [Said(row.title, s.comment.strip()) for row, s in looked if s.level == level]


def _headline(verdict: str, title: str) -> str:
    if verdict == Verdict.AWARD:
        return _("Demonstrated: %(title)s") % {"title": title}
    if verdict == Verdict.NOT_YET:
        return _("Not yet: %(title)s") % {"title": title}
    return _("Something to complete: %(title)s") % {"title": title}


def _opening(verdict: str, *, done: int, to_do: int) -> str:
    if verdict == Verdict.AWARD:
        return _("Every row is Demonstrated.")
    if verdict == Verdict.INCOMPLETE:
        return _("Your work can’t be reviewed yet. This doesn’t count as a try.")
    left = ngettext(
        "One row is not there yet, with the next step below.",
        "%(n)s rows are not there yet, with the next step for each below.",
        to_do,
    ) % {"n": to_do}
    if not done:
        return left
    stays = ngettext(
        "One row is done and stays done.", "%(n)s rows are done and stay done.", done
    ) % {"n": done}
    return f"{stays} {left}"


def _closing(verdict: str) -> str:
    if verdict == Verdict.NOT_YET:
        return _("Change just that part, whenever it suits you. There’s no limit on tries.")
    if verdict == Verdict.INCOMPLETE:
        return _("Complete it whenever it suits you, and hand it in again.")
    return ""


def letter_of(bench: Bench) -> Letter | None:
    """What was sent when this try was decided, as this viewer may read it."""
    decision = bench.decision
    if decision is None:
        return None
    hidden = [s.artifact for piece in bench.pieces for s in piece.shown if s.artifact.hidden_at]
    own = decision.review.reviewer_id == bench.viewer.pk
    sent = letter(
        decision.verdict,
        title=bench.title,
        rows=[view.row for view in bench.open_rows],
        scores=bench.scores,
        done_before=len(bench.rows) - len(bench.open_rows),
        note=decision.note,
        hidden=hidden if decision.verdict == Verdict.INCOMPLETE else (),
    )
    return sent if own else _cleaned(sent, bench.face)


def _cleaned(sent: Letter, face: Face) -> Letter:
    """A colleague's words may name whom this viewer is not to know."""
    return replace(
        sent,
        note=face.clean(sent.note),
        done=[Said(said.title, face.clean(said.comment)) for said in sent.done],
        to_do=[Said(said.title, face.clean(said.comment)) for said in sent.to_do],
    )
