"""`python -m tests.identity.provider FOLDER`: allauth's own OIDC provider on a free port, said on
the first line. `POST /setup` decides who has accounts there and where it may send them back to."""

import json
import os
import sys
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

CLIENT, SECRET = "waypost", "a secret that only the two of them know"
KEY = rsa.generate_private_key(65537, 2048)
# What it says of somebody beside their address, by address.
EXTRA: dict[str, dict[str, Any]] = {}


def configure(folder: Path) -> None:
    from django.conf import settings

    settings.configure(
        SECRET_KEY="only for tests",
        DEBUG=False,
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=__name__,
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "idp.db"}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
            "allauth",
            "allauth.account",
            "allauth.idp.oidc",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "allauth.account.middleware.AccountMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.messages.context_processors.messages",
                    ]
                },
            }
        ],
        # Beside the product's cookies, which a browser keeps by host and not by port.
        SESSION_COOKIE_NAME="idp_session",
        CSRF_COOKIE_NAME="idp_csrf",
        LOGIN_URL="/as/",
        IDP_OIDC_ADAPTER=f"{__name__}.Adapter",
        IDP_OIDC_PRIVATE_KEY=KEY.private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
        ).decode(),
    )


def setup(request: Any) -> Any:
    from allauth.account.models import EmailAddress
    from allauth.idp.oidc.models import Client
    from django.contrib.auth import get_user_model
    from django.http import HttpResponse

    told = json.loads(request.body)
    for person in told["people"]:
        email = person["email"]
        user, _made = get_user_model().objects.get_or_create(username=email, email=email)
        EmailAddress.objects.update_or_create(
            user=user, email=email, defaults={"verified": person["verified"], "primary": True}
        )
        EXTRA[email] = person.get("claims", {})
    client, _made = Client.objects.get_or_create(id=CLIENT)
    client.scopes = "openid\nemail\nprofile"
    client.redirect_uris = "\n".join(told["back"])
    client.set_secret(SECRET)
    client.save()
    return HttpResponse("ready")


def choose(request: Any) -> Any:
    """Whom one is there, with one click: passwords are not what is tested."""
    from django.contrib.auth import get_user_model, login
    from django.http import HttpResponse, HttpResponseRedirect
    from django.utils.html import format_html, format_html_join

    onward = request.GET.get("next", "/")
    if email := request.GET.get("email"):
        user = get_user_model().objects.get(email=email)
        login(request, user, backend="django.contrib.auth.backends.ModelBackend")
        return HttpResponseRedirect(onward)
    links = format_html_join(
        "",
        '<p><a href="/as/?email={}&amp;next={}">{}</a></p>',
        (
            (user.email, onward.replace("&", "%26"), user.email)
            for user in get_user_model().objects.all()
        ),
    )
    return HttpResponse(format_html("<title>Who are you?</title>{}", links))


def main(folder: Path) -> None:
    import django

    configure(folder)
    django.setup()

    from allauth.idp.oidc.adapter import DefaultOIDCAdapter
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application
    from django.urls import include, path
    from django.views.decorators.csrf import csrf_exempt

    class Adapter(DefaultOIDCAdapter):  # type: ignore[misc]  # the library ships no types
        def get_claims(self, purpose: Any, user: Any, *args: Any, **kwargs: Any) -> Any:
            return super().get_claims(purpose, user, *args, **kwargs) | EXTRA.get(user.email, {})

    here = sys.modules[__name__]
    here.Adapter = Adapter  # type: ignore[attr-defined]  # named by the settings
    here.urlpatterns = [  # type: ignore[attr-defined]  # likewise
        path("setup", csrf_exempt(setup)),
        path("as/", choose),
        path("accounts/", include("allauth.account.urls")),
        path("", include("allauth.idp.urls")),
    ]
    call_command("migrate", verbosity=0)

    class Quiet(WSGIRequestHandler):
        def log_message(self, *args: Any) -> None:
            """Says nothing."""

    with make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet) as server:
        print(server.server_port, flush=True)
        server.serve_forever()


if __name__ == "__main__":
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)
    # Found again by the name that the settings say.
    sys.modules["provider_of_tests"] = sys.modules[__name__]
    __name__ = "provider_of_tests"
    main(Path(sys.argv[1]))
