"""What became of the district's letters, for the program lead: never what stands in them."""

import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from waypost.notices.actions import NothingToSend, send_again
from waypost.notices.kinds import kind_of
from waypost.notices.models import Letter, State
from waypost.notices.policies import may_see_letters
from waypost.notices.troubles import happened
from waypost.people.characters import printable
from waypost.people.guards import signed_in
from waypost.people.policies import require
from waypost.people.requests import PersonRequest

PAGE = 50
LOST = "lost"
_LOOKS = {
    State.WAITING: ("info", "hourglass"),
    State.SENT: ("good", "check"),
    State.FAILED: ("bad", "x"),
    State.BOUNCED: ("bad", "rotate-ccw"),
}


@dataclass(frozen=True)
class Line:
    """One letter as the list tells of it."""

    letter: Letter

    @property
    def kind(self) -> str:
        if not self.letter.kind:
            return _("A code to sign in")
        return str(kind_of(self.letter.kind).label)

    @property
    def tone(self) -> str:
        return _LOOKS[self.letter.state][0]

    @property
    def icon(self) -> str:
        return _LOOKS[self.letter.state][1]

    @property
    def reason(self) -> str:
        return happened(self.letter.trouble)


@signed_in
@require_safe
def letters(request: PersonRequest) -> HttpResponse:
    require(may_see_letters(request.viewer))
    # Both at once would read the words of every letter, which nobody here may see anyway.
    found = Letter.objects.visible_to(request.viewer).defer("text", "html", "subject")
    state = request.GET.get("state", "")
    if state == LOST:
        found = found.lost()
    elif state in State.values:
        found = found.in_state(State(state))
    words = printable(request.GET.get("q", "")).strip()
    if words:
        found = found.filter(to__name__icontains=words) | found.filter(address__icontains=words)
    ordered = found.select_related("to").order_by("-written_at", "-pk")
    page = Paginator(ordered, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": [Line(letter) for letter in page],
        "q": words,
        "state": state if state in {LOST, *State.values} else "",
        "states": [("", _("All")), (LOST, _("Refused or came back")), *_asked()],
    }
    return render(request, "notices/letters.html", context)


def _asked() -> list[tuple[str, str]]:
    return [(s.value, str(s.label)) for s in (State.WAITING, State.SENT)]


@require_POST
@signed_in
def again(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    if not may_see_letters(request.viewer):
        raise Http404
    letter = get_object_or_404(Letter.objects.visible_to(request.viewer), pk=pk)
    try:
        letter = send_again(letter=letter, by=request.viewer, at=timezone.now())
    except NothingToSend:
        messages.info(request, _("This letter is on its way already."))
    else:
        to = {"address": letter.address}
        messages.success(request, _("It is on its way to %(address)s again.") % to)
    return HttpResponseRedirect(reverse("notices:letters"))
