"""One person's page: roles with dates, leaving and coming back, and who may do it."""

import datetime as dt

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.test import Client

from tests.cast import NOW, Cast
from tests.review import work
from waypost.credentials.models import Award
from waypost.journal.models import Entry
from waypost.people import mending, staffing
from waypost.people.actions import AlreadyHere
from waypost.people.bringing import try_out
from waypost.people.models import Person, Placement, Role
from waypost.people.policies import NotAllowed
from waypost.review import actions as review
from waypost.review.policies import may_review

LATER = NOW + dt.timedelta(days=30)


def again(person: Person) -> Person:
    return Person.objects.with_roles().get(pk=person.pk)


def test_a_role_is_given_from_today_and_ends_with_a_date(pecan_flats: Cast) -> None:
    given = staffing.give_role(
        person=pecan_flats.ortiz,
        role=Role.REVIEWER,
        campus=pecan_flats.campus,
        by=pecan_flats.lead,
        at=NOW,
    )
    with pytest.raises(staffing.HeldAlready):
        staffing.give_role(
            person=pecan_flats.ortiz,
            role=Role.REVIEWER,
            campus=pecan_flats.campus,
            by=pecan_flats.lead,
            at=NOW,
        )
    staffing.end_role(placement=given, by=pecan_flats.lead, at=LATER)
    ended = Placement.objects.get(pk=given.pk)
    assert (ended.since, ended.until) == (dt.date(2026, 11, 18), dt.date(2026, 12, 17))
    kinds = list(Entry.objects.order_by("-pk").values_list("kind", flat=True)[:2])
    assert kinds == ["people.RoleEnded", "people.RoleGiven"]


def test_the_last_program_lead_keeps_the_role_and_stays(pecan_flats: Cast, caliche: Cast) -> None:
    held = Placement.objects.get(person=pecan_flats.lead, role=Role.PROGRAM_LEAD)
    with pytest.raises(staffing.LastLead):
        staffing.end_role(placement=held, by=pecan_flats.lead, at=NOW)
    with pytest.raises(staffing.LastLead):
        staffing.leave(person=pecan_flats.lead, by=pecan_flats.lead, at=NOW)
    assert again(pecan_flats.lead).left_at is None
    staffing.give_role(
        person=pecan_flats.dana, role=Role.PROGRAM_LEAD, campus=None, by=pecan_flats.lead, at=NOW
    )
    staffing.end_role(placement=held, by=pecan_flats.lead, at=NOW)
    assert not Placement.objects.get(pk=held.pk).holds_on(pecan_flats.district.day_of(NOW))


def test_one_person_writes_publishes_and_reviews_and_never_their_own(pecan_flats: Cast) -> None:
    for role in (Role.AUTHOR, Role.REVIEWER, Role.TEACHER):
        staffing.give_role(
            person=pecan_flats.lead, role=role, campus=None, by=pecan_flats.lead, at=NOW
        )
    all_of_it = again(pecan_flats.lead)
    own = work.handed_in(pecan_flats, all_of_it, "forms-quiz")
    others = work.handed_in(pecan_flats, pecan_flats.ortiz, "forms-quiz")
    assert may_review(all_of_it, others)
    assert not may_review(all_of_it, own)
    with pytest.raises(NotAllowed):
        review.start(attempt=own, by=all_of_it, at=work.LATER)


def test_who_leaves_gets_in_no_more_and_keeps_what_they_earned(pecan_flats: Cast) -> None:
    attempt = work.handed_in(pecan_flats, pecan_flats.ortiz, "forms-quiz")
    work.decided(attempt, pecan_flats.dana, "demonstrated", "demonstrated", verdict="award")
    assert pecan_flats.ortiz.account
    client = Client(headers={"host": pecan_flats.district.host})
    client.force_login(pecan_flats.ortiz.account)
    assert client.get("/badges").status_code == 200
    staffing.leave(person=pecan_flats.ortiz, by=pecan_flats.lead, at=LATER)
    assert client.get("/badges").status_code == 403
    assert Award.objects.filter(person=pecan_flats.ortiz, withdrawal=None).count() == 1
    with pytest.raises(staffing.HasLeft):
        staffing.give_role(
            person=again(pecan_flats.ortiz),
            role=Role.TEACHER,
            campus=None,
            by=pecan_flats.lead,
            at=LATER,
        )
    staffing.come_back(person=pecan_flats.ortiz, by=pecan_flats.lead, at=LATER)
    assert client.get("/badges").status_code == 200


def test_a_new_address_signs_in_and_the_old_one_no_more(pecan_flats: Cast) -> None:
    told = {"name": "María Ortiz Bell", "called": "María", "language": "en-us"}
    staffing.change(
        person=pecan_flats.ortiz, **told, email="Bell@X.org", by=pecan_flats.lead, at=NOW
    )
    person = again(pecan_flats.ortiz)
    assert person.account
    assert (person.email, person.account.email) == ("bell@x.org", "bell@x.org")
    with pytest.raises(AlreadyHere):
        staffing.change(
            person=person, **told, email=pecan_flats.dana.email, by=pecan_flats.lead, at=NOW
        )
    with pytest.raises(ValidationError):
        staffing.change(person=person, **told, email="nonsense", by=pecan_flats.lead, at=NOW)


