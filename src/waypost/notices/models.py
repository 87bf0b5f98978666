"""Letter."""

from django.db import models

from waypost.people.models import Owned, Person


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

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["district", "address", "occasion"],
                name="one_letter_per_occasion",
                condition=~models.Q(occasion=""),
            )
        ]
        indexes = [models.Index(fields=["district", "written_at"])]
