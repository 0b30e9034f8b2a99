"""Why a step of a listing is refused, in the words that whoever tried it reads."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ListingRefusal(TextChoices):
    """One reason each; the label is the message."""

    # The table itself.
    OUT_OF_TURN = "OUT_OF_TURN", _("This step does not follow from where the entry is.")
    NOT_YOURS = "NOT_YOURS", _("This step belongs to somebody else.")
    RIGHT = "RIGHT", _("You lack the right that this step needs.")
    OTHER_OFFICE = "OTHER_OFFICE", _("This entry is held by another office.")
    # What a step must carry.
    TEXT = "TEXT", _("Write at least 10 characters of explanation.")
    SERVICE = (
        "SERVICE",
        _("Say how and when the notice was served, and add the proof of it."),
    )
    SERVICE_DAY = (
        "SERVICE_DAY",
        _("The notice is served after it is written, and not in the future."),
    )
    PERIOD_LENGTH = (
        "PERIOD_LENGTH",
        _(
            "The firm has at least five working days for its defence, and it ends "
            "before the entry lapses."
        ),
    )
    DOCUMENT = "DOCUMENT", _("Name the document that this follows from.")
    REPAIR_CARRIES = (
        "REPAIR_CARRIES",
        _("Say what was put right, promise in writing, and add the evidence."),
    )
    # What a black entry stands on.
    NO_BASIS = (
        "NO_BASIS",
        _("No article in force permits an entry in the black list."),
    )
    CLASS_NOT_PERMITTED = (
        "CLASS_NOT_PERMITTED",
        _("The article does not permit an entry of this class."),
    )
    TERM_FITS = (
        "TERM_FITS",
        _(
            "A minor entry lasts up to three months, a general one three months to a "
            "year, a serious one one to three years; only a minor one may stay "
            "unpublished."
        ),
    )
    NO_FACT = (
        "NO_FACT",
        _("An entry stands on facts that a document in force establishes."),
    )
    FACT_IN_FORCE = (
        "FACT_IN_FORCE",
        _("A document that establishes the facts is not in force."),
    )
    FACT_FITS = "FACT_FITS", _("The document does not establish this fact.")
    FACT_OF_SUBJECT = (
        "FACT_OF_SUBJECT",
        _("The document concerns another firm or project."),
    )
    NEW_FACT = (
        "NEW_FACT",
        _("Another entry stands on this document already."),
    )
    BREADTH = (
        "BREADTH",
        _(
            "A firm is listed for facts in at least two of its projects and a fifth "
            "of them, or for a fact of the legal person."
        ),
    )
    # When it may be done.
    TOO_LATE = (
        "TOO_LATE",
        _("The time for this is over: the entry has lapsed."),
    )
    DEFENCE_OVER = (
        "DEFENCE_OVER",
        _("The time for a defence is over; this came too late."),
    )
    DEFENCE_RUNNING = (
        "DEFENCE_RUNNING",
        _("The time for a defence is still running."),
    )
    UNANSWERED = "UNANSWERED", _("The firm's defence has to be answered first.")
    NOTHING_TO_ANSWER = "NOTHING_TO_ANSWER", _("There is no defence to answer.")
    HEAVIER = (
        "HEAVIER",
        _("The decision is never heavier than what the firm was notified of."),
    )
    STAYS_UNPUBLISHED = (
        "STAYS_UNPUBLISHED",
        _("It was decided that this minor entry is not published."),
    )
    IS_PUBLISHED = (
        "IS_PUBLISHED",
        _("Only a minor entry that is not published is repaired from here."),
    )
    TERM_OVER = "TERM_OVER", _("The term of this entry is over.")
    TERM_RUNNING = "TERM_RUNNING", _("The term of this entry is still running.")
    TIME_RUNNING = "TIME_RUNNING", _("The time for deciding is still running.")
    CAME_FROM = (
        "CAME_FROM",
        _("A suspended entry returns to where it came from."),
    )
    OBJECTED = "OBJECTED", _("An objection is open already.")
    NO_OBJECTION = "NO_OBJECTION", _("No objection is open.")
    CORRECTED = "CORRECTED", _("The correction was reported already.")
    MINIMUM = (
        "MINIMUM",
        _("A repair is asked for after the minimum of the term."),
    )
    DUTIES = (
        "DUTIES",
        _("A minor entry is repaired once what was ordered is done."),
    )
    REPAIR_ASKED = "REPAIR_ASKED", _("A repair is being asked for already.")
    NO_REPAIR = "NO_REPAIR", _("No repair is being asked for.")
    REPAIR_UNACCEPTED = (
        "REPAIR_UNACCEPTED",
        _("The application has to be accepted first."),
    )
    REPAIR_ACCEPTED = "REPAIR_ACCEPTED", _("The application was accepted already.")
    # Red entries.
    CANDIDATE = (
        "CANDIDATE",
        _("The published results do not put this firm on the red list."),
    )
    NOT_HERE = (
        "NOT_HERE",
        _(
            "The firm serves no project in your region. An office of a region where it "
            "serves one proposes it."
        ),
    )
    LISTED = "LISTED", _("This firm has a red entry already.")
    CLEAN = (
        "CLEAN",
        _("A black entry or enforcement in force stands against it."),
    )
    # Another person is asked for.
    NOT_THE_PROPOSER = (
        "NOT_THE_PROPOSER",
        _("Another person than who proposed the entry does this."),
    )
    NOT_THE_REVIEWER = (
        "NOT_THE_REVIEWER",
        _("Another person than who gave the legal opinion decides."),
    )
    NOT_THE_ACCEPTER = (
        "NOT_THE_ACCEPTER",
        _("Another person than who accepted the application decides on the repair."),
    )
    RECUSES_ANOTHER = (
        "RECUSES_ANOTHER",
        _("Each recuses oneself; another is recused by who may decide."),
    )
    RECUSED = "RECUSED", _("You are recused from this entry.")
