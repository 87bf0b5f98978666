"""What is done on a page until it looks as it should: asked, refused, offline, sending."""

import json
from collections.abc import Callable

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.test import RequestFactory
from playwright.sync_api import FilePayload, Page, Route, expect

from waypost.pages import errors
from waypost.people.models import Account

Step = Callable[[Page], object]
TYPED = "From the other tab."
# Long enough to come back where short answers do not.
OWN = "Written on the bus, on the way home from school."
TOO_LONG = "x" * 10_001
# Of a badge that there never was.
NOWHERE = "/badges/00000000-0000-4000-8000-000000000000/suspend"
CONFLICT = {"error": "overwritten", "text": TYPED, "revision": 9}
CONFLICT |= {"level": "not_yet", "comment": TYPED}


def click(selector: str) -> Step:
    def step(page: Page) -> None:
        page.locator(selector).first.click()
        page.wait_for_function("document.querySelector('dialog[open], :popover-open')")

    return step


def send(selector: str, until: str) -> Step:
    """A form, or what sends it; the browser's own refusal is left out, as old browsers do."""

    def step(page: Page) -> None:
        page.evaluate("for (const form of document.forms) form.noValidate = true")
        target = page.locator(selector).first
        if target.evaluate("e => e.matches('form')"):
            target = target.locator("button[type=submit], button:not([type])").first
        target.click()
        page.wait_for_selector(until)
        page.evaluate("sight.unfold()")

    return step


def file(name: str, size: int, kind: str = "image/jpeg") -> FilePayload:
    return {"name": name, "mimeType": kind, "buffer": b"x" * size}


def answer(status: int, told: dict[str, object]) -> Callable[[Route], None]:
    def give(route: Route) -> None:
        if route.request.method == "POST":
            route.fulfill(status=status, content_type="application/json", body=json.dumps(told))
        else:
            route.fallback()

    return give


def never(route: Route) -> None:
    """The answer does not come while somebody looks."""


def type_offline(page: Page) -> None:
    page.context.set_offline(True)
    page.locator("textarea[data-piece]").first.fill(OWN)
    expect(page.locator("[data-saved]")).to_have_attribute("data-state", "offline")


def type_signed_out(page: Page) -> None:
    page.context.clear_cookies(name="sessionid")
    page.locator("textarea[data-piece]").first.fill("An hour of thought.")
    expect(page.locator("#notes a")).to_be_visible()


def type_behind(page: Page) -> None:
    page.route("**/words", answer(409, CONFLICT))
    page.locator("textarea[data-piece]").first.fill("From this tab.")
    expect(page.locator("[data-field] .conflict")).to_be_visible()


def send_files(page: Page) -> None:
    """One that is too large, one with nothing in it, one under way, one held back."""
    page.route("**/uploads", never)
    box = page.locator("input[type=file][name^=file-]").first
    box.set_input_files([file("empty-photo-of-the-board.jpg", 0)])
    box.set_input_files([file("period-4-poll-on-photosynthesis.jpg", 900_000)])
    arriving = page.locator("[data-arriving] .file")
    expect(arriving).to_have_count(2)
    expect(arriving.last).to_have_attribute("data-state", "uploading")


def score_behind(page: Page) -> None:
    page.route("**/score", answer(409, CONFLICT))
    page.locator("[data-row] [value=demonstrated]").first.check(force=True)
    page.locator("[data-row] [value=not_yet]").first.check(force=True)
    expect(page.locator("[data-conflict]").first).to_be_visible()


def something_private(page: Page) -> None:
    page.route("**/score", never)
    for row in page.locator("[data-row] [value=not_yet]").all():
        row.check(force=True)
    page.evaluate("sight.unfold()")


def score_too_long(page: Page) -> None:
    page.evaluate("sight.unfold()")
    page.locator("[data-row] textarea").first.fill(TOO_LONG)
    page.locator("[data-decide]").click()
    page.wait_for_selector(".errors")


def save_signed_out(page: Page) -> None:
    page.context.clear_cookies(name="sessionid")
    page.locator("[data-decide]").click()
    page.wait_for_selector("textarea[readonly]")


def note_signed_out(page: Page) -> None:
    page.context.clear_cookies(name="sessionid")
    _note_that_comes_back(page)


def note_for_what_went(page: Page) -> None:
    page.locator("main form").evaluate("(form, path) => { form.action = path; }", NOWHERE)
    _note_that_comes_back(page)


def _note_that_comes_back(page: Page) -> None:
    page.locator("main [name=note]").fill(OWN)
    send("main form", "textarea[readonly]")(page)


def check_file(public: str | None) -> Step:
    def step(page: Page) -> None:
        read = "path => fetch(path).then(answer => answer.text())"
        body = page.evaluate(read, public).encode() if public else b"not a badge"
        given: FilePayload = {"name": "badge.json", "mimeType": "application/json", "buffer": body}
        page.locator("main input[type=file]").set_input_files(given)
        send("main form", ".verdict" if public else ".verdict, .errors")(page)

    return step


def ask_code(page: Page) -> None:
    page.locator("[name=email]").fill("ortiz@pecanflats.example")
    send("main form", "[name=code]")(page)


def wrong_code(page: Page) -> None:
    ask_code(page)
    page.locator("[name=code]").fill("000000")
    send("main form", ".field.wrong")(page)


def new_password(account: Account) -> Step:
    def step(page: Page) -> None:
        account.refresh_from_db()  # its last sign-in is part of the key
        key = default_token_generator.make_token(account)
        page.goto(f"/account/password/reset/key/{user_pk_to_url_str(account)}-{key}/")
        send("main form", ".field.wrong")(page)

    return step


def expire(page: Page) -> None:
    page.locator("[name=login]").fill("ortiz@pecanflats.example")
    page.context.clear_cookies(name="csrftoken")
    send("main form", "main .lede")(page)


def broken(page: Page) -> None:
    request = RequestFactory().get("/broken")
    page.route(
        "**/broken",
        lambda route: route.fulfill(
            status=500, content_type="text/html", body=errors.server_error(request).content
        ),
    )
    page.goto("/broken")


def keep_sending(page: Page) -> None:
    """Sent, as far as the page knows; the browser stays, so that it can be looked at."""
    page.evaluate("addEventListener('submit', event => event.preventDefault())")
    page.evaluate("document.querySelector('main form').noValidate = true")
    page.locator("[name=login]").fill("ortiz@pecanflats.example")
    page.locator("main form button").first.click()
    expect(page.locator("main form [aria-busy=true]")).to_be_visible()


def tried_out(text: str) -> Step:
    """A list of people, shown line by line."""

    def step(page: Page) -> None:
        page.locator("#id_text").fill(text)
        send("main form", ".tally")(page)

    return step
