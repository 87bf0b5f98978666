"""What the doctor asks of notices: do letters go out?"""

import io
from collections.abc import Iterator

from django.core.mail import get_connection
from django.core.management import call_command

from waypost.journal.doctor import Asked, Finding, asked_by_doctor, look, ok, wrong
from waypost.notices.models import Letter
from waypost.people.models import District


@asked_by_doctor
def mail(asked: Asked) -> Iterator[Finding]:
    out = io.StringIO()
    call_command("check_mail", stdout=out)
    said = " ".join(out.getvalue().split())
    if said:
        yield wrong(said, "See: docs/for-it.md, Mail.")
    elif not District.objects.exists():
        yield ok("Nobody has a letter to send yet: there is no district.")
    elif not District.objects.filter(demo=False).exists():
        yield ok("Letters stay here: the only district is a demo.")
    elif asked.network:
        yield _reachable()
    else:
        yield ok("A mail server is set (--network asks it).")


def _reachable() -> Finding:
    try:
        with get_connection():
            return ok("The mail server takes our sign-in.")
    except OSError as error:
        return wrong(
            f"The mail server does not take us ({type(error).__name__}).",
            "Look at WAYPOST_MAIL_HOST, _PORT, _USER, _PASSWORD and _TLS, and at its firewall.",
        )


@asked_by_doctor
def late_letters(asked: Asked) -> Iterator[Finding]:
    districts = District.objects.filter(demo=False)
    if late := Letter.objects.late(asked.at).filter(district__in=districts).count():
        yield look(
            f"{late} letters are more than a day late.",
            "They are tried again by themselves once mail works; nothing has to be written anew.",
        )
