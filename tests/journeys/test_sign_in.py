"""Signing in with a passkey, with the school's own account, and on a device that others use too."""

import re
from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import Page, expect

from tests.browser import shot
from tests.cast import PASSWORD, Cast
from tests.identity.running import Identity, identity

__all__ = ["identity"]

KEPT = """async () => {
    const found = [...Object.keys(localStorage), ...Object.keys(sessionStorage)];
    found.push(...(await indexedDB.databases()).map((one) => one.name));
    if (window.caches) found.push(...await caches.keys());
    return found;
}"""


def with_password(page: Page, email: str) -> None:
    page.goto("/account/login/")
    page.get_by_label("School e-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Account menu").click()
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()


def with_an_authenticator(page: Page) -> None:
    """As a phone has one: it knows its owner's finger."""
    line = page.context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    line.send("WebAuthn.addVirtualAuthenticator", {"options": options})


@pytest.mark.one_size
def test_a_program_lead_sets_up_a_passkey_and_signs_in_with_it_alone(
    page: Page,
    pecan_flats: Cast,
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
) -> None:
    with_an_authenticator(page)
    with_password(page, pecan_flats.lead.email)
    expect(page.get_by_role("heading", name="A second proof that it’s you")).to_be_visible()
    expect(page.get_by_text("It can wait until")).to_be_visible()
    axe(page)
    fits(page)
    shot(page, "second-factor")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("A name for it").fill("My phone")
    axe(page)
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    expect(page.locator(".codes li")).to_have_count(10)
    axe(page)
    fits(page)
    page.get_by_role("link", name="I have them").click()
    expect(page.get_by_role("region", name="Passkeys")).to_contain_text("My phone")
    axe(page)
    fits(page)
    shot(page, "your-sign-in")
    sign_out(page)
    page.goto("/account/login/?next=/people")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(lambda url: "/account/" not in url)
    expect(page.get_by_role("heading", name="People")).to_be_visible()
    # With a password it is the second step.
    sign_out(page)
    with_password(page, pecan_flats.lead.email)
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    axe(page)
    fits(page)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/home")
    page.goto("/account/sign-in/")
    page.get_by_role("link", name="Remove My phone").click()
    expect(page.get_by_role("button", name="Remove")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_role("region", name="Passkeys")).not_to_contain_text("My phone")


@pytest.mark.one_size
def test_the_school_s_own_account_signs_in_and_a_stranger_s_is_told_whom_to_ask(
    page: Page,
    pecan_flats: Cast,
    identity: Identity,
    address: Callable[..., str],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
) -> None:
    known, never = pecan_flats.ortiz.email, "never@pecanflats.example"
    people = [{"email": email, "verified": True} for email in (known, never)]
    identity.has(*people, back=address("/account/with/other/back/"))
    identity.chosen(pecan_flats)
    page.goto("/account/login/?next=/badges")
    axe(page)
    shot(page, "sign-in-with-a-provider")
    page.get_by_role("button", name="Sign in with School account").click()
    page.get_by_role("link", name=known).click()
    page.get_by_role("button", name="Authorize").click()
    page.wait_for_url("**/badges")
    sign_out(page)
    page.context.clear_cookies(name="idp_session")
    page.goto("/account/login/")
    page.get_by_role("button", name="Sign in with School account").click()
    page.get_by_role("link", name=never).click()
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("heading", name="You stopped at School account")).to_be_visible()
    axe(page)
    fits(page)
    page.get_by_role("link", name="Back to signing in").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


@pytest.mark.one_size
def test_after_signing_out_of_a_shared_device_nothing_of_the_person_is_left(
    page: Page, pecan_flats: Cast, address: Callable[..., str]
) -> None:
    page.goto("/account/login/")
    page.get_by_role("button", name="This is a shared device").click()
    expect(page.get_by_text("closing the browser signs you out")).to_be_visible()
    with_password(page, pecan_flats.ortiz.email)
    page.wait_for_url("**/home")
    cookies = {one["name"]: one for one in page.context.cookies()}
    session = cookies["sessionid"]["value"]
    assert cookies["sessionid"]["expires"] == -1
    page.goto(f"/earn/{pecan_flats.versions['forms-quiz'].pk}")
    page.get_by_role("button", name="Start").click()
    page.wait_for_url(re.compile(r"/work/[0-9a-f-]{36}"))
    private = page.url
    area = page.locator("textarea").first
    area.fill("What Tomás said about the question.")
    expect(page.locator("[data-saved]").first).to_have_attribute("data-state", "saved")
    page.evaluate("localStorage.setItem('left-behind', 'by a careless script')")
    page.goto("/home")
    sign_out(page)
    assert page.evaluate(KEPT) == []
    assert not Session.objects.filter(session_key=session).exists()
    stolen = Client(headers={"host": pecan_flats.district.host})
    stolen.cookies["sessionid"] = session
    assert stolen.get("/badges").status_code == 302
    for _step in range(2):
        page.go_back()
        page.wait_for_load_state()
        expect(page.locator("body")).not_to_contain_text("María")
        expect(page.locator("body")).not_to_contain_text("What Tomás said")
    page.goto(private)
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
