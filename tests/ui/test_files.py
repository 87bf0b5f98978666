"""A file that was not taken in is never passed over: its field says why, whatever else is wrong."""

from importlib import import_module
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from waypost.ui.files import ArrivingFile, ArrivingForm

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
    import_module("waypost.config.urls")
    taking = [
        form
        for form in _all(forms.Form)
        if any(isinstance(field, forms.FileField) for field in form.base_fields.values())
        and form.__module__.startswith("waypost.")
    ]
    assert len(taking) > 6
    passing_over = {form.__name__ for form in taking if not issubclass(form, ArrivingForm)}
    # A sample of how forms look, which takes nothing in.
    assert passing_over <= {"SampleForm"}


def _all(form: type[forms.Form]) -> list[type[forms.Form]]:
    return [each for below in form.__subclasses__() for each in (below, *_all(below))]


def sent(**texts: str) -> Either:
    files: MultiValueDict[str, Any] = MultiValueDict({"file": [SimpleUploadedFile("a", b"x")]})
    return Either(texts, files, let_go={})


def test_a_file_that_arrived_is_asked_for_again_when_something_else_is_wrong() -> None:
    assert "Choose this file again" in str(sent().errors["file"])
    whole = sent(name="x")
    assert whole.is_valid()
    whole.add_error("name", "A view found this later.")
    assert "Choose this file again" in str(whole.errors["file"])
    assert "file" not in Either({}, MultiValueDict(), let_go={}).errors.get("name", [])
    assert list(Either({"text": "x"}, MultiValueDict(), let_go={}).errors) == ["name"]


def test_what_is_wrong_with_the_file_itself_is_said_alone() -> None:
    whole = sent(name="x")
    whole.add_error("file", "This is no table.")
    assert whole.errors == {"file": ["This is no table."]}


def test_a_file_whose_words_stand_in_the_form_is_not_asked_for_again() -> None:
    class Kept(Either):
        lets_files_go = False

    files: MultiValueDict[str, Any] = MultiValueDict({"file": [SimpleUploadedFile("a", b"x")]})
    assert list(Kept({}, files, let_go={}).errors) == ["name"]
