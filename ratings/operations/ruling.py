"""
The due process of a rule set: drafted, consulted on, legally reviewed, issued.

Each act is one function and one transaction: it claims the row by its version, sets
what it promises and writes one step of the history. What was put up for consultation
is never changed again: other numbers are another draft.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from ratings import policies, rule_terms, wording
from ratings.models import RuleSet
from ratings.operations.rule_steps import Act, take, write
from ratings.queries import rule_history
from ratings.rule_refusals import (
    MayNotRule,
    OutOfTurn,
    RulesRefused,
    SamePerson,
    WrongEntry,
)
from ratings.rules import Rules
from ratings.states import RuleSetAction, RuleSetState
from registry import queries as registry_queries
from registry.actors import Officer

__all__ = [
    "MayNotRule",
    "NoRulesInForce",
    "OutOfTurn",
    "RulesRefused",
    "SamePerson",
    "WrongEntry",
    "consult",
    "draft",
    "in_force_on",
    "issue",
    "review",
    "revise",
    "withdraw",
]


class NoRulesInForce(Exception):
    """No rule set was in force when the period began."""

    def __str__(self) -> str:
        return _(
            "No rule set was in force when this period began. One is drafted, "
            "consulted on and issued at the desk, under “rule sets”."
        )


def in_force_on(day: date) -> RuleSet:
    """
    The rules of a half-month that begins on this day, whatever comes into force later.

    :raises NoRulesInForce: if none was
    """
    found = RuleSet.objects.in_force_on(day).first()
    if found is None:
        raise NoRulesInForce
    return found


def draft(
    *,
    title: str,
    counts_from: date,
    content: Mapping[str, object],
    by: Officer,
    now: datetime,
    demo: bool = False,
) -> RuleSet:
    """
    Begin a rule set with these numbers, under the next number.

    :raises MayNotRule, WrongEntry: see there
    :raises WrongRules: with everything that is wrong with the numbers
    """
    _check_may_draft(by)
    drafted = _drafted(title, counts_from, content)
    last = RuleSet.objects.aggregate(last=Max("number"))["last"] or 0
    try:
        with transaction.atomic():
            rule_set = RuleSet.objects.create(
                number=last + 1, is_demo=demo, drafted_by=by.user, version=1, **drafted
            )
            write(rule_set, RuleSetAction.DRAFT, by, now, drafted)
    except IntegrityError as taken:
        raise OutOfTurn from taken
    return rule_set


def revise(
    *,
    rule_set: RuleSet,
    title: str,
    counts_from: date,
    content: Mapping[str, object],
    by: Officer,
    now: datetime,
) -> None:
    """
    Change a draft; only who drafted it may, so that nobody reviews their own numbers.

    :raises MayNotRule, OutOfTurn, WrongEntry: see there
    :raises WrongRules: with everything that is wrong with the numbers
    """
    _check_may_draft(by)
    if rule_set.drafted_by_id != by.user.pk:
        raise MayNotRule(
            _("Only who drafted these rules changes them. Draft others from them.")
        )
    drafted = _drafted(title, counts_from, content)
    act = Act(RuleSetAction.REVISE, RuleSetState.DRAFT, RuleSetState.DRAFT, drafted)
    take(rule_set, act, by, now)


def consult(
    *,
    rule_set: RuleSet,
    first_day: date,
    last_day: date,
    opinions_to: str,
    by: Officer,
    now: datetime,
) -> None:
    """
    Put a draft up for consultation, from a day to a day, both counted.

    :raises MayNotRule, OutOfTurn: see there
    :raises WrongEntry: if it opened before today, takes fewer than 30 days, or does not
        say where opinions are sent
    """
    _check_may_draft(by)
    if first_day < _today(now):
        raise WrongEntry("first_day", _("A consultation opens today at the earliest."))
    earliest = rule_terms.first_end_of_consultation(first_day)
    if last_day < earliest:
        raise WrongEntry(
            "last_day",
            _("A consultation takes at least 30 days: until %(day)s or later.")
            % {"day": wording.day(earliest)},
        )
    sets = {
        "consulted_from": first_day,
        "consulted_to": last_day,
        "opinions_to": _given("opinions_to", opinions_to),
    }
    act = Act(
        RuleSetAction.CONSULT,
        RuleSetState.DRAFT,
        RuleSetState.CONSULTED,
        sets,
    )
    take(rule_set, act, by, now)


def review(
    *,
    rule_set: RuleSet,
    opinion_number: str,
    opinion_date: date,
    by: Officer,
    now: datetime,
) -> None:
    """
    Keep the legal opinion, after the consultation, by somebody who did not draft.

    :raises MayNotRule, OutOfTurn, SamePerson: see there
    :raises WrongEntry: before the consultation is over, or for an opinion of the future
    """
    _check_may_review(rule_set, by, now)
    today = _today(now)
    _check_consultation_over(rule_set, today)
    if opinion_date > today:
        raise WrongEntry("opinion_date", _("The opinion is dated today or earlier."))
    sets = {
        "reviewed_on": today,
        "opinion_number": _given("opinion_number", opinion_number),
        "opinion_date": opinion_date,
    }
    act = Act(
        RuleSetAction.REVIEW,
        RuleSetState.CONSULTED,
        RuleSetState.REVIEWED,
        sets,
        signed="reviewed_by",
    )
    take(rule_set, act, by, now)


def issue(
    *,
    rule_set: RuleSet,
    document_number: str,
    issuing_body: str,
    opinions_answered: str,
    effective_from: date,
    valid_until: date,
    by: Officer,
    now: datetime,
) -> None:
    """
    Issue and publish the rules today; they take effect by themselves on their day.

    :raises MayNotRule, OutOfTurn, SamePerson: see there
    :raises WrongEntry: if a text is missing, the effect lies in the past or less than
        30 days ahead, or the rules would hold longer than five years
    """
    _check_may_publish(by)
    _check_second_person(rule_set, by, now)
    _check_terms(_today(now), effective_from, valid_until)
    sets = {
        "document_number": _given("document_number", document_number),
        "issuing_body": _given("issuing_body", issuing_body),
        "opinions_answered": _given("opinions_answered", opinions_answered),
        "published_on": _today(now),
        "effective_from": effective_from,
        "valid_until": valid_until,
    }
    act = Act(
        RuleSetAction.ISSUE,
        RuleSetState.REVIEWED,
        RuleSetState.ISSUED,
        sets,
        signed="issued_by",
    )
    take(rule_set, act, by, now)


def _check_second_person(rule_set: RuleSet, by: Officer, now: datetime) -> None:
    if not _is_not_who_drafted(rule_set, by, now):
        raise SamePerson(
            _(
                "A second person has to issue: neither who drafted these rules nor "
                "anybody who stands in for them."
            )
        )


def withdraw(
    *, rule_set: RuleSet, reason: str, from_day: date, by: Officer, now: datetime
) -> None:
    """
    Give a draft up, or end issued rules before their time: from tomorrow at the
    earliest, so that the half-month that has begun keeps them.

    :raises MayNotRule, OutOfTurn, SamePerson: see there
    :raises WrongEntry: without a reason, or if an end of issued rules lies too early
    """
    today = _today(now)
    if rule_set.state == RuleSetState.WITHDRAWN:
        raise OutOfTurn
    if rule_set.state == RuleSetState.ISSUED:
        _check_may_end(rule_set, from_day, by, now)
    else:
        _check_may_draft(by)
        from_day = today
    act = Act(
        RuleSetAction.WITHDRAW,
        RuleSetState(rule_set.state),
        RuleSetState.WITHDRAWN,
        {"withdrawn_from": from_day},
        signed="withdrawn_by",
        reason=_given("reason", reason),
    )
    take(rule_set, act, by, now)


def _check_may_end(
    rule_set: RuleSet, from_day: date, by: Officer, now: datetime
) -> None:
    _check_may_publish(by)
    issued = rule_history.moments_of(rule_set, RuleSetAction.ISSUE)
    if not _is_second_person(by, now, rule_set.issued_by_id, issued):
        raise SamePerson(
            _(
                "A second person has to withdraw: neither who issued these rules nor "
                "anybody who stands in for them."
            )
        )
    if from_day <= _today(now):
        raise WrongEntry(
            "from_day",
            _("Issued rules are withdrawn from tomorrow at the earliest."),
        )
    if rule_set.valid_until is not None and from_day >= rule_set.valid_until:
        raise WrongEntry("from_day", _("By then these rules no longer hold anyway."))


def _check_may_review(rule_set: RuleSet, by: Officer, now: datetime) -> None:
    if not policies.may_review_rules(by.user):
        raise MayNotRule(_("This needs the right to review the law."))
    if not _is_not_who_drafted(rule_set, by, now):
        raise SamePerson(
            _(
                "A second person has to review the law: neither who drafted these "
                "rules nor anybody who stands in for them."
            )
        )


def _is_not_who_drafted(rule_set: RuleSet, by: Officer, now: datetime) -> bool:
    drafted = rule_history.moments_of(
        rule_set, RuleSetAction.DRAFT, RuleSetAction.REVISE
    )
    return _is_second_person(by, now, rule_set.drafted_by_id, drafted)


def _is_second_person(
    by: Officer, now: datetime, first: int | None, moments: list[datetime]
) -> bool:
    """Beside who acted at these moments; a person is one's own second never."""
    earlier = [(first, at) for at in moments or [now]]
    return registry_queries.is_second_person(by.user, now, *earlier)


