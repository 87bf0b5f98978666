"""What is measured: a list, so that a new page is one more line."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """`who` looks at it: nobody, or a key of the scene's sessions."""

    name: str
    path: str
    who: str = ""


PAGES = (
    Page("front page", "/"),
    Page("catalog", "/catalog"),
    Page("an achievement's page", "/catalog/check-and-change"),
    Page("an achievement's page, signed in", "/catalog/check-and-change", "teacher"),
    Page("public badge page", "/c/{badge}"),
    Page("its JSON", "/c/{badge}.json"),
    Page("sign-in page", "/account/login/"),
    Page("home of a teacher", "/home", "teacher"),
    Page("reviewer's queue", "/review", "reviewer"),
    Page("awards of the district", "/awards", "lead"),
    Page("participation list", "/participation", "lead"),
)
# Each of these is done once by each of many people, as it cannot be done twice.
SUBMIT = "submit"
DECIDE = "decide and award"
