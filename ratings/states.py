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
