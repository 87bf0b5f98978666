"""A program lead suspends a badge, restores it, or lets it be valid for longer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waypost.credentials import renewing, suspending
from waypost.credentials.issuing import Superseded
from waypost.credentials.keys import KeyMissing
from waypost.credentials.mending import NotStanding
from waypost.credentials.models import Award
from waypost.credentials.policies import may_renew, may_suspend
from waypost.credentials.suspending import AlreadySuspended, NotSuspended
from waypost.pages.badge_evidence import tries_to_hide_in
from waypost.pages.context import nav
from waypost.pages.mend import no_key
from waypost.pages.mend_forms import RenewForm, RestoreForm, SuspendForm, send_again
from waypost.people.calendar import months_later
from waypost.people.guards import signed_in
from waypost.people.policies import NotAllowed
from waypost.people.requests import PersonRequest


def _led(request: PersonRequest, pk: UUID) -> Award:
    award = get_object_or_404(Award.objects.visible_to(request.viewer).with_face(), pk=pk)
    if not may_suspend(request.viewer, award):
        raise NotAllowed
    return award


def _page(
    request: PersonRequest, name: str, award: Award, form: object, **more: object
) -> HttpResponse:
    context = {"award": award, "form": form, "nav": nav(reverse("pages:awards"), request.viewer)}
    return render(request, f"pages/lives/{name}.html", context | more)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def suspend(request: PersonRequest, pk: UUID) -> HttpResponse:
    award = _led(request, pk)
    form = SuspendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            suspending.suspend(
                award=award, by=request.viewer, at=timezone.now(), **form.cleaned_data
            )
        except NotStanding:
            messages.warning(request, _("It was withdrawn, so there is nothing to suspend."))
        except AlreadySuspended:
            messages.warning(request, _("It was suspended already. The first reason stands."))
        except KeyMissing:
            form.add_error(None, no_key())
        else:
            messages.success(request, _("Suspended. The earner gets an e-mail that says why."))
        if form.is_valid():
            return redirect("pages:badge", pk=award.pk)
    tries = tries_to_hide_in(request.viewer, award)
    return _page(request, "suspend", award, form, tries=tries)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def restore(request: PersonRequest, pk: UUID) -> HttpResponse:
    award = _led(request, pk)
    form = RestoreForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            suspending.restore(
                award=award, by=request.viewer, at=timezone.now(), **form.cleaned_data
            )
        except NotSuspended:
            messages.warning(request, _not_suspended())
        except KeyMissing:
            form.add_error(None, no_key())
            return _page(request, "restore", award, form)
        else:
            messages.success(request, _restored(award))
        return redirect("pages:badge", pk=award.pk)
    if request.method != "POST" and not award.suspended_at:
        messages.info(request, _not_suspended())
        return redirect("pages:badge", pk=award.pk)
    why = award.suspensions.filter(restoration=None).select_related("suspended_by").first()
    expired = award.is_expired(timezone.now())
    return _page(request, "restore", award, form, why=why, expired=expired)


def _restored(award: Award) -> str:
    if award.is_expired(timezone.now()):
        return _("Restored. Its time has run out meanwhile, and the earner is told.")
    return _("Restored. It counts again, and the earner is told.")


def _not_suspended() -> str:
    return _("It is not suspended any more.")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: PersonRequest, pk: UUID) -> HttpResponse:
    award, at = _led(request, pk), timezone.now()
    if not may_renew(request.viewer, award):
        messages.warning(request, _("Another program lead renews a badge of yours."))
        return redirect("pages:badge", pk=award.pk)
    if request.method != "POST" and not _may_be_renewed_now(award):
        messages.info(request, _too_early())
        return redirect("pages:badge", pk=award.pk)
    form = RenewForm(request.POST or None, initial={"document": award.documents.current().pk})
    if request.method == "POST" and form.is_valid() and _renewed(request, award, form):
        return redirect("pages:badge", pk=award.pk)
    until = award.ends_at and months_later(
        award.district, max(at, award.ends_at), award.version.valid_months or 0
    )
    return _page(request, "renew", award, form, until=until)


def _may_be_renewed_now(award: Award) -> bool:
    return Award.objects.ending(timezone.now()).active().filter(pk=award.pk).exists()


def _too_early() -> str:
    return _("It can be renewed from 60 days before its last day.")


def _renewed(request: PersonRequest, award: Award, form: RenewForm) -> bool:
    """False when the form has more to say; True also when somebody was faster."""
    sent = dict(form.cleaned_data)
    document = award.documents.filter(pk=sent.pop("document")).first()
    try:
        if document is None:
            raise Superseded
        renewing.renew(document=document, by=request.viewer, at=timezone.now(), **sent)
    except Superseded:
        if _may_be_renewed_now(award):
            send_again(
                form,
                request.POST,
                award,
                _("A newer file was signed a moment ago. Look at what it says now; to renew it,"
                  " send what you typed once more."),
            )  # fmt: skip
        else:
            messages.warning(request, _("It was renewed a moment ago. This is how it stands."))
    except NotStanding:
        messages.warning(request, _("It was withdrawn, so there is nothing to renew."))
    except renewing.Suspended:
        form.add_error(None, _("It is suspended. Restore it first, then send this once more."))
    except renewing.TooEarly:
        messages.info(request, _too_early())
    except KeyMissing:
        form.add_error(None, no_key())
    else:
        messages.success(request, _("Renewed. The earner gets an e-mail with the new file."))
    return form.is_valid()
