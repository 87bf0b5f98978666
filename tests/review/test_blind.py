"""Where reviewing is blind, no byte that reaches a reviewer names the teacher."""

import io
import re
import uuid
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from django.core import mail
from django.http import HttpResponseBase
from django.test import Client
from PIL import Image

from tests.cast import NOW, Cast
from tests.evidence.intake import crafted
from tests.review.work import LATER, begun, handed_in, photo, say, score_all, started
from waypost import demo
from waypost.evidence import actions as evidence
from waypost.evidence.models import Artifact, Attempt, Submission
from waypost.journal.actions import deliver_all
from waypost.notices.models import Letter
from waypost.people import actions as people
from waypost.people.models import District, Person, Role
from waypost.people.unnamed import names_in_address, traces, without
from waypost.review import actions
from waypost.review.blind import alias

pytestmark = pytest.mark.any_database

ASSETS = Path(demo.__file__).parent / "assets"
Enter = Callable[[Person], Client]


def giveaways(cast: Cast) -> list[bytes]:
    """Everything that says who: in UTF-8, as JSON writes it, and without accents."""
    teacher = cast.ortiz
    assert teacher.account
    words = ["María", "Maria", "MARÍA", "Ortiz", "ORTIZ", "Bluestem", teacher.email]
    ids = [teacher.pk, teacher.account.pk, cast.campus.pk]
    texts = [*words, *(str(pk) for pk in ids), *(pk.hex for pk in ids)]
    return [text.encode() for text in texts] + [b"Mar\\u00eda", b"Mar&iacute;a", b"Mar%C3%ADa"]


def bytes_of(answer: HttpResponseBase) -> bytes:
    headers = "\n".join(f"{name}: {value}" for name, value in answer.items()).encode()
    cookies = answer.cookies.output().encode()
    return headers + cookies + answer.getvalue()


def file_with_an_author(tmp_path: Path) -> Path:
    """A photo straight from a phone that knows its owner."""
    exif = Image.Exif()
    exif[0x013B] = "María Ortiz"
    exif[0x9C9D] = "Maria Ortiz".encode("utf-16le")
    buffer = io.BytesIO()
    Image.new("RGB", (64, 48), "#2f8f7b").save(buffer, "JPEG", exif=exif)
    path = tmp_path / "Maria Ortiz 5th grade.jpg"
    path.write_bytes(buffer.getvalue())
    return path


@pytest.fixture
def blind(pecan_flats: Cast, settings: object, tmp_path: Path) -> Attempt:
    """María's second try, in which she names herself wherever she can."""
    pecan_flats.district.blind_review = True
    pecan_flats.district.save()
    for person in pecan_flats.people.values():
        person.district.blind_review = True
    teacher = pecan_flats.ortiz
    submission = begun(pecan_flats, teacher)
    say(submission, teacher, 1, "I am María Ortiz (ortiz@pecanflats.example), Ms. ORTIZ to them.")
    photo(submission, 1, caption="Maria at Bluestem Elementary")
    pieces = {piece.position: piece for piece in submission.requirement.pieces.all()}
    evidence.add_file(
        submission=submission,
        piece=pieces[2],
        source=file_with_an_author(tmp_path),
        students="none",
        caption="Ortiz, third period",
        by=teacher,
        at=NOW,
    )
    Artifact.objects.create(
        district=submission.district,
        submission=submission,
        piece=pieces[2],
        kind="link",
        name="Link 1",
        url="https://sites.example/m-ortiz/plan",
        students="none",
        added_at=NOW,
    )
    film = photo(submission, 2)
    vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\nGood morning, Ms. Ortiz\n"
    Artifact.objects.filter(pk=film.pk).update(captions=vtt, kind="video", name="Video 1")
    first = evidence.submit(submission=submission, by=teacher, at=NOW)
    review = started(first, pecan_flats.wells)
    score_all(review, "demonstrated", "demonstrated", "not_yet", comment="María, circle the spot.")
    actions.decide(
        review=review, verdict="not_yet", note="Nearly, Ms. Ortiz", by=pecan_flats.wells, at=LATER
    )
    submission = Submission.objects.get(pk=submission.pk)
    return evidence.submit(submission=submission, by=teacher, at=LATER)


@pytest.fixture
def enter() -> Enter:
    def signed_in(person: Person) -> Client:
        client = Client(HTTP_HOST=person.district.host)
        assert person.account
        client.force_login(person.account)
        return client

    return signed_in


