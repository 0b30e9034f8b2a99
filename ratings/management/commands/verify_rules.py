"""`manage.py verify_rules`: whether the histories of the rule sets are as written."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ratings.models import RuleSet
from ratings.queries import rule_history


class Command(BaseCommand):
    help = (
        "Compute the hash chain of each rule set again and compare what its steps set "
        "with what stands there; exit 1 with the first bad step of each bad one."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        found = RuleSet.objects.order_by("number")
        broken = [
            f"rule set {one.number}: step {number} is not what was written"
            for one in found
            if (number := rule_history.first_broken(one)) is not None
        ]
        for sentence in broken:
            self.stderr.write(sentence)
        if broken:
            raise CommandError(f"{len(broken)} of {len(found)} rule sets")
        self.stdout.write(f"{len(found)} rule sets: as written")
