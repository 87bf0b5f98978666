"""The VC API (W3C CCG): issue, verify, verify a presentation, change a status."""

from __future__ import annotations

import re

from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from waypost.credentials.answers import once
from waypost.integrations import issuing, standing, verifying
from waypost.integrations.models import Caller, IntegrationList, StatusChange
from waypost.integrations.views.answers import Wrong, asked, presented, verdict
from waypost.openbadges import Document
from waypost.openbadges.vcdm import Kind, Problem, Refused
from waypost.people.requests import DistrictRequest

# What an option has to be. `checks` is from earlier drafts: everything is checked, always.
ISSUING: dict[str, type] = {"credentialId": str, "mandatoryPointers": list}
VERIFYING: dict[str, type] = {
    "checks": list,
    "returnProblemDetails": bool,
    "returnResults": bool,
    "returnCredential": bool,
}
PRESENTING: dict[str, type] = {
    "checks": list,
    "returnProblemDetails": bool,
    "returnResults": bool,
    "returnPresentation": bool,
    "domain": str,
    "challenge": str,
}


_INDEX = re.compile(r"0|[1-9][0-9]{0,8}", re.ASCII)


@asked
def issue(sent: Document, caller: Caller) -> HttpResponse:
    options = _options(sent, ISSUING)
    if options.get("mandatoryPointers"):
        raise Wrong(_unknown("mandatoryPointers"))
    try:
        signed = issuing.issue(
            credential=_member(sent, "credential"),
            credential_id=options.get("credentialId", ""),
            by=caller,
            at=timezone.now(),
        )
    except Refused as why:
        wrong = [each for each in why.problems if not each.is_warning]
        raise Wrong(*wrong) from why
    except issuing.IssuedBefore as why:
        detail = "A credential of this id was issued here before."
        raise Wrong(Problem(Kind.MALFORMED_VALUE_ERROR, detail), status=409) from why
    return JsonResponse({"verifiableCredential": signed}, status=201)


@asked
def verify(sent: Document, caller: Caller) -> HttpResponse:
    options = _options(sent, VERIFYING)
    document = _member(sent, "verifiableCredential")
    result = verifying.credential(document, by=caller, at=timezone.now())
    return verdict(result, options)


@asked
def verify_presentation(sent: Document, caller: Caller) -> HttpResponse:
    """`presentation` may be one without a proof: then its credentials alone can be looked at."""
    options = _options(sent, PRESENTING)
    if "verifiablePresentation" in sent and "presentation" in sent:
        raise Wrong(_wrong("/presentation", "must be left out beside verifiablePresentation"))
    may_be_unsigned = "presentation" in sent
    name = "presentation" if may_be_unsigned else "verifiablePresentation"
    result = verifying.presentation(
        _member(sent, name),
        domain=options.get("domain", ""),
        challenge=options.get("challenge", ""),
        may_be_unsigned=may_be_unsigned,
        by=caller,
        at=timezone.now(),
    )
    return presented(result, options)


@asked
def update_status(sent: Document, caller: Caller) -> HttpResponse:
    entry = _member(sent, "credentialStatus")
    if entry.get("type") not in ("BitstringStatusListEntry", "BitstringStatusList"):
        raise Wrong(_wrong("/credentialStatus/type", "must be BitstringStatusListEntry"))
    purpose = entry.get("statusPurpose")
    if purpose not in StatusChange.Purpose.values:
        choices = " or ".join(StatusChange.Purpose.values)
        raise Wrong(_wrong("/credentialStatus/statusPurpose", f"must be {choices}"))
    named = _named(sent, entry)
    if not isinstance(sent.get("status"), bool):
        raise Wrong(_wrong("/status", "must be true or false"))
    try:
        standing.change(
            named=named,
            purpose=StatusChange.Purpose(purpose),
            value=sent["status"],
            by=caller,
            at=timezone.now(),
        )
    except standing.NotIssued as why:
        raise Wrong(status=404) from why
    except standing.AnotherPlace as why:
        raise Wrong(_wrong("/credentialStatus", "must be a place of that credential")) from why
    except standing.ForGood as why:
        detail = "A revoked credential stays revoked. Issue another one."
        raise Wrong(Problem(Kind.RANGE_ERROR, detail, "/status"), status=409) from why
    return JsonResponse({})


def _named(sent: Document, entry: Document) -> standing.Named:
    """By the id of a credential, by its place in a list, or by both."""
    credential_id = sent.get("credentialId")
    if "credentialId" in sent and not isinstance(credential_id, str):
        raise Wrong(_wrong("/credentialId", "must be the id of a credential"))
    url, index = entry.get("statusListCredential"), entry.get("statusListIndex")
    if url is None and index is None and credential_id is not None:
        return standing.Named(credential_id=credential_id)
    if not isinstance(url, str):
        raise Wrong(_wrong("/credentialStatus/statusListCredential", "must be an address"))
    if not isinstance(index, str) or not _INDEX.fullmatch(index):
        detail = "must be a whole number, written as a text"
        raise Wrong(_wrong("/credentialStatus/statusListIndex", detail))
    return standing.Named(credential_id=credential_id or None, url=url, index=int(index))


@require_safe
def revocations(request: DistrictRequest, number: int) -> HttpResponseBase:
    return _listing(request, number, "revoked_body")


@require_safe
def suspensions(request: DistrictRequest, number: int) -> HttpResponseBase:
    return _listing(request, number, "suspended_body")


def _listing(request: DistrictRequest, number: int, field: str) -> HttpResponseBase:
    """For anyone, with or without a token; there also after the last token has ended."""
    found = get_object_or_404(IntegrationList, district=request.district, number=number)
    # Some verifiers' loaders only take plain JSON, so that is what the list is called.
    response = HttpResponse(content_type="application/json")
    response["Cache-Control"] = "public, max-age=60"
    response["Access-Control-Allow-Origin"] = "*"
    tag = f"{found.pk}-{field}-{found.made_at.timestamp()}"
    return once(request, response, lambda: bytes(getattr(found, field)), tag=tag)


def _member(sent: Document, name: str) -> Document:
    value = sent.get(name)
    if not isinstance(value, dict):
        raise Wrong(_wrong(f"/{name}", "must be an object"))
    return value


def _options(sent: Document, known: dict[str, type]) -> Document:
    options = sent.get("options", {})
    if not isinstance(options, dict):
        raise Wrong(_wrong("/options", "must be an object"))
    for name, value in options.items():
        if name not in known:
            raise Wrong(_unknown(name))
        if not isinstance(value, known[name]):
            raise Wrong(_wrong(f"/options/{name[:80]}", f"must be a {known[name].__name__}"))
    return options


def _unknown(name: str) -> Problem:
    detail = "is no option here"
    return Problem(Kind.UNKNOWN_OPTION_PROVIDED, detail, f"/options/{name[:80]}")


def _wrong(path: str, detail: str) -> Problem:
    return Problem(Kind.MALFORMED_VALUE_ERROR, detail, path)
