"""A resident's browser that reads English."""

import pytest


@pytest.fixture(autouse=True)
def _english(client):
    client.cookies["django_language"] = "en"
