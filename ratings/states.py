"""The words of reviews, scores and places: the only module that spells them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ReviewState(TextChoices):
    OPEN = "OPEN", pgettext_lazy("of a review", "Open")
    FROZEN = "FROZEN", _("Frozen")
    SCORED = "SCORED", _("Scored")
    PREVIEWED = "PREVIEWED", _("In preview")
    PUBLISHED = "PUBLISHED", _("Published")
    SUPERSEDED = "SUPERSEDED", _("Superseded by a corrected version")


class BulletinState(TextChoices):
    DRAFT = "DRAFT", pgettext_lazy("of a bulletin", "Drafted")
    EDITED = "EDITED", pgettext_lazy("of a bulletin", "Edited")
    SIGNED = "SIGNED", pgettext_lazy("of a bulletin", "Signed")
    PUBLISHED = "PUBLISHED", _("Published")
    SUPERSEDED = "SUPERSEDED", _("Superseded by a corrected version")


class CampaignState(TextChoices):
    DRAFT = "DRAFT", pgettext_lazy("of a campaign", "Draft")
    PUBLISHED = "PUBLISHED", _("Published")


class CampaignMeasure(TextChoices):
    """What a campaign may set a target for."""

    SETTLED = "SETTLED", _("Settlement rate")
    SATISFIED = "SATISFIED", _("Satisfaction with the street")
    REPLIED = "REPLIED", _("Reply rate")


class Grade(TextChoices):
    """服务评价等级. `NR` is given where the sample is too small to rate."""

    AAA = "AAA", "AAA"
    AA = "AA", "AA"
    A = "A", "A"
    B = "B", "B"
    C = "C", "C"
    NR = "NR", _("Too few to rate")


class Size(TextChoices):
    """The size group that a firm is compared within, by households."""

    S = "S", _("Small: under 2,000 households")
    M = "M", _("Middle: 2,000 to 10,000 households")
    L = "L", _("Large: over 10,000 households")


class Group(TextChoices):
    """The group that a region is compared within, by its cases in the window."""

    SMALL = "SMALL", _("Under 50 cases")
    MIDDLE = "MIDDLE", _("50 to 500 cases")
    LARGE = "LARGE", _("Over 500 cases")


class Band(TextChoices):
    """What is said where the interval is too wide for a rank."""

    ABOVE = "ABOVE", _("Clearly above the province")
    BELOW = "BELOW", _("Clearly below the province")
    NO_DIFFERENCE = "NO_DIFFERENCE", _("No clear difference from the province")


class Control(TextChoices):
    """Where a firm lies beside the control limits of a funnel."""

    FAR_BETTER = "FAR_BETTER", _("Beyond 99.8%, on the good side")
    BETTER = "BETTER", _("Beyond 95%, on the good side")
    WITHIN = "WITHIN", _("Within the limits")
    WORSE = "WORSE", _("Beyond 95%, on the bad side")
    FAR_WORSE = "FAR_WORSE", _("Beyond 99.8%, on the bad side")


class Verdict(TextChoices):
    PRAISED = "PRAISED", _("Praised")
    LAGGING = "LAGGING", _("Lagging behind")


class Indicator(TextChoices):
    """What a firm's score is made of, in the order of the pages."""

    SATISFIED = "satisfied", _("Satisfaction")
    SOLVED = "solved", pgettext_lazy("indicator", "Solved")
    ON_TIME = "on_time", _("Rectified on time")
    NOT_REDONE = "not_redone", _("Not redone")
    DENSITY = "density", _("Few complaints for its households")
    INSPECTION = "inspection", _("Inspection on site")


class RegionIndicator(TextChoices):
    """What the work evaluation of a region is made of, in the order of the pages."""

    ACCEPTANCE = "acceptance", _("Accepted on time")
    VERIFICATION = "verification", _("Verified on time")
    DISPOSAL = "disposal", _("Handed over on time")
    REPORT = "report", _("Reported on time")
    VISITED = "visited", _("Return visits made")
    SOLVED = "solved", pgettext_lazy("indicator", "Solved")
    SATISFIED = "satisfied", _("Satisfaction with the street")
    NOT_REFUSED = "not_refused", _("Not refused by who was to act")
    NOT_REDONE = "not_redone", _("Not redone")


