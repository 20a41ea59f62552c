"""Settings of the whole product, read from environment variables.

DATABASE_URL         PostgreSQL to use; when unset, ``manage.py`` starts the embedded one and sets it.
SECRET_KEY           required in production.
VALDERA_AMBIENTE     ``produzione`` (default), ``demo``, ``sviluppo`` or ``test``.
VALDERA_HOST         comma-separated host names served.
VALDERA_INDIRIZZO    address of the product as people type it, for links in e-mails and QR codes.
VALDERA_DATI         directory of everything written on this machine (default ``var`` beside manage.py).
VALDERA_FILE         directory of the uploaded files, outside the web root (default ``file`` in VALDERA_DATI).
VALDERA_EMAIL_URL    host:port of the mail server; without it, mail is printed on the console.
DEBUG                ``1`` only outside production.
"""

import hashlib
import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
DATI = Path(os.environ.get("VALDERA_DATI") or BASE_DIR / "var")
AMBIENTE = os.environ.get("VALDERA_AMBIENTE", "produzione")
if AMBIENTE not in {"produzione", "demo", "sviluppo", "test"}:
    raise ImproperlyConfigured(f"VALDERA_AMBIENTE vale «{AMBIENTE}»: scegli produzione, demo, sviluppo o test.")
PRODUZIONE = AMBIENTE == "produzione"
DEMO = AMBIENTE == "demo"

DEBUG = os.environ.get("DEBUG", "0") == "1"
if PRODUZIONE and DEBUG:
    raise ImproperlyConfigured("In produzione DEBUG deve restare spento: togli DEBUG=1.")
SECRET_KEY = os.environ.get("SECRET_KEY") or ("" if PRODUZIONE else "solo-per-prove-" + "x" * 50)
if not SECRET_KEY:
    raise ImproperlyConfigured("Manca SECRET_KEY: in produzione serve una chiave lunga e segreta.")

ALLOWED_HOSTS = os.environ.get("VALDERA_HOST", "localhost,127.0.0.1,[::1]").split(",")
DOMINIO = ALLOWED_HOSTS[0].lstrip(".*") or "localhost"
INDIRIZZO = os.environ.get("VALDERA_INDIRIZZO") or (f"https://{DOMINIO}" if PRODUZIONE else f"http://{DOMINIO}:8000")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if PRODUZIONE else []

INSTALLED_APPS = [
    "valdera_housing",
    "gestore",
    "sportello",
    "fondo_garanzia",
    "formazione",
    "cohousing",
    "rendicontazione",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "valdera_housing.apps.AmministrazioneConfig",
    "allauth",
    "allauth.account",
    "bootstrap_italia_template",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_filters",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "pghistory",
    "pgtrigger",
    "template_partials",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "valdera_housing.kit.accesso.chiude_sessioni_ferme",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "pghistory.middleware.HistoryMiddleware",
]

ROOT_URLCONF = "valdera_housing.urls"
WSGI_APPLICATION = "valdera_housing.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "valdera_housing.linea.guscio",
            ],
            "builtins": ["valdera_housing.templatetags.valdera", "template_partials.templatetags.partials"],
        },
    },
]

impronta_checkout = hashlib.sha256(str(BASE_DIR).encode()).hexdigest()[:8]
suffisso_test = os.environ.get("VALDERA_TEST_SUFFISSO", "")
DATABASES = {
    "default": dj_database_url.config(conn_max_age=None, conn_health_checks=True)
    | {"TEST": {"NAME": f"test_valdera_{impronta_checkout}{suffisso_test}"}}
}
if DATABASES["default"].get("ENGINE", "django.db.backends.postgresql") != "django.db.backends.postgresql":
    raise ImproperlyConfigured("Serve PostgreSQL 15 o successivo: correggi DATABASE_URL.")
if "ENGINE" in DATABASES["default"]:
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c statement_timeout=10s -c lock_timeout=5s"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache_condivisa"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
if AMBIENTE == "test":
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    WHITENOISE_AUTOREFRESH = True  # every test client would read the whole list of static files again

LANGUAGE_CODE = "it"
TIME_ZONE = "Europe/Rome"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "static/"
STATIC_ROOT = Path(os.environ.get("VALDERA_STATIC", DATI / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = Path(os.environ.get("VALDERA_FILE", DATI / "file"))
# Compressing takes twenty seconds and is worth it on a network, not for a demo on one's own machine.
DEPOSITO_STATICI = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
if PRODUZIONE:
    DEPOSITO_STATICI = "whitenoise.storage.CompressedManifestStaticFilesStorage"
elif DEBUG or AMBIENTE == "test":
    DEPOSITO_STATICI = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": DEPOSITO_STATICI},
}
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000
DIMENSIONE_MASSIMA_FILE = 20 * 1024 * 1024

AUTH_USER_MODEL = "valdera_housing.Utente"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{nome}"}
    for nome in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
] + [
    {
        "NAME": "valdera_housing.kit.accesso.LunghezzaMinima",
        "OPTIONS": {"min_length": 12},
    }
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "scrivania"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "valdera_housing.kit.accesso.AdattatoreAccesso"
# An office goes out to the Internet with one address: failures are counted by name, whole addresses only when absurd.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "50/15m/ip,5/15m/key",
    # The pages anyone can open: a school may enrol a class from one address, a machine may not enrol a town.
    "pagina_pubblica": "30/m/ip,300/h/ip",
}
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
MINUTI_INATTIVITA = 30
PASSWORD_DI_PROVA = "valdera-demo"  # noqa: S105 - of the demo logins, which production refuses

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = PRODUZIONE
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if PRODUZIONE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUZIONE
# Attempts are counted by the address of who asks, which the proxy writes (docs/installazione.md).
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if PRODUZIONE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUZIONE else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
# The verification page shows the document beside its data, in a frame of our own origin.
SILENCED_SYSTEM_CHECKS = ["security.W019"]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF, "data:"],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "object-src": [NONE],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
    }
}

CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
PGHISTORY_APPEND_ONLY = True
PGHISTORY_MIDDLEWARE_METHODS = ("POST",)

EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
if server_email := os.environ.get("VALDERA_EMAIL_URL"):
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, _, porta = server_email.partition(":")
    EMAIL_PORT = int(porta or 25)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("VALDERA_EMAIL_MITTENTE", "servizi.abitativi@localhost")
