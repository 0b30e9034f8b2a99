from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from registry.ledger.kept_triggers import kept
from registry.ledger.search_index import triggers_of

SEARCHED = ("registry_community", "registry_firm")
install_triggers, check_triggers = kept(
    lambda: triggers_of(SEARCHED), warning="registry.W001"
)


class RegistryConfig(AppConfig):
    name = "registry"
    verbose_name = _("Registry")

    def ready(self) -> None:
        post_migrate.connect(install_triggers, sender=self)
        register(Tags.database)(check_triggers)
