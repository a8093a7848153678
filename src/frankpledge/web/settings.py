"""
Django settings.

Evidence is in the archive folder; people, plans and the record of who did what are in the database: an SQLite file
in the workspace folder, or the PostgreSQL database that FRANKPLEDGE_DATABASE names.
"""

import os
from pathlib import Path

from csp.constants import NONE, SELF

from frankpledge.archive.folder import default_folder
from frankpledge.web.database import database
from frankpledge.web.mail.server import mail_server
from frankpledge.web.public import public
from frankpledge.web.single_sign_on import single_sign_on

HERE = Path(__file__).parent

ARCHIVE = Path(os.environ.get("FRANKPLEDGE_ARCHIVE") or default_folder())
WORKSPACE = Path(os.environ.get("FRANKPLEDGE_WORKSPACE") or ARCHIVE / ".workspace")
# `frankpledge serve` keeps one in the workspace folder.
SECRET_KEY = os.environ.get("FRANKPLEDGE_SECRET") or os.urandom(32).hex()
DEBUG = False
# A page elsewhere that points its own name at 127.0.0.1 is refused by name.
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
ROOT_URLCONF = "frankpledge.web.urls"
WSGI_APPLICATION = "frankpledge.web.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "csp",
    "django_scopes",
    "django_q",
    "frankpledge.web.accounts",
    "frankpledge.web.audit",
    "frankpledge.web.places",
    "frankpledge.web.mail",
    "frankpledge.web.health",
    "frankpledge.web.citations",
    # After our own apps, so that our templates come first.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "frankpledge.web.evidence",
    "frankpledge.web.feeds",
    "frankpledge.web.knowledge",
    "frankpledge.web.assessments",
    "frankpledge.web.districts",
    "frankpledge.web.questions",
    "frankpledge.web.exports",
    "frankpledge.web.surveys",
    "frankpledge.web.consultation",
    "frankpledge.web.priorities",
    "frankpledge.web.scoring",
    "frankpledge.web.plans",
    "frankpledge.web.measures",
    "frankpledge.web.evaluations",
    "frankpledge.web.risks",
    "frankpledge.web.funding",
    "frankpledge.web.accountability",
    "frankpledge.web.duties",
    "frankpledge.web.api",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",  # every page but those that say they are public
    "allauth.account.middleware.AccountMiddleware",
    "frankpledge.web.accounts.middleware.ViewerMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "frankpledge.web.refusals.RefusalMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "frankpledge.web.accounts.middleware.around",
                "frankpledge.web.sections.sections",
            ],
            "builtins": ["frankpledge.web.templatetags.words"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": database(os.environ.get("FRANKPLEDGE_DATABASE", ""), WORKSPACE)}
if os.environ.get("FRANKPLEDGE_DATABASE_OWNER"):  # while the database is brought up to date, and at no other time
    DATABASES["owner"] = database(os.environ["FRANKPLEDGE_DATABASE_OWNER"], WORKSPACE)
AUTH_USER_MODEL = "accounts.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Throttling counts tries here, where every worker sees them.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
USE_TZ = True
TIME_ZONE = "Europe/London"
LANGUAGE_CODE = "en-gb"
USE_I18N = False
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "static"]
# Served straight from the package: nothing to collect before the first start.
WHITENOISE_USE_FINDERS = True
WHITENOISE_MIMETYPES = {".mjs": "text/javascript"}
WHITENOISE_MAX_AGE = 3600

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SAMESITE = "Lax"  # so that a link in an e-mail opens signed in
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "frankpledge.web.refusals.csrf_failure"

# Files go to disk as they arrive, never into memory: the publisher's zip has 1.6 GB.
FILE_UPLOAD_HANDLERS = ["frankpledge.web.uploads.BoundedUpload"]
DATA_UPLOAD_MAX_NUMBER_FILES = 500

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_secrets": {"()": "frankpledge.web.unlogged.WithoutSecrets"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "filters": ["without_secrets"]}},
    # What is logged names no person: no address, no name, not the words of a database or mail server.
    "loggers": {
        name: {"handlers": ["stderr"], "level": "WARNING", "propagate": False}
        for name in ("django", "django-q", "frankpledge")
    },
}

# Signing in.
# Set by `frankpledge run`: the invented partnership's people sign in without a password, at this machine only.
DEMONSTRATION = os.environ.get("FRANKPLEDGE_DEMONSTRATION") == "1"
# Set by `frankpledge serve`: one person at this machine, let in by the link that it prints.
ALONE = os.environ.get("FRANKPLEDGE_ALONE") == "1"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "frankpledge.web.accounts.sign_in.SignIn"
SOCIALACCOUNT_ADAPTER = "frankpledge.web.accounts.agency_sign_in.SingleSignOn"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation reached the address: that is the proof
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/10m/key", "reset_password": "10/m/ip,3/10m/key"}
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True  # the providers are agencies' own, named by the administrator
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_LOGIN_ON_GET = True  # see accounts/agency_views.py
SOCIALACCOUNT_PROVIDERS = single_sign_on(os.environ.get("FRANKPLEDGE_SINGLE_SIGN_ON", ""))
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Frankpledge"
MFA_FORMS = {"add_webauthn": "frankpledge.web.accounts.passkey_form.AddPasskeyForm"}
USERSESSIONS_TRACK_ACTIVITY = False
DEFAULT_FROM_EMAIL = os.environ.get("FRANKPLEDGE_FROM", "Frankpledge <frankpledge@localhost>")
# Whom the accessibility statement says to tell: an address or a telephone number.
CONTACT = os.environ.get("FRANKPLEDGE_CONTACT", "")
PUBLIC = os.environ.get("FRANKPLEDGE_PUBLIC", "").rstrip("/")
# What links in e-mails begin with; `frankpledge serve` says at which port it is.
ADDRESS = PUBLIC or os.environ.get("FRANKPLEDGE_ADDRESS", "http://127.0.0.1:8000")
MAIL_SERVER = bool(os.environ.get("FRANKPLEDGE_MAIL"))
GOVUK_NOTIFY_ADDRESS = GOVUK_NOTIFY_API_KEY = GOVUK_NOTIFY_TEMPLATE = GOVUK_NOTIFY_REPLY_TO = ""
globals().update(mail_server(os.environ.get("FRANKPLEDGE_MAIL", ""), kept_in=str(WORKSPACE / "mail"), public=PUBLIC))

# The worker. The queue is a table beside the others: what is asked for goes into it with the change that asks.
Q_CLUSTER = {
    "name": "frankpledge",
    "orm": "default",
    "timeout": 600,  # seconds that one thing may take
    "retry": 900,  # a thing whose doing was cut off is done again after so many
    "poll": 1,
    "catch_up": False,  # after a night switched off, once is enough
    "save_limit": 250,
    "workers": 1,
    "log_level": "WARNING",
}
AUDIT_HEADS = Path(os.environ.get("FRANKPLEDGE_AUDIT_HEADS") or WORKSPACE / "audit-heads.jsonl")
# Last, because it is stricter than what goes before.
globals().update(public(PUBLIC))
