"""Who was stuck: two were answered, and two wait."""

from collections.abc import Iterator
from dataclasses import dataclass

from waypost.demo.beside.settled import HELPS
from waypost.demo.stage import Stage, Steps
from waypost.demo.story.shapes import When
from waypost.evidence.models import Submission
from waypost.support import actions as support


@dataclass(frozen=True, kw_only=True)
class Ask:
    """`text` may be empty: the button alone is enough."""

    who: str
    slug: str
    at: When
    text: str = ""
    working: bool = False
    answered: When | None = None


ASKED = (
    Ask(
        who="walt.jennings",
        slug="chromebooks-open-closed",
        at=When(33, "16:10"),
        text="Do the five starts have to be the same class? Mine change every other day.",
        answered=When(32, "07:50"),
    ),
    Ask(
        who="nkechi.obi",
        slug="google-classroom",
        at=When(16, "19:40"),
        working=True,
        answered=When(15, "08:15"),
    ),
    Ask(
        who="maria.pena",
        slug="digital-classroom-teacher",
        at=When(2, "16:31"),
        text="May the first of the three pieces be one that I kept from before the pilot?",
        working=True,
    ),
    Ask(
        who="caleb.munn",
        slug="chromebooks-open-closed",
        at=When(1, "07:35"),
        text="Three rooms share our cart. Does it count as a start when we fetch it first?",
    ),
)


def acts(stage: Stage) -> Iterator[Steps]:
    for told in ASKED:
        yield _asked(told, stage)


def _asked(told: Ask, stage: Stage) -> Steps:
    at = yield from stage.wait(told.at)
    person, version = stage.enter(told.who, at), stage.versions[told.slug, 1]
    theirs = Submission.objects.filter(person=person, version=version)
    request = support.ask(
        version=version,
        text=told.text,
        submission=theirs.get() if told.working else None,
        by=person,
        at=at,
    )
    if told.answered:
        at = yield from stage.wait(told.answered)
        support.mark_answered(request=request, by=stage.enter(HELPS, at), at=at)
