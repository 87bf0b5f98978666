"""Writing in the browser: kept as it is typed, overwritten by nobody, frozen when published."""

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from tests.cast import NOW, Cast
from tests.catalog.manuscripts import sound
from tests.review import work
from waypost.catalog import actions as catalog
from waypost.catalog import canonical
from waypost.catalog.authoring import actions, publishing
from waypost.catalog.authoring.actions import Change, Step
from waypost.catalog.authoring.blueprints import blueprint_of
from waypost.catalog.authoring.body import from_shape, mark
from waypost.catalog.lint import Around, findings
from waypost.catalog.models import App, Audience, Manuscript, Version
from waypost.credentials.models import Award
from waypost.demo.content import CATALOG
from waypost.evidence import actions as evidence
from waypost.evidence.models import Submission
from waypost.journal.models import Entry
from waypost.people.policies import NotAllowed

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(days=1)


def new(cast: Cast, **how: str) -> Manuscript:
    values = {"kind": "badge", "title": "Docs: comments", "slug": ""} | how
    return actions.begin(**values, source=None, by=cast.reyes, at=NOW)


def put(manuscript: Manuscript, cast: Cast, name: str, value: str, was: str = "") -> actions.Saved:
    change = Change(name, value, mark(was))
    return actions.save(manuscript=manuscript, changes=[change], by=cast.reyes, at=NOW)


def test_a_new_one_gets_the_address_that_its_title_makes(pecan_flats: Cast) -> None:
    made = new(pecan_flats)
    assert (made.slug, made.title, made.written_by) == (
        "docs-comments",
        "Docs: comments",
        pecan_flats.reyes,
    )
    for taken in ("docs-comments", "forms-quiz"):
        with pytest.raises(actions.AddressTaken):
            new(pecan_flats, slug=taken)


def test_only_those_who_write_reach_it_and_only_in_their_district(
    pecan_flats: Cast, caliche: Cast
) -> None:
    made = new(pecan_flats)
    sees = Manuscript.objects.visible_to
    assert [made in sees(p) for p in (pecan_flats.reyes, pecan_flats.lead)] == [True, True]
    for other in (pecan_flats.ortiz, pecan_flats.dana, pecan_flats.principal, caliche.lead):
        assert made not in sees(other)
        with pytest.raises(NotAllowed):
            actions.save(manuscript=made, changes=[], by=other, at=NOW)
        with pytest.raises(NotAllowed):
            publishing.draft(manuscript=made, by=other, at=NOW)


def test_what_is_typed_is_kept_complete_or_not(pecan_flats: Cast) -> None:
    made = new(pecan_flats)
    saved = put(made, pecan_flats, "beginner_minutes", "about an hour")
    assert saved.manuscript.body["beginner_minutes"] == "about an hour"
    assert saved.manuscript.revision == 2
    row = made.body["rows"][0]["id"]
    put(made, pecan_flats, f"rows.{row}.demonstrated", "Shows it.\x00\r\nTwice.")
    made.refresh_from_db()
    assert made.body["rows"][0]["demonstrated"] == "Shows it.\nTwice."


def test_two_authors_overwrite_each_other_nowhere(pecan_flats: Cast) -> None:
    made = new(pecan_flats)
    put(made, pecan_flats, "why", "From the laptop.")
    late = put(made, pecan_flats, "why", "From the phone.")
    assert [(c.change.value, c.theirs) for c in late.conflicts] == [
        ("From the phone.", "From the laptop.")
    ]
    put(made, pecan_flats, "already", "Another field is nobody's conflict.")
    assert not put(made, pecan_flats, "why", "From the laptop.").conflicts, "the same words"
    chosen = Change("why", "Both.", None)
    actions.save(manuscript=made, changes=[chosen], by=pecan_flats.lead, at=NOW)
    made.refresh_from_db()
    assert (made.body["why"], made.touched_by) == ("Both.", pecan_flats.lead)


@pytest.mark.parametrize("name", ["rows.nobody.title", "slug", "rows.1", "x", "rows..", ""])
def test_a_field_that_nobody_asks_for_is_told_and_changes_nothing(
    pecan_flats: Cast, name: str
) -> None:
    made = new(pecan_flats)
    saved = put(made, pecan_flats, name, "Words.")
    assert [change.name for change, _why in saved.problems] == [name]
    assert saved.manuscript.revision == 1


