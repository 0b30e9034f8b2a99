"""The fixture town with a published review and the bulletin that was drafted of it."""

from dataclasses import dataclass
from datetime import timedelta

from ratings.models import Bulletin
from ratings.operations import bulletins
from tests.ratings.reviewed import FRIDAY, Reviewed, build_reviewed

EDITED_AT, SIGNED_AT, OUT_AT = (FRIDAY + timedelta(hours=hour) for hour in (1, 2, 3))
INTRODUCTION = "Lifts were the trouble of this half-month."
REMARKS = "Ask the county before you ask the city."


@dataclass
class Bulletined:
    reviewed: Reviewed
    bulletin: Bulletin

    @property
    def gu(self):
        return self.reviewed.gu

    @property
    def han(self):
        return self.reviewed.han

    def again(self) -> Bulletin:
        self.bulletin.refresh_from_db()
        return self.bulletin

    def edit(self, *, by=None, **changed):
        """Gu edits, with what stands there now."""
        said = {
            "bulletin": self.bulletin,
            "introduction": INTRODUCTION,
            "remarks": REMARKS,
            "revision": self.bulletin.revision,
            "by": by or self.gu,
            "now": EDITED_AT,
        }
        bulletins.edit(**{**said, **changed})

    def sign(self, *, by=None, **changed):
        """Han signs."""
        said = {
            "bulletin": self.bulletin,
            "revision": self.bulletin.revision,
            "by": by or self.han,
            "now": SIGNED_AT,
        }
        bulletins.sign(**{**said, **changed})

    def publish(self, *, by=None):
        bulletins.publish(bulletin=self.bulletin, by=by or self.gu, now=OUT_AT)

    def bring_out(self) -> Bulletin:
        self.edit()
        self.sign()
        self.publish()
        return self.bulletin


def build_bulletined(town) -> Bulletined:
    """Three cases, of which two were settled and answered, reviewed and published."""
    reviewed = build_reviewed(town)
    reviewed.publish()
    return Bulletined(reviewed, Bulletin.objects.get())
