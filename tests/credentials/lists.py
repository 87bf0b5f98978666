"""Lists for tests: brought, begun and run to their end, as a lead and the loop do it."""

from tests.cast import NOW, Cast
from waypost.credentials.many import actions, pieces
from waypost.credentials.models import AwardLine, AwardList
from waypost.people.models import Person
from waypost.people.viewers import System

QUIZ = "forms-quiz"


def bring(cast: Cast, text: str, slug: str = QUIZ, by: str = "lead") -> AwardList:
    return actions.bring(
        version=cast.versions[slug],
        source=text.encode(),
        file_name="paper.csv",
        ground="paper",
        note="The binder of the spring workshop.",
        by=cast.people[by],
        at=NOW,
    )


def begin(cast: Cast, brought: AwardList, *, letters: bool = True) -> int:
    ready = brought.lines.ready().count()
    return actions.begin(award_list=brought, typed=ready, letters=letters, by=cast.lead, at=NOW)


def run(brought: AwardList, most: int = pieces.AT_ONCE) -> AwardList:
    """Piece after piece, without what else the loop delivers."""
    brought.refresh_from_db()
    by = System(brought.district, "test")
    while pieces.next_piece(award_list=brought, turn=brought.turn, by=by, at=NOW, most=most):
        pass
    brought.refresh_from_db()
    return brought


def awarded(cast: Cast, text: str, slug: str = QUIZ) -> AwardList:
    brought = bring(cast, text, slug)
    begin(cast, brought)
    return run(brought)


def outcomes(brought: AwardList) -> list[tuple[int, str, str]]:
    lines = AwardLine.objects.filter(award_list=brought).order_by("number")
    return list(lines.values_list("number", "state", "problem"))


def crowd(cast: Cast, count: int) -> list[Person]:
    """`count` more teachers, found at t<n>@pecanflats.example."""
    people = [
        Person(
            district=cast.district,
            name=f"Teacher {n}",
            called=f"T{n}",
            email=f"t{n}@pecanflats.example",
        )
        for n in range(count)
    ]
    return Person.objects.bulk_create(people, batch_size=500)


def addresses(count: int) -> str:
    return "".join(f"t{n}@pecanflats.example\n" for n in range(count))
