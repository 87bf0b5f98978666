"""What those who write say to one another, and the list of apps that they keep."""

import datetime as dt

from django.db import IntegrityError, transaction

from waypost.catalog.authoring.fields import LISTS, spec_of
from waypost.catalog.authoring.specs import LONGEST
from waypost.catalog.events import AppChecked, ManuscriptCommented
from waypost.catalog.models import App, Comment, Manuscript
from waypost.catalog.policies import may_publish, may_write
from waypost.journal.actions import record
from waypost.people.characters import tidy
from waypost.people.models import Person
from waypost.people.policies import require


class Empty(Exception):
    """Nothing was said."""


class NameTaken(Exception):
    """The list has this app already."""


@transaction.atomic
def say(*, manuscript: Manuscript, field: str, text: str, by: Person, at: dt.datetime) -> Comment:
    """About a field, or about the whole of it. Raises Empty."""
    require(may_write(by, manuscript.district))
    text = tidy(text).strip()[:LONGEST]
    if not text:
        raise Empty
    known = spec_of(field) is not None or field in LISTS
    comment = Comment.objects.create(
        district=manuscript.district,
        manuscript=manuscript,
        field=field if known else "",
        author=by,
        text=text,
        at=at,
    )
    record(
        ManuscriptCommented(
            district=manuscript.district_id, subject=manuscript.pk, comment=comment.pk
        ),
        by=by,
        at=at,
    )
    return comment


def resolve(*, comment: Comment, by: Person, at: dt.datetime) -> None:
    """It is put away, and stays."""
    require(may_write(by, comment.district))
    Comment.objects.filter(pk=comment.pk, resolved_at=None).update(resolved_at=at, resolved_by=by)


@transaction.atomic
def check_app(
    *,
    app: App | None,
    name: str,
    approved: bool,
    checked_on: dt.date,
    note: str,
    address: str,
    by: Person,
    at: dt.datetime,
) -> App:
    """Put it on the list, or say anew what was found. Raises NameTaken."""
    require(may_publish(by, by.district if app is None else app.district))
    app = app or App(district=by.district)
    others = App.objects.filter(district=by.district, name__iexact=name).exclude(pk=app.pk)
    if others.exists():
        raise NameTaken
    app.name, app.approved, app.checked_on = name, approved, checked_on
    app.note, app.address = note, address
    try:
        with transaction.atomic():
            app.save()
    except IntegrityError as taken:
        raise NameTaken from taken
    record(
        AppChecked(district=app.district_id, subject=app.pk, approved=app.approved), by=by, at=at
    )
    return app
