"""Every address of the product: its name, and what it is filled with."""

import secrets
import uuid
from collections.abc import Callable, Iterator

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.house.world import Things
from waypost.credentials import handover, taking_along
from waypost.surveys.asking import token_for
from waypost.surveys.models import Occasion

Filled = Callable[[Things], dict[str, object]]

# What an address of this name holds of a district's things; every other address holds nothing.
# After a plus, the same address with something else in it.
HOLDS: dict[str, Filled] = {
    "pages:achievement": lambda t: {"slug": t.version.achievement.slug},
    "pages:version": lambda t: {"slug": t.version.achievement.slug, "number": 1},
    "pages:achievement+draft": lambda t: {"slug": t.unpublished.achievement.slug},
    "pages:work+waiting": lambda t: {"pk": t.waiting.submission_id},
    "pages:badge+public": lambda t: {"pk": t.public.pk},
    "pages:proof+public": lambda t: {"public_id": t.public.public_id},
    "credentials:json+public": lambda t: {"public_id": t.public.public_id},
    "credentials:jwt+public": lambda t: {"public_id": t.public.public_id},
    "credentials:jwt_ed25519+public": lambda t: {"public_id": t.public.public_id},
    "credentials:png+public": lambda t: {"public_id": t.public.public_id},
    "credentials:svg+public": lambda t: {"public_id": t.public.public_id},
    "credentials:pdf+public": lambda t: {"public_id": t.public.public_id},
    "evidence:media+handed_in": lambda t: {"pk": t.handed_in.pk},
    "pages:work": lambda t: {"pk": t.draft.pk},
    "pages:take_back": lambda t: {"pk": t.waiting.submission_id},
    "pages:take_out": lambda t: {"pk": t.draft.pk, "artifact": t.photo.pk},
    "pages:try_link": lambda t: {"pk": t.link.submission_id, "artifact": t.link.pk},
    "pages:earn": lambda t: {"pk": t.requirement.pk},
    "pages:badge": lambda t: {"pk": t.award.pk},
    "pages:withdraw": lambda t: {"pk": t.award.pk},
    "pages:suspend": lambda t: {"pk": t.award.pk},
    "pages:restore": lambda t: {"pk": t.award.pk},
    "pages:renew": lambda t: {"pk": t.award.pk},
    "credentials:history": lambda t: {"public_id": t.award.public_id},
    "credentials:history+public": lambda t: {"public_id": t.public.public_id},
    "pages:correct_name": lambda t: {"pk": t.award.pk},
    "pages:correct_date": lambda t: {"pk": t.award.pk},
    "pages:sign_anew": lambda t: {"pk": t.award.pk},
    "pages:outside_hours": lambda t: {"pk": t.award.pk},
    "pages:record": lambda t: {"pk": t.award.person_id},
    "pages:rename": lambda t: {"pk": t.award.person_id},
    "pages:move_address": lambda t: {"pk": t.award.person_id},
    "pages:join": lambda t: {"pk": t.award.person_id},
    "pages:renew_key": lambda t: {"pk": t.award.pk},
    "pages:proof": lambda t: {"public_id": t.award.public_id},
    "export:of_somebody": lambda t: {"pk": t.award.person_id},
    "export:by_link": lambda t: {"token": taking_along.token_for(t.award.person)},
    "pages:share": lambda t: {"pk": t.award.pk},
    "pages:card_picture": lambda t: {"public_id": t.award.public_id},
    "pages:card_picture+public": lambda t: {"public_id": t.public.public_id},
    "pages:small_picture": lambda t: {"public_id": t.award.public_id},
    "pages:small_picture+public": lambda t: {"public_id": t.public.public_id},
    "pages:frame": lambda t: {"public_id": t.award.public_id},
    "pages:frame+public": lambda t: {"public_id": t.public.public_id},
    "pages:handover": lambda t: {"token": handover.token(t.award)},
    "pages:handover_exchange": lambda t: {"token": handover.token(t.award)},
    "pages:proof_evidence": lambda t: {"public_id": t.public.public_id, "pk": t.shown.pk},
    "pages:outside": lambda t: {"pk": t.outside.pk},
    "pages:outside_remove": lambda t: {"pk": t.outside.pk},
    "pages:outside_count": lambda t: {"pk": t.outside.pk},
    "pages:endorsement": lambda t: {"pk": t.endorsement.pk},
    "pages:endorsement_show": lambda t: {"pk": t.endorsement.pk},
    "pages:endorsement_take_out": lambda t: {"pk": t.endorsement.pk},
    "pages:earlier_import": lambda t: {"pk": t.brought.pk},
    "pages:earlier_import+added": lambda t: {"pk": t.added.pk},
    "pages:earlier_titles": lambda t: {"pk": t.brought.pk},
    "pages:earlier_take_back": lambda t: {"pk": t.added.pk},
    "pages:earlier_take_back_one": lambda t: {"pk": t.before.pk},
    "pages:award_list": lambda t: {"pk": t.listed.pk},
    "pages:award_list+done": lambda t: {"pk": t.given.pk},
    "pages:award_list+paused": lambda t: {"pk": t.paused.pk},
    "pages:award_list_begin": lambda t: {"pk": t.listed.pk},
    "pages:award_list_report": lambda t: {"pk": t.given.pk},
    "pages:award_list_withdraw": lambda t: {"pk": t.given.pk},
    "credentials:json": lambda t: {"public_id": t.award.public_id},
    "credentials:jwt": lambda t: {"public_id": t.award.public_id},
    "credentials:jwt_ed25519": lambda t: {"public_id": t.award.public_id},
    "credentials:png": lambda t: {"public_id": t.award.public_id},
    "credentials:svg": lambda t: {"public_id": t.award.public_id},
    "credentials:pdf": lambda t: {"public_id": t.award.public_id},
    "credentials:degree_record": lambda t: {"public_id": t.award.public_id},
    "credentials:ob2_badge": lambda t: {"pk": t.version.pk},
    "credentials:ob2_badge_png": lambda t: {"pk": t.version.pk},
    "credentials:ob2": lambda t: {"public_id": t.public.public_id},
    "credentials:ob2_png": lambda t: {"public_id": t.public.public_id},
    "credentials:ob2_svg": lambda t: {"public_id": t.public.public_id},
    "pages:badge_evidence": lambda t: {"pk": t.award.pk},
    "evidence:words": lambda t: {"pk": t.draft.pk},
    "evidence:uploads": lambda t: {"pk": t.draft.pk},
    "evidence:upload": lambda t: {"pk": t.upload.pk},
    "evidence:media": lambda t: {"pk": t.photo.pk},
    "evidence:captions": lambda t: {"pk": t.spoken.pk},
    "evidence:captions_then": lambda t: {"pk": t.shown.pk, "attempt": t.passed.pk},
    "evidence:told": lambda t: {"pk": t.photo.pk},
    "review:bench": lambda t: {"attempt": t.waiting.pk},
    "pages:preview": lambda t: {"pk": t.manuscript.pk},
    "catalog:manuscript": lambda t: {"pk": t.manuscript.pk},
    "catalog:section": lambda t: {"pk": t.manuscript.pk, "section": "words"},
    "catalog:keep": lambda t: {"pk": t.manuscript.pk},
    "catalog:say": lambda t: {"pk": t.manuscript.pk},
    "catalog:publish": lambda t: {"pk": t.manuscript.pk},
    "catalog:put_away": lambda t: {"pk": t.manuscript.pk},
    "catalog:bring_back": lambda t: {"pk": t.manuscript.pk},
    "catalog:resolve": lambda t: {"pk": t.comment.pk},
    "catalog:retire": lambda t: {"pk": t.version.pk},
    "review:start": lambda t: {"attempt": t.waiting.pk},
    "review:put_back": lambda t: {"attempt": t.in_hand.pk},
    "review:hide": lambda t: {"attempt": t.waiting.pk, "artifact": t.handed_in.pk},
    "review:score": lambda t: {"attempt": t.in_hand.pk},
    "review:decide": lambda t: {"attempt": t.in_hand.pk},
    "review:trail": lambda t: {"attempt": t.waiting.pk},
    "founding:campus": lambda t: {"pk": t.campus.pk},
    "logo": lambda t: {"name": t.campus.district.logo_name},
    "founding:answer": lambda t: {"nonce": t.tried.nonce},
    "founding:seen": lambda t: {"token": t.tried.token},
    "support:ask": lambda t: {"version": t.version.pk},
    "support:photo": lambda t: {"name": t.desk.photo_name},
    "integrations:end": lambda t: {"pk": t.token.pk},
    "support:answered": lambda t: {"pk": t.asked.pk},
    "people:person": lambda t: {"pk": t.colleague.pk},
    "people:give_role": lambda t: {"pk": t.colleague.pk},
    "people:end_role": lambda t: {"pk": t.colleague.pk, "placement": t.placement.pk},
    "people:leave": lambda t: {"pk": t.colleague.pk},
    "people:come_back": lambda t: {"pk": t.colleague.pk},
    "program:group": lambda t: {"pk": t.group.pk},
    "program:add": lambda t: {"pk": t.group.pk},
    "program:remove": lambda t: {"pk": t.group.pk},
    "program:close": lambda t: {"pk": t.group.pk},
    "program:letter": lambda t: {"pk": t.group.pk},
    "program:try": lambda t: {"pk": t.group.pk},
    "program:invite": lambda t: {"pk": t.group.pk},
    "program:preview": lambda t: {"pk": t.group.pk},
    "program:offer": lambda t: {"pk": t.version.pk},
    "program:welcome": lambda t: {"token": t.invitation.token},
    "program:opened": lambda t: {"token": t.invitation.token},
    "program:message": lambda t: {"pk": t.message.pk},
    "notices:invitation": lambda t: {"pk": t.group.pk},
    "pages:set_aside": lambda t: {"pk": t.draft.pk},
    "pages:take_up": lambda t: {"pk": t.aside.pk},
    "surveys:evaluate": lambda t: {"token": token_for(Occasion.AWARD, t.award.pk)},
    "surveys:about": lambda t: {"pk": t.version.pk},
    "notices:letter": lambda t: {"pk": t.letter.pk},
    "notices:again": lambda t: {"pk": t.lost.pk},
    "notices:quiet": lambda t: {"token": t.quiet.token, "kind": "monday_rep"},
    "notices:body": lambda t: {"pk": t.letter.pk},
    "wallets:end": lambda t: {"pk": t.connection.pk},
}
# Parts of an address that are the same for every district's things.
NOBODYS = {"words"}
# Filled with what belongs to no district.
FIXED: dict[str, dict[str, object]] = {
    "credentials:status": {"number": 1},
    "credentials:suspensions": {"number": 1},
    "credentials:revocations": {"number": 1},
    "integrations:revocations": {"number": 1},
    "integrations:suspensions": {"number": 1},
    "integrations:suspensions_below": {"number": 1},
    "ui:brand": {"digest": "0000"},
    "people:choose_provider": {"kind": "other"},
    "openid_connect_login": {"provider_id": "other"},
    "openid_connect_callback": {"provider_id": "other"},
    "mfa_remove_webauthn": {"pk": 1},
    "people:address_confirm": {"token": "none"},
    "people:address_remove": {"pk": 1},
    "account_reset_password_from_key": {"uidb36": "1", "key": "set-password"},
}


def names(patterns: list[URLPattern | URLResolver] | None = None, space: str = "") -> Iterator[str]:
    """Every name in the resolver; an address without a name has none to be found by."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from names(pattern.url_patterns, inner)
        else:
            yield f"{space}{pattern.name}" if pattern.name else f"unnamed {pattern.pattern}"


def path_of(name: str, things: Things) -> str:
    kwargs = HOLDS[name](things) if name in HOLDS else FIXED.get(name, {})
    return reverse(name.partition("+")[0], kwargs=kwargs)


def unknown(name: str, things: Things) -> str:
    """The same address with ids that were never given to anything."""
    held = HOLDS[name](things)
    kwargs = {k: value if value in NOBODYS else _never(value) for k, value in held.items()}
    return reverse(name.partition("+")[0], kwargs=kwargs)


def _never(value: object) -> object:
    return uuid.uuid4() if isinstance(value, uuid.UUID) else secrets.token_hex(11)
