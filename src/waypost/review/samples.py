"""Made-up rows for the components page: the rubric as a reviewer scores it."""

import uuid
from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext as _

from waypost.catalog.models import Piece, Row
from waypost.review.bench.nouns import RowView
from waypost.review.models import Level, RowScore, SavedComment
from waypost.ui.samples import ROWS, shows


@shows("review/samples.html", "review/review.css")
def context() -> dict[str, Any]:
    piece = Piece(pk=uuid.UUID(int=3), position=3)
    piece.title = _("Looking back")
    scores = (
        RowScore(level=Level.DEMONSTRATED),
        RowScore(level=Level.NOT_YET, comment=_("Say which answer surprised you.")),
        None,
    )
    views = [
        RowView(
            row=Row(pk=uuid.uuid4(), position=n, **{name: said[name] for name in _TEXTS}),
            look_in=[piece],
            score=score,
            locked=False,
            before=[],
            phrases=[SavedComment(pk=uuid.uuid4(), text=_("Name the numbers."))],
        )
        for n, (said, score) in enumerate(zip(ROWS, scores, strict=True), 1)
    ]
    views[2].error = _("Say what to do next.")
    return {"views": views, "bench": SimpleNamespace(pieces=[], attempt=piece)}


_TEXTS = ("title", "not_yet", "demonstrated")
