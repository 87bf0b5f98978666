"""Template tags: what they draw, and that nothing typed becomes markup."""

import datetime as dt
from types import SimpleNamespace

import pytest
import time_machine
from django import forms
from django.template import Context, Template

EVIL = '"><script>alert(1)</script>'
UTC = dt.UTC


def drawn(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    "source",
    [
        "{% patch 'hex' 'data' 'award' 'w72' 'earned' 100 evil %}",
        "{% patch evil evil evil evil evil 50 evil %}",
        "{% thread 50 evil %}",
        "{% qr evil evil %}",
        "{% icon 'award' evil %}",
        "{{ evil|markdown }}",
        "{% include 'ui/parts/note.html' with text=evil title=evil link=evil url=evil %}",
        "{% include 'ui/parts/list_row.html' with icon_name='award' title=evil text=evil %}",
        "{% include 'ui/parts/verdict.html' with verdict='real' sentence=evil %}",
    ],
)
def test_what_is_typed_never_becomes_markup(source: str) -> None:
    assert "<script>alert" not in drawn(source, evil=EVIL)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("**bold**", "<p><strong>bold</strong></p>"),
        ("# Title", "<h3>Title</h3>"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("[x](data:text/html,1)", "<p>[x](data:text/html,1)</p>"),
        ("<b onclick=x>hi</b>", "<p>&lt;b onclick=x&gt;hi&lt;/b&gt;</p>"),
        ("![x](https://e.org/i.png)", '<p>!<a href="https://e.org/i.png"'),
        ("", ""),
    ],
)
def test_markdown_looks_like_text_and_nothing_else(typed: str, shown: str) -> None:
    assert drawn("{{ typed|markdown }}", typed=typed).startswith(shown)


@time_machine.travel(dt.datetime(2026, 11, 21, 12, tzinfo=UTC))
def test_dates_are_words_in_the_district_s_time_zone() -> None:
    late = dt.datetime(2026, 9, 22, 3, tzinfo=UTC)
    assert drawn("{{ at|when:'America/Chicago' }}", at=late) == "Monday, Sept 21"
    assert drawn("{{ at|when:'Asia/Tokyo' }}", at=late) == "Tuesday, Sept 22"
    assert drawn("{{ at|clock:'America/Chicago' }}", at=late) == "10:00 pm"
    assert drawn("{{ at|when }}", at=dt.date(2027, 1, 11)) == "Jan 11, 2027"
    assert drawn("{{ at|long_date }}", at=dt.date(2026, 12, 4)) == "December 4, 2026"
    assert drawn("{{ at|when }}{{ at|clock }}{{ at|long_date }}", at=None) == ""


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 bytes"),
        (900, "900 bytes"),
        (412_345, "403 KB"),
        (1_023_000, "999 KB"),
        (500 * 1024**2, "500 MB"),
    ],
)
def test_sizes_are_said_as_people_say_them(count: float, said: str) -> None:
    assert drawn("{{ count|size }}", count=count) == said


class Plan(forms.Form):
    title = forms.CharField(help_text="A few words.")
    agreed = forms.BooleanField(label="Names are covered.")
    plan = forms.FileField()
    who = forms.ChoiceField(widget=forms.RadioSelect, choices=[("a", "A")])
    mail = forms.EmailField(required=False)


def test_a_wrong_field_is_tied_to_its_hint_and_error() -> None:
    html = drawn("{% field form.title %}", form=Plan({}))
    assert 'aria-describedby="id_title-hint id_title-error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_title-error"' in html
    assert "Fill in “Title”." in html


def test_the_summary_leads_to_every_field_and_says_what_to_do() -> None:
    form = Plan({"mail": "nobody"})
    html = drawn("{% include 'ui/parts/error_summary.html' %}", form=form)
    for target, text in [
        ("id_title", "Fill in “Title”."),
        ("id_agreed", "Check “Names are covered.” to go on."),
        ("id_plan", "Add a file for “Plan”."),
        ("id_who", "Choose an answer: Who"),
        ("id_mail", "Enter a valid email address."),
    ]:
        assert f'<a href="#{target}">{text}</a>' in html
    fields = "".join(drawn("{% field f %}", f=bound) for bound in form)
    for target in ("id_title", "id_agreed", "id_plan", "id_who", "id_mail"):
        assert f'id="{target}"' in fields


def test_a_form_without_errors_has_no_summary() -> None:
    html = drawn("{% include 'ui/parts/error_summary.html' %}", form=Plan())
    assert html.strip() == ""


def test_a_page_stands_with_a_person_and_with_nobody_at_all() -> None:
    district = SimpleNamespace(name=EVIL, title=EVIL, program=EVIL, team=EVIL)
    person = SimpleNamespace(name=EVIL, initials="MP")
    nav = [SimpleNamespace(url=EVIL, label=EVIL, icon="house", current=True)]
    source = "{% include 'ui/confirm.html' with title=evil action=evil back_url=evil label=evil %}"
    full = drawn(source, evil=EVIL, district=district, person=person, nav=nav)
    assert "<script>alert" not in full
    assert full.count('aria-current="page"') == 2
    assert "Account menu" in full
    bare = drawn(source, evil="Really?")
    assert "<h1>Really?</h1>" in bare
    assert "<nav" not in bare
