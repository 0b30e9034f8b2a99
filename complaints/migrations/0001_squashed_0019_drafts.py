"""Cases as they were built, in one step: each table made once, whole."""

import django.db.models.deletion
import django.db.models.fields.json
import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

from registry.ledger import search_index

TABLES = ('complaints_article', 'complaints_message')


def add_index(apps, schema_editor):
    if schema_editor.connection.vendor == 'postgresql':
        schema_editor.execute(
            'CREATE INDEX texts_by_trigram ON complaints_text '
            'USING gin (body gin_trgm_ops)'
        )
    for table in TABLES:
        search_index.create(schema_editor, table)


def remove_index(apps, schema_editor):
    for table in TABLES:
        search_index.drop(schema_editor, table)
    if schema_editor.connection.vendor == 'postgresql':
        schema_editor.execute('DROP INDEX IF EXISTS texts_by_trigram')


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('complaints', '0001_initial'),
        ('complaints', '0002_initial'),
        ('complaints', '0003_rectifications_on_time'),
        ('complaints', '0004_open_cases_by_index'),
        ('complaints', '0005_words_of_every_step'),
        ('complaints', '0006_clocks_that_stand_still'),
        ('complaints', '0007_texts_by_trigram'),
        ('complaints', '0008_followers_and_their_answers'),
        ('complaints', '0009_merged_cases'),
        ('complaints', '0010_what_waits_for_a_decision'),
        ('complaints', '0011_hazards_and_extensions_in_time'),
        ('complaints', '0012_dated_commitments'),
        ('complaints', '0013_promises_in_working_days'),
        ('complaints', '0014_alerts_of_unusual_answers'),
        ('complaints', '0015_suspected_rectifications'),
        ('complaints', '0016_alerts_of_a_firm_s_own_phones'),
        ('complaints', '0017_added_photos_and_hidden_phones'),
        ('complaints', '0018_articles_and_messages'),
        ('complaints', '0019_drafts'),
    ]

    dependencies = [
        ('registry', '0001_squashed_0010_positions_of_communities'),
    ]

    operations = [
        migrations.CreateModel(
            name='Category',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True, verbose_name='code')),
                ('name_zh', models.CharField(max_length=40, verbose_name='Chinese name')),
                ('name_en', models.CharField(max_length=60, verbose_name='English name')),
                ('synonyms', models.TextField(blank=True, help_text='One word or phrase a line.', verbose_name='synonyms')),
                ('urgency', models.CharField(choices=[('ORDINARY', 'Ordinary'), ('URGENT', 'Urgent: a safety hazard'), ('EMERGENCY', 'Emergency: people in danger')], default='ORDINARY', max_length=10, verbose_name='usual urgency')),
                ('department', models.CharField(choices=[('HOUSING', 'Housing'), ('FIRE', 'Fire and rescue'), ('POLICE', 'Police'), ('MARKET', 'Market supervision'), ('URBAN', 'Urban management'), ('PRICES', 'Development and reform')], default='HOUSING', max_length=12, verbose_name='responsible department')),
                ('legal_duty', models.CharField(blank=True, max_length=200, verbose_name='legal duty')),
                ('needs_entry', models.BooleanField(default=False, help_text='The firm then learns the flat, never name or phone.', verbose_name='the firm has to come in')),
                ('is_other', models.BooleanField(default=False, verbose_name="is the 'Other' of its level")),
                ('position', models.PositiveSmallIntegerField(verbose_name='position')),
                ('active', models.BooleanField(default=True, verbose_name='active')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='complaints.category', verbose_name='parent')),
            ],
            options={
                'verbose_name': 'category',
                'verbose_name_plural': 'categories',
                'constraints': [models.UniqueConstraint(condition=models.Q(('active', True)), fields=('parent', 'position'), name='one_category_per_place'), models.UniqueConstraint(condition=models.Q(('active', True), ('parent__isnull', True)), fields=('position',), name='one_top_category_per_place')],
            },
        ),
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=16, unique=True, verbose_name='number')),
                ('kind', models.CharField(choices=[('COMPLAINT', 'Complaint'), ('CONSULTATION', 'Consultation'), ('SUGGESTION', 'Suggestion'), ('RETALIATION', 'Report of retaliation')], max_length=12, verbose_name='kind')),
                ('urgency', models.CharField(choices=[('ORDINARY', 'Ordinary'), ('URGENT', 'Urgent: a safety hazard'), ('EMERGENCY', 'Emergency: people in danger')], default='ORDINARY', max_length=10, verbose_name='urgency')),
                ('filed_at', models.DateTimeField(verbose_name='filed at')),
                ('channel', models.CharField(choices=[('WEB', 'Web page'), ('LINK', 'Link sent to the phone'), ('RECEIPT', 'Receipt'), ('PHONE', 'Telephone'), ('WALK_IN', 'At the counter'), ('HOTLINE', '12345 hotline')], default='WEB', max_length=8, verbose_name='channel')),
                ('external_number', models.CharField(blank=True, max_length=40, verbose_name='number at the 12345 hotline')),
                ('external_due_at', models.DateTimeField(blank=True, null=True, verbose_name='deadline of the 12345 hotline')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='described place')),
                ('office_code', models.CharField(max_length=9)),
                ('state', models.CharField(choices=[('FILED', 'Filed'), ('ACCEPTED', 'Accepted'), ('DECLINED', 'Declined'), ('APPEALED', 'Under review'), ('VERIFIED', 'Verified'), ('DISPOSED', 'Handed over'), ('RECTIFIED', 'Rectified'), ('REPORTED', 'Reported'), ('CLOSED', 'Closed'), ('WITHDRAWN', 'Withdrawn'), ('MERGED', 'Merged')], default='FILED', max_length=10, verbose_name='state')),
                ('version', models.PositiveIntegerField(default=1)),
                ('round', models.PositiveSmallIntegerField(default=1, verbose_name='round')),
                ('steps_written', models.PositiveIntegerField(default=1)),
                ('entered_at', models.DateTimeField(verbose_name='in this state since')),
                ('entered_number', models.PositiveIntegerField(default=1)),
                ('due_at', models.DateTimeField(blank=True, null=True, verbose_name='due')),
                ('chase_at', models.DateTimeField(blank=True, null=True)),
                ('paused_until', models.DateTimeField(blank=True, null=True, verbose_name='clock stands still until')),
                ('safe_by', models.DateTimeField(blank=True, null=True, verbose_name='to be made safe by')),
                ('decide_by', models.DateTimeField(blank=True, null=True, verbose_name='extension to be decided by')),
                ('judge_by', models.DateTimeField(blank=True, null=True, verbose_name='suspicion to be decided by')),
                ('judge_chase_at', models.DateTimeField(blank=True, null=True)),
                ('decides_code', models.CharField(blank=True, max_length=9, verbose_name='office that has to decide')),
                ('finding', models.CharField(blank=True, choices=[('FOUNDED', 'Founded'), ('PARTLY', 'Partly founded'), ('UNFOUNDED', 'Unfounded'), ('NOT_ESTABLISHED', 'Not established')], max_length=15, verbose_name='finding')),
                ('duty', models.CharField(blank=True, choices=[('FIRM', 'Property firm'), ('DEPARTMENT', 'Department'), ('OWNERS', 'Owners'), ('COMMITTEE', "Owners' committee"), ('DEVELOPER', 'Developer'), ('AGENCY', 'Public agency')], max_length=10, verbose_name='whose duty')),
                ('measure', models.CharField(blank=True, choices=[('ORDER_FIRM', 'Order to the property firm'), ('ORDER_DEPARTMENT', 'Order to a department'), ('CHAMBER', "Residents' chamber"), ('REMEDY', 'Immediate remedy by the office')], max_length=16, verbose_name='measure')),
                ('party', models.CharField(blank=True, choices=[('FIRM', 'Property firm'), ('DEPARTMENT', 'Department'), ('OFFICE', 'The office, for parties without an account')], max_length=10, verbose_name='acting party')),
                ('outcome', models.CharField(blank=True, choices=[('FIXED', 'Fixed'), ('PARTLY', 'Partly fixed'), ('CANNOT', 'Cannot be fixed'), ('UNFOUNDED', 'Not founded'), ('NOT_ESTABLISHED', 'Could not be established'), ('ANSWERED', 'Answered')], max_length=15, verbose_name='result')),
                ('closing', models.CharField(blank=True, choices=[('ANSWERED', 'Answered by the resident'), ('TYPED', 'Answer taken down by telephone'), ('NO_REPLY', 'No reply'), ('NOT_VISITED', 'Not visited'), ('CANNOT_BE_CALLED', 'Cannot be called'), ('FINAL', 'Final decision')], max_length=16, verbose_name='closed because')),
                ('acting_department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.department', verbose_name='acting department')),
                ('acting_firm', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.firm', verbose_name='acting firm')),
                ('community', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.community', verbose_name='community')),
                ('firm', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.firm', verbose_name='answerable firm')),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='complaints.case', verbose_name='merged into')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.region', verbose_name='office')),
                ('tenure', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.tenure')),
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='complaints.category', verbose_name='category')),
            ],
            options={
                'verbose_name': 'case',
                'verbose_name_plural': 'cases',
                'indexes': [models.Index(condition=models.Q(('due_at__isnull', False)), fields=['office_code', 'due_at', 'id'], name='open_by_office_and_due'), models.Index(condition=models.Q(('due_at__isnull', False), ('community__isnull', True)), fields=['office_code', 'id'], name='open_and_not_located'), models.Index(condition=models.Q(('decides_code', ''), _negated=True), fields=['decides_code', 'due_at', 'id'], name='cases_to_decide_on'), models.Index(condition=models.Q(('chase_at__isnull', False)), fields=['chase_at'], name='cases_to_chase'), models.Index(condition=models.Q(('decide_by__isnull', False)), fields=['decide_by'], name='extensions_to_decide'), models.Index(condition=models.Q(('safe_by__isnull', False)), fields=['safe_by'], name='hazards_to_make_safe'), models.Index(condition=models.Q(('judge_chase_at__isnull', False)), fields=['judge_chase_at'], name='suspicions_to_chase'), models.Index(condition=models.Q(('acting_firm__isnull', False)), fields=['acting_firm', 'due_at', 'id'], name='cases_by_acting_firm'), models.Index(fields=['community', 'filed_at'], name='cases_by_community'), models.Index(condition=models.Q(('firm__isnull', False)), fields=['firm', 'filed_at', 'id'], name='cases_by_answerable_firm'), models.Index(fields=['filed_at'], name='cases_by_filing')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('FILED', 'ACCEPTED', 'APPEALED', 'VERIFIED', 'DISPOSED', 'RECTIFIED', 'REPORTED')), ('due_at__isnull', False)), models.Q(models.Q(('state__in', ('FILED', 'ACCEPTED', 'APPEALED', 'VERIFIED', 'DISPOSED', 'RECTIFIED', 'REPORTED')), _negated=True), ('chase_at__isnull', True), ('decide_by__isnull', True), ('due_at__isnull', True), ('safe_by__isnull', True)), _connector='OR'), name='case_is_due_while_it_is_open'), models.CheckConstraint(condition=models.Q(('paused_until__isnull', True), ('state__in', ['ACCEPTED', 'VERIFIED', 'DISPOSED']), _connector='OR'), name='a_clock_stands_still_only_while_it_is_worked_on'), models.CheckConstraint(condition=models.Q(('community__isnull', False), models.Q(('place', ''), _negated=True), _connector='OR'), name='case_says_where'), models.CheckConstraint(condition=models.Q(('kind', 'COMPLAINT'), ('urgency', 'ORDINARY'), _connector='OR'), name='only_complaints_are_urgent'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'RETALIATION'), _negated=True), ('office_code__endswith', '000'), _connector='OR'), name='retaliation_is_held_by_a_county_or_higher'), models.CheckConstraint(condition=models.Q(models.Q(('firm__isnull', True), ('tenure__isnull', True)), models.Q(('firm__isnull', False), ('tenure__isnull', False)), _connector='OR'), name='answerable_firm_comes_with_its_tenure'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'DISPOSED'), _negated=True), models.Q(('acting_firm__isnull', False), ('party', 'FIRM')), models.Q(('acting_department__isnull', False), ('party', 'DEPARTMENT')), ('party', 'OFFICE'), _connector='OR'), name='somebody_acts_on_a_disposed_case'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'CLOSED'), models.Q(('closing', ''), _negated=True)), models.Q(models.Q(('state', 'CLOSED'), _negated=True), ('closing', '')), _connector='OR'), name='a_closed_case_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'MERGED'), ('merged_into__isnull', False)), models.Q(models.Q(('state', 'MERGED'), _negated=True), ('merged_into__isnull', True)), _connector='OR'), name='a_merged_case_goes_on_as_another'), models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), models.Q(('merged_into', models.F('id')), _negated=True), _connector='OR'), name='no_case_goes_on_as_itself'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['DISPOSED', 'RECTIFIED']), _negated=True), ('kind', 'COMPLAINT'), _connector='OR'), name='only_complaints_are_rectified'), models.CheckConstraint(condition=models.Q(('judge_by__isnull', True), ('kind', 'COMPLAINT'), _connector='OR'), name='only_complaints_are_suspected'), models.CheckConstraint(condition=models.Q(('judge_chase_at__isnull', True), ('judge_by__isnull', False), _connector='OR'), name='only_what_is_suspected_is_chased_for_it'), models.CheckConstraint(condition=models.Q(('version__gte', 1), ('round__gte', 1), ('steps_written__gte', models.F('entered_number'))), name='case_counts_from_one')],
            },
        ),
        migrations.CreateModel(
            name='Article',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('search', models.TextField(blank=True, default='', editable=False)),
                ('slug', models.SlugField(max_length=60, unique=True, verbose_name='address')),
                ('title_zh', models.CharField(max_length=80, verbose_name='Chinese title')),
                ('title_en', models.CharField(max_length=120, verbose_name='English title')),
                ('body_zh', models.TextField(verbose_name='Chinese text')),
                ('body_en', models.TextField(verbose_name='English text')),
                ('keywords', models.TextField(blank=True, help_text='One word or phrase a line.', verbose_name='keywords')),
                ('source_zh', models.CharField(max_length=200, verbose_name='source of law, Chinese')),
                ('source_en', models.CharField(max_length=200, verbose_name='source of law, English')),
                ('valid_from', models.DateField(verbose_name='valid from')),
                ('edited_at', models.DateTimeField(verbose_name='edited at')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published at')),
                ('edited_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='edited by')),
                ('category', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='complaints.category', verbose_name='category')),
            ],
            options={
                'verbose_name': 'article',
                'verbose_name_plural': 'articles',
                'constraints': [models.CheckConstraint(condition=models.Q(('published_at__isnull', True), models.Q(models.Q(('title_zh', ''), _negated=True), models.Q(('title_en', ''), _negated=True), models.Q(('body_zh', ''), _negated=True), models.Q(('body_en', ''), _negated=True)), _connector='OR'), name='a_published_article_is_in_both_languages'), models.CheckConstraint(condition=models.Q(('published_at__isnull', True), models.Q(models.Q(('source_zh', ''), _negated=True), models.Q(('source_en', ''), _negated=True)), _connector='OR'), name='a_published_article_names_its_source')],
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('privacy', models.CharField(choices=[('HIDDEN', 'Hidden from the firm and the public'), ('FIRM_MAY_PHONE', 'The firm may phone me'), ('ANONYMOUS', 'Anonymous')], default='HIDDEN', max_length=14)),
                ('phone_sealed', models.TextField(blank=True)),
                ('phone_digest', models.CharField(blank=True, db_index=True, max_length=64)),
                ('name_sealed', models.TextField(blank=True)),
                ('unit_sealed', models.TextField(blank=True)),
                ('language', models.CharField(default='zh-hans', max_length=10)),
                ('phone_proved_at', models.DateTimeField(blank=True, null=True)),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='contact', to='complaints.case')),
            ],
            options={
                'verbose_name': 'contact',
                'verbose_name_plural': 'contacts',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('phone_sealed', ''), ('phone_sealed__startswith', 'gAAAAA'), _connector='OR'), models.Q(('name_sealed', ''), ('name_sealed__startswith', 'gAAAAA'), _connector='OR'), models.Q(('unit_sealed', ''), ('unit_sealed__startswith', 'gAAAAA'), _connector='OR')), name='contact_is_sealed'), models.CheckConstraint(condition=models.Q(models.Q(('phone_digest', ''), ('phone_sealed', '')), models.Q(models.Q(('phone_sealed', ''), _negated=True), models.Q(('phone_digest', ''), _negated=True)), _connector='OR'), name='a_sealed_phone_has_its_digest'), models.CheckConstraint(condition=models.Q(models.Q(('name_sealed', ''), ('phone_sealed', ''), ('privacy', 'ANONYMOUS')), models.Q(models.Q(('privacy', 'ANONYMOUS'), _negated=True), models.Q(('phone_sealed', ''), _negated=True)), _connector='OR'), name='only_anonymous_reporters_have_no_phone')],
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('browser_digest', models.CharField(max_length=64)),
                ('answers_sealed', models.TextField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('begun_at', models.DateTimeField(verbose_name='begun at')),
                ('expires_at', models.DateTimeField(verbose_name='expires at')),
            ],
            options={
                'verbose_name': 'draft',
                'verbose_name_plural': 'drafts',
                'indexes': [models.Index(fields=['expires_at'], name='drafts_by_their_end')],
                'constraints': [models.UniqueConstraint(fields=('browser_digest',), name='one_draft_per_browser'), models.CheckConstraint(condition=django.db.models.lookups.Exact(django.db.models.functions.text.Length('browser_digest'), 64), name='draft_knows_its_browser_by_digest'), models.CheckConstraint(condition=models.Q(('answers_sealed__startswith', 'gAAAAA')), name='draft_is_sealed'), models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('begun_at'))), name='draft_expires_after_it_is_begun')],
            },
        ),
        migrations.CreateModel(
            name='DraftPhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photos', to='complaints.draft')),
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.storedfile')),
            ],
            options={
                'verbose_name': 'photo of a draft',
                'verbose_name_plural': 'photos of drafts',
            },
        ),
        migrations.CreateModel(
            name='Follower',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('phone_sealed', models.TextField()),
                ('phone_digest', models.CharField(db_index=True, max_length=64)),
                ('language', models.CharField(default='zh-hans', max_length=10)),
                ('proved_at', models.DateTimeField(blank=True, null=True)),
                ('household_confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('joined_at', models.DateTimeField(verbose_name='joined at')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('round', models.PositiveSmallIntegerField(verbose_name='round')),
                ('left_at', models.DateTimeField(blank=True, null=True)),
                ('came_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='complaints.case')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='followers', to='complaints.case')),
            ],
            options={
                'verbose_name': 'follower',
                'verbose_name_plural': 'followers',
                'constraints': [models.UniqueConstraint(fields=('case', 'phone_digest'), name='one_follower_per_case_and_phone'), models.CheckConstraint(condition=models.Q(('phone_sealed__startswith', 'gAAAAA'), models.Q(('phone_digest', ''), _negated=True)), name='follower_is_sealed'), models.CheckConstraint(condition=models.Q(('number__gte', 1), ('round__gte', 1)), name='follower_joined_a_written_case'), models.CheckConstraint(condition=models.Q(('came_from__isnull', True), models.Q(('came_from', models.F('case')), _negated=True), _connector='OR'), name='follower_comes_from_another_case')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('search', models.TextField(blank=True, default='', editable=False)),
                ('body', models.TextField(verbose_name='message')),
                ('office_code', models.CharField(max_length=9)),
                ('state', models.CharField(choices=[('HELD', 'Waits for moderation'), ('PUBLISHED', 'Published'), ('REFUSED', 'Not published'), ('REMOVED', 'Taken down')], default='HELD', max_length=9, verbose_name='state')),
                ('version', models.PositiveIntegerField(default=1)),
                ('written_at', models.DateTimeField(verbose_name='written at')),
                ('phone_proved', models.BooleanField(verbose_name='phone proved')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published at')),
                ('reason', models.CharField(blank=True, choices=[('PERSON', 'It names somebody, or tells who somebody is'), ('INSULT', 'It insults or threatens'), ('ADVERT', 'It advertises something'), ('NOT_PROPERTY', 'It is not about living in a community'), ('CASE', 'It needs an office to act: file it as a case'), ('REPEATED', 'The same stands on the board already'), ('UNPROVEN', 'It accuses somebody without saying what happened')], max_length=12, verbose_name='reason')),
                ('reply', models.TextField(blank=True, verbose_name='reply')),
                ('replied_at', models.DateTimeField(blank=True, null=True, verbose_name='replied at')),
                ('community', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.community', verbose_name='community')),
                ('replied_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='replied by')),
            ],
            options={
                'verbose_name': 'message of the board',
                'verbose_name_plural': 'messages of the board',
                'indexes': [models.Index(condition=models.Q(('state', 'PUBLISHED')), fields=['-published_at', '-id'], name='public_messages_by_moment'), models.Index(condition=models.Q(('state', 'HELD')), fields=['office_code', 'written_at'], name='held_messages_by_office')],
                'constraints': [models.CheckConstraint(condition=models.Q(('body', ''), _negated=True), name='a_message_says_something'), models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', False), ('state__in', ('PUBLISHED', 'REMOVED'))), models.Q(models.Q(('state__in', ('PUBLISHED', 'REMOVED')), _negated=True), ('published_at__isnull', True)), _connector='OR'), name='a_message_is_public_by_its_publication_alone'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('REFUSED', 'REMOVED')), models.Q(('reason', ''), _negated=True)), models.Q(models.Q(('state__in', ('REFUSED', 'REMOVED')), _negated=True), ('reason', '')), _connector='OR'), name='a_message_that_is_not_shown_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('replied_at__isnull', True), ('replied_by__isnull', True), ('reply', '')), models.Q(models.Q(('reply', ''), _negated=True), ('replied_at__isnull', False), ('replied_by__isnull', False), ('published_at__isnull', False)), _connector='OR'), name='a_reply_is_somebody_s_and_to_a_published_message')],
            },
        ),
        migrations.CreateModel(
            name='MessageStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('action', models.CharField(choices=[('WRITE', 'Write a message'), ('PUBLISH', 'Publish the message'), ('REFUSE', 'Do not publish the message'), ('REPLY', 'Reply in public'), ('REMOVE', 'Take the message down')], max_length=8, verbose_name='step')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('reason', models.CharField(blank=True, choices=[('PERSON', 'It names somebody, or tells who somebody is'), ('INSULT', 'It insults or threatens'), ('ADVERT', 'It advertises something'), ('NOT_PROPERTY', 'It is not about living in a community'), ('CASE', 'It needs an office to act: file it as a case'), ('REPEATED', 'The same stands on the board already'), ('UNPROVEN', 'It accuses somebody without saying what happened')], max_length=12, verbose_name='reason')),
                ('text', models.TextField(blank=True, verbose_name='text')),
                ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='complaints.message', verbose_name='message')),
            ],
            options={
                'verbose_name': 'step of a message',
                'verbose_name_plural': 'steps of messages',
                'constraints': [models.UniqueConstraint(fields=('message', 'number'), name='one_message_step_per_number'), models.CheckConstraint(condition=models.Q(models.Q(('action', 'WRITE'), ('actor__isnull', True)), models.Q(models.Q(('action', 'WRITE'), _negated=True), ('actor__isnull', False)), _connector='OR'), name='residents_write_and_officers_moderate')],
            },
        ),
        migrations.CreateModel(
            name='NumberSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('prefix', models.CharField(max_length=7, unique=True)),
                ('last', models.PositiveIntegerField(default=0)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('last__lte', 999999)), name='case_counter_has_six_digits')],
            },
        ),
        migrations.CreateModel(
            name='PhoneCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(max_length=40)),
                ('phone_digest', models.CharField(max_length=64)),
                ('session_digest', models.CharField(max_length=64)),
                ('code_digest', models.CharField(max_length=64)),
                ('sent_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('used_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'phone code',
                'verbose_name_plural': 'phone codes',
                'indexes': [models.Index(fields=['phone_digest', 'sent_at'], name='phone_codes_by_phone')],
                'constraints': [models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('sent_at'))), name='phone_code_expires_after_it_is_sent'), models.CheckConstraint(condition=models.Q(('tries__lte', 5)), name='phone_code_has_five_tries')],
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('action', models.CharField(choices=[('FILE', 'File'), ('LOCATE', 'Locate'), ('ACCEPT', 'Accept'), ('DECLINE', 'Decline'), ('APPEAL', 'Appeal'), ('UPHOLD', 'Uphold'), ('OVERTURN', 'Overturn'), ('RECLASSIFY', 'Reclassify'), ('TRANSFER', 'Transfer'), ('VERIFY', 'Verify'), ('EXPLAIN', 'Explain'), ('DISPOSE', 'Hand over'), ('REFUSE', 'Refuse'), ('CONFIRM_DUTY', 'Confirm the duty'), ('RELEASE', 'Release from the duty'), ('RECALL', 'Recall'), ('RECTIFY', 'Rectify'), ('SEND_BACK', 'Send back'), ('REPORT', 'Report the result'), ('ANSWER', 'Answer'), ('CLOSE', 'Close'), ('REOPEN', 'Reopen'), ('PLAN', 'Plan long works'), ('FINAL', 'Final decision'), ('WITHDRAW', 'Withdraw'), ('MERGE', 'Merge'), ('UNMERGE', 'Unmerge'), ('RAISE', 'Raise a level'), ('SECOND_LOOK', 'Second look at a refusal to accept'), ('ASK_EXTENSION', 'Ask for an extension'), ('EXTEND', 'Extend the time'), ('DENY_EXTENSION', 'Deny an extension'), ('PAUSE', 'Pause'), ('RESUME', 'Resume'), ('ALARM', 'Alarm of the duty desks'), ('MADE_SAFE', 'Made safe'), ('REMIND', 'Reminder'), ('URGE', 'Urge'), ('SUPERVISE', 'Supervise'), ('BULLETIN', 'Enter into the bulletin'), ('NOTE', 'Note'), ('FOLLOW', 'Join a case (me too)'), ('HOLIDAY', 'Holidays were announced'), ('HAND_ON', 'A follower becomes the reporter'), ('VISIT_TRY', 'Try at a return visit'), ('SECOND_VISIT', 'Second return visit'), ('COMMITMENT_KEPT', 'Commitment kept'), ('COMMITMENT_BROKEN', 'Commitment broken'), ('SUSPECT', 'Suspect a false rectification'), ('HEAR', 'Hear the firm'), ('FALSE_CONFIRMED', 'Confirm a false rectification'), ('FALSE_DISMISSED', 'Dismiss the suspicion'), ('LOOK', 'Look at personal data'), ('HIDE', 'Hide the phone from the firm')], max_length=17, verbose_name='step')),
                ('source', models.CharField(blank=True, choices=[('FILED', 'Filed'), ('ACCEPTED', 'Accepted'), ('DECLINED', 'Declined'), ('APPEALED', 'Under review'), ('VERIFIED', 'Verified'), ('DISPOSED', 'Handed over'), ('RECTIFIED', 'Rectified'), ('REPORTED', 'Reported'), ('CLOSED', 'Closed'), ('WITHDRAWN', 'Withdrawn'), ('MERGED', 'Merged')], max_length=10, verbose_name='from')),
                ('target', models.CharField(choices=[('FILED', 'Filed'), ('ACCEPTED', 'Accepted'), ('DECLINED', 'Declined'), ('APPEALED', 'Under review'), ('VERIFIED', 'Verified'), ('DISPOSED', 'Handed over'), ('RECTIFIED', 'Rectified'), ('REPORTED', 'Reported'), ('CLOSED', 'Closed'), ('WITHDRAWN', 'Withdrawn'), ('MERGED', 'Merged')], max_length=10, verbose_name='to')),
                ('round', models.PositiveSmallIntegerField(verbose_name='round')),
                ('actor_kind', models.CharField(choices=[('OFFICER', 'Officer'), ('CLERK', 'Clerk of a firm or department'), ('RESIDENT', 'Resident'), ('SYSTEM', 'System')], max_length=8, verbose_name='by')),
                ('actor_name', models.CharField(max_length=120, verbose_name='acting for')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('stage', models.CharField(blank=True, choices=[('ACCEPTANCE', 'Quick acceptance'), ('VERIFICATION', 'Quick verification'), ('DISPOSAL', 'Quick disposal'), ('RECTIFICATION', 'Quick rectification'), ('REPORT', 'Quick report'), ('VISIT', 'Quick return visit'), ('REDO', 'Rectification again'), ('APPEAL', 'Review of a refusal to accept'), ('REFUSAL', 'Time to refuse an order'), ('EXTENSION', 'Decision on an extension'), ('SAFETY', 'Making it safe'), ('SUSPICION', 'Decision on a suspicion')], max_length=13, verbose_name='waited for')),
                ('promised_at', models.DateTimeField(blank=True, null=True, verbose_name='promised for')),
                ('due_at', models.DateTimeField(blank=True, null=True, verbose_name='was due')),
                ('next_due_at', models.DateTimeField(blank=True, null=True, verbose_name='is due next')),
                ('office_code', models.CharField(blank=True, max_length=9, verbose_name='office')),
                ('measured_due_at', models.DateTimeField(blank=True, null=True, verbose_name='is measured on')),
                ('spare_seconds', models.BigIntegerField(blank=True, null=True, verbose_name='seconds to spare')),
                ('waited_seconds', models.PositiveBigIntegerField(default=0)),
                ('about', models.PositiveIntegerField(blank=True, null=True)),
                ('detail', models.JSONField(default=dict, verbose_name='details')),
                ('digest', models.CharField(max_length=64)),
                ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='complaints.case', verbose_name='case')),
            ],
            options={
                'verbose_name': 'step',
                'verbose_name_plural': 'steps',
                'indexes': [models.Index(fields=['at', 'action'], name='steps_by_moment'), models.Index(fields=['case', 'action', 'number'], name='steps_of_a_case_by_action'), models.Index(fields=['stage', 'due_at'], name='steps_by_due_moment')],
                'constraints': [models.UniqueConstraint(fields=('case', 'number'), name='one_step_per_number'), models.UniqueConstraint(condition=models.Q(('about__isnull', False)), fields=('case', 'action', 'about'), name='each_chase_step_once'), models.UniqueConstraint(models.F('case'), models.F('round'), django.db.models.fields.json.KeyTextTransform('sort', 'detail'), condition=models.Q(('action', 'SUSPECT')), name='each_suspicion_once_in_a_round'), models.CheckConstraint(condition=models.Q(models.Q(('actor_kind__in', ['OFFICER', 'CLERK']), ('actor__isnull', False)), models.Q(('actor_kind__in', ['RESIDENT', 'SYSTEM']), ('actor__isnull', True)), _connector='OR'), name='staff_steps_name_their_user'), models.CheckConstraint(condition=models.Q(('spare_seconds__isnull', True), ('action', 'RECTIFY'), _connector='OR'), name='only_rectifications_have_time_to_spare')],
            },
        ),
        migrations.CreateModel(
            name='Promise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveSmallIntegerField()),
                ('stage', models.CharField(choices=[('ACCEPTANCE', 'Quick acceptance'), ('VERIFICATION', 'Quick verification'), ('DISPOSAL', 'Quick disposal'), ('RECTIFICATION', 'Quick rectification'), ('REPORT', 'Quick report'), ('VISIT', 'Quick return visit'), ('REDO', 'Rectification again'), ('APPEAL', 'Review of a refusal to accept'), ('REFUSAL', 'Time to refuse an order'), ('EXTENSION', 'Decision on an extension'), ('SAFETY', 'Making it safe'), ('SUSPICION', 'Decision on a suspicion')], max_length=13)),
                ('revision', models.PositiveSmallIntegerField(default=0)),
                ('promised_at', models.DateTimeField()),
                ('workdays', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('late_stage', models.CharField(blank=True, choices=[('ACCEPTANCE', 'Quick acceptance'), ('VERIFICATION', 'Quick verification'), ('DISPOSAL', 'Quick disposal'), ('RECTIFICATION', 'Quick rectification'), ('REPORT', 'Quick report'), ('VISIT', 'Quick return visit'), ('REDO', 'Rectification again'), ('APPEAL', 'Review of a refusal to accept'), ('REFUSAL', 'Time to refuse an order'), ('EXTENSION', 'Decision on an extension'), ('SAFETY', 'Making it safe'), ('SUSPICION', 'Decision on a suspicion')], max_length=13)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='promises', to='complaints.case')),
                ('step', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='promises', to='complaints.step')),
            ],
            options={
                'verbose_name': 'promise',
                'verbose_name_plural': 'promises',
                'constraints': [models.UniqueConstraint(fields=('case', 'round', 'stage', 'revision'), name='one_promise_per_revision')],
            },
        ),
        migrations.CreateModel(
            name='Photo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('COMPLAINT', 'Filed with the complaint'), ('FINDING', 'Taken on site'), ('AFTER', 'After rectification'), ('HEARING', 'With the answer to a suspicion'), ('ADDED', 'Added by the resident afterwards')], max_length=9, verbose_name='kind')),
                ('round', models.PositiveSmallIntegerField(default=1)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='photos', to='complaints.case')),
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.storedfile')),
                ('step', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='photos', to='complaints.step')),
            ],
            options={
                'verbose_name': 'photo',
                'verbose_name_plural': 'photos',
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveSmallIntegerField(verbose_name='round')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('own', models.BooleanField(verbose_name="the resident's own")),
                ('channel', models.CharField(choices=[('WEB', 'Web page'), ('LINK', 'Link sent to the phone'), ('RECEIPT', 'Receipt'), ('PHONE', 'Telephone'), ('WALK_IN', 'At the counter'), ('HOTLINE', '12345 hotline')], max_length=8, verbose_name='channel')),
                ('solved', models.CharField(choices=[('YES', 'Yes, it is solved'), ('PARTLY', 'Partly'), ('NO', 'No, it is not solved'), ('CANNOT_SAY', 'Cannot say')], max_length=10, verbose_name='solved')),
                ('satisfied', models.CharField(choices=[('VERY', 'Very satisfied'), ('SATISFIED', 'Satisfied'), ('FAIRLY', 'Fairly satisfied'), ('DISSATISFIED', 'Dissatisfied'), ('VERY_DISSATISFIED', 'Very dissatisfied'), ('CANNOT_SAY', 'Cannot say')], max_length=17, verbose_name='satisfied with the firm')),
                ('satisfied_with_street', models.CharField(blank=True, choices=[('VERY', 'Very satisfied'), ('SATISFIED', 'Satisfied'), ('FAIRLY', 'Fairly satisfied'), ('DISSATISFIED', 'Dissatisfied'), ('VERY_DISSATISFIED', 'Very dissatisfied'), ('CANNOT_SAY', 'Cannot say')], max_length=17, verbose_name='satisfied with the street')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='complaints.case')),
                ('follower', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='complaints.follower')),
                ('step', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='complaints.step')),
            ],
            options={
                'verbose_name': 'answer',
                'verbose_name_plural': 'answers',
                'indexes': [models.Index(fields=['at'], name='answers_by_moment')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('follower__isnull', True)), fields=('case', 'round'), name='one_reporter_answer_per_round'), models.UniqueConstraint(condition=models.Q(('follower__isnull', False)), fields=('case', 'round', 'follower'), name='one_follower_answer_per_round'), models.CheckConstraint(condition=models.Q(('follower__isnull', True), ('own', True), _connector='OR'), name='followers_answer_for_themselves'), models.CheckConstraint(condition=models.Q(('own', False), ('channel__in', ['LINK', 'WEB']), _connector='OR'), name='own_answers_come_from_a_proved_phone')],
            },
        ),
        migrations.CreateModel(
            name='Text',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('salt', models.CharField(blank=True, max_length=32)),
                ('body', models.TextField(blank=True, verbose_name='text')),
                ('digest', models.CharField(max_length=64)),
                ('erased_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'text',
                'verbose_name_plural': 'texts',
                'constraints': [models.CheckConstraint(condition=models.Q(('erased_at__isnull', True), models.Q(('body', ''), ('erased_at__isnull', False), ('salt', '')), _connector='OR'), name='an_erased_text_is_gone')],
            },
        ),
        migrations.AddField(
            model_name='step',
            name='text',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='complaints.text', verbose_name='text'),
        ),
        migrations.CreateModel(
            name='Commitment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('due_on', models.DateField(verbose_name='promised for')),
                ('state', models.CharField(choices=[('OPEN', 'Open'), ('KEPT', 'Kept'), ('BROKEN', 'Not kept')], default='OPEN', max_length=6, verbose_name='state')),
                ('ask_at', models.DateTimeField(blank=True, null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='complaints.case', verbose_name='case')),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.department', verbose_name='department')),
                ('firm', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.firm', verbose_name='firm')),
                ('office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.region', verbose_name='office')),
                ('settled_by', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='settles', to='complaints.step', verbose_name='settled by')),
                ('step', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='complaints.step', verbose_name='made by')),
                ('text', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='complaints.text', verbose_name='text')),
            ],
            options={
                'verbose_name': 'commitment',
                'verbose_name_plural': 'commitments',
                'indexes': [models.Index(condition=models.Q(('ask_at__isnull', False)), fields=['ask_at'], name='commitments_to_ask_about'), models.Index(condition=models.Q(('settled_by__isnull', True)), fields=['due_on', 'case'], name='open_commitments_by_day')],
                'constraints': [models.UniqueConstraint(fields=('case', 'number'), name='one_commitment_per_number'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='commitments_count_from_one'), models.CheckConstraint(condition=models.Q(models.Q(('settled_by__isnull', True), ('state', 'OPEN')), models.Q(('ask_at__isnull', True), ('settled_by__isnull', False), ('state__in', ['KEPT', 'BROKEN'])), _connector='OR'), name='a_step_settles_a_commitment'), models.CheckConstraint(condition=models.Q(models.Q(('department__isnull', True), ('firm__isnull', False), ('office__isnull', True)), models.Q(('department__isnull', False), ('firm__isnull', True), ('office__isnull', True)), models.Q(('department__isnull', True), ('firm__isnull', True), ('office__isnull', False)), _connector='OR'), name='a_commitment_is_one_party_s')],
            },
        ),
        migrations.AddField(
            model_name='case',
            name='text',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='complaints.text', verbose_name='text'),
        ),
        migrations.CreateModel(
            name='TimeLimit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('ACCEPTANCE', 'Quick acceptance'), ('VERIFICATION', 'Quick verification'), ('DISPOSAL', 'Quick disposal'), ('RECTIFICATION', 'Quick rectification'), ('REPORT', 'Quick report'), ('VISIT', 'Quick return visit'), ('REDO', 'Rectification again'), ('APPEAL', 'Review of a refusal to accept'), ('REFUSAL', 'Time to refuse an order'), ('EXTENSION', 'Decision on an extension'), ('SAFETY', 'Making it safe'), ('SUSPICION', 'Decision on a suspicion')], max_length=13, verbose_name='waiting for')),
                ('track', models.CharField(choices=[('ORDINARY', 'Ordinary complaint'), ('URGENT', 'Urgent complaint'), ('EMERGENCY', 'Emergency complaint'), ('CONSULTATION', 'Consultation'), ('SUGGESTION', 'Suggestion'), ('RETALIATION', 'Report of retaliation')], max_length=12, verbose_name='track')),
                ('later_rounds', models.BooleanField(default=False, verbose_name='for later rounds')),
                ('unit', models.CharField(choices=[('WORKING_DAYS', 'working days'), ('MINUTES', 'minutes')], max_length=12, verbose_name='unit')),
                ('amount', models.PositiveIntegerField(verbose_name='amount')),
                ('in_force_from', models.DateTimeField(verbose_name='in force from')),
            ],
            options={
                'verbose_name': 'time limit',
                'verbose_name_plural': 'time limits',
                'constraints': [models.UniqueConstraint(fields=('stage', 'track', 'later_rounds', 'in_force_from'), name='one_time_limit_at_a_time'), models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='time_limit_is_some_time')],
            },
        ),
        migrations.CreateModel(
            name='AnswerAlert',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort', models.CharField(choices=[('PHONE', 'Many own answers from one phone'), ('MINUTES', 'Many own answers within minutes'), ('TYPIST', "One officer's typed answers are far better"), ('APART', 'Own and typed answers lie far apart'), ('FIRM', "A firm's own phone files or joins")], max_length=7, verbose_name='what stands out')),
                ('starts_on', models.DateField(verbose_name='answers from')),
                ('ends_on', models.DateField(verbose_name='answers until before')),
                ('figures', models.JSONField(verbose_name='figures')),
                ('found_at', models.DateTimeField(verbose_name='found at')),
                ('street', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.region', verbose_name='street')),
                ('typist', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='typed by')),
            ],
            options={
                'verbose_name': 'alert of unusual answers',
                'verbose_name_plural': 'alerts of unusual answers',
                'constraints': [models.UniqueConstraint(fields=('street', 'sort', 'starts_on'), name='one_alert_per_street_sort_and_window'), models.CheckConstraint(condition=models.Q(('ends_on__gt', models.F('starts_on'))), name='an_alert_is_about_some_days'), models.CheckConstraint(condition=models.Q(models.Q(('sort', 'TYPIST'), ('typist__isnull', False)), models.Q(models.Q(('sort', 'TYPIST'), _negated=True), ('typist__isnull', True)), _connector='OR'), name='an_alert_names_whom_it_is_about')],
            },
        ),
        migrations.RunPython(add_index, remove_index),
    ]
