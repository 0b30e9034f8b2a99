"""What a page needs when it is printed: a code that leads back to it."""

import segno
from django import template
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def qr_code(path: str) -> SafeString:
    """A QR code to this path of the site, as an SVG without any style of its own."""
    code = segno.make(settings.SITE_URL + path, error="m", micro=False)
    drawn = code.svg_inline(svgclass=None, lineclass=None, omitsize=True)
    # segno writes numbers and fixed names alone
    return mark_safe(drawn)  # noqa: S308  # nosec B308 B703


@register.simple_tag
def printed_address(path: str) -> str:
    """As it is read from paper and typed."""
    return settings.SITE_URL + path
