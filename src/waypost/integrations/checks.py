"""What the doctor asks of other systems: do tokens travel in the open?"""

from collections.abc import Iterator

from django.conf import settings

from waypost.integrations.models import ApiToken
from waypost.journal.doctor import Asked, Finding, asked_by_doctor, ok, wrong


@asked_by_doctor
def systems_over_tls(asked: Asked) -> Iterator[Finding]:
    """A practice district on this machine alone has no HTTPS, and needs none."""
    live = ApiToken.objects.live(asked.at)
    if not settings.TLS and live.filter(district__address__startswith="https://").exists():
        yield wrong(
            "Other systems may ask, and this server does not know that it is asked over HTTPS.",
            "Set WAYPOST_TLS=on behind the proxy that speaks HTTPS; see docs/for-it.md.",
        )
    elif live.exists():
        yield ok("Other systems may ask.")
