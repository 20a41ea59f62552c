"""The buildings of the survey, page by page."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cohousing.models import FaseImmobile, FotoImmobile, RicognizioneImmobile
from tests.factories.cohousing import CostoFactory, immobile
from tests.factories.mondo_cohousing.immobile import fotografia
from tests.factories.persone import ComuneFactory
from valdera_housing.choices import Ruolo

pytestmark = pytest.mark.django_db
Entra = Callable[..., Client]
ELENCO = reverse("cohousing:immobile_elenco")
LEGGONO = [
    Ruolo.ASSISTENTE_SOCIALE, Ruolo.OPERATORE_ETS, Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS,
    Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE,
]  # fmt: skip


def pagina(nome: str, oggetto: Any) -> str:
    return reverse(f"cohousing:{nome}", args=[oggetto.pk])


def in_parole(risposta: Any) -> str:
    return risposta.content.decode().replace("\xa0", " ")


def chiave(**altro: Any) -> dict[str, Any]:
    return {"chiave": uuid4()} | altro


def bottoni(risposta: Any) -> list[str]:
    return [bottone.etichetta for bottone in risposta.context["pulsanti"]]


@pytest.mark.parametrize("ruolo", LEGGONO)
def test_who_reads_the_line_reads_list_record_history_and_papers(entra: Entra, ruolo: str) -> None:
    suo, client = immobile("APPROVATO_CABINA"), entra(ruolo)
    assert "Ex scuola elementare" in in_parole(client.get(ELENCO))
    scheda = in_parole(client.get(pagina("immobile_scheda", suo)))
    assert "Approvato dalla Cabina il 20/10/2026" in scheda
    assert "Cabina di Regia del 20/10/2026" in scheda
    assert client.get(pagina("immobile_storia", suo)).status_code == 200
    assert client.get(pagina("immobile_proposta_pdf", suo))["Content-Type"] == "application/pdf"
    assert client.get(reverse("cohousing:immobile_ricognizione_pdf"))["Content-Type"] == "application/pdf"


@pytest.mark.parametrize(
    ("filtri", "attesi"),
    [
        ({}, ["A", "B", "C"]),
        ({"q": "scuola via verdi"}, []),
        ({"q": "VERDI"}, ["B"]),
        ({"stato": "SCARTATO"}, ["D"]),
        ({"stato": "TUTTI"}, ["A", "B", "C", "D"]),
        ({"stato": "VALUTATO"}, ["A"]),
        ({"proprietario_tipo": "PARROCCHIA"}, ["B"]),
        ({"categoria": "ANZIANI_SOLI"}, ["A"]),
        ({"disponibilita": "OCCUPATO"}, ["C"]),
        ({"comune": "Ponsacco"}, ["C"]),
    ],
)
def test_what_is_looked_for_is_found_on_the_page_and_in_the_sheet(
    entra: Entra, filtri: dict[str, str], attesi: list[str]
) -> None:
    ponsacco = ComuneFactory(nome="Ponsacco")
    immobile("VALUTATO", denominazione="A")
    immobile("SEGNALATO", denominazione="B", indirizzo="via Verdi", proprietario_tipo="PARROCCHIA")
    immobile("RILEVATO", denominazione="C", disponibilita="OCCUPATO", comune=ponsacco)
    immobile("SCARTATO", denominazione="D")
    filtri = filtri | ({"comune": str(ponsacco.pk)} if "comune" in filtri else {})
    client = entra(Ruolo.REVISORE)
    righe = client.get(ELENCO, filtri).context["righe"]
    assert sorted(riga.immobile.denominazione for riga in righe) == attesi
    foglio = client.get(reverse("cohousing:immobile_esporta"), filtri | {"formato": "csv"})
    contenuto = b"".join(foglio.streaming_content)
    assert len(contenuto.decode("utf-8-sig").strip().splitlines()) == 1 + len(attesi)


@pytest.mark.parametrize(
    ("ordine", "attesi"),
    [("-punteggio", ["B", "A"]), ("costo", ["B", "A"]), ("-data", ["A", "B"]), ("comune", ["A", "B"])],
)
def test_the_list_is_sorted_by_score_cost_day_and_comune(entra: Entra, ordine: str, attesi: list[str]) -> None:
    immobile("VALUTATO", denominazione="A", punteggio=60, costo_adeguamento=90000, segnalato_il=date(2026, 9, 8))
    immobile("VALUTATO", denominazione="B", punteggio=80, costo_adeguamento=80000)
    righe = entra(Ruolo.REVISORE).get(ELENCO, {"ordine": ordine}).context["righe"]
    assert [riga.immobile.denominazione for riga in righe] == attesi


def test_the_list_says_how_many_are_in_each_state(entra: Entra) -> None:
    immobile("VALUTATO")
    immobile("SCARTATO")
    tessere = entra(Ruolo.REVISORE).get(ELENCO).context["tessere"]
    assert [(t.etichetta, t.cifra) for t in tessere] == [
        ("Segnalato", "0"), ("Rilevato", "0"), ("Valutato", "1"), ("Proposto alla Cabina", "0"),
        ("Approvato dalla Cabina", "0"), ("Scartato", "1"),
    ]  # fmt: skip


def test_an_operator_tells_of_a_building_once(entra: Entra) -> None:
    client, comune = entra(Ruolo.OPERATORE_ETS), ComuneFactory()
    dati = chiave(
        comune=comune.pk, indirizzo="via Nuova", civico="1", proprietario_tipo="COMUNE", fonte="COMUNE",
        segnalato_il="2026-11-02", disponibilita="LIBERO", titolo_possibile="DA_DEFINIRE", superficie="72,5",
        costo_adeguamento="40.000,00", categorie=["STUDENTI", "LAVORATORI"],
    )  # fmt: skip
    fatto = client.post(reverse("cohousing:immobile_nuovo"), dati)
    suo = RicognizioneImmobile.objects.get()
    assert fatto["Location"] == pagina("immobile_scheda", suo)
    assert (suo.numero, str(suo.superficie), str(suo.costo_adeguamento), suo.categorie) == (
        "RI-2026-0001", "72.50", "40000.00", ["STUDENTI", "LAVORATORI"],
    )  # fmt: skip
    client.post(reverse("cohousing:immobile_nuovo"), dati)
    doppio = client.post(reverse("cohousing:immobile_nuovo"), dati | chiave(indirizzo="VIA NUOVA "))
    assert (doppio.status_code, RicognizioneImmobile.objects.count()) == (422, 1)
    assert "già nella ricognizione" in in_parole(doppio)


@pytest.mark.parametrize(
    ("campo", "scritto", "frase"),
    [
        ("comune", "", "Scegli il comune."),
        ("indirizzo", "", "Scrivi la via o la piazza."),
        ("superficie", "tanta", "Scrivi una misura come 72,5."),
        ("costo_adeguamento", "NaN", "Scrivi un importo come 1.234,56."),
        ("segnalato_il", "2026-11-20", "La data è nel futuro: scrivila quando sarà successo."),
        ("stato_conservazione", "6", "Scegli un'opzione valida. 6 non è tra quelle disponibili."),
        ("note", "a\x00b", "I caratteri null non sono ammessi."),
    ],
)
def test_what_is_typed_wrong_is_told_beside_the_field(entra: Entra, campo: str, scritto: str, frase: str) -> None:
    client = entra(Ruolo.OPERATORE_ETS)
    giusti = chiave(
        comune=ComuneFactory().pk, indirizzo="via Nuova", proprietario_tipo="COMUNE", fonte="COMUNE",
        segnalato_il="2026-11-02", disponibilita="LIBERO", titolo_possibile="DA_DEFINIRE",
    )  # fmt: skip
    risposta = client.post(reverse("cohousing:immobile_nuovo"), giusti | {campo: scritto})
    assert (risposta.status_code, RicognizioneImmobile.objects.count()) == (422, 0)
    assert risposta.context["form"].errors[campo] == [frase]


def test_a_building_goes_through_its_pages_to_the_cabina(entra: Entra) -> None:
    suo, client = immobile("SEGNALATO"), entra(Ruolo.COORDINATORE_ETS)
    scheda = pagina("immobile_scheda", suo)
    assert bottoni(client.get(scheda))[0] == "Registra il sopralluogo…"
    visto = {
        "rilevato_il": "2026-11-10", "superficie": "210", "posti_letto": "10", "stato_conservazione": "3",
        "servizi_vicini": "4", "accessibile": "on",
    }  # fmt: skip
    assert client.post(pagina("immobile_rileva", suo), chiave(**visto))["Location"] == scheda
    fase = chiave(descrizione="Lavori", mesi="8", costo="85.000,00")
    assert client.post(pagina("immobile_aggiungi_fase", suo), fase)["Location"] == f"{scheda}#h-fasi"
    form = client.get(pagina("immobile_valuta", suo))
    assert 'value="85.000,00"' in in_parole(form)
    valutato = chiave(costo_adeguamento="85.000,00", titolo_possibile="CONCESSIONE", categorie=["ANZIANI_SOLI"])
    assert client.post(pagina("immobile_valuta", suo), valutato)["Location"] == scheda
    assert "83 su 100" in in_parole(client.get(pagina("immobile_proponi", suo)))
    client.post(pagina("immobile_proponi", suo), chiave(proposta="Sei alloggi."))
    assert bottoni(client.get(scheda)) == ["Aggiungi una fotografia…", "Aggiungi una spesa…", "Proposta in PDF"]
    unione = entra(Ruolo.FUNZIONARIO_UNIONE)
    assert bottoni(unione.get(scheda)) == [
        "Registra l’approvazione della Cabina…", "Rinvia con osservazioni…", "Proposta in PDF",
    ]  # fmt: skip
    unione.post(pagina("immobile_approva", suo), chiave(seduta="Seduta n. 4", approvato_il="2026-11-19"))
    suo.refresh_from_db()
    assert (suo.stato, suo.punteggio, suo.seduta) == ("APPROVATO_CABINA", 83, "Seduta n. 4")


def test_the_unione_sends_back_with_what_the_cabina_observes(entra: Entra) -> None:
    suo, client = immobile("PROPOSTO"), entra(Ruolo.FUNZIONARIO_UNIONE)
    client.post(pagina("immobile_rinvia", suo), chiave(osservazioni="Manca il piano"))
    assert "La Cabina lo ha rinviato" in in_parole(client.get(pagina("immobile_scheda", suo)))


def test_a_building_is_discarded_and_taken_again(entra: Entra) -> None:
    suo, client = immobile("RILEVATO"), entra(Ruolo.OPERATORE_ETS)
    client.post(pagina("immobile_scarta", suo), chiave(motivo="Il tetto è crollato"))
    scheda = client.get(pagina("immobile_scheda", suo))
    assert (bottoni(scheda)[0], "Il tetto è crollato" in in_parole(scheda)) == ("Riprendi in esame", True)
    client.post(pagina("immobile_riprendi", suo), chiave())
    suo.refresh_from_db()
    assert suo.stato == "SEGNALATO"
    rifiuto = client.post(pagina("immobile_riprendi", suo), chiave())
    assert (rifiuto.status_code, "Non si può più" in in_parole(rifiuto)) == (422, True)


def test_a_rule_that_refuses_is_told_on_the_same_page(entra: Entra) -> None:
    suo, client = immobile("VALUTATO"), entra(Ruolo.COORDINATORE_ETS)
    risposta = client.post(pagina("immobile_proponi", suo), chiave(proposta="Sei alloggi."))
    assert (risposta.status_code, "Aggiungi almeno una fase" in in_parole(risposta)) == (422, True)
    assert "Sei alloggi." in in_parole(risposta)


def test_who_saves_second_sees_what_changed(entra: Entra) -> None:
    suo, client = immobile("VALUTATO"), entra(Ruolo.OPERATORE_ETS)
    dati = {
        "comune": suo.comune_id, "indirizzo": "via Altra", "proprietario_tipo": "COMUNE", "fonte": "COMUNE",
        "segnalato_il": "2026-09-07", "rilevato_il": "2026-09-21", "disponibilita": "LIBERO",
        "titolo_possibile": "CONCESSIONE", "superficie": "210", "posti_letto": "10", "stato_conservazione": "3",
        "servizi_vicini": "4", "costo_adeguamento": "85.000,00", "categorie": ["ANZIANI_SOLI"], "versione": 1,
    }  # fmt: skip
    primo = client.post(pagina("immobile_modifica", suo), dati | chiave())
    assert primo["Location"] == pagina("immobile_scheda", suo)
    secondo = client.post(pagina("immobile_modifica", suo), dati | chiave(indirizzo="via Terza"))
    assert (secondo.status_code, "via Terza" in in_parole(secondo)) == (409, True)
    suo.refresh_from_db()
    assert (suo.indirizzo, suo.punteggio) == ("via Altra", 78)


def test_phases_are_corrected_and_taken_away_from_the_record(entra: Entra) -> None:
    suo, client = immobile("RILEVATO"), entra(Ruolo.OPERATORE_ETS)
    fase = FaseImmobile.objects.create(immobile=suo, numero=1, descrizione="Lavori", mesi=8, costo=90000)
    assert "90.000,00" in in_parole(client.get(pagina("immobile_scheda", suo)))
    dati = {"versione": 1, "descrizione": "Lavori", "mesi": "9", "costo": "80.000"}
    client.post(pagina("fase_modifica", fase), chiave(**dati))
    fase.refresh_from_db()
    assert (fase.mesi, str(fase.costo)) == (9, "80000.00")
    secondo = client.post(pagina("fase_modifica", fase), chiave(**dati | {"mesi": "3"}))
    assert (secondo.status_code, secondo.context["conflitto"] is None) == (409, False)
    assert client.post(pagina("fase_modifica", fase), chiave(descrizione="", mesi="99")).status_code == 422
    client.post(pagina("fase_togli", fase), chiave())
    assert FaseImmobile.objects.count() == 0


def test_a_photograph_is_added_shown_and_taken_away(entra: Entra) -> None:
    suo, client = immobile("SEGNALATO"), entra(Ruolo.OPERATORE_ETS)
    file = SimpleUploadedFile("facciata.jpg", fotografia())
    fatto = client.post(pagina("immobile_aggiungi_foto", suo), chiave(descrizione="La facciata", file=file))
    assert fatto["Location"] == f"{pagina('immobile_scheda', suo)}#h-foto"
    foto = FotoImmobile.objects.get()
    assert 'alt="La facciata"' in in_parole(client.get(pagina("immobile_scheda", suo)))
    aperta = client.get(pagina("foto_apri", foto))
    assert (aperta["Content-Type"], b"".join(aperta.streaming_content)[:2]) == ("image/jpeg", b"\xff\xd8")
    client.post(pagina("foto_togli", foto), chiave())
    assert FotoImmobile.objects.count() == 0


def test_the_record_counts_what_was_spent_on_the_building(entra: Entra) -> None:
    suo = immobile("VALUTATO")
    CostoFactory(struttura=None, immobile=suo, importo="100.00")
    CostoFactory(struttura=None, immobile=suo, importo="50.50")
    spese = entra(Ruolo.CONTABILE_ETS).get(pagina("immobile_scheda", suo)).context["spese"]
    assert (spese.quante, str(spese.totale)) == (2, "150.50")


def test_the_cabina_does_not_come_in(entra: Entra) -> None:
    suo, client = immobile("PROPOSTO"), entra(Ruolo.CABINA)
    pagine = [ELENCO, pagina("immobile_scheda", suo), pagina("immobile_proposta_pdf", suo)]
    assert [client.get(p).status_code for p in pagine] == [403, 403, 403]
