"""Who may review what, and who may read the trail?"""

import uuid
from collections.abc import Collection

from waypost.catalog.models import Row
from waypost.evidence.models import Attempt, Submission
from waypost.people.models import Person, Role
from waypost.people.policies import may_read_work
from waypost.people.viewers import Viewer
from waypost.review.models import Review


def may_see_queue(viewer: Viewer) -> bool:
    """The list of what waits, for whoever may read what others handed in."""
    return may_read_work(viewer)


def may_review(viewer: Viewer, attempt: Attempt) -> bool:
    """Reviewers of the district, never their own work."""
    return (
        isinstance(viewer, Person)
        and viewer.district_id == attempt.district_id
        and viewer.holds(Role.REVIEWER)
        and may_read_work(viewer)
        and attempt.submission.person_id not in viewer.selves
    )


def may_look(viewer: Viewer, attempt: Attempt) -> bool:
    """Open the bench without taking it: who may review, and the program lead; never one's own."""
    return (
        isinstance(viewer, Person)
        and viewer.district_id == attempt.district_id
        and may_see_queue(viewer)
        and attempt.submission.person_id not in viewer.selves
    )


def may_put_back(viewer: Viewer, review: Review) -> bool:
    """Who has it; the program lead when that person fell ill, but not in their own matter."""
    if viewer.district.pk != review.district_id or not isinstance(viewer, Person):
        return False
    if viewer.pk == review.reviewer_id:
        return True
    return may_look(viewer, review.attempt) and viewer.holds(Role.PROGRAM_LEAD)


def may_decide(viewer: Viewer, review: Review) -> bool:
    return (
        isinstance(viewer, Person)
        and viewer.pk == review.reviewer_id
        and may_review(viewer, review.attempt)
    )


def is_blind(viewer: Viewer, attempt: Attempt) -> bool:
    """True where no byte that reaches this viewer may name the teacher."""
    if not attempt.district.blind_review:
        return False
    return not (isinstance(viewer, Person) and attempt.submission.person_id in viewer.selves)


def may_save_comment(viewer: Viewer, row: Row) -> bool:
    return viewer.district.pk == row.district_id and viewer.holds(Role.REVIEWER)


def may_read_trail(viewer: Viewer, submission: Submission) -> bool:
    """The teacher, those who reviewed it, and the program lead; never a principal."""
    if not isinstance(viewer, Person) or viewer.district_id != submission.district_id:
        return False
    if submission.person_id in viewer.selves:
        return True
    reviews = Review.objects.filter(attempt__submission=submission, reviewer=viewer)
    return reads_trail(viewer, set(reviews.values_list("reviewer_id", flat=True)))


def reads_trail(viewer: Person, reviewers: Collection[uuid.UUID]) -> bool:
    """For others than the teacher, by the ids of who reviewed it."""
    if not may_see_queue(viewer):
        return False
    return viewer.holds(Role.PROGRAM_LEAD) or viewer.pk in reviewers
