"""Where a line of text breaks, and where rather not."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from registry.sentences import in_a_row

register = template.Library()


@register.filter
def together(text: str) -> SafeString:
    """`{{ period|together }}`: goes to the next line whole, if a line holds it."""
    return format_html('<span class="together">{}</span>', text)


@register.filter
def unbroken(number: str) -> SafeString:
    """`{{ number|unbroken }}`: stays on one line, as it is read and typed."""
    return format_html('<span class="unbroken">{}</span>', number)


@register.filter
def sentences(said: Iterable[str]) -> str:
    """`{{ said|sentences }}`: as the language of the page puts one after another."""
    return in_a_row(said)
