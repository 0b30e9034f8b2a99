"""
From a resident's phone to the resident's last word, over HTTP, as the people do it.

Nothing here imports a model or an operation: what cannot be done through the pages is
not done.
"""

import pytest

from tests.journeys.conftest import case_number

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = {
    "en": {
        "handed_over": "Handed over",
        "closed": "Closed",
        "solved": "solved",
        "not_yours": "another officer",
    },
    "zh-hans": {
        "handed_over": "已交办",
        "closed": "已办结",
        "solved": "解决",
        "not_yours": "其他经办人",
    },
}
GATE = "/c/DQHY/"
EBIKES = (
    "Half a year ago we asked for a parking area for e-bikes. The guards poured cement "
    "over the green; it is steep and useless, and rain will pool there."
)
FOUND = {"upto": "DISPOSE", "finding": "FOUNDED", "duty": "FIRM", "how": "VISIT"}


def file_a_case(resident, *, where=GATE, until="/file/done/", photos=None, **fields):
    """Page after page, as each leads to the next."""
    typed = {"privacy": "HIDDEN", "phone": "138 0013 8000", **fields}
    page, seen = resident.open(where), []
    while until not in page.url:
        assert page.url not in seen, page.text
        seen.append(page.url)
        if page.url.endswith("/file/same/"):
            page = resident.open("/file/contact/")
        form = page.own_form()
        page = resident.send(
            page,
            form,
            photos=photos if form.multipart else None,
            **{name: typed[name] for name in typed.keys() & form.choices.keys()},
        )
    return page


def open_case(officer, number):
    """From the queue to the page of the case."""
    queue = officer.open("/admin/complaints/case/")
    return officer.open(queue.link(number))


def move(officer, number, action, **fields):
    page = open_case(officer, number)
    return officer.send(page, page.form(f"/move/{action}/"), **fields)


def rectify(firm, number, photos):
    page = firm.open("/firm/")
    page = firm.open(page.link(number) if number in page.text else f"/firm/{number}/")
    text = "A level parking area with a roof was built beside gate two."
    return firm.send(page, page.form(""), photos={"photos": photos}, text=text)


def answer(resident, link, *, solved, satisfied):
    page = resident.open(link)
    return resident.send(page, page.form(""), solved=solved, satisfied=satisfied)


def test_danqing_garden_s_e_bikes(stage, photo, language):
    words = WORDS[language]
    resident, anna, bo = stage.resident(), stage.staff("anna"), stage.staff("bo")
    firm = stage.firm("manager")

    found = resident.open("/file/?q=" + "%E4%B8%B9%E9%9D%92")
    filed = file_a_case(
        resident,
        where=resident.send(found, found.own_form(), community="DQHY").url,
        photos={"photos": photo("green")},
        kind="COMPLAINT",
        category="parking-ebike",
        text=EBIKES,
    )
    number = case_number(filed)
    assert f'lang="{language}"' in filed.html

    page = move(
        anna, number, "accept", **FOUND, note="Seen on site.", measure="ORDER_FIRM"
    )
    assert words["handed_over"] in page.text

    case = firm.open(f"/firm/{number}/")
    assert "steep and useless" in case.text
    assert "13800138000" not in case.html
    rectify(firm, number, photo("grey"))
    move(anna, number, "send_back", text="Still steep; the water stands there.")
    assert "Still steep" in firm.open(f"/firm/{number}/").text
    rectify(firm, number, photo("silver"))
    move(
        anna,
        number,
        "report",
        outcome="FIXED",
        text="The area is level and roofed now.",
    )

    thanks = answer(resident, stage.last_link(), solved="NO", satisfied="DISSATISFIED")
    reopened = resident.send(thanks, thanks.form("/reopen/"))
    assert reopened.status == 200

    page = open_case(anna, number)
    assert not page.has_form("/move/dispose/")
    assert words["not_yours"] in page.text
    move(bo, number, "dispose", measure="ORDER_FIRM", instructions="Drain it as well.")
    rectify(firm, number, photo("white"))
    move(bo, number, "report", outcome="FIXED", text="Drained, level, roofed, in use.")

    answer(resident, stage.last_link(), solved="YES", satisfied="SATISFIED")
    followed = resident.open(f"/track/{number}/")
    assert words["closed"] in followed.text


def test_a_consultation_is_asked_answered_and_closed(stage, language):
    resident, anna = stage.resident(), stage.staff("anna")
    filed = file_a_case(
        resident,
        kind="CONSULTATION",
        category="money-committee",
        text="The term of our owners' committee ended. Who calls the election?",
    )
    number = case_number(filed)

    move(anna, number, "accept")
    move(anna, number, "answer", text="The street office calls it; we begin next week.")

    assert "we begin next week" in resident.open(f"/track/{number}/").text
    answer(resident, stage.last_link(), solved="YES", satisfied="VERY")
    assert WORDS[language]["closed"] in resident.open(f"/track/{number}/").text


def test_a_complaint_from_an_unlisted_community_is_located_and_goes_on(stage):
    resident, anna, dora = stage.resident(), stage.staff("anna"), stage.staff("dora")
    filed = file_a_case(
        resident,
        where="/file/unlisted/",
        kind="COMPLAINT",
        category="cleaning-rubbish",
        region="340104000",
        place="Danqing Garden, behind the market",
        text="Garbage is everywhere and dirty water is flowing.",
    )
    number = case_number(filed)
    assert number not in anna.open("/admin/complaints/case/").text

    move(dora, number, "locate", community="DQHY")

    page = move(anna, number, "accept", upto="ACCEPT")
    assert "丹青花园" in page.text
    assert page.has_form("/move/verify/")


def test_a_resident_comes_back_with_number_and_phone(stage, language):
    resident = stage.resident()
    filed = file_a_case(
        resident,
        kind="COMPLAINT",
        category="lifts-broken",
        text="The elevator is broken, and it has not been repaired for almost a week.",
    )
    number = case_number(filed)

    later = stage.resident()
    page = later.open("/track/")
    asked = later.send(page, page.form(""), number=number, phone="13800138000")
    code = next(
        word
        for message in reversed(stage.messages())
        for word in message["text"].replace("：", " ").split()
        if len(word) == 6 and word.isdigit()
    )
    case = later.send(asked, asked.form(""), code=code)

    assert case.url.endswith(f"/track/{number}/")
    assert "The elevator is broken" in case.text
