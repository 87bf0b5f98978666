"""Say who helps; ask; say that it was answered."""

import datetime as dt
import tempfile
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from waypost.catalog.models import Version
from waypost.evidence.likeness import draw
from waypost.evidence.models import Submission
from waypost.journal.actions import record
from waypost.people.actions import one_line
from waypost.people.characters import tidy
from waypost.people.models import Person, Role
from waypost.people.policies import may_run_program, require
from waypost.people.viewers import System, Viewer
from waypost.support.events import HelpAnswered, HelpAsked
from waypost.support.models import LONGEST, LONGEST_LINE, HelpDesk, HelpRequest
from waypost.support.policies import may_ask, may_see_asked

# A second tap, or a reload that sends the form again.
AT_ONCE = dt.timedelta(minutes=1)
PHOTO_HEIGHT = 320


def keep_desk(
    *,
    person: Person,
    line: str,
    by: Viewer,
    at: dt.datetime,
    photo: Path | None = None,
    no_photo: bool = False,
) -> HelpDesk:
    """`photo` is drawn anew before it is kept.

    Raises intake.Refused, intake.Busy, and ValidationError that names the field.
    """
    require(may_run_program(by, person.district))
    _check_desk(person, line)
    with tempfile.TemporaryDirectory(prefix="waypost-help-") as folder:
        small = draw(photo, Path(folder), height=PHOTO_HEIGHT) if photo else None
        with transaction.atomic():
            desk, _made = HelpDesk.objects.select_for_update().get_or_create(
                district=person.district, defaults={"person": person}
            )
            before = desk.photo.name if desk.photo else ""
            # Another person has another face.
            if small or no_photo or desk.person_id != person.pk:
                desk.photo = None
            desk.person, desk.line = person, line
            if small:
                with small.open("rb") as content:
                    desk.photo.save(f"photo{small.suffix}", File(content), save=False)
            desk.save()
            if before and before != desk.photo.name:
                storage = desk.photo.storage
                transaction.on_commit(lambda: storage.delete(before))
    return desk


@transaction.atomic
def pass_on_desk(*, before: Person, to: Person, by: System) -> None:
    """Of one human with two entries: line and face stay. Whoever may not help, as a principal may
    not, is not made to."""
    require(by.district.pk == to.district_id)
    desk = HelpDesk.objects.select_for_update().filter(person=before).first()
    if desk is None:
        return
    try:
        _check_desk(to, desk.line)
    except ValidationError:
        return
    HelpDesk.objects.filter(pk=desk.pk).update(person=to)


def _check_desk(person: Person, line: str) -> None:
    one_line("line", line)
    if len(line) > LONGEST_LINE:
        long = _("One line of up to %(most)d letters.") % {"most": LONGEST_LINE}
        raise ValidationError({"line": [long]})
    if person.left_at or not person.email:
        gone = _("Choose somebody who is here and has an e-mail address.")
        raise ValidationError({"person": [gone]})
    if person.holds(Role.PRINCIPAL):
        kept = _("Teachers ask more freely when it isn’t a principal who hears. Choose another.")
        raise ValidationError({"person": [kept]})


class NobodyHelps(Exception):
    """No help person is set, or they have left."""


class JustAsked(Exception):
    """Asked a moment ago, and now there is something else to say."""


@transaction.atomic
def ask(
    *,
    version: Version,
    text: str,
    by: Person,
    at: dt.datetime,
    submission: Submission | None = None,
) -> HelpRequest:
    """Twice in a minute is once. Raises NobodyHelps, JustAsked, and ValidationError for a text
    that is too long."""
    require(may_ask(by) and version.district_id == by.district_id)
    require(submission is None or submission.person_id in by.selves)
    if not HelpDesk.objects.filter(district=by.district, person__left_at=None).exists():
        raise NobodyHelps
    text = tidy(text).strip()
    if len(text) > LONGEST:
        long = _("Keep it under %(most)d letters: a sentence or two are enough to begin.")
        raise ValidationError({"text": [long % {"most": LONGEST}]})
    # One at a time for each person, so that of two taps the second sees the first.
    Person.objects.select_for_update().get(pk=by.pk)
    earlier = HelpRequest.objects.filter(
        person=by, version=version, asked_at__gt=at - AT_ONCE, asked_at__lte=at
    ).order_by("-asked_at")
    if before := earlier.first():
        if text and text != before.text:
            raise JustAsked
        return before
    made = HelpRequest.objects.create(
        district=by.district,
        person=by,
        version=version,
        submission=submission,
        text=text,
        asked_at=at,
    )
    record(HelpAsked(district=by.district_id, subject=made.pk, version=version.pk), by=by, at=at)
    return made


@transaction.atomic
def mark_answered(*, request: HelpRequest, by: Person, at: dt.datetime) -> bool:
    """False when somebody did so before."""
    require(may_see_asked(by) and request.district_id == by.district.pk)
    marked = HelpRequest.objects.open().filter(pk=request.pk)
    if not marked.update(answered_at=at, answered_by=by):
        return False
    record(HelpAnswered(district=request.district_id, subject=request.pk), by=by, at=at)
    return True
