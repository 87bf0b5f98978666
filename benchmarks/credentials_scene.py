"""What is measured of credentials, each step in a process of its own that prints what it found.

Seconds are of the processor, of this process alone. The badges are the product's own: composed from
a micro-credential with its rubric and its picture inside, about 30 kB each.
"""

import argparse
import io
import json
import os
import re
import resource
import statistics
import time
import uuid
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

from django.core.management import call_command
from django.db import transaction
from django.test import Client

from benchmarks import scene
from tests import cast
from tests.cast import NOW, Cast
from tests.credentials.made import confirmed
from waypost.credentials import actions, art, together
from waypost.credentials.batch import issue_many
from waypost.credentials.issuing import Composer, issue, new_salt, says_of
from waypost.credentials.keys import current_key
from waypost.credentials.many import pieces
from waypost.credentials.models import Award, Document, StatusList
from waypost.credentials.status_lists import Place, body_of, list_url
from waypost.journal.models import Delivery
from waypost.openbadges import REVOCATION, SUSPENSION, bake, did_document, dump, proof, sign, verify
from waypost.openbadges.contexts import PINNED, PINS
from waypost.openbadges.keys import base58_encode
from waypost.openbadges.template_cache import Templates
from waypost.openbadges.template_press import Press
from waypost.people.models import Person

# As many as a caller keeps in memory and in one transaction.
TOGETHER = 500
SLUG = "check-and-change"
Found = dict[str, Any]


def rate(each: Iterable[Any], work: Callable[[Any], object], warm: int = 0) -> float:
    """How many of them one second of the processor does."""
    every = list(each)
    for one in every[:warm]:
        work(one)
    began = time.process_time()
    for one in every[warm:]:
        work(one)
    return (len(every) - warm) / (time.process_time() - began)


def home() -> Cast:
    call_command("migrate", verbosity=0)
    return confirmed(cast.pecan_flats())


def saved(where: Cast, people: list[Person]) -> list[Award]:
    return Award.objects.bulk_create(
        (
            Award(
                district=where.district,
                person=person,
                version=where.versions[SLUG],
                practice=where.district.practice,
                awarded_at=NOW,
            )
            for person in people
        ),
        batch_size=TOGETHER,
    )


def library(given: argparse.Namespace) -> Found:
    """Without a database: each way to a signature and back."""
    where = home()
    people = scene.crowd(where, given.count + 100)
    first = actions.meet_requirement(
        requirement=where.versions[SLUG].requirements.get(),
        person=people[0],
        basis={},
        by=where.system,
        at=NOW,
    )
    assert first
    document = first.documents.current()
    composer = Composer(first, current_key(where.district, at=NOW), NOW)
    listing = document.status_list
    awards = saved(where, people[1:])
    key, did, method = composer.secret, composer.key.did, composer.method
    purposes = (REVOCATION, SUSPENSION)
    lists = {list_url(listing, each): body_of(listing, each) for each in purposes}
    dids: dict[str, object] = {did: did_document(did, [key.public])}

    def parts(number: int) -> tuple[Any, ...]:
        one = awards[number]
        return one, says_of(one), Place(listing, number), new_salt()

    beginning = parts(0)
    press = Press(
        whole=composer.first(*beginning),
        light=composer.light(*beginning),
        key=key,
        did=did,
        method=method,
        at=NOW,
    )
    options = proof.proof_options(method, NOW)

    def slow(number: int) -> bytes:
        unsigned = composer.first(*parts(number))
        signature = key.sign(proof.signing_input(unsigned, options, PINNED, quick=False))
        value = "z" + base58_encode(signature)
        return dump({**unsigned, "proof": {**options, "proofValue": value}})

    def check(badge: bytes) -> None:
        verdict = verify(badge, now=NOW, did_documents=dids, status_lists=lists)
        assert verdict.outcome == "real", verdict

    def check_cold(badge: bytes) -> None:
        proof.TEMPLATES = Templates()  # type: ignore[attr-defined]  # in place of the name that it imports
        check(badge)

    few = range(min(given.count, 150))
    made = [press.sign(composer.light(*parts(number))) for number in range(given.count)]
    inputs = [badge[:64] for badge in made]
    raw = [key.sign(each) for each in inputs]
    found: Found = {
        "bytes": len(made[0]),
        "raw sign": rate(inputs, key.signer()),
        "raw verify": rate(zip(raw, inputs, strict=True), lambda pair: key.public.verifies(*pair)),
        "slow sign": rate(few, slow, warm=20),
        "one sign": rate(
            range(given.count),
            lambda number: dump(
                sign(composer.first(*parts(number)), key=key, did=did, at=NOW, method=method)
            ),
            warm=20,
        ),
        "press sign": rate(
            range(given.count), lambda number: press.sign(composer.light(*parts(number))), warm=20
        ),
        "cold verify": rate(made[: len(few)], check_cold, warm=20),
        "warm verify": rate(made, check, warm=20),
    }
    given.out.write_text(
        json.dumps(
            {
                "unsigned": [
                    composer.first(*parts(number)) for number in range(min(300, len(awards)))
                ],
                "key": key.text(),
                "public": key.public.multibase,
                "did": did,
                "contexts": {pin.url: PINNED.load(pin.url) for pin in PINS},
                "warm": 60,
                "at": options["created"],
                "now": options["created"],
            }
        )
    )
    return found


