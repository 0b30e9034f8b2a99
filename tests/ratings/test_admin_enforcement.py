"""Enforcement, credits and legal bases at the desk: who comes in, what is refused."""

from datetime import date, timedelta
from http import HTTPStatus

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone, translation

from ratings.models import Credit, Enforcement, LegalBasis
from ratings.operations import bases
from ratings.refusals import Refusal
from ratings.states import Measure
from registry.models import Region
from tests.complaints import paths
from tests.complaints.desk import Desk, texts
from tests.ratings import enforced
from tests.ratings.enforced import FACTS, MONDAY
from tests.ratings.reviewed import regulator

LIST = reverse("admin:ratings_enforcement_changelist")
ADD = reverse("admin:ratings_enforcement_add")
ADD_CREDIT = reverse("admin:ratings_credit_add")
BASES = reverse("admin:ratings_legalbasis_changelist")
TYPED = {
    "number": "蜀住建责改〔2026〕9号",
    "body": "蜀山区住房和城乡建设局",
    "officers": "王芳、李伟",
    "issued_on": "2026-03-02",
    "due_on": "2026-03-09",
    "facts": FACTS,
}


@pytest.fixture(autouse=True)
def _evening():
    with time_machine.travel(paths.after(9), tick=False):
        yield


def client_of(actor, language="en"):
    client = Desk(actor.user).client
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    return client


def add_address(town, measure="ORDER"):
    return f"{ADD}?firm={town.firm.credit_code}&measure={measure}"


def page_of(row, act="change"):
    return reverse(f"admin:ratings_{row._meta.model_name}_{act}", args=[row.pk])


def test_a_firm_of_the_region_is_found_by_name_or_community(town):
    client = client_of(town.county_dora)
    for words in ("长青", "丹青"):
        answer = client.get(ADD, {"q": words, "measure": "PENALTY"})
        link = f"?firm={town.firm.credit_code}&amp;measure=PENALTY"
        assert link in answer.content.decode()
    assert town.rival.name not in client.get(ADD, {"q": "和顺"}).content.decode()


def test_the_form_asks_each_measure_what_it_needs(town):
    client = client_of(town.county_dora)
    asks = {
        measure: set(client.get(add_address(town, measure)).context["form"].fields)
        for measure in ("INTERVIEW", "ORDER", "PENALTY", "EXIT")
    }
    assert "suggested_by" in asks["INTERVIEW"] - asks["ORDER"]
    assert {"order", "is_grave"} <= asks["PENALTY"] - asks["EXIT"]
    assert "basis" in asks["EXIT"] - asks["INTERVIEW"]


def test_an_order_is_recorded_with_its_case(town):
    case = paths.disposed(town)
    typed = {
        **TYPED,
        "basis": enforced.basis().pk,
        "cases": [case.pk],
        "tenure": case.tenure_id,
    }
    answer = client_of(town.county_dora).post(add_address(town), typed, follow=True)
    row = Enforcement.objects.get()
    assert row.enforced_cases.get().case == case
    assert "The document is recorded." in answer.content.decode()
    assert case.number in answer.content.decode()


def test_what_is_refused_stands_beside_its_field_and_keeps_what_was_typed(town):
    typed = {**TYPED, "officers": "王芳"}
    answer = client_of(town.county_dora).post(add_address(town), typed)
    form = answer.context["form"]
    assert set(form.errors) == {"officers", "basis"}
    assert "Name at least two officers" in answer.content.decode()
    assert FACTS in answer.content.decode()
    assert not Enforcement.objects.exists()


def test_only_what_may_be_left_empty_is_called_optional(town):
    form = client_of(town.county_dora).get(add_address(town)).context["form"]
    optional = {name for name, field in form.fields.items() if not field.required}
    assert optional == {"tenure", "cases", "public_address"}
    empty = client_of(town.county_dora).post(add_address(town), {})
    assert set(empty.context["form"].errors) == {"issued_on"}
    dated = client_of(town.county_dora).post(
        add_address(town), {"issued_on": "2026-03-02"}
    )
    assert set(dated.context["form"].errors) == {
        "number",
        "body",
        "officers",
        "due_on",
        "basis",
        "facts",
    }


def test_a_basis_of_another_measure_is_not_even_offered(town):
    of_penalties = enforced.basis(Measure.PENALTY)
    client = client_of(town.county_dora)
    answer = client.post(add_address(town), {**TYPED, "basis": of_penalties.pk})
    assert "basis" in answer.context["form"].errors
    assert not Enforcement.objects.exists()


@pytest.mark.parametrize("address", [ADD, ADD_CREDIT])
def test_streets_and_auditors_record_nothing(town, address):
    auditor = regulator("ou", "欧", town.city)
    auditor.user.role = "AUDITOR"
    auditor.user.save()
    for actor in (town.anna, auditor):
        client = client_of(actor)
        assert client.get(address).status_code == HTTPStatus.FORBIDDEN
        assert address not in client.get(LIST).content.decode()


