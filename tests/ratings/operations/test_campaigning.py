"""Campaigns: written by regulators, published by a second person, frozen each night."""

from datetime import date, timedelta

import pytest

from ratings import tasks
from ratings.models import Campaign, CampaignDay
from ratings.operations import campaigning, reviewing
from ratings.operations.campaigning import (
    CampaignChanged,
    CampaignIncomplete,
    CampaignNotReady,
    MayNotCampaign,
    MayNotPublish,
    NumberTaken,
    PublishedByItsAuthor,
)
from ratings.states import CampaignMeasure, CampaignState
from registry.actors import Officer
from registry.roles import Right
from tests.complaints import paths
from tests.ratings import ruled
from tests.ratings.campaigned import (
    AFTER,
    FIRST_DAY,
    WRITTEN_AT,
    a_campaign,
    a_draft,
    a_plan,
    at_one,
)
from tests.ratings.reviewed import regulator
from tests.ratings.rows import COUNTS_FROM, PERIOD, REVIEWED_AT, publisher
from tests.threads import at_once

ONE_DAY = timedelta(days=1)


def publish(town, campaign, *, by="han", revision=None):
    campaigning.publish(
        campaign=campaign,
        revision=revision or campaign.revision,
        by=publisher(town, by),
        now=WRITTEN_AT,
    )


def edit(town, campaign, *, by=None, revision=None, **changed):
    campaigning.edit(
        campaign=campaign,
        plan=a_plan(town, **changed),
        revision=revision or campaign.revision,
        by=by or publisher(town, "gu"),
        now=WRITTEN_AT,
    )


class TestWriting:
    def test_a_draft_keeps_what_was_written(self, town):
        campaign = a_draft(town)
        assert campaign.state == CampaignState.DRAFT
        assert (campaign.starts_on, campaign.ends_on) == (FIRST_DAY, AFTER)
        assert list(campaign.regions.all()) == [town.province]
        targets = dict(campaign.targets.values_list("measure", "at_least"))
        assert {name: str(share) for name, share in targets.items()} == {
            CampaignMeasure.SETTLED: "0.5000",
            CampaignMeasure.SATISFIED: "0.8500",
        }

    def test_only_regulators_write_and_only_for_regions_of_their_own(self, town):
        for officer in (town.anna, town.city_emil, Officer(town.auditor)):
            with pytest.raises(MayNotCampaign):
                campaigning.make(plan=a_plan(town), by=officer, now=WRITTEN_AT)
        lin = regulator("lin", "林", town.city)
        with pytest.raises(MayNotCampaign):
            campaigning.make(plan=a_plan(town), by=lin, now=WRITTEN_AT)
        plan = a_plan(town, regions=[town.city, town.county])
        campaigning.make(plan=plan, by=lin, now=WRITTEN_AT)
        assert Campaign.objects.count() == 1

    @pytest.mark.parametrize(
        "changed", [{"regions": []}, {"categories": []}, {"ends_on": FIRST_DAY}]
    )
    def test_without_a_region_a_category_or_a_day_nothing_is_written(
        self, town, changed
    ):
        with pytest.raises(CampaignIncomplete):
            a_draft(town, **changed)
        assert not Campaign.objects.exists()

    def test_a_document_number_is_taken_once(self, town):
        first = a_draft(town)
        with pytest.raises(NumberTaken):
            a_draft(town)
        second = a_draft(town, document_number="another")
        with pytest.raises(NumberTaken):
            edit(town, second, document_number=first.document_number)
        second.refresh_from_db()
        assert second.document_number == "another"

    def test_nobody_overwrites_what_they_did_not_read(self, town):
        campaign = a_draft(town)
        edit(town, campaign, title="Second words", revision=1)
        with pytest.raises(CampaignChanged):
            edit(town, campaign, title="Third words", revision=1)
        campaign.refresh_from_db()
        assert campaign.title == "Second words"

    def test_a_city_does_not_change_the_campaign_of_the_province(self, town):
        campaign = a_draft(town)
        lin = regulator("lin", "林", town.city)
        with pytest.raises(MayNotCampaign):
            edit(town, campaign, by=lin, regions=[town.city])
        assert list(campaign.regions.all()) == [town.province]


