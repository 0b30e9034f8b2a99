"""
The fixture town after a half-month: cases, rules, and a review that was scored.

Gu and Han of the province have the right to publish, Lin of the city has not. The
garden's firm answers for every case; its rival serves the court and has none.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.contrib.auth.models import Permission

from complaints.models import Contact
from complaints.operations.filing import Reporter
from complaints.states import Privacy
from ratings.models import Objection, Review
from ratings.operations import objecting, publishing, reviewing
from ratings.periods import HalfMonth
from ratings.states import ObjectionGround
from registry.actors import Officer
from registry.models import Tenure, User
from registry.roles import Right, Role
from tests.complaints import paths
from tests.ratings import ruled
from tests.town import PASSWORD, Town

PERIOD = HalfMonth(date(2026, 3, 1))
# Monday 16 March 2026 in Hefei: the review is scored at two, people come at nine.
SCORED_AT = datetime(2026, 3, 15, 18, 0, tzinfo=UTC)
MONDAY = datetime(2026, 3, 16, 1, 0, tzinfo=UTC)
# The preview ends with Thursday 19 March.
LAST_DAY = MONDAY + timedelta(days=3)
FRIDAY = MONDAY + timedelta(days=4)
WHY = "The pipe belongs to the water company, see its letter."
REASONS = "The letter of the water company shows that the pipe is theirs."
PHONES = ("+8613800138001", "+8613800138002", "+8613800138003")


@dataclass
class Reviewed:
    """The town, its review, its people of the province, and the counted cases."""

    town: Town
    review: Review
    gu: Officer
    han: Officer
    lin: Officer
    overseer: User
    cases: list[Any] = field(default_factory=list)

    def preview(self, *, now: datetime = MONDAY) -> Review:
        """Gu opens the preview."""
        publishing.open_preview(review=self.review, by=self.gu, now=now)
        return self.review

    def publish(self) -> Review:
        """Gu opens the preview, Han publishes when it is over."""
        self.preview()
        publishing.publish(review=self.review, by=self.han, now=FRIDAY)
        return self.review

    def object(self, **changed: Any) -> Objection:
        """The garden's manager objects to the first case."""
        said = {
            "review": self.review,
            "case": self.cases[0],
            "ground": ObjectionGround.WRONG_DUTY,
            "text": WHY,
            "by": self.town.manager,
            "now": MONDAY,
        }
        return objecting.object_to(**{**said, **changed})

    def decide(self, objection: Objection, **changed: Any) -> None:
        """Han upholds it."""
        said = {
            "objection": objection,
            "upheld": True,
            "reasons": REASONS,
            "by": self.han,
            "now": LAST_DAY,
        }
        objecting.decide(**{**said, **changed})


def regulator(username: str, surname: str, region: Any, *rights: Right) -> Officer:
    """A regulator at the desk, with these rights on top."""
    user = User.objects.create_user(
        username,
        password=PASSWORD,
        last_name=surname,
        role=Role.REGULATOR,
        region=region,
        is_staff=True,
    )
    codes = [right.value for right in rights]
    user.user_permissions.set(Permission.objects.filter(codename__in=codes))
    return Officer(User.objects.get(pk=user.pk))


def build_reviewed(town: Town) -> Reviewed:
    """Two cases that were answered, one that is late, and the review of them."""
    Tenure.objects.create(
        community=town.court, firm=town.rival, starts_on=date(2024, 1, 1)
    )
    first, second, third = (
        Reporter(privacy=Privacy.HIDDEN, phone=phone) for phone in PHONES
    )
    cases = [
        paths.closed(town, reporter=first, category="lifts-trapped"),
        paths.closed(town, paths.NO, reporter=second),
        paths.disposed(town, reporter=third, category="lifts-trapped"),
    ]
    # the third resident looked how the case stands, by a code to the phone
    Contact.objects.filter(case=cases[2]).update(phone_proved_at=paths.after(6))
    _load_rules()
    review = reviewing.run(period=PERIOD, now=SCORED_AT)
    return Reviewed(
        town=town,
        review=review,
        gu=regulator("gu", "顾", town.province, Right.PUBLISH),
        han=regulator("han", "韩", town.province, Right.PUBLISH),
        lin=regulator("lin", "林", town.city),
        overseer=User.objects.create_user(
            "ou",
            password=PASSWORD,
            role=Role.AUDITOR,
            region=town.province,
            is_staff=True,
        ),
        cases=cases,
    )


def _load_rules() -> None:
    """Rule set 1, but for a town so small that two answers have to be enough."""
    few: dict[str, Any] = {"rated_answers": "1", "rated_incidents": "1"}
    ruled.load(counts_from=PERIOD.first_day, **few)
