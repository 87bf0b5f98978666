"""Where the pages of one piece of work, one badge and the queue live."""

import uuid


def achievement(slug: str) -> str:
    return f"/catalog/{slug}"


def work(submission: uuid.UUID) -> str:
    return f"/work/{submission}"


def badge(award: uuid.UUID) -> str:
    return f"/badges/{award}"


def public_badge(public_id: str) -> str:
    return f"/c/{public_id}"


def start(requirement: uuid.UUID) -> str:
    return f"/earn/{requirement}"
