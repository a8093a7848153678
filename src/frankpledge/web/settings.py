"""
Django settings.

Evidence is in the archive folder; people, plans and the record of who did what are in the database: an SQLite file
in the workspace folder, or the PostgreSQL database that FRANKPLEDGE_DATABASE names.
"""

import os
from pathlib import Path

from csp.constants import NONE, SELF

from frankpledge.archive.archive import default_folder
from frankpledge.web.database import database

HERE = Path(__file__).parent

ARCHIVE = Path(os.environ.get("FRANKPLEDGE_ARCHIVE") or default_folder())
WORKSPACE = Path(os.environ.get("FRANKPLEDGE_WORKSPACE") or ARCHIVE / ".workspace")
# `frankpledge serve` makes a new one each time; it signs nothing that outlives the server.
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
    "django.forms",
    "csp",
    "django_scopes",
    "frankpledge.web.accounts",
    "frankpledge.web.audit",
    "frankpledge.web.evidence",
    "frankpledge.web.assessments",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "frankpledge.web.refusals.RefusalMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request"],
            "builtins": ["frankpledge.web.templatetags.words"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": database(os.environ.get("FRANKPLEDGE_DATABASE", ""), WORKSPACE)}
AUTH_USER_MODEL = "accounts.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
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
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "frankpledge.web.refusals.csrf_failure"

# Files go to disk as they arrive, never into memory: the publisher's zip has 1.6 GB.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
DATA_UPLOAD_MAX_NUMBER_FILES = 500

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "loggers": {"django": {"handlers": ["stderr"], "level": "WARNING"}},
}
