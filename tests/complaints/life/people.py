"""Who acts in the lives of the cases, and who is likely to act next."""

from dataclasses import dataclass

from complaints.models import Case, Contact, Step
from complaints.states import Party
from registry.actors import Actor, Clerk, Officer, System
from registry.models import Region
from registry.queries import county_of, lineage
from registry.roles import Role
from tests.town import Town, officer_of

LINK, RECEIPT = "by link", "by receipt"
FIRMS_OWN_PHONE = "+8613700137000"
PHONES = ("+8613800138000", "+8613900139000", FIRMS_OWN_PHONE)
NEIGHBOUR = "+8613600136000"


@dataclass(frozen=True)
class Person:
    """An actor under the name that the table of firings shows."""

    name: str
    actor: Actor

    @property
    def office(self) -> str:
        assert isinstance(self.actor, Officer)
        return self.actor.user.region.code


class People:
    """Everybody of the fixture town who can act on a case, and the clock's own job."""

    def __init__(self, town: Town) -> None:
        # a third one, so that somebody is left where two have handled a case
        fei = officer_of("fei", town.street)
        town.firm.contact_phone = FIRMS_OWN_PHONE
        town.firm.save(update_fields=["contact_phone"])
        street = (town.anna, town.bo, fei)
        # ... and one for what was raised as high as it goes
        gao = officer_of("gao", town.province)
        above = (town.county_dora, town.city_emil, gao)
        officers = (*street, town.carl, *above)
        clerks = (town.manager, town.rival_manager, town.fireman)
        self.officers = [Person(one.user.username, one) for one in officers]
        self.clerks = [Person(one.user.username, one) for one in clerks]
        self.by_link = Person(LINK, town.resident)
        self.by_receipt = Person(RECEIPT, town.by_receipt)
        self.sweep = Person("sweep", System("sweep_deadlines"))
        self.residents = [self.by_link, self.by_receipt]
        self.all = [*self.residents, *self.officers, *self.clerks, self.sweep]
        self.code_of = dict(Region.objects.values_list("pk", "code"))
        everybody = [one.user for one in (*officers, *clerks)]
        self.name_of = {user.pk: user.username for user in everybody}
        for user in everybody:  # who has an address is written to, and that is counted
            user.email = f"{user.username}@example.cn"
            user.save(update_fields=["email"])
        self.office_of = {
            user.pk: user.region.code for user in everybody if user.role == Role.OFFICER
        }
        self.party_of = {
            user.pk: user.firm.credit_code if user.firm else user.department.name
            for user in everybody
            if user.role != Role.OFFICER
        }

    def who(self, role: str, case: Case) -> list[Person]:
        """Those who are likely to act on a case in one of seven roles."""
        ask = {
            "office": self.office,
            "another": self.another,
            "visitor": self.visitors,
            "county": self.county,
            "above": self.above,
            "party": self.party,
            "reporter": self.reporters,
        }
        return ask[role](case)

    def officers_of(self, code: str) -> list[Person]:
        return [person for person in self.officers if person.office == code]

    def office(self, case: Case) -> list[Person]:
        """Of the office that holds it; after a round also who may have to stand in."""
        there = self.officers_of(case.office_code)
        return there if case.round == 1 else self.another(case)

    def another(self, case: Case) -> list[Person]:
        """Of the office, or of the nearest above that has people: who stands in."""
        there, *above = (self.officers_of(code) for code in lineage(case.office_code))
        return there + next((people for people in above if people), [])

    def visitors(self, case: Case) -> list[Person]:
        """Who did nothing in this round yet; and one who may have, to be refused."""
        steps = Step.objects.filter(case=case, round=case.round)
        handled = set(steps.values_list("actor__username", flat=True))
        there = self.officers_of(case.office_code)
        fresh = [one for one in there if one.name not in handled]
        above = [one for one in self.another(case) if one not in there]
        return (fresh or above) * 3 + there[:1]

    def county(self, case: Case) -> list[Person]:
        return self.officers_of(county_of(case.office_code))

    def above(self, case: Case) -> list[Person]:
        """Of the nearest office above that has people; and of those above that."""
        _holder, *codes = lineage(case.office_code)
        offices = [self.officers_of(code) for code in codes]
        people = [one for there in offices for one in there]
        return people[:1] * 3 + people or self.officers_of(case.office_code)

    def party(self, case: Case) -> list[Person]:
        """The acting firm or department; for the rest the office acts itself."""
        if case.party == Party.OFFICE:
            return self.office(case)
        return [person for person in self.clerks if _is_acting(case, person)]

    def reporters(self, case: Case) -> list[Person]:
        """Who filed it; without a phone there is no link that could reach them."""
        if not Contact.objects.get(case=case).phone_digest:
            return [self.by_receipt]
        return self.residents


def _is_acting(case: Case, person: Person) -> bool:
    assert isinstance(person.actor, Clerk)
    user = person.actor.user
    if case.party == Party.FIRM:
        return user.firm_id == case.acting_firm_id
    return user.department_id == case.acting_department_id
