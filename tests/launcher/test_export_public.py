"""`./waypost export-public`: what outlives the program, on any web server, and nothing private."""

import io
import json
import urllib.request
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.cast import NOW, Cast
from tests.credentials.made import ADDRESS, award, real
from tests.serving import running
from waypost.config import verify as verify_command
from waypost.credentials import actions
from waypost.credentials.models import Award
from waypost.export.actions import NotEmpty
from waypost.export.public import NotConfirmed, export_public
from waypost.openbadges import Document, Outcome, load, verify

pytestmark = pytest.mark.any_database


@pytest.fixture
def shown(pecan_flats: Cast, caliche: Cast) -> Award:
    """A public badge; beside it a private one, one that was withdrawn, and another district's."""
    public = real(pecan_flats)
    award(pecan_flats, "check-and-change", to=pecan_flats.ortiz)
    taken = award(pecan_flats, to=pecan_flats.reyes)
    actions.share(award=taken, visibility="public", shown=[], by=pecan_flats.reyes, at=NOW)
    actions.withdraw(award=taken, reason="error", note="Twice.", by=pecan_flats.lead, at=NOW)
    award(caliche, to=caliche.teacher, by=caliche.reviewer)
    return public


@pytest.fixture
def site(shown: Award, pecan_flats: Cast, tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    export_public(district=pecan_flats.district, folder=folder, at=NOW)
    return folder


@pytest.fixture
def hosted(site: Path) -> Iterator[str]:
    """By a web server that knows nothing of badges."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    with running(server):
        yield f"127.0.0.1:{server.server_port}"


def test_a_badge_is_verified_from_what_any_web_server_hosts(hosted: str, shown: Award) -> None:
    """As a verifier does it: the badge, then what it names, each at its own address."""

    def fetched(url: str) -> bytes:
        assert url.startswith(ADDRESS)
        with urllib.request.urlopen(f"http://{hosted}{url.removeprefix(ADDRESS)}") as answer:
            return bytes(answer.read())

    badge = fetched(f"{ADDRESS}/c/{shown.public_id}.json")
    documents: dict[str, object] = {}
    lists: dict[str, bytes | Document] = {}
    verdict = verify(badge, now=NOW)
    while verdict.needs and len(documents) + len(lists) < 5:
        for url in verdict.needs:
            if url.endswith("did.json"):
                document = load(fetched(url))
                documents[str(document["id"])] = document
            else:
                lists[url] = fetched(url)
        verdict = verify(badge, now=NOW, did_documents=documents, status_lists=lists)
    assert verdict.outcome is Outcome.REAL
    page = fetched(f"{ADDRESS}/c/{shown.public_id}").decode()
    assert "María Ortiz" in page
    assert "../../site.css" in page


def test_every_public_file_is_the_same_badge(site: Path, shown: Award) -> None:
    for ending in ("json", "png", "svg", "jwt", "ed25519.jwt"):
        file = site / "c" / f"{shown.public_id}.{ending}"
        assert verify_command.main([str(file), "--site", str(site)]) == 0, ending


def test_what_was_withdrawn_stays_withdrawn(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    taken = Award.objects.get(stands=False)
    file = site / "c" / f"{taken.public_id}.json"
    assert verify_command.main([str(file), "--site", str(site)]) == 1
    assert "no longer counts" in capsys.readouterr().out
    page = site / "c" / taken.public_id / "index.html"
    assert "It was withdrawn" in page.read_text()
    assert "Twice" not in page.read_text()


def test_nothing_private_and_nothing_of_another_district_is_there(
    site: Path, shown: Award, caliche: Cast
) -> None:
    everything = b"".join(file.read_bytes() for file in site.rglob("*") if file.is_file())
    private = Award.objects.get(version__achievement__slug="check-and-change")
    assert not (site / "c" / f"{private.public_id}.json").exists()
    bare = (site / "c" / private.public_id / "index.html").read_text()
    assert "María" not in bare
    assert private.version.title not in bare
    assert "noindex" in bare
    for secret in (shown.share_key, private.share_key, "ortiz@", "Priya", "Otis", "Caliche"):
        assert secret.encode() not in everything, secret


def test_the_kind_of_every_file_is_told_to_servers(site: Path, shown: Award) -> None:
    kinds = json.loads((site / "files.json").read_text())
    there = {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}
    assert set(kinds) | {"files.json"} == there
    headers = (site / "_headers").read_text()
    assert f"/c/{shown.public_id}.json\n  Content-Type: application/vc+ld+json" in headers
    assert "/status/1\n  Content-Type: application/json" in headers
    readme = (site / "README.txt").read_text()
    assert "https://www.w3.org/ns/credentials/v2\n" in readme


def test_before_the_address_is_confirmed_there_is_nothing_to_outlive(
    pecan_flats: Cast, tmp_path: Path
) -> None:
    with pytest.raises(NotConfirmed):
        export_public(district=pecan_flats.district, folder=tmp_path / "x", at=NOW)
    with pytest.raises(CommandError, match="no confirmed address"):
        call_command("export_public", pecan_flats.district.host, tmp_path / "x")
    with pytest.raises(CommandError, match="No district answers at nowhere"):
        call_command("export_public", "nowhere", tmp_path / "x")


def test_it_writes_over_nothing(site: Path, pecan_flats: Cast) -> None:
    with pytest.raises(NotEmpty):
        export_public(district=pecan_flats.district, folder=site, at=NOW)
    out = io.StringIO()
    call_command("export_public", pecan_flats.district.host, site.with_name("again"), stdout=out)
    assert "2 public badges, a bare page for each of 1 private ones" in out.getvalue()