def test_a_lead_never_gets_hold_of_an_account_that_is_somebody_elsewhere_too(
    pecan_flats: Cast, caliche: Cast
) -> None:
    """Bringing somebody in and giving them another address leaves their own account alone."""
    theirs = caliche.teacher.account
    assert theirs
    Person.objects.filter(pk=pecan_flats.rep.pk).update(account=theirs)
    staffing.change(
        person=again(pecan_flats.rep),
        name="Ana Sosa",
        called="Ana",
        email="mine@x.org",
        language="en-us",
        by=pecan_flats.lead,
        at=NOW,
    )
    assert again(pecan_flats.rep).account_id != theirs.pk
    theirs.refresh_from_db()
    assert theirs.email == caliche.teacher.email
    assert not EmailAddress.objects.filter(user=theirs, email="mine@x.org").exists()


def test_nobody_but_a_lead_of_the_district_changes_who_somebody_is(
    pecan_flats: Cast, caliche: Cast
) -> None:
    for by in (pecan_flats.hr, pecan_flats.principal, pecan_flats.ortiz, caliche.lead):
        for act in (staffing.leave, staffing.come_back):
            with pytest.raises(NotAllowed):
                act(person=pecan_flats.dana, by=by, at=NOW)
        with pytest.raises(NotAllowed):
            staffing.give_role(
                person=pecan_flats.dana, role=Role.TEACHER, campus=None, by=by, at=NOW
            )


def test_the_list_is_found_by_name_campus_role_and_who_never_came(pecan_flats: Cast) -> None:
    assert pecan_flats.lead.account
    client = Client(headers={"host": pecan_flats.district.host})
    client.force_login(pecan_flats.lead.account)
    Person.objects.filter(pk=pecan_flats.dana.pk).update(signed_in_at=NOW)
    page = client.get("/people?q=ortiz").content.decode()
    assert "María Ortiz" in page
    assert "Dana Whitfield" not in page
    page = client.get("/people?role=reviewer").content.decode()
    assert "Dana Whitfield" in page
    assert "María Ortiz" not in page
    assert "Dana Whitfield" not in client.get("/people?state=new").content.decode()
    assert "Nobody like that" in client.get("/people?q=%00zzz").content.decode()
    odd = client.get(f"/people?campus=nonsense&role=wizard&page=zz&q={'x' * 900}")
    assert odd.status_code == 200


def test_what_a_badge_says_is_mended_and_never_only_edited(pecan_flats: Cast) -> None:
    attempt = work.handed_in(pecan_flats, pecan_flats.ortiz, "forms-quiz")
    work.decided(attempt, pecan_flats.dana, "demonstrated", "demonstrated", verdict="award")
    them = again(pecan_flats.ortiz)
    same = {"called": "Mari", "email": them.email, "language": "en-us"}
    staffing.change(person=them, name=them.name, **same, by=pecan_flats.lead, at=NOW)
    with pytest.raises(staffing.OnRecord):
        staffing.change(person=them, name="Mari Bell", **same, by=pecan_flats.lead, at=NOW)
    assert pecan_flats.lead.account
    client = Client(headers={"host": pecan_flats.district.host})
    client.force_login(pecan_flats.lead.account)
    address = f"/people/{them.pk}"
    page = client.get(address).content.decode()
    assert f"/awards/of/{them.pk}/name" in page
    assert 'name="email"' not in page
    client.post(address, {"called": "Mar", "language": "en-us", "name": "X", "email": "x@x.org"})
    now = again(them)
    assert (now.called, now.name, now.email) == ("Mar", "María Ortiz", them.email)


def test_an_entry_that_was_joined_is_its_holder_in_lists_and_on_pages(pecan_flats: Cast) -> None:
    other = pecan_flats.rep
    mending.join(kept=pecan_flats.ortiz, other=other, note="", by=pecan_flats.lead, at=NOW)
    trial = try_out(
        district=pecan_flats.district,
        text=other.email,
        roles=[Role.COACH],
        by=pecan_flats.lead,
        at=NOW,
    )
    assert [one.person for one in trial.adds] == [pecan_flats.ortiz.pk]
    assert pecan_flats.lead.account
    client = Client(headers={"host": pecan_flats.district.host})
    client.force_login(pecan_flats.lead.account)
    moved = client.get(f"/people/{other.pk}").headers["Location"]
    assert moved == f"/people/{pecan_flats.ortiz.pk}"
    assert other.name not in client.get("/people?state=left").content.decode()
    assert client.post(f"/people/{other.pk}/back").status_code == 404
    staffing.come_back(person=other, by=pecan_flats.lead, at=NOW)
    assert again(other).left_at
