"""
What the desk shows around the apps' own pages: its navigation and its first page.

Called by the admin's theme with the request; the names stand in the settings.
"""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints import policies, wording
from complaints.models import (
    AnswerAlert,
    Article,
    Case,
    Category,
    Feedback,
    Message,
    TimeLimit,
)
from complaints.queries import desk as desk_queries
from propertyhub import jobs
from ratings.models import (
    Bulletin,
    Campaign,
    Checklist,
    Credit,
    Enforcement,
    FilingAlert,
    Inspection,
    LegalBasis,
    Listing,
    Objection,
    Review,
    RuleSet,
)
from ratings.policies import may_publish
from ratings.queries import desk as review_queries
from ratings.states import ObjectionState
from registry.admin.access import is_administrator, is_staff, person
from registry.ledger import room
from registry.models import (
    Community,
    DayOff,
    Delegation,
    Department,
    Duty,
    Firm,
    Notice,
    Region,
    Tenure,
    User,
)
from registry.queries import calendar

Entries = tuple[tuple[type[Any], str], ...]

GROUPS: tuple[tuple[Promise, Entries], ...] = (
    (
        gettext_lazy("Half-month reviews"),
        (
            (Review, "event_repeat"),
            (Objection, "balance"),
            (Bulletin, "description"),
            (Campaign, "campaign"),
            (RuleSet, "rule"),
        ),
    ),
    (
        gettext_lazy("Red and black lists"),
        ((Listing, "format_list_bulleted"),),
    ),
    (
        gettext_lazy("Enforcement and inspection"),
        (
            (Inspection, "fact_check"),
            (Enforcement, "gavel"),
            (Credit, "thumb_up"),
            (LegalBasis, "menu_book"),
            (Checklist, "checklist"),
        ),
    ),
    (
        gettext_lazy("Places and firms"),
        (
            (Community, "apartment"),
            (Firm, "business_center"),
            (Tenure, "handshake"),
            (Department, "account_balance"),
            (Region, "map"),
            (Duty, "schedule"),
        ),
    ),
    (
        gettext_lazy("Rules"),
        (
            (Category, "category"),
            (TimeLimit, "timer"),
            (DayOff, "calendar_month"),
        ),
    ),
    (
        gettext_lazy("Answers and messages in public"),
        ((Article, "menu_book"), (Message, "forum")),
    ),
    (
        gettext_lazy("Administration"),
        ((User, "group"), (Delegation, "assignment_ind"), (Notice, "outgoing_mail")),
    ),
)


def stylesheet(request: HttpRequest) -> str:
    return static("propertyhub/desk.css")


def script(request: HttpRequest) -> str:
    return static("propertyhub/desk.js")


def favicon(request: HttpRequest) -> str:
    return static("propertyhub/favicon.svg")


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """The queue first, then the registers that this user may see."""
    groups = [{"title": _("Cases"), "items": list(_case_items(request))}]
    for title, entries in GROUPS:
        items = [
            _item(_list_of(model), icon, str(model._meta.verbose_name_plural))
            for model, icon in entries
            if _may(request, model, "view")
        ]
        groups.append({"title": str(title), "items": items})
    return [group for group in groups if group["items"]]


def overview(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """
    The parts of the user's queue, with how many cases stand in each; what of the
    reviews waits for somebody with the right to publish; and, for the administrator,
    the periodic jobs that are silent and a disk that is full.
    """
    user = person(request)
    if user is None or not is_staff(request):
        return context
    tabs = desk_queries.tabs_of(user)
    counts = desk_queries.counts_of(
        policies.visible_to(user), tabs, user=user, now=timezone.now()
    )
    return {
        **context,
        "title": user.stands_for,
        "tabs": [(tab, counts[tab]) for tab in tabs],
        "reviews": list(_waiting_reviews(user)),
        "silences": list(_silences()) if is_administrator(request) else [],
        "no_room": is_administrator(request) and room.is_short(),
        "unknown_years": calendar().missing_on(timezone.localdate()),
    }


def _silences() -> Iterator[tuple[Promise, str]]:
    """The name of each silent job, and when it last came to its end."""
    now = timezone.now()
    today = timezone.localdate(now)
    for silence in jobs.silent(now=now):
        yield silence.title, wording.moment_in_words(silence.since, today=today)


def _waiting_reviews(user: User) -> Iterator[tuple[str, int, str]]:
    """Name, number and address of each."""
    if not may_publish(user):
        return
    waiting = review_queries.waiting(timezone.now())
    reviews, objections = _list_of(Review), _list_of(Objection)
    yield _("Reviews to preview"), waiting.to_preview, reviews
    yield _("Reviews to publish"), waiting.to_publish, reviews
    undecided = f"{objections}?state__exact={ObjectionState.OPEN.value}"
    yield _("Objections to decide"), waiting.objections, undecided
    yield _("Bulletins to edit, sign or publish"), waiting.to_sign, _list_of(Bulletin)


def _case_items(request: HttpRequest) -> Iterator[dict[str, Any]]:
    new, calls, again = (
        reverse(f"admin:complaints_case_{name}")
        for name in ("add", "calls", "second_visits")
    )
    queue = _list_of(Case)
    if _may(request, Case, "view"):
        # The theme marks every entry whose address begins the page's.
        apart = request.path in (new, calls, again)
        is_here = request.path.startswith(queue) and not apart
        yield {**_item(queue, "inbox", _("Queue")), "active": is_here}
    user = person(request)
    if user is not None and policies.may_call(user):
        yield _item(calls, "call", _("Phone list"))
        if policies.is_above_streets(user):
            yield _item(again, "phone_callback", _("Second visits"))
    if _may(request, Feedback, "view"):
        name = str(Feedback._meta.verbose_name_plural)
        yield _item(_list_of(Feedback), "reviews", name)
    if _may(request, AnswerAlert, "view"):
        name = str(AnswerAlert._meta.verbose_name_plural)
        yield _item(_list_of(AnswerAlert), "notification_important", name)
    if _may(request, FilingAlert, "view"):
        name = str(FilingAlert._meta.verbose_name_plural)
        yield _item(_list_of(FilingAlert), "trending_down", name)
    if _may(request, Case, "add"):
        yield _item(new, "add_call", _("File for somebody"))


def _item(link: str, icon: str, title: str) -> dict[str, Any]:
    return {"title": title[:1].upper() + title[1:], "icon": icon, "link": link}


def _list_of(model: type[Any]) -> str:
    meta = model._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")


def _may(request: HttpRequest, model: type[Any], what: str) -> bool:
    keeper = admin.site.get_model_admin(model)
    allowed: bool = getattr(keeper, f"has_{what}_permission")(request)
    return allowed
