from django.apps import AppConfig

from propertyhub import checks, logs


class PropertyHubConfig(AppConfig):
    name = "propertyhub"

    def ready(self) -> None:
        checks.register_all()
        logs.configure_structlog()
