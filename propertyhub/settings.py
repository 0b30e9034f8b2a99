"""Settings, read from the environment; every variable is listed in docs/settings.md."""

import os
from pathlib import Path

import django_stubs_ext
from csp.constants import NONE, SELF

from propertyhub import env, logs, unfold

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

# How it runs

DEMO = env.flag("DEMO")
DEBUG = env.flag("DEBUG")
# pytest sets this variable for as long as it runs
TESTING = "PYTEST_VERSION" in os.environ
if DEMO:
    env.fill_in(VAR_DIR / "demo.env")

# Keys that stand in until real ones are given; a production start has none.

_OPEN = DEMO or DEBUG or TESTING
DEVELOPMENT_KEY = "for development only, known to everybody, at least fifty letters"
DEVELOPMENT_PRIVACY_KEY = "Zm9yLWRldmVsb3BtZW50LW9ubHkta25vd24tdG8tYWw="

SECRET_KEY = env.text("SECRET_KEY", default=DEVELOPMENT_KEY if _OPEN else "")
PRIVACY_KEYS = env.words(
    "PRIVACY_KEYS", default=(DEVELOPMENT_PRIVACY_KEY,) if _OPEN else ()
)
LOOKUP_KEY = env.text("LOOKUP_KEY", default=DEVELOPMENT_KEY if _OPEN else "")

# Where it is reached

_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", default=_LOOPBACK if _OPEN else ())
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
SITE_URL = env.text(
    "SITE_URL", default="http://localhost:8000" if _OPEN else ""
).rstrip("/")

# Parts

INSTALLED_APPS = [
    "propertyhub",
    "ratings",
    "complaints",
    "registry",
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "django_filters",
    "django_structlog",
    "js_lib_bootstrap5",
    "lucide",
]
MIDDLEWARE = [
    # first: redirects to https and the files of pages carry it, too
    "propertyhub.middleware.ContentPolicy",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "propertyhub.middleware.RequestLog",
    "propertyhub.middleware.NullCharacters",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "propertyhub.urls"
WSGI_APPLICATION = "propertyhub.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "propertyhub.context.page",
                "propertyhub.context.firm",
            ]
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Data

DATABASES = {
    "default": {
        # one connection a thread; safe behind PgBouncer in transaction mode
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
        **env.database("DATABASE_URL", default=VAR_DIR / "propertyhub.sqlite3"),
    }
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
            "PRAGMA recursive_triggers=ON;"
        ),
    }
    # threads of a test lock each other out of a database in memory
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.text("REDIS_URL")
CACHES: dict[str, dict[str, str]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "propertyhub",
    }
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

