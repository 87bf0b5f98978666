"""Who works at Pecan Flats ISD: six campuses, forty-one people, every role. All invented."""

from dataclasses import dataclass

from waypost.people.models import Role

TEACHER, AUTHOR, REVIEWER, COACH = Role.TEACHER, Role.AUTHOR, Role.REVIEWER, Role.COACH
CAMPUS_REP, PROGRAM_LEAD = Role.CAMPUS_REP, Role.PROGRAM_LEAD
PRINCIPAL, HR = Role.PRINCIPAL, Role.HR

BLUESTEM = "Bluestem Elementary"
MOCKINGBIRD = "Mockingbird Elementary"
CALICHE_CREEK = "Caliche Creek Elementary"
INTERMEDIATE = "Pecan Flats Intermediate"
JUNIOR_HIGH = "Pecan Flats Junior High"
HIGH_SCHOOL = "Pecan Flats High School"
# Works for the whole district.
OFFICE = ""

CAMPUSES = (BLUESTEM, MOCKINGBIRD, CALICHE_CREEK, INTERMEDIATE, JUNIOR_HIGH, HIGH_SCHOOL)


@dataclass(frozen=True)
class PersonText:
    """`key` is how the story and the tests call someone; the address is made from it."""

    key: str
    name: str
    called: str
    campus: str
    roles: tuple[Role, ...]

    @property
    def email(self) -> str:
        return f"{self.key}@pecanflats.example"


PECAN_FLATS = {
    "name": "Pecan Flats ISD",
    "host": "localhost",
    "address": "http://localhost:8000",
    "timezone": "America/Chicago",
    "brand": "#00695c",
    "state": "Texas",
}


def _staff(campus: str, *people: tuple[str, str, str, tuple[Role, ...]]) -> tuple[PersonText, ...]:
    return tuple(PersonText(key, name, short, campus, roles) for key, name, short, roles in people)


STAFF: tuple[PersonText, ...] = (
    *_staff(
        OFFICE,
        ("tessa.whitlock", "Tessa Whitlock", "Tessa", (PROGRAM_LEAD, REVIEWER)),
        ("omar.castellano", "Omar Castellano", "Omar", (PROGRAM_LEAD, REVIEWER)),
        ("grace.adeyemi", "Grace Adeyemi", "Grace", (PROGRAM_LEAD, AUTHOR, REVIEWER)),
        ("priya.raman", "Priya Raman", "Priya", (PROGRAM_LEAD, AUTHOR)),
        ("dana.whitaker", "Dana Whitaker", "Dana", (COACH, REVIEWER)),
        ("marcus.bell", "Marcus Bell", "Marcus", (COACH, REVIEWER)),
        ("ruth.okafor", "Ruth Okafor", "Ruth", (HR,)),
    ),
    *_staff(
        BLUESTEM,
        ("linda.hargrove", "Linda Hargrove", "Linda", (PRINCIPAL,)),
        ("anh.tuyet", "Nguyễn Thị Ánh Tuyết", "Ánh Tuyết", (TEACHER, CAMPUS_REP, AUTHOR)),
        ("beth.sandoval", "Beth Sandoval", "Beth", (TEACHER,)),
        ("caleb.munn", "Caleb Munn", "Caleb", (TEACHER,)),
        ("ines.carvalho", "Inês Carvalho", "Inês", (TEACHER,)),
    ),
    *_staff(
        MOCKINGBIRD,
        ("jerome.tate", "Jerome Tate", "Jerome", (PRINCIPAL,)),
        ("lukasz.wisniewski", "Łukasz Wiśniewski", "Łukasz", (TEACHER, CAMPUS_REP, REVIEWER)),
        ("hannah.cho", "Hannah Cho", "Hannah", (TEACHER, AUTHOR)),
        ("dolores.reyes", "Dolores Reyes", "Dolores", (TEACHER,)),
        ("kayla.brandt", "Kayla Brandt", "Kayla", (TEACHER,)),
    ),
    *_staff(
        CALICHE_CREEK,
        ("sonya.petrov", "Sonya Petrov", "Sonya", (PRINCIPAL,)),
        ("layla.haddad", "ليلى حداد", "ليلى", (TEACHER, CAMPUS_REP)),
        ("tom.ogletree", "Tom Ogletree", "Tom", (TEACHER,)),
        ("rosa.villarreal", "Rosa Villarreal", "Rosa", (TEACHER,)),
        ("amy.lindqvist", "Amy Lindqvist", "Amy", (TEACHER,)),
    ),
    *_staff(
        INTERMEDIATE,
        ("harold.simms", "Harold Simms", "Harold", (PRINCIPAL,)),
        ("maria.pena", "María Peña", "María", (TEACHER,)),
        ("denise.fontenot", "Denise Fontenot", "Denise", (TEACHER, CAMPUS_REP)),
        ("samuel.reyes", "Samuel Reyes", "Samuel", (TEACHER, AUTHOR)),
        ("nkechi.obi", "Nkechi Obi", "Nkechi", (TEACHER,)),
        ("walt.jennings", "Walt Jennings", "Walt", (TEACHER,)),
    ),
    *_staff(
        JUNIOR_HIGH,
        ("carmen.delgado", "Carmen Delgado", "Carmen", (PRINCIPAL,)),
        ("ellis.boone", "Ellis Boone", "Ellis", (TEACHER, REVIEWER)),
        ("farah.siddiqui", "Farah Siddiqui", "Farah", (TEACHER, CAMPUS_REP)),
        ("tyler.nash", "Tyler Nash", "Tyler", (TEACHER,)),
        ("joy.kimball", "Joy Kimball", "Joy", (TEACHER,)),
        (
            "guadalupe.montemayor",
            "María Guadalupe de los Ángeles Montemayor-Villaseñor Hernández de la Garza",
            "Guadalupe",
            (TEACHER,),
        ),
    ),
    *_staff(
        HIGH_SCHOOL,
        ("robert.akers", "Robert Akers", "Robert", (PRINCIPAL,)),
        ("keiko.tanaka", "Keiko Tanaka", "Keiko", (TEACHER, CAMPUS_REP, AUTHOR)),
        ("devon.price", "Devon Price", "Devon", (TEACHER, REVIEWER)),
        ("aisha.rahman", "Aisha Rahman", "Aisha", (TEACHER,)),
        ("nell.oconnor", "Nell O’Connor", "Nell", (TEACHER,)),
        ("bao.vang", "Bao Vang", "Bao", (TEACHER,)),
        ("jack.tidwell", "Jack Tidwell", "Jack", (TEACHER,)),
    ),
)

# Before the lead put it right, as payroll's list had it: name, and what they are called.
BROUGHT_IN_AS = {"anh.tuyet": ("Nguyen Thi Anh Tuyet", "Anh Tuyet")}


def named(key: str) -> PersonText:
    return next(person for person in STAFF if person.key == key)
