"""The local accords on rents are nouns of the registry: every line may advise on them.

The state only. Their tables, with the rows, were those of the gestore: its migration 0002 renames them.
"""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import valdera_housing.models.ente.convenzione
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ('valdera_housing', '0004_luogo_caso_progetto'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[
            migrations.CreateModel(
                name='AccordoTerritoriale',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('depositato_il', models.DateField(verbose_name='depositato il')),
                    ('valido_dal', models.DateField(verbose_name='valido dal')),
                    ('valido_al', models.DateField(blank=True, null=True, verbose_name='valido al')),
                    ('versione', models.PositiveIntegerField(default=1, editable=False)),
                    ('comune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='valdera_housing.comune', verbose_name='comune')),
                    ('documento', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='valdera_housing.documento', verbose_name="testo dell'accordo")),
                ],
                options={
                    'verbose_name': 'accordo territoriale',
                    'verbose_name_plural': 'accordi territoriali',
                    'ordering': ['comune__nome', '-valido_dal'],
                },
            ),
            migrations.CreateModel(
                name='AccordoTerritorialeEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('depositato_il', models.DateField(verbose_name='depositato il')),
                    ('valido_dal', models.DateField(verbose_name='valido dal')),
                    ('valido_al', models.DateField(blank=True, null=True, verbose_name='valido al')),
                    ('versione', models.PositiveIntegerField(default=1, editable=False)),
                    ('comune', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='valdera_housing.comune', verbose_name='comune')),
                    ('documento', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='valdera_housing.documento', verbose_name="testo dell'accordo")),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='valdera_housing.accordoterritoriale')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='FasciaAccordo',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('zona', models.CharField(max_length=60, verbose_name='zona omogenea')),
                    ('subfascia', models.CharField(max_length=40, verbose_name='sottofascia')),
                    ('minimo_mq_anno', models.DecimalField(decimal_places=2, max_digits=7, verbose_name='minimo €/m² in un anno')),
                    ('massimo_mq_anno', models.DecimalField(decimal_places=2, max_digits=7, verbose_name='massimo €/m² in un anno')),
                    ('accordo', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fasce', to='valdera_housing.accordoterritoriale', verbose_name='accordo')),
                ],
                options={
                    'verbose_name': "fascia dell'accordo",
                    'verbose_name_plural': "fasce dell'accordo",
                    'ordering': ['zona', 'subfascia'],
                },
            ),
            migrations.CreateModel(
                name='FasciaAccordoEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('zona', models.CharField(max_length=60, verbose_name='zona omogenea')),
                    ('subfascia', models.CharField(max_length=40, verbose_name='sottofascia')),
                    ('minimo_mq_anno', models.DecimalField(decimal_places=2, max_digits=7, verbose_name='minimo €/m² in un anno')),
                    ('massimo_mq_anno', models.DecimalField(decimal_places=2, max_digits=7, verbose_name='massimo €/m² in un anno')),
                    ('accordo', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='valdera_housing.accordoterritoriale', verbose_name='accordo')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='valdera_housing.fasciaaccordo')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.AddConstraint(
                model_name='accordoterritoriale',
                constraint=models.CheckConstraint(condition=models.Q(('valido_al', None), ('valido_al__gte', models.F('valido_dal')), _connector='OR'), name='accordo_date_in_ordine', violation_error_message="La fine della validità non può precedere l'inizio."),
            ),
            migrations.AddConstraint(
                model_name='accordoterritoriale',
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('comune', '='), (valdera_housing.models.ente.convenzione.IntervalloDate('valido_dal', 'valido_al', django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=True)), '&&')], name='accordo_uno_alla_volta', violation_error_message='In quei giorni questo comune ha già un accordo: chiudi prima quello.'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='accordoterritoriale',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "valdera_housing_accordoterritorialeevent" ("comune_id", "depositato_il", "documento_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valido_al", "valido_dal", "versione") VALUES (NEW."comune_id", NEW."depositato_il", NEW."documento_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."valido_al", NEW."valido_dal", NEW."versione"); RETURN NULL;', hash='eb65899c28d19837404439cd8cf05f7a40c23181', operation='INSERT', pgid='pgtrigger_insert_insert_e8740', table='valdera_housing_accordoterritoriale', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='accordoterritoriale',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "valdera_housing_accordoterritorialeevent" ("comune_id", "depositato_il", "documento_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valido_al", "valido_dal", "versione") VALUES (NEW."comune_id", NEW."depositato_il", NEW."documento_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."valido_al", NEW."valido_dal", NEW."versione"); RETURN NULL;', hash='bff5e21f6ccb926f2595503184c3086f62d89efd', operation='UPDATE', pgid='pgtrigger_update_update_e740b', table='valdera_housing_accordoterritoriale', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='accordoterritorialeevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a857466408b089d3f41acb1c10752aef7de56ccf', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bcc6e', table='valdera_housing_accordoterritorialeevent', when='BEFORE')),
            ),
            migrations.AddConstraint(
                model_name='fasciaaccordo',
                constraint=models.UniqueConstraint(fields=('accordo', 'zona', 'subfascia'), name='fascia_una_per_zona', violation_error_message='Questa zona ha già questa sottofascia.'),
            ),
            migrations.AddConstraint(
                model_name='fasciaaccordo',
                constraint=models.CheckConstraint(condition=models.Q(('massimo_mq_anno__gte', models.F('minimo_mq_anno')), ('minimo_mq_anno__gt', 0)), name='fascia_minimo_sotto_il_massimo', violation_error_message='Il minimo è maggiore di zero e non supera il massimo.'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='fasciaaccordo',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "valdera_housing_fasciaaccordoevent" ("accordo_id", "id", "massimo_mq_anno", "minimo_mq_anno", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subfascia", "zona") VALUES (NEW."accordo_id", NEW."id", NEW."massimo_mq_anno", NEW."minimo_mq_anno", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."subfascia", NEW."zona"); RETURN NULL;', hash='5c8e9f01d50aa14322c489c8658a2bdd25fb6a58', operation='INSERT', pgid='pgtrigger_insert_insert_5abc2', table='valdera_housing_fasciaaccordo', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='fasciaaccordo',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "valdera_housing_fasciaaccordoevent" ("accordo_id", "id", "massimo_mq_anno", "minimo_mq_anno", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subfascia", "zona") VALUES (NEW."accordo_id", NEW."id", NEW."massimo_mq_anno", NEW."minimo_mq_anno", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."subfascia", NEW."zona"); RETURN NULL;', hash='e08ab4d7cd5e405b7d416a7540bbe446710c541a', operation='UPDATE', pgid='pgtrigger_update_update_d09ff', table='valdera_housing_fasciaaccordo', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='fasciaaccordoevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b42ac42bc5e7016b904ebb3c6447d260281ef147', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_51774', table='valdera_housing_fasciaaccordoevent', when='BEFORE')),
            ),
        ]),
    ]
