"""Which acts the state of a rule set and somebody's rights allow, as forms."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ratings import policies, rule_terms, wording
from ratings.forms.ruling import (
    ActForm,
    ConsultForm,
    EndForm,
    IssueForm,
    LegalReviewForm,
    WithdrawForm,
)
from ratings.models import RuleSet
from ratings.states import RuleSetState
from registry.models import User


@dataclass(frozen=True)
class Offer:
    """A form, where it goes, and its button; the first one of a page stands open."""

    name: str
    title: str
    hint: str
    form: ActForm
    address: str
    is_main: bool


def offers(user: User, rule_set: RuleSet, typed: dict[str, ActForm]) -> list[Offer]:
    """
    The next act and the withdrawal, as far as this person may.

    :param typed: forms that come back, by the name of the act
    """
    today = timezone.localdate()
    found = []
    state = RuleSetState(rule_set.state)
    if state == RuleSetState.DRAFT and policies.may_draft_rules(user):
        found.append(_consult(rule_set, today, typed))
    if state == RuleSetState.CONSULTED and policies.may_review_rules(user):
        found.append(_review(rule_set, typed))
    if state == RuleSetState.REVIEWED and policies.may_publish(user):
        found.append(_issue(rule_set, today, typed))
    if may_withdraw(user, rule_set, today):
        found.append(_withdraw(rule_set, typed))
    return found


def may_draft(user: User) -> bool:
    return policies.may_draft_rules(user)


def may_edit(user: User, rule_set: RuleSet) -> bool:
    """Only who drafted it, while it is a draft."""
    is_draft = rule_set.state == RuleSetState.DRAFT
    is_own = rule_set.drafted_by_id == user.pk
    return is_draft and is_own and policies.may_draft_rules(user)


def may_withdraw(user: User, rule_set: RuleSet, today: date) -> bool:
    if rule_set.state == RuleSetState.WITHDRAWN:
        return False
    if rule_set.state != RuleSetState.ISSUED:
        return policies.may_draft_rules(user)
    is_over = rule_set.valid_until is not None and rule_set.valid_until <= today
    return policies.may_publish(user) and not is_over


def nothing(rule_set: RuleSet) -> str:
    """What is said where there is no button."""
    match RuleSetState(rule_set.state):
        case RuleSetState.CONSULTED:
            return _("Nothing: after the consultation somebody reviews the law.")
        case RuleSetState.REVIEWED:
            return _("Nothing: somebody with the right to publish issues the rules.")
        case RuleSetState.WITHDRAWN:
            return _("Nothing: this rule set was withdrawn.")
        case _:
            return _("Nothing: this needs a right to make rules.")


def _consult(rule_set: RuleSet, today: date, typed: dict[str, ActForm]) -> Offer:
    begun: dict[str, Any] = {
        "first_day": today,
        "last_day": rule_terms.first_end_of_consultation(today),
    }
    return _offer(
        rule_set,
        "consult",
        _("Put up for consultation"),
        _("From then on everybody reads the draft, and its numbers stay as they are."),
        typed.get("consult") or ConsultForm(initial=_initial(rule_set, begun)),
    )


def _review(rule_set: RuleSet, typed: dict[str, ActForm]) -> Offer:
    last_day = rule_set.consulted_to
    return _offer(
        rule_set,
        "review",
        _("Keep the legal opinion"),
        _("After the consultation, which goes on until the end of %(day)s.")
        % {"day": wording.day(last_day) if last_day else ""},
        typed.get("review") or LegalReviewForm(initial=_initial(rule_set, {})),
    )


def _issue(rule_set: RuleSet, today: date, typed: dict[str, ActForm]) -> Offer:
    effect = rule_terms.first_effect(today)
    terms: dict[str, Any] = {
        "effective_from": effect,
        "valid_until": rule_terms.last_end(effect),
    }
    return _offer(
        rule_set,
        "issue",
        _("Issue and publish"),
        _("By a second person. Issued rules are never changed."),
        typed.get("issue") or IssueForm(initial=_initial(rule_set, terms)),
    )


def _withdraw(rule_set: RuleSet, typed: dict[str, ActForm]) -> Offer:
    is_issued = rule_set.state == RuleSetState.ISSUED
    tomorrow = timezone.localdate() + timedelta(days=1)
    begun = _initial(rule_set, {"from_day": tomorrow})
    blank = EndForm(initial=begun) if is_issued else WithdrawForm(initial=begun)
    hint = (
        _("By another person than who issued them. Reviews that were held stay.")
        if is_issued
        else _("It stays readable and comes into force no more.")
    )
    form = typed.get("withdraw") or blank
    return _offer(rule_set, "withdraw", _("Withdraw the rule set"), hint, form)


def _offer(rule_set: RuleSet, name: str, title: str, hint: str, form: ActForm) -> Offer:
    address = reverse(f"admin:ratings_ruleset_{name}", args=[rule_set.pk])
    return Offer(name, title, hint, form, address, is_main=name != "withdraw")


def _initial(rule_set: RuleSet, more: dict[str, Any]) -> dict[str, Any]:
    return {"version": rule_set.version, **more}
