"""
What an acting department may know of a case's history: an allow-list, as
`firm_cases` is for firms.

It reads what it was ordered, what it answered and what was decided about that. What
residents add for the office, what officers write for colleagues, who looked, called or
joined stays with the offices. An action or a sort of photo that comes later is unknown
to departments until somebody writes it down here. Rules: specification, domain rules
2.5.
"""

from dataclasses import dataclass

from complaints.models import Photo, Step
from complaints.queries.particulars import OTHER_SIDE
from complaints.states import Action, PhotoKind
from registry.models import User

# Steps that are written to the acting party, by it, or about its work.
READ = frozenset(
    {
        Action.DISPOSE,
        Action.REFUSE,
        Action.CONFIRM_DUTY,
        Action.RELEASE,
        Action.RECTIFY,
        Action.SEND_BACK,
        Action.REPORT,
        Action.REOPEN,
        Action.ASK_EXTENSION,
        Action.EXTEND,
        Action.DENY_EXTENSION,
        Action.MADE_SAFE,
        Action.SUPERVISE,
        Action.COMMITMENT_KEPT,
        Action.COMMITMENT_BROKEN,
        Action.HEAR,
        Action.FALSE_CONFIRMED,
        Action.FALSE_DISMISSED,
    }
)
# Of these it is told that they happened, and when; the words are not for it.
TOLD = frozenset(
    {
        Action.FILE,
        Action.LOCATE,
        Action.ACCEPT,
        Action.RECLASSIFY,
        Action.TRANSFER,
        Action.RAISE,
        Action.VERIFY,
        Action.RECALL,
        Action.PLAN,
        Action.PAUSE,
        Action.RESUME,
        Action.HOLIDAY,
        Action.ALARM,
        Action.REMIND,
        Action.URGE,
        Action.BULLETIN,
        Action.SUSPECT,
        Action.CLOSE,
        Action.FINAL,
        Action.WITHDRAW,
    }
)
# And what was chosen in them; neither who was called nor how content they are.
TOLD_VALUES = frozenset(
    {"finding", "duty", "kind", "urgency", "reason", "sort", "solved", "closing"}
)
PHOTOS = frozenset({PhotoKind.COMPLAINT, PhotoKind.AFTER, PhotoKind.HEARING})


@dataclass(frozen=True)
class Sight:
    """
    What one reader of the desk sees of a history: of the steps in `read` everything, of
    those in `told` the values named, and the photos of some sorts.
    """

    read: frozenset[Action]
    told: frozenset[Action]
    told_values: frozenset[str]
    photos: frozenset[PhotoKind]

    def sees(self, step: Step) -> bool:
        return step.action in self.read or step.action in self.told

    def reads(self, step: Step) -> bool:
        """Whether the words of the step are for this reader."""
        return step.action in self.read

    def sees_value(self, step: Step, name: str) -> bool:
        return step.action in self.read or name in self.told_values

    def sees_photo(self, photo: Photo) -> bool:
        return photo.kind in self.photos


_ALL = Sight(frozenset(Action), frozenset(), frozenset(), frozenset(PhotoKind))
_OF_A_DEPARTMENT = Sight(READ, TOLD, TOLD_VALUES, PHOTOS)


def sight_of(user: User) -> Sight:
    """Of a case that this user may open: offices see all of it, acting parties less."""
    return _OF_A_DEPARTMENT if user.role in OTHER_SIDE else _ALL
