"""Addresses that stand in letters: they come from the district, never from a request."""

from django.urls import reverse

from waypost.program.models import Invitation


def link_of(invitation: Invitation) -> str:
    path = reverse("program:welcome", args=[invitation.token])
    return f"{invitation.district.address}{path}"


def stop_of(invitation: Invitation) -> str:
    """The same page, at the place where one says "not this time": a letter's link does nothing by
    itself, because mail servers follow it."""
    return f"{link_of(invitation)}#not-this-time"
