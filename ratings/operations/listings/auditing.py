"""Whether the history of each entry is what was written, and where each chain ends."""

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import OuterRef, Subquery

from complaints.models import Text
from ratings.models import Listing, ListingStep
from ratings.operations.listings.writing import chained_fields
from ratings.states import ListingAction
from registry.ledger import chain
from registry.ledger.anchors import NamedHead
from registry.ledger.chain import Head
from registry.ledger.examined import Examined, gone

PREFIX = "L-"
# Which step wrote a person on the entry: the columns say what the steps say.
WRITTEN_BY = {
    "proposed_by_id": ListingAction.PROPOSE,
    "reviewed_by_id": ListingAction.REVIEW,
    "decided_by_id": ListingAction.DECIDE,
    "published_by_id": ListingAction.PUBLISH,
}


def heads() -> Iterator[NamedHead]:
    """The last step of each entry, in the order of their numbers."""
    last = ListingStep.objects.filter(listing=OuterRef("pk")).order_by("-number")
    found = Listing.objects.order_by("number").values_list(
        "number",
        Subquery(last.values("number")[:1]),
        Subquery(last.values("digest")[:1]),
    )
    for name, number, digest in found:
        # an entry without any step is for `examine` to report
        if number is not None:
            yield name, Head(number, digest)


def examine(anchored: Iterable[NamedHead] = ()) -> Iterator[Examined]:
    """Look at every entry, and at `anchored` heads that have no entry any more."""
    known = {name: head for name, head in anchored if name.startswith(PREFIX)}
    for pk, number in Listing.objects.order_by("number").values_list("pk", "number"):
        yield _examined(pk, known.pop(number, None))
    for name in sorted(known):
        yield gone(name)


@transaction.atomic
def _examined(pk: int, head: Head | None) -> Examined:
    """The row is held meanwhile, so that no step comes between it and its steps."""
    rows = Listing.objects.select_for_update(of=("self",))
    listing = rows.select_related("subject", "grounds").get(pk=pk)
    found = ListingStep.objects.filter(listing=listing).select_related("text", "file")
    steps = list(found.order_by("number"))
    for step in steps:
        step.listing = listing
    last = steps[-1].number if steps else 0
    broken = chain.first_broken((_row(step) for step in steps), head=head)
    if broken is None and (last != listing.steps_written or last == 0):
        broken = min(last, listing.steps_written) + 1
    if broken is None and not _is_as_its_steps_say(listing, steps):
        broken = last
    erased = sum(text.erased_at is not None for text in _texts(listing, steps))
    return Examined(listing.number, len(steps), erased, broken)


def _row(step: ListingStep) -> chain.Row:
    texts = [step.text] if step.text else []
    fits = True
    if step.action == ListingAction.PROPOSE:
        named = (step.listing.subject, step.listing.grounds)
        texts += named
        told = (step.detail.get("subject"), step.detail.get("grounds"))
        fits = told == tuple(text.digest for text in named)
    for text in texts:
        as_written = text.digest == chain.text_digest(text.salt, text.body)
        fits = fits and (text.erased_at is not None or as_written)
    # No link fits a step whose text is another by now.
    return chain.Row(step.number, chained_fields(step) if fits else {}, step.digest)


def _is_as_its_steps_say(listing: Listing, steps: list[ListingStep]) -> bool:
    """State and persons of the row are those of its steps."""
    persons = {
        column: _last_actor(steps, action) for column, action in WRITTEN_BY.items()
    }
    return steps[-1].target == listing.state and all(
        getattr(listing, column) == actor for column, actor in persons.items()
    )


def _last_actor(steps: list[ListingStep], action: ListingAction) -> int | None:
    found = [step.actor_id for step in steps if step.action == action]
    return found[-1] if found else None


def _texts(listing: Listing, steps: list[ListingStep]) -> Iterator[Text]:
    yield listing.subject
    yield listing.grounds
    yield from (step.text for step in steps if step.text is not None)
