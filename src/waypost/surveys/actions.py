"""Answer once; choose where people are asked."""

import datetime as dt

from django.db import IntegrityError, transaction

from waypost.journal.actions import record
from waypost.people.characters import tidy
from waypost.people.models import District
from waypost.people.policies import NotAllowed, require
from waypost.people.viewers import Viewer
from waypost.surveys.asking import digest_of, question_of
from waypost.surveys.events import FormChosen
from waypost.surveys.models import LONGEST, Evaluation, OwnForm, Tell, Used
from waypost.surveys.policies import may_choose_form
from waypost.surveys.questions import questions


class AlreadyAnswered(Exception):
    """By the same link: one answer of each person, whoever they are."""


def answer(
    *, district: District, token: str, useful: int, tell: str, change: str, at: dt.datetime
) -> Evaluation:
    """By whoever holds the link: it is the permission, and it names nobody.

    Raises AlreadyAnswered, and NotAllowed for a link that we did not make.
    """
    question = question_of(district, token)
    if question is None:
        raise NotAllowed
    today = district.day_of(at)
    try:
        with transaction.atomic():
            Used.objects.create(district=district, digest=digest_of(token))
            return Evaluation.objects.create(
                district=district,
                version=question.version,
                occasion=question.occasion,
                useful=useful,
                tell=Tell(tell),
                change=tidy(change).strip()[:LONGEST],
                asked=questions(today).since,
                month=today.replace(day=1),
            )
    except IntegrityError as twice:
        raise AlreadyAnswered from twice


@transaction.atomic
def choose_form(*, district: District, url: str, by: Viewer, at: dt.datetime) -> None:
    """Ask at this address from now on; an empty one means the short form here."""
    require(may_choose_form(by, district))
    form, _made = OwnForm.objects.update_or_create(
        district=district, defaults={"url": url, "chosen_at": at}
    )
    record(
        FormChosen(district=district.pk, subject=form.pk, own=bool(url)),
        by=by,
        at=at,
    )
