"""What a careful colleague would say of a manuscript, before anybody is asked to do it."""

import copy
import datetime as dt
from typing import Any

import pytest

from waypost.catalog.authoring import body as bodies
from waypost.catalog.authoring.body import Body
from waypost.catalog.findings import Finding
from waypost.catalog.lint import Around, Listed, findings

TODAY = dt.date(2026, 11, 18)
FORMS = {"google forms": Listed(approved=True, checked_on=dt.date(2026, 8, 3))}
SOUND: Body = {
    "title": "Google Forms: a second quiz",
    "language": "en-us",
    "sentence": "I can build a short quiz that grades itself.",
    "public_sentence": "Builds quizzes that grade themselves.",
    "already": "Send the picture.",
    "beginner_minutes": "45",
    "beginner_time": "About 45 minutes",
    "lessons": "Turn a form into a quiz (4 min).",
    "reviewed_by": "Instructional Media",
    "review_days": "3",
    "follow_up": "None",
    "why": "It gives you the evening back.",
    "use_tomorrow": "Copy the template.",
    "grade_from": "2",
    "grade_to": "12",
    "clock_hours": "1",
    "app": "Google Forms",
    "pieces": [
        {"id": "p1", "title": "The summary", "text": "One picture, names off.", "kinds": ["photo"]}
    ],
    "rows": [
        {
            "id": "r1",
            "title": "Names safe",
            "demonstrated": "No name, e-mail or face can be read in the picture.",
            "not_yet": "A name can be read.",
            "saved_comment": "A name shows. Please send a new picture.",
            "pieces": ["p1"],
            "privacy": "yes",
        }
    ],
}


def said(body: Body, kind: str = "badge", **around: Any) -> dict[str, Finding]:
    known = Around(**{"today": TODAY, "apps": FORMS, **around})
    return {one.field: one for one in findings(body, kind=kind, around=known)}


def changed(**values: Any) -> Body:
    """SOUND, with `rows__title` for a field of the first item of a list."""
    body = copy.deepcopy(SOUND)
    for name, value in values.items():
        listed, _, key = name.partition("__")
        if key:
            body[listed][0][key] = value
        else:
            body[name] = value
    return body


def test_a_sound_badge_is_left_alone() -> None:
    assert said(SOUND) == {}


@pytest.mark.parametrize(
    ("values", "field", "must", "words"),
    [
        # the six questions
        ({"sentence": ""}, "sentence", True, "Fill in"),
        ({"already": " "}, "already", True, "Fill in"),
        ({"beginner_minutes": ""}, "beginner_minutes", True, "Fill in"),
        ({"lessons": ""}, "lessons", True, "Fill in"),
        ({"reviewed_by": ""}, "reviewed_by", True, "Fill in"),
        ({"follow_up": ""}, "follow_up", True, "Fill in"),
        ({"beginner_minutes": "an hour"}, "beginner_minutes", True, "whole number"),
        ({"review_days": "0"}, "review_days", True, "whole number"),
        ({"beginner_minutes": "240"}, "beginner_minutes", False, "one evening"),
        ({"sentence": "Teachers build quizzes."}, "sentence", False, "Begin with"),
        # rows and pieces
        ({"rows__pieces": []}, "rows.r1.pieces", True, "Choose the pieces"),
        ({"rows__pieces": ["gone"]}, "pieces.p1.title", True, "No row looks"),
        ({"rows__saved_comment": ""}, "rows.r1.saved_comment", True, "Fill in"),
        (
            {"rows__not_yet": "no name, e-mail or face can be read in the picture"},
            "rows.r1.not_yet",
            True,
            "the same",
        ),
        ({"rows": []}, "rows", True, "Add a row"),
        ({"pieces": []}, "pieces", True, "Add a piece"),
        ({"pieces__kinds": []}, "pieces.p1.kinds", True, "Choose what"),
        ({"pieces__min_items": "3", "pieces__max_items": "2"}, "pieces.p1.max_items", True, "sma"),
        ({"rows__privacy": ""}, "rows", False, "privacy"),
        ({"pieces__kinds": ["pdf", "document"]}, "pieces", False, "phone"),
        ({"rows__demonstrated": "word " * 61}, "rows.r1.demonstrated", False, "two rows"),
        ({"rows__not_yet": "Fails to show it."}, "rows.r1.not_yet", False, "none of our levels"),
        ({"rows__demonstrated": "Exceeds it."}, "rows.r1.demonstrated", False, "none of our"),
        # facts
        ({"grade_from": "12", "grade_to": "2"}, "grade_to", True, "before"),
        ({"clock_hours": "some"}, "clock_hours", True, "number of hours"),
        ({"app": "Kahoot"}, "app", False, "not on the list"),
        ({"title": "x" * 121}, "title", True, "Shorten"),
        ({"why": "The ESC says so."}, "why", False, "Spell out ESC"),
    ],
)
def test_what_it_says_stands_at_its_field(
    values: dict[str, Any], field: str, must: bool, words: str
) -> None:
    found = said(changed(**values))
    assert field in found, found
    assert found[field].must is must
    assert words in found[field].text


