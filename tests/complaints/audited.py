"""Histories of cases as an auditor looks at them, against the newest anchor."""

from datetime import date

from complaints.operations import auditing

TODAY = date(2026, 3, 2)


def anchored():
    found, newest = auditing.examine_anchors()
    assert found == []
    return newest.heads() if newest else ()


def broken():
    """The first bad step of each bad case, as an auditor would look."""
    return {
        one.name: one.broken
        for one in auditing.examine(anchored())
        if one.broken is not None
    }
