"""All of a try is frozen, and nothing is put into one that has ended."""

from django.db import migrations

from waypost.journal.frozen import allow, refuse

_SO_FAR = ("words", "number", "submission_id", "submitted_at")
_ENDED = "EXISTS (SELECT 1 FROM evidence_attempt WHERE id = NEW.attempt_id AND outcome <> '')"


class Migration(migrations.Migration):
    dependencies = [("evidence", "0007_described")]

    operations = [
        allow("evidence_attempt", on=("UPDATE",)),
        refuse("evidence_attempt", columns=(*_SO_FAR, "described", "try_number", "due_at")),
        refuse("evidence_attempt_artifacts", on=("INSERT",), condition=_ENDED),
        refuse("evidence_attempt_artifacts"),
    ]
