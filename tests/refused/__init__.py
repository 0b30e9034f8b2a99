"""
Changes that the database refuses, by what they are about, for `tests.test_constraints`.

UPDATES names a constraint, a row, and the update of this row that it refuses; SECONDS
a constraint, a row, and how a second row like this one differs from it. The rows are
those of `tests.rows`.
"""
