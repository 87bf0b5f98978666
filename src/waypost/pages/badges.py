"""Badges: the holder's shelf and page, the public page, checking a file, withdrawing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from waypost.catalog.models import Requirement, Row
from waypost.credentials import actions, certificate
from waypost.credentials.checking import check_file
from waypost.credentials.models import Award
from waypost.credentials.policies import may_see_face, may_share, may_withdraw
from waypost.credentials.views import credential, standing
from waypost.evidence.arrivals import let_go_fields
from waypost.evidence.models import Artifact, Attempt, Students
from waypost.evidence.views.media import serve
from waypost.pages.context import nav
from waypost.pages.forms import CheckForm, ShareForm, WithdrawForm
from waypost.pages.proof import Proof, prove, prove_file
from waypost.people.characters import printable
from waypost.people.guards import signed_in
from waypost.people.models import Person, Role
from waypost.people.policies import NotAllowed
from waypost.people.requests import DistrictRequest, PersonRequest
from waypost.review.policies import may_read_trail
from waypost.surveys.asking import ask
from waypost.surveys.models import Occasion


@signed_in
@require_safe
def shelf(request: PersonRequest) -> HttpResponse:
    """One's own badges, newest first."""
    awards = Award.objects.filter(person=request.viewer).with_face().order_by("-awarded_at")
    page = Paginator(awards, 48).get_page(request.GET.get("page"))
    return render(request, "pages/badges.html", {"page": page})


@signed_in
@require_safe
def awards(request: PersonRequest) -> HttpResponse:
    """All awards of the district, for the program lead and HR; found by name or title."""
    if not request.viewer.holds(Role.PROGRAM_LEAD, Role.HR):
        raise NotAllowed
    found = Award.objects.visible_to(request.viewer).with_face().order_by("-awarded_at", "pk")
    words = printable(request.GET.get("q", "")).strip()
    if words:
        found = found.filter(person__name__icontains=words) | found.filter(
            version__title__icontains=words
        )
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    return render(request, "pages/awards.html", {"page": page, "q": words})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def badge(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The holder's page: keep it, print it, choose who sees it. The team sees it without choice."""
    award = get_object_or_404(Award.objects.visible_to(request.viewer).with_face(), pk=pk)
    mine = may_share(request.viewer, award)
    choices = _showable(award) if mine else []
    form = ShareForm(
        request.POST or None,
        artifacts=choices,
        initial={"visibility": award.visibility, "shown": award.shown},
    )
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
    context = {
        "award": award,
        "mine": mine,
        "form": form,
        "standing": standing(award),
        "may_withdraw": may_withdraw(request.viewer, award) and standing(award) != "withdrawn",
        "public_url": f"{award.district.address}/c/{award.public_id}",
        "printed_url": certificate.address(award, keyed=True),
        "trail_url": _trail(request.viewer, award),
        "ask_url": ask(award.district, Occasion.AWARD, award.pk) if mine else "",
    }
    return render(request, "pages/badge.html", context | _place(request.viewer, award))


def _place(viewer: Person, award: Award) -> dict[str, Any]:
    """Somebody else's badge was found among the awards, not among one's own badges."""
    if may_share(viewer, award):
        return {}
    return {"nav": nav(reverse("pages:awards"), viewer)}


def _trail(viewer: Person, award: Award) -> str:
    """Who did what for it: empty for whom that is not, and where a rule alone decided."""
    tries = Attempt.objects.visible_to(viewer).filter(
        submission__person=award.person_id, submission__version=award.version_id
    )
    attempt = tries.select_related("submission").order_by("-number").first()
    if attempt is None or not may_read_trail(viewer, attempt.submission):
        return ""
    return reverse("review:trail", args=[attempt.pk])


def _showable(award: Award) -> list[Artifact]:
    """What an earner may show beside a badge: never anything with students in it."""
    return list(
        Artifact.objects.filter(
            submission__person=award.person_id,
            submission__version=award.version_id,
            handed_in_at__isnull=False,
            students=Students.NONE,
        ).present()
    )


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
    context = {"award": award, "form": form} | _place(request.viewer, award)
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
    context: dict[str, Any] = {
        "award": award,
        "proof": prove(award, named=named, at=at),
        "checked_at": at,
        "named": named,
        "open": open_to_all,
        "key": key if named else "",
    }
    if open_to_all:
        context["rows"] = _rows(award)
        context["artifacts"] = _shown(award)
        context["page_url"] = f"{award.district.address}/c/{award.public_id}"
    response = render(request, "pages/proof.html", context)
    # Withdrawing must show at once, and a key in an address must not travel on.
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    if not open_to_all:
        response["X-Robots-Tag"] = "noindex"
    return response


def _rows(award: Award) -> list[Row]:
    return list(
        Row.objects.filter(
            requirement__in=Requirement.objects.filter(version=award.version_id)
        ).order_by("requirement__position", "position")
    )


def _shown(award: Award) -> list[Artifact]:
    chosen = set(award.shown)
    return [a for a in _showable(award) if str(a.pk) in chosen] if chosen else []


@require_safe
def shown_evidence(request: DistrictRequest, public_id: str, pk: UUID) -> HttpResponseBase:
    """A piece that its maker put beside a public badge; gone the moment they change their mind."""
    award = get_object_or_404(
        Award.objects.filter(district=request.district).open_to_all().at_address(public_id)
    )
    artifact = next((a for a in _shown(award) if a.pk == pk), None)
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
        proof = prove_file(verdict, here=request.district, at=at)
    return render(request, "pages/check.html", {"form": form, "proof": proof})
