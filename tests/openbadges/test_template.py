"""The quick way gives what the long way gives, or goes it."""

from __future__ import annotations

import json
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.openbadges.made import (
    ACHIEVEMENT,
    AT,
    DID,
    EARNER,
    KEY,
    LIST_URL,
    NOW,
    ROWS,
    badge,
    practice_badge,
    published,
    status_list,
    unsigned,
)
from tests.openbadges.tampered import tamperings
from waypost.openbadges import (
    Document,
    Issuer,
    Outcome,
    ResultRow,
    StatusRef,
    TemplateDiffers,
    dump,
    load,
    method_id,
    sign,
    verify,
)
from waypost.openbadges.contexts import PINNED, PINS, Contexts
from waypost.openbadges.proof import is_signed_by, signing_input, without_proof
from waypost.openbadges.rdf import canonical
from waypost.openbadges.template import Template
from waypost.openbadges.template_cache import Templates
from waypost.openbadges.template_press import Press
from waypost.openbadges.template_slots import SCHEMES, cut

Ended = tuple[str, str]


def ended(way: Any, document: Document) -> Ended:
    """The statements, or how they were refused."""
    try:
        return "canonical", way(document, PINNED)
    except Exception as refused:
        return type(refused).__name__, str(refused)


def agree(templates: Templates, document: Document) -> Ended:
    quick, long = ended(templates.canonical, document), ended(canonical, document)
    assert quick == long
    return quick


def filled(document: Document) -> str | None:
    """From the template of its kind, however often that was seen."""
    piece = cut(document)
    return Template.of(piece, PINNED).fill(piece.values)


KINDS: dict[str, Document] = {
    "full": unsigned(),
    "practice": without_proof(practice_badge()),
    "no end": unsigned(valid_until=None),
    "no name": unsigned(earner=replace(EARNER, name="")),
    "no address": unsigned(earner=replace(EARNER, email="", salt="")),
    "no status": unsigned(status=None),
    "one row": unsigned(results=ROWS[:1]),
    "no rows": unsigned(results=()),
    "a list": without_proof(status_list(3)),
    "two lists": {
        **unsigned(),
        "credentialStatus": [
            unsigned()["credentialStatus"],
            {
                "id": f"{LIST_URL}/suspension#412",
                "type": "BitstringStatusListEntry",
                "statusPurpose": "suspension",
                "statusListIndex": "412",
                "statusListCredential": f"{LIST_URL}/suspension",
            },
        ],
    },
    "a proof": {
        "@context": unsigned()["@context"],
        **{name: value for name, value in badge()["proof"].items() if name != "proofValue"},
    },
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_template_that_gives_its_statements(kind: str) -> None:
    assert filled(KINDS[kind]) == canonical(KINDS[kind], PINNED)


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_made_beforehand_agrees_over_random_fillings(kind: str) -> None:
    assert Templates().prepare(KINDS[kind]) is not None


# What a slot must never let through as something else, beside plain values.
HOSTILE = (
    "",
    " ",
    "_:b0",
    "_:c14n0",
    "@id",
    "@type",
    "Achievement",
    "id",
    "schema:name",
    "/c/1",
    "#1",
    "urn:uuid:",
    "https://",
    "https:x",
    "https://a b",
    "https://a>b",
    "https://a/../b",
    "https://é.example/",
    "urn:uuid:1\n",
    "did:web:a#b#c",
    'a" .\n<urn:x> <urn:y> "b',
    "line\nline\r\n\ttab\\n\\",
    "\u0085\u2028\u2029\ufeff",
    "control\x01",
    "\x7f",
    "half\ud83d",
    "\U0001f600%s{0}",
    DID,
    EARNER.id,
    ACHIEVEMENT.id,
    LIST_URL,
    "https://badges.pecanflats.example/c/7QK4M2XD",
    "https://purl.imsglobal.org/spec/vc/ob/vocab.html#Achievement",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
)
VALUES = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(max_size=12),
    st.uuids().map(lambda each: each.urn),
    st.sampled_from([None, True, 1, 1.5, [], ["x"], {}, {"@value": "x"}, {"id": DID}, ["a", "b"]]),
)
# Each slot of a full badge, as the way to it.
SLOTS: tuple[tuple[str | int, ...], ...] = (
    ("id",),
    ("validFrom",),
    ("validUntil",),
    ("credentialSubject", "id"),
    ("credentialSubject", "identifier", 0, "identityHash"),
    ("credentialSubject", "identifier", 1, "identityHash"),
    ("credentialSubject", "identifier", 1, "salt"),
    ("credentialStatus", "id"),
    ("credentialStatus", "statusListIndex"),
    # No slots, but what stands beside them.
    ("credentialSubject", "identifier", 0, "id"),
    ("credentialSubject", "identifier", 1, "id"),
    ("credentialSubject", "achievement", "id"),
    ("issuer", "id"),
    ("name",),
)


