"""With what the district signs, to look at: keys are changed by whoever runs the server."""

from dataclasses import dataclass, field

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from waypost.credentials.models import Algorithm, IssuerKey, Use
from waypost.credentials.reissuing import to_sign_anew
from waypost.founding.guards import lead_only
from waypost.people.requests import PersonRequest

# More than anyone changes keys in a lifetime; the rest stands in the published document.
MOST = 50


@dataclass
class Kind:
    """The keys of one kind, and what they are for in one sentence."""

    label: str | Promise
    text: str | Promise
    keys: list[IssuerKey] = field(default_factory=list)


def _kinds() -> dict[tuple[str, str], Kind]:
    return {
        (Use.BADGES, Algorithm.ED25519): Kind(
            _("For badges"),
            _("Signs every badge and the lists that say which were withdrawn."),
        ),
        (Use.BADGES, Algorithm.RS256): Kind(
            _("For tokens"),
            _("Signs a badge once more for programs that read signed tokens only (RS256)."),
        ),
        (Use.PRACTICE, Algorithm.ED25519): Kind(
            _("For practice"), _("Signs practice badges, which nobody vouches for.")
        ),
        (Use.SYSTEMS, Algorithm.ED25519): Kind(
            _("For other systems"),
            _("Signs what they hand in, under a name of its own and never the district’s."),
        ),
    }


@lead_only
@require_safe
def keys(request: PersonRequest) -> HttpResponse:
    kinds = _kinds()
    found = IssuerKey.objects.visible_to(request.viewer).order_by("-created_at", "pk")
    for key in found[:MOST]:
        kinds[key.use, key.algorithm].keys.append(key)
    for kind in kinds.values():
        # What signs, what will, what did.
        kind.keys.sort(key=lambda key: (key.retired_at is not None, key.signs_from is None))
    context = {
        "kinds": [kind for kind in kinds.values() if kind.keys],
        "left": to_sign_anew(request.district).count(),
    }
    return render(request, "founding/keys.html", context)
