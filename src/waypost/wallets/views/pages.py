"""Apps and wallets: one's own, what they mean, and whether the district has them on."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waypost.people.guards import signed_in
from waypost.people.policies import require
from waypost.people.requests import DistrictRequest, PersonRequest
from waypost.wallets import actions, ending, scopes
from waypost.wallets.forms import SettingsForm
from waypost.wallets.guards import while_on
from waypost.wallets.models import Connection, Policies
from waypost.wallets.policies import are_on, may_choose_wallets

WRONG = 422
# One line for each wallet, and nobody needs as many.
MOST = 50


@signed_in
@require_safe
def own(request: PersonRequest) -> HttpResponse:
    """Which wallets are connected, since when, and the button that ends one."""
    mine = Connection.objects.visible_to(request.viewer).standing().select_related("wallet")
    connections = [
        {
            "connection": one,
            "may": [scopes.WORDS[scope] for scope in one.scopes if scope in scopes.WORDS],
        }
        for one in mine.order_by("-opened_at", "pk")[:MOST]
    ]
    return render(request, "wallets/own.html", {"connections": connections})


@signed_in
@require_POST
def end(request: PersonRequest, pk: UUID) -> HttpResponse:
    mine = Connection.objects.visible_to(request.viewer).select_related("wallet")
    one = get_object_or_404(mine, pk=pk)
    why = Connection.Why.OWNER
    if ending.end(connection=one, why=why, by=request.viewer, at=timezone.now()):
        said = _("%(wallet)s is no longer connected.") % {"wallet": one.wallet.name}
        messages.success(request, said)
    else:
        messages.info(request, _("It had ended already."))
    return redirect("wallets:own")


@while_on
@require_safe
def about(request: DistrictRequest) -> HttpResponse:
    """What connecting a wallet means: for teachers, and for whoever builds one."""
    return render(request, "wallets/about.html")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: PersonRequest) -> HttpResponse:
    district = request.district
    require(may_choose_wallets(request.viewer, district))
    kept = Policies.objects.filter(district=district).first()
    form = SettingsForm(
        request.POST if request.method == "POST" else None,
        initial={
            "is_on": are_on(district),
            "privacy_url": kept.privacy_url if kept else "",
            "terms_url": kept.terms_url if kept else "",
        },
    )
    if request.method == "POST" and form.is_valid():
        actions.choose(district=district, by=request.viewer, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("wallets:settings")
    standing = Connection.objects.filter(district=district).standing()
    context = {"form": form, "is_on": are_on(district), "count": standing.count()}
    status = WRONG if form.errors else 200
    return render(request, "wallets/settings.html", context, status=status)
