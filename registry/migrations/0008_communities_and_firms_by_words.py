"""Communities and firms by their words: a column of grams, and its index."""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models

from registry import grams
from registry.ledger import search_index

TABLES = ('registry_community', 'registry_firm')


def fill(apps, schema_editor):
    search_index.fill(
        apps.get_model('registry', 'Community'),
        lambda row: (row.name, row.initials, row.address, row.code),
    )
    search_index.fill(
        apps.get_model('registry', 'Firm'),
        lambda row: (row.name, grams.initials(row.name), row.credit_code),
    )


def add_index(apps, schema_editor):
    for table in TABLES:
        search_index.create(schema_editor, table)


def remove_index(apps, schema_editor):
    for table in TABLES:
        search_index.drop(schema_editor, table)


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0007_uses_of_allowances'),
    ]

    operations = [
        TrigramExtension(),
        migrations.AddField(
            model_name='community',
            name='search',
            field=models.TextField(blank=True, default='', editable=False),
        ),
        migrations.AddField(
            model_name='firm',
            name='search',
            field=models.TextField(blank=True, default='', editable=False),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(add_index, remove_index),
    ]
