"""How tests sit at the desk: logged in, in English."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from complaints.models import Case, Step
from complaints.states import Action
from registry.models import User
from tests.registry.ledger import photos as uploads

QUEUE = reverse("admin:complaints_case_changelist")


class Desk:
    """One person's browser at the desk."""

    def __init__(self, user: User) -> None:
        self.client = Client(headers={"accept-language": "en"})
        self.client.force_login(user)

    def queue(self, **query):
        return self.client.get(QUEUE, query)

    def open(self, case: Case):
        return self.client.get(page_of(case))

    def make(self, case: Case, action: Action, *, version: int | None = None, **typed):
        """Send the form of a move, by default with the version the case has now."""
        if version is None:
            version = Case.objects.get(pk=case.pk).version
        sent = {"version": version, "key": f"{action} {version} {typed}"[:80], **typed}
        return self.client.post(move_of(case, action), sent)

    def call(self, case: Case):
        address = reverse("admin:complaints_case_call", args=[case.pk])
        return self.client.post(address)


def page_of(case: Case) -> str:
    return reverse("admin:complaints_case_change", args=[case.pk])


def move_of(case: Case, action: str) -> str:
    return reverse("admin:complaints_case_move", args=[case.pk, action.lower()])


def actions_of(case: Case) -> list[str]:
    steps = Step.objects.filter(case=case).order_by("number")
    return list(steps.values_list("action", flat=True))


def state_of(case: Case) -> str:
    return str(Case.objects.get(pk=case.pk).state)


def texts(response) -> str:
    return str(response.content.decode())


def picture():
    return SimpleUploadedFile("after.jpg", uploads.jpeg(), content_type="image/jpeg")


def refusals_of(response):
    errors = response.context["form"].errors
    return [str(error) for listed in errors.values() for error in listed]


def awaited_of(desk, case):
    """What the straight way asks this person for."""
    return [offer.action for offer in desk.open(case).context["turns"].first]


def offered_to(desk, case):
    return [offer.action for offer in desk.open(case).context["turns"].offers]
