"""What the doctor asks of people: does each district answer where its badges say?"""

import urllib.request
from collections.abc import Iterator

from django.conf import settings

from waypost.journal.doctor import Asked, Finding, asked_by_doctor, look, ok, wrong
from waypost.people.models import District

PATIENCE = 8


@asked_by_doctor
def addresses(asked: Asked) -> Iterator[Finding]:
    for district in District.objects.order_by("host"):
        yield _confirmed(district)
        if district.address.startswith("https://") != settings.TLS and not _local(district):
            yield _tls(district)
        if asked.network:
            yield _answers(district)


def _confirmed(district: District) -> Finding:
    if district.demo:
        return ok(f"{district.host} is a demo: its badges are for practice.")
    if district.practice:
        return look(
            f"{district.host} has no confirmed address ({district.address}):"
            " it signs practice badges only.",
            "The program lead confirms the address once the district answers there.",
        )
    return ok(f"{district.host} signs badges for {district.address}.")


def _local(district: District) -> bool:
    return district.host.endswith("localhost")


def _tls(district: District) -> Finding:
    if settings.TLS:
        return wrong(
            f"WAYPOST_TLS is on, and {district.address} is no https:// address.",
            "Nobody stays signed in there: switch it off, or give the district its https address.",
        )
    return wrong(
        f"{district.address} is an https:// address, and WAYPOST_TLS is off.",
        "Set WAYPOST_TLS=on where the server is started, and start it again.",
    )


def _answers(district: District) -> Finding:
    """Is it this very product that answers, with a certificate that is believed?"""
    address = f"{district.address}/account/login/"
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310  # http(s) by its validator
            policy = answer.headers.get("Content-Security-Policy", "")
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        return wrong(
            f"{district.address} does not answer ({reason}).",
            "Look at the name in DNS, the proxy, its certificate and the firewall, in this order.",
        )
    if "default-src 'none'" not in policy:
        return wrong(
            f"{district.address} answers, and what answers is not Waypost.",
            "The proxy for that name must pass requests on to this server, with their Host.",
        )
    return ok(f"{district.address} answers.")
