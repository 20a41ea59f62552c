"""The accords on rents move to the registry with their rows and their history: four tables change name.

Foreign keys follow their table; the triggers that write the history name their tables, so they are made again.
"""

import django.db.models.deletion
import pgtrigger.migrations
from django.db import migrations, models

TABELLE = ('accordoterritoriale', 'accordoterritorialeevent', 'fasciaaccordo', 'fasciaaccordoevent')
TRIGGER = (
    ('accordoterritoriale', 'insert_insert'),
    ('accordoterritoriale', 'update_update'),
    ('accordoterritorialeevent', 'append_only'),
    ('fasciaaccordo', 'insert_insert'),
    ('fasciaaccordo', 'update_update'),
    ('fasciaaccordoevent', 'append_only'),
)


def rinomina(da, a):
    """The tables, and the content types their permissions hang on."""
    tabelle = [f'ALTER TABLE {da}_{nome} RENAME TO {a}_{nome}' for nome in TABELLE]
    tipi = "UPDATE django_content_type SET app_label = %s WHERE app_label = %s AND model = ANY(%s)"
    return [*tabelle, (tipi, [a, da, list(TABELLE)])]


def dei_registri(apps):
    for nome in TABELLE:
        yield from apps.get_model('valdera_housing', nome)._meta.triggers


def metti_trigger(apps, schema_editor):
    for trigger in dei_registri(apps):
        schema_editor.execute(trigger.install_sql, params=None)


def togli_trigger(apps, schema_editor):
    for trigger in dei_registri(apps):
        schema_editor.execute(trigger.uninstall_sql, params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('gestore', '0001_gestore'),
        ('valdera_housing', '0005_accordi_nel_registro'),
    ]

    operations = [
        *(pgtrigger.migrations.RemoveTrigger(model_name=modello, name=nome) for modello, nome in TRIGGER),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(rinomina('gestore', 'valdera_housing'), rinomina('valdera_housing', 'gestore')),
            ],
            state_operations=[
                migrations.AlterField(
                    model_name='locazioneevent',
                    name='fascia',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='valdera_housing.fasciaaccordo', verbose_name="fascia dell'accordo"),
                ),
                migrations.AlterField(
                    model_name='locazione',
                    name='fascia',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='valdera_housing.fasciaaccordo', verbose_name="fascia dell'accordo"),
                ),
                migrations.DeleteModel(name='FasciaAccordoEvent'),
                migrations.DeleteModel(name='FasciaAccordo'),
                migrations.DeleteModel(name='AccordoTerritorialeEvent'),
                migrations.DeleteModel(name='AccordoTerritoriale'),
            ],
        ),
        migrations.RunPython(metti_trigger, togli_trigger),
    ]