class ObjectionGround(TextChoices):
    """Why a case should not have been counted."""

    WRONG_FIRM = "WRONG_FIRM", _("Another firm served the community then")
    WRONG_DUTY = "WRONG_DUTY", _("It was not the firm's duty")
    DUPLICATE = "DUPLICATE", _("The same incident is counted twice")


class ObjectionState(TextChoices):
    OPEN = "OPEN", _("Under objection")
    UPHELD = "UPHELD", _("Upheld")
    REJECTED = "REJECTED", _("Rejected")


class RuleSetState(TextChoices):
    """How far a rule set is; whether an issued one is in force follows from the day."""

    DRAFT = "DRAFT", _("Draft")
    CONSULTED = "CONSULTED", _("In consultation")
    REVIEWED = "REVIEWED", _("Legally reviewed")
    ISSUED = "ISSUED", _("Issued")
    WITHDRAWN = "WITHDRAWN", pgettext_lazy("of a rule set", "Withdrawn")


class RuleSetStanding(TextChoices):
    """What an issued rule set is on a day."""

    AHEAD = "AHEAD", _("Issued, not in force yet")
    IN_FORCE = "IN_FORCE", _("In force")
    OVER = "OVER", _("No longer in force")


class RuleSetAction(TextChoices):
    """What was done to a rule set, one word for each step of its history."""

    DRAFT = "DRAFT", _("Drafted")
    REVISE = "REVISE", _("Draft changed")
    CONSULT = "CONSULT", _("Put up for consultation")
    REVIEW = "REVIEW", _("Legally reviewed")
    ISSUE = "ISSUE", _("Issued and published")
    WITHDRAW = "WITHDRAW", pgettext_lazy("of a rule set", "Withdrawn")


class MoveTopic(TextChoices):
    """What a simulation compares: of firms three things, of regions one."""

    GRADE = "grade", _("Service grade")
    NOTICE = "notice", _("Notice of low rating")
    RED = "red", _("Candidate for the red list")
    VERDICT = "verdict", _("Work evaluation")


class ListClass(TextChoices):
    """How heavy an entry of the black list is, the lightest first."""

    MINOR = "MINOR", pgettext_lazy("class of an entry", "Minor")
    GENERAL = "GENERAL", pgettext_lazy("class of an entry", "General")
    SERIOUS = "SERIOUS", pgettext_lazy("class of an entry", "Serious")


class BasisLevel(TextChoices):
    """The rank of a legal text, the highest first."""

    LAW = "LAW", _("Law")
    REGULATION = "REGULATION", _("Administrative regulation")
    CENTRAL = "CENTRAL", _("Central policy document")
    LOCAL = "LOCAL", _("Local regulation")
    RULE = "RULE", _("Rule of a ministry or local government")
    NORMATIVE = "NORMATIVE", _("Normative document")


# What may permit a serious entry of the black list.
GRAVE_LEVELS = (BasisLevel.LAW, BasisLevel.REGULATION, BasisLevel.CENTRAL)


class Measure(TextChoices):
    """What a legal basis may permit."""

    BLACK_LIST = "BLACK_LIST", _("Entry in the black list")
    PENALTY = "PENALTY", _("Administrative penalty")
    ORDER = "ORDER", _("Order to put right")
    DEDUCTION = "DEDUCTION", _("Deduction from the score")
    CREDIT = "CREDIT", _("Credit to the score")
    EFFECT = "EFFECT", _("Another consequence of an entry")


class EnforcementMeasure(TextChoices):
    INTERVIEW = "INTERVIEW", _("Interview")
    ORDER = "ORDER", _("Order to put right")
    PENALTY = "PENALTY", _("Administrative penalty")
    EXIT = "EXIT", _("Exit from the project")


class DocumentAction(TextChoices):
    """What is done to a document of enforcement or a credit, once each."""

    RECORDED = "RECORDED", pgettext_lazy("of a document", "Recorded")
    CONFIRMED = "CONFIRMED", pgettext_lazy("of a document", "Confirmed")
    COMPLIED = "COMPLIED", pgettext_lazy("of a document", "Complied with")
    DEDUCTED = "DEDUCTED", pgettext_lazy("of a document", "Points deducted")
    REVOKED = "REVOKED", pgettext_lazy("of a document", "Revoked")


class Mark(TextChoices):
    """What an inspection found of one item, in quarters of its weight."""

    FULL = "4", _("Wholly")
    MOSTLY = "3", _("Mostly")
    HALF = "2", _("Half")
    LITTLE = "1", _("Hardly")
    NONE = "0", _("Not at all")
    NOT_HERE = "-", _("There is none here")


