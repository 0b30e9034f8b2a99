"""Sentences one after the other."""

import pytest
from django.utils import translation

from registry.sentences import in_a_row


@pytest.mark.parametrize(
    ("language", "said"), [("en", "One. Two."), ("zh-hans", "One.Two.")]
)
def test_only_where_a_full_stop_is_narrow_a_space_follows_it(language, said):
    with translation.override(language):
        assert in_a_row(["One.", "", "Two."]) == said
