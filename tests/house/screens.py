"""Every page that a person can look at, and who looks at it, for the tests of how pages look."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.house.addresses import names
from tests.house.world import World

# Addresses that answer with bytes, JSON or a step, and so have no screen of their own.
NO_SCREEN = {
    "credentials:json",
    "credentials:png",
    "credentials:svg",
    "credentials:pdf",
    "credentials:status",
    "credentials:did",
    "pages:robots",
    "pages:take_back",
    "pages:try_link",
    "pages:renew_key",
    "pages:proof_evidence",
    "evidence:words",
    "evidence:uploads",
    "evidence:upload",
    "evidence:media",
    "evidence:captions",
    "evidence:captions_then",
    "evidence:told",
    "review:start",
    "review:score",
    "notices:body",  # a letter, which has tests of its own
    "demo:sign_in_as",
    "ui:brand",
    "ui:sample",
    # These lead elsewhere until somebody is half-way through a sign-in, as `states` is.
    "account_confirm_login_code",
    "account_set_password",
    "account_reset_password_from_key",
}


@dataclass(frozen=True)
class Screen:
    """`who` is a key of `World.who`. A state that no address has is made by `then` on the page."""

    name: str
    path: str
    who: str = "stranger"
    title: str = ""
    status: int = 200
    then: Callable[[Page], object] | None = None
    apart: bool = False
    "In a browser of its own, because what is done there would be seen on the next screen."
    plain: bool = False
    "None of the product's scripts arrive."
    bare: bool = False
    "In the district that has nothing yet."

    @property
    def label(self) -> str:
        return f"{self.title or self.name} ({self.path.split('?')[0]}) as {self.who}"


# The ones that most people see most of the time.
MAIN = {"front", "catalog", "achievement", "home", "work", "bench", "badge", "proof", "login"}


def screens(world: World) -> list[Screen]:
    here, at = world.here, world.states
    return [
        Screen("pages:front", "/", title="front"),
        Screen("pages:catalog", "/catalog", title="catalog"),
        Screen("pages:catalog", "/catalog?q=nothing+like+it", title="catalog, nothing found"),
        Screen("pages:catalog", "/catalog?kind=badge", "owner", "catalog, signed in"),
        Screen("pages:achievement", "/catalog/check-and-change", title="achievement"),
        Screen("pages:achievement", "/catalog/digital-classroom", "owner", "degree"),
        Screen("pages:achievement", "/catalog/forms-quiz", "owner", "badge in the catalog"),
        Screen("pages:home", "/home", "owner", "home"),
        Screen("pages:home", "/home", "teacher", "home of a newcomer"),
        Screen("pages:home", "/home", "reviewer", "home of a reviewer"),
        Screen("pages:home", "/home", "lead", "home of the program lead"),
        Screen("pages:home", "/home", "rep", "home of a campus representative"),
        Screen("pages:works", "/work", "owner", "works"),
        Screen("pages:works", "/work", "teacher", "works, none yet"),
        Screen("pages:work", f"/work/{here.draft.pk}", "owner", "work"),
        Screen("pages:work", f"/work/{here.waiting.submission_id}", "owner", "work, waiting"),
        Screen("pages:work", f"/work/{at['sent_back']}", "reyes", "work, not yet"),
        Screen("pages:work", f"/work/{at['incomplete']}", "rep_of_cast", "work, incomplete"),
        Screen("pages:work", f"/work/{at['in_review']}", "wells", "work, in review"),
        Screen("pages:take_out", f"/work/{here.draft.pk}/{here.photo.pk}/remove", "owner"),
        Screen("pages:earn", f"/earn/{here.requirement.pk}", "teacher"),
        Screen("pages:badges", "/badges", "owner"),
        Screen("pages:badges", "/badges", "teacher", "badges, none yet"),
        Screen("pages:badge", f"/badges/{here.award.pk}", "owner", "badge"),
        Screen("pages:badge", f"/badges/{here.award.pk}", "lead", "badge as the lead sees it"),
        Screen("pages:badge", f"/badges/{at['withdrawn']}", "rep_of_cast", "badge, withdrawn"),
        Screen("pages:withdraw", f"/badges/{here.award.pk}/withdraw", "lead"),
        Screen("pages:hub", "/program", "lead", "program"),
        Screen("pages:awards", "/awards", "lead"),
        Screen("pages:proof", f"/c/{here.public.public_id}", title="proof"),
        Screen("pages:proof", f"/c/{here.award.public_id}", title="proof, private"),
        Screen("pages:proof", f"/c/{world.withdrawn_id}", title="proof, withdrawn"),
        Screen("pages:proof", "/c/AAAAAAAAAAAAAAAAAAAAAA", title="proof, not found", status=404),
        Screen("pages:check", "/check"),
        Screen("review:queue", "/review", "reviewer"),
        Screen("review:bench", f"/review/{here.waiting.pk}", "reviewer", "bench, not started"),
        Screen("review:bench", f"/review/{at['in_review_try']}", "dana", "bench"),
        Screen("review:bench", f"/review/{at['sent_back_try']}", "dana", "bench, decided"),
        Screen("review:decide", f"/review/{at['in_review_try']}/decide", "dana"),
        Screen(
            "review:decide",
            f"/review/{at['in_review_try']}/decide?verdict=incomplete",
            "dana",
            "decide, incomplete",
        ),
        Screen("review:put_back", f"/review/{at['in_review_try']}/put-back", "dana"),
        Screen("review:hide", f"/review/{here.waiting.pk}/hide/{here.handed_in.pk}", "reviewer"),
        Screen("review:trail", f"/review/{at['sent_back_try']}/trail", "reyes"),
        Screen("notices:outbox", "/outbox"),
        Screen("notices:letter", f"/outbox/{here.letter.pk}"),
        Screen("account_login", "/account/login/", title="login"),
        Screen("account_logout", "/account/logout/", "owner"),
        Screen("account_inactive", "/account/inactive/"),
        Screen("account_signup", "/account/signup/"),
        Screen("account_request_login_code", "/account/login/code/"),
        Screen("account_reauthenticate", "/account/reauthenticate/", "owner"),
        Screen("account_change_password", "/account/password/change/", "owner"),
        Screen("account_reset_password", "/account/password/reset/"),
        Screen("account_reset_password_done", "/account/password/reset/done/"),
        Screen("account_reset_password_from_key_done", "/account/password/reset/key/done/"),
        Screen("ui:components", "/ui/"),
        Screen("", "/nowhere", title="page not found", status=404),
        Screen("", "/awards", "owner", "forbidden", 403),
        Screen("", "/awards", "outsider", "forbidden, another account", 403),
    ]


def without_screen(world: World) -> set[str]:
    """Addresses that nobody looks at and nobody excused."""
    return set(names()) - NO_SCREEN - {screen.name for screen in screens(world)}
