"""What a wallet can ask for (Open Badges 3.0, 6.2.1), and what that means in plain words."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PLACE = "https://purl.imsglobal.org/spec/ob/v3p0/scope/"
READ = f"{PLACE}credential.readonly"
ADD = f"{PLACE}credential.upsert"
PROFILE = f"{PLACE}profile.readonly"
CHANGE_PROFILE = f"{PLACE}profile.update"
# The standard's own examples ask for it; whether a wallet stays is said by its grant types.
OFFLINE = "offline_access"

WORDS: dict[str, str | Promise] = {
    READ: _("Read all of your badges, also those that only you see."),
    ADD: _(
        "Add badges from elsewhere to yours, and bring newer files of them. It can’t take any"
        " away, and what it adds counts toward nothing by itself."
    ),
    PROFILE: _("See your name and your school e-mail."),
    CHANGE_PROFILE: _(
        "Ask for another name or e-mail. Your district keeps those itself, so nothing changes."
    ),
}
KNOWN = (*WORDS, OFFLINE)


def named(text: str) -> list[str]:
    """The scopes in a list with spaces, each once, in the order in which they stand there."""
    return list(dict.fromkeys(text.split()))


def short(scopes: Iterable[str]) -> tuple[str, ...]:
    return tuple(scope.removeprefix(PLACE) for scope in scopes)
