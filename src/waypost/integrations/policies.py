"""What may another system do with its token, and who makes one?"""

from waypost.integrations.models import Caller
from waypost.people.policies import may_run_program

# Whoever runs the program decides which systems may ask.
may_make_tokens = may_run_program


def may_issue(caller: Caller) -> bool:
    return caller.token.may_issue


def may_verify(caller: Caller) -> bool:
    return caller.token.may_verify


def may_change_status(caller: Caller) -> bool:
    """Of whatever was issued here by any token: a system outlives the token it began with."""
    return caller.token.may_change_status
