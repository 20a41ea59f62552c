import uuid
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sportello.choices import TipoEventoSfratto
from sportello.models import EventoSfratto, Sfratto
from tests.factories.casa import CasoFactory, nucleo_con_adulto
from tests.factories.persone import ComuneFactory
from tests.factories.sportello import (
    AppuntamentoFactory,
    DomandaMisuraFactory,
    EventoSfrattoFactory,
    SfrattoFactory,
)
from valdera_housing.choices import Ruolo
from valdera_housing.models import LetturaFascicolo, Persona

E = TipoEventoSfratto
CHIUSO = {"stato": "CHIUSO", "esito": "EVITATO_RESTA", "chiuso_il": date(2026, 10, 21)}
INDIRIZZO = "/sportello/sfratti/"


def manda(client: Client, pagina: str, **dati: Any) -> Any:
    return client.post(pagina, {"chiave": str(uuid.uuid4())} | dati)


def trovati(client: Client, **filtri: Any) -> list[Sfratto]:
    return [r.sfratto for r in client.get(INDIRIZZO, filtri).context["righe"]]


def test_the_list_is_the_open_ones_the_nearest_day_first(entra: Callable[..., Client]) -> None:
    senza, lontano, vicino, passato = (
        SfrattoFactory(prossima_data=giorno, prossimo_passo="Udienza")
        for giorno in (None, date(2027, 1, 10), date(2026, 11, 28), date(2026, 11, 16))
    )
    SfrattoFactory(**CHIUSO)
    client = entra(Ruolo.OPERATORE_ETS)
    assert trovati(client) == [passato, vicino, lontano, senza]
    pagina = client.get(INDIRIZZO).content.decode()
    assert "passata da 3 giorni" in pagina
    assert "fra 9 giorni" in pagina
    assert "Registra com’è andata l’udienza" in pagina


def test_the_list_is_narrowed_by_what_matters(entra: Callable[..., Client]) -> None:
    client = entra(Ruolo.COORDINATORE_ETS)
    caso = CasoFactory(case_manager=client.utente)
    udienza = SfrattoFactory(caso=caso, stato="UDIENZA", tipo="FINITA_LOCAZIONE", prossima_data=date(2026, 11, 24))
    passato = SfrattoFactory(prossima_data=date(2026, 11, 10), rg_numero="1234", locatore="Immobiliare Arno")
    senza = SfrattoFactory(caso__nucleo=nucleo_con_adulto(comune=ComuneFactory(nome="Peccioli")))
    chiuso = SfrattoFactory(**CHIUSO)
    assert trovati(client, stato="UDIENZA") == [udienza]
    assert trovati(client, tipo="FINITA_LOCAZIONE") == [udienza]
    assert trovati(client, entro="7") == [passato, udienza]
    assert trovati(client, entro="PASSATA") == [passato]
    assert trovati(client, entro="SENZA") == [senza]
    assert trovati(client, segue=client.utente.pk) == [udienza]
    assert trovati(client, comune=senza.caso.nucleo.comune_id) == [senza]
    assert trovati(client, stato="CHIUSO") == [chiuso]
    assert len(trovati(client, stato="TUTTI")) == 4
    for esito in ("EVITATO_RESTA", "EVITATI"):
        assert trovati(client, esito=esito, chiuso_dal="2026-10-01", chiuso_al="2026-10-31") == [chiuso]
    assert trovati(client, esito="ESEGUITI") == []
    assert trovati(client, chiuso_dal="2026-11-01") == []
    for parola in ("arno", "1234", passato.numero.lower(), passato.caso.nucleo.codice, passato.caso.numero):
        assert trovati(client, q=parola) == [passato]
    Persona.objects.filter(appartenenze__nucleo=passato.caso.nucleo).update(cognome="Zuccheri")
    assert trovati(client, q="zuccheri") == [passato]