def seen(client: Client, attempt: Attempt) -> Iterator[tuple[str, bytes]]:
    """All that a reviewer is sent from the list to the decision."""
    earlier = Attempt.objects.get(submission=attempt.submission_id, number=1)

    def get(address: str) -> tuple[str, bytes]:
        return address, bytes_of(client.get(address, follow=True))

    def post(address: str, data: dict[str, str] | None = None) -> tuple[str, bytes]:
        return f"POST {address}", bytes_of(client.post(address, data or {}, follow=True))

    base = f"/review/{attempt.pk}"
    yield get("/review")
    yield get("/home")
    yield get(base)
    yield get(f"/review/{earlier.pk}")
    yield post(f"{base}/start")
    yield get(base)
    for artifact in Artifact.objects.filter(submission=attempt.submission_id):
        yield get(f"/evidence/{artifact.pk}")
        yield get(f"/evidence/{artifact.pk}/captions.vtt")
        yield get(f"{base}/hide/{artifact.pk}")
    json = {"accept": "application/json"}
    for body in ("{}", f'{{"row": "{uuid.uuid4()}", "level": "", "comment": "", "revision": 0}}'):
        answer = client.post(f"{base}/score", body, content_type="application/json", headers=json)
        yield f"JSON {body}", bytes_of(answer)
    yield post(f"{base}/score", {"then": "save"})
    yield get(f"{base}/put-back")
    for verdict in ("award", "not_yet", "incomplete"):
        yield get(f"{base}/decide?verdict={verdict}")
    yield get(f"{base}/trail")
    yield get(f"/work/{attempt.submission_id}")
    yield get(f"/catalog/{attempt.submission.version.achievement.slug}")
    yield post(f"{base}/decide", {"verdict": "incomplete", "note": "The link is closed."})
    yield get(base)
    yield get("/review")


@pytest.mark.parametrize("who", ["dana", "lead"])
def test_no_byte_that_reaches_a_reviewer_names_the_teacher(
    pecan_flats: Cast, blind: Attempt, enter: Enter, who: str
) -> None:
    reviewer = pecan_flats.people[who]
    if who == "lead":
        people.place(person=reviewer, role=Role.REVIEWER, since=NOW.date(), by=pecan_flats.system)
        reviewer = Person.objects.get(pk=reviewer.pk)
    count = 0
    for address, sent in seen(enter(reviewer), blind):
        count += 1
        for giveaway in giveaways(pecan_flats):
            assert giveaway.lower() not in sent.lower(), f"{address} says {giveaway!r}"
    assert count > 20


def signed_document(name: str) -> bytes:
    """A real document, with its author where Word keeps it."""
    out = io.BytesIO()
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:creator>{name}</dc:creator></cp:coreProperties>"
    )
    with zipfile.ZipFile(ASSETS / "how-to-script.docx") as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            if entry.filename != "docProps/core.xml":
                new.writestr(entry, old.read(entry))
        new.writestr("docProps/core.xml", core)
    return out.getvalue()


def signed_pdf(name: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(ASSETS / "plan.pdf") as pdf:
        pdf.docinfo["/Author"] = name
        with pdf.open_metadata() as data:
            data["dc:creator"] = [name]
        pdf.save(out, compress_streams=False)
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "made"),
    [
        ("photo", crafted.jpeg()),
        ("document", signed_document(crafted.NAME)),
        ("pdf", signed_pdf(crafted.NAME)),
        ("video", crafted.film()),
        ("video", crafted.webm()),
        ("audio", crafted.mp3()),
    ],
    ids=["jpeg", "docx", "pdf", "mov", "webm", "mp3"],
)
def test_no_file_that_reaches_a_reviewer_names_its_maker_inside(
    pecan_flats: Cast, caliche: Cast, enter: Enter, tmp_path: Path, kind: str, made: bytes
) -> None:
    """From the teacher's disk to the reviewer's browser, unpacked, in every way to ask for it."""
    District.objects.filter(pk=pecan_flats.district.pk).update(blind_review=True)
    Person.objects.filter(pk=pecan_flats.ortiz.pk).update(name=crafted.NAME, called="Maribel")
    teacher = Person.objects.get(pk=pecan_flats.ortiz.pk)
    submission = begun(pecan_flats, teacher)
    piece = submission.requirement.pieces.get(position=2)
    # What the piece asks for is frozen; whatever a teacher may hand in anywhere is tried here.
    piece.kinds = [kind]
    source = tmp_path / f"{crafted.NAME}.bin"
    source.write_bytes(made)
    assert crafted.telling(unpacked(made)), "the file says nothing to begin with"
    artifact = evidence.add_file(
        submission=submission, piece=piece, source=source, students="none", by=teacher, at=NOW
    )
    assert artifact.kind == kind
    evidence.submit(submission=Submission.objects.get(pk=submission.pk), by=teacher, at=NOW)
    client = enter(Person.objects.get(pk=pecan_flats.dana.pk))
    address = f"/evidence/{artifact.pk}"
    whole = client.get(address)
    assert whole.status_code == 200
    assert crafted.telling(unpacked(bytes_of(whole))) == []
    for answer in (
        client.get(f"{address}?small"),
        client.head(address),
        client.get(address, headers={"range": "bytes=0-99"}),
        client.get(f"/review/{submission.attempts.get().pk}"),
    ):
        assert crafted.telling(bytes_of(answer)) == []


