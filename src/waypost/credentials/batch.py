"""Sign many awards of one version: the same documents as one by one, in less time."""

import datetime as dt
import secrets
from collections.abc import Sequence

from django.db.models import prefetch_related_objects

from waypost.credentials.issuing import Composer, new_salt, says_of
from waypost.credentials.keys import key_for
from waypost.credentials.models import Award, Document
from waypost.credentials.status_lists import TOGETHER, Place, allocate
from waypost.openbadges import Document as Unsigned
from waypost.openbadges import TemplateDiffers, dump, is_signed_by, load
from waypost.openbadges.template_press import Press

# Of each `TOGETHER`, how many are composed, written and checked again without a template.
SAMPLE = 2


class NotAlike(ValueError):
    """Awards of several versions, districts, lists or kinds: sign them apart."""


def issue_many(awards: Sequence[Award], *, at: dt.datetime) -> list[Document]:
    """The first documents of saved awards, in their order; part of the awards' own transaction.

    Their bodies are not held in memory: each is read again when it is asked for.
    Raises NotAlike, KeyMissing, ComposeError, and TemplateDiffers, upon which nothing may be kept.
    """
    if not awards:
        return []
    if len({_kind(award) for award in awards}) > 1:
        raise NotAlike
    key = key_for(awards[0], at=at)
    composer = Composer(awards[0], key, at)
    places = allocate(awards[0].district, key, len(awards), at)
    batch = Batch(composer, awards[0], places[0], at)
    made: list[Document] = []
    for start in range(0, len(awards), TOGETHER):
        made += batch.issue(awards[start : start + TOGETHER], places[start : start + TOGETHER])
    return made


def _kind(award: Award) -> tuple[object, ...]:
    return award.district_id, award.version_id, award.practice, award.award_list_id


class Batch:
    """A composer and what it composed first."""

    def __init__(self, composer: Composer, first: Award, place: Place, at: dt.datetime) -> None:
        self.composer, self.at = composer, at
        says, salt = says_of(first), new_salt()
        self.press = Press(
            whole=composer.first(first, says, place, salt),
            light=composer.light(first, says, place, salt),
            key=composer.secret,
            did=composer.key.did,
            method=composer.method,
            at=at,
        )

    def issue(self, awards: Sequence[Award], places: Sequence[Place]) -> list[Document]:
        prefetch_related_objects(awards, "district", "person__joined_into")
        checked = set(secrets.SystemRandom().sample(range(len(awards)), min(SAMPLE, len(awards))))
        made = []
        for number, (award, place) in enumerate(zip(awards, places, strict=True)):
            says, salt = says_of(award), new_salt()
            body = self.press.sign(self.composer.light(award, says, place, salt))
            if number in checked:
                self._check(body, self.composer.first(award, says, place, salt))
            made.append(self.composer.row(award, place, body, self.at))
        Document.objects.bulk_create(made)
        for document in made:
            del document.body
        return made

    def _check(self, body: bytes, composed: Unsigned) -> None:
        """The bytes as they will be stored, beside a badge that knows no template."""
        read = load(body)
        proof = read["proof"]
        if dump({**composed, "proof": proof}) != body:
            raise TemplateDiffers
        if not is_signed_by(read, proof, self.composer.secret.public, quick=False):
            raise TemplateDiffers
