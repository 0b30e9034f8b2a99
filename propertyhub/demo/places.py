"""Where the demo plays: some streets of each city, their communities and firms."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.db import transaction
from pypinyin import Style, lazy_pinyin

from propertyhub.demo import names
from registry.areas import Level
from registry.models import Community, Firm, Region, Tenure
from registry.operations.tenures import open_tenure
from registry.queries import lineage

PROVINCE, HEFEI, SHUSHAN = "340000000", "340100000", "340104000"
HEYEDI, NANRUI = "340104008", "340209006"
DANQING, AOYUN = "DQHY", "AYKC"
DANQING_TERM_ENDED = date(2020, 5, 31)

CITIES_LARGER = {HEFEI: 32}
COMMUNITIES_A_CITY = 19
COUNTIES_A_CITY = 4
STREETS_A_CITY = 9
FIRMS_A_CITY = 7
BRANCHES = 8

WITHOUT_FIRM = 0.06
CHANGED_HANDS = 0.22
CHANGED_LATELY = 0.04
WITH_COMMITTEE = 0.55
COMMITTEE_YEARS = 5


@dataclass(frozen=True)
class Places:
    """The communities of the demo with their streets, and all firms."""

    communities: Sequence[Community]
    firms: Sequence[Firm]

    @property
    def streets(self) -> dict[str, Region]:
        return {one.street.code: one.street for one in self.communities}

    def community(self, code: str) -> Community:
        return next(one for one in self.communities if one.code == code)


@transaction.atomic
def build(rng: Random, *, today: date) -> Places:
    """What is missing of the places; those that are there stay as they are."""
    chosen = _streets(rng)
    planned = list(_communities(rng, chosen, today))
    known = set(Community.objects.values_list("code", flat=True))
    Community.objects.bulk_create(one for one in planned if one.code not in known)
    firms = _firms(rng)
    codes = [one.code for one in planned]
    stored = Community.objects.filter(code__in=codes).select_related("street__parent")
    places = Places(sorted(stored, key=lambda one: codes.index(one.code)), firms)
    _tenures(rng, places, today)
    return places


def _streets(rng: Random) -> dict[str, list[Region]]:
    """Of each city some streets in some counties; those of the stories among them."""
    found: dict[str, dict[str, list[Region]]] = {}
    streets = Region.objects.within(PROVINCE).at_level(Level.STREET)
    for street in streets.order_by("code"):
        if street.name.endswith(("街道", "镇")):
            _street, county, city, _province = lineage(street.code)
            found.setdefault(city, {}).setdefault(county, []).append(street)
    return {city: _some(rng, counties) for city, counties in found.items()}


def _some(rng: Random, counties: Mapping[str, list[Region]]) -> list[Region]:
    told = {HEYEDI, NANRUI}
    wanted = [
        county
        for county, streets in counties.items()
        if told & {street.code for street in streets}
    ]
    others = [county for county in counties if county not in wanted]
    wanted += rng.sample(others, min(len(others), COUNTIES_A_CITY - len(wanted)))
    pool = [street for county in wanted for street in counties[county]]
    first = [street for street in pool if street.code in told]
    rest = [street for street in pool if street.code not in told]
    return first + rng.sample(rest, min(len(rest), STREETS_A_CITY - len(first)))


def _communities(
    rng: Random, chosen: Mapping[str, Sequence[Region]], today: date
) -> Iterator[Community]:
    fresh = names.community_names(rng)
    number = 0
    for city, streets in chosen.items():
        yield from _told(streets, today)
        for at in range(CITIES_LARGER.get(city, COMMUNITIES_A_CITY)):
            number += 1
            name, street = next(fresh), streets[at % len(streets)]
            yield _community(rng, name, number, street, today)


def _told(streets: Sequence[Region], today: date) -> Iterator[Community]:
    by_code = {street.code: street for street in streets}
    if HEYEDI in by_code:
        yield Community(
            code=DANQING,
            name="丹青花园",
            initials="dqhy",
            address=f"{by_code[HEYEDI].name}丹青路1号（示例）",
            street=by_code[HEYEDI],
            households=1260,
            households_confirmed_on=today - timedelta(days=200),
            party_branch=True,
            committee_elected_on=date(2015, 6, 1),
            committee_term_ends_on=DANQING_TERM_ENDED,
        )
    if NANRUI in by_code:
        yield Community(
            code=AOYUN,
            name="奥韵康城",
            initials="aykc",
            address=f"{by_code[NANRUI].name}奥韵路8号（示例）",
            street=by_code[NANRUI],
            households=2180,
            households_confirmed_on=today - timedelta(days=150),
            party_branch=True,
            committee_elected_on=today - timedelta(days=500),
            committee_term_ends_on=today + timedelta(days=1325),
        )


def _community(
    rng: Random, name: str, number: int, street: Region, today: date
) -> Community:
    initials = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()
    community = Community(
        code=f"{initials.upper()[:5]}{number:03}",
        name=name,
        initials=initials,
        address=f"{street.name}示例路{rng.randint(1, 399)}号",
        street=street,
        households=min(4800, round(rng.lognormvariate(6.5, 0.7)) + 60),
        households_confirmed_on=today - timedelta(days=rng.randint(20, 400)),
        party_branch=rng.random() < 0.98,
    )
    if rng.random() < WITH_COMMITTEE:
        elected = today - timedelta(days=rng.randint(60, 2500))
        community.committee_elected_on = elected
        community.committee_term_ends_on = elected.replace(
            year=elected.year + COMMITTEE_YEARS, day=1
        )
    return community


def _firms(rng: Random) -> list[Firm]:
    """Firms of each city, then branches of some in another city."""
    planned = [_firm(rng, at) for at in range(16 * FIRMS_A_CITY)]
    stored = _keep(planned)
    branches = [
        _branch(rng, stored[at * 11], len(planned) + at) for at in range(BRANCHES)
    ]
    return stored + _keep(branches)


def _keep(planned: Sequence[Firm]) -> list[Firm]:
    known = set(Firm.objects.values_list("credit_code", flat=True))
    Firm.objects.bulk_create(one for one in planned if one.credit_code not in known)
    codes = [one.credit_code for one in planned]
    stored = Firm.objects.in_bulk(codes, field_name="credit_code")
    return [stored[code] for code in codes]


def _firm(rng: Random, at: int) -> Firm:
    city = _city_of_firm(at)
    word = names.FIRM_WORDS[at % len(names.FIRM_WORDS)]
    sort = ("物业服务", "物业管理", "物业服务集团")[at // len(names.FIRM_WORDS)]
    return Firm(
        credit_code=names.credit_code(f"{city}02", at + 1),
        name=f"示例{word}{sort}有限公司",
        contact_name=names.person(rng),
        contact_phone=names.landline(city, 1000 + at),
        duty_phone=names.landline(city, 2000 + at),
        service_address=f"示例路{at + 1}号",
    )


def _branch(rng: Random, head: Firm, at: int) -> Firm:
    city = _city_of_firm((at * 13) % (16 * FIRMS_A_CITY))
    name = Region.objects.get(code=f"{city}00000").name.removesuffix("市")
    return Firm(
        credit_code=names.credit_code(f"{city}03", at + 1),
        name=f"{head.name}{name}分公司",
        head_office=head,
        contact_name=names.person(rng),
        contact_phone=names.landline(city, 1000 + at),
        duty_phone=names.landline(city, 2000 + at),
        service_address=f"示例路{at + 1}号",
    )


def _city_of_firm(at: int) -> str:
    cities = sorted(names.AREA_CODES)
    return cities[at // FIRMS_A_CITY % len(cities)]


def _tenures(rng: Random, places: Places, today: date) -> None:
    """Who serves where: some communities have no firm, some had another before."""
    served = set(Tenure.objects.values_list("community__code", flat=True))
    local: dict[str, list[Firm]] = {}
    for firm in places.firms:
        local.setdefault(firm.credit_code[2:6], []).append(firm)
    for community in places.communities:
        nearby = local[community.street.code[:4]]
        spans = list(_spans(rng, community, nearby, today))
        if community.code not in served:
            for firm, starts_on, ends_on in spans:
                open_tenure(
                    community=community, firm=firm, starts_on=starts_on, ends_on=ends_on
                )


def _spans(
    rng: Random, community: Community, nearby: Sequence[Firm], today: date
) -> Iterator[tuple[Firm, date, date | None]]:
    first, second = rng.sample(nearby, 2)
    began = today - timedelta(days=rng.randint(700, 3600))
    fate = rng.random()
    if community.code == AOYUN:
        left = today - timedelta(days=380)
        yield first, began, left - timedelta(days=14)
        yield second, left, None
    elif community.code == DANQING:
        yield first, began, None
    elif fate < WITHOUT_FIRM / 2:
        return
    elif fate < WITHOUT_FIRM:
        yield first, began, today - timedelta(days=rng.randint(120, 500))
    elif fate < WITHOUT_FIRM + CHANGED_HANDS:
        changed = today - timedelta(days=rng.randint(100, 600))
        yield first, began, changed
        yield second, changed, None
    elif fate < WITHOUT_FIRM + CHANGED_HANDS + CHANGED_LATELY:
        changed = today - timedelta(days=rng.randint(10, 80))
        yield first, began, changed
        yield second, changed, None
    else:
        yield first, began, None
