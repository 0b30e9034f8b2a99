from typing import Any

from django.apps import AppConfig, apps
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils import timezone

from propertyhub import checks, logs


class PropertyHubConfig(AppConfig):
    name = "propertyhub"

    def ready(self) -> None:
        checks.register_all()
        logs.configure_structlog()
        # the app of their table: this one has none, and is sent no signal
        post_migrate.connect(expect_jobs, sender=apps.get_app_config("registry"))


def expect_jobs(*, using: str, **_kwargs: Any) -> None:
    """Whatever is new on the timetable counts as silent when it does not run."""
    # the apps are loaded by then, which the timetable of their tasks needs
    from propertyhub import jobs  # noqa: PLC0415

    # a database that is taken back has no table of jobs
    if "registry_job" in connections[using].introspection.table_names():
        jobs.expect_all(now=timezone.now())
