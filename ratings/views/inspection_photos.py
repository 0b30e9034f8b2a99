"""The photos of inspections, on their way to who may read the inspection."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from ratings import policies
from ratings.models import InspectionPhoto
from registry.models import User
from registry.views import downloads


@require_safe
def photo(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """The photo itself; for whoever may not see it there is none."""
    user = request.user
    if not isinstance(user, User):
        raise Http404
    mine = policies.inspections_visible_to(user)
    found = InspectionPhoto.objects.filter(item__inspection__in=mine)
    shown = get_object_or_404(found.select_related("file"), file_id=file_id)
    return downloads.stored(shown.file)
