"""
The floor: what a form, a list and a page cost in Django when there is nothing else.

A project of its own with one indexed table, tiny templates and the middleware of
PropertyHub; it is served by the same server from the same database engine.
"""
