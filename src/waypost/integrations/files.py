"""Files of integrations, under the address that each has on the web."""

from collections.abc import Iterator

from waypost.credentials.files import JSON, File
from waypost.integrations.models import IntegrationList
from waypost.people.models import District


def status_files(district: District) -> Iterator[File]:
    """The lists that the credentials of other systems name."""
    lists = IntegrationList.objects.filter(district=district).order_by("number")
    for each in lists.iterator():
        # In the first lists of all the suspended ones lie below the others.
        for url, body in (
            (each.suspension_url, each.suspended_body),
            (each.url, each.revoked_body),
        ):
            if url.startswith(f"{district.address}/"):
                yield File(url.removeprefix(f"{district.address}/"), bytes(body), JSON)
