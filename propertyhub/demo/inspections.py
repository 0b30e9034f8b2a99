"""Inspections of the demo: streets and counties through a part of the projects."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from random import Random

from django.utils import timezone

from propertyhub.demo import pictures
from propertyhub.demo.office_hours import at_ten
from propertyhub.demo.scene import chance
from ratings.checklists import Item
from ratings.models import Checklist
from ratings.operations import inspecting
from ratings.operations.inspecting import Found, Visit
from ratings.states import Mark
from registry import queries as registry_queries
from registry.actors import Officer
from registry.models import StoredFile, Tenure, User

ITEMS = (
    Item("消防车通道和疏散通道畅通", 20),
    Item("电梯维保记录齐全、运行正常", 15),
    Item("电动自行车集中停放和充电", 15),
    Item("楼道、庭院保洁和垃圾清运", 15),
    Item("门岗值守和巡逻记录", 10),
    Item("公共照明、道路和排水完好", 10),
    Item("公共收益和维修资金公示", 10),
    Item("投诉登记和回复记录", 5),
)
PHOTOGRAPHED = {1: "fire", 2: "lifts", 3: "parking", 4: "cleaning"}
REMARKS = {
    Mark.NONE: "现场未见，已要求立即整改。",
    Mark.LITTLE: "多处不符合要求。",
    Mark.HALF: "部分楼栋不符合要求。",
}
INSPECTED = 0.55
BY_THE_COUNTY = 0.35
MOST_PHOTOS = 10
ONE_DAY = timedelta(days=1)


class Inspectors:
    """Officers of streets and counties, each through a part of the projects."""

    def __init__(
        self,
        seed: int,
        officers: Mapping[str, Sequence[Officer]],
        *,
        since: date,
        now: datetime,
    ) -> None:
        self.seed, self.officers, self.since = seed, officers, since
        self.today = timezone.localtime(now).date()
        self.photos = MOST_PHOTOS
        self.calendar = registry_queries.calendar()

    def inspect(self) -> None:
        checklist = self._checklist()
        tenures = Tenure.objects.in_force_on(self.today).filter(
            starts_on__lte=self.since
        )
        found = tenures.select_related("community__street", "firm").order_by("pk")
        for tenure in found:
            rng = chance(self.seed, "inspection", tenure.community.code)
            there = self.officers.get(tenure.community.street.code)
            if there and rng.random() < INSPECTED:
                visits = self._of_the_county(tenure) or rng.choice(there)
                self._visit(rng, tenure, checklist, visits)

    def _of_the_county(self, tenure: Tenure) -> Officer | None:
        """Somebody of the county, where it comes itself."""
        community = tenure.community
        comes = chance(self.seed, "county inspects", community.code)
        county = registry_queries.county_of(community.street.code)
        there = self.officers.get(county)
        return there[0] if there and comes.random() < BY_THE_COUNTY else None

    def _checklist(self) -> Checklist:
        province = User.objects.get(username="regulator")
        return inspecting.publish_checklist(
            title="物业服务现场考评表（演示）",
            number="演示〔2026〕1号",
            items=ITEMS,
            effective_from=self.since,
            by=Officer(province),
            now=at_ten(self.since),
            demo=True,
        )

    def _visit(
        self, rng: Random, tenure: Tenure, checklist: Checklist, officer: Officer
    ) -> None:
        span = (self.today - self.since).days - 1
        day = self.since + timedelta(days=rng.randint(0, max(0, span)))
        day = self.calendar.nth_workday_after(day - ONE_DAY, 1)
        if day > self.today - ONE_DAY:
            return
        quality = chance(self.seed, "kept", tenure.firm.credit_code).betavariate(6, 2)
        found = [
            self._found(rng, number, quality, at_ten(day))
            for number in range(1, len(ITEMS) + 1)
        ]
        visit = Visit(tenure, checklist, day, found, signed=True)
        inspecting.inspect(visit=visit, by=officer, now=at_ten(day))

    def _found(self, rng: Random, number: int, quality: float, at: datetime) -> Found:
        if number == 2 and rng.random() < 0.15:
            return Found(Mark.NOT_HERE)  # no lifts in the old houses
        drawn = rng.gauss(quality, 0.18)
        mark = Mark(str(min(4, max(0, round(drawn * 4)))))
        return Found(mark, REMARKS.get(mark, ""), self._photo(rng, number, mark, at))

    def _photo(
        self, rng: Random, number: int, mark: Mark, at: datetime
    ) -> Sequence[StoredFile]:
        is_bad = mark in REMARKS
        if not self.photos or not is_bad or number not in PHOTOGRAPHED:
            return ()
        self.photos -= 1
        topic = PHOTOGRAPHED[number]
        return [pictures.photo(rng, topic=topic, after=False, now=at)]
