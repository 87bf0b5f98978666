"""An address is taken away from whoever has it: from then on they have nothing of the person's."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from tests.cast import NOW, PASSWORD, Cast
from tests.credentials.made import award
from tests.pages.stage import visitor
from tests.program.scene import invited
from tests.wallets.app import App, ask, turned_on
from waypost.credentials.taking_along import token_for
from waypost.journal.actions import deliver_all
from waypost.notices import actions as notices
from waypost.notices import leaving
from waypost.notices.models import Letter, Quiet, QuietKey
from waypost.people import actions as people
from waypost.people import mending, own_addresses, staffing
from waypost.people.bringing import bring_in, try_out
from waypost.people.known_addresses import addresses_of, holders_by_address
from waypost.people.models import Account, Change, Person, Role
from waypost.program.models import Invitation
from waypost.wallets.models import Connection

pytestmark = pytest.mark.django_db
SOON = NOW + dt.timedelta(hours=1)
OLD, NEW = "ortiz@pecanflats.example", "maria@pecanflats.example"
PRIVATE = "stranger@home.example"
Take = Callable[[Cast], None]


def edited(cast: Cast, by: Person | None = None, who: Person | None = None) -> None:
    """On the page of people, where nothing was earned yet."""
    them = Person.objects.get(pk=(who or cast.ortiz).pk)
    kept = {"name": them.name, "called": them.called, "language": them.language}
    staffing.change(person=them, **kept, email=NEW, by=by or cast.lead, at=NOW)


def mended(cast: Cast) -> None:
    mending.move_address(
        person=cast.ortiz, email=NEW, note="A typo.", was_theirs=False, by=cast.lead, at=NOW
    )


@pytest.fixture
def stranger(pecan_flats: Cast) -> Client:
    """Signed in for Ortiz with a mistyped address, with all that an account can have."""
    account = pecan_flats.ortiz.account
    assert account
    EmailAddress.objects.create(user=account, email=PRIVATE, verified=True)
    Person.objects.filter(pk=pecan_flats.ortiz.pk).update(signed_in_at=NOW)
    client = visitor(pecan_flats)
    assert sign_in(client, OLD) == 302
    assert client.get("/badges").status_code == 200
    Authenticator.objects.create(user=account, type="webauthn", data={})
    return client


def sign_in(client: Client, email: str) -> int:
    answer = client.post("/account/login/", {"login": email, "password": PASSWORD})
    return answer.status_code


@pytest.mark.parametrize("take", [edited, mended])
def test_whoever_had_the_old_address_is_signed_out_and_stays_out(
    pecan_flats: Cast, caliche: Cast, stranger: Client, take: Take
) -> None:
    assert pecan_flats.ortiz.account
    account = Account.objects.get(pk=pecan_flats.ortiz.account.pk)
    asked = visitor(pecan_flats)
    asked.post("/account/login/code/", {"email": OLD})
    digits = re.search(r"\b\d{6}\b", str(mail.outbox[0].subject))
    assert digits
    take(pecan_flats)
    asked.post("/account/login/code/confirm/", {"code": digits[0]})
    assert asked.get("/badges").status_code == 302, "by a code that was sent before"
    assert stranger.get("/badges").status_code == 302
    for email in (OLD, PRIVATE, NEW):
        assert sign_in(visitor(pecan_flats), email) == 200, "the password is nobody's"
    person = Person.objects.get(pk=pecan_flats.ortiz.pk)
    assert person.account
    assert (person.email, person.account.email) == (NEW, NEW)
    assert not person.account.has_usable_password()
    assert not Authenticator.objects.exists()
    assert list(EmailAddress.objects.filter(user=person.account).values_list("email")) == [(NEW,)]
    assert not EmailAddress.objects.filter(email__in=[OLD, PRIVATE]).exists()
    left = Account.objects.get(pk=account.pk)
    assert (left.is_active, left.has_usable_password()) == (False, False)
    assert left.email not in (OLD, PRIVATE), "free for whoever it belongs to"
    # The new one signs in as somebody new does.
    client = visitor(pecan_flats, person)
    assert client.get("/badges").status_code == 200


@pytest.mark.parametrize("take", [edited, mended])
def test_the_wallets_that_the_old_one_let_in_read_no_more(
    pecan_flats: Cast, caliche: Cast, take: Take
) -> None:
    turned_on(pecan_flats)
    turned_on(caliche)
    app = App.registered(pecan_flats)
    told, code = app.connected(pecan_flats.ortiz), app.allowed(pecan_flats.ortiz)["code"]
    theirs = App.registered(pecan_flats).connected(pecan_flats.reyes)
    other = App.registered(caliche).connected(caliche.teacher)
    take(pecan_flats)
    deliver_all(at=SOON)
    assert ask(pecan_flats, told["access_token"], "profile").status_code == 401
    assert app.refresh(told["refresh_token"]).status_code == 400
    assert app.fetch(code).status_code == 400
    assert ask(pecan_flats, theirs["access_token"], "profile").status_code == 200
    assert ask(caliche, other["access_token"], "profile").status_code == 200
    assert Connection.objects.filter(ended_at=None).count() == 2


def test_no_letter_with_all_badges_goes_to_an_address_that_was_taken_away(
    pecan_flats: Cast, caliche: Cast
) -> None:
    award(pecan_flats, to=pecan_flats.ortiz)
    link = f"/take-along/{token_for(pecan_flats.ortiz)}"
    assert visitor(pecan_flats).get(link).status_code == 200
    mended(pecan_flats)
    person = Person.objects.get(pk=pecan_flats.ortiz.pk)
    assert addresses_of(person) == [NEW]
    assert OLD not in holders_by_address(pecan_flats.district)
    assert not leaving.to_who_asks(district=pecan_flats.district, email=OLD, at=SOON)
    assert leaving.to_who_asks(district=pecan_flats.district, email=NEW, at=SOON)
    assert visitor(pecan_flats).get(link).status_code == 404, "one that went there before"
    assert visitor(pecan_flats).get(f"/take-along/{token_for(person)}").status_code == 200


@pytest.mark.parametrize("take", [edited, mended])
def test_both_addresses_are_told_what_is_over(
    pecan_flats: Cast, caliche: Cast, stranger: Client, take: Take
) -> None:
    take(pecan_flats)
    deliver_all(at=SOON)
    assert Change.objects.get().what == Change.What.TAKEN
    old, new = Letter.objects.get(address=OLD), Letter.objects.get(address=NEW)
    assert "signs in at Pecan Flats ISD no more" in old.text
    assert NEW not in old.text, "it may be a stranger's"
    assert "You sign in with this address from now on" in new.text


def test_whoever_changes_their_own_keeps_all_of_it(pecan_flats: Cast, caliche: Cast) -> None:
    turned_on(pecan_flats)
    client = visitor(pecan_flats, pecan_flats.lead)
    told = App.registered(pecan_flats).connected(pecan_flats.lead)
    account = pecan_flats.lead.account
    edited(pecan_flats, by=pecan_flats.lead, who=pecan_flats.lead)
    deliver_all(at=SOON)
    assert client.get("/badges").status_code == 200
    assert ask(pecan_flats, told["access_token"], "profile").json()["email"] == NEW
    person = Person.objects.get(pk=pecan_flats.lead.pk)
    assert person.account == account
    assert person.account
    assert person.account.email == NEW
    assert list(EmailAddress.objects.filter(user=account).values_list("email")) == [(NEW,)]


def test_an_account_that_is_somebody_elsewhere_stays_theirs_there(
    pecan_flats: Cast, caliche: Cast
) -> None:
    account = pecan_flats.ortiz.account
    Person.objects.filter(pk=caliche.teacher.pk).update(account=account)
    edited(pecan_flats)
    person = Person.objects.get(pk=pecan_flats.ortiz.pk)
    assert person.account != account
    assert Person.objects.get(pk=caliche.teacher.pk).account == account
    here, there = visitor(pecan_flats), visitor(caliche)
    assert account
    for client in (here, there):
        client.force_login(account)
    assert here.get("/badges").status_code != 200
    assert there.get("/badges").status_code == 200


def test_an_address_that_somebody_only_typed_brings_them_nobody_else_s_entry(
    pecan_flats: Cast, caliche: Cast
) -> None:
    """Whoever adds it to their own sign-in has to answer its letter first."""
    row = own_addresses.add(person=caliche.teacher, email=NEW, by=caliche.teacher, at=NOW)
    assert not row.verified
    edited(pecan_flats)
    person = Person.objects.get(pk=pecan_flats.ortiz.pk)
    assert person.account
    assert person.account != caliche.teacher.account
    again = "new@pecanflats.example"
    own_addresses.add(person=caliche.teacher, email=again, by=caliche.teacher, at=NOW)
    added = people.add_person(
        district=pecan_flats.district, name="New", called="New", email=again, by=pecan_flats.lead
    )
    assert added.account != caliche.teacher.account
    own_addresses.add(person=pecan_flats.reyes, email="r@x.org", by=pecan_flats.reyes, at=NOW)
    mending.move_address(
        person=pecan_flats.dana, email="r@x.org", note="x", by=pecan_flats.lead, at=NOW
    )
    assert pecan_flats.dana.account
    assert EmailAddress.objects.filter(
        user=pecan_flats.dana.account, email="r@x.org", verified=True
    ).exists()


def test_an_address_of_somebody_here_is_not_taken_over(pecan_flats: Cast, caliche: Cast) -> None:
    with pytest.raises(mending.Elsewhere) as taken:
        mending.move_address(
            person=pecan_flats.ortiz,
            email=pecan_flats.reyes.email,
            note="x",
            was_theirs=False,
            by=pecan_flats.lead,
            at=NOW,
        )
    assert taken.value.person == pecan_flats.reyes
    account = pecan_flats.reyes.account
    assert account
    EmailAddress.objects.create(user=account, email=NEW, verified=True)
    with pytest.raises(people.AlreadyHere):
        edited(pecan_flats)
    assert Person.objects.get(pk=pecan_flats.ortiz.pk).account == pecan_flats.ortiz.account


@pytest.mark.parametrize("never", [True, False])
def test_the_lead_says_on_the_page_whether_the_old_one_was_theirs(
    pecan_flats: Cast, caliche: Cast, never: bool
) -> None:
    award(pecan_flats, to=pecan_flats.ortiz)
    client = visitor(pecan_flats, pecan_flats.lead)
    page = f"/awards/of/{pecan_flats.ortiz.pk}/address"
    assert "The old address was never theirs" in client.get(page).content.decode()
    sent = {"email": NEW, "note": "New mail."} | ({"was_never_theirs": "on"} if never else {})
    assert client.post(page, sent).status_code == 302
    assert sign_in(visitor(pecan_flats), OLD) == (200 if never else 302)
    trail = client.get(f"/awards/of/{pecan_flats.ortiz.pk}").content.decode()
    assert ("the old one signs in no more" in trail) is never


def test_who_was_joined_and_moved_to_their_other_address_signs_in(pecan_flats: Cast) -> None:
    """The account that the other entry had was closed, and its address is free for them."""
    right = pecan_flats.rep.email
    mending.join(
        kept=pecan_flats.ortiz, other=pecan_flats.rep, note="One.", by=pecan_flats.lead, at=NOW
    )
    kept = Person.objects.get(pk=pecan_flats.ortiz.pk)
    mending.move_address(
        person=kept, email=right, note="A typo.", was_theirs=False, by=pecan_flats.lead, at=NOW
    )
    account = Account.objects.get(persons__pk=kept.pk)
    assert account.is_active
    assert account.email == right
    assert EmailAddress.objects.filter(user=account, email=right, verified=True).exists()


def test_an_account_that_was_closed_keeps_no_address_from_another_district(
    pecan_flats: Cast, caliche: Cast
) -> None:
    right = pecan_flats.rep.email
    closed = pecan_flats.rep.account
    assert closed
    # As joining left them before.
    Account.objects.filter(pk=closed.pk).update(is_active=False)
    Person.objects.filter(account=closed).update(account=None)
    EmailAddress.objects.filter(user=closed).delete()
    bring_in(
        district=caliche.district,
        text=f"Rep <{right}>",
        roles=[Role.TEACHER],
        seen=try_out(
            district=caliche.district,
            text=f"Rep <{right}>",
            roles=[Role.TEACHER],
            by=caliche.lead,
            at=NOW,
        ).seen,
        by=caliche.lead,
        at=NOW,
    )
    account = Person.objects.get(district=caliche.district, email=right).account
    assert account
    assert account.pk != closed.pk
    assert account.is_active


def test_an_address_that_was_moved_from_earlier_can_still_be_taken_away(
    pecan_flats: Cast,
) -> None:
    mending.move_address(person=pecan_flats.ortiz, email=NEW, note="", by=pecan_flats.lead, at=NOW)
    moved = Person.objects.get(pk=pecan_flats.ortiz.pk)
    assert OLD in addresses_of(moved)
    with pytest.raises(mending.NothingChanged):
        mending.move_address(person=moved, email=NEW, note="", by=pecan_flats.lead, at=SOON)
    change = mending.move_address(
        person=moved, email=NEW, note="", was_theirs=False, by=pecan_flats.lead, at=SOON
    )
    assert (change.what, change.before) == ("taken", OLD)
    assert not EmailAddress.objects.filter(email=OLD).exists()
    assert OLD not in addresses_of(Person.objects.get(pk=moved.pk))
    assert OLD not in holders_by_address(pecan_flats.district)


def test_nothing_is_called_taken_that_still_signs_in(pecan_flats: Cast, caliche: Cast) -> None:
    """Where the account is somebody's in another district too, and the new address is its own."""
    account = pecan_flats.ortiz.account
    assert account
    Person.objects.filter(pk=caliche.teacher.pk).update(account=account)
    EmailAddress.objects.create(user=account, email=NEW, verified=True)
    with pytest.raises(mending.Elsewhere):
        mended(pecan_flats)
    assert not Change.objects.filter(what="taken").exists()


