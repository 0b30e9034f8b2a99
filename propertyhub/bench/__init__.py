"""Measuring what a page costs, beside a bare Django application of the same machine."""
