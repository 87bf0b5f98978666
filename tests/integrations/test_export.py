"""What a district takes with it says which systems asked, and opens nothing to anybody."""

import pytest

from tests.cast import Cast
from tests.integrations.asking import System
from waypost.export.tables import tables
from waypost.integrations.models import ApiToken

pytestmark = pytest.mark.django_db


def test_no_hash_of_a_token_leaves_with_an_export(pecan_flats: Cast) -> None:
    System(pecan_flats)
    table = next(each for each in tables() if each.model is ApiToken)
    assert table.left_out() == ["secret_hash"]
    row = next(iter(table.rows(pecan_flats.district)))
    assert row["name"] == "State wallet"