@pytest.mark.parametrize("take", [edited, mended])
def test_links_that_were_mailed_there_answer_for_nobody_any_more(
    pecan_flats: Cast, caliche: Cast, take: Take
) -> None:
    invited(pecan_flats, pecan_flats.ortiz, pecan_flats.reyes)
    deliver_all(at=NOW)
    old, other = links_of(pecan_flats.ortiz), links_of(pecan_flats.reyes)
    take(pecan_flats)
    deliver_all(at=SOON)
    client = visitor(pecan_flats)
    assert [client.post(link, {"answer": "not_now"}).status_code for link in old] == [404, 404]
    assert [client.get(link).status_code for link in old + other] == [404, 404, 200, 200]
    assert not Quiet.objects.filter(person=pecan_flats.ortiz).exists()
    assert not Invitation.objects.exclude(answer="").exists()
    assert [client.get(link).status_code for link in links_of(pecan_flats.ortiz)] == [200, 200]


def test_a_letter_that_came_back_is_sent_again_with_links_that_open(
    pecan_flats: Cast, caliche: Cast
) -> None:
    """The address was mistyped: that is how the lead came to take it away."""
    invited(pecan_flats, pecan_flats.ortiz)
    deliver_all(at=NOW)
    letter = Letter.objects.get(kind="invitation")
    notices.came_back(letter=letter, trouble="no_mailbox", at=NOW)
    mended(pecan_flats)
    deliver_all(at=SOON)
    letter.refresh_from_db()
    again = notices.send_again(letter=letter, by=pecan_flats.lead, at=SOON)
    assert again.address == NEW
    for link in links_of(pecan_flats.ortiz):
        assert link in again.text
        assert visitor(pecan_flats).get(link).status_code == 200


def test_what_was_still_to_be_sent_goes_to_the_new_address(
    pecan_flats: Cast, caliche: Cast
) -> None:
    invited(pecan_flats, pecan_flats.ortiz)
    deliver_all(at=NOW)
    Letter.objects.update(sent_at=None)
    mended(pecan_flats)
    deliver_all(at=SOON)
    letter = Letter.objects.get(kind="invitation")
    assert letter.address == NEW
    assert all(link in letter.text for link in links_of(pecan_flats.ortiz))
    assert not Letter.objects.filter(address=OLD).exclude(kind="moved").exists()


def links_of(person: Person) -> list[str]:
    """What the letter of an invitation leads to: its page, and to turn such letters off."""
    invitation, key = Invitation.objects.get(person=person), QuietKey.objects.get(person=person)
    return [f"/i/{invitation.token}", f"/quiet/{key.token}/invitation"]
