"""A manuscript that could be published, for the tests of writing."""

import copy
from typing import Any

from tests.cast import NOW, Cast
from tests.catalog.test_lint import SOUND
from waypost.catalog.authoring import actions
from waypost.catalog.models import Manuscript
from waypost.people.models import Person


def sound(cast: Cast, by: Person, *, slug: str = "forms-two", **body: Any) -> Manuscript:
    made = actions.begin(kind="badge", title=SOUND["title"], slug=slug, source=None, by=by, at=NOW)
    Manuscript.objects.filter(pk=made.pk).update(body=copy.deepcopy(SOUND) | body)
    made.refresh_from_db()
    return made
