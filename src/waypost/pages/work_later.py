"""Words that came after the sign-in had run out: kept for their writer, and for nobody else."""

from django.core import signing
from django.http import HttpRequest

from waypost.evidence.actions import LONGEST
from waypost.people.models import Person

_KEY = "typed_while_signed_out"
_SALT = "waypost.work"
_PREFIXES = ("words-", "revision-", "was-", "caption-", "students-", "link-")


def whose(person: Person) -> str:
    """Goes into the form: who was signed in when the page was opened."""
    return signing.dumps(str(person.pk), salt=_SALT)


def hold(request: HttpRequest, work: str) -> bool:
    """Keep the words of a post by nobody. False when it does not say whose they are."""
    try:
        writer = signing.loads(request.POST.get("whose", ""), salt=_SALT)
    except signing.BadSignature:
        return False
    words = {
        name: value[:LONGEST]
        for name, value in request.POST.items()
        if name.startswith(_PREFIXES) and isinstance(value, str)
    }
    request.session[_KEY] = {"whose": writer, "work": work, "words": words}
    return True


def held(request: HttpRequest, person: Person, work: str) -> dict[str, str]:
    """What this very person typed into this work; another's is thrown away unseen."""
    kept = request.session.get(_KEY)
    if not kept:
        return {}
    if kept["whose"] != str(person.pk):
        del request.session[_KEY]
        return {}
    return dict(kept["words"]) if kept["work"] == work else {}


def let_go(request: HttpRequest) -> None:
    """It was sent again while signed in."""
    request.session.pop(_KEY, None)
