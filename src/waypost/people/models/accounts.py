"""Account: what signs in. It crosses districts and outlives an employer."""

import uuid
from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

if TYPE_CHECKING:
    from waypost.people.models.persons import Placement


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, email: str, password: str | None = None) -> "Account":
        account = self.model(email=self.normalize_email(email).lower())
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email__iexact=username)


class Account(AbstractBaseUser):
    """Several e-mail addresses may belong to it (allauth's EmailAddress rows)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[AccountManager] = AccountManager()
    # What it is anywhere, where it came out of the database together with that.
    held: "list[Placement] | None" = None

    @property
    def invented(self) -> bool:
        """Is it nobody but people of a demo? One person elsewhere, and it is somebody's own."""
        demos = set(self.persons.values_list("district__demo", flat=True))
        return demos == {True}

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