def test_another_comune_is_not_there(entra: Callable[..., Client]) -> None:
    suo = SfrattoFactory()
    altrui = SfrattoFactory(caso__nucleo=nucleo_con_adulto(comune=ComuneFactory(nome="Peccioli")))
    client = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[suo.caso.nucleo.comune])
    assert trovati(client) == [suo]
    for pagina in ("", "storia/", "stampa/", "modifica/", "eventi/nuovo/", "documenti/nuovo/", "chiudi/"):
        assert client.get(f"{INDIRIZZO}{altrui.pk}/{pagina}").status_code == 404
    assert client.get(f"{INDIRIZZO}nuovo/", {"caso": altrui.caso.pk}).status_code == 404
    assert "Peccioli" not in client.get(f"{INDIRIZZO}numeri/").content.decode()


def test_it_is_registered_in_the_case_of_a_household(entra: Callable[..., Client]) -> None:
    caso, altro = CasoFactory(), CasoFactory()
    SfrattoFactory()
    client = entra(Ruolo.OPERATORE_ETS)
    assert {c.pk for c in client.get(f"{INDIRIZZO}nuovo/").context["casi"]} == {caso.pk, altro.pk}
    assert client.get(f"{INDIRIZZO}nuovo/", {"q": caso.nucleo.codice}).context["casi"] == [caso]
    vuota = client.get(f"{INDIRIZZO}nuovo/", {"q": "Nessuno"}).content.decode()
    assert "apri prima" in vuota
    dati = {
        "tipo": "MOROSITA",
        "aperto_il": "2026-11-18",
        "indirizzo": "via Verdi 1",
        "locatore": "Gino",
        "tribunale": "Pisa",
    }
    dati |= {"importo_morosita": "5.000,00", "fragilita": ["MINORI", "OVER_70"]}
    assert manda(client, f"{INDIRIZZO}nuovo/?caso={caso.pk}", **dati | {"aperto_il": "2026-11-20"}).status_code == 422
    assert manda(client, f"{INDIRIZZO}nuovo/?caso={caso.pk}", **dati).status_code == 302
    sfratto = Sfratto.objects.get(caso=caso)
    assert (sfratto.importo_morosita, sfratto.fragilita) == (5000, ["MINORI", "OVER_70"])
    assert client.get(f"{INDIRIZZO}nuovo/?caso={caso.pk}").status_code == 404


def test_the_record_tells_the_whole_story(entra: Callable[..., Client]) -> None:
    sfratto = SfrattoFactory(stato="PRECETTO", prossima_data=date(2026, 9, 30), prossimo_passo="Precetto")
    EventoSfrattoFactory(sfratto=sfratto)
    EventoSfrattoFactory(sfratto=sfratto, tipo=E.PRECETTO, giorno=date(2026, 9, 20), per_il=None, spese="180.50")
    domanda = DomandaMisuraFactory(caso=sfratto.caso, sfratto=sfratto)
    client = entra(Ruolo.OPERATORE_ETS)
    pagina = client.get(f"{INDIRIZZO}{sfratto.pk}/")
    testo = pagina.content.decode()
    assert pagina.context["dovuto"][-1] == ("In tutto", Decimal("5780.50"))
    assert [(m.passo.nome, m.aspetto.etichetta) for m in pagina.context["momenti"]] == [
        ("Convalida", "Fatto"),
        ("Precetto notificato", "Fatto"),
        ("Da qui può arrivare il preavviso di rilascio: registra che cosa è successo", "Da registrare"),
        ("Preavviso di rilascio", "Può seguire"),
        ("Accesso n. 1", "Può seguire"),
        ("Accesso n. 2", "Può seguire"),
    ]
    for parola in ("fra il 30/09/2026 e il 19/12/2026", "art. 608 c.p.c.", domanda.numero, "La data è passata"):
        assert parola in testo
    assert LetturaFascicolo.objects.get().nucleo == sfratto.caso.nucleo


