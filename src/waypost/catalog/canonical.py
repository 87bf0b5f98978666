"""What exactly is frozen: a version as canonical JSON, and its digest."""

import hashlib
import json
from typing import Any

from waypost.catalog.models import Requirement, Version

_TEXTS = (
    "language", "title", "tagline", "sentence", "public_sentence", "grade_from", "grade_to",
    "subject", "beginner_minutes", "beginner_time", "content_area", "why", "use_tomorrow",
    "lessons", "already", "reviewed_by", "review_days", "app", "app_note", "follow_up", "read_more",
    "valid_months", "shape", "hue", "icon", "changes",
)  # fmt: skip


def canonical(version: Version) -> str:
    """Sorted keys, no spaces, real characters: the same version always gives the same text."""
    body: dict[str, Any] = {name: getattr(version, name) for name in _TEXTS}
    body["kind"] = version.achievement.kind
    body["slug"] = version.achievement.slug
    body["number"] = version.number
    body["clock_hours"] = f"{version.clock_hours:.2f}"
    body["steps"] = [{"title": s.title, "text": s.text} for s in version.steps.all()]
    body["alignments"] = [
        [a.framework, a.framework_version, a.code, a.url] for a in version.alignments.all()
    ]
    body["requirements"] = [_requirement(r) for r in version.requirements.all()]
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _requirement(requirement: Requirement) -> dict[str, Any]:
    return {
        "kind": requirement.kind,
        "title": requirement.title,
        "pieces": [
            {
                "title": p.title,
                "text": p.text,
                "kinds": p.kinds,
                "prompts": p.prompts,
                "items": [p.min_items, p.max_items],
                "words": [p.words_from, p.words_to],
            }
            for p in requirement.pieces.all()
        ],
        "rows": [
            {
                "title": r.title,
                "not_yet": r.not_yet,
                "demonstrated": r.demonstrated,
                "saved_comment": r.saved_comment,
                "privacy": r.privacy,
                "pieces": sorted(p.position for p in r.pieces.all()),
            }
            for r in requirement.rows.all()
        ],
        "choices": [
            {
                "label": c.label,
                "count": c.count,
                "counts_earlier": bool(c.counts_earlier),
                "achievements": sorted(a.slug for a in c.achievements.all()),
            }
            for c in requirement.choices.all()
        ],
    }


def shape(version: Version) -> dict[str, Any]:
    """What is frozen, as a page reads it; a draft's as it would be frozen now."""
    text = version.canonical or canonical(Version.objects.with_shape().get(pk=version.pk))
    body: dict[str, Any] = json.loads(text)
    return body


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
