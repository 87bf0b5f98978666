"""The district and the viewer, decided once per request."""

import ipaddress
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from waypost.people import seen
from waypost.people.models import District, Person
from waypost.people.viewers import Stranger, Viewer


class DistrictMiddleware:
    """Sets `request.district` and `request.viewer`; an unknown host gets no page at all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        district = district_for(request.get_host())
        if district is None:
            raise Http404(_("No district lives at this address."))
        request.district = district  # type: ignore[attr-defined]  # the one place that sets it
        request.viewer = viewer_for(request, district)  # type: ignore[attr-defined]  # likewise
        if isinstance(request.viewer, Person):  # type: ignore[attr-defined]  # likewise
            seen.note(request.viewer, at=timezone.now())  # type: ignore[attr-defined]  # likewise
        # Dates are read and shown in the district's own time.
        with timezone.override(district.zone):
            return self.get_response(request)


def district_for(host: str) -> District | None:
    """The district of this host; a machine's own addresses mean its only district."""
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    name = name.strip("[]").lower()
    found = District.objects.filter(host=name).first()
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
    """A signed-in account without a person in this district is a stranger here."""
    if not request.user.is_authenticated:
        return Stranger(district)
    return Person.objects.of_account(request.user.pk, district) or Stranger(district)
