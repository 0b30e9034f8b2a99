"""What the database itself refuses about the lists, beyond constraints."""

from ratings.listing_moves import allowed_listing_pairs
from registry.ledger import triggers

LISTING_MOVES = "listings_move_along_the_table"
LISTING_STEPS_ARE_APPENDED = "listing_steps_are_only_appended"

# tables whose rows are written once: for the triggers, and for the rights of a role
APPENDED_OF_LISTINGS = {
    "ratings_listingstep": LISTING_STEPS_ARE_APPENDED,
    "ratings_listingfact": "facts_of_listings_are_only_appended",
    "ratings_listedcase": "cases_of_facts_are_only_appended",
    "ratings_refusedproposal": "refused_proposals_are_only_appended",
}


def listing_moves_trigger() -> triggers.Trigger:
    """The pairs of states that the table allows."""
    pairs = sorted(
        (str(kind), str(source), str(target))
        for kind, source, target in allowed_listing_pairs()
    )
    return triggers.allowed_pairs(
        name=LISTING_MOVES,
        table="ratings_listing",
        column="state",
        group_column="list_kind",
        pairs=pairs,
        version_column="version",
    )
