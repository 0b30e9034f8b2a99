"""The demo, for the tests of this folder that ask for it."""

from tests.propertyhub.loaded_demo import _loaded, demo, histories

__all__ = ["_loaded", "demo", "histories"]