class ListKind(TextChoices):
    RED = "RED", _("Red list")
    BLACK = "BLACK", _("Black list")


class ListingState(TextChoices):
    """Where an entry of a list is; from EXPIRED on it has ended."""

    PROPOSED = "PROPOSED", pgettext_lazy("of a listing", "Proposed")
    LEGALLY_REVIEWED = "LEGALLY_REVIEWED", _("Legally reviewed")
    NOTIFIED = "NOTIFIED", _("Notice written")
    SERVED = "SERVED", _("Notice served")
    DEFENDED = "DEFENDED", _("Defence heard")
    DECIDED = "DECIDED", pgettext_lazy("of a listing", "Decided")
    PUBLISHED = "PUBLISHED", pgettext_lazy("of a listing", "In public")
    SUSPENDED = "SUSPENDED", _("Suspended")
    EXPIRED = "EXPIRED", _("Expired")
    REPAIRED = "REPAIRED", _("Repaired")
    REVOKED = "REVOKED", _("Revoked")
    QUASHED = "QUASHED", _("Quashed")
    DROPPED = "DROPPED", _("Dropped")
    LAPSED = "LAPSED", _("Lapsed")


# In which an entry is not decided yet, in their order.
PROCEEDING = (
    ListingState.PROPOSED,
    ListingState.LEGALLY_REVIEWED,
    ListingState.NOTIFIED,
    ListingState.SERVED,
    ListingState.DEFENDED,
)
# In which a decision stands, though it may not be shown at the moment.
STANDING = (ListingState.DECIDED, ListingState.PUBLISHED, ListingState.SUSPENDED)


class ListingAction(TextChoices):
    """What is done to an entry of a list, one word for each sort of step."""

    PROPOSE = "PROPOSE", _("Propose the entry")
    REVIEW = "REVIEW", _("Give the legal opinion")
    NOTIFY = "NOTIFY", _("Write the notice")
    SERVE = "SERVE", _("Serve the notice")
    DEFEND = "DEFEND", _("Hand in a defence")
    STAY_SILENT = "STAY_SILENT", _("Let the time for a defence pass")
    ADOPT = "ADOPT", _("Adopt the defence and drop the entry")
    REJECT = "REJECT", _("Reject the defence")
    DECIDE = "DECIDE", _("Decide on the entry")
    PUBLISH = "PUBLISH", _("Publish the entry")
    DROP = "DROP", _("Drop the proposal")
    LAPSE = "LAPSE", _("Lapse")
    SUSPEND = "SUSPEND", _("Suspend the publication")
    RESUME = "RESUME", _("Resume")
    EXPIRE = "EXPIRE", _("Expire")
    REVOKE = "REVOKE", _("Revoke the entry")
    QUASH = "QUASH", _("Quash after a review or judgment")
    CORRECT = "CORRECT", _("Report the correction")
    ASK_REPAIR = "ASK_REPAIR", _("Apply for a repair")
    ACCEPT_REPAIR = "ACCEPT_REPAIR", _("Accept the application")
    DENY_REPAIR = "DENY_REPAIR", _("Refuse the repair")
    REPAIR = "REPAIR", _("Grant the repair")
    OBJECT = "OBJECT", _("Object to the entry")
    ANSWER_OBJECTION = "ANSWER_OBJECTION", _("Answer the objection")
    RECUSE = "RECUSE", _("Record a recusal")
    REFUSED = "REFUSED", _("Refused attempt")


class FactKind(TextChoices):
    """What may be established of a firm for the black list (2.3)."""

    GRAVE_PENALTY = "GRAVE_PENALTY", _("Grave administrative penalty")
    NO_HANDOVER = "NO_HANDOVER", _("Refusal to hand over after the end")
    RETALIATION = "RETALIATION", _("Confirmed retaliation")
    FALSE_TWICE = (
        "FALSE_TWICE",
        _("Two confirmed false rectifications in one project within a year"),
    )


class ServiceWay(TextChoices):
    """How a notice reached the firm."""

    IN_PERSON = "IN_PERSON", _("In person")
    LEFT = "LEFT", _("Left at the place")
    POST = "POST", _("By post")
    ELECTRONIC = "ELECTRONIC", _("Electronically, as the firm agreed")
    PUBLIC = "PUBLIC", _("By public notice")
