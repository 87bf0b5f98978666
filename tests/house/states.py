"""What a page can be beside its address: asking, answering, complaining, waiting, empty, plain.

Found by selectors, because these pages are also read in a language that nobody speaks.
"""

import datetime as dt
from dataclasses import replace

from tests.cast import NOW
from tests.house import steps
from tests.house.screens import Screen, screens
from tests.house.steps import Step
from tests.house.world import World
from waypost.evidence.models import Submission
from waypost.notices.models import Letter
from waypost.people import actions as people
from waypost.people.models import Person, Role
from waypost.people.viewers import System
from waypost.ui.samples import VERDICTS

# Where the work is done; these also have to work without a script.
WITHOUT_SCRIPTS = {"front", "catalog", "achievement", "home", "work", "work, not yet", "bench"}
WITHOUT_SCRIPTS |= {"bench, not started", "badge", "proof", "login", "ui:components"}
WITHOUT_SCRIPTS |= {"writing rows"}


def people_on_stage(world: World) -> None:
    """Whoever is needed beside the world's own: an earner, a district that has nothing yet."""
    earner = world.here.public.person
    without = world.who["hr"]
    assert without
    assert without.account
    without.account.set_unusable_password()
    without.account.save()
    world.bare = people.create_district(
        name="Mesquite Creek ISD",
        host="mesquite.localhost",
        address="http://mesquite.localhost:8000",
        at=NOW,
        demo=True,
    )
    world.who |= {"earner": earner, "founder": _founder(world), "passwordless": without}


def _founder(world: World) -> Person:
    system = System(world.bare, "test")
    campus = people.add_campus(district=world.bare, name="Mesquite High", by=system)
    lead = people.add_person(
        district=world.bare,
        name="Odalys Vermillion",
        called="Odalys",
        email="odalys@mesquite.example",
        by=system,
    )
    for role in (Role.PROGRAM_LEAD, Role.TEACHER):
        since = dt.date(2026, 8, 1)
        people.place(person=lead, role=role, campus=campus, since=since, by=system)
    return lead


def states(world: World) -> list[Screen]:
    plain = [
        replace(screen, title=f"{screen.title or screen.name}, no script", plain=True)
        for screen in screens(world)
        if (screen.title or screen.name) in WITHOUT_SCRIPTS
    ]
    return [
        *_more_screens(world),
        *_empty(),
        *plain,
        *_asking(world),
        *_working(world),
        *_reviewing(world),
        *_refused(world),
        *_waiting(),
    ]


def _more_screens(world: World) -> list[Screen]:
    """Addresses that only somebody half-way through something has, and other faces of old ones."""
    here = world.here
    draft = here.unpublished.achievement.slug
    done = Submission.objects.get(person=here.public.person, version=here.public.version)
    own = Letter.objects.filter(district=world.home.district)
    letters = {letter.occasion.split(":")[0]: letter for letter in own}
    return [
        Screen("pages:achievement", f"/catalog/{draft}", "author", "achievement, a draft"),
        Screen("pages:achievement", "/catalog/forms-quiz", "earner", "achievement, earned"),
        Screen("pages:work", f"/work/{done.pk}", "earner", "work, demonstrated"),
        Screen("pages:badge", f"/badges/{here.public.pk}", "earner", "badge, public"),
        Screen(
            "pages:badge_evidence",
            f"/badges/{here.public.pk}/evidence",
            "earner",
            "evidence in a badge, with some to sign",
        ),
        Screen("pages:badges", "/badges", "rep_of_cast", "badges, one withdrawn"),
        Screen("pages:awards", "/awards?q=nobody", "lead", "awards, nobody found"),
        Screen("review:queue", "/review?badge=nothing", "reviewer", "queue, nothing in it"),
        Screen("review:queue", "/review", "dana", "queue, with work"),
        Screen(
            "review:bench",
            f"/review/{world.states['in_review_try']}",
            "reviewer",
            "bench, taken by a colleague",
        ),
        Screen(
            "pages:proof",
            f"/c/{here.award.public_id}?k={here.award.share_key}",
            title="proof, by its code",
        ),
        Screen("account_set_password", "/account/password/set/", "passwordless"),
        Screen(
            "account_reset_password_from_key",
            "/account/password/reset/key/1-set-password/",
            title="reset, too old",
        ),
        Screen(
            "account_confirm_login_code",
            "/account/login/code/",
            title="code",
            then=steps.ask_code,
            apart=True,
        ),
        *(Screen("ui:components", f"/ui/?verdict={name}", title=name) for name in VERDICTS),
        *(
            Screen("notices:letter", f"/outbox/{letter.pk}", title=f"letter, {kind}")
            for kind, letter in letters.items()
        ),
    ]


