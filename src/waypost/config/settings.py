"""The one settings file: every operator's choice is read through `environment`, once."""

from datetime import timedelta

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from waypost.config import environment as env

DATA = env.folder("WAYPOST_DATA", env.ROOT / "data")
DEBUG = env.switch("WAYPOST_DEBUG")
SECRET_KEY = env.secret("WAYPOST_SECRET", DATA / "keys" / "secret")
KEYS = DATA / "keys"
# What signing keys are encrypted with on the disk, and until the next start with what before.
KEYS_SECRET = env.passphrase("WAYPOST_KEYS_SECRET")
KEYS_SECRET_BEFORE = env.text("WAYPOST_KEYS_SECRET_BEFORE")
# /ui/ shows every component and state to the people who build the product.
SHOW_COMPONENTS = env.switch("WAYPOST_COMPONENTS", DEBUG)

# The host decides the district (people.middleware), which refuses every host it does not know.
ALLOWED_HOSTS = ["*"]
TLS = env.switch("WAYPOST_TLS")
# What is answered where no district lives: the first one is made there, and addresses are tried.
URLS_WITHOUT_DISTRICT = "waypost.founding.nowhere"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TLS else None

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "waypost.ui",
    "waypost.journal",
    "waypost.people",
    "waypost.catalog",
    "waypost.credentials",
    "waypost.integrations",
    "waypost.wallets",
    "waypost.evidence",
    "waypost.surveys",
    "waypost.review",
    "waypost.support",
    "waypost.program",
    "waypost.notices",
    "waypost.pages",
    "waypost.founding",
    "waypost.demo",
    "waypost.export",
    "waypost.config",
    # Last, so that our sign-in pages are found before the library's own.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "waypost.config.compress.CompressPages",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "waypost.people.middleware.DistrictMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "waypost.config.urls"
WSGI_APPLICATION = "waypost.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["waypost.ui.templatetags.ui", "django.templatetags.i18n"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "waypost.pages.context.page",
                "waypost.demo.context.demo",
            ],
        },
    }
]

DATABASES = {"default": env.database(env.text("WAYPOST_DATABASE"), DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ATOMIC_REQUESTS = False

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["waypost.people.sign_in.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/home"
ACCOUNT_ADAPTER = "waypost.people.sign_in.Adapter"
ACCOUNT_FORMS = {
    "login": "waypost.people.forms.LoginForm",
    "request_login_code": "waypost.people.forms.RequestLoginCodeForm",
    "confirm_login_code": "waypost.people.forms.ConfirmLoginCodeForm",
    "reset_password": "waypost.people.forms.ResetPasswordForm",
    "reset_password_from_key": "waypost.people.forms.ResetPasswordKeyForm",
    "change_password": "waypost.people.forms.ChangePasswordForm",
    "set_password": "waypost.people.forms.SetPasswordForm",
    "reauthenticate": "waypost.people.forms.ReauthenticateForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = 3
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = True
# A word to the wise for whoever guesses addresses: an unknown one answers like a known one.
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False

# A provider's apps are made from the district's rows and files; no call leaves while one is off.
SOCIALACCOUNT_ADAPTER = "waypost.people.vouching.ProviderAdapter"
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
MFA_ADAPTER = "waypost.people.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
# The clock of a phone may be half a minute off.
MFA_TOTP_TOLERANCE = 1
# Browsers give passkeys to this machine itself and to HTTPS alone; the library asks for HTTPS.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not TLS
MFA_FORMS = {
    "authenticate": "waypost.people.forms.SecondStepForm",
    "reauthenticate": "waypost.people.forms.SecondStepAgainForm",
    "activate_totp": "waypost.people.forms.ActivateAppForm",
    "add_webauthn": "waypost.people.forms.AddPasskeyForm",
}
MFA_RATE_LIMITS = {"webauthn_login": "200/m/ip"}

# The proxy that speaks HTTPS says in X-Forwarded-For who asked; without it everyone is the proxy.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if TLS else 0
# A workshop is one address of a school: what one address may do is for a hall full of people, and
# what one account may do (key) is for one person.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "100/m/ip,5/5m/key",
    "request_login_code": "200/m/ip,3/m/key",
    "reset_password": "200/m/ip,5/m/key",
    "reset_password_from_key": "200/m/ip",
    "wallet_register": "100/h/ip",
}

SESSION_COOKIE_AGE = int(timedelta(days=14).total_seconds())
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = TLS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "waypost.pages.errors.expired"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "media-src": [SELF, "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "frame-src": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
    }
}

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-us"
LANGUAGES = [("en-us", _("English"))]
LOCALE_PATHS = [env.ROOT / "src" / "waypost" / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": DATA / "files",
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if env.switch("WAYPOST_PLAIN_STATIC", DEBUG)
            else "waypost.ui.storage.ModuleStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = env.switch("WAYPOST_PLAIN_STATIC", DEBUG)
WHITENOISE_MAX_AGE = 0 if DEBUG else 3600
# Larger bodies arrive in resumable pieces (evidence.uploads), never through a form.
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_TEMP_DIR = None
# A form may come from anyone, and its files are written down before a view can refuse them.
FILE_UPLOAD_HANDLERS = ["waypost.evidence.arrivals.SmallFiles"]

EMAIL_HOST = env.text("WAYPOST_MAIL_HOST")
# Naming a server is enough to send mail; nobody of the demo exists, so its mail stays here.
EMAIL_BACKEND = env.text("WAYPOST_MAIL_BACKEND", "waypost.notices.outbox.OutboxBackend")
EMAIL_PORT = env.number("WAYPOST_MAIL_PORT", 25)
EMAIL_HOST_USER = env.text("WAYPOST_MAIL_USER")
EMAIL_HOST_PASSWORD = env.text("WAYPOST_MAIL_PASSWORD")
EMAIL_USE_TLS = env.switch("WAYPOST_MAIL_TLS")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.mailbox("WAYPOST_MAIL_FROM", "waypost@localhost")

LOG_LEVEL = env.choice("WAYPOST_LOG", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "waypost.config.logs.Nameless",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "fontTools": {"level": "WARNING"},
        "fido2": {"level": "WARNING"},
        # It tells codes and tokens to whoever reads its smallest news.
        "oauthlib": {"level": "WARNING"},
    },
}