def test_far_too_long_is_told_and_the_rest_is_kept(pecan_flats: Cast) -> None:
    made = new(pecan_flats)
    changes = [Change("why", "x" * 20_001, mark("")), Change("already", "Kept.", mark(""))]
    saved = actions.save(manuscript=made, changes=changes, by=pecan_flats.reyes, at=NOW)
    assert [change.name for change, _why in saved.problems] == ["why"]
    assert saved.manuscript.body["already"] == "Kept."


def test_pieces_and_rows_are_added_moved_and_taken_out(pecan_flats: Cast) -> None:
    made = new(pecan_flats)

    def do(verb: str, listed: str = "pieces", key: str = "") -> str:
        step = Step(verb, listed, key)
        return actions.arrange(manuscript=made, step=step, by=pecan_flats.reyes, at=NOW)

    def order() -> list[str]:
        made.refresh_from_db()
        return [piece["id"] for piece in made.body["pieces"]]

    [first] = order()
    second = do("add")
    assert order() == [first, second]
    do("up", key=second)
    do("up", key=second)
    assert order() == [second, first]
    do("down", key=second)
    assert order() == [first, second]
    do("remove", key=first)
    assert order() == [second]
    assert made.body["rows"][0]["pieces"] == [], "its row looks for it no more"
    assert do("remove", key=first) == "", "a second click finds it gone"
    assert do("add", "people") == ""
    for _n in range(39):
        do("add")
    with pytest.raises(actions.TooManyItems):
        do("add")


def test_the_journal_is_told_of_a_sitting_and_not_of_every_word(pecan_flats: Cast) -> None:
    made = new(pecan_flats)
    told = Entry.objects.filter(kind="catalog.ManuscriptTouched", subject=made.pk)
    for n in range(3):
        put(made, pecan_flats, "why", f"Words {n}.", f"Words {n - 1}." if n else "")
    assert told.count() == 1
    change = Change("already", "Tomorrow.", None)
    actions.save(manuscript=made, changes=[change], by=pecan_flats.reyes, at=LATER)
    assert told.count() == 2
    assert "Words" not in str(list(told.values()))


def trimmed(said: Any) -> Any:
    """Line ends at the end of a text are nobody's words."""
    if isinstance(said, dict):
        return {key: trimmed(value) for key, value in said.items()}
    if isinstance(said, list):
        return [trimmed(value) for value in said]
    return said.strip() if isinstance(said, str) else said


def test_what_was_published_comes_back_as_a_manuscript_and_nothing_is_lost(
    pecan_flats: Cast,
) -> None:
    around = Around(NOW.date(), slugs=[each.slug for each in CATALOG])
    for each in CATALOG:
        made = catalog.write(blueprint=each, by=pecan_flats.system, at=NOW)
        version = catalog.publish(version=made, by=pecan_flats.system, at=NOW)
        shape = canonical.shape(version)
        body = from_shape(shape)
        again = blueprint_of(
            body, kind=each.kind, slug=f"{each.slug}-again", app_note=each.app_note
        )
        copied = canonical.shape(catalog.write(blueprint=again, by=pecan_flats.system, at=NOW))
        for part in ("slug", "number", "changes"):
            del shape[part], copied[part]
        assert trimmed(copied) == trimmed(shape), each.slug
        found = findings(body, kind=each.kind, around=around)
        assert {f.field for f in found if f.must} <= {"lessons", "follow_up"}, each.slug


def test_a_preview_is_a_draft_that_the_next_one_replaces(pecan_flats: Cast) -> None:
    made = new(pecan_flats)
    first = publishing.draft(manuscript=made, by=pecan_flats.reyes, at=NOW)
    assert first.why == "(not written yet)"
    put(made, pecan_flats, "why", "It helps.")
    second = publishing.draft(manuscript=made, by=pecan_flats.reyes, at=NOW)
    [only] = Version.objects.filter(achievement__slug="docs-comments")
    assert (only, only.why, only.number) == (second, "It helps.", 1)
    with pytest.raises(NotAllowed):
        evidence.start(requirement=only.requirements.get(), by=pecan_flats.reyes, at=NOW)


def publish(made: Manuscript, cast: Cast, audience: Audience = Audience.PILOT) -> Version:
    made.refresh_from_db()
    return publishing.publish(
        manuscript=made, revision=made.revision, audience=audience, by=cast.lead, at=NOW
    )


