"""What a badge counts for, in the sentences of its letter."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from waypost.catalog.models import Choice, Version
from waypost.catalog.words import hours
from waypost.credentials.hours import takes_hours
from waypost.credentials.models import Award
from waypost.people.models import Person


def counts_for(award: Award) -> list[str]:
    """Hours, and the degrees on offer to its earner that count it; nothing for practice, which
    counts nowhere."""
    if award.practice and not award.district.practice:
        return []
    version = award.version
    with override(award.holder.language):
        said = [
            _("It is part of the way to %(title)s.") % {"title": title}
            for title in _degrees(award.holder, version)
        ]
        if takes_hours(award) and not award.practice:
            worth = {"hours": hours(version.clock_hours)}
            said.insert(0, _("It is worth %(hours)s of professional learning.") % worth)
    return said


def _degrees(reader: Person, version: Version) -> list[str]:
    counting = Choice.objects.filter(
        district=reader.district_id, achievements=version.achievement_id
    )
    offered = Version.objects.visible_to(reader).current()
    found = offered.filter(requirements__choices__in=counting).order_by("title")
    return list(found.values_list("title", flat=True).distinct())
