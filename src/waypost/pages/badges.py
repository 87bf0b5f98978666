"""Badges: the holder's page, the public page, checking a file, withdrawing."""

import datetime as dt
import hashlib
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from waypost.catalog.models import Requirement, Row
from waypost.credentials import actions, card, certificate
from waypost.credentials.answers import once
from waypost.credentials.checking import check_file, name_on, standing, standing_award
from waypost.credentials.content import on_what_ground, signed_evidence
from waypost.credentials.history import history, told_to_anyone
from waypost.credentials.hours import asks_outside, lacking, takes_hours
from waypost.credentials.models import Award, Endorsement, Suspension, Withdrawal
from waypost.credentials.newer import newer_of
from waypost.credentials.policies import (
    may_correct,
    may_keep_records,
    may_renew,
    may_say_outside,
    may_see_face,
    may_share,
    may_suspend,
    may_withdraw,
)
from waypost.credentials.renewing import asked_to_renew
from waypost.credentials.rules import comes_back
from waypost.credentials.state_rules import rule_for
from waypost.credentials.views import credential
from waypost.evidence.models import Attempt
from waypost.evidence.views.media import serve
from waypost.pages.badge_evidence import showable, shown_to_anyone, tries_to_hide_in
from waypost.pages.badge_files import files_of
from waypost.pages.badge_trail import badge_trail, faced
from waypost.pages.context import nav
from waypost.pages.degrees import rests_on
from waypost.pages.forms import CheckForm, ShareForm, WithdrawForm
from waypost.pages.hours import keep_outside, outside_form
from waypost.pages.mend_forms import OutsideForm
from waypost.pages.proof import Proof, prove
from waypost.pages.proof_file import prove_file
from waypost.people.characters import printable
from waypost.people.guards import signed_in
from waypost.people.models import Person, Role
from waypost.people.policies import NotAllowed, may_run_program
from waypost.people.requests import DistrictRequest, PersonRequest
from waypost.people.viewers import Stranger
from waypost.review.policies import may_read_trail
from waypost.surveys.asking import ask
from waypost.surveys.models import Occasion
from waypost.ui.files import let_go_fields