def put(document: Document, path: tuple[str | int, ...], value: Any) -> Document:
    changed: Document = json.loads(json.dumps(document))
    place: Any = changed
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return changed


WARM = Templates()
WARM.prepare(unsigned())


@settings(max_examples=40, deadline=None, database=None)
@given(st.dictionaries(st.sampled_from(SLOTS), VALUES, min_size=1, max_size=4))
def test_whatever_stands_in_a_slot_ends_as_on_the_long_way(
    put_there: dict[tuple[str | int, ...], Any],
) -> None:
    document = unsigned()
    for path, value in put_there.items():
        document = put(document, path, value)
    for _ in range(3):  # seen never, seen once, from a template where there can be one
        agree(WARM, document)


def test_a_hostile_value_in_a_slot_ends_as_on_the_long_way() -> None:
    """Each value in three of the slots, so that each slot has seven of them."""
    for number, value in enumerate(HOSTILE):
        for step in (0, 5, 9):
            agree(WARM, put(unsigned(), SLOTS[(number + step) % len(SLOTS)], value))


def test_two_names_for_one_part_are_one_part() -> None:
    """Each with its template warm: the badge has its issuer's id, or its earner's."""
    templates = Templates()
    base = put(unsigned(), ("issuer", "id"), "https://one.example/")
    assert templates.prepare(base)
    speaks = ("NotSupported", "a part that speaks for the whole document")
    assert agree(templates, put(base, ("id",), "https://one.example/")) == speaks
    assert agree(templates, put(base, ("credentialSubject", "id"), "https://one.example/"))
    entry = {"id": "https://two.example/", "name": "x", "type": ["Profile"]}
    twice = put(base, ("credentialSubject", "source"), entry)
    assert templates.prepare(twice)
    assert agree(templates, put(twice, ("id",), "https://two.example/")) == speaks


def test_two_words_of_one_part_that_are_the_same_are_said_once() -> None:
    twice = put(unsigned(), ("credentialSubject", "identifier", 0, "id"), "urn:x:same")
    twice = put(twice, ("credentialSubject", "identifier", 1, "id"), "urn:x:same")
    templates = Templates()
    assert templates.prepare(twice)
    document = put(twice, ("credentialSubject", "identifier", 0, "identityHash"), "same")
    for words in ("other", "same"):
        path = ("credentialSubject", "identifier", 1, "identityHash")
        assert agree(templates, put(document, path, words))[0] == "canonical"


def test_parts_that_look_alike_go_the_long_way() -> None:
    entry = unsigned()["credentialSubject"]["identifier"][0]
    document = put(unsigned(), ("credentialSubject", "identifier"), [entry, dict(entry)])
    assert filled(document) is None
    # Alike themselves, beside parts that are not.
    both = [
        {"type": ["Profile"], "address": {"type": ["Address"], "addressCountry": country}}
        for country in ("US", "MX")
    ]
    neighbors = put(unsigned(), ("credentialSubject", "source"), both)
    assert filled(neighbors) is None
    assert canonical(neighbors, PINNED)
    templates = Templates()
    for _ in range(3):
        assert agree(templates, document)[0] == "canonical"


