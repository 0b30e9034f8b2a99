"""What is typed about an article of law and knowledge."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.models import Article

HAN = re.compile(r"[\u4e00-\u9fff]")


class ArticleForm(forms.ModelForm[Article]):
    """An article is read in two languages, so each text is in its own."""

    published = forms.BooleanField(
        label=gettext_lazy("Published"),
        required=False,
        help_text=gettext_lazy(
            "Everybody reads it, with the day from which it is valid."
        ),
    )

    class Meta:
        model = Article
        fields = (
            "title_zh",
            "title_en",
            "slug",
            "category",
            "keywords",
            "body_zh",
            "body_en",
            "source_zh",
            "source_en",
            "valid_from",
        )
        help_texts = {
            "slug": gettext_lazy("The last part of its web address; it stays."),
            "body_zh": gettext_lazy(
                "Paragraphs apart by an empty line; lines that begin with “- ” are a "
                "list."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["published"].initial = self.instance.published_at is not None

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        for name in ("title_zh", "body_zh", "source_zh"):
            if typed.get(name) and not HAN.search(typed[name]):
                self.add_error(name, _("Write this text in Chinese."))
        for name in ("title_en", "body_en", "source_en"):
            if HAN.search(typed.get(name) or ""):
                self.add_error(name, _("Write this text in English."))
        return typed
