"""Badges for the tests: two districts with a confirmed address, and a practice one."""

from __future__ import annotations

import io
import uuid
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from PIL import Image as Picture

from waypost.openbadges import (
    Achievement,
    Alignment,
    Document,
    Earner,
    Image,
    Issuer,
    ResultRow,
    SigningKey,
    StatusRef,
    compose,
    compose_status_list,
    did_document,
    did_web,
    sign,
)

AT = datetime(2026, 9, 4, 20, 14, tzinfo=UTC)
NOW = datetime(2026, 9, 5, 9, 0, tzinfo=UTC)
KEY = SigningKey(bytes(range(32)))
OTHER_KEY = SigningKey(bytes(range(32, 64)))
DID = did_web("https://badges.pecanflats.example")
OTHER_DID = did_web("https://badges.littlefork.example")
LIST_URL = "https://badges.pecanflats.example/status/1"
INDEX = 412
ROWS = (
    ResultRow(
        id=uuid.UUID("2b0c8a2e-6f3e-4a57-9d2f-4a1f3a2b9c01"),
        title="Question quality",
        not_yet="Questions ask for recall alone.",
        demonstrated="Wrong answers reveal a specific misunderstanding.",
    ),
    ResultRow(
        id=uuid.UUID("2b0c8a2e-6f3e-4a57-9d2f-4a1f3a2b9c02"),
        title="Acting on results",
        not_yet="The lesson goes on as planned.",
        demonstrated="Teaching changes in the same lesson, and the evidence shows it.",
    ),
)
ISSUER = Issuer(
    did=DID,
    name="Pecan Flats ISD",
    url="https://badges.pecanflats.example/",
    description="A public school district with six campuses.",
)
ACHIEVEMENT = Achievement(
    id="https://badges.pecanflats.example/catalog/checking-with-live-polls/3",
    type="MicroCredential",
    name="Checking for understanding with live polls",
    description="Uses quick polls during a lesson to find out who understands.",
    criteria="Submit a plan, two poll results and a looking-back.\n\nEvery row is Demonstrated.",
    criteria_url="https://badges.pecanflats.example/catalog/checking-with-live-polls",
    image=Image(url="https://badges.pecanflats.example/art/polls.png", caption="A teal hexagon"),
    version="3",
    language="en-US",
    field_of_study="Instructional practice",
    tags=("formative assessment", "polls"),
    alignments=(
        Alignment(
            framework="T-TESS Rubric",
            version="2016",
            code="2.5",
            url="https://teachfortexas.example/rubric#2.5",
            name="Monitor and Adjust",
        ),
    ),
    credits_available=Decimal("6.5"),
)
EARNER = Earner(
    id="urn:uuid:0d1f7f9c-9b2c-4a51-8d1c-1a2b3c4d5e6f",
    email="Maria.Pena@pecanflats.example",
    salt="c2FsdC1mb3ItbWFyaWE1Nzc",
    name="María Peña",
)


def unsigned(**changes: Any) -> Document:
    """A real badge of Pecan Flats before it is signed."""
    values: dict[str, Any] = {
        "id": "https://badges.pecanflats.example/c/7QK4M2XD",
        "issuer": ISSUER,
        "achievement": ACHIEVEMENT,
        "earner": EARNER,
        "valid_from": AT,
        "valid_until": datetime(2031, 9, 4, tzinfo=UTC),
        "status": StatusRef(list_url=LIST_URL, index=INDEX),
        "results": ROWS,
    }
    return compose(**{**values, **changes})


def badge(**changes: Any) -> Document:
    """A real badge of Pecan Flats, signed."""
    return sign(unsigned(**changes), key=KEY, did=DID, at=AT)


def practice_badge(**changes: Any) -> Document:
    """A badge of a district whose address is local."""
    did = KEY.public.did
    document = unsigned(
        **{
            "id": "urn:uuid:7b0e8a60-0f3b-4d8e-9a0c-5d2f6e7a8b9c",
            "issuer": replace(ISSUER, did=did, url=""),
            "achievement": replace(
                ACHIEVEMENT, id="urn:uuid:1c2d3e4f-5a6b-4c7d-8e9f-0a1b2c3d4e5f", image=None
            ),
            "status": StatusRef(list_url="http://localhost:8000/status/1", index=INDEX),
            **changes,
        }
    )
    return sign(document, key=KEY, did=did, at=AT)


def status_list(*withdrawn: int, **changes: Any) -> Document:
    """The signed list of Pecan Flats with these places withdrawn."""
    values: dict[str, Any] = {
        "url": LIST_URL,
        "issuer_did": DID,
        "withdrawn": withdrawn,
        "at": AT,
        **changes,
    }
    key = values.pop("key", KEY)
    return sign(compose_status_list(**values), key=key, did=values["issuer_did"], at=AT)


def published(key: SigningKey = KEY, did: str = DID) -> dict[str, object]:
    """What the district publishes at its address."""
    return {did: did_document(did, [key.public])}


SVG = b"""<?xml version="1.0" encoding="UTF-8"?>
<!-- a > comment -->
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"
     aria-label="a > b"><path d="M0 0h10v10z"/></svg>
"""


def png(colour: str = "teal") -> bytes:
    buffer = io.BytesIO()
    Picture.new("RGB", (8, 8), colour).save(buffer, "PNG")
    return buffer.getvalue()