def test_every_tampered_badge_has_the_signing_input_of_the_long_way() -> None:
    proof = {name: value for name, value in badge()["proof"].items() if name != "proofValue"}
    changes = list(tamperings(unsigned(results=ROWS[:1])))
    for _name, document in changes[::8]:
        ends = []
        for quick in (True, True, True, False):
            try:
                ends.append(signing_input(document, proof, PINNED, quick=quick))
            except Exception as refused:
                ends.append(repr(refused).encode())
        assert len(set(ends)) == 1


def test_nothing_changed_is_called_real_by_a_template() -> None:
    """With the template warm, so that it is what answers."""
    for number in range(4):
        last = badge(id=f"https://badges.pecanflats.example/c/{number}")
        assert verdict(last) is Outcome.REAL
    for path in SLOTS[:9]:
        other = (
            "urn:uuid:6f1b5e0e-2f6b-4f3a-9d43-0a4c1fb3d7aa" if path[-1] == "id" else "2027-01-01"
        )
        assert verdict(put(last, path, other)) in (Outcome.CHANGED, Outcome.UNREADABLE)
    assert verdict(put(last, ("proof", "created"), "2026-09-04T20:14:01Z")) is Outcome.CHANGED


def verdict(document: Document) -> Outcome:
    lists = {LIST_URL: status_list(3)}
    return verify(document, now=NOW, did_documents=published(), status_lists=lists).outcome


def test_the_second_of_a_kind_makes_the_template_and_the_third_is_made_from_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    fill = Template.fill

    def watched(self: Template, values: Any) -> str | None:
        asked.append("template")
        return fill(self, values)

    monkeypatch.setattr(Template, "fill", watched)
    templates = Templates()
    counts = []
    for number in range(3):
        templates.canonical(unsigned(id=f"urn:uuid:{uuid.UUID(int=number)}"), PINNED)
        counts.append(len(asked))
    assert counts == [0, 1, 2]


def test_a_template_that_gives_anything_else_is_never_used(monkeypatch: pytest.MonkeyPatch) -> None:
    fill = Template.fill
    monkeypatch.setattr(
        Template, "fill", lambda self, values: (fill(self, values) or "").replace("c14n0", "c14n9")
    )
    with pytest.raises(TemplateDiffers):
        Templates().prepare(unsigned())
    templates = Templates()
    for _ in range(4):
        agree(templates, unsigned())


def test_a_vocabulary_of_ones_own_never_meets_a_template() -> None:
    """The same address and the same document, and another meaning."""
    named = [*unsigned()["@context"], "https://own.example/"]
    document = put(put(unsigned(), ("@context",), named), ("motto",), "x")
    templates = Templates()
    for meaning in ("urn:one:motto", "urn:two:motto"):
        own = Contexts({"https://own.example/": {"@context": {"motto": meaning}}})
        for _ in range(3):
            assert templates.canonical(document, own) == canonical(document, own)


def test_no_pinned_vocabulary_gives_a_scheme_a_meaning() -> None:
    """Or an address could be read as a short form of another."""
    for pin in PINS:
        text = json.dumps(PINNED.load(pin.url))
        assert not [each for each in SCHEMES if f'"{each}"' in text]


def test_what_is_kept_is_bounded() -> None:
    templates = Templates(most=60_000)
    for number in range(12):
        document = unsigned(achievement=replace(ACHIEVEMENT, version=str(number)))
        templates.prepare(document)
        assert templates.size <= 60_000
    assert agree(templates, unsigned())[0] == "canonical"


def test_many_threads_get_what_one_gets() -> None:
    templates = Templates()
    documents = [
        unsigned(
            id=f"urn:uuid:{uuid.UUID(int=number)}",
            achievement=replace(ACHIEVEMENT, version=str(number % 3)),
        )
        for number in range(60)
    ]
    with ThreadPoolExecutor(8) as pool:
        quick = list(pool.map(lambda each: templates.canonical(each, PINNED), documents))
    assert quick == [canonical(each, PINNED) for each in documents]


