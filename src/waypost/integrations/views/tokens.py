"""Which systems may ask, on one page for the program lead."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from waypost.credentials.keys import KeyMissing
from waypost.integrations import actions, standing
from waypost.integrations.forms import EndForm, RevokeForm, TokenForm
from waypost.integrations.models import ApiToken
from waypost.integrations.policies import may_make_tokens
from waypost.people.guards import signed_in
from waypost.people.policies import require
from waypost.people.requests import PersonRequest

WRONG = 422
ON_A_PAGE = 25


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("made")
def tokens(request: PersonRequest) -> HttpResponse:
    """The answer to a form that made one shows it, this once: it is kept nowhere."""
    require(may_make_tokens(request.viewer, request.district))
    form = TokenForm(request.POST if request.method == "POST" else None)
    made = _made(request, form) if request.method == "POST" and form.is_valid() else None
    found = ApiToken.objects.visible_to(request.viewer).select_related("made_by", "ended_by")
    now = timezone.now()
    context = {
        "form": TokenForm() if made else form,
        "made": made,
        "live": found.live(now).with_counts().order_by("name", "pk"),
        "page": Paginator(
            found.over(now).with_counts().order_by("-made_at", "pk"), ON_A_PAGE
        ).get_page(request.GET.get("page")),
        "now": now,
        "host": f"{request.district.address}/vc-api",
    }
    status = WRONG if form.errors else 200
    return render(request, "integrations/tokens.html", context, status=status)


def _made(request: PersonRequest, form: TokenForm) -> actions.Made | None:
    may = form.cleaned_data["may"]
    try:
        return actions.make_token(
            district=request.district,
            name=form.cleaned_data["name"],
            may_issue="issue" in may,
            may_verify="verify" in may,
            may_change_status="status" in may,
            days=int(form.cleaned_data["days"]),
            by=request.viewer,
            at=timezone.now(),
        )
    except ValidationError as wrong:
        form.add_error(None, wrong)
    return None


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Asks once more, because a system stops working at that moment; of one that has ended, only
    what it signed can be taken back."""
    require(may_make_tokens(request.viewer, request.district))
    found = ApiToken.objects.visible_to(request.viewer).with_counts()
    token = get_object_or_404(found, pk=pk)
    stands = token.signed - token.revoked
    if request.method == "POST":
        form = EndForm(request.POST)
        _end(request, token, revoke=form.is_valid() and form.cleaned_data["revoke"])
    elif stands or not token.ended_at:
        shown = RevokeForm() if token.ended_at else EndForm() if stands else None
        context = {"token": token, "stands": stands, "form": shown}
        return render(request, "integrations/end.html", context)
    return HttpResponseRedirect(reverse("integrations:tokens"))


def _end(request: PersonRequest, token: ApiToken, *, revoke: bool) -> None:
    """First the end, which nothing may hold up."""
    at = timezone.now()
    if actions.end_token(token=token, by=request.viewer, at=at):
        messages.success(request, _("Ended. It opens nothing any more."))
    elif not revoke:
        messages.info(request, _("A colleague ended it before you."))
    if not revoke:
        return
    try:
        count = standing.revoke_all(token=token, by=request.viewer, at=at)
    except KeyMissing:
        missing = _("Nothing was revoked: the key that signs the lists is not there. Ask your IT.")
        messages.error(request, missing)
        return
    said = ngettext("%(n)s credential is revoked.", "%(n)s credentials are revoked.", count)
    messages.success(request, said % {"n": count})
