"""What the doctor asks of other systems: do tokens travel in the open, and are lists true?"""

from collections.abc import Iterator

from django.conf import settings
from django.db.models import F

from waypost.credentials.key_files import path_of
from waypost.integrations.models import ApiToken, IntegrationList
from waypost.journal.doctor import Asked, Finding, asked_by_doctor, look, ok, wrong


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


@asked_by_doctor
def lists_of_withdrawn_keys(asked: Asked) -> Iterator[Finding]:
    """They call all of it revoked, once they are signed again."""
    behind = IntegrationList.objects.filter(made_at__lt=F("key__revoked_at"))
    lists = list(behind.select_related("key"))
    lost = [each for each in lists if not path_of(each.key).is_file()]
    if left := len(lists) - len(lost):
        yield wrong(
            f"A key for other systems was withdrawn, and {left} of its lists call what it signed"
            " valid still.",
            "./waypost keys anew",
        )
    if lost:
        yield look(
            f"A key for other systems was withdrawn, its file is gone, and {len(lost)} of its lists"
            " call what it signed valid for good.",
            "Where a backup has the file, put it back, then: ./waypost keys anew. Here all of it is"
            " refused.",
        )
