"""Every page that a person can look at, and who looks at it, for the tests of how pages look."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.house.addresses import names
from tests.house.world import World
from waypost.credentials import taking_along
from waypost.surveys.asking import token_for
from waypost.surveys.models import Occasion

# Addresses that answer with bytes, JSON or a step, and so have no screen of their own.
NO_SCREEN = {
    "credentials:json",
    "credentials:jwt",
    "credentials:jwt_ed25519",
    "credentials:png",
    "credentials:svg",
    "credentials:pdf",
    "credentials:degree_record",
    "credentials:whole_record",
    "credentials:ob2_badge",
    "credentials:ob2_badge_png",
    "credentials:ob2",
    "credentials:ob2_png",
    "credentials:ob2_svg",
    "pages:ob2_issuer",
    "credentials:status",
    "credentials:suspensions",
    "credentials:revocations",
    "credentials:history",
    "credentials:did",
    "credentials:key_set",
    "integrations:issue",
    "integrations:verify",
    "integrations:verify_presentation",
    "integrations:update_status",
    "integrations:revocations",
    "integrations:suspensions",
    "integrations:suspensions_below",
    "pages:robots",
    "pages:take_back",
    "pages:try_link",
    "pages:renew_key",
    "pages:outside_hours",
    "pages:endorsement_show",
    "pages:hours_file",
    "pages:proof_evidence",
    "pages:card_picture",
    "export:own",
    "export:of_somebody",
    "people:address_confirm",  # a page with one button, from a letter: see tests/people
    "people:address_remove",
    "pages:small_picture",
    "pages:handover_exchange",
    "evidence:words",
    "evidence:uploads",
    "evidence:upload",
    "evidence:media",
    "evidence:captions",
    "evidence:captions_then",
    "evidence:told",
    "catalog:keep",
    "catalog:say",
    "catalog:resolve",
    "catalog:put_away",
    "catalog:bring_back",
    "review:start",
    "review:score",
    "founding:colors",
    "founding:answer",
    "founding:seen",  # a page at an address that no district of this server has; see test_set_up
    "logo",
    "support:photo",
    "support:answered",
    "program:remove",
    "program:try",
    "program:invite",
    "program:offer",
    "program:opened",
    "program:aim",
    "program:csv",
    "program:xlsx",
    "notices:invitation",  # a letter, in the frame of "program:letter"
    "notices:body",  # a letter, which has tests of its own
    "notices:again",
    "wallets:discovery",
    "wallets:credentials",
    "wallets:profile",
    "wallets:metadata",
    "wallets:register",
    "wallets:token",
    "wallets:revoke",
    "wallets:end",
    "pages:take_up",
    "surveys:csv",
    "pages:award_list_report",
    "demo:sign_in_as",
    "ui:brand",
    "ui:sample",
    # These lead elsewhere until somebody is half-way through a sign-in, as `states` is.
    "account_confirm_login_code",
    "account_set_password",
    "account_reset_password_from_key",
    # And these to somebody who has a second factor: the journey of signing in looks at them.
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_deactivate_totp",
    "mfa_remove_webauthn",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_list_webauthn",
    "mfa_login_webauthn",
    "openid_connect_login",
    "openid_connect_callback",
    "people:give_role",
    "people:end_role",
    "people:come_back",
    "people:choose_provider",
    "people:device",
    "people:sign_out_everywhere",
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
        Screen("pages:version", "/catalog/check-and-change/v1", title="achievement, by version"),
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
        Screen("pages:badge_evidence", f"/badges/{here.award.pk}/evidence", "owner"),
        Screen("pages:withdraw", f"/badges/{here.award.pk}/withdraw", "lead"),
        Screen("pages:badge", f"/badges/{at['suspended']}", "lead", "badge, suspended"),
        Screen("pages:badge", f"/badges/{at['ending']}", "wells", "badge, ending, a newer version"),
        Screen("pages:suspend", f"/badges/{here.award.pk}/suspend", "lead", "suspend a badge"),
        Screen("pages:restore", f"/badges/{at['suspended']}/restore", "lead", "restore a badge"),
        Screen("pages:renew", f"/badges/{at['ending']}/renew", "lead", "renew a badge"),
        Screen("pages:correct_name", f"/badges/{here.award.pk}/name", "lead", "correct a name"),
        Screen("pages:correct_date", f"/badges/{here.award.pk}/date", "lead", "correct a date"),
        Screen("pages:sign_anew", f"/badges/{here.award.pk}/anew", "lead", "sign a badge anew"),
        Screen("pages:badge", f"/badges/{at['corrected']}", "lead", "badge, corrected"),
        Screen("pages:record", f"/awards/of/{here.award.person_id}", "lead", "record"),
        Screen("pages:record", f"/awards/of/{at['stale']}", "lead", "record, an earlier name"),
        Screen("pages:rename", f"/awards/of/{here.award.person_id}/name", "lead"),
        Screen("pages:move_address", f"/awards/of/{here.award.person_id}/address", "lead"),
        Screen("pages:join", f"/awards/of/{here.award.person_id}/join", "lead", "join, whom"),
        Screen("pages:hours", "/hours", "hr", "hours"),
        Screen("pages:hours", "/hours?q=nobody", "lead", "hours, none found"),
        Screen("pages:hub", "/program", "lead", "program"),
        Screen("pages:awards", "/awards", "lead"),
        Screen("founding:setup", "/setup", "lead", "set up"),
        Screen("founding:district", "/settings/district", "lead"),
        Screen("founding:campuses", "/settings/campuses", "lead"),
        Screen("founding:campus", f"/settings/campuses/{here.campus.pk}", "lead"),
        Screen("founding:look", "/settings/look", "lead", "look"),
        Screen("founding:days_off", "/settings/days-off", "lead"),
        Screen("founding:hours", "/settings/hours", "lead"),
        Screen("founding:choices", "/settings/choices", "lead"),
        Screen("founding:keys", "/settings/keys", "lead"),
        Screen("founding:address", "/settings/address", "lead", "public address, of a demo"),
        Screen("support:settings", "/settings/help", "lead"),
        Screen("integrations:tokens", "/settings/systems", "lead", "other systems"),
        Screen("integrations:end", f"/settings/systems/{here.token.pk}/end", "lead"),
        Screen("support:ask", f"/help/ask/{here.version.pk}", "owner"),
        Screen("support:asked", "/program/asked", "lead"),
        *_writing(world),
        Screen("pages:outside_add", "/badges/add", "owner"),
        Screen("pages:outside", f"/badges/elsewhere/{here.outside.pk}", "owner", "elsewhere"),
        Screen(
            "pages:outside",
            f"/badges/elsewhere/{here.outside.pk}",
            "lead",
            "elsewhere, as the lead sees it",
        ),
        Screen("pages:outside_remove", f"/badges/elsewhere/{here.outside.pk}/remove", "owner"),
        Screen("pages:outside_count", f"/badges/elsewhere/{here.outside.pk}/count", "lead"),
        Screen("pages:endorsements", "/endorsements", "lead"),
        Screen("pages:endorsement", f"/endorsements/{here.endorsement.pk}", "lead"),
        Screen(
            "pages:endorsement_take_out", f"/endorsements/{here.endorsement.pk}/take-out", "lead"
        ),
        Screen("pages:award_many", "/award-many", "lead"),
        Screen("pages:award_many_people", "/award-many/people?role=teacher", "lead"),
        Screen("pages:award_list", f"/award-many/{here.listed.pk}", "lead", "list to look over"),
        Screen("pages:award_list", f"/award-many/{here.paused.pk}", "lead", "list, stopped"),
        Screen("pages:award_list", f"/award-many/{here.given.pk}", "lead", "list, done"),
        Screen("pages:award_list_begin", f"/award-many/{here.listed.pk}/begin", "lead"),
        Screen("pages:award_list_withdraw", f"/award-many/{here.given.pk}/withdraw", "lead"),
        Screen("pages:badge", f"/badges/{here.given.awards.get().pk}", "lead", "badge of a list"),
        Screen("pages:earlier", "/earlier", "lead"),
        Screen("pages:earlier_import", f"/earlier/{here.brought.pk}", "hr", "a file to look over"),
        Screen("pages:earlier_import", f"/earlier/{here.added.pk}", "lead", "a file, added"),
        Screen("pages:earlier_titles", f"/earlier/{here.brought.pk}/titles", "lead"),
        Screen("pages:earlier_take_back", f"/earlier/{here.added.pk}/take-back", "lead"),
        Screen(
            "pages:earlier_take_back_one", f"/earlier/records/{here.before.pk}/take-back", "lead"
        ),
        Screen("pages:earlier_records", "/earlier/records", "lead", "on record"),
        Screen("pages:earlier_records", "/earlier/records?show=elsewhere", "hr", "from elsewhere"),
        Screen("pages:proof", f"/c/{here.public.public_id}", title="proof"),
        Screen("pages:proof", f"/c/{here.award.public_id}", title="proof, private"),
        Screen("pages:proof", f"/c/{world.withdrawn_id}", title="proof, withdrawn"),
        Screen("pages:proof", f"/c/{world.corrected_id}", title="proof, corrected"),
        Screen("pages:proof", f"/c/{world.suspended_id}", title="proof, suspended"),
        Screen("pages:proof", "/c/AAAAAAAAAAAAAAAAAAAAAA", title="proof, not found", status=404),
        Screen("export:ask", "/take-along"),
        Screen("export:ask", "/take-along?asked", title="take along, asked"),
        Screen("export:by_link", f"/take-along/{taking_along.token_for(here.award.person)}"),
        Screen("export:by_link", "/take-along/none", title="a link that ran out", status=404),
        Screen("people:addresses", "/account/addresses/", "owner", "own addresses"),
        Screen("pages:share", f"/badges/{here.award.pk}/share", "owner", "share, private"),
        Screen("pages:share", f"/badges/{here.public.pk}/share?wallet=on", "earner", "share"),
        Screen("pages:frame", f"/c/{here.public.public_id}/frame", title="card in a frame"),
        Screen("pages:handover", "/handover/none", title="a code that ran out", status=404),
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
        Screen("program:groups", "/program/groups", "lead"),
        Screen("program:group", f"/program/groups/{here.group.pk}", "lead", "group"),
        Screen("program:add", f"/program/groups/{here.group.pk}/add", "lead"),
        Screen("program:close", f"/program/groups/{here.group.pk}/close", "lead"),
        Screen("program:letter", f"/program/groups/{here.group.pk}/letter", "lead"),
        Screen("program:preview", f"/program/groups/{here.group.pk}/page", "lead"),
        Screen("program:offers", "/program/offers", "lead"),
        Screen("pages:achievement", "/catalog/forms-quiz", "lead", "achievement, the lead's"),
        Screen("program:welcome", f"/i/{here.invitation.token}", title="welcome"),
        Screen("program:participation", "/participation", "lead", "participation"),
        Screen("program:participation", "/participation", "rep", "participation of a campus"),
        Screen("program:participation", "/participation", "principal", "participation, counts"),
        Screen("program:welcome", f"/i/{world.left}", "reyes", "invitation, left since"),
        Screen("program:write", "/participation/write", "lead"),
        Screen("program:letters", "/participation/letters", "lead"),
        Screen("program:message", f"/participation/letters/{here.message.pk}", "lead"),
        Screen("notices:outbox", "/outbox"),
        Screen("notices:letter", f"/outbox/{here.letter.pk}"),
        Screen("notices:server", "/settings/mail", "lead", "mail server"),
        Screen("notices:letters", "/letters", "lead", "letters"),
        Screen("notices:letters", "/letters?state=waiting&q=nobody", "lead", "letters, none such"),
        Screen("notices:own", "/account/letters", "rep", "what we write to you"),
        Screen("notices:quiet", f"/quiet/{here.quiet.token}/monday_rep", title="stop letters"),
        Screen("wallets:own", "/account/wallets", "owner", "wallets"),
        Screen("wallets:own", "/account/wallets", "teacher", "wallets, none yet"),
        Screen("wallets:authorize", here.question, "owner", "connect a wallet"),
        Screen("wallets:authorize", "/oauth/authorize", "owner", "wallet not known", 400),
        Screen(
            "wallets:authorize",
            here.question.replace("state=", "else="),
            "owner",
            "wallet refused",
            400,
        ),
        Screen("wallets:about", "/wallets/about", title="what a wallet means"),
        Screen("wallets:settings", "/settings/wallets", "lead", "wallets, the lead’s"),
        Screen("pages:set_aside", f"/work/{here.draft.pk}/set-aside", "owner"),
        Screen("pages:work", f"/work/{here.aside.pk}", "owner", "work, set aside"),
        Screen(
            "surveys:evaluate", f"/e/{token_for(Occasion.AWARD, here.award.pk)}", title="evaluate"
        ),
        Screen("surveys:evaluations", "/evaluations", "lead", "what people say"),
        Screen(
            "surveys:about", f"/evaluations/{here.version.pk}", "author", "what people say of one"
        ),
        Screen("surveys:settings", "/settings/evaluation", "lead", "evaluation"),
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
        Screen("people:directory", "/people", "lead"),
        Screen("people:directory", "/people?q=nobody+like+it", "lead", "people, nobody found"),
        Screen("people:add", "/people/add", "lead"),
        Screen("people:person", f"/people/{here.colleague.pk}", "lead"),
        Screen("people:leave", f"/people/{here.colleague.pk}/leave", "lead"),
        Screen("people:providers", "/settings/sign-in", "lead"),
        Screen("people:second_factor", "/account/second-factor/", "lead"),
        Screen("mfa_index", "/account/sign-in/", "owner"),
        Screen("mfa_add_webauthn", "/account/passkey/add/", "hr"),
        Screen("mfa_activate_totp", "/account/app/", "hr"),
        Screen("ui:components", "/ui/"),
        Screen("", "/nowhere", title="page not found", status=404),
        Screen("", "/awards", "owner", "forbidden", 403),
        Screen("", "/awards", "outsider", "forbidden, another account", 403),
    ]


def _writing(world: World) -> list[Screen]:
    """Where an author spends the hour."""
    place, degree = f"/write/{world.here.manuscript.pk}", f"/write/{world.states['degree']}"
    sections = ("questions", "words", "pieces", "rows", "facts", "look")
    return [
        Screen("catalog:writing", "/write", "lead"),
        Screen("catalog:begin", "/write/new?kind=badge", "author"),
        Screen("catalog:apps", "/write/apps", "lead"),
        Screen("catalog:retire", f"/write/retire/{world.here.version.pk}", "lead"),
        Screen("catalog:manuscript", place, "author"),
        Screen(
            "catalog:manuscript",
            f"/write/{world.states['away']}",
            "lead",
            "manuscript, put away",
        ),
        Screen("catalog:publish", f"{place}/publish", "lead"),
        Screen("pages:preview", f"{place}/preview", "author"),
        Screen("pages:preview", f"{place}/preview?as=work", "author", "preview, as a teacher"),
        Screen("pages:preview", f"{place}/preview?as=review", "author", "preview, as a reviewer"),
        *(
            Screen("catalog:section", f"{place}/{one}", "author", f"writing {one}")
            for one in sections
        ),
        Screen("catalog:section", f"{degree}/counts?check=1", "author", "writing counts, checked"),
    ]


def without_screen(world: World) -> set[str]:
    """Addresses that nobody looks at and nobody excused."""
    return set(names()) - NO_SCREEN - {screen.name for screen in screens(world)}
