"""The accords were of the gestore until a second line needed them: their rows came to the registry with them."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from tests.factories.casa import FasciaAccordoFactory
from valdera_housing.models import AccordoTerritoriale, FasciaAccordo

pytestmark = pytest.mark.django_db
PRIMA, DOPO = ("gestore", "0001_gestore"), ("gestore", "0002_accordi_al_registro")


def migra(a: tuple[str, str]) -> Any:
    """The registry of models as it was there. Deferred checks run first, or a table with them cannot be renamed."""
    with connection.cursor() as cursore:
        cursore.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return MigrationExecutor(connection).migrate([a]).apps


def test_an_accord_written_before_is_found_after_with_its_bands_its_history_and_its_checks() -> None:
    comune = FasciaAccordoFactory().accordo.comune
    vecchie = migra(PRIMA)
    vecchio = vecchie.get_model("gestore", "accordoterritoriale").objects.create(
        comune_id=comune.pk, depositato_il=date(2020, 1, 8), valido_dal=date(2020, 1, 15), valido_al=date(2023, 12, 31)
    )
    banda = {"zona": "Centro", "subfascia": "1", "minimo_mq_anno": "50.00", "massimo_mq_anno": "80.00"}
    vecchie.get_model("gestore", "fasciaaccordo").objects.create(accordo_id=vecchio.pk, **banda)
    migra(DOPO)
    accordo = AccordoTerritoriale.objects.get(pk=vecchio.pk)
    assert (str(accordo.fasce.get()), AccordoTerritoriale.objects.count(), FasciaAccordo.objects.count()) == (
        "Centro, 1", 2, 2,
    )  # fmt: skip
    accordo.valido_al = date(2022, 12, 31)
    accordo.save()
    assert list(accordo.events.order_by("pgh_id").values_list("pgh_label", "valido_al")) == [
        ("insert", date(2023, 12, 31)),
        ("update", date(2022, 12, 31)),
    ]
    with pytest.raises(IntegrityError, match="accordo_uno_alla_volta"), transaction.atomic():
        AccordoTerritoriale.objects.create(
            comune=comune, depositato_il=date(2021, 1, 1), valido_dal=date(2021, 1, 1), valido_al=None
        )
