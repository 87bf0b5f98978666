"""A file that was not taken in is never passed over: its field says why, whatever else is wrong."""

from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from waypost.evidence.arrivals import ArrivingFile, ArrivingForm
from waypost.founding.forms import LookForm
from waypost.pages.award_many_forms import BringForm as ManyForm
from waypost.pages.earlier_forms import FileForm
from waypost.pages.endorsements_forms import BringForm as EndorsementForm
from waypost.pages.forms import CheckForm
from waypost.pages.outside_forms import AddForm
from waypost.support.forms import DeskForm

LARGE = "This file is larger than we take."


class Either(ArrivingForm):
    file = ArrivingFile(required=False)
    text = forms.CharField(required=False)
    name = forms.CharField()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("file") and not cleaned.get("text"):
            self.add_error("file", "Choose one.")
        return cleaned


@pytest.mark.parametrize("text", ["", "pasted as well"])
def test_why_stands_at_the_field_in_place_of_that_it_is_missing(text: str) -> None:
    form = Either({"text": text}, MultiValueDict(), let_go={"file": LARGE, "elsewhere": "Not here"})
    assert form.errors["file"] == [LARGE]
    assert list(form.errors) == ["name", "file"], "what else is wrong is said as well"
    assert "file" not in form.cleaned_data


def test_a_form_that_was_not_sent_says_nothing() -> None:
    assert not Either(let_go={}).errors


def test_an_empty_file_is_said_to_be_one() -> None:
    sent: MultiValueDict[str, Any] = MultiValueDict({"file": [SimpleUploadedFile("a.png", b"")]})
    form = Either({"name": "x"}, sent, let_go={})
    assert "nothing arrived" in str(form.errors["file"])


def test_every_form_with_a_file_is_one_of_these() -> None:
    known = {LookForm, ManyForm, FileForm, EndorsementForm, CheckForm, AddForm, DeskForm}
    for form in known:
        assert issubclass(form, ArrivingForm), form
    plain = [
        form
        for form in _all(forms.Form)
        if any(isinstance(field, forms.FileField) for field in form.base_fields.values())
        and not issubclass(form, ArrivingForm)
    ]
    # One takes a table, in a room below the one of files; the other is a sample of how forms look.
    assert {form.__name__ for form in plain} <= {"AddPeopleForm", "SampleForm"}


def _all(form: type[forms.Form]) -> list[type[forms.Form]]:
    return [each for below in form.__subclasses__() for each in (below, *_all(below))]
