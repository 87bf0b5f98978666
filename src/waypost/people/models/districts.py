"""District, Campus, DayOff."""

import datetime as dt
import secrets
import uuid
import zoneinfo
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


def known_timezone(value: str) -> None:
    if value not in zoneinfo.available_timezones():
        raise ValidationError(_("Choose a time zone from the list, such as America/Chicago."))


_HOST = r"([A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*|\[[0-9A-Fa-f:.]+\])"
HOST = RegexValidator(
    rf"\A{_HOST}\Z", _("Write only the name in the address, such as learn.example.org.")
)
ADDRESS = RegexValidator(
    rf"\Ahttps?://{_HOST}(:[0-9]{{1,5}})?\Z",
    _("Write the address as https:// and a name, such as https://learn.example.org."),
)
COLOR = RegexValidator(r"\A#[0-9a-fA-F]{6}\Z", _("Write a color as #rrggbb, such as #0d6b5e."))


def logo_key(district: "District", name: str) -> str:
    """Random, and new with each logo: its public address may be kept for good."""
    return f"logos/{secrets.token_hex(16)}{name[name.rfind('.') :]}"


class District(models.Model):
    """The owner of every other row; chosen once per request, by the host that was asked for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    # What the program calls itself on every page, after the district's name.
    program = models.CharField(max_length=80, default="Professional Learning")
    state = models.CharField(max_length=40, blank=True)
    team = models.CharField(max_length=80, default="Instructional Media")
    host = models.CharField(max_length=253, unique=True)
    # Signed addresses come from here, never from a request; locked once confirmed.
    address = models.URLField(max_length=253)
    address_confirmed_at = models.DateTimeField(null=True)
    brand = models.CharField(max_length=7, default="#0d6b5e", validators=[COLOR])
    # Leads in buttons, links and bands where it is given: gold alone would turn brown there.
    accent = models.CharField(max_length=7, blank=True, default="", validators=[COLOR])
    logo = models.FileField(upload_to=logo_key, max_length=120, null=True, blank=True)
    timezone = models.CharField(
        max_length=64, default="America/Chicago", validators=[known_timezone]
    )
    # Who vouches for the hours, as a state knows them; both stand on every certificate of hours.
    provider_name = models.CharField(max_length=160, blank=True, default="")
    provider_number = models.CharField(max_length=40, blank=True, default="")
    # Off is right under 30 staff, where everyone would guess anyway.
    blind_review = models.BooleanField(default=False)
    # Trying a link leaves the machine, so a district switches it on itself.
    try_links = models.BooleanField(default=False)
    # Apps outside may be let in by those whose badges they ask for: since when, if so.
    wallets_since = models.DateTimeField(null=True, blank=True)
    # Nobody in it exists, so anyone may be anyone and read all of its mail. Kept here and not in a
    # setting: no start of a server can open a district that was not made for it.
    demo = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField()
    # When its lead put the set-up list away.
    set_up_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(demo=False) | Q(address_confirmed_at=None), name="demo_only_practices"
            ),
            models.UniqueConstraint(
                fields=["address"],
                condition=Q(address_confirmed_at__isnull=False),
                name="confirmed_address_once",
            ),
        ]

    @property
    def practice(self) -> bool:
        """True until the address is confirmed; badges made meanwhile stay practice badges."""
        return self.address_confirmed_at is None

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.timezone)

    def day_of(self, at: dt.datetime) -> dt.date:
        """The date there at that instant, which in the evening is not the one in UTC."""
        return at.astimezone(self.zone).date()

    @property
    def domain(self) -> str:
        return urlsplit(self.address).netloc

    @property
    def logo_name(self) -> str:
        """The last part of its public address; empty without one."""
        return self.logo.name.rpartition("/")[2] if self.logo else ""

    @property
    def title(self) -> str:
        return f"{self.name} {self.program}"


class Campus(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="campuses")
    name = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "name"], name="campus_name_in_district"),
            models.UniqueConstraint(fields=["district", "id"], name="campus_of_district"),
        ]


class DayOff(models.Model):
    """A day on which nobody is promised an answer."""

    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="days_off")
    date = models.DateField()
    name = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "date"], name="day_off_in_district")
        ]
