"""The application that a web server loads; it refuses a half-configured start."""

import os

from django.core.wsgi import get_wsgi_application

from propertyhub.checks import refuse_half_configured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "propertyhub.settings")

application = get_wsgi_application()
refuse_half_configured()
