"""What was earned before this system, from the district's own list; and a badge from elsewhere."""

import datetime as dt
import secrets
import uuid
from collections.abc import Iterator

from waypost.credentials.earlier import actions as earlier
from waypost.credentials.earlier.plan import key_of, plan_of
from waypost.credentials.outside import actions as outside
from waypost.credentials.outside.reading import read
from waypost.demo.stage import Stage, Steps
from waypost.demo.story.shapes import When
from waypost.openbadges import (
    Achievement,
    Earner,
    Issuer,
    SigningKey,
    compose,
    did_web,
    dump,
    sign,
)
from waypost.people.models import Person

KEEPS_RECORDS = "ruth.okafor"
# As HR kept it in a spreadsheet: one line twice, one address and one date that nobody can read.
LIST = """\
E-mail,Name,Badge,Date,Issued by
denise.fontenot@pecanflats.example,Denise Fontenot,Classroom Basics,5/14/2019,Instructional Media
denise.fontenot@pecanflats.example,Denise Fontenot,Forms Basics,March 2021,Instructional Media
samuel.reyes@pecanflats.example,Samuel Reyes,Forms Basics,2/18/2020,Instructional Media
keiko.tanaka@pecanflats.example,Keiko Tanaka,Classroom Basics,2018,Instructional Media
hannah.cho@pecanflats.example,Hannah Cho,Seesaw Starter,8/9/2022,Instructional Media
dolores.reyes@pecanflats.example,Dolores Reyes,Seesaw Starter,2021,Instructional Media
walt.jennings@pecanflats.example,Walt Jennings,Whiteboard Basics,10/2/2014,Instructional Media
maria.pena@pecanflats.example,María Peña,Whiteboard Basics,10/2/2014,Instructional Media
samuel.reyes@pecanflats.example,Samuel Reyes,Forms Basics,2/18/2020,Instructional Media
jack.tidwel@pecanflats.example,Jack Tidwell,Forms Basics,4/21/2020,Instructional Media
farah.siddiqui@pecanflats.example,Farah Siddiqui,Forms Basics,spring of 2017,Instructional Media
"""
# As what each title counts; the whiteboards are gone, so theirs counts as itself.
COUNTS_AS = {
    "Classroom Basics": "google-classroom",
    "Forms Basics": "google-forms",
    "Seesaw Starter": "seesaw",
}
ADDED_BY = "maria.pena"
UNIVERSITY, HOME = "Llano Verde University", "https://badges.llanoverde.example"
BEFORE_THAT = dt.timedelta(days=480)


def acts(stage: Stage) -> Iterator[Steps]:
    yield _brought(stage)
    yield _elsewhere(stage)


def _brought(stage: Stage) -> Steps:
    at = yield from stage.wait(When(9, "10:02"))
    keeper = stage.enter(KEEPS_RECORDS, at)
    brought = earlier.bring(
        district=stage.district,
        source=LIST.encode(),
        file_name="app badges 2014 to 2022.csv",
        by=keeper,
        at=at,
    )
    choices = {
        key_of(title): str(stage.versions[slug, 1].achievement_id)
        for title, slug in COUNTS_AS.items()
    }
    earlier.decide_titles(brought=brought, choices=choices, by=keeper, at=at)
    earlier.leave_the_rest(brought=brought, by=keeper, at=at)
    at = yield from stage.wait(When(9, "10:14"))
    shown = plan_of(brought, at=at).digest
    earlier.add(brought=brought, shown=shown, by=keeper, at=at)


def _elsewhere(stage: Stage) -> Steps:
    """By file. Nobody here knows its issuer, and the page says so."""
    at = yield from stage.wait(When(14, "20:05"))
    owner = stage.enter(ADDED_BY, at)
    reading = read(_their_badge(owner, at - BEFORE_THAT), owner, at=at)
    outside.add(person=owner, reading=reading, by=owner, at=at)


def _their_badge(earner: Person, at: dt.datetime) -> bytes:
    """As that university would have signed it."""
    key, did = SigningKey.generate(), did_web(HOME)
    document = compose(
        id=f"{HOME}/awards/{secrets.token_hex(8)}",
        issuer=Issuer(did=did, name=UNIVERSITY, url=HOME),
        achievement=Achievement(
            id=f"{HOME}/captions",
            type="Badge",
            name="Captions for every learner",
            description="Captions classroom video so that nobody has to hear it to follow it.",
            criteria="Caption three short videos, and correct them with a colleague.",
        ),
        earner=Earner(
            id=uuid.uuid4().urn,
            email=earner.email,
            salt=secrets.token_hex(8),
            name=earner.name,
        ),
        valid_from=at,
        status=None,
    )
    return dump(sign(document, key=key, did=did, at=at))
