"""Badges from elsewhere: a teacher adds one, sees it as what it is, and takes it away again; the
lead may let it count."""

import datetime as dt
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waypost.catalog.models import Achievement
from waypost.credentials.earlier.plan import offers_of
from waypost.credentials.models import EarlierRecord, OutsideBadge
from waypost.credentials.outside import actions
from waypost.credentials.outside.keeping import Older, Worse
from waypost.credentials.outside.own import says_ours
from waypost.credentials.outside.reading import NotABadge, Reading, TooLarge
from waypost.credentials.policies import may_let_count, may_own_outside, may_share
from waypost.evidence import intake
from waypost.pages.context import nav
from waypost.pages.earlier_words import earned_words
from waypost.pages.outside_faces import face_of, outside_title
from waypost.pages.outside_forms import AddForm, CountForm
from waypost.pages.outside_reading import busy, open_link, read_newest, read_settled
from waypost.pages.proof_file import prove_file
from waypost.people.guards import signed_in
from waypost.people.models import District, Person
from waypost.people.policies import require
from waypost.people.requests import PersonRequest
from waypost.ui.files import let_go_fields


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: PersonRequest) -> HttpResponse:
    """A badge that was earned elsewhere."""
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = AddForm(*posted, let_go=let_go_fields(request))
    mine = None
    try:
        if form.is_valid() and (badge := _added(request, form)):
            messages.success(request, _("Added. Only you, the program leads and HR see it."))
            return redirect("pages:outside", pk=badge.pk)
    except actions.IssuedHere as here:
        form.add_error("badge" if form.files else "link", _from_here(here, request.viewer))
        mine = here.award if here.award and may_share(request.viewer, here.award) else None
    return render(request, "pages/outside_add.html", {"form": form, "mine": mine})


def _from_here(here: actions.IssuedHere, owner: Person) -> str:
    award = here.award
    if here.over and (award is None or (award.stands and may_share(owner, award))):
        return _(
            "This was issued here, and the key that signed this file was withdrawn: it proves"
            " nothing any more. Save the file again from the badge’s page."
        )
    if award is None:
        return _("This was issued here, so all that is in it is here already.")
    if not may_share(owner, award):
        return _("This was issued here, to somebody else.")
    if not award.stands:
        return _("This was your badge from here. It was withdrawn.")
    return _("This is your badge from here already. There is nothing to add.")


def _added(request: PersonRequest, form: AddForm) -> OutsideBadge | None:
    """None where the form now says what is wrong. Raises IssuedHere."""
    given, now = form.cleaned_data, timezone.now()
    file, link = given["badge"], given["link"]
    reading, word = None, ""
    try:
        if file:
            reading = read_newest(file.read(), request.viewer, at=now)
        else:
            opened = open_link(link, request.viewer, at=now)
            reading, word = opened.reading, opened.word
        return actions.add(
            person=request.viewer,
            title=given["title"],
            url=link,
            link=word,
            reading=reading,
            by=request.viewer,
            at=now,
        )
    except (NotABadge, TooLarge, actions.AlreadyHere, actions.TooMany) as problem:
        form.add_error("badge" if file else "link", _sentence(problem, request.district, now))
    except intake.TooManyLinks:
        form.add_error("badge" if file else "link", busy())
    return None


def _sentence(problem: Exception, here: District, at: dt.datetime) -> str:
    match problem:
        case NotABadge():
            return prove_file(problem.verdict, here=here, at=at).sentence
        case TooLarge():
            return _(
                "This badge is larger than 1 MB without its picture, which is more than is kept."
            )
        case actions.TooMany():
            return _("You have added %(most)d badges from elsewhere. Remove one first.") % {
                "most": actions.MOST
            }
        case _:
            return _("You have added this one already. Find it under Badges.")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: PersonRequest, pk: UUID) -> HttpResponse:
    """What it is, when it was read, and for its owner: read it again."""
    badge = _badge(request, pk)
    if request.method == "POST":
        return _again(request, badge)
    known = EarlierRecord.objects.visible_to(request.viewer).active().filter(outside=badge)
    record = known.select_related("recorded_by").first()
    offers = offers_of(request.district) if record else {}
    offer = offers.get(record.achievement_id) if record and record.achievement_id else None
    context = {
        "badge": badge,
        "face": face_of(badge, request.district),
        "mine": may_own_outside(request.viewer, badge),
        "may_let_count": may_let_count(request.viewer, badge) and not record,
        "may_count": badge.may_count(timezone.now()) and not says_ours(badge),
        "record": record,
        "counts_as": offer.title if offer else "",
    }
    return render(request, "pages/outside.html", context | _place(request, badge))


def _badge(request: PersonRequest, pk: UUID) -> OutsideBadge:
    badges = OutsideBadge.objects.visible_to(request.viewer)
    return get_object_or_404(badges.select_related("person", "district"), pk=pk)


