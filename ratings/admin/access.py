"""Who comes to the pages of reviews at the desk; nobody writes rows there."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from ratings import policies
from registry.admin.access import ReadOnlyRegister, is_staff, person
from registry.models import User


class Overseen(ReadOnlyRegister):
    """A table that comes from the operations: read by who may see reviews."""

    sortable_by = ()
    actions = None

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        user = person(request)
        return user is not None and is_staff(request) and policies.may_see_reviews(user)


class Ruled(Overseen):
    """Rule sets are read by whoever has a part in making them, too."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        user = person(request)
        return user is not None and is_staff(request) and policies.may_see_rules(user)


def reader_of_rules(request: HttpRequest) -> User:
    """:raises PermissionDenied: if this person sees nothing of rule sets"""
    user = person(request)
    if user is None or not is_staff(request) or not policies.may_see_rules(user):
        raise PermissionDenied
    return user


def overseer(request: HttpRequest) -> User:
    """:raises PermissionDenied: if this person sees nothing of reviews"""
    user = person(request)
    if user is None or not is_staff(request) or not policies.may_see_reviews(user):
        raise PermissionDenied
    return user


def page_address(found: Any, number: int) -> str:
    """The address of a page of the same list, empty where there is none."""
    if not 1 <= number <= found.paginator.num_pages:
        return ""
    return str(found.get_query_string({"p": number}))
