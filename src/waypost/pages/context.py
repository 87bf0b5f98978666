"""What every page knows: whose district, who is looking, and where they can go."""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from waypost.credentials.state_rules import appraisal_of
from waypost.notices.policies import may_see_outbox
from waypost.pages.hub import parts_for
from waypost.people.logo import logo_url
from waypost.people.models import Account, Person
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
        "logo_url": logo_url(district) if district else "",
        "appraisal": appraisal_of(district) if district else "",
    }


def _address(request: HttpRequest) -> str:
    """Whose account it is that is signed in; empty for visitors who are not."""
    account = getattr(request, "user", None)
    return account.email if isinstance(account, Account) else ""


def nav(here: str, person: Person | None) -> list[dict[str, Any]]:
    """Where they can go, with the place that `here` belongs to marked."""
    return [
        {"label": label, "icon": icon, "url": urls[0], "current": any(map(_within(here), urls))}
        for label, icon, urls in _places(person)
    ]


def _within(here: str) -> Callable[[str], bool]:
    return lambda url: here == url or here.startswith(f"{url}/")


def _places(person: Person | None) -> Iterator[tuple[str, str, list[str]]]:
    """Label, icon, and the addresses that belong to it: the first is where it leads."""
    if person is None:
        # The header has the button to sign in.
        yield _("Welcome"), "house", [reverse("pages:front")]
        yield _("Catalog"), "compass", [reverse("pages:catalog")]
        return
    yield _("Home"), "house", [reverse("pages:home")]
    yield _("Catalog"), "compass", [reverse("pages:catalog")]
    yield _("My work"), "folder-open", [reverse("pages:works")]
    yield _("Badges"), "award", [reverse("pages:badges")]
    if may_see_queue(person):
        yield _("Review"), "clipboard-check", [reverse("review:queue")]
    if parts := list(parts_for(person)):
        inside = [place.url for part in parts for place in part.places]
        yield _("Program"), "layout-grid", [reverse("pages:hub"), *inside]
    if may_see_outbox(person.district):
        yield _("Outbox"), "mail", [reverse("notices:outbox")]
