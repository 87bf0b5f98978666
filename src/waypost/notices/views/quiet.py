"""Turning letters off: by the link in one of them, and on a page of one's own."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from waypost.notices.actions import be_quiet, choose_kinds, speak_again
from waypost.notices.forms import KindsForm
from waypost.notices.kinds import KINDS, kinds_for
from waypost.notices.models import Quiet, QuietKey
from waypost.people.guards import signed_in
from waypost.people.requests import PersonRequest, district_of


# A mail program posts here by itself and knows no token of ours (RFC 8058, section 3.1); the
# address is the secret, and all that it does can be undone by the same address.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def quiet(request: HttpRequest, token: str, kind: str) -> HttpResponse:
    """Looking changes nothing, because filters open every link of a mail before its reader does."""
    district = district_of(request)
    key = (
        QuietKey.objects.filter(district=district, token=token)
        .select_related("person__joined_into", "person__district")
        .first()
        if token.isascii() and token.isprintable()
        else None
    )
    if key is None or kind not in KINDS or not KINDS[kind].one_click:
        raise Http404
    # A letter to an entry that was joined into another is stopped for who that is.
    reader = key.person.holder
    if request.method == "POST":
        if "undo" in request.POST:
            speak_again(person=reader, kind=KINDS[kind])
        else:
            be_quiet(person=reader, kind=KINDS[kind], at=timezone.now())
        # A mail program is not to be sent on (RFC 8058, section 3.1); for people, loading the page
        # again then asks nothing.
        if "List-Unsubscribe" not in request.POST:
            return HttpResponseRedirect(request.path)
    is_quiet = Quiet.objects.filter(person=reader, kind=kind).exists()
    context = {"kind": KINDS[kind], "is_quiet": is_quiet}
    return render(request, "notices/quiet.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: PersonRequest) -> HttpResponse:
    """What we write to you: each kind by itself."""
    person = request.viewer
    kinds = kinds_for(person)
    off = set(Quiet.objects.filter(person=person).values_list("kind", flat=True))
    wanted = [kind.name for kind in kinds if kind.name not in off]
    form = KindsForm(request.POST or None, kinds=kinds, initial={"wanted": wanted})
    if request.method == "POST" and "choose" in request.POST and form.is_valid():
        choose_kinds(wanted=form.cleaned_data["wanted"], by=person, at=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("notices:own")
    rows = [(kind, kind.name in wanted) for kind in kinds]
    return render(request, "notices/own.html", {"form": form, "rows": rows})
