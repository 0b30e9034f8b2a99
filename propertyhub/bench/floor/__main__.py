"""`python -m propertyhub.bench.floor ROWS`: make the table and fill it up to ROWS."""

import os
import sys

import django
from django.core.management import call_command

if __name__ == "__main__":
    os.environ.update(DJANGO_SETTINGS_MODULE="propertyhub.bench.floor.settings")
    django.setup()
    from propertyhub.bench.floor import rows

    call_command("migrate", run_syncdb=True, verbosity=0)
    rows.fill(upto=int(sys.argv[1]))
