"""One row of each model for the tests of constraints, made by the fixture town."""

from datetime import date, timedelta

from complaints.answers import Answers
from complaints.models import (
    Answer,
    AnswerAlert,
    Article,
    Commitment,
    NumberSeries,
    PhoneCode,
    TimeLimit,
)
from complaints.operations import (
    articles,
    chasing,
    committing,
    drafting,
    handling,
    merging,
    proving,
    suspecting,
)
from complaints.operations.handling import NewCommitment
from complaints.states import Action, AlertSort, Kind
from registry.models import Duty, IdempotencyKey, Job, Notice, Tenure, Use
from registry.sealing import seal
from tests.complaints import boarded, paths
from tests.complaints.paths import YES
from tests.ratings.listings.rows import ListingRows
from tests.ratings.rows import ReviewRows
from tests.town import MONDAY_MORNING, PHONE, Town


class Rows(ReviewRows, ListingRows):
    """Each method puts one row of its sort into the database and gives it back."""

    def __init__(self, town: Town) -> None:
        self.town = town

    def case(self):
        return self.town.file()

    def article(self):
        articles.load(now=MONDAY_MORNING)
        return Article.objects.earliest("pk")

    def board_message(self):
        return boarded.held(self.town)

    def public_message(self):
        return boarded.published(self.town)

    def message_step(self):
        return self.board_message().steps.get()

    def disposed_case(self):
        return paths.disposed(self.town)

    def closed_case(self):
        return paths.closed(self.town)

    def merged_case(self):
        case = self.town.file()
        target = paths.accepted(self.town)
        merging.merge(case=case, target=target, by=self.town.anna, now=paths.after(2))
        return case

    def duty(self):
        return Duty.objects.create(
            region=self.town.county,
            starts_at=MONDAY_MORNING,
            ends_at=LATER,
            name="Night desk",
            phone="0551-62600000",
        )

    def draft(self):
        return drafting.begin(
            browser_digest="0" * 64, answers=Answers(), now=MONDAY_MORNING
        )

    def question(self):
        return self.town.file(kind=Kind.CONSULTATION)

    def retaliation(self):
        return self.town.file(kind=Kind.RETALIATION)

    def step(self):
        return self.town.file().steps.get()

    def officer_step(self):
        return paths.accepted(self.town).steps.get(action=Action.ACCEPT)

    def chase_step(self):
        case = paths.filed(self.town)
        chasing.sweep(now=case.due_at)
        return case.steps.get(action=Action.URGE)

    def _suspected_case(self):
        case = paths.reported(self.town)
        suspecting.suspect(
            case=case, text=paths.DONE, by=self.town.bo, now=paths.after(6)
        )
        return case

    def suspicion_step(self):
        return self._suspected_case().steps.get(action=Action.SUSPECT)

    def rectified_step(self):
        return paths.rectified(self.town).steps.get(action=Action.RECTIFY)

    def commitment(self):
        case = paths.disposed(self.town)
        handling.rectify(
            case=case,
            text=paths.DONE,
            no_photo_because="It was dark.",
            commitments=[NewCommitment("A second roof", date(2026, 4, 1))],
            by=self.town.manager,
            now=paths.after(4),
        )
        return Commitment.objects.get(case=case)

    def settled_commitment(self):
        row = self.commitment()
        committing.settle(
            case=row.case,
            number=row.number,
            kept=True,
            text=paths.DONE,
            by=self.town.anna,
            now=paths.after(5),
        )
        row.refresh_from_db()
        return row

    def answer(self):
        return Answer.objects.get(case=paths.closed(self.town))

    def follower(self):
        return paths.follow(self.town, self.town.file())

    def follower_answer(self):
        case = paths.reported(self.town)
        paths.answer_too(self.town, paths.follow(self.town, case), YES)
        return Answer.objects.get(case=case)

    def alert(self, **more):
        return AnswerAlert.objects.create(
            **{
                "street": self.town.street,
                "sort": AlertSort.APART,
                "starts_on": date(2026, 1, 1),
                "ends_on": date(2026, 4, 1),
                "figures": {},
                "found_at": MONDAY_MORNING,
                **more,
            }
        )

    def typist_alert(self):
        return self.alert(sort=AlertSort.TYPIST, typist=self.town.anna.user)

    def contact(self):
        return self.town.file().contact

    def text(self):
        return self.town.file().text

    def promise(self):
        return self.town.file().promises.earliest("pk")

    def number_series(self):
        self.town.file()
        return NumberSeries.objects.get()

    def phone_code(self):
        proving.send_code(
            number=self.town.file().number,
            phone=PHONE,
            session="a session",
            network="a network",
            language="en",
            now=MONDAY_MORNING,
        )
        return PhoneCode.objects.get()

    def category(self):
        return self.town.category()

    def top_category(self):
        return self.town.category("parking")

    def time_limit(self):
        return TimeLimit.objects.earliest("pk")

    def region(self):
        return self.town.street

    def province(self):
        return self.town.province

    def community(self):
        return self.town.garden

    def department(self):
        return self.town.fire

    def firm(self):
        return self.town.firm

    def officer(self):
        return self.town.anna.user

    def clerk(self):
        return self.town.manager.user

    def fireman(self):
        return self.town.fireman.user

    def open_tenure(self):
        return self.town.garden.tenures.get()

    def ended_tenure(self):
        return Tenure.objects.create(
            community=self.town.court,
            firm=self.town.firm,
            starts_on=date(2024, 1, 1),
            ends_on=date(2025, 1, 1),
        )

    def stored_file(self):
        return paths.photo()

    def notice(self):
        self.town.file()
        return Notice.objects.get()

    def job(self):
        return Job.objects.create(name="tasks.water", expected_from=MONDAY_MORNING)

    def idempotency_key(self):
        return IdempotencyKey.objects.create(
            scope="file",
            key="0" * 64,
            request_digest="1" * 64,
            reply_sealed=seal("{}"),
            created_at=MONDAY_MORNING,
        )

    def use(self):
        return Use.objects.create(
            name="code", key_digest="0" * 64, number=1, at=MONDAY_MORNING
        )


LATER = MONDAY_MORNING + timedelta(days=1)