def test_a_firm_never_comes_to_the_desk(town):
    client = client_of(town.manager)
    assert client.get(LIST).status_code == HTTPStatus.FOUND
    assert client.get(ADD).status_code == HTTPStatus.FOUND


def test_each_reads_the_documents_of_its_own_places(town):
    row = enforced.order(town, tenure=town.garden.tenures.get())
    of_the_firm = enforced.order(town, number="2号")
    elsewhere = Region.objects.create(
        code="340111000",
        name="包河区",
        name_en="Baohe District",
        level="COUNTY",
        parent=town.city,
    )
    sees = {
        name: {
            one
            for one in (row, of_the_firm)
            if client_of(actor).get(page_of(one)).status_code == HTTPStatus.OK
        }
        for name, actor in (
            ("street", town.anna),
            ("other street", town.carl),
            ("county", town.county_dora),
            ("city", town.city_emil),
            ("department", town.fireman),
            ("other county", regulator("bao", "包", elsewhere)),
        )
    }
    assert sees == {
        "street": {row},
        "other street": set(),
        "county": {row, of_the_firm},
        "city": {row, of_the_firm},
        "department": {row, of_the_firm},
        "other county": set(),
    }


def test_a_case_is_linked_only_for_who_may_open_it(town):
    row = enforced.interview(town)
    case = row.enforced_cases.get().case
    link = reverse("admin:complaints_case_change", args=[case.pk])
    assert link in client_of(town.county_dora).get(page_of(row)).content.decode()
    seen = client_of(town.fireman).get(page_of(row)).content.decode()
    assert case.number in seen
    assert link not in seen


def test_compliance_deduction_and_revocation_are_recorded_from_its_page(town):
    row = enforced.penalty(town)
    client = client_of(town.county_dora)
    basis = enforced.basis(Measure.DEDUCTION)
    client.post(page_of(row, "deduct"), {"points": "2.5", "basis": basis.pk})
    client.post(
        page_of(row, "comply"),
        {"on": "2026-03-02", "evidence": "The receipt of the fine."},
    )
    answer = client.post(
        page_of(row, "revoke"),
        {"on": "2026-03-02", "because": "Set aside by the court."},
        follow=True,
    )
    row.refresh_from_db()
    assert (str(row.deduction), row.complied_on, row.revoked_on) == (
        "2.5",
        MONDAY,
        MONDAY,
    )
    assert row.steps.count() == 4
    assert "Set aside by the court." in answer.content.decode()
    assert not answer.context["acts"]


def test_the_page_says_why_not_and_keeps_what_was_typed(town):
    row = enforced.penalty(town)
    client = client_of(town.county_dora)
    answer = client.post(page_of(row, "comply"), {"on": "2026-03-02", "evidence": "x"})
    assert "Say in at least 10 characters what shows" in answer.content.decode()
    answer = client.post(page_of(row, "deduct"), {"points": "9"})
    assert set(answer.context["form"].errors) == {"points", "basis"}
    assert 'value="9"' in answer.content.decode()


@pytest.mark.parametrize(
    ("act", "typed"),
    [
        ("comply", {"on": "2026-03-02", "evidence": "The receipt of the fine."}),
        ("revoke", {"on": "2026-03-02", "because": "Set aside by the court."}),
    ],
)
def test_who_only_reads_it_is_refused(town, act, typed):
    row = enforced.order(town, tenure=town.garden.tenures.get())
    client = client_of(town.anna)
    assert not client.get(page_of(row)).context["acts"]
    answer = client.post(page_of(row, act), typed)
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert row.steps.count() == 1


def test_the_mark_of_a_basis_of_the_demo_is_seen_wherever_it_is_used(town):
    basis = enforced.basis(is_demo=True)
    row = enforced.order(town, basis=basis)
    client = client_of(town.county_dora)
    page = client.get(page_of(row)).content.decode()
    assert "made up for the demo" in page
    assert "Demo legal basis" in page
    assert "made up for the demo" in client.get(add_address(town)).content.decode()


def test_a_credit_is_recorded_by_one_and_confirmed_by_another(town):
    typed = {
        **TYPED,
        "number": "奖1号",
        "points": "1.5",
        "basis": enforced.basis(Measure.CREDIT).pk,
        "ends_on": "2027-03-02",
    }
    dora = client_of(town.county_dora)
    dora.post(f"{ADD_CREDIT}?firm={town.firm.credit_code}", typed)
    row = Credit.objects.get()
    own = dora.post(page_of(row, "confirm"))
    assert "neither who recorded it" in own.content.decode()
    assert row.confirmed_at is None
    client_of(town.city_emil).post(page_of(row, "confirm"))
    row.refresh_from_db()
    assert row.confirmed_by == town.city_emil.user
    typed = {"on": "2026-03-02", "because": "Given to the wrong firm."}
    dora.post(page_of(row, "revoke"), typed)
    row.refresh_from_db()
    assert row.revoked_on == MONDAY
    assert (
        row.number
        in dora.get(reverse("admin:ratings_credit_changelist")).content.decode()
    )


