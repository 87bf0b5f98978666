"""Where the pages of one achievement, one piece of work and one badge live."""

import uuid

from django.urls import reverse


def achievement(slug: str) -> str:
    return reverse("pages:achievement", args=[slug])


def work(submission: uuid.UUID) -> str:
    return reverse("pages:work", args=[submission])


def badge(award: uuid.UUID) -> str:
    return reverse("pages:badge", args=[award])


def public_badge(public_id: str) -> str:
    return reverse("pages:proof", args=[public_id])


def start(requirement: uuid.UUID) -> str:
    return reverse("pages:earn", args=[requirement])
