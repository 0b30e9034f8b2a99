"""The words of a case: the only module that spells them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    COMPLAINT = "COMPLAINT", _("Complaint")
    CONSULTATION = "CONSULTATION", _("Consultation")
    SUGGESTION = "SUGGESTION", _("Suggestion")
    RETALIATION = "RETALIATION", _("Report of retaliation")


class Urgency(TextChoices):
    """How fast a complaint has to move. Other kinds are always ordinary."""

    ORDINARY = "ORDINARY", _("Ordinary")
    URGENT = "URGENT", _("Urgent: a safety hazard")
    EMERGENCY = "EMERGENCY", _("Emergency: people in danger")


class Track(TextChoices):
    """The time limits that a case runs on: its kind, or a complaint's urgency."""

    ORDINARY = "ORDINARY", _("Ordinary complaint")
    URGENT = "URGENT", _("Urgent complaint")
    EMERGENCY = "EMERGENCY", _("Emergency complaint")
    CONSULTATION = "CONSULTATION", _("Consultation")
    SUGGESTION = "SUGGESTION", _("Suggestion")
    RETALIATION = "RETALIATION", _("Report of retaliation")


class State(TextChoices):
    FILED = "FILED", _("Filed")
    ACCEPTED = "ACCEPTED", _("Accepted")
    DECLINED = "DECLINED", _("Declined")
    APPEALED = "APPEALED", _("Under review")
    VERIFIED = "VERIFIED", _("Verified")
    DISPOSED = "DISPOSED", _("Handed over")
    RECTIFIED = "RECTIFIED", _("Rectified")
    REPORTED = "REPORTED", _("Reported")
    CLOSED = "CLOSED", _("Closed")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")
    MERGED = "MERGED", _("Merged")


# What nobody has to put right: a question or a suggestion ends with its answer.
ANSWERED_ALONE = (Kind.CONSULTATION, Kind.SUGGESTION)
OPEN_STATES = (
    State.FILED,
    State.ACCEPTED,
    State.APPEALED,
    State.VERIFIED,
    State.DISPOSED,
    State.RECTIFIED,
    State.REPORTED,
)


# Accepted and still open: what another report of the same incident is merged into.
TAKES_OTHERS = (
    State.ACCEPTED,
    State.VERIFIED,
    State.DISPOSED,
    State.RECTIFIED,
    State.REPORTED,
)


class Stage(TextChoices):
    """What an open case waits for. The first six are the quick steps (六快)."""

    ACCEPTANCE = "ACCEPTANCE", _("Quick acceptance")
    VERIFICATION = "VERIFICATION", _("Quick verification")
    DISPOSAL = "DISPOSAL", _("Quick disposal")
    RECTIFICATION = "RECTIFICATION", _("Quick rectification")
    REPORT = "REPORT", _("Quick report")
    VISIT = "VISIT", _("Quick return visit")
    REDO = "REDO", _("Rectification again")
    APPEAL = "APPEAL", _("Review of a refusal to accept")
    REFUSAL = "REFUSAL", _("Time to refuse an order")
    EXTENSION = "EXTENSION", _("Decision on an extension")
    SAFETY = "SAFETY", _("Making it safe")
    SUSPICION = "SUSPICION", _("Decision on a suspicion")