def _place(request: PersonRequest, badge: OutsideBadge) -> dict[str, Any]:
    """Somebody else's was found among the records, not among one's own badges."""
    if may_own_outside(request.viewer, badge):
        return {}
    return {"nav": nav(reverse("pages:earlier_records"), request.viewer)}


def _again(request: PersonRequest, badge: OutsideBadge) -> HttpResponse:
    require(may_own_outside(request.viewer, badge))
    now = timezone.now()
    try:
        kept = _read_anew(badge, request.viewer, now)
    except intake.TooManyLinks:
        messages.warning(request, busy())
    except actions.AlreadyHere:
        messages.warning(request, _("The link holds a badge that you have added already."))
    except actions.IssuedHere:
        messages.warning(request, _("This was issued here, so it isn’t from elsewhere: remove it."))
    except actions.ReplacedMeanwhile:
        messages.warning(request, _("A newer file of it came meanwhile. Check it again."))
    except (NotABadge, TooLarge):
        said = _("With what its issuer publishes, it can’t be read. What was found before stays.")
        messages.warning(request, said)
    except actions.Gone:
        return _gone(request, "pages:badges")
    else:
        _tell(request, kept, now)
    return redirect("pages:outside", pk=badge.pk)


def _tell(request: PersonRequest, kept: OutsideBadge, now: dt.datetime) -> None:
    if kept.tried_at == now:
        messages.warning(request, _("Nobody could say more today. What was found before stays."))
    else:
        messages.success(request, _("Checked again."))


def _gone(request: PersonRequest, where: str) -> HttpResponse:
    messages.warning(request, _("It has been removed meanwhile."))
    return redirect(where)


def _read_anew(badge: OutsideBadge, owner: Person, now: dt.datetime) -> OutsideBadge:
    """From where it came: a link may hold another badge by now, and a wallet may have brought a
    newer file; what proves less than the file that is kept leaves that one to be read."""

    def note(reading: Reading | None, link: str = "") -> OutsideBadge:
        return actions.read_again(badge=badge, reading=reading, link=link, by=owner, at=now)

    if badge.brought:
        # What cannot be kept after all must not keep the other from being read.
        with suppress(NotABadge, TooLarge, actions.AlreadyHere):
            newer = note(read_settled(badge.brought, owner, at=now))
            if newer.sha256 != badge.sha256:
                return newer
            badge = newer
    if badge.url:
        opened = open_link(badge.url, owner, at=now)
        if opened.reading or not badge.body:
            with suppress(Older, Worse):
                return note(opened.reading, opened.word)
    return note(read_newest(bytes(badge.body), owner, at=now) if badge.body else None)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Asked once, done for good."""
    badge = _badge(request, pk)
    require(may_own_outside(request.viewer, badge))
    if request.method == "POST":
        try:
            actions.remove(badge=badge, by=request.viewer, at=timezone.now())
        except actions.Gone:
            return _gone(request, "pages:badges")
        messages.success(request, _("Removed."))
        return redirect("pages:badges")
    counts = EarlierRecord.objects.visible_to(request.viewer).active().filter(outside=badge)
    context = {"badge": badge, "title": outside_title(badge), "counts": counts.exists()}
    return render(request, "pages/outside_remove.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def count(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The lead lets it count toward a degree, and says why."""
    badge = _badge(request, pk)
    require(may_let_count(request.viewer, badge))
    face = face_of(badge, request.district)
    offers = offers_of(request.district).values()
    form = CountForm(
        request.POST or None,
        choices=[(str(offer.pk), f"{offer.title} ({offer.kind})") for offer in offers],
        today=request.viewer.today,
        initial={"earned": face.issued},
    )
    if request.method == "POST" and form.is_valid():
        try:
            if _counted(request, badge, form):
                return redirect("pages:outside", pk=badge.pk)
        except actions.Gone:
            return _gone(request, "pages:earlier_records")
    context = {"badge": badge, "face": face, "form": form} | _place(request, badge)
    return render(request, "pages/outside_count.html", context)


def _counted(request: PersonRequest, badge: OutsideBadge, form: CountForm) -> bool:
    given = form.cleaned_data
    chosen = Achievement.objects.filter(district=request.district)
    try:
        record = actions.let_count(
            badge=badge,
            achievement=get_object_or_404(chosen, pk=given["achievement"]),
            earned=given["earned"],
            reason=given["reason"],
            by=request.viewer,
            at=timezone.now(),
        )
    except actions.Spoiled:
        form.add_error(None, _("This badge was changed, withdrawn, made for practice, is not valid"
                               " today or is from here, so it can’t count."))  # fmt: skip
        return False
    except actions.AlreadyCounts:
        messages.warning(request, _("It counts already."))
        return True
    when = earned_words(record.earned_on, record.known)
    messages.success(request, _("It counts now, as earned %(when)s.") % {"when": when})
    return True