class TestPublishing:
    def test_a_second_person_publishes(self, town):
        campaign = a_draft(town)
        with pytest.raises(PublishedByItsAuthor):
            publish(town, campaign, by="gu")
        publish(town, campaign)
        assert campaign.state == CampaignState.PUBLISHED
        assert list(Campaign.objects.public()) == [campaign]

    def test_who_wrote_it_last_cannot_publish_it(self, town):
        campaign = a_draft(town)
        edit(town, campaign, by=publisher(town, "han"))
        with pytest.raises(PublishedByItsAuthor):
            publish(town, campaign, by="han")
        publish(town, campaign, by="gu")

    def test_it_needs_the_right_to_publish(self, town):
        campaign = a_draft(town)
        lin = regulator("lin", "林", town.province, Right.VISIT)
        with pytest.raises(MayNotPublish):
            campaigning.publish(campaign=campaign, revision=1, by=lin, now=WRITTEN_AT)

    def test_nobody_publishes_what_they_did_not_read(self, town):
        campaign = a_draft(town)
        edit(town, campaign)
        with pytest.raises(CampaignChanged):
            publish(town, campaign, revision=1)

    def test_what_is_published_is_neither_changed_nor_published_again(self, town):
        campaign = a_campaign(town)
        with pytest.raises(CampaignNotReady):
            edit(town, campaign)
        with pytest.raises(CampaignNotReady):
            publish(town, campaign, by="gu")


def days():
    return list(CampaignDay.objects.order_by("day").values_list("day", flat=True))


class TestFreezing:
    def test_a_day_is_frozen_in_the_night_after_it_and_never_before(self, town):
        a_campaign(town)
        assert campaigning.freeze_days(now=at_one(FIRST_DAY - ONE_DAY)) == 0
        assert campaigning.freeze_days(now=at_one(FIRST_DAY)) == 1
        assert days() == [FIRST_DAY]

    def test_a_second_run_adds_nothing_and_changes_nothing(self, town):
        a_campaign(town)
        campaigning.freeze_days(now=at_one(FIRST_DAY))
        before = CampaignDay.objects.values().get()
        paths.filed(town)
        assert campaigning.freeze_days(now=at_one(FIRST_DAY)) == 0
        assert CampaignDay.objects.values().get() == before

    def test_missed_days_are_made_up_for_as_they_were(self, town):
        a_campaign(town)
        paths.filed(town)
        campaigning.freeze_days(now=at_one(FIRST_DAY))
        each_night = {FIRST_DAY: CampaignDay.objects.get().figures}
        CampaignDay.objects.all().delete()
        town.file(now=paths.after(24))
        assert campaigning.freeze_days(now=at_one(FIRST_DAY + 3 * ONE_DAY)) == 4
        assert CampaignDay.objects.get(day=FIRST_DAY).figures == each_night[FIRST_DAY]

    def test_nothing_is_frozen_after_its_last_day(self, town):
        a_campaign(town)
        campaigning.freeze_days(now=at_one(AFTER + 30 * ONE_DAY))
        assert days()[-1] == AFTER - ONE_DAY
        assert len(days()) == 10

    def test_a_draft_has_no_days(self, town):
        a_draft(town)
        assert campaigning.freeze_days(now=at_one(AFTER)) == 0

    def test_a_campaign_that_began_before_it_was_published_has_its_days(self, town):
        a_campaign(town, now=at_one(FIRST_DAY + ONE_DAY))
        assert days() == [FIRST_DAY, FIRST_DAY + ONE_DAY]

    def test_the_nightly_job_calls_it(self, town):
        a_campaign(town, starts_on=date(2025, 1, 1), ends_on=date(2025, 1, 3))
        CampaignDay.objects.all().delete()
        assert tasks.freeze_campaign_days() == 2
        assert tasks.freeze_campaign_days() == 0


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_three_runs_at_once_write_each_day_once(town):
    a_campaign(town)
    paths.filed(town)
    night = at_one(FIRST_DAY + 4 * ONE_DAY)
    written = at_once(3, lambda _n: campaigning.freeze_days(now=night))
    assert sum(written) == 5
    assert days() == [FIRST_DAY + n * ONE_DAY for n in range(5)]


def test_a_campaign_enters_no_score(town):
    paths.closed(town)
    ruled.load(counts_from=COUNTS_FROM)
    without = reviewing.run(period=PERIOD, now=REVIEWED_AT)
    hashes = (without.inputs_sha256, without.results_sha256)
    for rows in ("firm_scores", "region_scores", "firm_counts", "project_counts"):
        getattr(without, rows).all().delete()
    without.region_counts.all().delete()
    without.delete()
    a_campaign(town)
    campaigning.freeze_days(now=REVIEWED_AT)
    again = reviewing.run(period=PERIOD, now=REVIEWED_AT)
    assert (again.inputs_sha256, again.results_sha256) == hashes
