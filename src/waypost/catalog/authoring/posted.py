"""What a section's form sends, as changes; and what it asks back."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict

from waypost.catalog.authoring import body as bodies
from waypost.catalog.authoring.actions import Change
from waypost.catalog.authoring.body import Body, Gone, Value, mark
from waypost.catalog.authoring.fields import LISTS, spec_of
from waypost.catalog.models import Manuscript
from waypost.people.characters import tidy


class SureForm(forms.Form):
    """What was asked for, sent again by whoever is sure."""

    then = forms.CharField(widget=forms.HiddenInput)
    sure = forms.CharField(widget=forms.HiddenInput)


# A browser sends nothing for boxes that are not checked.
_EMPTY_WHEN_ABSENT = {"many", "check"}


def changes(post: QueryDict) -> list[Change]:
    """Only what was touched."""
    return list(_changes(post))


def _changes(post: QueryDict) -> Iterator[Change]:
    for key in post:
        name = key.removeprefix("revision-")
        spec = spec_of(name)
        if name == key or spec is None:
            continue
        if name not in post and spec.look not in _EMPTY_WHEN_ABSENT:
            continue
        value: Value = tidy(_text(post, name))
        if spec.look == "many":
            value = [str(one) for one in post.getlist(name)]
        match _text(post, f"choice-{name}"):
            case "theirs":
                continue
            case "mine":
                yield Change(name, value, _text(post, f"theirs-revision-{name}"))
                continue
            case "both" if isinstance(value, str):
                joined = f"{value.rstrip()}\n\n{_text(post, f'theirs-{name}')}".strip()
                yield Change(name, joined, _text(post, f"theirs-revision-{name}"))
                continue
        if mark(value) != _text(post, key):
            yield Change(name, value, _text(post, key))


def _text(post: QueryDict, name: str) -> str:
    return str(post.get(name, ""))


def written(body: Body, listed: str, key: str) -> str:
    """The first words of an item that somebody wrote; empty when nobody did."""
    item = bodies.item_of(body, listed, key) or {}
    specs = LISTS[listed].fields if listed in LISTS else ()
    words = [bodies.text(item, s.name) for s in specs if s.look in {"line", "text"}]
    return next((said[:60] for said in words if said), "")


def kept(manuscript: Manuscript, name: str) -> Value:
    try:
        return bodies.get(manuscript.body, name)
    except Gone:
        return ""


def query(**values: str) -> str:
    return urlencode({name: value for name, value in values.items() if value})
