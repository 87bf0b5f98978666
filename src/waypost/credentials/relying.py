"""What a list had awarded rests on a review, once everything that it asks for was shown here."""

import datetime as dt

from waypost.credentials import issuing, mending
from waypost.credentials.checking import says_today
from waypost.credentials.models import Award, Correction
from waypost.people.viewers import Viewer


def rely_on_review(award: Award, *, by: Viewer, at: dt.datetime) -> Correction:
    """Sign it anew with what was reviewed, and no more with the list's words; part of the
    transaction in which that was noted. Raises KeyMissing."""
    award = Award.objects.with_face().get(pk=award.pk)
    document = award.documents.current()
    document.award = award
    leave_list(award, at=at)
    correction = Correction.objects.create(
        district=award.district,
        award=award,
        document=issuing.reissue(document, says_today(award), at=at),
        what=Correction.What.SHOWN,
        reason=Correction.Reason.CHANGED,
        note="",
        earned_at=award.dated_at,
        corrected_by=None,
        corrected_at=at,
    )
    mending.tell(correction, by=by, at=at, together=False)
    return correction


def leave_list(award: Award, *, at: dt.datetime) -> None:
    """It was earned on the day of the review: what the list dated it was nobody's to see here. Of
    what has run out the date stays, because nothing is earned after its end."""
    if award.award_list_id is None:
        return
    award.award_list = None
    if not award.is_expired(at):
        award.dated_at = at
    Award.objects.filter(pk=award.pk).update(award_list=None, dated_at=award.dated_at)
