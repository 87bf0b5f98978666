"""What was said, added up; of few answers nothing is shown: everyone would know whose they are."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from random import SystemRandom
from uuid import UUID

from django.db.models import Count

from waypost.catalog.models import Version
from waypost.surveys.models import Evaluation, EvaluationQuerySet, Occasion, Tell

FEWEST = 3
# On one page; the file has all of them.
MOST_WORDS = 100


@dataclass
class Summary:
    """Of one version and occasion; empty counts where `too_few`."""

    version: Version
    occasion: Occasion
    answers: int = 0
    useful: dict[int, int] = field(default_factory=lambda: dict.fromkeys(range(5, 0, -1), 0))
    tell: dict[str, int] = field(default_factory=lambda: dict.fromkeys(Tell.values, 0))

    @property
    def too_few(self) -> bool:
        return self.answers < FEWEST

    @property
    def is_useful(self) -> int:
        """Who answered 4 or 5."""
        return self.useful[5] + self.useful[4]

    @property
    def would_tell(self) -> int:
        return self.tell[Tell.YES]

    @property
    def tells(self) -> list[tuple[str, int]]:
        return [(str(Tell(name).label), count) for name, count in self.tell.items()]


def summaries(evaluations: EvaluationQuerySet, versions: Iterable[Version]) -> list[Summary]:
    """In the order of `versions`; one query."""
    known = {version.pk: version for version in versions}
    found: dict[tuple[UUID, str], Summary] = {}
    counted = (
        evaluations.filter(version__in=known)
        .order_by()
        .values_list("version", "occasion", "useful", "tell")
        .annotate(n=Count("pk"))
    )
    for version, occasion, useful, tell, n in counted:
        one = found.setdefault((version, occasion), Summary(known[version], Occasion(occasion)))
        one.answers += n
        one.useful[useful] += n
        one.tell[tell] += n
    keys = [(pk, occasion.value) for pk in known for occasion in Occasion]
    return [found[key] for key in keys if key in found]


def words(evaluations: EvaluationQuerySet, summary: Summary) -> list[str]:
    """In no order, as the order in which they came could say who it was."""
    if summary.too_few:
        return []
    found = evaluations.filter(version=summary.version, occasion=summary.occasion)
    said = list(found.exclude(change="").order_by("pk").values_list("change", flat=True))
    SystemRandom().shuffle(said)
    return said[:MOST_WORDS]


def rows(evaluations: EvaluationQuerySet) -> Iterator[Evaluation]:
    """Every answer that may be shown, shuffled."""
    groups: dict[tuple[UUID, str], list[Evaluation]] = defaultdict(list)
    for one in evaluations.select_related("version"):
        groups[one.version_id, one.occasion].append(one)
    shown = [one for group in groups.values() if len(group) >= FEWEST for one in group]
    SystemRandom().shuffle(shown)
    yield from sorted(shown, key=lambda one: (one.version.title, one.version_id, one.occasion))
