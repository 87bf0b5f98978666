"""What a mail server said, as one of a few codes, and what to do about each, in words.

What it answered is never kept or shown: it may hold names, and it is written for machines.
"""

import smtplib
import socket
import ssl

from django.utils.translation import gettext as _

# Nobody has to look at these twice: the other side said no for good.
FINAL = {"recipient", "content"}


def trouble_of(error: Exception) -> str:
    """Raises the error again when it has nothing to do with mail."""
    match error:
        case smtplib.SMTPAuthenticationError():
            return "password"
        case smtplib.SMTPRecipientsRefused():
            codes = [code for code, _said in error.recipients.values()]
            return "recipient" if codes and all(code >= 500 for code in codes) else "later"
        case smtplib.SMTPSenderRefused():
            return "sender" if error.smtp_code >= 500 else "later"
        case smtplib.SMTPDataError():
            return "content" if error.smtp_code >= 500 else "later"
        case smtplib.SMTPNotSupportedError():
            return "not_offered"
        case smtplib.SMTPException():
            # The library says of silence, too, that the server has gone.
            silent = isinstance(error.__context__, TimeoutError)
            return "timeout" if silent else "hung_up"
        case ssl.SSLCertVerificationError():
            return "certificate"
        case ssl.SSLError():
            return "not_tls"
        case socket.gaierror() | UnicodeError():
            return "name"
        case TimeoutError():
            return "timeout"
        case ConnectionRefusedError():
            return "closed"
        case OSError():
            return "network"
    raise error


def happened(code: str, host: str = "") -> str:
    """One sentence; empty for a code that is none."""
    return {
        "password": _("The server refused the user or the password."),
        "recipient": _("There is no mailbox at this address, or it takes no mail from us."),
        "later": _("The server asked us to come back later."),
        "sender": _("The server does not let us send from the sender address."),
        "content": _("The server refused the letter itself."),
        "not_offered": _("The server does not offer this way to sign in or to encrypt."),
        "hung_up": _("The server hung up before the mail was sent."),
        "certificate": _("The server’s certificate is not trusted, or is for another name."),
        "not_tls": _("The server does not speak TLS on this port."),
        "name": _("No server by the name %(host)s is known.") % {"host": host or "…"},
        "timeout": _("The server did not answer in time."),
        "closed": _("Nothing answers on this port of the server."),
        "network": _("The server cannot be reached from here."),
        "full": _("The mailbox is full."),
        "gave_up": _("The other server could not be reached for days."),
        "bounced": _("The other server took it and then sent it back."),
    }.get(code, "")


def to_do(code: str) -> str:
    """What whoever set the server up can do; empty where nothing but waiting helps."""
    return {
        "password": _(
            "Type both again. Many providers want an app password instead of the usual one."
        ),
        "recipient": _("Check the address for a slip, and that the server may send to it."),
        "later": _("Wait ten minutes, then send another test."),
        "sender": _("Use an address that this user may send from, often the user itself."),
        "content": _("Ask whoever runs the server for its rules about mail from programs."),
        "not_offered": _("Choose another kind of security, or leave user and password empty."),
        "hung_up": _("Often the wrong kind of security for the port: 465 is TLS, 587 STARTTLS."),
        "certificate": _(
            "Use the exact name that the certificate is for. Ask whoever runs the server for it."
        ),
        "not_tls": _("Choose STARTTLS for port 587 or 25, and TLS from the start for port 465."),
        "name": _("Check the name for a slip."),
        "timeout": _("Check name and port. A firewall may keep this machine from sending mail."),
        "closed": _("Check the port: 587 and 465 are usual."),
        "network": _("Check this machine’s network, then send another test."),
    }.get(code, "")
