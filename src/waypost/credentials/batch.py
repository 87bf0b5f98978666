"""Sign many awards of one version: the same documents as one by one, in less time."""

import datetime as dt
import secrets
import uuid
from collections.abc import Sequence

from django.db.models import prefetch_related_objects

from waypost.credentials.issuing import TOGETHER, Composer, Place, allocate, says_of
from waypost.credentials.keys import key_for
from waypost.credentials.models import Award, Document
from waypost.openbadges import TEMPLATES, TemplateDiffers, is_signed_by, load

# From so many on a template pays for being compared before the first of them.
WORTH_PREPARING = 10
# Of each `TOGETHER`, how many are checked again without the template.
SAMPLE = 2


class NotAlike(ValueError):
    """Awards of several versions, districts or kinds: sign them apart."""


def issue_many(awards: Sequence[Award], *, at: dt.datetime) -> list[Document]:
    """The first documents of saved awards, in their order; part of the awards' own transaction.

    Their bodies are not held in memory: each is read again when it is asked for.
    Raises NotAlike, KeyMissing, ComposeError, and TemplateDiffers, upon which nothing may be kept.
    """
    if not awards:
        return []
    if len({(award.district_id, award.version_id, award.practice) for award in awards}) > 1:
        raise NotAlike
    key = key_for(awards[0], at=at)
    composer = Composer(awards[0], key)
    places = allocate(awards[0].district, key, len(awards), at)
    if len(awards) >= WORTH_PREPARING:
        TEMPLATES.prepare(composer.unsigned(awards[0], says_of(awards[0]), places[0]))
    made: list[Document] = []
    for start in range(0, len(awards), TOGETHER):
        some = awards[start : start + TOGETHER]
        made += _sign(composer, some, places[start : start + TOGETHER], at)
    return made


def _sign(
    composer: Composer, awards: Sequence[Award], places: Sequence[Place], at: dt.datetime
) -> list[Document]:
    prefetch_related_objects(awards, "district", "person__joined_into")
    made = [
        composer.document(award, says_of(award), place, uuid.uuid4(), at)
        for award, place in zip(awards, places, strict=True)
    ]
    for document in secrets.SystemRandom().sample(made, min(SAMPLE, len(made))):
        _check_without_template(document, composer)
    Document.objects.bulk_create(made)
    for document in made:
        del document.body
    return made


def _check_without_template(document: Document, composer: Composer) -> None:
    """The bytes as they will be stored, read and expanded anew."""
    read = load(bytes(document.body))
    if not is_signed_by(read, read["proof"], composer.secret.public, quick=False):
        raise TemplateDiffers
