from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from complaints.triggers import all_triggers
from registry.ledger.kept_triggers import kept
from registry.ledger.search_index import triggers_of

SEARCHED = ("complaints_article", "complaints_message")
install_search, check_search = kept(
    lambda: triggers_of(SEARCHED), warning="complaints.W002"
)
install_triggers, check_triggers = kept(all_triggers, warning="complaints.W001")


class ComplaintsConfig(AppConfig):
    name = "complaints"
    verbose_name = _("Complaints")

    def ready(self) -> None:
        post_migrate.connect(install_triggers, sender=self)
        post_migrate.connect(install_search, sender=self)
        register(Tags.database)(check_triggers)
        register(Tags.database)(check_search)
