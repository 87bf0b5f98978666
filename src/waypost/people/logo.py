"""The district's logo: public, and at a new address with each new one, so that it may be kept."""

import mimetypes

from django.http import FileResponse, Http404, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from waypost.people.models import District
from waypost.people.requests import DistrictRequest
from waypost.ui.views import FOR_GOOD


def logo_url(district: District) -> str:
    """Empty without a logo."""
    return reverse("logo", args=[district.logo_name]) if district.logo else ""


@require_safe
def logo(request: DistrictRequest, name: str) -> HttpResponseBase:
    """An outdated address leads to the logo of today, as that of the colors does."""
    now = request.district
    if not now.logo:
        raise Http404
    if name != now.logo_name:
        return HttpResponseRedirect(logo_url(now), headers={"Cache-Control": "no-store"})
    try:
        content = now.logo.open("rb")
    except OSError as error:
        raise Http404 from error
    kind = mimetypes.guess_type(name)[0]
    headers = {"Cache-Control": FOR_GOOD, "Content-Security-Policy": "sandbox; default-src 'none'"}
    return FileResponse(content, content_type=kind, headers=headers)
