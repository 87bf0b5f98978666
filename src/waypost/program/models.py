"""InvitationText, Invitation, Message, Addressee, Aim."""

import re
import secrets

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from waypost.people.models import Group, Owned, Person, Role
from waypost.people.viewers import Viewer

SHORTEST_AIM, LONGEST_AIM, USUAL_AIM = 7, 365, 60


def invitation_token() -> str:
    """128 random bits, safe in an address."""
    return secrets.token_urlsafe(16)


_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")


class InvitationText(Owned):
    """The letter to a group as its team wrote it. Written anew it is another row, so that what was
    sent to whom stays answerable."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="texts")
    number = models.PositiveIntegerField()
    subject = models.CharField(max_length=150)
    body = models.TextField()
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["district", "group", "number"], name="invitation_text_number"
            ),
            models.UniqueConstraint(fields=["district", "id"], name="invitation_text_of_district"),
        ]


class Answer(models.TextChoices):
    COMING = "coming", _("Coming")
    NOT_NOW = "not_now", _("Not this time")


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def at_address(self, token: str) -> "InvitationQuerySet":
        """The one at /i/<token>; what nobody made as a token is never asked of the database."""
        return self.filter(token=token) if _TOKEN.fullmatch(token) else self.none()


class Invitation(Owned):
    """Somebody was asked into a group, once. The token leads to a page and signs nobody in."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="invitations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="invitations")
    text = models.ForeignKey(InvitationText, on_delete=models.PROTECT, related_name="invitations")
    token = models.CharField(max_length=22, unique=True, default=invitation_token)
    written_at = models.DateTimeField()
    # Its page was before somebody's eyes, or a button of it was pressed: never a mere request,
    # because mail servers follow links.
    opened_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=8, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["district", "group", "person"], name="invited_to_a_group_once"
            ),
            models.UniqueConstraint(fields=["district", "id"], name="invitation_of_district"),
        ]


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, viewer: Viewer) -> "MessageQuerySet":
        """Program leads and coaches read all of them; whoever else writes, their own."""
        own = self.filter(district=viewer.district)
        if not isinstance(viewer, Person):
            return own.none()
        if viewer.holds(Role.PROGRAM_LEAD, Role.COACH):
            return own
        return own.filter(written_by__in=viewer.selves)


class Message(Owned):
    """A few words to several people, each of whom gets a letter of their own."""

    # Made when it is begun: a second click finds what the first one wrote.
    key = models.UUIDField()
    subject = models.CharField(max_length=150)
    text = models.TextField()
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "key"], name="message_written_once"),
            models.UniqueConstraint(fields=["district", "id"], name="message_of_district"),
        ]
        indexes = [models.Index(fields=["district", "written_at"])]


class Addressee(Owned):
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="addressees")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["district", "message", "person"], name="one_letter_of_a_message"
            )
        ]


class Aim(Owned):
    """By what the program is measured: who is active, within how many days."""

    active_days = models.PositiveSmallIntegerField(
        default=USUAL_AIM,
        validators=[MinValueValidator(SHORTEST_AIM), MaxValueValidator(LONGEST_AIM)],
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["district"], name="one_aim_a_district")]
