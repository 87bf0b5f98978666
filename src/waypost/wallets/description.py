"""How a wallet finds everything: the Service Description Document (Open Badges 3.0, 6.3), which is
OpenAPI, and the same for OAuth programs that know no badges (RFC 8414)."""

from typing import Any

from waypost.people.models import District
from waypost.wallets import listing, registration, scopes
from waypost.wallets.addresses import picture_of, policies_of, whole

Json = dict[str, Any]
SCHEME = "OAuth2ACG"
# In English for programs; what a teacher is asked is in scopes.WORDS.
SCOPES = {
    scopes.READ: "Permission to read the badges of the authenticated person.",
    scopes.ADD: "Permission to add badges for the authenticated person, or to bring newer ones.",
    scopes.PROFILE: "Permission to read the profile of the authenticated person.",
    scopes.CHANGE_PROFILE: "Permission to ask for changes of the profile.",
}


def metadata(district: District) -> Json:
    """RFC 8414, with RFC 9207's promise that every answer says who gave it."""
    return {
        "issuer": district.address,
        "authorization_endpoint": whole(district, "authorize"),
        "token_endpoint": whole(district, "token"),
        "registration_endpoint": whole(district, "register"),
        "revocation_endpoint": whole(district, "revoke"),
        "scopes_supported": list(scopes.KNOWN),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": list(registration.GRANTS),
        "token_endpoint_auth_methods_supported": list(registration.METHODS),
        "revocation_endpoint_auth_methods_supported": list(registration.METHODS),
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": True,
    }


def service_description(district: District) -> Json:
    privacy, terms = policies_of(district)
    picture = picture_of(district)
    return {
        "openapi": "3.0.1",
        "info": {
            "title": district.title,
            "version": "3.0",
            "termsOfService": terms,
            "x-imssf-privacyPolicyUrl": privacy,
            **({"x-imssf-image": picture} if picture else {}),
        },
        "servers": [{"url": f"{district.address}/ims/ob/v3p0"}],
        "tags": [{"name": "OpenBadgeCredentials"}, {"name": "Discovery"}],
        "paths": _paths(),
        "components": {
            "securitySchemes": {SCHEME: _security(district, privacy, terms)},
            "schemas": _schemas(),
        },
    }


def _security(district: District, privacy: str, terms: str) -> Json:
    token = whole(district, "token")
    return {
        "type": "oauth2",
        "description": "OAuth 2.0 authorization code grant with PKCE (S256). Tokens are revoked"
        f" (RFC 7009) at {whole(district, 'revoke')}.",
        "x-imssf-name": district.title,
        "x-imssf-privacyPolicyUrl": privacy,
        "x-imssf-registrationUrl": whole(district, "register"),
        "x-imssf-termsOfServiceUrl": terms,
        "flows": {
            "authorizationCode": {
                "authorizationUrl": whole(district, "authorize"),
                "tokenUrl": token,
                "refreshUrl": token,
                "scopes": SCOPES,
            }
        },
    }


def _paths() -> Json:
    badge = {"application/json": _ref("AchievementCredential"), "text/plain": _ref("CompactJws")}
    profile = {"application/json": _ref("Profile")}
    return {
        "/credentials": {
            "get": _operation(
                "getCredentials",
                scopes.READ,
                {200: {"application/json": _ref("GetOpenBadgeCredentialsResponse")}},
                parameters=[
                    _query("limit", {"type": "integer", "minimum": 1, "maximum": listing.MOST}),
                    _query("offset", {"type": "integer", "minimum": 0}),
                    _query("since", {"type": "string", "format": "date-time"}),
                ],
                headers=True,
            ),
            "post": _operation(
                "upsertCredential", scopes.ADD, {200: badge, 201: badge}, body=badge
            ),
        },
        "/profile": {
            "get": _operation("getProfile", scopes.PROFILE, {200: profile}),
            "put": _operation("putProfile", scopes.CHANGE_PROFILE, {200: profile}, body=profile),
        },
        "/discovery": {
            "get": _operation(
                "getServiceDescription",
                "",
                {200: {"application/json": _ref("ServiceDescriptionDocument")}},
            )
        },
    }


def _operation(
    name: str,
    scope: str,
    answers: dict[int, Json],
    *,
    body: Json | None = None,
    parameters: list[Json] | None = None,
    headers: bool = False,
) -> Json:
    told: Json = {str(status): _answer(content, headers) for status, content in answers.items()}
    told["default"] = _answer({"application/json": _ref("Imsx_StatusInfo")}, False)
    return {
        "operationId": name,
        "tags": ["OpenBadgeCredentials" if scope else "Discovery"],
        "security": [{SCHEME: [scope]}] if scope else [],
        **({"parameters": parameters} if parameters else {}),
        **({"requestBody": {"required": True, "content": body}} if body else {}),
        "responses": told,
    }


def _answer(content: Json, paged: bool) -> Json:
    page: Json = {
        "X-Total-Count": {"schema": {"type": "integer"}},
        "Link": {"schema": {"type": "string"}},
    }
    return {"description": "", "content": content, **({"headers": page} if paged else {})}


def _query(name: str, schema: Json) -> Json:
    return {"name": name, "in": "query", "required": False, "schema": schema}


def _ref(name: str) -> Json:
    return {"schema": {"$ref": f"#/components/schemas/{name}"}}


def _object(required: list[str], **properties: Json) -> Json:
    """OpenAPI 3.0 knows no empty list of what is required."""
    return {
        "type": "object",
        **({"required": required} if required else {}),
        "properties": properties,
        "additionalProperties": True,
    }


def _schemas() -> Json:
    text: Json = {"type": "string"}
    uri: Json = {"type": "string", "format": "uri"}
    anything: Json = {}
    badge = {"$ref": "#/components/schemas/AchievementCredential"}
    token = {"$ref": "#/components/schemas/CompactJws"}
    minor = _object(
        ["imsx_codeMinorFieldName", "imsx_codeMinorFieldValue"],
        imsx_codeMinorFieldName=text,
        imsx_codeMinorFieldValue=text,
    )
    return {
        "AchievementCredential": _object(
            ["@context", "id", "type", "issuer", "validFrom", "credentialSubject"],
            **{"@context": {"type": "array", "items": anything}},
            id=uri,
            type={"type": "array", "items": text},
            issuer=anything,
            validFrom={"type": "string", "format": "date-time"},
            credentialSubject={"type": "object"},
        ),
        "CompactJws": {"type": "string", "pattern": r"^[-\w]+\.[-\w]+\.[-\w]+$"},
        "GetOpenBadgeCredentialsResponse": _object(
            [],
            credential={"type": "array", "items": badge},
            compactJwsString={"type": "array", "items": token},
        ),
        "Profile": _object(["id", "type"], id=uri, name=text, email=text),
        "ServiceDescriptionDocument": _object(["openapi", "info", "components"]),
        "Imsx_StatusInfo": _object(
            ["imsx_codeMajor", "imsx_severity"],
            imsx_codeMajor=text,
            imsx_severity=text,
            imsx_description=text,
            imsx_codeMinor=_object(
                ["imsx_codeMinorField"],
                imsx_codeMinorField={"type": "array", "items": minor},
            ),
        ),
    }
