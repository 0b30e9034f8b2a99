"""Everything on this machine with one command; a later start goes on with its data."""

import os
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand
from django.db import connections

from complaints.models import Case
from propertyhub import demo_keys, env, static_files, supervisor
from propertyhub.translating import compiling


class Command(BaseCommand):
    help = "Prepare the database, then run web, worker, beat and Valkey until Ctrl-C"

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.DEMO and demo_keys.ensure(settings.VAR_DIR / "demo.env"):
            # the settings read the keys when they load, so they load once more
            os.execv(sys.executable, [sys.executable, *sys.argv])  # noqa: S606
        try:
            self._prepare()
            environment = self._environment()
            self._greet(environment)
        except KeyboardInterrupt:
            self.stdout.write("Stopped. The next start goes on from here.")
            sys.exit(1)
        self._supervise(environment)

    def _prepare(self) -> None:
        settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
        self._step("Translations")
        compiling.compile_all(settings.LOCALE_PATHS[0])
        self._step("Database")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("load_regions", stdout=self.stdout)
        call_command("load_catalogue", stdout=self.stdout)
        if settings.DEMO and not Case.objects.exists():
            self._step("Demo data, once; this takes a minute")
            call_command("load_demo", scale="small", stdout=self.stdout)
        if static_files.are_stale():
            self._step("Style sheets and icons")
            call_command("collectstatic", interactive=False, verbosity=0)
        connections.close_all()

    def _environment(self) -> dict[str, str]:
        """What the processes are told: ports that are free and where the parts are."""
        host = env.text("HOST", default="127.0.0.1")
        wanted = env.whole_number("PORT", default=8000)
        port = supervisor.first_free_port(start=wanted, host=host)
        if port != wanted:
            self.stdout.write(f"Port {wanted} is taken, so this uses {port}.")
        valkey_port = supervisor.any_free_port()
        chosen = {
            "HOST": host,
            "PORT": str(port),
            "VALKEY_PORT": str(valkey_port),
        }
        defaults = {
            "REDIS_URL": f"redis://127.0.0.1:{valkey_port}/0",
            "SITE_URL": f"http://localhost:{port}",
        }
        return {**defaults, **os.environ, **chosen}

    def _greet(self, environment: dict[str, str]) -> None:
        if settings.DEMO and "demo_logins" in get_commands():
            call_command("demo_logins", stdout=self.stdout)
        self.stdout.write("")
        self.stdout.write(f"PropertyHub: {environment['SITE_URL']}   Ctrl-C stops it.")
        self.stdout.write("")
        self.stdout.flush()

    def _supervise(self, environment: dict[str, str]) -> None:
        status = supervisor.run(
            procfile=settings.BASE_DIR / "Procfile",
            leave_out={"valkey"} if settings.REDIS_URL else set(),
            environment=environment,
        )
        if status:
            self.stderr.write("One of the processes ended, so all were stopped.")
        sys.exit(status)

    def _step(self, name: str) -> None:
        self.stdout.write(f"- {name}")
        self.stdout.flush()
