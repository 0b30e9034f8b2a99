"""Reviews of the fixture town in each of their states, and who brings them there."""

from datetime import UTC, date, datetime, timedelta

from django.contrib.auth.models import Permission

from complaints.models import Case
from ratings.models import Enforcement, FirmScore, Objection, RegionScore, Review
from ratings.operations import objecting, publishing, reviewing, ruling
from ratings.periods import HalfMonth
from ratings.states import ObjectionGround
from registry.actors import Officer
from registry.models import User
from registry.roles import Right, Role
from tests.complaints import paths
from tests.ratings import enforced, inspected
from tests.town import PASSWORD, Town

PERIOD = HalfMonth.named("2026-03-1")
COUNTS_FROM = date(2026, 2, 16)
REVIEWED_AT = datetime(2026, 3, 15, 18, 0, tzinfo=UTC)  # 02:00 of the 16th
PREVIEWED_AT = REVIEWED_AT + timedelta(hours=7)
# Monday to Thursday: three working days after the 16th end with the 19th.
PREVIEW_ENDS_AT = datetime(2026, 3, 19, 16, 0, tzinfo=UTC)


def publisher(town: Town, username: str) -> Officer:
    """A regulator of the province with the right to publish."""
    known = User.objects.filter(username=username).first()
    return Officer(known or _publisher(town, username))


def _publisher(town: Town, username: str) -> User:
    user = User.objects.create_user(
        username,
        password=PASSWORD,
        role=Role.REGULATOR,
        region=town.province,
        is_staff=True,
    )
    user.user_permissions.add(
        Permission.objects.get(
            content_type__app_label="registry", codename=Right.PUBLISH.value
        )
    )
    return user


class ReviewRows:
    """One row of each model of reviews, of a town with one answered case."""

    town: Town

    def rule_set(self):
        return ruling.load(counts_from=COUNTS_FROM)

    def open_review(self):
        rule_set = self.rule_set()
        return Review.objects.create(
            period=PERIOD.name, rule_set=rule_set, opened_at=REVIEWED_AT
        )

    def frozen_review(self):
        review = self.open_review()
        reviewing.freeze(review, now=REVIEWED_AT)
        return review

    def scored_review(self):
        self.rule_set()
        paths.closed(self.town)
        return reviewing.run(period=PERIOD, now=REVIEWED_AT)

    def previewed_review(self):
        review = self.scored_review()
        gu = publisher(self.town, "gu")
        publishing.open_preview(review=review, by=gu, now=PREVIEWED_AT)
        return review

    def published_review(self):
        review = self.previewed_review()
        han = publisher(self.town, "han")
        publishing.publish(review=review, by=han, now=PREVIEW_ENDS_AT)
        return review

    def firm_counts(self):
        return self.scored_review().firm_counts.get()

    def project_counts(self):
        return self.scored_review().project_counts.get()

    def region_counts(self):
        return self.scored_review().region_counts.earliest("pk")

    def firm_score(self):
        self.scored_review()
        return FirmScore.objects.get()

    def region_score(self):
        self.scored_review()
        return RegionScore.objects.earliest("pk")

    def objection(self):
        review = self.previewed_review()
        (project,) = review.project_counts.all()
        ((case, _step),) = project.cases["incidents"]
        return objecting.object_to(
            review=review,
            case=Case.objects.get(pk=case),
            ground=ObjectionGround.WRONG_DUTY,
            text="The lamp belongs to the street.",
            by=self.town.manager,
            now=PREVIEWED_AT,
        )

    def legal_basis(self):
        return enforced.basis()

    def enforcement(self):
        return enforced.order(self.town)

    def suggested_interview(self):
        row = enforced.interview(self.town)
        Enforcement.objects.filter(pk=row.pk).update(suggested_by=self.open_review())
        return row

    def enforced_case(self):
        return enforced.interview(self.town).enforced_cases.get()

    def document_step(self):
        return self.enforcement().steps.get()

    def credit(self):
        return enforced.credit(self.town)

    def credit_step(self):
        return self.credit().steps.get()

    def inspection(self):
        return inspected.inspected(self.town)

    def corrected_inspection(self):
        return inspected.corrected(self.town, self.inspection())

    def inspected_item(self):
        return self.inspection().items.earliest("position")

    def decided_objection(self):
        objection = self.objection()
        objecting.decide(
            objection=objection,
            upheld=True,
            reasons="The street takes care of this lamp.",
            by=publisher(self.town, "gu"),
            now=PREVIEW_ENDS_AT,
        )
        return Objection.objects.get()
