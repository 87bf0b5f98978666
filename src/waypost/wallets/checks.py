"""What the doctor asks of wallets: do tokens travel in the open?"""

from collections.abc import Iterator

from django.conf import settings

from waypost.journal.doctor import Asked, Finding, asked_by_doctor, ok, wrong
from waypost.people.models import District


@asked_by_doctor
def wallets_over_tls(asked: Asked) -> Iterator[Finding]:
    on = District.objects.filter(wallets_since__isnull=False)
    open_ones = on.filter(address__startswith="https://").count()
    if open_ones and not settings.TLS:
        yield wrong(
            "Wallets are on, and this server does not know that it is asked over HTTPS.",
            "Set WAYPOST_TLS=on behind the proxy that speaks HTTPS; see docs/for-it.md.",
        )
    elif on.exists():
        yield ok("Wallets are on.")
