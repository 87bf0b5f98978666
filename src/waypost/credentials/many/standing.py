"""How far a list is, and whether something holds it up."""

from dataclasses import dataclass

from waypost.credentials.models import AwardLine, AwardList
from waypost.journal.models import Delivery

_LINES = AwardLine.State
# Of those who take it on, by the names under which the journal knows them.
_HANDLERS = "credentials.handlers."


@dataclass(frozen=True)
class Standing:
    """`done` of `of` that were to be awarded are through; `stood` still hold what was awarded;
    `shown` was shown here since, and is no longer the list's to withdraw; `trouble` is the class of
    what stopped the last piece, which the loop will try again."""

    counts: dict[str, int]
    done: int
    stood: int
    shown: int
    trouble: str

    @property
    def lines(self) -> int:
        return sum(self.counts.values())

    @property
    def of(self) -> int:
        return self.done + self.ready

    @property
    def ready(self) -> int:
        return self.counts.get(_LINES.READY, 0)

    @property
    def awarded(self) -> int:
        return self.counts.get(_LINES.AWARDED, 0)

    @property
    def listed(self) -> int:
        """Whose badge rests on the list, or did until it was withdrawn."""
        return self.awarded - self.shown

    @property
    def withdrawn(self) -> int:
        return self.listed - self.stood

    @property
    def percent(self) -> int:
        return 100 * self.done // self.of if self.of else 0

    @property
    def percent_withdrawn(self) -> int:
        return 100 * self.withdrawn // self.listed if self.listed else 0


def standing_of(award_list: AwardList) -> Standing:
    """In a few queries, whatever the number of lines."""
    counts, done = award_list.lines.counts(), award_list.lines.decided().count()
    some = counts.get(_LINES.AWARDED, 0)
    stood = award_list.awards.standing().count() if some else 0
    shown = some - award_list.awards.count() if some else 0
    trouble = _trouble(award_list) if award_list.is_under_way else ""
    return Standing(counts, done, stood, shown, trouble)


def _trouble(award_list: AwardList) -> str:
    """Empty while nothing was tried in vain."""
    tried = Delivery.objects.filter(
        entry__district=award_list.district_id,
        entry__subject=award_list.pk,
        handler__startswith=_HANDLERS,
        done_at=None,
    )
    return tried.exclude(error="").values_list("error", flat=True).first() or ""