def _empty() -> list[Screen]:
    return [
        Screen("pages:front", "/", title="front, nothing yet", bare=True),
        Screen("pages:catalog", "/catalog", title="catalog, nothing yet", bare=True),
        *(
            Screen("", path, "founder", f"{path}, nothing yet", bare=True)
            for path in (
                *("/home", "/work", "/badges", "/awards", "/review", "/program/asked"),
                *("/program/groups", "/program/offers", "/participation"),
                *("/participation/letters", "/letters", "/evaluations", "/settings/mail"),
            )
        ),
        Screen("notices:outbox", "/outbox", title="outbox, nothing yet", bare=True),
    ]


def _asking(world: World) -> list[Screen]:
    """Dialogs, menus and toasts."""
    draft, award = world.here.draft.pk, world.here.award.pk
    bench = f"/review/{world.states['in_review_try']}"
    return [
        Screen("pages:home", "/home", "owner", "account menu", then=steps.click("[popovertarget]")),
        Screen(
            "pages:work", f"/work/{draft}", "owner", "removing?", then=steps.click("[data-opens]")
        ),
        Screen("ui:components", "/ui/", "stranger", "dialog", then=steps.click(".btn[data-opens]")),
        Screen("review:bench", bench, "dana", "the keys", then=steps.click("[popovertarget=keys]")),
        Screen(
            "review:bench",
            bench,
            "dana",
            "saved comments",
            then=steps.click("details[open] [popovertarget^=phrases]"),
        ),
        Screen(
            "people:add",
            "/people/add",
            "lead",
            "people, tried out",
            then=steps.tried_out(f"{world.here.colleague.email}\n{steps.TYPED}"),
        ),
        Screen(
            "pages:badge",
            f"/badges/{award}",
            "owner",
            "toast",
            then=steps.send("main form", ".toast"),
        ),
    ]


def _working(world: World) -> list[Screen]:
    """A teacher's page while something goes wrong or on."""
    place = f"/work/{world.states['begun']}"

    def work(title: str, then: Step, *, plain: bool = False) -> Screen:
        return Screen(
            "pages:work", place, "reyes", f"work, {title}", then=then, apart=True, plain=plain
        )

    return [
        work("not ready", steps.send("[name=then][value=submit]", ".errors")),
        work(
            "not ready, no script", steps.send("[name=then][value=submit]", ".errors"), plain=True
        ),
        work("offline", steps.type_offline),
        work("signed out", steps.type_signed_out),
        work("two versions", steps.type_behind),
        work("files on their way", steps.send_files),
    ]


def _reviewing(world: World) -> list[Screen]:
    bench = f"/review/{world.states['in_review_try']}"
    return [
        Screen(
            "review:bench",
            bench,
            "dana",
            "bench, two versions",
            then=steps.score_behind,
            apart=True,
        ),
        Screen(
            "review:bench",
            bench,
            "dana",
            "bench, not all scored",
            then=steps.send("[data-decide]", ".errors"),
        ),
        Screen(
            "review:bench",
            bench,
            "dana",
            "bench, private",
            then=steps.something_private,
            apart=True,
        ),
        Screen(
            "review:bench",
            bench,
            "dana",
            "bench, too long, no script",
            then=steps.score_too_long,
            apart=True,
            plain=True,
        ),
        Screen("review:decide", f"{bench}/decide?verdict=award", "dana", "decide, award"),
        Screen("review:decide", f"{bench}/decide?verdict=not_yet", "dana", "decide, not yet"),
        Screen(
            "review:score",
            bench,
            "dana",
            "bench, signed out",
            then=steps.save_signed_out,
            apart=True,
            plain=True,
        ),
    ]


