"""Why an endorsement was not taken, and what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waypost.credentials.endorsing import MOST_BYTES, NotTaken
from waypost.people.models import District

_CHANGED = gettext_lazy(
    "Its signature doesn’t match what it says: it was changed after it was signed, or somebody else"
    " signed it. Ask for the file again, as it was saved."
)
_UNSEEN = gettext_lazy(
    "Who signed it could not be checked, because what they publish could not be fetched. Try again"
    " later, or ask them whether their address is right."
)
_UNUSABLE = gettext_lazy(
    "It says where a withdrawal would show in a way that can’t be checked here, so nobody could"
    " tell whether they still stand by it. Ask for one without that, or with a list of their own."
)
_SENTENCES: dict[str, str | Promise] = {
    "of_something_else": gettext_lazy(
        "It endorses something else. It has to name one of the addresses below, letter for letter:"
        " send them the one that you want endorsed."
    ),
    "ones_own": gettext_lazy(
        "Your own district signed it. An endorsement is what somebody else says."
    ),
    "unknown_issuer": gettext_lazy(
        "Nobody says whose key signed it. Ask them to sign it under the address of their district"
        " or organization."
    ),
    "withdrawn": gettext_lazy("Whoever signed it has withdrawn it since."),
    "suspended": gettext_lazy("Whoever signed it has suspended it for now."),
    "status_list_run_out": gettext_lazy(
        "The list in which they say what they have withdrawn has run out, so nobody can tell"
        " whether they still stand by it. Ask them to publish a new list."
    ),
    "status_list_unusable": _UNUSABLE,
    "status_list_elsewhere": _UNUSABLE,
    "unknown_kind_of_status": _UNUSABLE,
    "not_of_today": gettext_lazy(
        "It is not valid today: it begins later, or its last day has passed. Ask for a new one."
    ),
    "says_nothing": gettext_lazy(
        "It doesn’t say who endorses, or says nothing about the badge. Ask for one with a name and"
        " a comment."
    ),
    "not_in_a_badge": gettext_lazy(
        "It uses words of its own vocabulary, and badges with it could not be checked any more. Ask"
        " for one that uses the vocabulary of Open Badges 3.0 alone."
    ),
    "signature_does_not_match": _CHANGED,
    "not_all_signed": _CHANGED,
    "not_signed_by_its_issuer": _CHANGED,
    "key_was_withdrawn": gettext_lazy(
        "The key that signed it was withdrawn. Ask for one that is signed anew."
    ),
    "no_proof": gettext_lazy(
        "It is not signed inside the file. Ask for the signed file, with its proof in it."
    ),
}


def not_taken(problem: NotTaken, here: District) -> str:
    if problem.reason == "too_large":
        size = {"most": MOST_BYTES // 1024}
        return _("It is larger than %(most)d kB, and it would go into every badge.") % size
    if problem.reason in _SENTENCES:
        return str(_SENTENCES[problem.reason])
    if problem.needs:
        if here.try_links:
            return str(_UNSEEN)
        return _(
            "Who signed it can only be checked at their own address, and this site opens no links."
            " Switch on “Try the links that teachers add” in the settings, and bring it again."
        )
    return _("This is no endorsement that can be read. Choose the file that they signed.")
