"""What others say of a badge: the lead brings what they signed, looks at it, shows it and takes it
out again."""

import datetime as dt
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waypost.credentials import endorsing
from waypost.credentials.endorsing import NotTaken, Offered
from waypost.credentials.models import Endorsement
from waypost.credentials.outside.reading import Seen
from waypost.credentials.policies import may_keep_endorsements
from waypost.evidence import intake
from waypost.pages.endorsements_forms import BringForm
from waypost.pages.endorsements_words import not_taken
from waypost.pages.outside_reading import Open, busy, settle
from waypost.people.guards import signed_in
from waypost.people.models import District
from waypost.people.policies import require
from waypost.people.requests import PersonRequest
from waypost.ui.files import let_go_fields


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def endorsements(request: PersonRequest) -> HttpResponse:
    """All that were brought, the next one, and what an endorser has to name."""
    require(may_keep_endorsements(request.viewer, request.district))
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = BringForm(*posted, let_go=let_go_fields(request))
    if form.is_valid() and (made := _brought(request, form)):
        return redirect("pages:endorsement", pk=made.pk)
    found = Endorsement.objects.visible_to(request.viewer).defer("body")
    context = {
        "form": form,
        "found": found.select_related("version__achievement").order_by("-brought_at", "pk"),
        "offered": [
            (version, endorsing.achievement_id(version))
            for version in endorsing.endorsable(request.district)
        ],
        "now": timezone.now(),
    }
    return render(request, "pages/endorsements.html", context)


def _brought(request: PersonRequest, form: BringForm) -> Endorsement | None:
    """None where the form now says what is wrong."""
    now = timezone.now()
    name, source = form.sent()
    try:
        offered = _read(source, request.district, now)
        return endorsing.bring(offered=offered, by=request.viewer, at=now)
    except NotTaken as problem:
        form.add_error(name, not_taken(problem, request.district))
    except intake.TooManyLinks:
        form.add_error(name, busy())
    except endorsing.AlreadyHere:
        form.add_error(name, _("This one was brought before. Find it below."))
    return None


def _read(source: bytes, district: District, at: dt.datetime) -> Offered:
    """With what its endorser publishes, where the district opens links.

    Raises NotTaken, intake.TooManyLinks.
    """

    def look(seen: Seen) -> Offered | NotTaken:
        try:
            return endorsing.read(source, district, at=at, seen=seen)
        except NotTaken as problem:
            return problem

    def open_in(found: Offered | NotTaken) -> Open:
        return Open(found.needs, found.issuer) if isinstance(found, NotTaken) else Open()

    found = settle(look, open_in, allowed=district.try_links)
    if isinstance(found, NotTaken):
        raise found
    return found


@signed_in
@require_safe
def endorsement(request: PersonRequest, pk: UUID) -> HttpResponse:
    """What it says, and whether it is shown."""
    found = _one(request, pk)
    context = {"found": found, "over": found.is_over(timezone.now())}
    return render(request, "pages/endorsement.html", context)


@signed_in
@require_POST
def show(request: PersonRequest, pk: UUID) -> HttpResponse:
    found = _one(request, pk)
    try:
        endorsing.show(endorsement=found, by=request.viewer, at=timezone.now())
    except endorsing.TooMany:
        messages.warning(
            request,
            _("%(most)d are shown beside this badge already. Take one out first.")
            % {"most": endorsing.MOST},
        )
    except endorsing.NotBesideThose:
        messages.warning(
            request,
            _("It is too much like one that is shown: a badge with both could not be checked. Take"
              " the other out first."),
        )  # fmt: skip
    except endorsing.Changed:
        messages.warning(request, _("This changed meanwhile. Look at it again."))
    else:
        messages.success(
            request, _("Shown on the badge’s page, and in every badge that is signed from now on.")
        )
    return redirect("pages:endorsement", pk=found.pk)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def take_out(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Asked once."""
    found = _one(request, pk)
    if request.method != "POST":
        return render(request, "pages/endorsement_take_out.html", {"found": found})
    try:
        endorsing.take_out(endorsement=found, by=request.viewer, at=timezone.now())
    except endorsing.Changed:
        messages.warning(request, _("It was taken out before."))
    else:
        messages.success(request, _("Taken out."))
    return redirect("pages:endorsements")


def _one(request: PersonRequest, pk: UUID) -> Endorsement:
    require(may_keep_endorsements(request.viewer, request.district))
    found = Endorsement.objects.visible_to(request.viewer).select_related(
        "district", "version__achievement", "brought_by", "taken_out_by"
    )
    return get_object_or_404(found, pk=pk)
