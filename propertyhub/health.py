"""Whether this process lives and whether what it leans on answers."""

from collections.abc import Callable

import redis
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from propertyhub import jobs
from registry import queries as registry_queries
from registry.ledger import room

Probe = Callable[[], None]


class NotReady(Exception):
    """Something that the pages need does not answer; the message names no secret."""


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """
    Whether this process can answer; and, for who watches, which jobs are silent.

    A silent job takes no web server out of service: the pages do without.
    """
    found = {name: _outcome(probe) for name, probe in PROBES.items()}
    warned = {name: _outcome(probe) for name, probe in WARNINGS.items()}
    ready = set(found.values()) == {"ok"}
    return JsonResponse(
        {
            "status": "ok" if ready else "not ready",
            "checks": found | warned,
            "jobs": _jobs() if ready else "not asked",
        },
        status=200 if ready else 503,
    )


def database_answers() -> None:
    """:raises NotReady: if it does not"""
    try:
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        raise NotReady("no answer") from error


def migrations_are_applied() -> None:
    """:raises NotReady: if the database is behind the code or cannot tell"""
    try:
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        raise NotReady("no answer") from error
    if plan:
        raise NotReady(f"{len(plan)} to apply")


def broker_answers() -> None:
    """:raises NotReady: if it does not"""
    if not settings.REDIS_URL:
        return
    try:
        with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2) as broker:
            broker.ping()
    except redis.RedisError as error:
        raise NotReady("no answer") from error


def calendar_is_known() -> None:
    """:raises NotReady: if promises reach into a year without announced holidays"""
    try:
        calendar = registry_queries.calendar()
    except DatabaseError as error:
        raise NotReady("no answer") from error
    missing = calendar.missing_on(timezone.localdate())
    if missing:
        raise NotReady(f"{', '.join(map(str, missing))} not announced")


def files_have_room() -> None:
    """:raises NotReady: if no photo or file is taken any more"""
    if room.is_short():
        raise NotReady(f"{room.megabytes_left()} MB left, no photos are taken")


PROBES: dict[str, Probe] = {
    "database": database_answers,
    "migrations": migrations_are_applied,
    "broker": broker_answers,
}
# What somebody has to see to, while the pages go on answering.
WARNINGS: dict[str, Probe] = {"calendar": calendar_is_known, "disk": files_have_room}


def _outcome(probe: Probe) -> str:
    try:
        probe()
    except NotReady as refusal:
        return str(refusal)
    return "ok"


def _jobs() -> str | list[str]:
    return [str(silence) for silence in jobs.silent(now=timezone.now())] or "ok"
