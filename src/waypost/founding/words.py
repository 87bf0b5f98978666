"""What is said about an address that was tried: what happened, and what to do now."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from waypost.founding.reach import Found

Said = tuple[str | Promise, str | Promise]

FOUND: dict[str, Said] = {
    Found.REACHED: (
        _("This server answers there"),
        _("Over a connection that browsers trust."),
    ),
    Found.NO_NAME: (
        _("This name leads nowhere yet"),
        _(
            "Ask whoever runs your domain to add it (a DNS record) and to point it at this server."
            " A new name can take an hour to be known. Then check again."
        ),
    ),
    Found.PRIVATE: (
        _("This name leads to a machine inside your network"),
        _(
            "From here it is a private address, which nobody outside can open. Ask whoever runs"
            " your network for a public one, or to let this server see the public one too."
        ),
    ),
    Found.CLOSED: (
        _("Nothing answers there"),
        _(
            "The name leads to a machine that takes no connection for https (port 443). Ask whether"
            " the web server or proxy in front of Waypost runs, and whether the firewall lets it"
            " through."
        ),
    ),
    Found.SLOW: (
        _("No answer came within eight seconds"),
        _(
            "Often a firewall drops the connection without a word. Ask whoever runs your network to"
            " open port 443 to this server, also from the server itself."
        ),
    ),
    Found.HTTP_ONLY: (
        _("This server answers there, and without https"),
        _(
            "Anybody on the way could change a badge. Put a proxy with a certificate in front of"
            " Waypost (Caddy gets one by itself), and start Waypost with WAYPOST_TLS=on."
        ),
    ),
    Found.SELF_SIGNED: (
        _("Its certificate was signed by nobody whom browsers know"),
        _(
            "Visitors would see a warning. Get a certificate from a public authority, such as Let’s"
            " Encrypt, and check again."
        ),
    ),
    Found.INCOMPLETE: (
        _("Its certificate comes without the one that it rests on"),
        _(
            "Some browsers cope and many programs don’t. Let the web server send the whole chain"
            " (often called fullchain), and check again."
        ),
    ),
    Found.EXPIRED: (
        _("Its certificate is not valid today"),
        _("It has run out or begins later. Renew it, look at both clocks, and check again."),
    ),
    Found.OTHER_NAME: (
        _("Its certificate is for another name"),
        _("Get a certificate for exactly this name, and check again."),
    ),
    Found.UNTRUSTED: (
        _("Its certificate is not one that this server can trust"),
        _("Ask whoever set up the web server to look at it, and check again."),
    ),
    Found.MOVED: (
        _("This address sends visitors somewhere else"),
        _(
            "Badges need the address that answers itself. Type the one that it leads to, or take"
            " the redirect out."
        ),
    ),
    Found.ELSEWHERE: (
        _("Something else answers there"),
        _(
            "A website answers, and it is not this server. Look at where the proxy sends this name,"
            " and whether it keeps the Host header."
        ),
    ),
}
