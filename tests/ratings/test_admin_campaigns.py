"""Campaigns at the desk: who writes, who publishes, and what is refused."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import translation

from complaints.models import Category
from ratings.models import Campaign, CampaignDay
from ratings.operations import campaigning
from ratings.states import CampaignState
from registry.models import User
from registry.roles import Right
from tests.complaints.desk import Desk, texts
from tests.ratings.campaigned import NUMBER, WRITTEN_AT, a_campaign, a_draft
from tests.ratings.publishers import publisher
from tests.ratings.reviewed import regulator

CAMPAIGNS = reverse("admin:ratings_campaign_changelist")
NEW = reverse("admin:ratings_campaign_add")


@pytest.fixture(autouse=True)
def _before_it_starts():
    with time_machine.travel(WRITTEN_AT, tick=False):
        yield


@pytest.fixture
def gu(town):
    return publisher(town, "gu")


@pytest.fixture
def han(town):
    return publisher(town, "han")


def page_of(campaign, act="change"):
    return reverse(f"admin:ratings_campaign_{act}", args=[campaign.pk])


def typed(town, **changed):
    categories = Category.objects.filter(code__in=["parking", "lifts"])
    return {
        "title": "停车电梯十日行动",
        "title_en": "Ten days for parking and lifts",
        "document_number": NUMBER,
        "leader": "安徽省住房和城乡建设厅",
        "about": "",
        "starts_on": "2026-03-02",
        "last_day": "2026-03-11",
        "regions": [town.city.pk],
        "categories": [each.pk for each in categories],
        "settled": "95",
        "satisfied": "85.5",
        "replied": "",
        **changed,
    }


def send(officer, address, said, language="en"):
    headers = {"accept-language": language}
    return Desk(officer.user).client.post(address, said, headers=headers)


def press_publish(officer, campaign, language="en", **more):
    revision = Campaign.objects.get(pk=campaign.pk).revision
    said = {"revision": revision, **more}
    return send(officer, page_of(campaign, "publish"), said, language)


class TestWhoSeesThem:
    def test_regulators_and_auditors_read_list_and_page(self, town, gu):
        draft = a_draft(town)
        town.auditor.is_staff = True
        town.auditor.save()
        for user in (gu.user, town.auditor):
            for address in (CAMPAIGNS, page_of(draft)):
                assert Desk(user).client.get(address).status_code == 200

    @pytest.mark.parametrize("username", ["anna", "dora", "emil", "fireman"])
    def test_officers_and_departments_see_none_of_it(self, town, username):
        draft = a_draft(town)
        desk = Desk(User.objects.get(username=username)).client
        for address in (CAMPAIGNS, NEW, page_of(draft)):
            assert desk.get(address).status_code == 403
        for act in ("edit", "publish"):
            assert desk.post(page_of(draft, act)).status_code == 403

    def test_an_auditor_writes_none(self, town):
        town.auditor.is_staff = True
        town.auditor.save()
        desk = Desk(town.auditor).client
        assert desk.get(NEW).status_code == 403
        assert desk.post(NEW, typed(town)).status_code == 403
        assert not Campaign.objects.exists()

    def test_a_regulator_is_offered_the_own_region_and_those_below(self, town):
        lin = regulator("lin", "林", town.city)
        form = Desk(lin.user).client.get(NEW).context["form"]
        offered = [region.code for region in form.fields["regions"].queryset]
        assert offered == [town.city.code, town.county.code]


class TestWriting:
    def test_gu_writes_a_campaign_and_han_publishes_it(self, town, gu, han):
        answer = send(gu, NEW, typed(town))
        campaign = Campaign.objects.get()
        assert answer.headers["Location"] == page_of(campaign)
        targets = {one.measure: str(one.at_least) for one in campaign.targets.all()}
        assert targets == {"SETTLED": "0.9500", "SATISFIED": "0.8550"}
        assert str(campaign.ends_on) == "2026-03-12"
        press_publish(han, campaign)
        campaign.refresh_from_db()
        assert campaign.state == CampaignState.PUBLISHED
        assert not CampaignDay.objects.exists()

    def test_the_draft_is_shown_as_it_stands_and_changed(self, town, gu):
        campaign = a_draft(town)
        page = Desk(gu.user).client.get(page_of(campaign))
        assert page.context["plan"].initial["settled"] == 50
        said = typed(town, title="另一个名称", revision=campaign.revision)
        send(gu, page_of(campaign, "edit"), said)
        campaign.refresh_from_db()
        assert campaign.title == "另一个名称"

    def test_what_is_wrong_is_said_beside_its_field_and_kept(self, town, gu):
        wrong = typed(town, last_day="2026-03-01", settled="101", regions=[])
        answer = send(gu, NEW, wrong)
        errors = answer.context["form"].errors
        assert errors.keys() == {"last_day", "settled", "regions"}
        assert "停车电梯十日行动" in texts(answer)
        assert not Campaign.objects.exists()

    def test_a_region_that_was_not_offered_is_not_taken(self, town):
        lin = regulator("lin", "林", town.city)
        answer = send(lin, NEW, typed(town, regions=[town.province.pk]))
        assert "regions" in answer.context["form"].errors

    def test_what_is_published_has_no_form(self, town, gu):
        page = Desk(gu.user).client.get(page_of(a_campaign(town)))
        assert (page.context["writes"], page.context["publishes"]) == (False, False)

    def test_nothing_is_done_by_following_a_link(self, town, han):
        campaign = a_draft(town)
        for act in ("edit", "publish"):
            answer = Desk(han.user).client.get(page_of(campaign, act))
            assert answer.status_code == 302
        campaign.refresh_from_db()
        assert campaign.state == CampaignState.DRAFT

    def test_every_button_needs_the_token_against_forgery(self, town, han):
        campaign = a_draft(town)
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(han.user)
        for address in (NEW, page_of(campaign, "edit"), page_of(campaign, "publish")):
            assert browser.post(address, typed(town)).status_code == 403


@pytest.mark.parametrize("language", ["en", "zh-hans"])
class TestWhatIsRefused:
    """Each refusal as its own plain sentence, in the language of the desk."""

    def refused(self, answer, refusal, language, status=409):
        with translation.override(language):
            sentence = str(refusal)
        assert answer.status_code == status
        assert sentence in answer.context["form"].non_field_errors()
        return texts(answer)

    def test_published_by_who_wrote_it_last(self, town, gu, language):
        answer = press_publish(gu, a_draft(town), language)
        self.refused(answer, campaigning.PublishedByItsAuthor(), language)

    def test_without_the_right(self, town, language):
        lin = regulator("lin", "林", town.province, Right.VISIT)
        answer = press_publish(lin, a_draft(town), language)
        self.refused(answer, campaigning.MayNotPublish(), language, 403)

    def test_changed_meanwhile(self, town, gu, han, language):
        campaign = a_draft(town)
        send(gu, page_of(campaign, "edit"), typed(town, revision=1))
        answer = press_publish(han, campaign, language, revision=1)
        self.refused(answer, campaigning.CampaignChanged(), language)
        said = typed(town, revision=1, about="What Gu typed.")
        answer = send(gu, page_of(campaign, "edit"), said, language)
        page = self.refused(answer, campaigning.CampaignChanged(), language)
        assert "What Gu typed." in page

    def test_published_meanwhile(self, town, gu, han, language):
        campaign = a_campaign(town)
        said = typed(town, revision=campaign.revision)
        answer = send(gu, page_of(campaign, "edit"), said, language)
        self.refused(answer, campaigning.CampaignNotReady(), language)

    def test_a_number_that_is_taken(self, town, gu, language):
        a_draft(town)
        answer = send(gu, NEW, typed(town), language)
        self.refused(answer, campaigning.NumberTaken(), language)
        assert Campaign.objects.count() == 1
