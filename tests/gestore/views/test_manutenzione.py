import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from gestore.models import Manutenzione
from tests.factories.casa import AlloggioFactory
from tests.factories.gestore import ManutenzioneFactory
from tests.factories.persone import ComuneFactory
from valdera_housing.choices import Ruolo, StatoAlloggio

LEGGONO = [r for r in Ruolo if r not in (Ruolo.AMMINISTRATORE, Ruolo.CABINA, Ruolo.ASSISTENTE_SOCIALE)]


def manda(client: Client, indirizzo: str, **dati: Any) -> Any:
    return client.post(indirizzo, {"chiave": str(uuid.uuid4())} | dati)


@pytest.mark.parametrize("ruolo", LEGGONO)
def test_who_sees_the_homes_reads_the_manutenzioni(entra: Callable[..., Client], ruolo: str) -> None:
    manutenzione = ManutenzioneFactory()
    pagina = entra(ruolo).get("/gestore/manutenzioni/?stato=DA_FARE")
    assert [m for m, _ in pagina.context["righe"]] == [manutenzione]
    scheda = entra(ruolo).get(f"/gestore/manutenzioni/{manutenzione.pk}/").content.decode()
    assert "La caldaia non parte" in scheda
    assert ("Maria Rossi" in scheda) is (ruolo not in (Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE))


def test_a_social_worker_sees_those_of_her_comuni(entra: Callable[..., Client]) -> None:
    sua, altrui = ManutenzioneFactory(), ManutenzioneFactory(alloggio__comune=ComuneFactory(nome="Peccioli"))
    client = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[sua.alloggio.comune])
    assert [m for m, _ in client.get("/gestore/manutenzioni/").context["righe"]] == [sua]
    assert client.get(f"/gestore/manutenzioni/{altrui.pk}/").status_code == 404
    assert client.get("/gestore/manutenzioni/nuova/").status_code == 403


def test_the_list_finds_by_street_and_by_number(entra: Callable[..., Client]) -> None:
    prima = ManutenzioneFactory(alloggio__indirizzo="via della Vittoria")
    ManutenzioneFactory()
    client = entra(Ruolo.OPERATORE_ETS)
    for cercato in ("vittoria", prima.numero.lower()):
        trovate = client.get("/gestore/manutenzioni/", {"q": cercato}).context["righe"]
        assert [m for m, _ in trovate] == [prima]


def test_the_law_proposes_who_pays_and_the_urgency_by_when(entra: Callable[..., Client]) -> None:
    alloggio = AlloggioFactory(stato=StatoAlloggio.DISPONIBILE)
    client = entra(Ruolo.OPERATORE_ETS)
    assert (
        f'value="{alloggio.pk}" selected'
        in client.get("/gestore/manutenzioni/nuova/", {"alloggio": alloggio.pk}).content.decode()
    )
    dati = {
        "alloggio": alloggio.pk,
        "aperta_il": "2026-11-18",
        "segnalata_da": "Maria Rossi",
        "descrizione": "Rubinetto",
        "urgenza": "URGENTE",
        "natura": "PICCOLA",
    }
    assert manda(client, "/gestore/manutenzioni/nuova/", **dati).status_code == 302
    nuova = Manutenzione.objects.get()
    assert (nuova.alloggio, nuova.a_carico_di, nuova.entro_il) == (alloggio, "NUCLEO", date(2026, 11, 23))
    assert manda(client, "/gestore/manutenzioni/nuova/", **dati | {"aperta_il": "2026-11-20"}).status_code == 422


def test_what_the_rules_refuse_comes_back_with_the_reason(entra: Callable[..., Client]) -> None:
    manutenzione = ManutenzioneFactory(stato="ANNULLATA", esito="Doppia")
    risposta = manda(entra(Ruolo.OPERATORE_ETS), f"/gestore/manutenzioni/{manutenzione.pk}/annulla/", perche="Ancora")
    assert risposta.status_code == 422
    assert "Non si può più" in risposta.content.decode()


def test_the_quote_and_the_invoice_are_files_of_the_manutenzione(entra: Callable[..., Client]) -> None:
    manutenzione = ManutenzioneFactory()
    client = entra(Ruolo.COORDINATORE_ETS)
    indirizzo = f"/gestore/manutenzioni/{manutenzione.pk}"
    preventivo = {"fornitore": "Neri", "importo": "180,00", "ricevuto_il": "2026-11-12"}
    assert manda(client, f"{indirizzo}/preventivi/nuovo/", **preventivo).status_code == 302
    scelto = manutenzione.preventivi.get()
    assert client.get(f"{indirizzo}/preventivi/{scelto.pk}/").status_code == 404
    assert manda(client, f"{indirizzo}/autorizza/").status_code == 422
    assert manda(client, f"{indirizzo}/autorizza/", preventivo=scelto.pk).status_code == 302
    chiusura = {"chiusa_il": "2026-11-18", "costo": "180,00", "esito": "Riparata", "fornitore": "Neri"}
    assert manda(client, f"{indirizzo}/chiudi/", **chiusura).status_code == 302
    manutenzione.refresh_from_db()
    assert (manutenzione.stato, manutenzione.fornitore) == ("CHIUSA", "Neri")


def test_the_list_is_downloaded_with_the_same_filters(entra: Callable[..., Client]) -> None:
    ManutenzioneFactory(), ManutenzioneFactory(urgenza="ORDINARIA")
    foglio = entra(Ruolo.CONTABILE_ETS).get("/gestore/manutenzioni/esporta/?formato=csv&urgenza=ORDINARIA")
    assert len(b"".join(foglio.streaming_content).decode().splitlines()) == 2
