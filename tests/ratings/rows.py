"""Reviews of the fixture town in each of their states, and who brings them there."""

from datetime import UTC, date, datetime, timedelta

from complaints.models import Case
from ratings.models import (
    Bulletin,
    Enforcement,
    FilingAlert,
    FirmScore,
    HalfMonthSum,
    Objection,
    RegionScore,
    Review,
)
from ratings.operations import (
    bulletins,
    campaigning,
    objecting,
    publishing,
    reviewing,
    simulating,
    summing,
)
from ratings.periods import HalfMonth
from ratings.states import ObjectionGround
from tests.complaints import paths
from tests.ratings import enforced, inspected, ruled
from tests.ratings.campaigned import a_campaign, a_draft, at_one
from tests.ratings.publishers import publisher
from tests.town import MONDAY_MORNING, Town

__all__ = [
    "COUNTS_FROM",
    "PERIOD",
    "PREVIEWED_AT",
    "PREVIEW_ENDS_AT",
    "REVIEWED_AT",
    "ReviewRows",
    "publisher",
]

PERIOD = HalfMonth.named("2026-03-1")
COUNTS_FROM = date(2026, 2, 16)
REVIEWED_AT = datetime(2026, 3, 15, 18, 0, tzinfo=UTC)  # 02:00 of the 16th
PREVIEWED_AT = REVIEWED_AT + timedelta(hours=7)
# Monday to Thursday: three working days after the 16th end with the 19th.
PREVIEW_ENDS_AT = datetime(2026, 3, 19, 16, 0, tzinfo=UTC)


class ReviewRows:
    """One row of each model of reviews, of a town with one answered case."""

    town: Town

    def draft_of_rules(self):
        return ruled.drafted(MONDAY_MORNING, counts_from=COUNTS_FROM)

    def consulted_rules(self):
        return ruled.consulted(COUNTS_FROM, counts_from=COUNTS_FROM)

    def reviewed_rules(self):
        return ruled.reviewed(COUNTS_FROM, counts_from=COUNTS_FROM)

    def rule_set_step(self):
        return self.draft_of_rules().steps.get()

    def simulation(self):
        rule_set = self.draft_of_rules()
        by = ruled.person(ruled.DRAFTER)
        return simulating.ask(rule_set=rule_set, by=by, now=MONDAY_MORNING)

    def rule_set(self):
        return ruled.load(counts_from=COUNTS_FROM)

    def open_review(self):
        rule_set = self.rule_set()
        return Review.objects.create(
            period=PERIOD.name, rule_set=rule_set, opened_at=REVIEWED_AT
        )

    def next_open_review(self):
        """Of the following half-month."""
        return Review.objects.create(
            period=PERIOD.next().name,
            rule_set=self.rule_set(),
            opened_at=REVIEWED_AT,
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

    def bulletin(self):
        return Bulletin.objects.get(review=self.published_review())

    def edited_bulletin(self):
        bulletin = self.bulletin()
        bulletins.edit(
            bulletin=bulletin,
            introduction="Lifts were the trouble.",
            remarks="",
            revision=bulletin.revision,
            by=publisher(self.town, "gu"),
            now=PREVIEW_ENDS_AT,
        )
        return bulletin

    def signed_bulletin(self):
        bulletin = self.edited_bulletin()
        bulletins.sign(
            bulletin=bulletin,
            revision=bulletin.revision,
            by=publisher(self.town, "han"),
            now=PREVIEW_ENDS_AT,
        )
        return bulletin

    def published_bulletin(self):
        bulletin = self.signed_bulletin()
        gu = publisher(self.town, "gu")
        bulletins.publish(bulletin=bulletin, by=gu, now=PREVIEW_ENDS_AT)
        return bulletin

    def draft_campaign(self):
        return a_draft(self.town)

    def published_campaign(self):
        return a_campaign(self.town)

    def campaign_target(self):
        return a_draft(self.town).targets.earliest("pk")

    def campaign_day(self):
        campaign = a_campaign(self.town)
        campaigning.freeze_days(now=at_one(campaign.starts_on))
        return campaign.days.get()

    def half_month_sum(self):
        paths.closed(self.town)
        summing.freeze_half_months(now=at_one(PERIOD.end))
        return HalfMonthSum.objects.filter(region=self.town.county).earliest("pk")

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

    def filing_alert(self):
        review = self.published_review()
        earlier = Review.objects.create(
            period=PERIOD.previous().name,
            rule_set=review.rule_set,
            opened_at=REVIEWED_AT,
        )
        return FilingAlert.objects.create(
            region=self.town.county,
            period=review.period,
            review=review,
            earlier=earlier,
            figures={},
            found_at=REVIEWED_AT,
        )

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
