"""Which stored images are evidence of which case."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from complaints.models.case import Case
from complaints.models.step import Step
from complaints.states import PhotoKind
from registry.models import StoredFile


class Photo(models.Model):
    case = models.ForeignKey(Case, models.PROTECT, related_name="photos")
    step = models.ForeignKey(Step, models.PROTECT, related_name="photos")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=9, choices=PhotoKind)
    round = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")

    def __str__(self) -> str:
        return f"{self.case} {self.kind}"
