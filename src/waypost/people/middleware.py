"""The district and the viewer, decided once per request."""

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from waypost.people import seen
from waypost.people.models import District, Person
from waypost.people.second_factor import is_overdue, is_strong, is_wanted
from waypost.people.sign_in import ONLY_IN
from waypost.people.viewers import Stranger, Viewer


class DistrictMiddleware:
    """Sets `request.district` and `request.viewer`. A host that no district has gets the few
    addresses of settings.URLS_WITHOUT_DISTRICT."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        district = district_for(request.get_host())
        if district is None:
            request.urlconf = settings.URLS_WITHOUT_DISTRICT  # type: ignore[attr-defined]  # Django's
            return self.get_response(request)
        request.district = district  # type: ignore[attr-defined]  # the one place that sets it
        request.viewer = viewer_for(request, district)  # type: ignore[attr-defined]  # likewise
        if isinstance(request.viewer, Person):  # type: ignore[attr-defined]  # likewise
            seen.note(request.viewer, at=timezone.now())  # type: ignore[attr-defined]  # likewise
        # Dates are read and shown in the district's own time.
        with timezone.override(district.zone):
            answer = self.get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in answer:
            # After signing out, the way back in a browser shows nothing of theirs.
            answer["Cache-Control"] = "private, no-store"
        return answer


def district_for(host: str) -> District | None:
    """The district of this host, or of the address that it confirmed; a machine's own addresses
    mean its only district."""
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    name = name.strip("[]").lower()
    public = Q(address=f"https://{host.lower()}", address_confirmed_at__isnull=False)
    found = District.objects.filter(Q(host=name) | public).order_by("created_at").first()
    if found is None and _is_local(name):
        only = list(District.objects.all()[:2])
        return only[0] if len(only) == 1 else None
    return found


def _is_local(name: str) -> bool:
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_private
    except ValueError:
        return False


def viewer_for(request: HttpRequest, district: District) -> Viewer:
    """A signed-in account without a person in this district is a stranger here; so is one for whom
    only another district's provider vouched."""
    if not request.user.is_authenticated:
        return Stranger(district)
    if request.session.get(ONLY_IN, str(district.pk)) != str(district.pk):
        return Stranger(district)
    person = Person.objects.of_account(request.user, district)
    if person is None:
        return Stranger(district)
    overdue = is_wanted(person) and is_overdue(person, timezone.now())
    if overdue and not is_strong(request, district):
        person.hold_back()
    return person
