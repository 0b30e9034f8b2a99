"""Free texts by their trigrams, where the database has such an index."""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations


def add_index(apps, schema_editor):
    if schema_editor.connection.vendor == 'postgresql':
        schema_editor.execute(
            'CREATE INDEX texts_by_trigram ON complaints_text '
            'USING gin (body gin_trgm_ops)'
        )


def remove_index(apps, schema_editor):
    if schema_editor.connection.vendor == 'postgresql':
        schema_editor.execute('DROP INDEX IF EXISTS texts_by_trigram')


class Migration(migrations.Migration):

    dependencies = [
        ('complaints', '0006_clocks_that_stand_still'),
    ]

    operations = [
        TrigramExtension(),
        migrations.RunPython(add_index, remove_index),
    ]