class Action(TextChoices):
    """Moves first, in the order of the table; then the steps that are not moves."""

    FILE = "FILE", _("File")
    LOCATE = "LOCATE", _("Locate")
    ACCEPT = "ACCEPT", _("Accept")
    DECLINE = "DECLINE", _("Decline")
    APPEAL = "APPEAL", _("Appeal")
    UPHOLD = "UPHOLD", _("Uphold")
    OVERTURN = "OVERTURN", _("Overturn")
    RECLASSIFY = "RECLASSIFY", _("Reclassify")
    TRANSFER = "TRANSFER", _("Transfer")
    VERIFY = "VERIFY", _("Verify")
    EXPLAIN = "EXPLAIN", _("Explain")
    DISPOSE = "DISPOSE", _("Hand over")
    REFUSE = "REFUSE", _("Refuse")
    CONFIRM_DUTY = "CONFIRM_DUTY", _("Confirm the duty")
    RELEASE = "RELEASE", _("Release from the duty")
    RECALL = "RECALL", _("Recall")
    RECTIFY = "RECTIFY", _("Rectify")
    SEND_BACK = "SEND_BACK", _("Send back")
    REPORT = "REPORT", _("Report the result")
    ANSWER = "ANSWER", _("Answer")
    CLOSE = "CLOSE", pgettext_lazy("of a case", "Close")
    REOPEN = "REOPEN", _("Reopen")
    PLAN = "PLAN", _("Plan long works")
    FINAL = "FINAL", _("Final decision")
    WITHDRAW = "WITHDRAW", _("Withdraw")
    MERGE = "MERGE", _("Merge")
    UNMERGE = "UNMERGE", _("Unmerge")
    RAISE = "RAISE", _("Raise a level")
    SECOND_LOOK = "SECOND_LOOK", _("Second look at a refusal to accept")
    ASK_EXTENSION = "ASK_EXTENSION", _("Ask for an extension")
    EXTEND = "EXTEND", _("Extend the time")
    DENY_EXTENSION = "DENY_EXTENSION", _("Deny an extension")
    PAUSE = "PAUSE", pgettext_lazy("of a clock", "Pause")
    RESUME = "RESUME", _("Resume")
    ALARM = "ALARM", _("Alarm of the duty desks")
    MADE_SAFE = "MADE_SAFE", _("Made safe")
    REMIND = "REMIND", _("Reminder")
    URGE = "URGE", _("Urge")
    SUPERVISE = "SUPERVISE", _("Supervise")
    BULLETIN = "BULLETIN", _("Enter into the bulletin")
    NOTE = "NOTE", pgettext_lazy("a step of a case", "Note")
    FOLLOW = "FOLLOW", _("Join a case (me too)")
    HOLIDAY = "HOLIDAY", _("Holidays were announced")
    HAND_ON = "HAND_ON", _("A follower becomes the reporter")
    VISIT_TRY = "VISIT_TRY", _("Try at a return visit")
    SECOND_VISIT = "SECOND_VISIT", _("Second return visit")
    COMMITMENT_KEPT = "COMMITMENT_KEPT", _("Commitment kept")
    COMMITMENT_BROKEN = "COMMITMENT_BROKEN", _("Commitment broken")
    SUSPECT = "SUSPECT", _("Suspect a false rectification")
    HEAR = "HEAR", _("Hear the firm")
    FALSE_CONFIRMED = "FALSE_CONFIRMED", _("Confirm a false rectification")
    FALSE_DISMISSED = "FALSE_DISMISSED", _("Dismiss the suspicion")
    LOOK = "LOOK", _("Look at personal data")
    HIDE = "HIDE", _("Hide the phone from the firm")


class CommitmentState(TextChoices):
    """What became of something that was promised for a day."""

    OPEN = "OPEN", pgettext_lazy("of a commitment", "Open")
    KEPT = "KEPT", pgettext_lazy("of a commitment", "Kept")
    BROKEN = "BROKEN", pgettext_lazy("of a commitment", "Not kept")


class Finding(TextChoices):
    FOUNDED = "FOUNDED", _("Founded")
    PARTLY = "PARTLY", _("Partly founded")
    UNFOUNDED = "UNFOUNDED", _("Unfounded")
    NOT_ESTABLISHED = "NOT_ESTABLISHED", _("Not established")


class Duty(TextChoices):
    """Whose duty the trouble is, as verified."""

    FIRM = "FIRM", _("Property firm")
    DEPARTMENT = "DEPARTMENT", _("Department")
    OWNERS = "OWNERS", _("Owners")
    COMMITTEE = "COMMITTEE", _("Owners' committee")
    DEVELOPER = "DEVELOPER", _("Developer")
    AGENCY = "AGENCY", _("Public agency")


class How(TextChoices):
    """How a finding was made."""

    VISIT = "VISIT", _("Visit on site")
    CALL = "CALL", _("Telephone call")
    PHOTO = "PHOTO", _("From photos")
    NEIGHBOUR = "NEIGHBOUR", _("Neighbourhood worker")


