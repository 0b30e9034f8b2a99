"""The people of the lists, for all tests of this folder."""

from tests.ratings.listings.people import lists

__all__ = ["lists"]
