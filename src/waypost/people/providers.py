"""What a district decides about who may vouch for its people."""

import datetime as dt
import re
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from waypost.journal.actions import record
from waypost.people.characters import printable
from waypost.people.events import ProviderChosen
from waypost.people.kept import keep_secret, secret_of
from waypost.people.models import District, Provider
from waypost.people.policies import may_run_program, require
from waypost.people.viewers import Viewer

_DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
_TENANT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z0-9-]+(\.[a-z0-9-]+)+")
_LOCAL = ("localhost", "127.0.0.1", "[::1]")


@transaction.atomic
def choose_provider(
    *,
    district: District,
    kind: Provider.Kind,
    client_id: str,
    secret: str,
    domains: str,
    by: Viewer,
    at: dt.datetime,
    name: str = "",
    issuer: str = "",
    tenant: str = "",
    is_on: bool = False,
    is_second_factor: bool = False,
) -> Provider:
    """An empty `secret` leaves the one that is kept. Raises ValidationError by field."""
    require(may_run_program(by, district))
    row = Provider.objects.filter(district=district, kind=kind).first()
    row = row or Provider(district=district, kind=kind)
    row.name = " ".join(printable(name).split())[:60]
    row.issuer = issuer.strip().rstrip("/").removesuffix("/.well-known/openid-configuration")
    row.tenant = tenant.strip().lower()
    row.client_id = client_id.strip()
    row.domains = "\n".join(dict.fromkeys(re.split(r"[\s,;]+", domains.strip().lower())))
    row.domains = "\n".join(one.removeprefix("@") for one in row.domains.split())
    row.is_on, row.is_second_factor = is_on, is_second_factor
    secret = secret.strip()
    _check(row, secret)
    row.save()
    if secret:
        keep_secret(row, secret)
    record(
        ProviderChosen(
            district=district.pk,
            subject=row.pk,
            provider=row.kind,
            is_on=is_on,
            is_second_factor=is_second_factor,
        ),
        by=by,
        at=at,
    )
    return row


def _check(row: Provider, secret: str) -> None:
    """What is on has to be whole; what is off may wait half filled in."""
    wrong: dict[str, list[object]] = {}
    for domain in row.accepted:
        if not _DOMAIN.fullmatch(domain):
            wrong["domains"] = [
                _("“%(domain)s” is no mail domain. Write one such as example.org.")
                % {"domain": domain[:80]}
            ]
    if row.issuer and not _is_safe(row.issuer):
        wrong["issuer"] = [_("Write the whole address, beginning with https://.")]
    if row.tenant and not _TENANT.fullmatch(row.tenant):
        wrong["tenant"] = [_("Write your own tenant’s id or domain, as Microsoft shows it.")]
    if row.is_on:
        _check_whole(row, secret, wrong)
    if wrong:
        raise ValidationError(wrong)


def _check_whole(row: Provider, secret: str, wrong: dict[str, list[object]]) -> None:
    needed = {"client_id": row.client_id, "domains": row.domains}
    if row.kind == Provider.Kind.OTHER:
        needed |= {"name": row.name, "issuer": row.issuer}
    elif row.kind == Provider.Kind.MICROSOFT:
        needed["tenant"] = row.tenant
    for field, value in needed.items():
        if not value:
            wrong.setdefault(field, [_("Fill this in before you switch it on.")])
    if not secret and not secret_of(row):
        wrong["secret"] = [_("Paste the client secret before you switch it on.")]


def _is_safe(url: str) -> bool:
    """Encrypted, or on this very machine."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    if not host or parts.query or parts.fragment:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and host in _LOCAL)