def _check_consultation_over(rule_set: RuleSet, today: date) -> None:
    last_day = rule_set.consulted_to
    if last_day is not None and today <= last_day:
        raise WrongEntry(
            "",
            _(
                "The consultation goes on until the end of %(day)s; review it after "
                "that."
            )
            % {"day": wording.day(last_day)},
        )


def _check_terms(today: date, effective_from: date, valid_until: date) -> None:
    if effective_from <= today:
        raise WrongEntry(
            "effective_from", _("Rules take effect in the future, not in the past.")
        )
    earliest = rule_terms.first_effect(today)
    if effective_from < earliest:
        raise WrongEntry(
            "effective_from",
            _(
                "Rules are published at least 30 days before they take effect: on "
                "%(day)s or later."
            )
            % {"day": wording.day(earliest)},
        )
    if valid_until <= effective_from:
        raise WrongEntry("valid_until", _("The rules end after they take effect."))
    latest = rule_terms.last_end(effective_from)
    if valid_until > latest:
        raise WrongEntry(
            "valid_until",
            _("Rules hold for five years at most: until %(day)s or earlier.")
            % {"day": wording.day(latest)},
        )


def _drafted(
    title: str, counts_from: date, content: Mapping[str, object]
) -> dict[str, Any]:
    numbers = Rules.from_document(content).as_document()
    return {
        "title": _given("title", title),
        "counts_from": counts_from,
        "content": numbers,
    }


def _check_may_draft(by: Officer) -> None:
    if not policies.may_draft_rules(by.user):
        raise MayNotRule(_("This needs the right to decide or to publish."))


def _check_may_publish(by: Officer) -> None:
    if not policies.may_publish(by.user):
        raise MayNotRule(_("This needs the right to publish."))


def _given(field: str, text: str) -> str:
    if not text.strip():
        raise WrongEntry(field, _("This is asked for."))
    return text.strip()


def _today(now: datetime) -> date:
    return timezone.localtime(now).date()
