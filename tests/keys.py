"""A person without a mouse: gets anywhere by Tab and the arrows, and sees where they are."""

import json

import pytest
from playwright.sync_api import Error, Page

# Where the keyboard is, a ring is drawn, by the browser or by the page.
RING = """() => {
    const drawn = e => {
        const style = getComputedStyle(e);
        return style.outlineStyle !== 'none' && style.outlineWidth !== '0px'
            || style.boxShadow !== 'none';
    };
    const here = document.activeElement;
    return [here, here.parentElement, ...(here.labels || [])].some(drawn);
}"""


class Keys:
    """Nothing here touches or clicks."""

    MOST = 80

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, *names: str) -> None:
        for name in names:
            self.page.keyboard.press(name)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def to(self, selector: str, *, back: bool = False) -> None:
        """Until it has the focus, and shows it."""
        self._until(f"here.matches({json.dumps(selector)})", selector, back=back)
        assert self.page.evaluate(RING), f"{selector} has the focus and does not show it"

    def to_name(self, name: str) -> None:
        shown = json.dumps(name)
        self._until(f"(here.getAttribute('aria-label') || here.innerText).includes({shown})", name)

    def enter(self, selector: str) -> None:
        self.to(selector)
        self.press("Enter")

    def choose(self, selector: str) -> None:
        """One of several, by the arrows, from whichever is reached first."""
        group = f"[name={self.page.locator(selector).get_attribute('name')}]"
        self.to(group)
        if not self.page.locator(f"{group}:checked").count():
            self.press("Space")
        for _press in range(self.page.locator(group).count()):
            if self.page.locator(selector).is_checked():
                return
            self.press("ArrowDown")
        pytest.fail(f"The arrows never chose {selector}")

    def _until(self, found: str, what: str, *, back: bool = False) -> None:
        """After the last place on a page a Tab leaves it for the browser; the next comes back."""
        here = "const here = document.activeElement; return here !== document.body"
        told = f"() => {{ {here} && {found} }}"
        for _press in range(self.MOST):
            if self._is(told):
                return
            self.press("Shift+Tab" if back else "Tab")
        pytest.fail(f"The Tab key never came to {what}")

    def _is(self, told: str) -> bool:
        """On the page that comes, where one is on its way."""
        try:
            return bool(self.page.evaluate(told))
        except Error:
            self.page.wait_for_load_state()
            return bool(self.page.evaluate(told))
