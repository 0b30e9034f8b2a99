"""
One file in a form: a photo or scan, made anew, or a PDF; kept while it is refused.

What was kept is carried by a signed token that is good for the user who sent it.
"""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.forms import uploads
from registry.ledger import files
from registry.ledger.images import CleanImage, PhotoRefused
from registry.ledger.pdfs import CleanPdf
from registry.models import StoredFile, User

VALID_FOR = timedelta(days=1)
_SALT = "ratings.proof"


class ProofForm(forms.Form):
    """A form that may bring a file; where one is needed, the operation refuses."""

    file = forms.FileField(
        label=gettext_lazy("Photo, scan or PDF"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "image/*,application/pdf,.pdf"}),
    )
    kept_file = forms.CharField(
        required=False, max_length=400, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        self.arrived: CleanImage | CleanPdf | None = None
        self._stored: StoredFile | None = None

    def clean_file(self) -> CleanImage | CleanPdf | None:
        upload = self.cleaned_data["file"]
        if upload is None:
            return None
        try:
            self.arrived = uploads.file_of(upload)
        except PhotoRefused as refusal:
            raise ValidationError(str(refusal.message)) from refusal
        return self.arrived

    def stored(self, now: datetime) -> StoredFile | None:
        """The file as a row: what came now, else what was kept before."""
        if self._stored is None and self.arrived is not None:
            self._stored = _keep(self.arrived, self.user, now)
        if self._stored is None:
            self._stored = self._kept_before()
        return self._stored

    def carry(self, now: datetime) -> None:
        """Keep the file for the next sending of a form that is shown again."""
        stored = self.stored(now)
        if stored is None:
            return
        token = _token(stored, self.user)
        self.data = {**self._sent(), self.add_prefix("kept_file"): token}
        self.fields["file"].help_text = _("The file has arrived and is kept.")

    def _sent(self) -> dict[str, Any]:
        """What was sent, one value a field, as all fields of these forms read it."""
        return {name: self.data.get(name) for name in self.data}

    def _kept_before(self) -> StoredFile | None:
        token = str(self["kept_file"].value() or "")
        try:
            file_id, user_id = signing.loads(token, salt=_SALT, max_age=VALID_FOR)
        except (signing.BadSignature, ValueError, TypeError):
            return None
        if user_id != self.user.pk:
            return None
        return StoredFile.objects.filter(
            pk=file_id, purpose=_purpose(self.user)
        ).first()


def _keep(arrived: CleanImage | CleanPdf, user: User, now: datetime) -> StoredFile:
    purpose = _purpose(user)
    if isinstance(arrived, CleanPdf):
        return files.keep_pdf(arrived, now=now, purpose=purpose)
    return files.keep(arrived, now=now, purpose=purpose)


def _token(stored: StoredFile, user: User) -> str:
    return signing.dumps([stored.pk.hex, user.pk], salt=_SALT)


def _purpose(user: User) -> str:
    return f"listing {user.pk}"
