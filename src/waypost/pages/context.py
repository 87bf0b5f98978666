"""What every page knows: whose district, who is looking, and where they can go."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from waypost.notices.policies import may_see_outbox
from waypost.people.models import Account, Person, Role
from waypost.people.viewers import Viewer
from waypost.review.policies import may_see_queue
from waypost.ui.views import brand_css_url


def page(request: HttpRequest) -> dict[str, Any]:
    """All of it may be missing: an error page is drawn for hosts that no district has."""
    district = getattr(request, "district", None)
    viewer: Viewer | None = getattr(request, "viewer", None)
    person = viewer if isinstance(viewer, Person) else None
    return {
        "district": district,
        "viewer": viewer,
        "person": person,
        "outsider": "" if person else _address(request),
        "nav": nav(request.path, person) if district else [],
        "brand_css_url": brand_css_url(district) if district else "",
    }


def _address(request: HttpRequest) -> str:
    """Whose account it is that is signed in; empty for visitors who are not."""
    account = getattr(request, "user", None)
    return account.email if isinstance(account, Account) else ""


def nav(here: str, person: Person | None) -> list[dict[str, Any]]:
    """Where they can go, with the place that `here` belongs to marked."""
    places = [(label, icon, reverse(name)) for label, icon, name in _places(person)]
    return [
        {
            "label": label,
            "icon": icon,
            "url": url,
            "current": here == url or here.startswith(f"{url}/"),
        }
        for label, icon, url in places
    ]


def _places(person: Person | None) -> Iterator[tuple[str, str, str]]:
    if person is None:
        # The header has the button to sign in.
        yield _("Welcome"), "house", "pages:front"
        yield _("Catalog"), "compass", "pages:catalog"
        return
    yield _("Home"), "house", "pages:home"
    yield _("Catalog"), "compass", "pages:catalog"
    yield _("My work"), "folder-open", "pages:works"
    yield _("Badges"), "award", "pages:badges"
    if may_see_queue(person):
        yield _("Review"), "clipboard-check", "review:queue"
    if person.holds(Role.PROGRAM_LEAD, Role.HR):
        yield _("Awards"), "scroll-text", "pages:awards"
    if may_see_outbox(person.district):
        yield _("Outbox"), "mail", "notices:outbox"