MEDIA_ROOT = VAR_DIR / "media"
STATIC_ROOT = VAR_DIR / "static"
STATIC_URL = "static/"
_STATIC_STORAGE = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
    if DEBUG or TESTING
    else "whitenoise.storage.CompressedManifestStaticFilesStorage"
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _STATIC_STORAGE},
}
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_HANDLERS = [
    "registry.forms.uploads.BoundedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# less than this left on the disk, and no photo or file is taken any more
DISK_FLOOR_MB = env.whole_number("DISK_FLOOR_MB", default=500)
FILES_A_DAY = env.whole_number("FILES_A_DAY", default=50_000)
# what of them is left to who has an account
FILES_RESERVED_PERCENT = env.whole_number("FILES_RESERVED_PERCENT", default=20)

# what verify_audit compares histories with; out of reach of who may write the database
AUDIT_ANCHORS = env.text("AUDIT_ANCHORS", default=str(VAR_DIR / "anchors"))

# Language and time

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "propertyhub" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# Who logs in

AUTH_USER_MODEL = "registry.User"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "workplace"
LOGOUT_REDIRECT_URL = "home"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# What a browser is told

_OVER_HTTPS = not _OPEN
SECURE_SSL_REDIRECT = _OVER_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _OVER_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _OVER_HTTPS
SECURE_HSTS_PRELOAD = _OVER_HTTPS
_BEHIND_PROXY = env.flag("BEHIND_PROXY")
if _BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _OVER_HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
# in the session, not in a cookie of its own
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "worker-src": [SELF, "blob:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# How often: docs/adr/0027

# how many proxies of ours add to X-Forwarded-For; what stands before is not believed
PROXY_HOPS = env.whole_number("PROXY_HOPS", default=int(_BEHIND_PROXY))
CODES_PER_PHONE = env.allowances("CODES_PER_PHONE", default="1/minute,5/hour,10/day")
CODES_PER_NETWORK = env.allowances("CODES_PER_NETWORK", default="200/hour,1000/day")
CODES_IN_ALL = env.allowances("CODES_IN_ALL", default="3000/hour,20000/day")
CASES_PER_PHONE = env.allowances("CASES_PER_PHONE", default="10/hour,20/day")
CASES_TOLD_PER_PHONE = env.allowances("CASES_TOLD_PER_PHONE", default="10/day")
MESSAGES_PER_PHONE = env.allowances("MESSAGES_PER_PHONE", default="3/day")
MESSAGES_PER_NETWORK = env.allowances("MESSAGES_PER_NETWORK", default="100/hour")
FEEDBACK_PER_NETWORK = env.allowances("FEEDBACK_PER_NETWORK", default="60/hour")
FEEDBACK_IN_ALL = env.allowances("FEEDBACK_IN_ALL", default="300/hour,2000/day")
CASES_PER_NETWORK = env.allowances("CASES_PER_NETWORK", default="3000/hour")
PHOTOS_PER_BROWSER = env.allowances("PHOTOS_PER_BROWSER", default="60/hour,120/day")
PHOTOS_PER_NETWORK = env.allowances("PHOTOS_PER_NETWORK", default="2000/hour,5000/day")
PHOTOS_PER_ACCOUNT = env.allowances("PHOTOS_PER_ACCOUNT", default="200/hour,600/day")

# Work behind the pages; the timetable stands in propertyhub/celery.py

CELERY_BROKER_URL = REDIS_URL or "memory://"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_REDIRECT_STDOUTS = False
# A task still at work when the visibility timeout ends is handed out again.
CELERY_TASK_SOFT_TIME_LIMIT = 9 * 60
CELERY_TASK_TIME_LIMIT = 10 * 60
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 20 * 60}
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_ROUTES = {
    "complaints.tasks.deliver_notices": {"queue": "notices"},
    "ratings.tasks.*": {"queue": "reviews"},
}
CELERY_TIMEZONE = TIME_ZONE

# How messages leave: docs/gateways.md

NOTICE_GATEWAY = env.text("NOTICE_GATEWAY", default="console" if _OPEN else "")
NOTICE_GATEWAYS = {
    "SMS": env.text("NOTICE_GATEWAY_SMS"),
    "VOICE": env.text("NOTICE_GATEWAY_VOICE"),
    "EMAIL": env.text("NOTICE_GATEWAY_EMAIL"),
}
NOTICE_FILE = env.text("NOTICE_FILE")
NOTICE_PROVIDERS = {
    "SMS": {
        "url": env.text("NOTICE_URL_SMS"),
        "secret": env.text("NOTICE_SECRET_SMS"),
    },
    "VOICE": {
        "url": env.text("NOTICE_URL_VOICE"),
        "secret": env.text("NOTICE_SECRET_VOICE"),
    },
}

_MAIL = env.mail_server("EMAIL_URL")
EMAIL_HOST, EMAIL_PORT = _MAIL.host, _MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.user, _MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL.starttls, _MAIL.tls
EMAIL_TIMEOUT = 5
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM")

# Log

LOGGING = logs.as_json(level=env.text("LOG_LEVEL", default="INFO"))
DJANGO_STRUCTLOG_CELERY_ENABLED = True
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logs.DEBUG

# The desk

UNFOLD = unfold.DESK
