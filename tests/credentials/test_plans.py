"""What a district with many badges asks most is answered from an index that fits it. SQLite keeps
no statistics here, so it chooses the same for ten badges as for a hundred thousand; PostgreSQL
chooses by how many there are."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet

from tests.cast import NOW, Cast
from tests.credentials.made import real
from waypost.credentials.models import Award, IssuerKey, StatusList
from waypost.credentials.reissuing import to_sign_anew
from waypost.credentials.status_lists import set_places, taken
from waypost.openbadges import REVOCATION, SUSPENSION

pytestmark = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL plans by what it has counted"
)


def plan(rows: "QuerySet[Any, Any]") -> str:
    return rows.order_by().explain()


def test_the_current_file_of_an_award_is_found_by_the_award(pecan_flats: Cast) -> None:
    made = real(pecan_flats)
    assert "(award_id=?)" in plan(made.documents.unreplaced())


def test_the_files_of_withdrawn_keys_are_found_by_the_keys(pecan_flats: Cast) -> None:
    real(pecan_flats)
    IssuerKey.objects.update(retired_at=NOW, revoked_at=NOW)
    assert "(key_id=?)" in plan(to_sign_anew(pecan_flats.district))


def test_a_place_is_found_in_the_index_of_places(pecan_flats: Cast) -> None:
    real(pecan_flats)
    found = plan(taken(StatusList.objects.get(), [1, 2, 3]))
    assert "status_list_id=? AND status_index=?" in found


@pytest.mark.parametrize("purpose", [REVOCATION, SUSPENSION])
def test_a_list_is_made_without_reading_a_file(pecan_flats: Cast, purpose: str) -> None:
    real(pecan_flats)
    found = plan(set_places(StatusList.objects.get(), purpose))
    assert "COVERING INDEX documents_of_a_status_list" in found


def test_an_award_of_somebody_is_found_by_who_and_what(pecan_flats: Cast) -> None:
    made = real(pecan_flats)
    rows = Award.objects.filter(person__in=[made.person_id], version=made.version_id)
    assert "(person_id=? AND version_id=?)" in plan(rows)
