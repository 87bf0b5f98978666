"""An award that ends can be renewed: by showing it again, or by a program lead with a reason."""

import datetime as dt
import uuid

from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from waypost.catalog.models import Requirement, RequirementKind
from waypost.credentials import issuing, relying
from waypost.credentials.checking import says_today
from waypost.credentials.events import AwardRenewed, RenewalRuleChosen
from waypost.credentials.mending import NotStanding
from waypost.credentials.models import Award, Document, Renewal, RenewalRule
from waypost.credentials.policies import may_renew
from waypost.journal.actions import record
from waypost.people.calendar import months_later
from waypost.people.models import District, Person
from waypost.people.policies import NotAllowed, may_run_program, require
from waypost.people.viewers import Viewer

Asks = RenewalRule.Asks


class Suspended(Exception):
    """First somebody clears up why it is suspended."""


class TooEarly(Exception):
    """It has no end, or not one that is near."""


def asked_for(district: District) -> Asks:
    """What the district asks of whoever renews a badge."""
    chosen = RenewalRule.objects.filter(district=district).values_list("asks", flat=True).first()
    return Asks(chosen) if chosen else Asks.SHOW


def asked_to_renew(award: Award, *, at: dt.datetime) -> str:
    """The same for one badge; empty where it is not to be renewed yet. Of a rule alone nothing can
    be shown again, so a lead renews it."""
    if award.ends_at is None:
        return ""
    rule = RenewalRule.objects.filter(district=OuterRef("district")).values("asks")[:1]
    found = Award.objects.ending(at).active().filter(pk=award.pk)
    parts = Requirement.objects.filter(version=OuterRef("version"))
    shown = Exists(parts.exclude(kind=RequirementKind.ACHIEVEMENTS))
    chosen = found.annotate(asks=Coalesce(Subquery(rule), Value(Asks.SHOW.value)), can_show=shown)
    asks, can_show = chosen.values_list("asks", "can_show").first() or ("", True)
    return str(asks if can_show else Asks.LEAD)


@transaction.atomic
def choose(*, district: District, asks: str, by: Viewer, at: dt.datetime) -> None:
    """From now on; what was begun is finished as it was begun."""
    require(may_run_program(by, district))
    if asked_for(district) == Asks(asks):
        return
    RenewalRule.objects.update_or_create(district=district, defaults={"asks": Asks(asks)})
    record(RenewalRuleChosen(district=district.pk, subject=district.pk, asks=asks), by=by, at=at)


@transaction.atomic
def renew(*, document: Document, reason: str, note: str, by: Viewer, at: dt.datetime) -> Renewal:
    """A program lead lets the award of `document`, the current one, be valid for longer.

    Raises NotStanding, Suspended, TooEarly, Superseded (somebody was faster), KeyMissing.
    """
    award = _locked(document.award_id)
    require(may_renew(by, award))
    if not isinstance(by, Person):
        raise NotAllowed
    if not award.stands:
        raise NotStanding
    if award.suspended_at:
        raise Suspended
    return _renew(award, document, Renewal.Reason(reason), note, by=by, at=at)


def renew_shown(award: Award, *, by: Viewer, at: dt.datetime) -> Renewal:
    """Everything that it asks was shown again; part of the transaction in which that was noted."""
    award = _locked(award.pk)
    document = award.documents.current()
    return _renew(award, document, Renewal.Reason.SHOWN, "", by=by, at=at)


def _locked(pk: uuid.UUID) -> Award:
    return Award.objects.select_for_update(of=("self",), no_key=True).with_face().get(pk=pk)


def _renew(
    award: Award,
    document: Document,
    reason: Renewal.Reason,
    note: str,
    *,
    by: Viewer,
    at: dt.datetime,
) -> Renewal:
    if document.superseded_by_id:
        raise issuing.Superseded
    ended, months = award.ends_at, award.version.valid_months
    if ended is None or not months or not Award.objects.ending(at).filter(pk=award.pk).exists():
        raise TooEarly
    # Whoever renews early loses no day.
    award.renewed_until = months_later(award.district, max(at, ended), months)
    Award.objects.filter(pk=award.pk).update(renewed_until=award.renewed_until)
    if reason == Renewal.Reason.SHOWN:
        relying.leave_list(award, at=at)
    document.award = award
    renewal = Renewal.objects.create(
        district=award.district,
        award=award,
        document=issuing.reissue(document, says_today(award), at=at),
        reason=reason,
        note=note,
        ended_at=ended,
        ends_at=award.renewed_until,
        renewed_by=by if reason != Renewal.Reason.SHOWN and isinstance(by, Person) else None,
        renewed_at=at,
    )
    record(
        AwardRenewed(
            district=award.district_id,
            subject=award.pk,
            person=award.person_id,
            version=award.version_id,
            achievement=award.version.achievement_id,
            renewal=renewal.pk,
            reason=renewal.reason,
        ),
        by=by,
        at=at,
    )
    return renewal
