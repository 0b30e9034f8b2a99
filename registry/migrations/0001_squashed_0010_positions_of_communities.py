"""The register as it was built, in one step: each table made once, whole."""

import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import django.utils.timezone
import registry.models.firm
import registry.models.tenure
import uuid
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations, models

from registry.ledger import search_index

TABLES = ('registry_community', 'registry_firm')


def add_index(apps, schema_editor):
    for table in TABLES:
        search_index.create(schema_editor, table)


def remove_index(apps, schema_editor):
    for table in TABLES:
        search_index.drop(schema_editor, table)


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('registry', '0001_initial'),
        ('registry', '0002_voice_notices'),
        ('registry', '0003_duty_rosters'),
        ('registry', '0004_periodic_jobs'),
        ('registry', '0005_looks_of_photos'),
        ('registry', '0006_delegations'),
        ('registry', '0007_uses_of_allowances'),
        ('registry', '0008_communities_and_firms_by_words'),
        ('registry', '0009_files_that_are_no_photos'),
        ('registry', '0010_positions_of_communities'),
    ]

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        migrations.CreateModel(
            name='DayOff',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(unique=True, verbose_name='day')),
                ('works', models.BooleanField(help_text='Ticked for a make-up working day, empty for a day off.', verbose_name='working day')),
                ('reason', models.CharField(max_length=120, verbose_name='reason')),
            ],
            options={
                'verbose_name': 'calendar override',
                'verbose_name_plural': 'calendar overrides',
            },
        ),
        migrations.CreateModel(
            name='Firm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('search', models.TextField(blank=True, default='', editable=False)),
                ('credit_code', models.CharField(max_length=18, unique=True, validators=[registry.models.firm.check_credit_code], verbose_name='unified social credit code')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('contact_name', models.CharField(blank=True, max_length=60, verbose_name='contact')),
                ('contact_phone', models.CharField(blank=True, max_length=20, verbose_name='contact phone')),
                ('duty_phone', models.CharField(blank=True, max_length=20, verbose_name='24-hour duty phone')),
                ('service_address', models.CharField(blank=True, max_length=160, verbose_name='address for notices')),
                ('status', models.CharField(choices=[('ACTIVE', 'Active'), ('CLOSED', 'Closed')], default='ACTIVE', max_length=8, verbose_name='status')),
                ('head_office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='branches', to='registry.firm', verbose_name='head office')),
            ],
            options={
                'verbose_name': 'property firm',
                'verbose_name_plural': 'property firms',
                'constraints': [models.CheckConstraint(condition=django.db.models.lookups.Exact(django.db.models.functions.text.Length('credit_code'), 18), name='credit_code_has_18_characters'), models.CheckConstraint(condition=models.Q(('head_office__isnull', True), models.Q(('head_office', models.F('id')), _negated=True), _connector='OR'), name='firm_is_not_its_own_head_office')],
            },
        ),
        migrations.CreateModel(
            name='IdempotencyKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.CharField(max_length=120, verbose_name='scope')),
                ('key', models.CharField(max_length=64, verbose_name='key')),
                ('request_digest', models.CharField(max_length=64, verbose_name='digest of the request')),
                ('reply_sealed', models.TextField(blank=True, verbose_name='sealed reply')),
                ('created_at', models.DateTimeField(verbose_name='written at')),
            ],
            options={
                'verbose_name': 'idempotency key',
                'verbose_name_plural': 'idempotency keys',
                'constraints': [models.UniqueConstraint(fields=('scope', 'key'), name='one_reply_per_scope_and_key'), models.CheckConstraint(condition=django.db.models.lookups.Exact(django.db.models.functions.text.Length('key'), 64), name='idempotency_key_is_a_digest'), models.CheckConstraint(condition=django.db.models.lookups.Exact(django.db.models.functions.text.Length('request_digest'), 64), name='idempotent_request_has_a_digest'), models.CheckConstraint(condition=models.Q(('reply_sealed', ''), ('reply_sealed__startswith', 'gAAAAA'), _connector='OR'), name='idempotent_reply_is_sealed')],
            },
        ),
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('expected_from', models.DateTimeField(verbose_name='expected from')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='last finished at')),
            ],
            options={
                'verbose_name': 'periodic job',
                'verbose_name_plural': 'periodic jobs',
                'constraints': [models.UniqueConstraint(fields=('name',), name='one_row_per_job')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dedupe_key', models.CharField(max_length=120, verbose_name='dedupe key')),
                ('channel', models.CharField(choices=[('SMS', 'Text message'), ('EMAIL', 'E-mail'), ('VOICE', 'Telephone call, read aloud')], max_length=8, verbose_name='channel')),
                ('template', models.CharField(max_length=60, verbose_name='template')),
                ('language', models.CharField(max_length=10, verbose_name='language')),
                ('address_sealed', models.TextField(verbose_name='sealed address')),
                ('payload_sealed', models.TextField(verbose_name='sealed values')),
                ('created_at', models.DateTimeField(verbose_name='written at')),
                ('not_before', models.DateTimeField(verbose_name='not before')),
                ('leased_until', models.DateTimeField(blank=True, null=True, verbose_name='in hand until')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent at')),
                ('failed_at', models.DateTimeField(blank=True, null=True, verbose_name='given up at')),
                ('last_error', models.CharField(blank=True, max_length=120, verbose_name='last error')),
            ],
            options={
                'verbose_name': 'notice',
                'verbose_name_plural': 'notices',
                'indexes': [models.Index(condition=models.Q(('failed_at__isnull', True), ('sent_at__isnull', True)), fields=['not_before'], name='waiting_notices_by_moment')],
                'constraints': [models.UniqueConstraint(fields=('dedupe_key',), name='one_notice_per_dedupe_key'), models.CheckConstraint(condition=models.Q(('channel__in', ['SMS', 'EMAIL', 'VOICE'])), name='notice_goes_by_a_known_channel'), models.CheckConstraint(condition=models.Q(('address_sealed__startswith', 'gAAAAA')), name='notice_address_is_sealed'), models.CheckConstraint(condition=models.Q(('payload_sealed__startswith', 'gAAAAA')), name='notice_payload_is_sealed'), models.CheckConstraint(condition=models.Q(('sent_at__isnull', True), ('failed_at__isnull', True), _connector='OR'), name='notice_is_sent_or_given_up_not_both'), models.CheckConstraint(condition=models.Q(models.Q(('failed_at__isnull', True), ('sent_at__isnull', True)), ('leased_until__isnull', True), _connector='OR'), name='notice_is_in_hand_only_while_waiting'), models.CheckConstraint(condition=models.Q(models.Q(('failed_at__isnull', True), ('sent_at__isnull', True)), ('attempts__gte', 1), _connector='OR'), name='notice_was_tried_before_it_ended')],
            },
        ),
        migrations.CreateModel(
            name='Region',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=9, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('name_en', models.CharField(help_text='Transcribed from the Chinese name.', max_length=120, verbose_name='English name')),
                ('level', models.CharField(choices=[('PROVINCE', 'Province'), ('CITY', 'City'), ('COUNTY', 'County'), ('STREET', 'Street')], max_length=8, verbose_name='level')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='registry.region', verbose_name='parent')),
            ],
            options={
                'verbose_name': 'region',
                'verbose_name_plural': 'regions',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('level', 'PROVINCE'), ('parent__isnull', True)), models.Q(models.Q(('level', 'PROVINCE'), _negated=True), ('parent__isnull', False)), _connector='OR'), name='only_a_province_has_no_parent'), models.CheckConstraint(condition=django.db.models.lookups.Exact(django.db.models.functions.text.Length('code'), 9), name='region_code_has_nine_characters')],
            },
        ),
        migrations.CreateModel(
            name='Duty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField(verbose_name='starts at')),
                ('ends_at', models.DateTimeField(verbose_name='ends at')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('phone', models.CharField(max_length=20, verbose_name='phone')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.region', verbose_name='county')),
            ],
            options={
                'verbose_name': 'duty',
                'verbose_name_plural': 'duty roster',
                'indexes': [models.Index(fields=['region', 'ends_at'], name='duties_by_county')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='a_duty_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='Department',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('kind', models.CharField(choices=[('HOUSING', 'Housing'), ('FIRE', 'Fire and rescue'), ('POLICE', 'Police'), ('MARKET', 'Market supervision'), ('URBAN', 'Urban management'), ('PRICES', 'Development and reform')], max_length=12, verbose_name='kind')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='departments', to='registry.region', verbose_name='region')),
            ],
            options={
                'verbose_name': 'department',
                'verbose_name_plural': 'departments',
                'constraints': [models.UniqueConstraint(fields=('region', 'kind'), name='one_department_of_a_kind_per_region')],
            },
        ),
        migrations.CreateModel(
            name='Community',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('search', models.TextField(blank=True, default='', editable=False)),
                ('code', models.CharField(max_length=8, unique=True, verbose_name='public code')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('initials', models.CharField(max_length=40, verbose_name='pinyin initials')),
                ('address', models.CharField(max_length=160, verbose_name='address')),
                ('households', models.PositiveIntegerField(verbose_name='households')),
                ('households_confirmed_on', models.DateField(blank=True, null=True, verbose_name='households confirmed on')),
                ('latitude', models.FloatField(blank=True, null=True, verbose_name='latitude')),
                ('longitude', models.FloatField(blank=True, null=True, verbose_name='longitude')),
                ('party_branch', models.BooleanField(default=False, verbose_name='party branch')),
                ('committee_elected_on', models.DateField(blank=True, null=True, verbose_name="owners' committee elected on")),
                ('committee_term_ends_on', models.DateField(blank=True, null=True, verbose_name="owners' committee term ends on")),
                ('street', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='communities', to='registry.region', verbose_name='street')),
            ],
            options={
                'verbose_name': 'community',
                'verbose_name_plural': 'communities',
                'indexes': [models.Index(fields=['name'], name='community_by_name'), models.Index(fields=['initials'], name='community_by_initials'), models.Index(fields=['latitude', 'longitude'], name='community_by_position')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True)), models.Q(('latitude__isnull', False), ('latitude__range', (-90, 90)), ('longitude__isnull', False), ('longitude__range', (-180, 180))), _connector='OR'), name='community_position_is_whole_or_absent'), models.CheckConstraint(condition=models.Q(models.Q(('committee_elected_on__isnull', True), ('committee_term_ends_on__isnull', True)), models.Q(('committee_elected_on__isnull', False), ('committee_term_ends_on__gt', models.F('committee_elected_on')), ('committee_term_ends_on__isnull', False)), _connector='OR'), name='committee_term_ends_after_its_election')],
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                ('first_name', models.CharField(blank=True, max_length=150, verbose_name='first name')),
                ('last_name', models.CharField(blank=True, max_length=150, verbose_name='last name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('role', models.CharField(choices=[('OFFICER', 'Officer'), ('DEPARTMENT', 'Department'), ('FIRM', 'Property firm'), ('REGULATOR', 'Regulator'), ('AUDITOR', 'Auditor')], max_length=12, verbose_name='role')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.department', verbose_name='department')),
                ('firm', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.firm', verbose_name='property firm')),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.region', verbose_name='region')),
            ],
            options={
                'verbose_name': 'user',
                'verbose_name_plural': 'users',
                'permissions': [('visit', 'visit'), ('legal_review', 'legal_review'), ('decide', 'decide'), ('publish', 'publish'), ('unmask', 'unmask'), ('moderate', 'moderate')],
                'abstract': False,
                'swappable': 'AUTH_USER_MODEL',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('department__isnull', True), ('firm__isnull', True), ('region__isnull', False), ('role__in', ['OFFICER', 'REGULATOR', 'AUDITOR'])), models.Q(('department__isnull', False), ('firm__isnull', True), ('region__isnull', True), ('role', 'DEPARTMENT')), models.Q(('department__isnull', True), ('firm__isnull', False), ('region__isnull', True), ('role', 'FIRM')), _connector='OR'), name='user_stands_where_the_role_demands'), models.CheckConstraint(condition=models.Q(models.Q(('role', 'FIRM'), _negated=True), models.Q(('is_staff', False), ('is_superuser', False)), _connector='OR'), name='firm_users_are_not_staff')],
            },
            managers=[
                ('objects', django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('purpose', models.CharField(max_length=40, verbose_name='purpose')),
                ('path', models.CharField(max_length=200, verbose_name='path')),
                ('content_type', models.CharField(max_length=40, verbose_name='content type')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('size', models.PositiveIntegerField(verbose_name='size in bytes')),
                ('width', models.PositiveIntegerField(blank=True, null=True, verbose_name='width')),
                ('height', models.PositiveIntegerField(blank=True, null=True, verbose_name='height')),
                ('taken_at', models.DateTimeField(blank=True, null=True, verbose_name='taken at')),
                ('created_at', models.DateTimeField(verbose_name='stored at')),
                ('look_a', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ('look_b', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ('look_c', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ('look_d', models.PositiveIntegerField(blank=True, editable=False, null=True)),
            ],
            options={
                'verbose_name': 'stored file',
                'verbose_name_plural': 'stored files',
                'indexes': [models.Index(fields=['look_a'], name='photos_by_look_a'), models.Index(fields=['look_b'], name='photos_by_look_b'), models.Index(fields=['look_c'], name='photos_by_look_c'), models.Index(fields=['look_d'], name='photos_by_look_d'), models.Index(fields=['purpose'], name='stored_files_by_purpose'), models.Index(fields=['created_at'], name='stored_files_by_day')],
                'constraints': [models.UniqueConstraint(fields=('path',), name='one_stored_file_per_path'), models.CheckConstraint(condition=models.Q(('content_type__in', ['image/jpeg', 'application/pdf'])), name='stored_file_is_a_jpeg_or_a_pdf'), models.CheckConstraint(condition=django.db.models.lookups.Exact(django.db.models.functions.text.Length('sha256'), 64), name='stored_file_has_a_sha256'), models.CheckConstraint(condition=models.Q(('size__gte', 1)), name='stored_file_is_not_empty'), models.CheckConstraint(condition=models.Q(models.Q(('content_type', 'image/jpeg'), ('height__isnull', False), ('height__range', (1, 2048)), ('width__isnull', False), ('width__range', (1, 2048))), models.Q(('content_type', 'application/pdf'), ('height__isnull', True), ('width__isnull', True)), _connector='OR'), name='stored_photo_fits_the_longest_side'), models.CheckConstraint(condition=models.Q(models.Q(('look_a__isnull', True), ('look_b__isnull', True), ('look_c__isnull', True), ('look_d__isnull', True)), models.Q(('look_a__isnull', False), ('look_a__range', (0, 65535)), ('look_b__isnull', False), ('look_b__range', (0, 65535)), ('look_c__isnull', False), ('look_c__range', (0, 65535)), ('look_d__isnull', False), ('look_d__range', (0, 65535))), _connector='OR'), name='look_of_a_photo_is_whole_or_absent')],
            },
        ),
        migrations.CreateModel(
            name='Tenure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='starts on')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='ends on')),
                ('contract', models.CharField(blank=True, max_length=80, verbose_name='contract')),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tenures', to='registry.community', verbose_name='community')),
                ('firm', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tenures', to='registry.firm', verbose_name='property firm')),
            ],
            options={
                'verbose_name': 'tenure',
                'verbose_name_plural': 'tenures',
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='tenure_ends_after_it_starts'), models.UniqueConstraint(condition=models.Q(('ends_on__isnull', True)), fields=('community',), name='one_open_tenure_per_community'), registry.models.tenure.PostgresExclusion(expressions=[('community', '='), (registry.models.tenure.DateRange('starts_on', 'ends_on', models.Value('[)')), '&&')], name='tenures_of_a_community_do_not_overlap')],
            },
        ),
        migrations.CreateModel(
            name='Use',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=30)),
                ('key_digest', models.CharField(max_length=64)),
                ('number', models.PositiveBigIntegerField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'use of an allowance',
                'verbose_name_plural': 'uses of allowances',
                'indexes': [models.Index(fields=['at'], name='uses_by_moment')],
                'constraints': [models.UniqueConstraint(fields=('name', 'key_digest', 'number'), name='one_use_per_number'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='uses_are_counted_from_one')],
            },
        ),
        migrations.CreateModel(
            name='Delegation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='starts on')),
                ('ends_on', models.DateField(verbose_name='ends on')),
                ('absent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who is away')),
                ('stand_in', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who stands in')),
            ],
            options={
                'verbose_name': 'delegation',
                'verbose_name_plural': 'delegations',
                'indexes': [models.Index(fields=['stand_in', 'ends_on'], name='delegations_by_stand_in')],
                'constraints': [models.CheckConstraint(condition=models.Q(('absent', models.F('stand_in')), _negated=True), name='nobody_stands_in_for_oneself'), models.CheckConstraint(condition=models.Q(('ends_on__gt', models.F('starts_on'))), name='a_delegation_ends_after_it_starts')],
            },
        ),
        migrations.RunPython(add_index, remove_index),
    ]