def test_a_secret_address_is_read_by_who_may(entra: Callable[..., Client]) -> None:
    sfratto = SfrattoFactory(indirizzo="via Segreta 7")
    Persona.objects.filter(appartenenze__nucleo=sfratto.caso.nucleo).update(indirizzo_protetto=True)
    for ruolo, legge in ((Ruolo.OPERATORE_ETS, False), (Ruolo.COORDINATORE_ETS, True)):
        client = entra(ruolo)
        assert ("via Segreta" in client.get(f"{INDIRIZZO}{sfratto.pk}/").content.decode()) is legge
        foglio = b"".join(client.get(f"{INDIRIZZO}esporta/?formato=csv").streaming_content).decode()
        assert ("via Segreta" in foglio) is legge
        assert ("indirizzo" in client.get(f"{INDIRIZZO}{sfratto.pk}/modifica/").context["form"].fields) is legge


def test_what_happened_is_written_with_its_warnings(entra: Callable[..., Client]) -> None:
    sfratto = SfrattoFactory()
    client = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[sfratto.caso.nucleo.comune])
    indirizzo = f"{INDIRIZZO}{sfratto.pk}/eventi/nuovo/"
    assert 'value="ACCESSO" selected' in client.get(indirizzo, {"tipo": "ACCESSO"}).content.decode()
    intimazione = {"tipo": "INTIMAZIONE", "giorno": "2026-11-10", "per_il": "2026-11-24", "ora": "10:30"}
    risposta = client.post(indirizzo, intimazione | {"chiave": str(uuid.uuid4()), "forza_pubblica": "on"}, follow=True)
    testo = risposta.content.decode()
    assert testo.count("ci sono 14 giorni, ne servono 20: si può contestare") == 2
    assert "martedì 24/11/2026, ore\N{NO-BREAK SPACE}10:30, fra 5 giorni" in testo
    sfratto.refresh_from_db()
    assert (sfratto.stato, sfratto.prossima_data, sfratto.forza_pubblica) == ("INTIMAZIONE", date(2026, 11, 24), True)
    for sbagliato in (
        {"tipo": "UDIENZA", "giorno": "2026-11-20"},
        {"tipo": "UDIENZA", "giorno": "2026-11-18", "esito": "NEGATIVO"},
        {"tipo": "UDIENZA", "giorno": "2026-11-18", "ora": "10:00"},
        {"tipo": "ACCESSO", "giorno": "2026-11-18"},
    ):
        assert manda(client, indirizzo, **sbagliato).status_code == 422
    assert EventoSfratto.objects.count() == 1


def test_a_wrong_fact_is_put_right_or_taken_away(entra: Callable[..., Client]) -> None:
    sfratto = SfrattoFactory()
    client = entra(Ruolo.OPERATORE_ETS)
    suo = EventoSfrattoFactory(sfratto=sfratto, registrato_da=client.utente)
    altrui = EventoSfrattoFactory(sfratto=sfratto, tipo=E.PRECETTO, giorno=date(2026, 9, 20), per_il=None)
    pagina = client.get(f"{INDIRIZZO}{sfratto.pk}/")
    assert [corregge for _, corregge in pagina.context["eventi"]] == [False, True]
    dati = {"tipo": "CONVALIDA", "giorno": "2026-03-12", "per_il": "2026-09-30"}
    assert manda(client, f"{INDIRIZZO}{sfratto.pk}/eventi/{suo.pk}/correggi/", **dati).status_code == 302
    assert manda(client, f"{INDIRIZZO}{sfratto.pk}/eventi/{altrui.pk}/elimina/").status_code == 422
    assert manda(client, f"{INDIRIZZO}{sfratto.pk}/eventi/{suo.pk}/elimina/").status_code == 302
    assert list(EventoSfratto.objects.all()) == [altrui]
    storia = client.get(f"{INDIRIZZO}{sfratto.pk}/storia/").content.decode()
    assert "Evento dello sfratto: eliminazione" in storia
    assert client.get(f"{INDIRIZZO}{SfrattoFactory().pk}/eventi/{altrui.pk}/correggi/").status_code == 404


