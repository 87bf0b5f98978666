"""`./waypost verify FILE`: the library's verdict, read from files, with an exit code to match."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.openbadges import made
from tests.openbadges.elsewhere import raw_token
from tests.openbadges.made import SVG, png
from waypost.openbadges import (
    Document,
    bake,
    compose_revocation_list,
    compose_status_list,
    did_document,
    dump,
)

ROOT = Path(__file__).resolve().parents[2]


def verify(*arguments: Path | str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "waypost.config.verify", *map(str, arguments)],
        # No setting and no data folder: the files alone answer.
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        timeout=120,
    )


class Files:
    """What a stranger may have saved."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def save(self, name: str, document: Document) -> Path:
        file = self.folder / name
        file.write_bytes(dump(document))
        return file

    def badge(self) -> Path:
        return self.save("badge.json", made.badge())

    def status(self) -> Path:
        return self.save("status.json", made.status_list(3))

    def issuer(self) -> Path:
        return self.save("did.json", did_document(made.DID, [made.KEY.public]))


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


def first_line(done: subprocess.CompletedProcess[str]) -> str:
    return done.stdout.splitlines()[0]


def test_what_a_certificates_code_says_is_read_in_place_of_a_file(files: Files) -> None:
    from tests.openbadges.test_paper import CODE

    done = verify(CODE, "--issuer", files.issuer(), "--status", files.status())
    assert done.returncode == 0, done.stderr
    assert first_line(done) == "This badge is real."
    assert "Earned by: María Peña" in done.stdout
    cut = verify(CODE[:-40], "--issuer", files.issuer())
    assert cut.returncode == 1
    assert "Traceback" not in cut.stderr


def test_a_badge_alone_says_which_address_would_settle_it(files: Files) -> None:
    done = verify(files.badge())
    assert done.returncode == 1
    assert first_line(done) == "This badge can't be checked here."
    assert "Issuer is who it says: needs network." in done.stdout
    assert "https://badges.pecanflats.example/.well-known/did.json" in done.stdout


def test_with_the_issuers_document_it_is_authentic_and_never_called_real(files: Files) -> None:
    done = verify(files.badge(), "--issuer", files.issuer())
    assert done.returncode == 0
    assert first_line(done) == "This badge is authentic. Withdrawal was not checked."
    assert "Unchanged since issued: proven." in done.stdout
    assert "Still valid: needs network." in done.stdout


@pytest.mark.parametrize(
    ("withdrawn", "code", "said"),
    [
        ([], 0, "This badge is real."),
        ([made.INDEX], 1, "This file no longer counts. Please don't rely on it."),
    ],
)
def test_with_the_status_list_withdrawal_is_seen(
    files: Files, withdrawn: list[int], code: int, said: str
) -> None:
    listing = files.save("status.json", made.status_list(*withdrawn))
    done = verify(files.badge(), "--issuer", files.issuer(), "--status", listing)
    assert (done.returncode, first_line(done)) == (code, said)


def test_a_status_list_may_be_a_signed_token(files: Files) -> None:
    kid = f"{made.DID}#{made.KEY.public.multibase}"
    for places, code in (((3,), 0), ((made.INDEX,), 1)):
        body = compose_status_list(
            url=made.LIST_URL, issuer_did=made.DID, withdrawn=places, at=made.AT
        )
        claims = {**body, "iss": made.DID, "jti": made.LIST_URL}
        listing = files.folder / "status.jwt"
        secret = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
        listing.write_bytes(raw_token({"alg": "EdDSA", "kid": kid}, claims, secret))
        done = verify(files.badge(), "--issuer", files.issuer(), "--status", listing)
        assert done.returncode == code, done.stdout + done.stderr


def test_a_site_on_which_a_thousand_were_withdrawn_still_answers(files: Files) -> None:
    """Its list of 1EdTech names them all, and stands among those that `--site` reads."""
    for folder in (".well-known", "status/revocations"):
        (files.folder / folder).mkdir(parents=True)
    files.issuer().rename(files.folder / ".well-known" / "did.json")
    files.status().rename(files.folder / "status" / "1")
    gone = {f"https://badges.pecanflats.example/c/{number}": "" for number in range(1_000)}
    named = "https://badges.pecanflats.example/status/revocations/1.json"
    listed = compose_revocation_list(url=named, issuer_did=made.DID, withdrawn=gone)
    files.save("status/revocations/1.json", listed)
    done = verify(files.badge(), "--site", files.folder)
    assert done.returncode == 0, done.stderr
    assert first_line(done) == "This badge is real."


@pytest.mark.parametrize("picture", [png(), SVG], ids=["PNG", "SVG"])
def test_a_picture_is_checked_by_the_badge_that_it_carries(files: Files, picture: bytes) -> None:
    baked = files.folder / "badge.picture"
    baked.write_bytes(bake(picture, files.badge().read_bytes()))
    done = verify(baked, "--issuer", files.issuer(), "--status", files.status())
    assert (done.returncode, first_line(done)) == (0, "This badge is real.")
    baked.write_bytes(picture)
    done = verify(baked, "--issuer", files.issuer())
    assert (done.returncode, first_line(done)) == (1, "This file is not a badge that can be read.")


def test_a_changed_badge_is_not_authentic(files: Files) -> None:
    badge = files.badge()
    badge.write_bytes(badge.read_bytes().replace("María Peña".encode(), "Mario Peña".encode()))
    done = verify(badge, "--issuer", files.issuer())
    assert done.returncode == 1
    assert "was changed" in first_line(done)


def test_a_badge_of_tomorrow_is_neither_real_nor_changed(files: Files) -> None:
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    badge = files.save("badge.json", made.badge(valid_from=tomorrow))
    done = verify(badge, "--issuer", files.issuer(), "--status", files.status())
    assert done.returncode == 1
    assert first_line(done) == "This badge is dated in the future. Check the clock first."
    assert f"It is dated {tomorrow:%Y-%m-%d %H:%M} UTC, and the clock here says" in done.stdout
    assert "Signed by the issuer: proven." in done.stdout


def test_a_file_that_is_no_badge_is_one_answer(files: Files) -> None:
    letter = files.folder / "letter.txt"
    letter.write_text("Dear board")
    done = verify(letter)
    assert done.returncode == 1
    assert first_line(done) == "This file is not a badge that can be read."
    assert done.stderr == ""


def test_a_missing_file_is_one_line(files: Files) -> None:
    done = verify(files.folder / "nowhere.json")
    assert done.returncode == 2
    assert done.stderr.strip().endswith("cannot be read: No such file or directory.")


def test_nothing_is_asked_of_the_network(files: Files) -> None:
    program = (
        "import socket, sys\n"
        "def refuse(*_): raise SystemExit('the network was asked')\n"
        "socket.socket.connect = socket.getaddrinfo = refuse\n"
        "from waypost.config.verify import main\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(files.badge()), "--issuer", str(files.issuer())],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
