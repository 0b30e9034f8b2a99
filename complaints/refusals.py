"""Why a move is refused, in the words that the person who tried it reads."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Refusal(TextChoices):
    """One reason each; the label is the message."""

    # The table itself.
    OUT_OF_TURN = "OUT_OF_TURN", _("This step does not follow from where the case is.")
    NOT_YOURS = "NOT_YOURS", _("This step belongs to somebody else.")
    OTHER_OFFICE = "OTHER_OFFICE", _("This case is held by another office.")
    NOT_ONE_UP = (
        "NOT_ONE_UP",
        _("The office one level above the holder decides this."),
    )
    NOT_ABOVE = "NOT_ABOVE", _("An office above the holder does this.")
    NOT_COUNTY = (
        "NOT_COUNTY",
        _("An officer of the county, or of the higher holder, does this."),
    )
    # What a step must carry.
    TEXT = "TEXT", _("Write at least 10 characters of explanation.")
    ADDITION = "ADDITION", _("Write something, or choose a photo.")
    REASON = "REASON", _("Choose a reason.")
    WAY_ON = "WAY_ON", _("Say what the resident can do instead.")
    FINDING = (
        "FINDING",
        _("Say what was found, whose duty it is and how it was found out."),
    )
    SITE_VISIT = (
        "SITE_VISIT",
        _("A safety hazard, or a finding of unfounded, needs a visit on site."),
    )
    WHY_AGAIN = "WHY_AGAIN", _("Say why the finding is changed.")
    OUTCOME = "OUTCOME", _("Say what the result is.")
    OUTCOME_FITS = (
        "OUTCOME_FITS",
        _("The result told to the resident does not fit the finding."),
    )
    MEASURE = "MEASURE", _("Choose a measure and who has to act.")
    EVIDENCE = "EVIDENCE", _("Add a photo taken afterwards, or say why there is none.")
    CASE_FULL = (
        "CASE_FULL",
        _("This case has all the photos that it can hold. Send it without photos."),
    )
    SPOKEN_ANSWER = "SPOKEN_ANSWER", _("Write down what the resident answered.")
    TARGET = "TARGET", _("Choose where it goes.")
    MILESTONES = "MILESTONES", _("Give the milestones of the works, each with a date.")
    DUTY = "DUTY", _("Say whose duty it is instead.")
    COMMITMENT = (
        "COMMITMENT",
        _("Choose one of the commitments that are open; a settled one stays settled."),
    )
    NEW_CLASS = (
        "NEW_CLASS",
        _("Nothing would change. Choose another kind, urgency or category."),
    )
    FINAL_REVIEW = (
        "FINAL_REVIEW",
        _("Write every part of the final decision; each needs at least 10 characters."),
    )
    NEW_DATE = (
        "NEW_DATE",
        _("Choose a working day after the present date, at most ten of them in all."),
    )
    PAUSE_REASON = (
        "PAUSE_REASON",
        _("Choose why the clock stands still, and name the document that shows it."),
    )
    PAUSE_LENGTH = (
        "PAUSE_LENGTH",
        _("One pause lasts up to 20 working days, all pauses of a case up to 60."),
    )
    CALL_OUTCOME = "CALL_OUTCOME", _("Say what became of the call.")
    # What must be true of the case.
    LOCATED = "LOCATED", _("Locate the community first.")
    FOUNDED = (
        "FOUNDED",
        _("Only a founded or partly founded complaint is handed over."),
    )
    REFUSAL_SETTLED = (
        "REFUSAL_SETTLED",
        _("It was refused twice: the office one level up decides on the duty first."),
    )
    REFUSED_TWICE = "REFUSED_TWICE", _("There is no second refusal to decide on.")
    MAY_REFUSE = (
        "MAY_REFUSE",
        _("It cannot be refused any more: the time or the number of refusals is over."),
    )
    WINDOW_OVER = "WINDOW_OVER", _("The time for an answer is still running.")
    APPEAL_OPEN = (
        "APPEAL_OPEN",
        _("An appeal is possible once, within 15 days of the decision."),
    )
    REOPEN_IN_TIME = (
        "REOPEN_IN_TIME",
        _("The time for reopening is over. A new case can be filed at any time."),
    )
    REOPEN_AFTER_NO = (
        "REOPEN_AFTER_NO",
        _("An officer reopens a case only on the resident's spoken no."),
    )
    REOPENED_TWICE = (
        "REOPENED_TWICE",
        _("A final decision is possible only after the second reopening."),
    )
    NOT_FINAL = "NOT_FINAL", _("A final decision was made. The case is not reopened.")
    KIND_EARLY = (
        "KIND_EARLY",
        _("The kind can be corrected only before the case is verified."),
    )
    CONSENT = "CONSENT", _("This needs the resident's consent.")
    BINDING = "BINDING", _("The case was settled one level up and stays where it is.")
    IN_TIME = (
        "IN_TIME",
        _("An extension is asked for before the time is over."),
    )
    OVERDUE = "OVERDUE", _("The time is still running.")
    NOT_URGED_TODAY = (
        "NOT_URGED_TODAY",
        _("You asked for it within the last 24 hours already."),
    )
    EXTENSIONS_LEFT = (
        "EXTENSIONS_LEFT",
        _("The time was extended three times already."),
    )
    NOTHING_ASKED = "NOTHING_ASKED", _("No extension is being asked for.")
    ASKED_ALREADY = "ASKED_ALREADY", _("An extension is being asked for already.")
    DECISION_RUNNING = (
        "DECISION_RUNNING",
        _("The time for deciding on the extension is still running."),
    )
    NOT_PAUSED = "NOT_PAUSED", _("The clock stands still; let it run again first.")
    PAUSED = "PAUSED", _("The clock is not standing still.")
    HAZARD = "HAZARD", _("Only an urgent case has to be made safe.")
    NOT_SAFE_YET = "NOT_SAFE_YET", _("It was made safe already.")
    COMMITTED = "COMMITTED", _("Nothing that was promised here is open.")
    DRAWN = "DRAWN", _("This case was not drawn for a second look.")
    NOT_LOOKED_AT = "NOT_LOOKED_AT", _("The second look was taken already.")
    VISIT_DRAWN = "VISIT_DRAWN", _("This case was not drawn for a second visit.")
    NOT_VISITED_AGAIN = (
        "NOT_VISITED_AGAIN",
        _("The second visit was made already."),
    )
    HAS_PHONE = (
        "HAS_PHONE",
        _("There is no phone to call: it was filed anonymously."),
    )
    CALLING_DAY = (
        "CALLING_DAY",
        _(
            "It is too early to call: the resident is called from the second day after "
            "the result, in an emergency from the next day."
        ),
    )
    CALLING_HOURS = (
        "CALLING_HOURS",
        _("Residents are called from 9:00 to 12:00 and from 14:30 to 20:00 only."),
    )
    STAYS_HIGH = (
        "STAYS_HIGH",
        _("A report of retaliation goes to a county or a higher office only."),
    )
    MERGEABLE = (
        "MERGEABLE",
        _(
            "Only a first-round case of the same community and category merges into "
            "another that is accepted and open."
        ),
    )
    # What is suspected.
    PUT_RIGHT = "PUT_RIGHT", _("Nothing was put right in this round yet.")
    NEW_SUSPICION = "NEW_SUSPICION", _("It is suspected for this reason already.")
    NOT_FOUND_FALSE = (
        "NOT_FOUND_FALSE",
        _("It was found already that it was not put right."),
    )
    SUSPECTED = "SUSPECTED", _("Nothing is suspected that is to be decided.")
    NOT_HEARD = "NOT_HEARD", _("This was answered already. The office decides.")
    SUSPICION_DECIDED = (
        "SUSPICION_DECIDED",
        _("What is suspected of this complaint is decided before its kind changes."),
    )
    HEARD = (
        "HEARD",
        _("Who put it right is heard first, and has three working days to answer."),
    )
    # Personal data.
    NOT_AGREED = (
        "NOT_AGREED",
        _("The resident has not agreed to show this."),
    )
    SHOWN = "SHOWN", _("The firm does not see your phone.")
    NOT_OPEN = "NOT_OPEN", _("This is shown only while the case is being worked on.")
    # A right is asked for.
    MAY_VISIT = (
        "MAY_VISIT",
        _("Calling residents needs the right to make return visits."),
    )
    # Another person is asked for.
    NOT_THE_ACCEPTER = (
        "NOT_THE_ACCEPTER",
        _("Another officer than the one who accepted it lowers its class."),
    )
    NOT_THE_LOWERER = (
        "NOT_THE_LOWERER",
        _("Who lowered its class does not accept it."),
    )
    NOT_THE_DECLINER = (
        "NOT_THE_DECLINER",
        _("Another officer than the one who declined it reviews it."),
    )
    NOT_THE_FINDER = (
        "NOT_THE_FINDER",
        _("Another officer than the one who wrote the finding explains it."),
    )
    NOT_THE_REPORTER = (
        "NOT_THE_REPORTER",
        _("It was reopened: another officer than the one who reported goes on."),
    )
    NOT_WHO_REPORTED = (
        "NOT_WHO_REPORTED",
        _("Another officer than the one who reported it decides on the suspicion."),
    )
    NOT_A_HANDLER = (
        "NOT_A_HANDLER",
        _("Another officer than those who handled it makes the return visit."),
    )
