"""What the teacher reads about a decision: one wording for the page before it is sent, the page
afterwards, the mail, and the teacher's own page."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waypost.catalog.models import Kind, Row, Version
from waypost.evidence.models import Artifact
from waypost.review.bench import Bench
from waypost.review.blind import Face
from waypost.review.models import Decision, Level, RowScore, Verdict


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
    version: Version,
    rows: Iterable[Row],
    scores: Iterable[RowScore],
    done_before: Iterable[Row] = (),
    note: str = "",
    hidden: Iterable[Artifact] = (),
) -> Letter:
    """`rows` in order; those without a score were not looked at this time.

    `done_before`: what was demonstrated on earlier tries, and stays so.
    """
    by_row = {score.row_id: score for score in scores}
    looked = [(row, by_row[row.pk]) for row in rows if row.pk in by_row]
    earlier = [Said(row.title, "") for row in done_before] if verdict == Verdict.NOT_YET else []
    done, to_do = earlier + _done(verdict, looked), _to_do(verdict, looked)
    return Letter(
        headline=_headline(verdict, version, to_do=len(to_do)),
        opening=_opening(verdict, done=len(done), to_do=len(to_do)),
        note=note.strip(),
        done=done,
        to_do=to_do,
        hidden=[a.name for a in hidden] if verdict == Verdict.INCOMPLETE else [],
        closing=_closing(verdict, version),
    )


Looked = list[tuple[Row, RowScore]]


def _done(verdict: str, looked: Looked) -> list[Said]:
    """Of an award only what was said: that every row is there is said once for all of them."""
    if verdict == Verdict.INCOMPLETE:
        return []
    said = _at(looked, Level.DEMONSTRATED)
    return [row for row in said if row.comment] if verdict == Verdict.AWARD else said


def _to_do(verdict: str, looked: Looked) -> list[Said]:
    """Incomplete decides nothing, so no level is sent; what was typed about a trouble is."""
    if verdict == Verdict.AWARD:
        return []
    if verdict == Verdict.NOT_YET:
        return _at(looked, Level.NOT_YET)
    return [Said(row.title, s.comment.strip()) for row, s in looked if s.tells_a_trouble]


def _at(looked: Looked, level: Level) -> list[Said]:
    return [Said(row.title, s.comment.strip()) for row, s in looked if s.level == level]


def _headline(verdict: str, version: Version, *, to_do: int) -> str:
    facts = {"title": version.title, "n": to_do}
    if verdict == Verdict.INCOMPLETE:
        return _("%(title)s: something to complete") % facts
    if verdict == Verdict.NOT_YET:
        return ngettext("%(title)s: one row to go", "%(title)s: %(n)s rows to go", to_do) % facts
    if version.achievement.kind == Kind.DEGREE:
        return _("%(title)s: your piece is Demonstrated") % facts
    return _("You earned it: %(title)s") % facts


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


def _closing(verdict: str, version: Version) -> str:
    if verdict == Verdict.NOT_YET:
        return _(
            "Change just that part, whenever it suits you. There’s no limit on tries. This is "
            "feedback on the evidence, not on you."
        )
    if verdict == Verdict.INCOMPLETE:
        return _("Complete it whenever it suits you, and hand it in again.")
    if version.achievement.kind == Kind.DEGREE:
        return _("It’s awarded by itself as soon as the rest of its rule is met.")
    return ""


def letter_of(bench: Bench) -> Letter | None:
    """What was sent when this try was decided, as this viewer may read it."""
    decision = bench.decision
    if decision is None:
        return None
    own = decision.review.reviewer_id == bench.viewer.pk
    sent = letter(
        decision.verdict,
        version=bench.attempt.submission.version,
        rows=[view.row for view in bench.open_rows],
        scores=bench.scores,
        done_before=done_before(bench),
        note=decision.note,
        hidden=hidden_by(decision, (s.artifact for piece in bench.pieces for s in piece.shown)),
    )
    return sent if own else _cleaned(sent, bench.face)


def done_before(bench: Bench) -> list[Row]:
    """What earlier tries had demonstrated."""
    still_open = {view.row.pk for view in bench.open_rows}
    return [view.row for view in bench.rows if view.row.pk not in still_open]


def letter_for(decision: Decision) -> Letter:
    """The same for the mail, read from the database."""
    attempt, submission = decision.attempt, decision.attempt.submission
    earlier = RowScore.objects.filter(
        review__decision__verdict=Verdict.NOT_YET,
        review__attempt__submission=submission,
        review__attempt__number__lt=attempt.number,
        level=Level.DEMONSTRATED,
    )
    rows = list(submission.requirement.rows.all())
    before = set(earlier.values_list("row", flat=True))
    return letter(
        decision.verdict,
        version=submission.version,
        rows=rows,
        scores=decision.review.scores.all(),
        done_before=[row for row in rows if row.pk in before],
        note=decision.note,
        hidden=hidden_by(decision, attempt.artifacts.all()),
    )


def hidden_by(decision: Decision, artifacts: Iterable[Artifact]) -> list[Artifact]:
    """What was out of sight when this was decided; later hiding is another letter's matter."""
    return [a for a in artifacts if a.hidden_at and a.hidden_at <= decision.decided_at]


def _cleaned(sent: Letter, face: Face) -> Letter:
    """A colleague's words may name whom this viewer is not to know."""
    return replace(
        sent,
        note=face.clean(sent.note),
        done=[Said(said.title, face.clean(said.comment)) for said in sent.done],
        to_do=[Said(said.title, face.clean(said.comment)) for said in sent.to_do],
    )
