"""Files on their way into a work, as an earlier page or another device left them."""

import uuid
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from waypost.evidence.models import Submission, Upload

MB = 1024 * 1024
# Most works have none, and are not asked about them a second time.
ARRIVES = Exists(Upload.objects.filter(submission=OuterRef("pk"), artifact=None))


@dataclass(frozen=True)
class Arriving:
    """One upload that is not evidence yet."""

    upload: Upload

    @property
    def url(self) -> str:
        return reverse("evidence:upload", args=[self.upload.pk])

    @property
    def state(self) -> str:
        """In the words of the script that goes on with it: checking, failed or left."""
        return {"checking": "checking", "refused": "failed"}.get(self.upload.state, "left")

    @property
    def told(self) -> str:
        match self.state:
            case "checking":
                return _("All of it is here. Checking it.")
            case "failed":
                return self.upload.refused
        return _(
            "%(done)d of %(size)d MB arrived. Choose the same file again to go on from there."
        ) % {"done": self.upload.offset // MB, "size": -(-self.upload.size // MB)}

    @property
    def percent(self) -> float:
        return 100 * self.upload.offset / max(1, self.upload.size)


def arriving_of(submission: Submission) -> dict[uuid.UUID, list[Arriving]]:
    """By piece; one query."""
    found: dict[uuid.UUID, list[Arriving]] = defaultdict(list)
    for upload in submission.uploads.filter(artifact=None).order_by("started_at"):
        found[upload.piece_id].append(Arriving(upload))
    return found
