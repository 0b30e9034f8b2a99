"""Keys of requests that were answered once and must not be carried out again."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from registry.sealing import SEALED

SHA256_HEX_LENGTH = 64


class IdempotencyKey(models.Model):
    """
    The reply to one request, for whoever sends it again.

    `key` is the digest of what the client sent as its key: whatever that was, it fits.
    `reply_sealed` is empty only inside the transaction that is still making the reply.
    """

    scope = models.CharField(_("scope"), max_length=120)
    key = models.CharField(_("key"), max_length=SHA256_HEX_LENGTH)
    request_digest = models.CharField(
        _("digest of the request"), max_length=SHA256_HEX_LENGTH
    )
    reply_sealed = models.TextField(_("sealed reply"), blank=True)
    created_at = models.DateTimeField(_("written at"))

    class Meta:
        verbose_name = _("idempotency key")
        verbose_name_plural = _("idempotency keys")
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "key"], name="one_reply_per_scope_and_key"
            ),
            models.CheckConstraint(
                condition=Exact(Length("key"), SHA256_HEX_LENGTH),
                name="idempotency_key_is_a_digest",
            ),
            models.CheckConstraint(
                condition=Exact(Length("request_digest"), SHA256_HEX_LENGTH),
                name="idempotent_request_has_a_digest",
            ),
            models.CheckConstraint(
                condition=Q(reply_sealed="") | Q(reply_sealed__startswith=SEALED),
                name="idempotent_reply_is_sealed",
            ),
        ]
        indexes = [models.Index(fields=["created_at"], name="replies_by_moment")]

    def __str__(self) -> str:
        return f"{self.scope} {self.key[:8]}"
