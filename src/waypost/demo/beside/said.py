"""What people answered when they were asked how useful it was: by the link of their letter."""

from collections.abc import Iterator
from dataclasses import dataclass

from waypost.credentials.models import Award
from waypost.demo.stage import Stage, Steps
from waypost.demo.story.shapes import When
from waypost.evidence.models import Submission
from waypost.surveys.actions import answer
from waypost.surveys.asking import token_for
from waypost.surveys.models import Occasion


@dataclass(frozen=True, kw_only=True)
class Said:
    who: str
    slug: str
    when: When
    useful: int
    tell: str
    change: str = ""
    occasion: Occasion = Occasion.AWARD


# Four on one badge, which are shown; one on others, which are too few to be.
SAID = (
    Said(who="maria.pena", slug="google-forms", when=When(35, "20:44"), useful=5, tell="yes"),
    Said(
        who="devon.price",
        slug="google-forms",
        when=When(30, "12:12"),
        useful=4,
        tell="yes",
        change="Show one feedback line that is no good, so that I know what not to write.",
    ),
    Said(
        who="guadalupe.montemayor",
        slug="google-forms",
        when=When(31, "20:15"),
        useful=3,
        tell="maybe",
        change="I looked a long time for where names are turned off.",
    ),
    Said(
        who="anh.tuyet",
        slug="google-forms",
        when=When(24, "17:20"),
        useful=5,
        tell="yes",
        change="A way for first grade, where nobody reads the feedback yet.",
    ),
    Said(
        who="maria.pena",
        slug="check-and-change",
        when=When(19, "16:12"),
        useful=5,
        tell="yes",
        change="Say on the first page that both samples are needed.",
    ),
    Said(
        who="farah.siddiqui",
        slug="check-and-change",
        when=When(21, "16:50"),
        useful=2,
        tell="maybe",
        change="Four pieces at once were too many for me this month.",
        occasion=Occasion.LEAVING,
    ),
)


def acts(stage: Stage) -> Iterator[Steps]:
    for told in SAID:
        yield _answered(told, stage)


def _answered(told: Said, stage: Stage) -> Steps:
    at = yield from stage.wait(told.when)
    answer(
        district=stage.district,
        token=token_for(told.occasion, _about(told, stage).pk),
        useful=told.useful,
        tell=told.tell,
        change=told.change,
        at=at,
    )


def _about(told: Said, stage: Stage) -> Award | Submission:
    version, person = stage.versions[told.slug, 1], stage.staff[told.who]
    if told.occasion == Occasion.LEAVING:
        return Submission.objects.get(person=person, version=version)
    return Award.objects.active().get(person=person, version=version)
