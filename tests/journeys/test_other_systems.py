"""A program lead lets another system ask, hands its token on, and ends it."""

import http.client
import json
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser import shot
from tests.cast import Cast
from waypost.integrations.models import ApiToken, IssuedCredential
from waypost.people.models import Person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_theme]
BODY = {
    "credential": {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
        "type": ["VerifiableCredential"],
        "credentialSubject": {"id": "did:example:ada"},
    }
}


def issued(page: Page, secret: str) -> int:
    """What the other system is answered, which has no browser and no session."""
    place = urlsplit(page.url)
    connection = http.client.HTTPConnection("127.0.0.1", place.port or 80, timeout=30)
    headers = {"Host": place.netloc, "Content-Type": "application/json"}
    headers["Authorization"] = f"Bearer {secret}"
    connection.request("POST", "/vc-api/credentials/issue", json.dumps(BODY), headers)
    return connection.getresponse().status


@pytest.mark.one_size
def test_a_lead_makes_a_token_the_system_uses_it_and_the_lead_ends_it(
    page: Page,
    sign_in: Callable[[Page, Person], None],
    pecan_flats: Cast,
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
) -> None:
    sign_in(page, pecan_flats.lead)
    page.goto("/program")
    page.get_by_role("link", name="Other systems").click()
    expect(page.get_by_role("heading", name="No system may ask")).to_be_visible()
    assert issued(page, "waypost_guess") == 404
    page.get_by_label("Which system").fill("The state’s wallet")
    page.get_by_role("button", name="Make the token").click()
    expect(page.get_by_role("link", name="Choose at least one thing")).to_be_visible()
    expect(page.get_by_label("Which system")).to_have_value("The state’s wallet")
    page.get_by_label("Sign its own credentials").check()
    page.get_by_role("button", name="Make the token").click()
    secret = page.locator("#token").inner_text()
    expect(page.get_by_role("heading", name="The token for The state’s wallet")).to_be_focused()
    axe(page)
    fits(page)
    shot(page, "token")
    assert issued(page, secret) == 201
    assert IssuedCredential.objects.get().system == ApiToken.objects.get()
    page.goto("/settings/systems")
    expect(page.get_by_text(secret)).to_have_count(0)
    expect(page.get_by_text("Last used on")).to_be_visible()
    page.get_by_role("link", name="End it The state’s wallet").click()
    expect(page.get_by_role("button", name="End it")).to_be_visible()
    axe(page)
    fits(page)
    page.get_by_role("button", name="End it").click()
    expect(page.get_by_text("Ended. It opens nothing any more.")).to_be_visible()
    expect(page.get_by_text("Ended by Priya Raman on")).to_be_visible()
    fits(page)
    assert issued(page, secret) == 404