class Measure(TextChoices):
    ORDER_FIRM = "ORDER_FIRM", _("Order to the property firm")
    ORDER_DEPARTMENT = "ORDER_DEPARTMENT", _("Order to a department")
    CHAMBER = "CHAMBER", _("Residents' chamber")
    REMEDY = "REMEDY", _("Immediate remedy by the office")


class Party(TextChoices):
    """Who has to act while a case is handed over."""

    FIRM = "FIRM", _("Property firm")
    DEPARTMENT = "DEPARTMENT", _("Department")
    OFFICE = "OFFICE", _("The office, for parties without an account")


class Outcome(TextChoices):
    """What the resident is told at the end of a round."""

    FIXED = "FIXED", _("Fixed")
    PARTLY = "PARTLY", _("Partly fixed")
    CANNOT = "CANNOT", _("Cannot be fixed")
    UNFOUNDED = "UNFOUNDED", _("Not founded")
    NOT_ESTABLISHED = "NOT_ESTABLISHED", _("Could not be established")
    ANSWERED = "ANSWERED", _("Answered")


class DeclineReason(TextChoices):
    """The catalogue of reasons why a case is not accepted (不予受理)."""

    COURT = "COURT", _("Before a court or an arbitrator")
    PETITION = "PETITION", _("A matter for petition, discipline or reconsideration")
    OTHER_BODY = "OTHER_BODY", _("Another body decides it")
    NOT_PROPERTY = "NOT_PROPERTY", _("Not about property management")
    REPEATED = "REPEATED", _("Already answered and nothing new")
    UNCLEAR = "UNCLEAR", _("Too unclear to act on, and nobody to ask")


class Solved(TextChoices):
    YES = "YES", _("Yes, it is solved")
    PARTLY = "PARTLY", _("Partly")
    NO = "NO", _("No, it is not solved")
    CANNOT_SAY = "CANNOT_SAY", _("Cannot say")


class Satisfied(TextChoices):
    VERY = "VERY", _("Very satisfied")
    SATISFIED = "SATISFIED", _("Satisfied")
    FAIRLY = "FAIRLY", _("Fairly satisfied")
    DISSATISFIED = "DISSATISFIED", _("Dissatisfied")
    VERY_DISSATISFIED = "VERY_DISSATISFIED", _("Very dissatisfied")
    CANNOT_SAY = "CANNOT_SAY", _("Cannot say")


class Closing(TextChoices):
    """Why a case is closed. Silence is never counted as satisfaction."""

    ANSWERED = "ANSWERED", _("Answered by the resident")
    TYPED = "TYPED", _("Answer taken down by telephone")
    NO_REPLY = "NO_REPLY", _("No reply")
    NOT_VISITED = "NOT_VISITED", _("Not visited")
    CANNOT_BE_CALLED = "CANNOT_BE_CALLED", _("Cannot be called")
    FINAL = "FINAL", _("Final decision")


class CallOutcome(TextChoices):
    """What became of one try to reach the resident by telephone."""

    ANSWERED = "ANSWERED", pgettext_lazy("of a telephone call", "Answered")
    NO_ANSWER = "NO_ANSWER", _("No answer")
    REFUSED = "REFUSED", _("Did not want to answer")
    WRONG_NUMBER = "WRONG_NUMBER", _("Wrong number")


class AlertSort(TextChoices):
    """What stands out in a street, mostly among its answers to return visits."""

    PHONE = "PHONE", _("Many own answers from one phone")
    MINUTES = "MINUTES", _("Many own answers within minutes")
    TYPIST = "TYPIST", _("One officer's typed answers are far better")
    APART = "APART", _("Own and typed answers lie far apart")
    FIRM = "FIRM", _("A firm's own phone files or joins")


class AskedBy(TextChoices):
    """Who asks for an extension: the acting party, or the office for itself."""

    PARTY = "PARTY", _("Acting party")
    OFFICE = "OFFICE", _("Office")


class Suspicion(TextChoices):
    """Why a rectification is suspected of being false (疑似虚假整改)."""

    REUSED_PHOTO = "REUSED_PHOTO", _("A photo was used before")
    OUT_OF_TIME = "OUT_OF_TIME", _("A photo was taken at another time")
    SAME_TROUBLE = "SAME_TROUBLE", _("The same trouble came again within 30 days")
    OBSERVED = "OBSERVED", _("An officer doubts it")


