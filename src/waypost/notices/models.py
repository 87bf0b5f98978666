"""Letter, what its readers chose about letters, and the server that sends them."""

import datetime as dt
import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from waypost.notices.policies import may_see_letters
from waypost.people.models import Owned, Person
from waypost.people.viewers import Viewer

# A letter that waited longer for a first mail server is kept and not mailed.
NEWS_FOR = dt.timedelta(days=14)
LATE_AFTER = dt.timedelta(days=1)
HISTORY_AFTER = dt.timedelta(days=30)


class State(models.TextChoices):
    """Where a letter is, as its row says it."""

    WAITING = "waiting", _("Waiting")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Refused")
    BOUNCED = "bounced", _("Came back")


_LOST = Q(failed_at__isnull=False) | Q(bounced_at__isnull=False)
_OF_STATE = {
    State.WAITING: Q(sent_at=None, failed_at=None),
    State.SENT: Q(sent_at__isnull=False, bounced_at=None),
    State.FAILED: Q(failed_at__isnull=False),
    State.BOUNCED: Q(bounced_at__isnull=False),
}


class LetterQuerySet(models.QuerySet["Letter"]):
    def visible_to(self, viewer: Viewer) -> "LetterQuerySet":
        """To whom, what kind and whether it went out, for whoever runs the program."""
        own = self.filter(district=viewer.district)
        return own if may_see_letters(viewer) else self.none()

    def late(self, at: dt.datetime) -> "LetterQuerySet":
        """Not sent a day after they were written, until nobody waits for them any more."""
        return self.filter(sent_at=None, written_at__range=(at - HISTORY_AFTER, at - LATE_AFTER))

    def in_state(self, state: State) -> "LetterQuerySet":
        return self.filter(_OF_STATE[state])

    def lost(self) -> "LetterQuerySet":
        """What the other side refused or sent back."""
        return self.filter(_LOST)


class Letter(Owned):
    """A mail as it was written; sent once, kept so that "did I get one?" has an answer."""

    to = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="letters")
    address = models.EmailField()
    # One of `kinds`; empty for a sign-in code that a demo kept.
    kind = models.CharField(max_length=20, blank=True, default="")
    # What it is about, such as "submitted:<attempt id>": the same letter is never written twice.
    occasion = models.CharField(max_length=120)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField(blank=True)
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    # The mail server refused it for good: it is not tried again until somebody says so.
    failed_at = models.DateTimeField(null=True)
    # It was taken, and came back later.
    bounced_at = models.DateTimeField(null=True)
    # A code of `troubles`, never what a server answered: that may hold names.
    trouble = models.CharField(max_length=20, blank=True, default="")

    objects = LetterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["district", "address", "occasion"],
                name="one_letter_per_occasion",
                condition=~models.Q(occasion=""),
            )
        ]
        indexes = [
            models.Index(fields=["district", "written_at"]),
            models.Index(fields=["district", "written_at"], name="letter_lost", condition=_LOST),
        ]

    @property
    def state(self) -> State:
        if self.bounced_at:
            return State.BOUNCED
        if self.failed_at:
            return State.FAILED
        return State.SENT if self.sent_at else State.WAITING

    @property
    def is_lost(self) -> bool:
        return self.state in (State.FAILED, State.BOUNCED)


def letter_token() -> str:
    return secrets.token_urlsafe(16)


class QuietKey(Owned):
    """What the links in somebody's letters name them by; it turns letters off and opens nothing."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    token = models.CharField(max_length=22, default=letter_token)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "person"], name="one_quiet_key"),
            models.UniqueConstraint(fields=["district", "token"], name="quiet_token"),
        ]


class Quiet(Owned):
    """Somebody does not want letters of this kind."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "person", "kind"], name="quiet_once")
        ]


class Hello(Owned):
    """A campus representative was given this name, so that the next ones are others."""

    representative = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["district", "representative", "said_at"])]


class Security(models.TextChoices):
    TLS = "tls", _("TLS from the start (often port 465)")
    STARTTLS = "starttls", _("STARTTLS (often port 587)")
    NONE = "none", _("None: anyone on the way can read along")


class MailServer(Owned):
    """By which server the district's mail goes; its password is a file, see `servers`."""

    host = models.CharField(max_length=253)
    port = models.PositiveIntegerField()
    security = models.CharField(max_length=8, choices=Security)
    user = models.CharField(max_length=200, blank=True)
    sender = models.EmailField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["district"], name="one_mail_server")]
