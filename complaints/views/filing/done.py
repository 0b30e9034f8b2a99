"""What is shown once a case is filed, and to whoever opens it later or elsewhere."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from complaints import numbers
from complaints.numbers import WrongNumber
from complaints.views import cases, confirmation
from complaints.views.proofs import proof_for


@never_cache
@require_safe
def filed(request: HttpRequest, number: str) -> HttpResponse:
    """What was filed and what was promised; later, how to come back to it."""
    try:
        number = numbers.normalised(number)
    except WrongNumber:
        raise Http404 from None
    case_url = f"{reverse('complaints:track')}?{urlencode({'number': number})}"
    case = cases.known(number)
    if case is None or proof_for(request, case) is None:
        # The same page whether there is such a case or not.
        words = {"number": number, "case_url": case_url}
        return render(request, "complaints/residents/filed_earlier.html", words)
    if case.contact.turn > 1:
        # what the first reporter typed, and their receipt, is nothing of who came after
        return redirect("complaints:case", number)
    return render(request, "complaints/residents/filed.html", confirmation.shown(case))
