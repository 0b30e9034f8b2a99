"""
System checks that refuse a half-configured start.

Those about keys and addresses are silent in the demo and while developing: there
the settings have stand-ins. Those about the database hold everywhere.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register, run_checks
from django.core.exceptions import ImproperlyConfigured

from registry.ledger import gateways

TAG = "propertyhub"
SHORTEST_KEY = 32
LOOPBACK = {"localhost", "127.0.0.1", "[::1]", "::1", ".localhost"}

Check = Callable[..., list[CheckMessage]]


def register_all() -> None:
    for check in PRODUCTION_CHECKS + DATABASE_CHECKS + NOTICE_CHECKS:
        register(check, TAG)


def refuse_half_configured() -> None:
    """
    For servers that run no system checks of their own.

    :raises ImproperlyConfigured: with everything that is missing
    """
    problems = [problem for problem in run_checks(tags=[TAG]) if problem.is_serious()]
    if problems:
        raise ImproperlyConfigured("\n".join(str(problem) for problem in problems))


def secret_key_is_own(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    own = not _is_production() or _is_own_key(_secret_key())
    return _unless(own, "E001", f"SECRET_KEY needs {SHORTEST_KEY} random letters")


def privacy_keys_are_own(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    keys = settings.PRIVACY_KEYS
    own = not _is_production() or (
        bool(keys)
        and settings.DEVELOPMENT_PRIVACY_KEY not in keys
        and all(_is_fernet_key(key) for key in keys)
    )
    return _unless(
        own,
        "E002",
        "PRIVACY_KEYS needs one key or more, as Fernet.generate_key() makes them",
    )


def lookup_key_is_own(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    own = not _is_production() or _is_own_key(settings.LOOKUP_KEY)
    return _unless(own, "E003", f"LOOKUP_KEY needs {SHORTEST_KEY} random letters")


def debug_stays_at_home(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    at_home = set(settings.ALLOWED_HOSTS) <= LOOPBACK
    return _unless(
        not settings.DEBUG or at_home,
        "E004",
        "DEBUG may be on only where ALLOWED_HOSTS names this machine alone",
    )


def hosts_are_named(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    hosts = settings.ALLOWED_HOSTS
    named = not _is_production() or (bool(hosts) and "*" not in hosts)
    return _unless(named, "E005", "ALLOWED_HOSTS must name each host, without *")


def broker_is_named(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    named = not _is_production() or bool(settings.REDIS_URL)
    return _unless(named, "E006", "REDIS_URL must name a Redis or Valkey server")


def site_url_is_https(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    url = urlsplit(settings.SITE_URL)
    secure = not _is_production() or (url.scheme == "https" and bool(url.hostname))
    return _unless(
        secure, "E007", "SITE_URL must start with https:// and name the site"
    )


def sqlite_takes_turns(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Without these options, two writers at once get "database is locked"."""
    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("sqlite3"):
        return []
    options = database.get("OPTIONS", {})
    first_words = options.get("init_command", "").replace(" ", "").lower()
    takes_turns = (
        options.get("transaction_mode") == "IMMEDIATE"
        and options.get("timeout", 0) >= 20
        and "journal_mode=wal" in first_words
        and "foreign_keys=on" in first_words
    )
    return _unless(
        takes_turns,
        "E008",
        "SQLite must run with transaction_mode IMMEDIATE, WAL, foreign keys on and a"
        " timeout of 20 seconds or more",
    )


def requests_are_not_transactions(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """An operation is a transaction; a request around it would hold its locks."""
    apart = not settings.DATABASES["default"].get("ATOMIC_REQUESTS", False)
    return _unless(apart, "E009", "ATOMIC_REQUESTS must be off")


def notices_have_a_gateway(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    known = all(
        gateways.named_for(channel) in names
        for channel, names in gateways.POSSIBLE.items()
    )
    return _unless(
        known and (_has_folder() or not _used_by("file")),
        "E010",
        "NOTICE_GATEWAY, or NOTICE_GATEWAY_SMS, _VOICE and _EMAIL, must name console,"
        " file with NOTICE_FILE in a folder that exists, http for SMS and VOICE, or"
        " email for EMAIL",
    )


def providers_are_reached_safely(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Messages are personal data: encrypted on the way, and signed with a secret."""
    whole = all(
        _is_reached_safely(settings.NOTICE_PROVIDERS[channel])
        for channel in _used_by("http")
        if channel in settings.NOTICE_PROVIDERS
    )
    return _unless(
        whole,
        "E011",
        "NOTICE_URL_… of a gateway http must start with https://, and NOTICE_SECRET_…"
        f" needs {SHORTEST_KEY} random letters",
    )


def mail_server_is_named(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    named = bool(settings.EMAIL_HOST) and "@" in settings.DEFAULT_FROM_EMAIL
    return _unless(
        named or not _used_by("email"),
        "E012",
        "EMAIL_URL must name a mail server, and EMAIL_FROM the sender, for the gateway"
        " email",
    )


PRODUCTION_CHECKS: tuple[Check, ...] = (
    secret_key_is_own,
    privacy_keys_are_own,
    lookup_key_is_own,
    debug_stays_at_home,
    hosts_are_named,
    broker_is_named,
    site_url_is_https,
)
DATABASE_CHECKS: tuple[Check, ...] = (sqlite_takes_turns, requests_are_not_transactions)
NOTICE_CHECKS: tuple[Check, ...] = (
    notices_have_a_gateway,
    providers_are_reached_safely,
    mail_server_is_named,
)


def _is_production() -> bool:
    return not (settings.DEMO or settings.DEBUG)


def _unless(condition: bool, number: str, demand: str) -> list[CheckMessage]:
    if condition:
        return []
    return [Error(f"{demand}.", hint="See docs/settings.md.", id=f"{TAG}.{number}")]


def _secret_key() -> str:
    try:
        return settings.SECRET_KEY
    except ImproperlyConfigured:
        # Django hands out no empty one
        return ""


def _is_own_key(key: str) -> bool:
    return len(key) >= SHORTEST_KEY and key != settings.DEVELOPMENT_KEY


def _is_fernet_key(key: str) -> bool:
    try:
        Fernet(key)
    except ValueError:
        return False
    return True


def _used_by(name: str) -> list[str]:
    """The channels that leave by the gateway of this name."""
    return [one for one in gateways.POSSIBLE if gateways.named_for(one) == name]


def _has_folder() -> bool:
    return bool(settings.NOTICE_FILE) and Path(settings.NOTICE_FILE).parent.is_dir()


def _is_reached_safely(provider: dict[str, str]) -> bool:
    url = urlsplit(provider["url"])
    encrypted = url.scheme == "https" or not _is_production()
    return encrypted and bool(url.hostname) and len(provider["secret"]) >= SHORTEST_KEY
