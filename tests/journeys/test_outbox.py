"""The demo's outbox, read as a mail program would show it."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.cast import Cast, as_demo
from tests.review.work import LATER, decided, handed_in
from waypost.journal.actions import deliver_all
from waypost.people.models import District


def test_a_letter_is_shown_whole_and_its_button_opens_beside_it(
    page: Page, address: Callable[..., str], host: str, pecan_flats: Cast
) -> None:
    as_demo(pecan_flats)
    decided(handed_in(pecan_flats, pecan_flats.ortiz), pecan_flats.dana, *["not_yet"] * 3)
    District.objects.filter(pk=pecan_flats.district.pk).update(address=address(""))
    deliver_all(at=LATER)
    page.goto("/outbox")
    page.get_by_role("link", name="Check and change: 3 rows to go").click()
    frame = page.locator("iframe")
    expect(frame).to_have_attribute("style", re.compile("height"))
    # Nothing runs inside a letter, the test's own questions neither: it is asked from outside.
    seen = frame.evaluate(
        "f => { const page = f.contentDocument.documentElement;"
        " const at = f.contentDocument.querySelector('a').getBoundingClientRect();"
        " return [page.innerText, f.clientHeight - page.scrollHeight, at.x + 9, at.y + 9] }"
    )
    assert "3 rows are not there yet" in seen[0]
    assert seen[1] >= 0
    with page.context.expect_page() as opened:
        frame.click(position={"x": seen[2], "y": seen[3]})
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("Sign in")
    expect(page.get_by_role("heading", level=1)).to_contain_text("3 rows to go")


def test_without_javascript_a_letter_can_be_read_to_its_end(
    plain: Page, host: str, pecan_flats: Cast
) -> None:
    as_demo(pecan_flats)
    handed_in(pecan_flats, pecan_flats.ortiz)
    deliver_all(at=LATER)
    plain.goto("/outbox")
    plain.get_by_role("link", name="Got it: Check and change").click()
    plain.get_by_text("As plain text").click()
    expect(plain.locator("pre")).to_contain_text("You’ll hear by")
