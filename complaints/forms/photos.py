"""Photos in forms: several files of one input, each checked and refused by itself."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.answers import MOST_PHOTOS
from registry.forms import uploads
from registry.ledger.images import CleanImage, PhotoRefused
from registry.models import StoredFile


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """The uploads of one input, as a list; an empty file is one, too."""

    def __init__(self, **options: Any) -> None:
        widget = SeveralFiles(attrs={"accept": "image/*", "multiple": True})
        super().__init__(
            widget=widget, required=False, allow_empty_file=True, **options
        )

    def clean(self, data: Any, initial: Any = None) -> Any:
        uploads = data if isinstance(data, list) else [data] if data else []
        return [super(SeveralFilesField, self).clean(upload) for upload in uploads]


class PhotosForm(forms.Form):
    """
    A form with photos: those of this request, and those that arrived before.

    `arrived` are the good ones of this request, also when the form is refused; `kept`
    came with earlier requests and were proved to be this browser's by the view.
    `admission` raises `PhotoRefused` where no more are taken from their sender.
    """

    photos = SeveralFilesField(label=gettext_lazy("Photos"))

    def __init__(
        self,
        *args: Any,
        kept: Sequence[StoredFile] = (),
        kept_lost: bool = False,
        admission: Callable[[], None] = uploads.check_room,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.admission = admission
        self.arrived: list[CleanImage] = []
        self.kept = list(kept)
        self.kept_lost = kept_lost

    def clean_photos(self) -> list[CleanImage]:
        sent: list[UploadedFile[bytes]] = self.cleaned_data["photos"]
        problems = [_too_many()] if self._is_too_many(sent) else self._take(sent)
        if self.kept_lost:
            problems.append(_("A photo sent before is gone. Choose it again."))
        if problems:
            raise ValidationError(problems)
        return self.arrived

    @property
    def photo_count(self) -> int:
        return len(self.kept) + len(self.arrived)

    def _is_too_many(self, sent: Sequence[UploadedFile[bytes]]) -> bool:
        return len(self.kept) + len(sent) > MOST_PHOTOS

    def _take(self, sent: Sequence[UploadedFile[bytes]]) -> list[str]:
        problems = []
        for upload in sent:
            try:
                photo = uploads.photo_of(upload, admission=self.admission)
            except PhotoRefused as refusal:
                problems.append(_named(upload, refusal, several=len(sent) > 1))
            else:
                self.arrived.append(photo)
        return problems


def _too_many() -> str:
    return _("Choose at most %(count)s photos.") % {"count": MOST_PHOTOS}


def _named(upload: UploadedFile[bytes], refusal: PhotoRefused, *, several: bool) -> str:
    """Of several photos, the one that was refused is named."""
    if not several:
        return str(refusal.message)
    words = {"file": upload.name, "problem": refusal.message}
    return _("%(file)s: %(problem)s") % words
