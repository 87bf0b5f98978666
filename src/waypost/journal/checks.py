"""What the doctor asks of the journal: is everything delivered?"""

import datetime as dt
from collections.abc import Iterator

from waypost.journal.doctor import Asked, Finding, asked_by_doctor, look, ok, wrong
from waypost.journal.models import Delivery

# A loop that runs takes up what is due within seconds.
STANDING_STILL = dt.timedelta(minutes=30)


@asked_by_doctor
def deliveries(asked: Asked) -> Iterator[Finding]:
    if last := Delivery.objects.given_up().order_by("gave_up_at").last():
        yield wrong(
            f"{Delivery.objects.given_up().count()} deliveries were given up, the last because of"
            f" {last.error} ({last.handler}).",
            "Put that right, then: .venv/bin/python manage.py deliver_again",
        )
        return
    waiting = Delivery.objects.due(asked.at).filter(due_at__lt=asked.at - STANDING_STILL).count()
    if waiting:
        yield look(
            f"{waiting} deliveries have waited for more than half an hour.",
            "Is the server running? Its delivery loop takes them up at once.",
        )
        return
    yield ok("No delivery was given up, and none is late.")
