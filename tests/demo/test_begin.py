"""An empty district has somebody who can sign in, and says what is wrong with a bad choice."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from waypost.people.models import District, Person


@pytest.mark.django_db
def test_an_empty_district_has_somebody_who_can_sign_in() -> None:
    out = StringIO()
    call_command("create_district", name="Live Oak ISD", email="ada@liveoak.example", stdout=out)
    lead = Person.objects.get(email="ada@liveoak.example")
    password = out.getvalue().split("password ")[1].split()[0]
    assert lead.account
    assert lead.account.check_password(password)
    assert District.objects.get().practice


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("choice", "value"), [("timezone", "Texas"), ("name", ""), ("brand", "x" * 12)]
)
def test_a_bad_choice_is_named(choice: str, value: str) -> None:
    with pytest.raises(CommandError, match=f"--{choice}: "):
        call_command("create_district", **{choice: value})
    assert not District.objects.exists()
