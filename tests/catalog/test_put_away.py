"""What was begun by mistake is put away and comes back; nothing of it is lost."""

import pytest
from django.test import Client

from tests.cast import NOW, Cast
from tests.catalog.manuscripts import sound
from tests.pages.stage import visitor
from waypost.catalog.authoring import actions, away, publishing, talk
from waypost.catalog.authoring.actions import Change
from waypost.catalog.authoring.body import mark
from waypost.catalog.models import Achievement, Audience, Comment, Manuscript, PutAway, Version
from waypost.journal.models import Entry
from waypost.people.policies import NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def manuscript(pecan_flats: Cast, caliche: Cast) -> Manuscript:
    return sound(pecan_flats, pecan_flats.reyes)


def section(made: Manuscript) -> str:
    return f"/write/{made.pk}/words"


def typed(who: Client, made: Manuscript) -> dict[str, str]:
    """As the form of the page sends it, with whose words they are."""
    page = who.get(section(made)).content.decode()
    whose = page.partition('name="whose" value="')[2].partition('"')[0]
    return {"tagline": "Typed meanwhile.", "revision-tagline": mark(""), "whose": whose}


def test_whoever_began_it_puts_it_away_and_brings_it_back_with_its_comments(
    pecan_flats: Cast, manuscript: Manuscript
) -> None:
    talk.say(manuscript=manuscript, field="why", text="Shorter?", by=pecan_flats.lead, at=NOW)
    publishing.draft(manuscript=manuscript, by=pecan_flats.reyes, at=NOW)
    who, place = visitor(pecan_flats, pecan_flats.reyes), f"/write/{manuscript.pk}"
    for _twice in range(2):
        page = who.post(f"{place}/put-away", follow=True).content.decode()
    assert "Put away on" in page
    assert "Shorter?" in page
    assert "Bring it back" in page
    assert not Version.objects.filter(achievement__slug="forms-two").exists(), "no preview stays"
    listed = who.get("/write").content.decode()
    assert "Nothing is being written" in listed
    assert f'href="{place}"' in listed.partition('id="away"')[2]
    assert who.get(section(manuscript)).headers["Location"] == place
    assert who.get(f"{place}/preview").headers["Location"] == place
    for _twice in range(2):
        page = who.post(f"{place}/bring-back", follow=True).content.decode()
    assert "Brought back on" in page
    manuscript.refresh_from_db()
    assert manuscript.is_open
    assert Comment.objects.get().resolved_at is None
    row = PutAway.objects.get()
    assert (row.by, row.back_by) == (pecan_flats.reyes, pecan_flats.reyes)
    kinds = Entry.objects.filter(subject=manuscript.pk, kind__contains="Manuscript")
    told = [kind.partition("Manuscript")[2] for kind in kinds.values_list("kind", flat=True)]
    assert sorted(told) == ["BroughtBack", "Commented", "PutAway", "Touched"]


def test_the_lead_may_too_and_nobody_else(
    pecan_flats: Cast, caliche: Cast, manuscript: Manuscript
) -> None:
    for other in (pecan_flats.ortiz, pecan_flats.dana, pecan_flats.principal, caliche.lead):
        for act in (away.put_away, away.bring_back):
            with pytest.raises(NotAllowed):
                act(manuscript=manuscript, by=other, at=NOW)
    leads = sound(pecan_flats, pecan_flats.lead, slug="of-the-lead")
    who = visitor(pecan_flats, pecan_flats.reyes)
    assert "Begun by mistake?" not in who.get(f"/write/{leads.pk}").content.decode()
    assert who.post(f"/write/{leads.pk}/put-away").status_code == 403
    away.put_away(manuscript=manuscript, by=pecan_flats.lead, at=NOW)
    away.bring_back(manuscript=manuscript, by=pecan_flats.lead, at=NOW)
    manuscript.refresh_from_db()
    assert manuscript.is_open


def test_its_address_is_free_while_it_is_away_and_is_never_held_by_two(
    pecan_flats: Cast, manuscript: Manuscript
) -> None:
    cast, who = pecan_flats, visitor(pecan_flats, pecan_flats.reyes)
    publishing.draft(manuscript=manuscript, by=cast.reyes, at=NOW)
    away.put_away(manuscript=manuscript, by=cast.reyes, at=NOW)
    assert Achievement.objects.filter(slug="forms-two").exists()
    with pytest.raises(actions.AddressTaken):
        actions.begin(
            kind="degree", title="x", slug="forms-two", source=None, by=cast.reyes, at=NOW
        )
    anew = sound(cast, cast.reyes)
    page = who.post(f"/write/{manuscript.pk}/bring-back", follow=True).content.decode()
    assert "Something else is at its address now: forms-two." in page
    publishing.publish(
        manuscript=anew, revision=anew.revision, audience=Audience.PILOT, by=cast.lead, at=NOW
    )
    with pytest.raises(actions.AddressTaken):
        away.bring_back(manuscript=manuscript, by=cast.reyes, at=NOW)
    with pytest.raises(actions.Published):
        away.put_away(manuscript=anew, by=cast.reyes, at=NOW)
    following = actions.begin_next(
        achievement=Achievement.objects.get(slug="forms-two"), by=cast.reyes, at=NOW
    )
    away.put_away(manuscript=following, by=cast.reyes, at=NOW)
    assert Version.objects.filter(achievement__slug="forms-two").count() == 1


def test_what_a_colleague_types_meanwhile_is_told_and_stands_there_when_it_is_back(
    pecan_flats: Cast, manuscript: Manuscript
) -> None:
    who = visitor(pecan_flats, pecan_flats.reyes)
    sent = typed(who, manuscript)
    away.put_away(manuscript=manuscript, by=pecan_flats.lead, at=NOW)
    page = who.post(section(manuscript), sent, follow=True).content.decode()
    assert "This was put away meanwhile. Bring it back to go on with it." in page
    kept = {"field": "tagline", "value": "By a script.", "revision": mark("")}
    told = who.post(f"/write/{manuscript.pk}/keep", kept, content_type="application/json")
    assert (told.status_code, told.json()["error"]) == (409, "moved_on")
    for refused in (
        lambda: publishing.draft(manuscript=manuscript, by=pecan_flats.lead, at=NOW),
        lambda: actions.save(
            manuscript=manuscript,
            changes=[Change("why", "x", None)],
            by=pecan_flats.lead,
            at=NOW,
        ),
    ):
        with pytest.raises(actions.IsAway):
            refused()
    who.post(f"/write/{manuscript.pk}/bring-back")
    assert "Typed meanwhile." in who.get(section(manuscript)).content.decode()
