"""Say of a credential or presentation whether it holds, with what is known here alone.

No request leaves for it. An issuer's document or list that is elsewhere is not at hand, and the
answer says so and is no yes.
"""

import datetime as dt

from waypost.credentials.checking import known_lists, published, withdrawn_names
from waypost.integrations.models import Caller, IntegrationList
from waypost.integrations.policies import may_verify
from waypost.openbadges.vcdm import Result, Trust, trust, verify_credential, verify_presentation
from waypost.people.models import District
from waypost.people.policies import require


def credential(document: object, *, by: Caller, at: dt.datetime) -> Result:
    require(may_verify(by))
    return verify_credential(document, trust=_known(by.district, at), lists=lists_of(by.district))


def presentation(
    document: object,
    *,
    domain: str = "",
    challenge: str = "",
    may_be_unsigned: bool = False,
    by: Caller,
    at: dt.datetime,
) -> Result:
    require(may_verify(by))
    return verify_presentation(
        document,
        trust=_known(by.district, at),
        lists=lists_of(by.district),
        domain=domain,
        challenge=challenge,
        may_be_unsigned=may_be_unsigned,
    )


def _known(district: District, at: dt.datetime) -> Trust:
    return trust(now=at, documents=published(district), withdrawn=withdrawn_names(district))


def lists_of(district: District) -> dict[str, bytes]:
    """Every status list of the district: of its badges, and of what other systems had signed."""
    known = known_lists(district)
    for each in IntegrationList.objects.filter(district=district):
        known[each.url] = bytes(each.revoked_body)
        known[each.suspension_url] = bytes(each.suspended_body)
    return known
