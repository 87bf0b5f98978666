"""What a district decides for itself."""

import pytest
from django.core.management import CommandError, call_command

from tests.cast import Cast
from waypost.people.actions import choose
from waypost.people.policies import NotAllowed


def test_a_shell_switches_one_thing_and_leaves_the_other(
    pecan_flats: Cast, caliche: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("choose", pecan_flats.district.host, try_links="on")
    call_command("choose", pecan_flats.district.host, blind_review="on")
    said = capsys.readouterr().out
    assert f"{pecan_flats.district.name}, links are tried out: on" in said
    pecan_flats.district.refresh_from_db()
    caliche.district.refresh_from_db()
    assert (pecan_flats.district.try_links, pecan_flats.district.blind_review) == (True, True)
    assert (caliche.district.try_links, caliche.district.blind_review) == (False, False)


def test_an_unknown_host_is_told_which_there_are(pecan_flats: Cast) -> None:
    with pytest.raises(CommandError, match=pecan_flats.district.host):
        call_command("choose", "nowhere.example")


@pytest.mark.parametrize("who", ["ortiz", "dana", "principal"])
def test_only_the_program_lead_may(pecan_flats: Cast, caliche: Cast, who: str) -> None:
    for by in (getattr(pecan_flats, who), caliche.lead):
        with pytest.raises(NotAllowed):
            choose(district=pecan_flats.district, try_links=True, by=by)
    choose(district=pecan_flats.district, try_links=True, by=pecan_flats.lead)
