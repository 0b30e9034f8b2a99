"""Which tests run where: what a test says of the services that it needs."""

DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}
NEEDS_A_SERVICE = {"django_db", "postgres", "redis"}


def marks_of(item):
    return {mark.name for mark in item.iter_markers()}


def asks_the_database(item):
    """Whether it could tell one database from another; the rest is the same on each."""
    by_fixture = DATABASE_FIXTURES & set(item.fixturenames)
    return bool(by_fixture or NEEDS_A_SERVICE & marks_of(item))
