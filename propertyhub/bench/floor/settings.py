"""
The settings of the floor; a test compares what must be as PropertyHub's.

`DATABASE_URL` and `SECRET_KEY` come from the environment that the measuring makes.
"""

from pathlib import Path

from propertyhub import env, logs

SECRET_KEY = env.text("SECRET_KEY")
ALLOWED_HOSTS = ["127.0.0.1"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True

INSTALLED_APPS = [
    "propertyhub.bench.floor",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
]
MIDDLEWARE = [
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
ROOT_URLCONF = "propertyhub.bench.floor.urls"

DATABASES = {
    "default": {
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
        **env.database("DATABASE_URL", default=Path("floor.sqlite3")),
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
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

_HEAD = "<!doctype html><title>{{ title }}</title>"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "loaders": [
                (
                    "django.template.loaders.locmem.Loader",
                    {
                        "form.html": _HEAD + "<form method=post>{% csrf_token %}"
                        "{{ form }}<button>Send</button></form>",
                        "list.html": _HEAD
                        + "<p>{{ user }}</p><ul>{% for row in rows %}"
                        "<li><a href=/t/{{ row.number }}/>{{ row.number }}</a>"
                        " {{ row.title }} {{ row.due_at }}{% endfor %}</ul>",
                        "row.html": _HEAD + "<h1>{{ row.number }} {{ row.title }}</h1>"
                        "<p>{{ row.text }}",
                    },
                )
            ],
        },
    }
]

USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
LOGGING = logs.as_json(level=env.text("LOG_LEVEL", default="INFO"))
