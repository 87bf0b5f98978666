"""Letter."""

import datetime as dt

from django.db import models

from waypost.people.models import Owned, Person

# A letter that waited longer for a first mail server is kept and not mailed.
NEWS_FOR = dt.timedelta(days=14)
LATE_AFTER = dt.timedelta(days=1)
HISTORY_AFTER = dt.timedelta(days=30)


class LetterQuerySet(models.QuerySet["Letter"]):
    def late(self, at: dt.datetime) -> "LetterQuerySet":
        """Not sent a day after they were written, until nobody waits for them any more."""
        return self.filter(sent_at=None, written_at__range=(at - HISTORY_AFTER, at - LATE_AFTER))


class Letter(Owned):
    """A mail as it was written; sent once, kept so that "did I get one?" has an answer."""

    to = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="letters")
    address = models.EmailField()
    # What it is about, such as "submitted:<attempt id>": the same letter is never written twice.
    occasion = models.CharField(max_length=120)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField(blank=True)
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["district", "address", "occasion"],
                name="one_letter_per_occasion",
                condition=~models.Q(occasion=""),
            )
        ]
        indexes = [models.Index(fields=["district", "written_at"])]
