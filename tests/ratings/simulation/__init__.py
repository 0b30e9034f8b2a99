"""Provinces of firms of known quality, to see what the ratings make of them."""