def test_a_document_is_added_and_opened_by_who_may(entra: Callable[..., Client]) -> None:
    sfratto = SfrattoFactory()
    client = entra(Ruolo.OPERATORE_ETS)
    indirizzo = f"{INDIRIZZO}{sfratto.pk}/documenti/nuovo/"
    pdf = SimpleUploadedFile("intimazione.pdf", b"%PDF-1.7 intimazione")
    assert manda(client, indirizzo, nome="Intimazione", file=pdf).status_code == 302
    falso = SimpleUploadedFile("intimazione.pdf", b"MZ programma")
    assert manda(client, indirizzo, nome="Intimazione", file=falso).status_code == 422
    file = sfratto.file.get()
    risposta = client.get(f"{INDIRIZZO}{sfratto.pk}/documenti/{file.pk}/")
    assert (b"".join(risposta.streaming_content), risposta["X-Content-Type-Options"]) == (
        b"%PDF-1.7 intimazione",
        "nosniff",
    )
    assert client.get(f"{INDIRIZZO}{SfrattoFactory().pk}/documenti/{file.pk}/").status_code == 404


def test_it_is_closed_as_the_facts_propose_and_reopened_by_who_coordinates(entra: Callable[..., Client]) -> None:
    sfratto = SfrattoFactory()
    EventoSfrattoFactory(sfratto=sfratto, tipo=E.RINUNCIA, giorno=date(2026, 11, 10), per_il=None)
    client = entra(Ruolo.OPERATORE_ETS)
    indirizzo = f"{INDIRIZZO}{sfratto.pk}/chiudi/"
    assert client.get(indirizzo).context["form"].initial == {"esito": "EVITATO_RESTA", "il": date(2026, 11, 10)}
    assert manda(client, indirizzo, esito="ESEGUITO", il="2026-11-10", nota="Fine").status_code == 422
    assert manda(client, indirizzo, esito="EVITATO_RESTA", il="2026-11-10", nota="Rinuncia").status_code == 302
    assert "Evitato: resta nella casa" in client.get(f"{INDIRIZZO}{sfratto.pk}/").content.decode()
    assert client.get(f"{INDIRIZZO}{sfratto.pk}/riapri/").status_code == 403
    coordina = entra(Ruolo.COORDINATORE_ETS)
    assert manda(coordina, f"{INDIRIZZO}{sfratto.pk}/riapri/", perche="Errore").status_code == 302
    sfratto.refresh_from_db()
    assert sfratto.stato == "DISDETTA_O_MORA"


def test_two_people_who_correct_it_see_each_other(entra: Callable[..., Client]) -> None:
    sfratto = SfrattoFactory()
    client = entra(Ruolo.OPERATORE_ETS)
    indirizzo = f"{INDIRIZZO}{sfratto.pk}/modifica/"
    dati = {
        "tipo": "MOROSITA", "aperto_il": "2026-02-10", "indirizzo": "via Verdi 12", "locatore": "Ada Neri",
        "tribunale": "Pisa", "versione": "1",
    }  # fmt: skip
    assert manda(client, indirizzo, **dati).status_code == 302
    assert manda(client, indirizzo, **dati | {"locatore": "Gino Baldi"}).status_code == 409


