"""The pages of the local accords."""

from decimal import Decimal as D
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories.casa import AccordoTerritorialeFactory, FasciaAccordoFactory
from tests.factories.persone import ComuneFactory
from tests.valdera_housing.views.invio import errori, invia
from valdera_housing.choices import Ruolo
from valdera_housing.models import AccordoTerritoriale

pytestmark = pytest.mark.django_db


def url(nome: str, *chiavi: object) -> str:
    return reverse(f"gestore:{nome}", args=chiavi)


def scritto(comune: Any, *righe: dict[str, Any], **altro: Any) -> dict[str, Any]:
    """The accord and its bands as the page posts them, with a blank row at the end."""
    dati = {"comune": comune.pk, "depositato_il": "2024-01-01", "valido_dal": "2024-02-01"}
    dati |= {"fasce-TOTAL_FORMS": len(righe) + 1, "fasce-INITIAL_FORMS": 0}
    for n, riga in enumerate(righe):
        dati |= {f"fasce-{n}-{nome}": valore for nome, valore in riga.items()}
    return dati | altro


CENTRO = {"zona": "Centro", "subfascia": "1", "minimo_mq_anno": "60,00", "massimo_mq_anno": "96,00"}


def fasce(accordo: AccordoTerritoriale) -> list[tuple[str, D]]:
    return list(accordo.fasce.values_list("zona", "massimo_mq_anno"))


@pytest.mark.parametrize("ruolo", [Ruolo.COORDINATORE_ETS, Ruolo.FUNZIONARIO_UNIONE])
def test_an_accord_is_registered_read_and_corrected(entra: Any, ruolo: str) -> None:
    client, comune = entra(ruolo), ComuneFactory()
    assert client.get(url("accordo_nuovo")).status_code == 200
    testo = SimpleUploadedFile("accordo.pdf", b"%PDF-1.7 accordo", "application/pdf")
    invia(client, url("accordo_nuovo"), **scritto(comune, CENTRO, testo=testo))
    accordo = AccordoTerritoriale.objects.get()
    assert fasce(accordo) == [("Centro", D("96.00"))]
    assert client.get(url("accordo_scheda", accordo.pk)).status_code == 200
    assert b"".join(client.get(url("accordo_file", accordo.pk)).streaming_content) == b"%PDF-1.7 accordo"
    modifica = client.get(url("accordo_modifica", accordo.pk))
    assert len(modifica.context["form"].fasce.forms) == 4
    riga = CENTRO | {"pk": accordo.fasce.get().pk, "massimo_mq_anno": "97,00"}
    altra = CENTRO | {"zona": "Collina"}
    invia(client, url("accordo_modifica", accordo.pk), **scritto(comune, riga, altra, versione=1))
    assert fasce(accordo) == [("Centro", D("97.00")), ("Collina", D("96.00"))]
    togli = CENTRO | {"pk": accordo.fasce.get(zona="Centro").pk, "DELETE": "on"}
    invia(client, url("accordo_modifica", accordo.pk), **scritto(comune, togli, versione=2))
    assert fasce(accordo) == []
    conflitto = invia(client, url("accordo_modifica", accordo.pk), **scritto(comune, versione=1))
    assert conflitto.status_code == 409


def test_a_wrong_band_is_an_error_beside_its_field_and_nothing_is_written(entra: Any) -> None:
    client = entra(Ruolo.COORDINATORE_ETS)
    rovescia = CENTRO | {"minimo_mq_anno": "96,01"}
    risposta = invia(client, url("accordo_nuovo"), **scritto(ComuneFactory(), rovescia))
    assert (risposta.status_code, risposta.context["form"].fasce.errors[0]) == (
        422,
        {"massimo_mq_anno": ["Il massimo non è sotto il minimo."]},
    )
    assert AccordoTerritoriale.objects.count() == 0


def test_a_second_accord_of_the_same_days_is_explained(entra: Any) -> None:
    accordo = AccordoTerritorialeFactory()
    risposta = invia(entra(Ruolo.COORDINATORE_ETS), url("accordo_nuovo"), **scritto(accordo.comune))
    assert (risposta.status_code, errori(risposta)) == (
        422,
        {"__all__": ["In quei giorni questo comune ha già un accordo: chiudi prima quello."]},
    )


@pytest.mark.parametrize("ruolo", [Ruolo.OPERATORE_ETS, Ruolo.REVISORE, Ruolo.ASSISTENTE_SOCIALE])
def test_who_reads_contracts_reads_accords(entra: Any, ruolo: str) -> None:
    fascia = FasciaAccordoFactory(zona="Centro", subfascia="1")
    client = entra(ruolo)
    elenco = client.get(url("accordo_elenco") + f"?comune={fascia.accordo.comune_id}")
    assert ([a.quante_fasce for a in elenco.context["elenco"].pagina], elenco.context["pulsanti"]) == ([1], [])
    assert client.get(url("accordo_nuovo")).status_code == 403
    assert client.get(url("accordo_file", fascia.accordo_id)).status_code == 404
    foglio = client.get(url("accordo_esporta") + "?formato=csv")
    riga = b"".join(foglio.streaming_content).decode("utf-8-sig").splitlines()[1].split(";")
    assert riga[-4:] == ["Centro", "1", "60,00", "96,00"]
