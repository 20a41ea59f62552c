"""The measure opens every page, counts, and leaves nothing behind. It never judges a time."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.template import engines

from rendicontazione.management.commands.misura import tabella
from rendicontazione.management.misurazione.pagine import pagine
from rendicontazione.models import Spesa
from valdera_housing.models import LetturaFascicolo, Utente

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("guarda")]


@pytest.fixture(autouse=True)
def template_di_django(monkeypatch: pytest.MonkeyPatch) -> None:
    """Django admin's templates name variables that are not there: only ours must not."""
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", "")


def misurato() -> dict[str, Any]:
    scritto = StringIO()
    call_command("misura", "--json", "--volte", "1", stdout=scritto)
    return json.loads(scritto.getvalue())


class TestMisura:
    def test_every_list_and_record_page_is_there_with_something_to_show(self) -> None:
        da_aprire = {pagina.nome: pagina for pagina in pagine()}
        assert {"rendicontazione:spesa_elenco", "rendicontazione:quadro", "persona_scheda"} <= set(da_aprire)
        senza = {nome for nome, pagina in da_aprire.items() if not pagina.indirizzo}
        assert senza <= {"rendicontazione:importazione_scheda"}
        elenchi = {nome for nome, pagina in da_aprire.items() if pagina.elenco and not pagina.modello}
        assert {nome for nome in elenchi if not nome.endswith(":indicatore_elenco")} == {
            "linea_elenco",
            "formazione:pubblica_elenco",
            "rendicontazione:costo_offerto_elenco",
            "rendicontazione:relazione_elenco",
        }

    def test_it_measures_ours_and_djangos_and_changes_nothing(self) -> None:
        prima = quanti()
        dati = misurato()
        assert quanti() == prima
        aperte = [voce for voce in dati["pagine"] if voce["nostra"]]
        assert {voce["pagina"]: voce["nostra"]["stato"] for voce in aperte if voce["nostra"]["stato"] != 200} == {}
        assert [voce["pagina"] for voce in aperte if not 0 < voce["nostra"]["interrogazioni"] <= 12] == []
        spese = next(voce for voce in aperte if voce["pagina"] == "rendicontazione:spesa_elenco")
        assert (spese["righe"], spese["admin"]["stato"]) == (Spesa.objects.count(), 200)
        assert dati["budget"]["uguali"]
        assert len(tabella(dati)) == len(dati["pagine"]) + 5


def quanti() -> tuple[int, ...]:
    with connection.cursor() as cursore:
        cursore.execute("SELECT count(*) FROM django_session")
        sessioni = cursore.fetchone()[0]
    return Utente.objects.count(), LetturaFascicolo.objects.count(), sessioni