def test_a_basis_is_kept_by_the_regulator_of_the_province_alone(town):
    typed = {
        "title": "物业管理条例",
        "number": "",
        "article": "第五十条",
        "level": "REGULATION",
        "text": "What it says.",
        "measure": "PENALTY",
        "at_once": "on",
        "heaviest": "",
        "in_force_from": "2020-01-01",
        "in_force_until": "",
    }
    add = reverse("admin:ratings_legalbasis_add")
    refused = client_of(regulator("lin", "林", town.city)).post(add, typed)
    assert refused.status_code == HTTPStatus.FORBIDDEN
    client_of(regulator("gu", "顾", town.province)).post(add, typed)
    row = LegalBasis.objects.get()
    assert (row.at_once, row.is_demo) == (True, False)
    assert "第五十条" in client_of(town.anna).get(BASES).content.decode()


def test_what_a_document_stands_on_only_ends(town):
    row = enforced.basis(article="第一条")
    gu = client_of(regulator("gu", "顾", town.province))
    page = reverse("admin:ratings_legalbasis_change", args=[row.pk])
    assert "article" in gu.get(page).context["adminform"].form.fields
    enforced.order(town, basis=row)
    assert set(gu.get(page).context["adminform"].form.fields) == {"in_force_until"}
    until = date(2027, 1, 1)
    gu.post(page, {"article": "第二条", "in_force_until": until.isoformat()})
    row.refresh_from_db()
    assert (row.article, row.in_force_until) == ("第一条", until)


@pytest.mark.parametrize("days", [-1, -300])
def test_it_does_not_end_in_the_past(town, days):
    row = enforced.order(town).basis
    gu = client_of(regulator("gu", "顾", town.province))
    page = reverse("admin:ratings_legalbasis_change", args=[row.pk])
    past = timezone.localdate() + timedelta(days=days)
    answer = gu.post(page, {"in_force_until": past.isoformat()})
    assert "A legal basis ends today or later" in answer.content.decode()
    row.refresh_from_db()
    assert row.in_force_until is None


def test_what_ended_does_not_come_back(town):
    row = enforced.order(town).basis
    gu = regulator("gu", "顾", town.province)
    today = timezone.localdate()
    bases.end(basis=row, from_day=today, by=gu, now=timezone.now())
    page = reverse("admin:ratings_legalbasis_change", args=[row.pk])
    client_of(gu).post(page, {"in_force_until": ""})
    client_of(gu).post(page, {"in_force_until": "2099-01-01"})
    later = today + timedelta(days=9)
    with pytest.raises(bases.NotRecorded) as refused:
        bases.end(basis=row, from_day=later, by=gu, now=timezone.now())
    assert refused.value.refusals == (Refusal.TWICE,)
    row.refresh_from_db()
    assert row.in_force_until == today


def test_nobody_but_the_province_ends_one(town):
    row = enforced.order(town).basis
    for officer in (regulator("lin", "林", town.city), town.county_dora):
        with pytest.raises(bases.NotRecorded) as refused:
            bases.end(
                basis=row,
                from_day=timezone.localdate(),
                by=officer,
                now=timezone.now(),
            )
        assert refused.value.refusals == (Refusal.NOT_THE_PROVINCE,)


def test_a_contradictory_basis_is_refused_in_words(town):
    row = enforced.basis()
    gu = client_of(regulator("gu", "顾", town.province))
    page = reverse("admin:ratings_legalbasis_change", args=[row.pk])
    before = row.in_force_from - timedelta(days=1)
    answer = gu.post(
        page,
        {
            "title": row.title,
            "article": row.article,
            "level": row.level,
            "text": row.text,
            "measure": "ORDER",
            "at_once": "on",
            "in_force_from": row.in_force_from.isoformat(),
            "in_force_until": before.isoformat(),
        },
    )
    assert answer.status_code == HTTPStatus.OK
    assert answer.context["adminform"].form.errors


def test_the_pages_are_there_in_chinese(town):
    row = enforced.order(town)
    client = client_of(town.county_dora, "zh-hans")
    with translation.override("zh-hans"):
        for address in (LIST, ADD, add_address(town), page_of(row)):
            assert texts(client.get(address))
    assert "责令限期改正" in client.get(page_of(row)).content.decode()