def _refused(world: World) -> list[Screen]:
    """Forms that came back, and pages that broke."""
    account = world.home.ortiz.account
    assert account
    wrong = ".field.wrong"
    public = f"/c/{world.here.public.public_id}.json"
    return [
        Screen(
            "pages:withdraw",
            f"/badges/{world.here.award.pk}/withdraw",
            "lead",
            "withdraw, no reason",
            then=steps.send("main form", wrong),
        ),
        *(
            Screen(
                "pages:suspend",
                f"/badges/{world.here.award.pk}/suspend",
                "lead",
                f"suspend, {what}",
                then=then,
                apart=True,
            )
            for what, then in (
                ("signed out", steps.note_signed_out),
                ("gone meanwhile", steps.note_for_what_went),
            )
        ),
        Screen(
            "pages:correct_name",
            f"/badges/{world.here.award.pk}/name",
            "lead",
            "correct, no reason",
            then=steps.send("main form", wrong),
        ),
        Screen(
            "pages:rename",
            f"/awards/of/{world.states['stale']}/name",
            "lead",
            "rename, no words",
            then=steps.send("main form", wrong),
        ),
        Screen(
            "pages:join",
            f"/awards/of/{world.here.award.person_id}/join?email={world.here.public.person.email}",
            "lead",
            "join, both entries",
        ),
        Screen(
            "program:groups",
            "/program/groups",
            "lead",
            "groups, no name",
            then=steps.send("main form", wrong),
        ),
        Screen(
            "program:write",
            "/participation/write?state=started",
            "lead",
            "write, nobody",
        ),
        Screen("program:participation", "/participation?q=nobody", "lead", "nobody found"),
        Screen(
            "pages:check", "/check", title="check, no file", then=steps.send("main form", wrong)
        ),
        Screen("pages:check", "/check", title="check, not a badge", then=steps.check_file(None)),
        Screen("pages:check", "/check", title="check, a badge", then=steps.check_file(public)),
        Screen(
            "account_login",
            "/account/login/",
            title="login, wrong",
            then=steps.send("main form", ".errors"),
        ),
        Screen(
            "account_request_login_code",
            "/account/login/code/",
            title="code, no address",
            then=steps.send("main form", wrong),
        ),
        Screen(
            "account_confirm_login_code",
            "/account/login/code/",
            title="code, wrong",
            then=steps.wrong_code,
            apart=True,
        ),
        Screen(
            "account_reset_password",
            "/account/password/reset/",
            title="reset, no address",
            then=steps.send("main form", wrong),
        ),
        Screen(
            "account_change_password",
            "/account/password/change/",
            "owner",
            "password, wrong",
            then=steps.send("main form", wrong),
        ),
        Screen(
            "account_reauthenticate",
            "/account/reauthenticate/",
            "owner",
            "again, wrong",
            then=steps.send("main form", wrong),
        ),
        Screen(
            "account_reset_password_from_key",
            "/account/login/",
            title="reset",
            then=steps.new_password(account),
            apart=True,
        ),
        Screen(
            "", "/account/login/", title="this page sat too long", then=steps.expire, apart=True
        ),
        Screen("", "/account/login/", title="something broke", then=steps.broken, apart=True),
    ]


def _waiting() -> list[Screen]:
    return [
        Screen(
            "account_login",
            "/account/login/",
            title="login, sending",
            then=steps.keep_sending,
            apart=True,
        ),
    ]
