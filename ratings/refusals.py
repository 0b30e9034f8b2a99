"""Why a document of enforcement, a credit or an inspection is not recorded."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Refusal(TextChoices):
    """One reason each; the label is the message."""

    # Who, and where.
    NOT_YOURS = (
        "NOT_YOURS",
        _(
            "An authority of the county or higher, or a department, records this for "
            "its own region."
        ),
    )
    NOT_HERE = "NOT_HERE", _("The firm served no community of your region.")
    OTHER_PROJECT = "OTHER_PROJECT", _("This project is another firm's.")
    # What the paper says.
    NUMBER = "NUMBER", _("Write the number of the document.")
    NUMBER_TAKEN = "NUMBER_TAKEN", _("A document with this number is recorded already.")
    BODY = "BODY", _("Write which authority issued the document.")
    OFFICERS = "OFFICERS", _("Write who acted for the authority.")
    TWO_OFFICERS = (
        "TWO_OFFICERS",
        _("Name at least two officers: an order or a penalty needs two."),
    )
    FACTS = "FACTS", _("Write the facts in at least 10 characters.")
    LATER = "LATER", _("This day is still to come.")
    BEFORE_ISSUED = "BEFORE_ISSUED", _("This day is before the document was issued.")
    DUE = "DUE", _("Write by when the order is to be complied with.")
    GRAVE = (
        "GRAVE",
        _("Say in at least 10 characters why the penalty is grave."),
    )
    ONLY_PENALTIES = "ONLY_PENALTIES", _("Only a penalty is grave.")
    # What it stands on.
    BASIS = "BASIS", _("Choose the legal basis.")
    BASIS_OTHER = "BASIS_OTHER", _("This legal basis permits another measure.")
    BASIS_OLD = (
        "BASIS_OLD",
        _("This legal basis was not in force on the day of the document."),
    )
    CASES = (
        "CASES",
        _(
            "A document stands only on founded complaints that this firm answers for, "
            "of its project where it names one."
        ),
    )
    INTERVIEW = (
        "INTERVIEW",
        _(
            "An interview needs a founded complaint, or a published review in which "
            "the firm lies clearly below the province or beyond the 99.8% limit of an "
            "indicator."
        ),
    )
    NOT_SUGGESTED = (
        "NOT_SUGGESTED",
        _(
            "This review puts the firm neither clearly below the province nor beyond "
            "the 99.8% limit of an indicator."
        ),
    )
    ORDER_FIRST = (
        "ORDER_FIRST",
        _(
            "A penalty needs an order that was not complied with by its day, or a "
            "legal basis that permits it at once."
        ),
    )
    ORDER_OTHER = (
        "ORDER_OTHER",
        _("This order is another firm's or project's, was revoked or complied with."),
    )
    PROJECT = "PROJECT", _("Choose the project that the firm left or has to leave.")
    TENURE_RUNS = (
        "TENURE_RUNS",
        _(
            "The firm still serves this project. An authority does not end contracts: "
            "it orders the hand-over after they have ended."
        ),
    )
    # What is done to it later.
    REASON = "REASON", _("Give the reasons in at least 10 characters.")
    EVIDENCE = (
        "EVIDENCE",
        _("Say in at least 10 characters what shows the compliance."),
    )
    OVER = "OVER", _("The document is not in force any more.")
    POINTS = "POINTS", _("Write the points as a number above 0.")
    TOO_MANY_POINTS = (
        "TOO_MANY_POINTS",
        _("These are more points than the rules in force allow for one document."),
    )
    NO_DEDUCTION = "NO_DEDUCTION", _("An interview takes no points from a score.")
    TWICE = "TWICE", _("This was recorded already. Look at the document again.")
    SECOND_PERSON = (
        "SECOND_PERSON",
        _(
            "A second person has to confirm: neither who recorded it nor anybody who "
            "stands in for them."
        ),
    )
    # Of an inspection and its checklist.
    NOT_YOUR_PROJECT = (
        "NOT_YOUR_PROJECT",
        _("A street or a county inspects the projects of its own region."),
    )
    NOT_SERVED = "NOT_SERVED", _("The firm did not serve this project on that day.")
    MARKS = "MARKS", _("Mark every item of the checklist.")
    NOTHING_MARKED = "NOTHING_MARKED", _("Mark at least one item that there is here.")
    SIGNED = "SIGNED", _("Sign the inspection.")
    OTHER_CHECKLIST = (
        "OTHER_CHECKLIST",
        _(
            "Another checklist was in force on the day of the visit. Fill in that one: "
            "the link to it stands at the day."
        ),
    )
    NO_CHECKLIST = (
        "NO_CHECKLIST",
        _("No checklist was in force on the day of the visit."),
    )
    OTHER_VISIT = "OTHER_VISIT", _("A correction is of the same project and visit.")
    NOT_YOUR_VISIT = (
        "NOT_YOUR_VISIT",
        _("An inspection is corrected by the office that signed it or one above."),
    )
    CORRECTED = (
        "CORRECTED",
        _("This inspection was corrected already. Correct the newest one."),
    )
    NOT_THE_PROVINCE = (
        "NOT_THE_PROVINCE",
        _("The regulator of the province keeps the checklists and the legal bases."),
    )
    ENDS_BACKWARDS = (
        "ENDS_BACKWARDS",
        _("A legal basis ends today or later, and after the day it came into force."),
    )
    BACKWARDS = "BACKWARDS", _("A checklist comes into force today or later.")
    WEIGHTS = "WEIGHTS", _("The weights have to sum to 100.")
    DAY_TAKEN = (
        "DAY_TAKEN",
        _("Another checklist comes into force on this day. Choose another day."),
    )
    ENDS = "ENDS", _("Write until when the points count: a day after the document's.")
