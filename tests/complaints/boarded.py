"""Messages of the board, written by residents and moderated by who has the right."""

from django.contrib.auth.models import Permission

from complaints.operations import moderating
from complaints.operations.moderating import Written
from registry.actors import Officer
from registry.roles import Right
from tests.complaints.paths import after
from tests.town import PHONE

TEXT = "池塘干了好几年，能不能改成电动车停车棚？"
REPLY = "已转街道和业主代表商议，结果会在小区公示。"


def moderator(officer):
    """The same person, with the right to moderate."""
    officer.user.user_permissions.add(
        Permission.objects.get(
            content_type__app_label="registry", codename=Right.MODERATE.value
        )
    )
    # what a user may do is remembered on the object
    return Officer(type(officer.user).objects.get(pk=officer.user.pk))


def held(town, *, text=TEXT, phone=PHONE, network="one", community=True, **more):
    proved, now = more.get("proved", False), more.get("now")
    place = town.garden if community else None
    written = Written(text, phone, network, proved, place)
    return moderating.write(written=written, now=now or after(0))


def published(town, **written):
    message = held(town, **written)
    moderating.publish(
        message=message,
        version=message.version,
        by=moderator(town.anna),
        now=after(1),
    )
    return message