def batch(given: argparse.Namespace) -> Found:
    """Signed and stored, then baked into the picture; and what the process holds afterwards."""
    where = home()
    people = scene.crowd(where, given.count)
    spent = {"signed and stored": 0.0, "baked": 0.0}
    most = before = own_memory()
    while people:
        awards = saved(where, people[-TOGETHER:])
        # Signing leaves what it looked up on each person: this list must not keep it.
        del people[-TOGETHER:]
        began = time.process_time()
        with transaction.atomic():
            made = issue_many(awards, at=NOW)
        spent["signed and stored"] += time.process_time() - began
        most = max(most, own_memory())
        if not given.bake:
            continue
        bodies = [bytes(each.body) for each in made]
        began = time.process_time()
        for body in bodies:
            bake(art.png(where.versions[SLUG]), body)
        spent["baked"] += time.process_time() - began
    return {
        **spent,
        "count": Document.objects.count(),
        "before": before,
        "most": most,
        "after": own_memory(),
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10,
    }


def own_memory() -> float:
    """MB that are this process's own; up to 128 MB of the database's file, which SQLite maps and
    the system may take back at any time, are not."""
    found = re.search(r"RssAnon:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(found[1]) / 2**10 if found else float("nan")


def end_to_end(given: argparse.Namespace) -> Found:
    """The command for many awards, from a file of addresses to awards whose letters are queued."""
    where = home()
    scene.crowd(where, given.count)
    addresses = [f"teacher{number}@crowd.example" for number in range(given.count)]
    file = Path(os.environ["WAYPOST_DATA"]) / "crowd.csv"
    file.write_text("\n".join(["email", *addresses]))
    spent: dict[str, float] = {}
    timed(pieces, "next_piece", spent)
    timed(together, "issue_many", spent)
    timed(together, "record_many", spent)
    before = own_memory()
    began, began_wall = time.process_time(), time.perf_counter()
    call_command(
        "award_many",
        str(file),
        f"--version={SLUG}",
        f"--by={where.lead.email}",
        f"--host={where.district.host}",
        "--note=A benchmark",
        f"--count={given.count}",
        stdout=io.StringIO(),
    )
    whole, wall = time.process_time() - began, time.perf_counter() - began_wall
    signed, facts = spent["issue_many"], spent["record_many"]
    return {
        "spent": {
            "looked over twice, and each line kept": whole - spent["next_piece"],
            "asked once more, locked, awarded, each line told": spent["next_piece"]
            - signed
            - facts,
            "composed, signed, placed, stored": signed,
            "facts recorded, letters queued": facts,
        },
        "wall": wall,
        "awards": Award.objects.count(),
        "documents": Document.objects.count(),
        "places": sum(StatusList.objects.values_list("used", flat=True)),
        "queued": Delivery.objects.filter(handler__endswith="letter_earned").count(),
        "before": before,
        "after": own_memory(),
    }


def timed(module: ModuleType, name: str, spent: dict[str, float]) -> None:
    """From now on what `name` uses of the processor is added up under it."""
    work = getattr(module, name)

    def counted(*arguments: Any, **more: Any) -> Any:
        began = time.process_time()
        try:
            return work(*arguments, **more)
        finally:
            spent[name] = spent.get(name, 0.0) + time.process_time() - began

    setattr(module, name, counted)


def web(given: argparse.Namespace) -> Found:
    """A reviewer's last click: decided, awarded, signed, kept; what the answering process used."""
    where = home()
    told = scene._steps(where, given.count)
    client = Client(headers={"host": where.district.host})
    client.cookies["sessionid"] = scene.session(where.dana)
    spent = []
    for attempt in told["decides"]:
        began = time.process_time()
        answer = client.post(f"/review/{attempt}/decide", {"verdict": "award", "then": "send"})
        spent.append(1000 * (time.process_time() - began))
        assert answer.status_code == 302
    alone = []
    for number in range(given.count):
        award = saved(where, [scene_person(where, number)])[0]
        began = time.process_time()
        with transaction.atomic():
            issue(award, at=NOW)
        alone.append(1000 * (time.process_time() - began))
    tenths = statistics.quantiles(spent[5:], n=10)
    return {
        "request": statistics.median(spent[5:]),
        "quick": tenths[0],
        "slow": tenths[-1],
        "issue": statistics.median(alone[5:]),
        "count": len(spent) - 5,
    }


def scene_person(where: Cast, number: int) -> Person:
    return Person.objects.create(
        district=where.district,
        name=f"One {number}",
        called=f"One {number}",
        email=f"{uuid.uuid4().hex}@crowd.example",
    )


def served(given: argparse.Namespace) -> Found:
    """A public badge, for a server to answer with."""
    where = home()
    award = actions.meet_requirement(
        requirement=where.versions[SLUG].requirements.get(),
        person=where.ortiz,
        basis={},
        by=where.system,
        at=NOW,
    )
    assert award
    actions.share(award=award, visibility="public", shown=[], by=where.ortiz, at=NOW)
    return {"badge": award.public_id, "host": where.district.host}


STEPS: dict[str, Callable[[argparse.Namespace], Found]] = {
    "library": library,
    "batch": batch,
    "end": end_to_end,
    "web": web,
    "served": served,
}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("step", choices=STEPS)
    parser.add_argument("--count", type=int, default=0)
    parser.add_argument("--bake", action="store_true")
    parser.add_argument("--out", type=Path, default=Path("told.json"))
    given = parser.parse_args()
    print(json.dumps(STEPS[given.step](given)))
