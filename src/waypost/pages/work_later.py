"""Words that came after the sign-in had run out: kept for their writer, and for nobody else."""

from django.core import signing
from django.http import HttpRequest, QueryDict

from waypost.evidence.actions import LONGEST
from waypost.pages.work_form import mark
from waypost.people.models import Person

_KEY = "held_by_work"
MOST_WORKS = 8
_SALT = "waypost.work"
_PREFIXES = ("words-", "revision-", "was-", "caption-", "students-", "link-")


def whose(person: Person) -> str:
    """Goes into the form: who was signed in when the page was opened."""
    return signing.dumps(str(person.pk), salt=_SALT)


def hold(request: HttpRequest, work: str) -> None:
    """Keep the words of a post by nobody, if it says whose they are, with what other tabs sent."""
    try:
        writer = signing.loads(request.POST.get("whose", ""), salt=_SALT)
    except signing.BadSignature:
        return
    kept = request.session.pop(_KEY, {})
    before = kept.pop(work, {})
    earlier = before.get("words", {}) if before.get("whose") == writer else {}
    kept[work] = {"whose": writer, "words": earlier | _with(earlier, _typed(request.POST))}
    newest = list(kept)[-MOST_WORKS:]
    request.session[_KEY] = {one: kept[one] for one in newest}


def _typed(post: QueryDict) -> dict[str, str]:
    """Without the text areas that nobody touched: another tab may have sent those."""
    found = {
        name: str(value)[:LONGEST] for name, value in post.items() if name.startswith(_PREFIXES)
    }
    for name in [name for name in found if name.startswith("words-")]:
        if found.get(f"was-{name}") == mark(found[name]):
            for part in (name, f"was-{name}", f"revision-{name}"):
                found.pop(part, None)
    return {name: value for name, value in found.items() if value or not name.startswith("link-")}


def _with(earlier: dict[str, str], typed: dict[str, str]) -> dict[str, str]:
    """Two tabs wrote into one text area: both are kept, one below the other."""
    return {
        name: f"{earlier[name]}\n\n{text}"[: 2 * LONGEST]
        if name.startswith("words-") and earlier.get(name, "") not in text
        else text
        for name, text in typed.items()
    }


def held(request: HttpRequest, person: Person, work: str) -> dict[str, str]:
    """What this very person typed into this work; another's is thrown away unseen."""
    kept = request.session.get(_KEY, {})
    own = {one: said for one, said in kept.items() if said["whose"] == str(person.pk)}
    if own != kept:
        request.session[_KEY] = own
    return dict(own[work]["words"]) if work in own else {}


def let_go(request: HttpRequest, work: str) -> None:
    """It was sent again while signed in."""
    kept = request.session.get(_KEY, {})
    if kept.pop(work, None):
        request.session[_KEY] = kept
