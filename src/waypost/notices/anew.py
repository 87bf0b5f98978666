"""Badges that were signed anew together: one letter for them, however many they were."""

from waypost.credentials.models import Award, Correction


def occasion_of(correction: Correction, award: Award, *, together: bool) -> str:
    """The same for all that one letter is about; `correction` with what it took the place of."""
    if not together:
        return f"corrected:{correction.pk}"
    if correction.reason == Correction.Reason.KEY:
        # It may go on for days, after several keys were withdrawn at once.
        withdrawn = correction.document.supersedes.key.revoked_at or correction.corrected_at
        return f"key-withdrawn:{award.holder.pk}:{correction.district.day_of(withdrawn)}"
    day = correction.district.day_of(correction.corrected_at)
    return f"signed-anew:{award.holder.pk}:{correction.what}:{day}"


def nobody_needs_it(correction: Correction, award: Award) -> bool:
    """A withdrawn badge's file is signed anew only so that its page can go on to say so."""
    return correction.reason == Correction.Reason.KEY and not award.stands
