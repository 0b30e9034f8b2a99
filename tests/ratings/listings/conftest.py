"""The people of the lists and their desk, for all tests of this folder."""

from tests.ratings.listings.at_desk import at, desk
from tests.ratings.listings.people import lists

__all__ = ["at", "desk", "lists"]
