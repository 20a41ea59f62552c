from django.db import migrations


class Migration(migrations.Migration):
    """Cases opened before there was a diary: their last activity known is the day they were opened."""

    dependencies = [("valdera_housing", "0005_accordi_nel_registro")]

    operations = [
        migrations.RunSQL(
            "UPDATE valdera_housing_caso SET ultima_attivita_il = aperto_il WHERE ultima_attivita_il IS NULL",
            migrations.RunSQL.noop,
        )
    ]