def test_the_numbers_lead_to_the_rows_behind_them(entra: Callable[..., Client]) -> None:
    chiuso = SfrattoFactory(**CHIUSO)
    EventoSfrattoFactory(sfratto=chiuso)
    SfrattoFactory(aperto_il=date(2025, 5, 1))
    client = entra(Ruolo.COORDINATORE_ETS)
    pagina = client.get(f"{INDIRIZZO}numeri/", {"dal": "2026-01-01", "al": "2026-10-31"})
    assert pagina.context["comuni"][0].celle[:2] == [
        (1, f"{INDIRIZZO}?comune={chiuso.caso.nucleo.comune_id}&aperto_dal=2026-01-01&aperto_al=2026-10-31"),
        (
            1,
            f"{INDIRIZZO}?comune={chiuso.caso.nucleo.comune_id}&esito=EVITATO_RESTA"
            "&chiuso_dal=2026-01-01&chiuso_al=2026-10-31",
        ),
    ]
    for numero, url in [*pagina.context["comuni"][0].celle, *pagina.context["provvedimenti"][-1].celle]:
        assert len(client.get(url).context["righe"]) == numero
    assert client.get(f"{INDIRIZZO}numeri/", {"dal": "2026-02-01", "al": "2026-01-01"}).status_code == 422
    foglio = client.get(f"{INDIRIZZO}numeri/esporta/?formato=csv&tavola=esiti&dal=2026-01-01&al=2026-12-31")
    righe = b"".join(foglio.streaming_content).decode().splitlines()
    assert righe[1:] == ["Pontedera;1;1;0;0;0"]
    sola_lettura = entra(Ruolo.REVISORE).get(f"{INDIRIZZO}numeri/")
    assert {url for riga in sola_lettura.context["comuni"] for _, url in riga.celle} == {""}


@pytest.mark.parametrize("profilo", ["3a", "ua1"])
def test_the_sheet_to_print_passes_both_validators(entra: Callable[..., Client], profilo: str) -> None:
    import io

    import page
    import pypdf

    sfratto = SfrattoFactory(fragilita=["MINORI"])
    EventoSfrattoFactory(sfratto=sfratto)
    EventoSfrattoFactory(sfratto=sfratto, tipo=E.PREAVVISO, giorno=date(2026, 11, 2), per_il=date(2026, 11, 10))
    DomandaMisuraFactory(caso=sfratto.caso, sfratto=sfratto)
    risposta = entra(Ruolo.OPERATORE_ETS).get(f"{INDIRIZZO}{sfratto.pk}/stampa/")
    assert risposta["Content-Type"] == "application/pdf"
    assert [e.rule_id for e in page.validate_pdf_bytes(risposta.content, profile=profilo).failures] == []
    pdf = pypdf.PdfReader(io.BytesIO(risposta.content))
    testo = " ".join(pdf.pages[0].extract_text().split())
    assert len(pdf.pages) == 1
    assert "Registra com’è andato l’accesso" in testo
    assert "si può contestare" in testo
    assert "Rossi" not in testo


def test_the_eviction_its_application_and_an_appointment_lead_back_to_their_case(
    entra: Callable[..., Client],
) -> None:
    sfratto = SfrattoFactory()
    caso = sfratto.caso
    persona = nucleo_con_adulto(comune=caso.nucleo.comune).membri.get().persona
    domanda = DomandaMisuraFactory(caso=caso, sfratto=sfratto)
    appuntamento = AppuntamentoFactory(caso=caso, nucleo=caso.nucleo, persona=persona)
    client = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[caso.nucleo.comune])
    for pagina in (f"sfratti/{sfratto.pk}", f"domande/{domanda.pk}", f"appuntamenti/{appuntamento.pk}"):
        assert f'href="{caso.get_absolute_url()}"' in client.get(f"/sportello/{pagina}/").content.decode()


def test_who_closes_the_case_reads_which_eviction_goes_on_without_it(entra: Callable[..., Client]) -> None:
    aperto, finito = SfrattoFactory(), SfrattoFactory(**CHIUSO)
    client = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[aperto.caso.nucleo.comune, finito.caso.nucleo.comune])
    testo = client.get(f"{aperto.caso.get_absolute_url()}chiudi/").content.decode()
    assert "Restano da chiudere a parte" in testo
    assert f"lo sfratto {aperto.numero}" in testo
    assert "Restano da chiudere" not in client.get(f"{finito.caso.get_absolute_url()}chiudi/").content.decode()