@signed_in
@require_safe
def awards(request: PersonRequest) -> HttpResponse:
    """All awards of the district, for the program lead and HR; found by name or title."""
    if not request.viewer.holds(Role.PROGRAM_LEAD, Role.HR):
        raise NotAllowed
    found = Award.objects.visible_to(request.viewer).with_face().order_by("-awarded_at", "pk")
    words = printable(request.GET.get("q", "")).strip()
    if words:
        found = found.filter(
            Q(person__name__icontains=words)
            | Q(person__joined_into__name__icontains=words)
            | Q(version__title__icontains=words)
        )
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    return render(request, "pages/awards.html", {"page": page, "q": words, "now": timezone.now()})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def badge(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The holder's page: keep it, print it, choose who sees it. The team sees it without choice."""
    award = get_object_or_404(Award.objects.visible_to(request.viewer).with_face(), pk=pk)
    form = _share_form(request, award, request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.share(
            award=award,
            visibility=form.cleaned_data["visibility"],
            shown=form.cleaned_data["shown"],
            by=request.viewer,
            at=timezone.now(),
        )
        messages.success(request, _("Saved."))
        return redirect("pages:badge", pk=award.pk)
    return _badge_page(request, award, form)


def _badge_page(
    request: PersonRequest,
    award: Award,
    form: ShareForm,
    outside: OutsideForm | None = None,
) -> HttpResponse:
    viewer, says, document = request.viewer, standing(award), award.documents.current()
    signed = name_on(document, award)
    if outside is None and asks_outside(award) and may_say_outside(viewer, award):
        outside = outside_form(award)
    lacks = lacking(award, educator=signed)
    context = {
        "award": award,
        "mine": may_share(viewer, award),
        "form": form,
        "standing": says,
        "files": files_of(viewer, award, prints=not lacks, withdrawn=says == "withdrawn"),
        "named_evidence": signed_evidence(document),
        "shows_evidence": bool(award.shown) and award.is_open_to_all,
        **what_may_be_done(viewer, award, says),
        "public_url": f"{award.district.address}/c/{award.public_id}",
        "printed_url": certificate.address(award, keyed=True),
        "trail_url": _trail(viewer, award),
        "trail": badge_trail(viewer, award),
        "asks_outside": asks_outside(award),
        "outside_form": outside,
        "rule": rule_for(award.district),
        "lacking": lacks,
        "signed_name": signed,
        "rests_on": rests_on(award),
        "how": on_what_ground(award.award_list) if award.award_list else "",
        "ask_url": _ask(viewer, award, says),
    }
    return render(request, "pages/badge.html", context | _place(viewer, award))


def what_may_be_done(viewer: Person, award: Award, says: str) -> dict[str, Any]:
    """Nothing more with the badge, once it is withdrawn."""
    stands = says != "withdrawn"
    asks = asked_to_renew(award, at=timezone.now()) if stands else ""
    suspended = award.suspensions.filter(restoration=None).first() if award.suspended_at else None
    return {
        "may_withdraw": may_withdraw(viewer, award) and stands,
        "may_correct": may_correct(viewer, award) and stands,
        "may_suspend": may_suspend(viewer, award) and stands,
        "may_renew": may_renew(viewer, award) and bool(asks),
        "keeps_records": may_keep_records(viewer, award.district),
        "runs": may_run_program(viewer, award.district),
        "ends": bool(asks),
        "asks": asks,
        "suspension": suspended,
        "tries": tries_to_hide_in(viewer, award) if _is_of_privacy(award, suspended) else [],
        "reads_why": may_suspend(viewer, award) or may_share(viewer, award),
        "newer": newer_of(award, viewer) if stands else None,
    }


def _is_of_privacy(award: Award, suspended: Suspension | None) -> bool:
    withdrawal = getattr(award, "withdrawal", None)
    if withdrawal:
        return bool(withdrawal.reason == Withdrawal.Reason.PRIVACY)
    return suspended is not None and suspended.reason == Suspension.Reason.PRIVACY


def _ask(viewer: Person, award: Award, says: str) -> str:
    """Where its earner says how useful it was: nobody who was on a list has tried it here."""
    worked = award.award_list_id is None and says != "withdrawn"
    mine = may_share(viewer, award) and worked
    return ask(award.district, Occasion.AWARD, award.pk) if mine else ""


@signed_in
@require_POST
def outside(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The earner says how many hours lay outside contract time; HR corrects what was handed on."""
    award = get_object_or_404(Award.objects.visible_to(request.viewer).with_face(), pk=pk)
    if not may_say_outside(request.viewer, award):
        raise NotAllowed
    if not asks_outside(award):
        messages.warning(request, _("This badge counts no hours."))
        return redirect("pages:badge", pk=award.pk)
    form = outside_form(award, request.POST)
    if form.is_valid() and keep_outside(request, award, form):
        return redirect("pages:badge", pk=award.pk)
    return _badge_page(request, award, _share_form(request, award), form)


def _share_form(request: PersonRequest, award: Award, sent: QueryDict | None = None) -> ShareForm:
    return ShareForm(
        sent,
        artifacts=showable(award) if may_share(request.viewer, award) else [],
        initial={"visibility": award.visibility, "shown": award.shown},
    )


def _place(viewer: Person, award: Award) -> dict[str, Any]:
    """Somebody else's badge was found among the awards, not among one's own badges."""
    if may_share(viewer, award):
        return {}
    return {"nav": nav(reverse("pages:awards"), viewer)}


def _trail(viewer: Person, award: Award) -> str:
    """Who did what for it: empty for whom that is not, and where a rule alone decided."""
    tries = Attempt.objects.visible_to(viewer).filter(
        submission__person__in=award.holder.selves, submission__version=award.version_id
    )
    attempt = tries.select_related("submission").order_by("-number").first()
    if attempt is None or not may_read_trail(viewer, attempt.submission):
        return ""
    return reverse("review:trail", args=[attempt.pk])


@signed_in
@require_POST
def renew_key(request: PersonRequest, pk: UUID) -> HttpResponse:
    award = get_object_or_404(Award.objects.visible_to(request.viewer), pk=pk)
    actions.renew_share_key(award=award, by=request.viewer, at=timezone.now())
    messages.success(
        request,
        _("Certificates you printed earlier no longer show your name when they’re scanned."),
    )
    return redirect("pages:badge", pk=award.pk)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: PersonRequest, pk: UUID) -> HttpResponse:
    """A program lead takes it back, with a reason; asked once, done once."""
    award = get_object_or_404(Award.objects.visible_to(request.viewer).with_face(), pk=pk)
    if not may_withdraw(request.viewer, award):
        raise NotAllowed
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw(award=award, by=request.viewer, at=timezone.now(), **form.cleaned_data)
        except actions.AlreadyWithdrawn:
            messages.warning(request, _("It was already withdrawn. The first reason stands."))
        else:
            messages.success(request, _("Withdrawn. The earner gets an e-mail that says why."))
        return redirect("pages:badge", pk=award.pk)
    context = {"award": award, "form": form, "again": comes_back(award)}
    context |= _place(request.viewer, award)
    context["tries"] = tries_to_hide_in(request.viewer, award)
    return render(request, "pages/badge_withdraw.html", context)


# A badge's own id leads here, and a program that follows it asks for the badge itself.
MACHINES = ("application/vc+ld+json", "application/vc", "application/ld+json", "application/json")


@vary_on_headers("Accept")
@require_safe
def public(request: DistrictRequest, public_id: str) -> HttpResponseBase:
    """Is it real, who issued it, to whom, when? For anyone, without an account or JavaScript."""
    if request.get_preferred_type(["text/html", *MACHINES]) in MACHINES:
        return credential(request, public_id)
    here = Award.objects.filter(district=request.district).at_address(public_id)
    award = here.with_face().first()
    if award is None:
        return render(request, "pages/proof_missing.html", status=404)
    at = timezone.now()
    key = request.GET.get("k", "")
    open_to_all = award.is_open_to_all
    named = open_to_all or may_see_face(award, key=key)
    proof = prove(award, named=named, at=at)
    words = proof.words
    context: dict[str, Any] = {
        "award": award,
        "proof": proof,
        "line": card.line(award, name=words.name, title=words.title) if named and words else "",
        "checked_at": at,
        "named": named,
        "open": open_to_all,
        "key": key if named else "",
        "how": on_what_ground(award.award_list) if named and award.award_list else "",
        "takes_hours": takes_hours(award),
        "steps": faced(told_to_anyone(history(award))) if named else [],
        # Strangers are not sent to a certificate that cannot be printed yet.
        "prints": not named or not lacking(award, educator=award.holder.name),
    }
    if open_to_all:
        context["rows"] = [] if award.award_list else _rows(award)
        context["rests_on"] = rests_on(award)
        context["artifacts"] = shown_to_anyone(award)
        context["endorsements"] = _endorsements(award, at)
        context["page_url"] = f"{award.district.address}/c/{award.public_id}"
    response = render(request, "pages/proof.html", context)
    # A key in an address must not travel on.
    response["Referrer-Policy"] = "no-referrer"
    if not open_to_all:
        response["X-Robots-Tag"] = "noindex"
    if key or not open_to_all or not isinstance(request.viewer, Stranger):
        response["Cache-Control"] = "no-store"
        return response
    # Withdrawing must show at once: whoever kept the page asks each time, and each time it is
    # checked anew before it is called the same.
    response["Cache-Control"] = "private, no-cache"
    page = response.content
    return once(request, response, lambda: page, tag=hashlib.sha256(page).hexdigest())


def _endorsements(award: Award, at: dt.datetime) -> QuerySet[Endorsement]:
    """None beside a practice badge, as there are none in it."""
    shown = Endorsement.objects.shown(award.version, at).defer("body")
    return shown.none() if award.practice else shown


def _rows(award: Award) -> list[Row]:
    return list(
        Row.objects.filter(
            requirement__in=Requirement.objects.filter(version=award.version_id)
        ).order_by("requirement__position", "position")
    )


@require_safe
def shown_evidence(request: DistrictRequest, public_id: str, pk: UUID) -> HttpResponseBase:
    """A piece that its maker put beside a public badge; gone the moment they change their mind, or
    the badge does not count."""
    award = get_object_or_404(
        Award.objects.filter(district=request.district).open_to_all().at_address(public_id)
    )
    artifact = next((a for a in shown_to_anyone(award) if a.pk == pk), None)
    if artifact is None:
        raise Http404
    return serve(request, artifact)


@require_http_methods(["GET", "HEAD", "POST"])
def check_page(request: DistrictRequest) -> HttpResponse:
    """Check a badge file: what a stranger was sent, judged without keeping it."""
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = CheckForm(*posted, let_go=let_go_fields(request))
    proof: Proof | None = None
    if form.is_valid():
        source = form.cleaned_data["badge"].read()
        at = timezone.now()
        verdict = check_file(source, request.district, at=at)
        stands = standing_award(verdict, request.district)
        proof = prove_file(verdict, here=request.district, at=at, stands=stands)
    return render(request, "pages/check.html", {"form": form, "proof": proof})
