"""What came when the sign-in had run out: kept for whoever typed it, and for nobody else."""

from django.core import signing
from django.http import HttpRequest

from waypost.catalog.authoring.body import Value
from waypost.catalog.authoring.fields import spec_of
from waypost.catalog.authoring.specs import LONGEST
from waypost.people.models import Person

_KEY = "held_by_writing"
_SALT = "waypost.writing"
MOST_PAGES = 4


def whose(person: Person) -> str:
    """Goes into the form: who was signed in when the page was opened."""
    return signing.dumps(str(person.pk), salt=_SALT)


def hold(request: HttpRequest) -> None:
    """Keep what a post by nobody brings, if it says whose it is."""
    try:
        writer = signing.loads(request.POST.get("whose", ""), salt=_SALT)
    except signing.BadSignature:
        return
    kept = request.session.get(_KEY, {})
    kept.pop(request.path, None)
    kept[request.path] = {"whose": writer, "fields": _typed(request)}
    request.session[_KEY] = {page: kept[page] for page in list(kept)[-MOST_PAGES:]}


def _typed(request: HttpRequest) -> dict[str, list[str]]:
    names = [name.removeprefix("revision-") for name in request.POST if name[:9] == "revision-"]
    return {
        name: [str(one)[:LONGEST] for one in request.POST.getlist(name)]
        for name in names
        if spec_of(name)
    }


def held(request: HttpRequest, person: Person) -> dict[str, Value]:
    """What this very person typed on this page, once."""
    kept = request.session.get(_KEY, {})
    found = kept.pop(request.path, None)
    if found is None:
        return {}
    request.session[_KEY] = kept
    if found["whose"] != str(person.pk):
        return {}
    typed: dict[str, Value] = {}
    for name, values in found["fields"].items():
        spec = spec_of(name)
        if spec is not None:
            typed[name] = values if spec.look == "many" else "".join(values[:1])
    return typed
