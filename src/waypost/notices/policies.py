"""Who may read the outbox?"""

from waypost.people.models import District


def may_see_outbox(district: District) -> bool:
    """Only in a demo, where every letter is to somebody who does not exist."""
    return district.demo