def test_publishing_freezes_it_for_the_pilot_group_and_names_its_author(
    pecan_flats: Cast,
) -> None:
    App.objects.create(
        district=pecan_flats.district, name="google forms", checked_on=dt.date(2026, 8, 3)
    )
    made = sound(pecan_flats, pecan_flats.reyes)
    with pytest.raises(NotAllowed):
        publishing.publish(
            manuscript=made,
            revision=made.revision,
            audience=Audience.PILOT,
            by=pecan_flats.reyes,
            at=NOW,
        )
    version = publish(made, pecan_flats)
    assert version.written_by == pecan_flats.reyes
    assert version.achievement.audience == Audience.PILOT
    assert version.app_note == "On our approved app list: yes, checked in August 2026."
    made.refresh_from_db()
    assert made.published == version
    with pytest.raises(actions.Published):
        put(made, pecan_flats, "why", "Too late.", made.body["why"])
    with pytest.raises(actions.Published):
        publish(made, pecan_flats)
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        Manuscript.objects.filter(pk=made.pk).update(revision=99)


def test_one_person_may_write_and_publish(pecan_flats: Cast) -> None:
    assert publish(sound(pecan_flats, pecan_flats.lead), pecan_flats).published_at == NOW


def test_what_is_not_ready_is_not_published_and_says_why(pecan_flats: Cast) -> None:
    made = sound(pecan_flats, pecan_flats.reyes, why="")
    with pytest.raises(publishing.NotReady) as not_ready:
        publish(made, pecan_flats)
    assert [one.field for one in not_ready.value.findings] == ["why"]
    assert not Version.objects.filter(achievement__slug="forms-two").exists()


def test_only_what_was_read_is_published(pecan_flats: Cast) -> None:
    made = sound(pecan_flats, pecan_flats.reyes)
    seen = made.revision
    put(made, pecan_flats, "why", "Written on meanwhile.", made.body["why"])
    with pytest.raises(publishing.MovedOn):
        publishing.publish(
            manuscript=made,
            revision=seen,
            audience=Audience.EVERYONE,
            by=pecan_flats.lead,
            at=NOW,
        )


def test_a_new_version_starts_from_the_old_one_and_there_is_one_at_a_time(
    pecan_flats: Cast,
) -> None:
    version = pecan_flats.versions["forms-quiz"]
    following = actions.begin_next(achievement=version.achievement, by=pecan_flats.reyes, at=NOW)
    assert following.title == version.title
    with pytest.raises(actions.AlreadyOpen) as there:
        actions.begin_next(achievement=version.achievement, by=pecan_flats.lead, at=NOW)
    assert there.value.manuscript == following


def test_a_new_version_moves_nobody_who_started(pecan_flats: Cast) -> None:
    old = publish(sound(pecan_flats, pecan_flats.reyes), pecan_flats, Audience.EVERYONE)
    begun = evidence.start(requirement=old.requirements.get(), by=pecan_flats.ortiz, at=NOW)
    piece = old.requirements.get().pieces.get()
    following = actions.begin_next(achievement=old.achievement, by=pecan_flats.reyes, at=NOW)
    put(following, pecan_flats, "changes", "One picture is enough now.")
    for name, answer in (("why", "Shorter."), ("app", "")):
        put(following, pecan_flats, name, answer, following.body[name])
    newest = publish(following, pecan_flats, Audience.EVERYONE)
    with pytest.raises(evidence.NotOffered):
        evidence.start(requirement=old.requirements.get(), by=pecan_flats.rep, at=NOW)
    begun.refresh_from_db()
    assert begun.version == old
    work.photo(begun, piece.position)
    attempt = evidence.submit(submission=begun, by=pecan_flats.ortiz, at=NOW)
    work.decided(attempt, pecan_flats.dana, "demonstrated", verdict="award")
    assert Award.objects.get(person=pecan_flats.ortiz).version == old
    theirs = evidence.start(requirement=newest.requirements.get(), by=pecan_flats.rep, at=NOW)
    assert Submission.objects.get(pk=theirs.pk).version.changes == "One picture is enough now."


def test_what_was_retired_comes_back_by_publishing_anew(pecan_flats: Cast) -> None:
    old = publish(sound(pecan_flats, pecan_flats.reyes), pecan_flats, Audience.EVERYONE)
    catalog.retire(version=old, reason="The app is gone.", by=pecan_flats.lead, at=NOW)
    current = Version.objects.filter(achievement=old.achievement).current()
    assert not current.exists()
    following = actions.begin_next(achievement=old.achievement, by=pecan_flats.reyes, at=NOW)
    put(following, pecan_flats, "changes", "It is back.")
    assert list(current.all()) == []
    anew = publish(following, pecan_flats, Audience.EVERYONE)
    assert list(Version.objects.filter(achievement=old.achievement).current()) == [anew]
