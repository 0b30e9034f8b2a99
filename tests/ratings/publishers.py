"""Who publishes in the fixture town."""

from django.contrib.auth.models import Permission

from registry.actors import Officer
from registry.models import User
from registry.roles import Right, Role
from tests.town import PASSWORD, Town


def publisher(town: Town, username: str) -> Officer:
    """A regulator of the province with the right to publish."""
    known = User.objects.filter(username=username).first()
    return Officer(known or _publisher(town, username))


def _publisher(town: Town, username: str) -> User:
    user = User.objects.create_user(
        username,
        password=PASSWORD,
        role=Role.REGULATOR,
        region=town.province,
        is_staff=True,
    )
    user.user_permissions.add(
        Permission.objects.get(
            content_type__app_label="registry", codename=Right.PUBLISH.value
        )
    )
    return user