class PauseReason(TextChoices):
    """The catalogue of reasons for which a clock stands still (中止计时)."""

    COURT = "COURT", _("A court or an arbitrator decides first")
    EXPERT = "EXPERT", _("An expert's opinion is awaited")
    OWNERS_VOTE = "OWNERS_VOTE", _("The owners vote first")
    FUND = "FUND", _("The maintenance fund is being applied for")
    SPARE_PART = "SPARE_PART", _("A part has to be made or delivered")
    WEATHER = "WEATHER", _("Weather or another force nobody can help")
    RESIDENT = "RESIDENT", _("Waits for the resident at the resident's wish")


class Channel(TextChoices):
    """How something reached us."""

    WEB = "WEB", _("Web page")
    LINK = "LINK", _("Link sent to the phone")
    RECEIPT = "RECEIPT", _("Receipt")
    PHONE = "PHONE", _("Telephone")
    WALK_IN = "WALK_IN", _("At the counter")
    HOTLINE = "HOTLINE", _("12345 hotline")


class Privacy(TextChoices):
    """What the resident lets others know."""

    HIDDEN = "HIDDEN", _("Hidden from the firm and the public")
    FIRM_MAY_PHONE = "FIRM_MAY_PHONE", _("The firm may phone me")
    ANONYMOUS = "ANONYMOUS", _("Anonymous")


class Opinion(TextChoices):
    """What somebody says of these pages."""

    YES = "YES", _("Yes")
    PARTLY = "PARTLY", _("In part")
    NO = "NO", _("No")
    CANNOT_SAY = "CANNOT_SAY", _("Cannot say")


class FiledFor(TextChoices):
    """For whom somebody files."""

    MYSELF = "MYSELF", _("Myself")
    OTHER = "OTHER", _("Somebody else")


class ActorKind(TextChoices):
    OFFICER = "OFFICER", _("Officer")
    CLERK = "CLERK", _("Clerk of a firm or department")
    RESIDENT = "RESIDENT", _("Resident")
    SYSTEM = "SYSTEM", _("System")


class PhotoKind(TextChoices):
    COMPLAINT = "COMPLAINT", _("Filed with the complaint")
    FINDING = "FINDING", _("Taken on site")
    AFTER = "AFTER", _("After rectification")
    HEARING = "HEARING", _("With the answer to a suspicion")
    ADDED = "ADDED", _("Added by the resident afterwards")


class LimitUnit(TextChoices):
    WORKING_DAYS = "WORKING_DAYS", _("working days")
    MINUTES = "MINUTES", _("minutes")


class MessageState(TextChoices):
    """How far a message to the public board (留言板) is."""

    HELD = "HELD", _("Waits for moderation")
    PUBLISHED = "PUBLISHED", pgettext_lazy("of a message", "Published")
    REFUSED = "REFUSED", pgettext_lazy("of a message", "Not published")
    REMOVED = "REMOVED", pgettext_lazy("of a message", "Taken down")


class MessageAction(TextChoices):
    """What was done with a message; each is written once into its trail."""

    WRITE = "WRITE", _("Write a message")
    PUBLISH = "PUBLISH", _("Publish the message")
    REFUSE = "REFUSE", _("Do not publish the message")
    REPLY = "REPLY", _("Reply in public")
    REMOVE = "REMOVE", _("Take the message down")


class MessageReason(TextChoices):
    """The catalogue of reasons why a message is not, or no longer, in public."""

    PERSON = "PERSON", _("It names somebody, or tells who somebody is")
    INSULT = "INSULT", _("It insults or threatens")
    ADVERT = "ADVERT", _("It advertises something")
    NOT_PROPERTY = "NOT_PROPERTY", _("It is not about living in a community")
    CASE = "CASE", _("It needs an office to act: file it as a case")
    REPEATED = "REPEATED", _("The same stands on the board already")
    UNPROVEN = "UNPROVEN", _("It accuses somebody without saying what happened")
