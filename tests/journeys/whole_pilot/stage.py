"""Where the pilot happens: the product on a folder of its own, a name with TLS in front of it, a
mail server, and the people with what they bring along."""

import re
import shutil
import time
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser import DESKTOP, PHONE, Browse
from tests.front import Front
from tests.launcher import kept
from tests.notices.mailserver import Server
from tests.product import Product
from tests.visitor import Visitor

BADGE = "Edpuzzle: a video that asks back"
SECOND = "A question before the lesson"
DEGREE = "Video in every lesson"
BADGE_PAGE = "/catalog/edpuzzle-a-video-that-asks-back"
SECOND_PAGE = "/catalog/a-question-before-the-lesson"
CAMPUSES = ("Acorn Elementary", "Live Oak High")


@dataclass(frozen=True)
class Somebody:
    name: str
    role: str = "Teacher"
    campus: str = ""

    @property
    def called(self) -> str:
        return self.name.split()[0]

    @property
    def email(self) -> str:
        return f"{self.called.lower()}@liveoak.example"

    @property
    def line(self) -> str:
        """Theirs in a table of people."""
        return f"{self.name};{self.email};{self.campus};{self.role}"


LEAD = Somebody("Ada Moreno", "Program lead")
RIO = Somebody("Rio Vega", "Reviewer")
KAY = Somebody("Kay Stone", "Reviewer")
REP = Somebody("Ana Lund", "Campus representative", CAMPUSES[0])
HR = Somebody("Hana Ortega", "HR and certification")
PRINCIPAL = Somebody("Paul Reed", "Principal", CAMPUSES[0])
STAFF = (RIO, KAY, REP, HR, PRINCIPAL)
NAMES = """
Maya Torres, Leo Nguyen, Ines Falk, Omar Said, Nora Quist, Theo Marsh, Lena Cho, Ivan Petrov,
Ruth Abel, Gus Hall, Mina Park, Dov Levin, Tess Ward, Jon Pike, Amy Frost, Carl Boone, Dina Roth,
Eli Stern, Faye Holt, Hugo Lind
"""
TEACHERS = tuple(
    Somebody(name.strip(), campus=CAMPUSES[number % 2])
    for number, name in enumerate(NAMES.split(","))
)
MAYA, LEO, INES, OMAR, NORA, THEO, LENA, IVAN, RUTH, GUS, MINA, DOV, TESS, JON, AMY = TEACHERS[:15]


class Post:
    """What the mail server took, as those who read it find it in their mailboxes."""

    def __init__(self, server: Server) -> None:
        self.server = server

    def to(self, who: Somebody, about: str) -> list[EmailMessage]:
        """Oldest first."""
        return [
            taken.message
            for taken in list(self.server.taken)
            if f"<{who.email}>" in taken.to[0] and about in str(taken.message["Subject"])
        ]

    def text(self, who: Somebody, about: str) -> str:
        """The newest of them, once it is there."""
        deadline = time.monotonic() + 30
        while not (found := self.to(who, about)):
            assert time.monotonic() < deadline, f"no letter “{about}” came to {who.name}"
            time.sleep(0.05)
        body = found[-1].get_body(("plain",))
        assert body, f"the letter “{about}” to {who.name} has no words"
        return str(body.get_content())

    def code(self, who: Somebody) -> str:
        return _first(r"\b\d{6}\b", self.text(who, "is your sign-in code"))

    def invitation(self, who: Somebody) -> str:
        """The link that leads into the pilot."""
        return _first(r"https://\S+/i/[\w-]+", self.text(who, "Shall we try it"))


def _first(pattern: str, words: str) -> str:
    found = re.search(pattern, words)
    assert found, f"there is no {pattern} in: {words}"
    return found[0]


@dataclass
class Stage:
    """`folder`: where the data of both servers lie."""

    folder: Path
    pem: Path
    front: Front
    post: Post
    product: Product
    browse: Browse

    def at_a_desk(self) -> Page:
        return self.browse(DESKTOP, ignore_https_errors=True)

    def on_a_phone(self) -> Page:
        return self.browse(PHONE, has_touch=True, is_mobile=True, ignore_https_errors=True)

    def visitor(self) -> Visitor:
        return Visitor(self.front.address, self.pem)

    def signed_in(self, who: Somebody) -> Visitor:
        """By the code that was mailed."""
        came = self.visitor()
        came.open("/account/login/code/")
        came.send("/login/code/", {"email": who.email})
        came.send("/confirm/", {"code": self.post.code(who)})
        return came

    def move(self) -> None:
        """Backed up while it runs, lost, and brought back in another folder, to which the name
        leads from then on."""
        file, again = self.folder / "kept.zip", self.folder / "again"
        done = kept.run("backup", file, "--data", self.product.folder)
        assert done.returncode == 0, done.stderr
        self.product.stop()
        shutil.rmtree(self.product.folder)
        done = kept.run("restore", file, "--data", again)
        assert done.returncode == 0, done.stderr
        self.product = served(again)
        self.product.start()
        self.front.leads_to = self.product.port


def served(folder: Path, *arguments: str) -> Product:
    """Behind a proxy that speaks TLS; its mail goes where the program lead says."""
    made = Product(folder, *arguments)
    del made.environment["WAYPOST_MAIL_BACKEND"]
    made.environment["WAYPOST_TLS"] = "on"
    return made


def come_in(stage: Stage, page: Page, who: Somebody) -> None:
    """From the page that asks for the address to home, by the code that was mailed."""
    expect(page.get_by_label("School e-mail")).to_be_visible()
    page.get_by_label("School e-mail").fill(who.email)
    page.get_by_role("button", name="Send the code").click()
    page.get_by_label("Six digits").fill(stage.post.code(who))
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/home")
