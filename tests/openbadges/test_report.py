"""A verdict in plain lines, as the terminal shows it."""

from __future__ import annotations

import ast
import inspect
import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import waypost.openbadges as package
from tests.openbadges.made import (
    ACHIEVEMENT,
    AT,
    INDEX,
    LIST_URL,
    NOW,
    badge,
    practice_badge,
    published,
    status_list,
)
from waypost.openbadges import Outcome, State, dump
from waypost.openbadges.report import HEADLINES, REASONS, STATES, explain


def test_offline_each_check_says_proven_or_needs_network() -> None:
    said = explain(dump(practice_badge()), now=NOW)
    assert said[0] == "This is a practice badge. It is not a record of achievement."
    assert any(line.startswith("Signed by the issuer: proven.") for line in said)
    assert any(line.startswith("Unchanged since issued: proven.") for line in said)
    assert any(line.startswith("Still valid: needs network.") for line in said)


def test_withdrawal_unseen_is_said_and_is_not_called_real() -> None:
    said = explain(dump(badge()), now=NOW, did_documents=published())
    assert said[0] == "This badge is authentic. Withdrawal was not checked."
    assert f"  {LIST_URL}" in said
    assert not any("is real" in line for line in said)


def test_offline_a_real_districts_badge_names_what_it_needs() -> None:
    said = explain(dump(badge()), now=NOW)
    assert said[0] == "This badge can't be checked here."
    assert "  https://badges.pecanflats.example/.well-known/did.json" in said
    assert sum("needs network" in line for line in said) == 4


def test_a_withdrawn_practice_badge_is_both() -> None:
    document = practice_badge()
    url = document["credentialStatus"]["statusListCredential"]
    lists = {url: status_list(INDEX, url=url, issuer_did=document["issuer"]["id"])}
    said = explain(dump(document), now=NOW, status_lists=lists)
    assert said[:2] == [HEADLINES[Outcome.WITHDRAWN], "It is a practice badge."]


def test_an_evening_is_not_told_as_the_next_day() -> None:
    """20:30 in Texas: the paper in somebody's hand says November 18."""
    evening = datetime(2026, 11, 19, 2, 30, tzinfo=UTC)
    document = badge(valid_from=evening, valid_until=evening + timedelta(days=365))
    said = explain(dump(document), now=evening, did_documents=published())
    assert "  Issued: 2026-11-19 02:30 UTC" in said
    assert "  Valid until: 2027-11-19 02:30 UTC" in said


def test_a_badge_cannot_write_lines_of_its_own() -> None:
    name = "Fine\nSigned by the issuer: proven.\x85\u2028\u202e\u200bEnd" + "x" * 500
    said = explain(dump(badge(achievement=replace(ACHIEVEMENT, name=name))), now=NOW)
    assert not any("\n" in line or "\u202e" in line or "\x85" in line for line in said)
    assert not any(line.startswith("Signed by the issuer: proven") for line in said)


def test_a_file_that_is_no_badge_is_said() -> None:
    assert explain(b"hello", now=NOW)[:2] == [
        "This file is not a badge that can be read.",
        "It is no JSON document.",
    ]


def test_every_outcome_and_state_has_words() -> None:
    assert set(HEADLINES) == set(Outcome)
    assert set(STATES) == set(State)


def test_every_reason_in_the_code_has_words() -> None:
    """A reason is the first text given to what carries one."""
    from waypost.openbadges import (
        baking,
        documents,
        form,
        hosted,
        lookup,
        png,
        signature,
        standing,
        svg,
        tokens,
        verify,
    )

    used: set[str] = set()
    for module in (
        baking,
        documents,
        form,
        hosted,
        lookup,
        png,
        signature,
        standing,
        svg,
        tokens,
        verify,
    ):
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(node, ast.Call):
                texts = [*node.args, *(keyword.value for keyword in node.keywords)]
                name = getattr(node.func, "id", "")
                if name in ("Unreadable", "Answer", "Check", "Standing", "Keys", "_nothing"):
                    used |= {
                        text.value
                        for text in texts
                        if isinstance(text, ast.Constant)
                        and isinstance(text.value, str)
                        and re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)+|[a-z]+", text.value)
                    }
    assert len(used) > 30
    assert {each for each in used if each not in REASONS} <= {"credential", "picture", "baked"}


def test_importing_the_room_is_light_and_touches_no_network_library() -> None:
    """A server that never signs must not pay for the canonicaliser."""
    code = (
        "import sys, waypost.openbadges as o; print('pyld' in sys.modules, 'django' in sys.modules)"
    )
    source = package.__file__.removesuffix("waypost/openbadges/__init__.py")
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": source},
    )
    assert done.stdout.split() == ["False", "False"]


def test_a_badge_of_tomorrow_is_a_question_of_clocks() -> None:
    said = explain(dump(badge()), now=AT - timedelta(days=2), did_documents=published())
    assert said[:3] == [
        "This badge is dated in the future. Check the clock first.",
        "It is dated 2026-09-04 20:14 UTC, and the clock here says 2026-09-02 20:14 UTC.",
        "If the clock here is right, its issuer's was ahead. Ask the issuer.",
    ]
    assert not any("real" in line or "changed" in line for line in said[:3])


def test_an_expired_badge_says_by_which_clock() -> None:
    later = AT + timedelta(days=4000)
    said = explain(dump(badge()), now=later, did_documents=published())
    assert said[1] == "It was valid until 2031-09-04 00:00 UTC, and the clock here says {}.".format(
        later.strftime("%Y-%m-%d %H:%M UTC")
    )


def test_a_list_that_has_run_out_is_a_question_of_clocks() -> None:
    lists = {LIST_URL: dump(status_list(3, valid_until=NOW - timedelta(minutes=1)))}
    said = explain(dump(badge()), now=NOW, did_documents=published(), status_lists=lists)
    assert said[0] == "This badge is authentic. Withdrawal was not checked."
    assert said[1] == "A newer list may settle it: the clock here says 2026-09-05 09:00 UTC."


def test_one_reason_is_said_once() -> None:
    said = explain(b"Dear board", now=NOW)
    assert sum("It is no JSON document." in line for line in said) == 1
    assert said[-1] == "Issuer is who it says: not proven."
