import datetime
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone



def withdraw_what_went_through_no_process(apps, schema_editor):
    """Reviews keep the rules that they were scored by; no new one is held by these."""
    apps.get_model("ratings", "RuleSet").objects.update(
        state="WITHDRAWN", withdrawn_from=timezone.localdate()
    )


class Migration(migrations.Migration):

    dependencies = [
        ('ratings', '0006_campaigns'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='RuleSetStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('action', models.CharField(choices=[('DRAFT', 'Drafted'), ('REVISE', 'Draft changed'), ('CONSULT', 'Put up for consultation'), ('REVIEW', 'Legally reviewed'), ('ISSUE', 'Issued and published'), ('WITHDRAW', 'Withdrawn')], max_length=8, verbose_name='step')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('detail', models.JSONField(default=dict, verbose_name='details')),
                ('digest', models.CharField(max_length=64)),
            ],
            options={
                'verbose_name': 'step of a rule set',
                'verbose_name_plural': 'steps of rule sets',
            },
        ),
        migrations.CreateModel(
            name='RuleSimulation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, unique=True, verbose_name='SHA-256 of the inputs')),
                ('asked_at', models.DateTimeField(verbose_name='asked for at')),
                ('started_at', models.DateTimeField(blank=True, null=True, verbose_name='started at')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='finished at')),
                ('result', models.JSONField(blank=True, null=True, verbose_name='result')),
            ],
            options={
                'verbose_name': 'simulation of rules',
                'verbose_name_plural': 'simulations of rules',
            },
        ),
        migrations.AddField(
            model_name='ruleset',
            name='consulted_from',
            field=models.DateField(blank=True, null=True, verbose_name='consultation from'),
        ),
        migrations.AddField(
            model_name='ruleset',
            name='consulted_to',
            field=models.DateField(blank=True, null=True, verbose_name='consultation to'),
        ),
        migrations.AddField(
            model_name='ruleset',
            name='drafted_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='drafted by'),
        ),
        migrations.AddField(
            model_name='ruleset',
            name='issued_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='issued by'),
        ),
        migrations.AddField(
            model_name='ruleset',
            name='opinion_date',
            field=models.DateField(blank=True, null=True, verbose_name='date of the legal opinion'),
        ),
        migrations.AddField(
            model_name='ruleset',
            name='opinion_number',
            field=models.CharField(blank=True, max_length=80, verbose_name='number of the legal opinion'),
        ),
        migrations.AddField(
            model_name='ruleset',
            name='opinions_answered',
            field=models.TextField(blank=True, verbose_name='how opinions were taken up'),
        ),
        migrations.AddField(
            model_name='ruleset',
            name='opinions_to',
            field=models.TextField(blank=True, verbose_name='where opinions are sent'),
        ),
        migrations.AddField(
            model_name='ruleset',
            name='published_on',
            field=models.DateField(blank=True, null=True, verbose_name='published on'),
        ),
        migrations.AddField(
            model_name='ruleset',
            name='reviewed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='legally reviewed by'),
        ),
        migrations.AddField(
            model_name='ruleset',
            name='reviewed_on',
            field=models.DateField(blank=True, null=True, verbose_name='legally reviewed on'),
        ),
        migrations.AddField(
            model_name='ruleset',
            name='state',
            field=models.CharField(choices=[('DRAFT', 'Draft'), ('CONSULTED', 'In consultation'), ('REVIEWED', 'Legally reviewed'), ('ISSUED', 'Issued'), ('WITHDRAWN', 'Withdrawn')], default='DRAFT', max_length=9, verbose_name='state'),
        ),
        migrations.AddField(
            model_name='ruleset',
            name='version',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='ruleset',
            name='withdrawn_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='withdrawn by'),
        ),
        migrations.AddField(
            model_name='ruleset',
            name='withdrawn_from',
            field=models.DateField(blank=True, null=True, verbose_name='withdrawn from'),
        ),
        migrations.AlterField(
            model_name='ruleset',
            name='document_number',
            field=models.CharField(blank=True, max_length=80, verbose_name='document number'),
        ),
        migrations.AlterField(
            model_name='ruleset',
            name='effective_from',
            field=models.DateField(blank=True, null=True, verbose_name='in force from'),
        ),
        migrations.AlterField(
            model_name='ruleset',
            name='issuing_body',
            field=models.CharField(blank=True, max_length=80, verbose_name='issuing body'),
        ),
        migrations.RunPython(
            withdraw_what_went_through_no_process, migrations.RunPython.noop
        ),
        migrations.AddConstraint(
            model_name='ruleset',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'WITHDRAWN'), ('drafted_by__isnull', False), _connector='OR'), name='a_rule_set_says_who_drafted_it'),
        ),
        migrations.AddConstraint(
            model_name='ruleset',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('consulted_from__isnull', True), ('state', 'DRAFT')), ('state', 'WITHDRAWN'), models.Q(('consulted_from__isnull', False), ('consulted_to__isnull', False), models.Q(('state', 'DRAFT'), _negated=True), models.Q(('opinions_to', ''), _negated=True)), _connector='OR'), name='rules_are_consulted_on_from_a_day_to_a_day'),
        ),
        migrations.AddConstraint(
            model_name='ruleset',
            constraint=models.CheckConstraint(condition=models.Q(('consulted_from__isnull', True), ('consulted_to__gte', django.db.models.expressions.CombinedExpression(models.F('consulted_from'), '+', models.Value(datetime.timedelta(days=29)))), _connector='OR'), name='rules_are_consulted_on_for_thirty_days'),
        ),
        migrations.AddConstraint(
            model_name='ruleset',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reviewed_by__isnull', True), ('reviewed_on__isnull', True), models.Q(('state__in', ['REVIEWED', 'ISSUED']), _negated=True)), models.Q(('opinion_date__isnull', False), ('reviewed_by__isnull', False), ('state__in', ['REVIEWED', 'ISSUED', 'WITHDRAWN']), ('reviewed_on__gt', models.F('consulted_to')), models.Q(('opinion_number', ''), _negated=True)), _connector='OR'), name='rules_are_legally_reviewed_after_their_consultation'),
        ),
        migrations.AddConstraint(
            model_name='ruleset',
            constraint=models.CheckConstraint(condition=models.Q(('reviewed_by__isnull', True), models.Q(('reviewed_by', models.F('drafted_by')), _negated=True), _connector='OR'), name='who_drafted_rules_does_not_review_them'),
        ),
        migrations.AddConstraint(
            model_name='ruleset',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('effective_from__isnull', True), ('issued_by__isnull', True), ('published_on__isnull', True), ('state__in', ['DRAFT', 'CONSULTED', 'REVIEWED']), ('valid_until__isnull', True)), ('state', 'WITHDRAWN'), models.Q(('effective_from__isnull', False), ('issued_by__isnull', False), ('published_on__gte', models.F('reviewed_on')), ('published_on__isnull', False), ('state', 'ISSUED'), ('valid_until__isnull', False), models.Q(('document_number', ''), _negated=True), models.Q(('issuing_body', ''), _negated=True)), _connector='OR'), name='issued_rules_name_their_document'),
        ),
        migrations.AddConstraint(
            model_name='ruleset',
            constraint=models.CheckConstraint(condition=models.Q(('issued_by__isnull', True), models.Q(('issued_by', models.F('drafted_by')), _negated=True), _connector='OR'), name='rules_are_issued_by_a_second_person'),
        ),
        migrations.AddConstraint(
            model_name='ruleset',
            constraint=models.CheckConstraint(condition=models.Q(('published_on__isnull', True), ('effective_from__gte', django.db.models.expressions.CombinedExpression(models.F('published_on'), '+', models.Value(datetime.timedelta(days=30)))), _connector='OR'), name='rules_are_published_thirty_days_before_effect'),
        ),
        migrations.AddConstraint(
            model_name='ruleset',
            constraint=models.CheckConstraint(condition=models.Q(('published_on__isnull', True), django.db.models.lookups.LessThanOrEqual(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.functions.datetime.ExtractYear('valid_until'), '*', models.Value(10000)), '+', django.db.models.expressions.CombinedExpression(django.db.models.functions.datetime.ExtractMonth('valid_until'), '*', models.Value(100))), '+', django.db.models.functions.datetime.ExtractDay('valid_until')), django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.functions.datetime.ExtractYear('effective_from'), '*', models.Value(10000)), '+', django.db.models.expressions.CombinedExpression(django.db.models.functions.datetime.ExtractMonth('effective_from'), '*', models.Value(100))), '+', django.db.models.functions.datetime.ExtractDay('effective_from')), '+', models.Value(50000))), _connector='OR'), name='rules_are_valid_for_five_years_at_most'),
        ),
        migrations.AddConstraint(
            model_name='ruleset',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'WITHDRAWN'), ('withdrawn_from__isnull', False)), models.Q(('withdrawn_by__isnull', True), ('withdrawn_from__isnull', True), models.Q(('state', 'WITHDRAWN'), _negated=True)), _connector='OR'), name='a_withdrawn_rule_set_says_from_when'),
        ),
        migrations.AddConstraint(
            model_name='ruleset',
            constraint=models.CheckConstraint(condition=models.Q(('issued_by__isnull', True), ('withdrawn_by__isnull', True), models.Q(('withdrawn_by', models.F('issued_by')), _negated=True), _connector='OR'), name='issued_rules_are_withdrawn_by_a_second_person'),
        ),
        migrations.AddField(
            model_name='rulesetstep',
            name='actor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person'),
        ),
        migrations.AddField(
            model_name='rulesetstep',
            name='rule_set',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='ratings.ruleset', verbose_name='rule set'),
        ),
        migrations.AddField(
            model_name='rulesimulation',
            name='asked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked for by'),
        ),
        migrations.AddField(
            model_name='rulesimulation',
            name='rule_set',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ratings.ruleset', verbose_name='rule set'),
        ),
        migrations.AddConstraint(
            model_name='rulesetstep',
            constraint=models.UniqueConstraint(fields=('rule_set', 'number'), name='one_rule_set_step_per_number'),
        ),
        migrations.AddConstraint(
            model_name='rulesetstep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('action', 'WITHDRAW'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='who_withdraws_rules_says_why'),
        ),
        migrations.AddConstraint(
            model_name='rulesimulation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('finished_at__isnull', True), ('result__isnull', True)), models.Q(('finished_at__isnull', False), ('result__isnull', False), ('started_at__isnull', False)), _connector='OR'), name='a_finished_simulation_has_its_result'),
        ),
    ]
