"""
How the admin's theme is set up: its names, its colours, and who builds its navigation.

Read by the settings, so it imports nothing that needs them; functions stand as names.
"""

from django.utils.translation import gettext_lazy as _

# The scale around lake, #0B5C8A.
LAKE = {
    "50": "#EFF7FB",
    "100": "#DAECF5",
    "200": "#B6D9EA",
    "300": "#84BEDB",
    "400": "#63ACD3",
    "500": "#3E95C5",
    "600": "#0B5C8A",
    "700": "#094E75",
    "800": "#083F5F",
    "900": "#06324B",
    "950": "#042235",
}
# In China red is honour: what the theme paints red for trouble is rust here.
RUST = {
    "50": "#FEF6F2",
    "100": "#FDEBE3",
    "200": "#F9D3C3",
    "300": "#F7BB9F",
    "400": "#F5A67F",
    "500": "#C4602F",
    "600": "#9A3B12",
    "700": "#8A340F",
    "800": "#6E2A0C",
    "900": "#521F09",
    "950": "#301205",
}

DESK = {
    "SITE_TITLE": _("PropertyHub"),
    "SITE_HEADER": _("PropertyHub desk"),
    "SITE_SYMBOL": "apartment",
    "SHOW_LANGUAGES": True,
    "SHOW_VIEW_ON_SITE": False,
    "ENVIRONMENT": "propertyhub.context.environment",
    "SITE_FAVICONS": [
        {
            "rel": "icon",
            "type": "image/svg+xml",
            "href": "propertyhub.desk.favicon",
        }
    ],
    "STYLES": ["propertyhub.desk.stylesheet"],
    "SCRIPTS": ["propertyhub.desk.script"],
    "DASHBOARD_CALLBACK": "propertyhub.desk.overview",
    "LOGIN": {"form": "propertyhub.forms.entering.DeskEntryForm"},
    "SIDEBAR": {"navigation": "propertyhub.desk.navigation"},
    "COLORS": {"primary": LAKE, "red": RUST},
}