def test_another_implementation_gives_a_template_the_same_labels() -> None:
    """Oxigraph's RDFC-1.0, over the statements that a template filled."""
    for number in range(20):
        document = unsigned(
            id=f"https://badges.pecanflats.example/c/{number}",
            earner=replace(EARNER, id=uuid.UUID(int=number).urn, name=f"Name {number}"),
        )
        ours = WARM.canonical(document, PINNED)
        form = pyoxigraph.RdfFormat.N_QUADS
        dataset = pyoxigraph.Dataset(pyoxigraph.parse(ours.encode(), format=form))
        dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
        theirs = pyoxigraph.serialize(iter(dataset), format=form)
        assert theirs is not None
        assert sorted(theirs.decode().split("\n")[:-1]) == ours.split("\n")[:-1]


# --- many at once


def light(**changes: Any) -> Document:
    """As a composer makes it: the same but for what all have in common."""
    return unsigned(
        issuer=Issuer(did=DID, name="-"),
        achievement=replace(
            ACHIEVEMENT,
            name="-",
            description="-",
            criteria="-",
            criteria_url="",
            image=None,
            alignments=(),
            tags=(),
        ),
        results=[ResultRow(id=row.id, title="-") for row in ROWS[:1]],
        **changes,
    )


def press(**changes: Any) -> Press:
    return Press(
        **{
            "whole": unsigned(),
            "light": light(),
            "key": KEY,
            "did": DID,
            "method": method_id(DID, KEY.public),
            "at": AT,
            "templates": Templates(),
            **changes,
        }
    )


EARNERS = st.fixed_dictionaries(
    {
        "id": st.uuids().map(lambda each: f"https://badges.pecanflats.example/c/{each.hex}"),
        "earner": st.builds(
            lambda pk, name, email: replace(EARNER, id=pk.urn, name=name, email=email),
            st.uuids(),
            st.sampled_from(["", "María", 'O"Brien \\', "]]>", "a\nb\tc", "\u2028\u0085", "名"]),
            st.sampled_from(["", "a@b.example"]),
        ),
        "valid_until": st.sampled_from([None, NOW.replace(year=2031)]),
        "status": st.builds(
            StatusRef, list_url=st.sampled_from([LIST_URL, LIST_URL + "0"]), index=st.integers(0, 9)
        ),
    }
)
PRESS = press()


@settings(max_examples=25, deadline=None, database=None)
@given(EARNERS)
def test_a_pressed_badge_is_to_the_byte_the_one_that_was_composed_and_signed(
    values: dict[str, Any],
) -> None:
    pressed = PRESS.sign(light(**values))
    assert pressed == dump(sign(unsigned(**values), key=KEY, did=DID, at=AT))
    read = load(pressed)
    assert is_signed_by(read, read["proof"], KEY.public, quick=False)


def test_what_a_composer_adds_for_one_earner_is_in_that_earners_badge_alone() -> None:
    def added(document: Document, words: str) -> Document:
        return {**document, "evidence": [{"id": f"urn:x:{words}", "type": ["Evidence"]}]}

    made = press(whole=added(unsigned(), "a"), light=added(light(), "a"))
    for words in ("a", "b", "c", "b"):
        read = load(made.sign(added(light(), words)))
        assert read["evidence"][0]["id"] == f"urn:x:{words}"
        assert is_signed_by(read, read["proof"], KEY.public, quick=False)
    assert "evidence" not in load(made.sign(light()))


def test_a_light_badge_that_is_not_the_whole_ones_is_no_beginning() -> None:
    """Or what is one earner's own would be taken for everybody's."""
    for other in (
        {"earner": replace(EARNER, name="Another")},
        {"earner": replace(EARNER, salt="another salt of another")},
        {"id": "https://badges.pecanflats.example/c/other"},
        {"status": StatusRef(list_url=LIST_URL, index=1)},
        {"valid_until": None},
    ):
        with pytest.raises(TemplateDiffers):
            press(light=light(**other))
    with pytest.raises(TemplateDiffers):
        press(light={name: each for name, each in light().items() if name != "name"})