@pytest.mark.parametrize(
    "sentence",
    [
        "Understands what each answer means.",
        "The teacher knows the students.",
        "Is aware of privacy.",
        "Appreciates feedback.",
        "The class learns from it.",
    ],
)
def test_what_nobody_can_see_is_no_evidence(sentence: str) -> None:
    [finding] = said(changed(rows__demonstrated=sentence)).values()
    assert finding.field == "rows.r1.demonstrated"
    assert not finding.must


@pytest.mark.parametrize(
    "sentence",
    ["Names one misunderstanding.", "Marks the unknown word.", "Shows a valued answer."],
)
def test_what_can_be_seen_is_left_alone(sentence: str) -> None:
    assert said(changed(rows__demonstrated=sentence)) == {}


@pytest.mark.parametrize(
    "why", ["The education service center (ESC) says so. Ask the ESC.", "A PDF is fine.", "T-TESS"]
)
def test_letters_are_spelled_out_once_or_are_words_by_now(why: str) -> None:
    assert said(changed(why=why)) == {}


def test_an_app_is_approved_and_was_checked_within_a_year() -> None:
    old = {"google forms": Listed(approved=True, checked_on=dt.date(2025, 11, 1))}
    assert "12 months" in said(SOUND, apps=old)["app"].text
    no = {"google forms": Listed(approved=False, checked_on=TODAY)}
    assert "not approved" in said(SOUND, apps=no)["app"].text
    assert said(changed(app=""), apps={}) == {}


def test_codes_need_an_address_and_are_known_ones() -> None:
    code = {"id": "a1", "framework": "T-TESS", "framework_version": "2015", "code": "9.9"}
    found = said(changed(alignments=[code]))
    assert found["alignments.a1.url"].must
    assert "no code 9.9" in found["alignments.a1.code"].text
    sound = code | {"code": "1.2", "url": "https://teachfortexas.org/"}
    assert said(changed(alignments=[sound])) == {}
    assert (
        "already"
        in said(changed(alignments=[sound, sound | {"id": "a2"}]))["alignments.a2.code"].text
    )


def test_a_new_version_says_what_changed() -> None:
    assert said(SOUND, again=True)["changes"].must
    assert said(changed(changes="Row 2 is clearer."), again=True) == {}


def test_a_micro_credential_asks_for_four_pieces_at_most() -> None:
    pieces = [
        {"id": f"p{n}", "title": "One", "text": "One.", "kinds": ["photo"]} for n in range(1, 6)
    ]
    found = said(changed(pieces=pieces, rows__pieces=[p["id"] for p in pieces]), "micro_credential")
    assert "More than 4 pieces" in found["pieces"].text


def test_a_degree_names_what_counts_and_no_more_than_there_is() -> None:
    degree = changed(pieces=[], rows=[])
    assert said(degree, "degree")["choices"].must
    rule = [{"id": "c1", "label": "Any two", "count": "2", "slugs": ["forms-quiz"]}]
    found = said(degree | {"choices": rule}, "degree", slugs=["forms-quiz"])
    assert "2 of 1" in found["choices.c1.count"].text
    rule = [{"id": "c1", "label": "One", "count": "1", "slugs": ["forms-quiz"]}]
    assert said(degree | {"choices": rule}, "degree", slugs=["forms-quiz"]) == {}
    assert said(degree | {"choices": rule}, "degree")["choices.c1.slugs"].must


def test_an_empty_one_is_told_what_is_missing_and_nothing_else() -> None:
    for kind in ("badge", "micro_credential", "degree"):
        body = bodies.begun(kind, "")
        found = findings(body, kind=kind, around=Around(TODAY))
        assert all(one.missing for one in found if one.must), [one.text for one in found]
