"""Owned: a row that belongs to one district."""

import uuid

from django.db import models

from waypost.people.models.districts import District


class Owned(models.Model):
    """Random id and district; references never leave the district (tests/house walks them)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