def unpacked(data: bytes) -> bytes:
    """What is in it, and what is in what is packed in it."""
    found = [data]
    if (at := data.find(b"PK\x03\x04")) >= 0:
        with zipfile.ZipFile(io.BytesIO(data[at:])) as opened:
            found += [opened.read(entry) for entry in opened.infolist()]
    if (at := data.find(b"%PDF")) >= 0:
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(data[at:])) as pdf:
            pdf.save(out, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        found.append(out.getvalue())
    return b"\n".join(found)


def test_mail_goes_to_the_teacher_alone_and_no_envelope_tells_who_wrote_or_reviewed(
    pecan_flats: Cast, blind: Attempt
) -> None:
    review = started(blind, pecan_flats.dana)
    actions.decide(
        review=review, verdict="incomplete", note="Closed.", by=pecan_flats.dana, at=LATER
    )
    deliver_all(at=LATER)
    teacher = pecan_flats.ortiz
    kinds = [letter.occasion.partition(":")[0] for letter in Letter.objects.all()]
    assert sorted(kinds) == ["decided", "decided", "submitted", "submitted"]
    assert {letter.to for letter in Letter.objects.all()} == {teacher}
    assert len(mail.outbox) == len(kinds)
    reviewers = [pecan_flats.dana, pecan_flats.wells]
    secrets = [who.name.split()[-1] for who in reviewers] + [who.email for who in reviewers]
    for sent in mail.outbox:
        assert sent.recipients() == [teacher.email]
        # Every server on the way reads the envelope; whom it is for is all that it says.
        envelope = str([item for item in sent.message().items() if item[0] != "To"]).encode()
        for told in [*giveaways(pecan_flats), *(secret.encode() for secret in secrets)]:
            assert told.lower() not in envelope.lower()
        for secret in secrets:
            assert secret not in sent.message().as_string()


def test_the_alias_is_the_same_everywhere_for_one_piece_of_work(
    pecan_flats: Cast, blind: Attempt, enter: Enter
) -> None:
    name = alias(blind.submission_id)
    assert re.fullmatch(r"Teacher [A-Z]\d{1,2}", name)
    client = enter(pecan_flats.dana)
    for address in ("/review", f"/review/{blind.pk}"):
        assert name in client.get(address).content.decode()
    other = alias(handed_in(pecan_flats, pecan_flats.reyes).submission_id)
    assert other in client.get("/review").content.decode()
    numbers = (uuid.UUID(int=1), uuid.UUID(int=2))
    assert [alias(number) for number in numbers] == ["Teacher K16", "Teacher D19"]


def test_words_around_a_name_stay(pecan_flats: Cast) -> None:
    teacher = pecan_flats.ortiz
    teacher.name, teacher.called = "Grace May", "Grace"
    found = traces(teacher, ["Mesa"])
    text = "With grace we may ask. Grace asked; GRACE MAY wrote. A mesa, Mesa's gracefulness."
    assert without(found, text) == (
        "With grace we may ask. [name hidden] asked; [name hidden] wrote. "
        "A [name hidden], [name hidden]'s gracefulness."
    )


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("https://sites.example/mortiz/plan", True),
        ("https://sites.example/%4Daria-Ortiz", True),
        ("https://MariaOrtiz.example", True),
        ("https://sites.example/María", True),
        ("https://docs.example/d/1xMortizian9/edit", False),
        ("https://docs.example/d/ortizaria", False),
    ],
)
def test_a_link_that_says_who_it_is_stays_closed(pecan_flats: Cast, url: str, told: bool) -> None:
    assert names_in_address(pecan_flats.ortiz, url) is told


def test_the_teacher_reads_everything_and_sighted_districts_show_names(
    pecan_flats: Cast, blind: Attempt, enter: Enter
) -> None:
    film = Artifact.objects.get(submission=blind.submission_id, kind="video")
    own = enter(pecan_flats.ortiz).get(f"/evidence/{film.pk}/captions.vtt")
    assert b"Ms. Ortiz" in bytes_of(own)
    pecan_flats.district.blind_review = False
    pecan_flats.district.save()
    page = enter(pecan_flats.dana).get(f"/review/{blind.pk}").content.decode()
    assert "María Ortiz" in page
    assert "m-ortiz/plan" in page
