"""Who may review what?"""

from waypost.catalog.models import Row
from waypost.evidence.models import Attempt
from waypost.people.models import Person, Role
from waypost.people.viewers import Viewer
from waypost.review.models import Review


def may_see_queue(viewer: Viewer) -> bool:
    return viewer.holds(Role.REVIEWER, Role.PROGRAM_LEAD)


def may_review(viewer: Viewer, attempt: Attempt) -> bool:
    """Reviewers of the district, never their own work."""
    return (
        isinstance(viewer, Person)
        and viewer.district_id == attempt.district_id
        and viewer.holds(Role.REVIEWER)
        and viewer.pk != attempt.submission.person_id
    )


def may_put_back(viewer: Viewer, review: Review) -> bool:
    """Who has it; the program lead when that person fell ill."""
    if viewer.district.pk != review.district_id:
        return False
    return viewer.holds(Role.PROGRAM_LEAD) or (
        isinstance(viewer, Person) and viewer.pk == review.reviewer_id
    )


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
    return not (isinstance(viewer, Person) and viewer.pk == attempt.submission.person_id)


def may_save_comment(viewer: Viewer, row: Row) -> bool:
    return viewer.district.pk == row.district_id and viewer.holds(Role.REVIEWER)
