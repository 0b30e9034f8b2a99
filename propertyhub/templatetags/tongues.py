"""Says on a page of another language which of its words are Chinese: names, mostly."""

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()

# from a Chinese character or its bracket on: numbers of documents and of houses with it
CHINESE = re.compile(
    r"[〔（《]?[\u3400-\u9fff][\u3400-\u9fff\u3001-\u3011〔〕（）《》，。；：？！·0-9]*"
)


@register.filter
def tongues(text: str) -> SafeString:
    """`{{ place|tongues }}`: who reads English aloud knows where Chinese begins."""
    words = conditional_escape(text)
    if (get_language() or "").startswith("zh"):
        return words
    # escaped above; what is added holds nothing of it
    marked = CHINESE.sub(r'<span lang="zh-Hans">\g<0></span>', words)
    return mark_safe(marked)  # noqa: S308  # nosec B308 B703
