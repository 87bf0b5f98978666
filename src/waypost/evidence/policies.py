"""Who may start, write in, and look at a submission?"""

from waypost.catalog.models import Version
from waypost.evidence.models import Submission
from waypost.people.models import Person
from waypost.people.policies import may_read_work
from waypost.people.viewers import Viewer


def may_start(viewer: Viewer, version: Version) -> bool:
    """Anyone on the staff may earn what their district has published."""
    return (
        isinstance(viewer, Person)
        and viewer.district_id == version.district_id
        and version.published_at is not None
    )


def may_edit(viewer: Viewer, submission: Submission) -> bool:
    """Only the teacher whose work it is; the state is checked by the step itself."""
    return isinstance(viewer, Person) and submission.person_id in viewer.selves


def may_hide(viewer: Viewer, submission: Submission) -> bool:
    """Reviewers and the lead, the moment they see something private; the teacher too."""
    if viewer.district.pk != submission.district_id:
        return False
    return may_edit(viewer, submission) or may_read_work(viewer)
