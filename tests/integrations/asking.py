"""Another system that asks the VC API, for the tests."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.test import Client
from django.utils import timezone

from tests.cast import Cast
from waypost.integrations import actions

V2 = "https://www.w3.org/ns/credentials/v2"


class System:
    """With a token of its own, or `secret`."""

    def __init__(self, where: Cast, may: str = "issue verify status", **more: Any) -> None:
        self.made = actions.make_token(
            district=where.district,
            name=more.pop("name", "State wallet"),
            may_issue="issue" in may,
            may_verify="verify" in may,
            may_change_status="status" in may,
            days=90,
            by=where.lead,
            at=more.pop("at", timezone.now()),
        )
        self.secret = self.made.secret
        self.client = Client(headers={"host": where.district.host}, raise_request_exception=True)

    def post(self, path: str, body: Any, **more: Any) -> Any:
        """What came back; `told` is its JSON."""
        content = body if isinstance(body, str | bytes) else json.dumps(body)
        secret = more.pop("secret", self.secret)
        headers = {"Authorization": f"Bearer {secret}"} if secret else {}
        more.setdefault("content_type", "application/json")
        answer: Any = self.client.post(f"/vc-api/{path}", content, headers=headers, **more)
        kind = answer.headers["Content-Type"]
        answer.told = json.loads(answer.content) if "json" in kind else None
        return answer

    def issue(self, **more: Any) -> Any:
        options = more.pop("options", {})
        return self.post(
            "credentials/issue", {"credential": credential(**more), "options": options}
        )

    def issued(self, **more: Any) -> dict[str, Any]:
        answer = self.issue(**more)
        assert answer.status_code == 201, answer.content
        signed: dict[str, Any] = answer.told["verifiableCredential"]
        return signed

    def verify(self, document: Any, **options: Any) -> Any:
        body = {"verifiableCredential": document, "options": options}
        return self.post("credentials/verify", body)

    def change(self, credential_id: str, purpose: str, value: bool) -> Any:
        entry = {"type": "BitstringStatusListEntry", "statusPurpose": purpose}
        body = {"credentialId": credential_id, "credentialStatus": entry, "status": value}
        return self.post("credentials/status", body)


def credential(**more: Any) -> dict[str, Any]:
    made = {
        "@context": [V2],
        "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
        "type": ["VerifiableCredential"],
        "credentialSubject": {"id": "did:example:ada", "name": "Ada"},
        **more,
    }
    return {name: value for name, value in made.items() if value is not ...}


def days(count: int) -> dt.timedelta:
    return dt.timedelta(days=count)
