"""What the doctor asks of integrations: can what other systems ask for be signed?"""

from collections.abc import Iterator

from waypost.integrations.keys import missing_files
from waypost.journal.doctor import Asked, Finding, asked_by_doctor, wrong


@asked_by_doctor
def keys_of_integrations(asked: Asked) -> Iterator[Finding]:
    for file in missing_files():
        yield wrong(
            f"Nothing can be signed for other systems: {file} is missing or of another key.",
            "Put it back from your backup; what was signed can still be checked.",
        )
