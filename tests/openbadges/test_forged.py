"""At least 200 named kinds of forgery in either form: none ends in "real", the originals do."""

from __future__ import annotations

import pytest

from tests.openbadges import second
from tests.openbadges.forged import Forged, documents, original, original_token, tokens
from tests.openbadges.made import LIST_URL, NOW, published, status_list
from waypost.openbadges import Outcome, Verdict, did_web_url, dump, verify
from waypost.openbadges.report import lines

PROVES_NOTHING = {Outcome.CHANGED, Outcome.UNREADABLE, Outcome.CANNOT_CHECK}
LISTS = {LIST_URL: dump(status_list(3))}


def check(forged: Forged) -> Verdict:
    return verify(forged.source, now=NOW, did_documents=forged.documents, status_lists=forged.lists)


def passed(kinds: list[Forged]) -> list[tuple[str, str]]:
    """The kinds that fool the verifier: what is not, word for word, the original proves nothing."""
    found = []
    for forged in kinds:
        verdict = check(forged)
        assert lines(verdict, now=NOW), forged.name
        is_own = forged.name.startswith(("world:", "signed again: with its own key"))
        wrong = verdict.outcome is Outcome.REAL or not (is_own or verdict.outcome in PROVES_NOTHING)
        found += [(forged.name, verdict.outcome.value)] if wrong else []
    return found


def untouched(kinds: list[Forged], source: bytes) -> list[str]:
    """A kind that changes nothing would be refused by nobody who is right."""
    same = [each.name for each in kinds if each.source == source]
    return [name for name in same if not name.startswith("world:")]


def names_of(kinds: list[Forged]) -> set[str]:
    return {forged.name for forged in kinds}


@pytest.mark.parametrize("source", [dump(original()), original_token()], ids=["JSON", "token"])
def test_the_originals_are_accepted(source: bytes) -> None:
    verdict = verify(source, now=NOW, did_documents=published(), status_lists=LISTS)
    assert (verdict.outcome, verdict.reason) == (Outcome.REAL, "all_proven")


def test_no_forgery_of_a_document_is_real() -> None:
    kinds = list(documents())
    assert passed(kinds) == []
    assert untouched(kinds, dump(original())) == []
    assert len(names_of(kinds)) == len(kinds) > 600


def test_no_forgery_of_a_token_is_real() -> None:
    kinds = list(tokens())
    assert passed(kinds) == []
    assert untouched(kinds, original_token()) == []
    assert len(names_of(kinds)) == len(kinds) > 600


def test_a_second_verifier_refuses_the_same_and_accepts_the_original() -> None:
    """It shares no library with the first one (Oxigraph and libsodium)."""
    right = Forged("original", dump(original()))
    assert _second(right) == "good"
    kinds = list(documents())
    fooled = [each.name for each in kinds if _second(each) == "good"]
    assert fooled == []


def _second(forged: Forged) -> str:
    """Its word; the web is what the world answers."""
    web = {
        **{did_web_url(did): dump(found) for did, found in forged.documents.items()},
        **forged.lists,
    }
    try:
        return second.judge(forged.source, fetch=web.__getitem__, now=NOW).standing
    except (second.Refused, KeyError, TypeError, AttributeError, ValueError, RecursionError):
        return "refused"
