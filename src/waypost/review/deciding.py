"""The page before a decision is sent: what it would say, and what still stands in its way."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _

from waypost.evidence.models import Artifact
from waypost.review.actions import LONGEST, Gap, gaps_for
from waypost.review.bench import Bench
from waypost.review.letter import Letter, done_before, letter
from waypost.review.models import Verdict


@dataclass(frozen=True)
class Option:
    """One way to decide. `offered`: the one that the scores lead to."""

    verdict: str
    label: str
    hint: str
    url: str
    is_chosen: bool
    is_offered: bool


@dataclass
class Decide:
    """`chosen`: ids of the pieces that would be hidden."""

    bench: Bench
    verdict: str
    note: str
    chosen: Collection[uuid.UUID | None]
    nothing_to_hide: bool
    errors: list[dict[str, str]] = field(default_factory=list)
    # Errors that another decision or the bench must mend: nothing can be sent from here.
    is_blocked: bool = False

    @property
    def _shown(self) -> list[Artifact]:
        return [shown.artifact for piece in self.bench.pieces for shown in piece.shown]

    @property
    def files(self) -> list[Artifact]:
        """What could be hidden, links too."""
        return [artifact for artifact in self._shown if artifact.hidden_at is None]

    @property
    def chosen_artifacts(self) -> list[Artifact]:
        return [artifact for artifact in self.files if artifact.pk in self.chosen]

    @property
    def hidden_before(self) -> list[Artifact]:
        return [artifact for artifact in self._shown if artifact.hidden_at]

    @property
    def hidden(self) -> list[Artifact]:
        """What is out of everyone's sight once this is sent."""
        return [a for a in self._shown if a.hidden_at or a.pk in self.chosen]

    @property
    def is_incomplete(self) -> bool:
        return self.verdict == Verdict.INCOMPLETE

    @property
    def asks_what_to_hide(self) -> bool:
        return self.is_incomplete and bool(self.files)

    @property
    def letter(self) -> Letter:
        return letter(
            self.verdict,
            version=self.bench.attempt.submission.version,
            rows=[view.row for view in self.bench.open_rows],
            scores=self.bench.scores,
            done_before=done_before(self.bench),
            note=self.note,
            hidden=self.hidden,
        )

    @property
    def options(self) -> list[Option]:
        address = reverse("review:decide", args=[self.bench.attempt.pk])
        return [
            Option(
                verdict=verdict,
                label=label,
                hint=hint,
                url=f"{address}?verdict={verdict}",
                is_chosen=verdict == self.verdict,
                is_offered=verdict == self.bench.offered,
            )
            for verdict, label, hint in _ways()
        ]

    @property
    def label(self) -> str:
        return next(option.label for option in self.options if option.is_chosen)

    def explain(self, gaps: Iterable[Gap]) -> None:
        """Each gap as one sentence with a link to where it is mended."""
        bench = reverse("review:bench", args=[self.bench.attempt.pk])
        for gap in gaps:
            here = _HERE.get(gap.code)
            href = here or (f"{bench}#row-{gap.row.pk}" if gap.row else bench)
            self.errors.append({"href": href, "text": _words(gap)})
            self.is_blocked = self.is_blocked or here is None


_HERE = {"verdict": "#ways", "note": "#note", "too_long": "#note", "hide": "#hide"}


def _ways() -> list[tuple[str, str, str]]:
    return [
        (Verdict.AWARD, _("Award"), _("Every row is Demonstrated.")),
        (
            Verdict.NOT_YET,
            _("Send back: Not yet"),
            _("Rows shown stay done."),
        ),
        (
            Verdict.INCOMPLETE,
            _("Send back to complete"),
            _("A broken link, a child’s name. It doesn’t count as a try."),
        ),
    ]


def _words(gap: Gap) -> str:
    row = gap.row.title if gap.row else ""
    return {
        "verdict": _("Choose how to decide: nothing was sent."),
        "level": _("%(row)s: choose Not yet or Demonstrated."),
        "comment": _("%(row)s: write the one next step for the teacher."),
        "not_yet": _("%(row)s is Not yet, so this can’t be awarded."),
        "all_there": _("Every row is Demonstrated: there is nothing to send back. Award it."),
        "privacy": _("%(row)s: something private shows, so send it back to complete instead."),
        "note": _("Say what is missing, so that the teacher can complete it."),
        "hide": _("%(row)s is Not yet: choose what shows it, or say that it is in typed words."),
        "too_long": _("Shorten your note to %(longest)s characters."),
    }[gap.code] % {"row": row, "longest": f"{LONGEST:,}"}


def decide_page(
    bench: Bench,
    verdict: str,
    *,
    note: str = "",
    chosen: Collection[uuid.UUID | None] = (),
    nothing_to_hide: bool = False,
    sent: bool = False,
) -> Decide:
    """Without a verdict, the one that the scores lead to, and what it lacks is said at once; of one
    that was `sent` the action says it."""
    shown = verdict if verdict in Verdict.values else bench.offered or Verdict.NOT_YET
    page = Decide(bench, shown, note, chosen, nothing_to_hide)
    if not sent and shown != Verdict.INCOMPLETE:
        scores = {score.row_id: score for score in bench.scores}
        page.explain(gaps_for(shown, [v.row for v in bench.open_rows], scores))
    return page
