"""The bulletins as an Atom feed, for who wants to hear of new ones."""

from datetime import datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ratings import bulletin_wording
from ratings.models import Bulletin
from ratings.queries import bulletins
from ratings.views import answering, speaking
from ratings.views.bulletins import address
from registry.sentences import in_a_row

ATOM = "application/atom+xml; charset=utf-8"
A_YEAR = 24


class BulletinFeed(Feed[Bulletin, None]):
    """Those in force; a corrected one stands instead of the one that it replaced."""

    feed_type = Atom1Feed

    def title(self) -> str:
        return _("Half-month bulletins on cases about property management")

    def link(self) -> str:
        return settings.SITE_URL + reverse("ratings:bulletins")

    def feed_url(self) -> str:
        feed = reverse("ratings:bulletins_feed")
        return settings.SITE_URL + speaking.in_language(feed)

    def items(self) -> list[Bulletin]:
        self.language = get_language()
        return bulletins.newest(A_YEAR)

    def item_title(self, item: Bulletin) -> str:
        return f"{item.number} {bulletin_wording.title(item.period)}"

    def item_description(self, item: Bulletin) -> str:
        return in_a_row(bulletin_wording.opening(item.figures))

    def item_link(self, item: Bulletin) -> str:
        return settings.SITE_URL + address("bulletin", item)

    def item_guid(self, item: Bulletin) -> str:
        """Of its version, so that a reader hears of a correction."""
        page = reverse("ratings:bulletin", args=[item.period])
        return f"{settings.SITE_URL}{page}?version={item.review.version}"

    def item_pubdate(self, item: Bulletin) -> datetime | None:
        return item.published_at

    def item_updateddate(self, item: Bulletin) -> datetime | None:
        return item.published_at


@require_safe
def bulletin_feed(request: HttpRequest) -> HttpResponse:
    """The feed in the language that its address names, with an ETag of its bytes."""
    with translation.override(speaking.asked_language(request)):
        made = BulletinFeed()(request)
    return answering.made_file(request, made.content, kind=ATOM)
