"""The pages of who asks for a place: who sees which, what they say, how an act is done and refused."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from cohousing.choices import Categoria, StatoCandidatura
from cohousing.models import Candidatura, Permanenza, Unita
from cohousing.queries.pagine import indirizzo
from tests.factories.casa import CasoFactory
from tests.factories.cohousing import (
    CandidaturaFactory,
    casa_aperta,
    madre_con_figlia,
    permanenza,
    proposta,
)
from tests.factories.persone import ComuneFactory
from valdera_housing.choices import Lettura, Ruolo
from valdera_housing.models import LetturaFascicolo, Persona

pytestmark = pytest.mark.django_db
Entra = Callable[..., Client]
ELENCO = reverse("cohousing:candidatura_elenco")
NUOVA = reverse("cohousing:candidatura_nuova")
CONFRONTA = reverse("cohousing:candidatura_confronta")
PERCHE = "È la prima arrivata e la camera va bene"


def pagina(candidatura: Candidatura, atto: str = "scheda", **domanda: Any) -> str:
    return reverse(f"cohousing:candidatura_{atto}", args=[candidatura.pk], query=domanda or None)


def candidata(**altro: Any) -> Candidatura:
    return CandidaturaFactory(**{"caso": madre_con_figlia()} | altro)


def invia(client: Client, dove: str, **dati: Any) -> Any:
    return client.post(dove, {"chiave": uuid4(), "versione": 1} | dati)


def in_parole(risposta: Any) -> str:
    return risposta.content.decode().replace("\xa0", " ")


# --- who sees what -------------------------------------------------------------------------------------------


def test_a_social_worker_sees_the_candidates_of_her_comuni(entra: Entra) -> None:
    mia, altrove = candidata(), candidata(caso=madre_con_figlia(comune=ComuneFactory(nome="Palaia")))
    assistente = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[mia.caso.nucleo.comune])
    assert [c for c, _ in assistente.get(ELENCO).context["righe"]] == [mia]
    assert [assistente.get(pagina(c)).status_code for c in (mia, altrove)] == [200, 404]
    assert [p.etichetta for p in assistente.get(pagina(mia)).context["pulsanti"]] == []
    assert assistente.get(pagina(mia, "proponi")).status_code == 403


def test_opening_a_candidate_is_a_reading_of_its_household(entra: Entra) -> None:
    candidatura = candidata()
    entra(Ruolo.OPERATORE_ETS).get(pagina(candidatura))
    assert list(LetturaFascicolo.objects.values_list("nucleo", "azione")) == [
        (candidatura.caso.nucleo_id, Lettura.VISTA)
    ]


# --- the list ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("filtri", "attese"),
    [
        ({}, ["C", "B", "A"]),
        ({"stato": "DA_DECIDERE"}, ["B", "A"]),
        ({"stato": "RITIRATA"}, ["C"]),
        ({"categoria": "STUDENTI"}, ["B"]),
        ({"accessibile": "True"}, ["B"]),
        ({"accessibile": "False"}, ["C", "A"]),
        ({"q": "neri àda"}, ["A"]),
        ({"q": "CA-A"}, ["A"]),
        ({"ordine": "attesa"}, ["C", "B", "A"]),
        ({"ordine": "-attesa"}, ["A", "B", "C"]),
        ({"ordine": "entro"}, ["B", "A", "C"]),
        ({"ordine": "numero"}, ["A", "B", "C"]),
    ],
)
def test_what_is_looked_for_is_found_on_the_page_and_in_the_sheet(
    entra: Entra, filtri: dict[str, str], attese: list[str]
) -> None:
    candidata(numero="CA-A", presentata_il=date(2026, 9, 1), richiedente="Neri Ada", entro_il=date(2027, 1, 31))
    candidata(
        numero="CA-B", presentata_il=date(2026, 10, 1), categoria=Categoria.STUDENTI, accessibile=True,
        entro_il=date(2026, 12, 31),
    )  # fmt: skip
    candidata(
        numero="CA-C", presentata_il=date(2026, 11, 1), stato=StatoCandidatura.RITIRATA, motivazione="Ha trovato casa",
        decisa_il=date(2026, 11, 3),
    )  # fmt: skip
    client = entra(Ruolo.OPERATORE_ETS)
    righe = client.get(ELENCO, filtri).context["righe"]
    assert [c.numero.removeprefix("CA-") for c, _ in righe] == attese
    foglio = client.get(reverse("cohousing:candidatura_esporta"), filtri | {"formato": "csv"})
    linee = b"".join(foglio.streaming_content).decode("utf-8-sig").strip().splitlines()[1:]
    assert [linea.split(";")[0].removeprefix("CA-") for linea in linee] == attese


def test_the_comune_and_the_code_of_the_household_find_it(entra: Entra) -> None:
    palaia = ComuneFactory(nome="Palaia")
    candidata()
    altrove = candidata(caso=madre_con_figlia(comune=palaia))
    client = entra(Ruolo.OPERATORE_ETS)
    for filtri in ({"comune": palaia.pk}, {"q": altrove.caso.nucleo.codice.lower()}):
        assert [c for c, _ in client.get(ELENCO, filtri).context["righe"]] == [altrove]


def test_a_list_downloaded_says_whose_names_left(entra: Entra) -> None:
    candidatura = candidata()
    client = entra(Ruolo.OPERATORE_ETS)
    b"".join(client.get(reverse("cohousing:candidatura_esporta")).streaming_content)
    testa = Persona.objects.get(appartenenze__nucleo=candidatura.caso.nucleo, appartenenze__parentela="INTESTATARIO")
    assert list(LetturaFascicolo.objects.values_list("persona", "azione")) == [(testa.pk, Lettura.ESPORTATA)]


def test_an_empty_list_says_where_to_begin(entra: Entra) -> None:
    vuoto = in_parole(entra(Ruolo.OPERATORE_ETS).get(ELENCO))
    assert "Prendi in carico un invio, oppure registra una famiglia che seguite già." in vuoto


# --- the record ----------------------------------------------------------------------------------------------


def test_the_record_says_who_is_in_the_household_and_what_is_not_written(entra: Entra) -> None:
    candidatura = candidata()
    Persona.objects.filter(appartenenze__nucleo=candidatura.caso.nucleo, nato_il=date(2018, 3, 1)).update(
        sesso="", cittadinanza=""
    )
    scheda = entra(Ruolo.OPERATORE_ETS).get(pagina(candidatura))
    assert [(v.etichetta, v.valore) for v in scheda.context["composizione"]] == [
        ("Intestatario", "36 anni, femmina, cittadinanza italiana"),
        ("Figlio o figlia", "8 anni, sesso da scrivere, cittadinanza da scrivere"),
    ]
    assert [(p.etichetta, p.tipo) for p in scheda.context["pulsanti"]] == [
        ("Proponi un’unità…", "primario"), ("Modifica", "secondario"), ("Registra il ritiro…", "secondario"),
    ]  # fmt: skip


def test_a_proposal_that_no_longer_fits_says_why_it_cannot_be_accepted(entra: Entra) -> None:
    candidatura = proposta(casa_aperta().unita.first(), caso=madre_con_figlia(), accessibile=True)
    scheda = entra(Ruolo.COORDINATORE_ETS).get(pagina(candidatura))
    motivi = {p.etichetta: p.motivo for p in scheda.context["pulsanti"] if p.motivo}
    assert motivi == {"Accogli…": "Non si può accogliere. Serve un’unità accessibile, e questa non lo è."}


def test_the_history_says_who_did_what(entra: Entra) -> None:
    candidatura = candidata()
    storia = entra(Ruolo.OPERATORE_ETS).get(pagina(candidatura, "storia"))
    assert [m.atto for m in storia.context["modifiche"]] == ["Registrazione"]


# --- a new one -----------------------------------------------------------------------------------------------


def compilata(**altro: Any) -> dict[str, Any]:
    return {"presentata_il": "2026-11-10", "categoria": "DONNE_SOLE_CON_FIGLI", "mesi": "12"} | altro


def test_a_household_followed_already_is_registered_by_its_code(entra: Entra) -> None:
    caso, operatore = madre_con_figlia(), entra(Ruolo.OPERATORE_ETS)
    dove = f"{NUOVA}?nucleo={caso.nucleo.codice.lower()}"
    form = operatore.get(dove)
    assert form.context["adatte"] == ["Donne sole con figli"]
    fatta = invia(
        operatore, dove, **compilata(condizioni=["LAVORA"], esigenze=["LETTO_BAMBINI"], entro_il="2027-01-31")
    )
    candidatura = Candidatura.objects.get()
    assert (fatta.status_code, fatta["Location"]) == (302, pagina(candidatura))
    assert (candidatura.caso, candidatura.condizioni, candidatura.esigenze, candidatura.entro_il) == (
        caso, ["LAVORA"], ["LETTO_BAMBINI"], date(2027, 1, 31),
    )  # fmt: skip
    doppia = invia(operatore, dove, **compilata())
    assert doppia.status_code == 422
    assert f"Questo nucleo ha già una candidatura aperta, {candidatura.numero}." in in_parole(doppia)


@pytest.mark.parametrize(
    ("codice", "frase"),
    [
        ("N-2019-0001", "Non c’è un nucleo con questo codice fra quelli che segui."),
        ("N\x00", "I caratteri null non sono ammessi."),
        ("chiuso", "Questo nucleo non ha un caso aperto: apri prima quello, dalla sua scheda."),
    ],
)
def test_a_household_that_cannot_ask_is_told_why(entra: Entra, codice: str, frase: str) -> None:
    chiuso = CasoFactory(chiuso_il=date(2026, 11, 10), esito="RINUNCIA")
    risposta = entra(Ruolo.OPERATORE_ETS).get(
        NUOVA, {"nucleo": chiuso.nucleo.codice if codice == "chiuso" else codice}
    )
    assert (risposta.status_code, risposta.context["form"].errors["nucleo"]) == (422, [frase])


@pytest.mark.parametrize(
    ("dati", "errori"),
    [
        ({"categoria": ""}, {"categoria": ["Scegli per quale categoria di casa."]}),
        ({"mesi": "61"}, {"mesi": ["Scrivi un numero di mesi da 1 a 60."]}),
        ({"mesi": "NaN"}, {"mesi": ["Scrivi un numero di mesi da 1 a 60."]}),
        ({"solo_quel_comune": "on"}, {"comune": ["Scrivi in quale comune deve vivere."]}),
        (
            {"presentata_il": "2026-11-20"},
            {"presentata_il": ["La data è nel futuro: scrivila quando sarà successo."]},
        ),
    ],
)
def test_what_is_wrong_is_told_beside_the_field_and_nothing_is_written(
    entra: Entra, dati: dict[str, str], errori: dict[str, list[str]]
) -> None:
    dove = f"{NUOVA}?nucleo={madre_con_figlia().nucleo.codice}"
    risposta = invia(entra(Ruolo.OPERATORE_ETS), dove, **compilata(**dati))
    assert (risposta.status_code, risposta.context["form"].errors) == (422, errori)
    assert Candidatura.objects.count() == 0


def test_two_who_correct_the_same_candidature_lose_nothing(entra: Entra) -> None:
    candidatura, operatore = candidata(), entra(Ruolo.OPERATORE_ETS)
    dove = pagina(candidatura, "modifica")
    assert invia(operatore, dove, **compilata(mesi="6"))["Location"] == pagina(candidatura)
    tardi = invia(operatore, dove, **compilata(mesi="9"))
    assert (tardi.status_code, tardi.context["form"]["mesi"].value()) == (409, "9")
    candidatura.refresh_from_db()
    assert candidatura.mesi == 6


# --- matching ------------------------------------------------------------------------------------------------


def test_for_a_place_those_who_fit_come_first_by_arrival_then_the_others_with_why(entra: Entra) -> None:
    unita = casa_aperta().unita.first()
    seconda = candidata(presentata_il=date(2026, 11, 5))
    prima = candidata(presentata_il=date(2026, 11, 4))
    studente = candidata(categoria=Categoria.STUDENTI, presentata_il=date(2026, 11, 3))
    confronto = entra(Ruolo.OPERATORE_ETS).get(CONFRONTA, {"unita": unita.pk})
    assert [r.cosa for r in confronto.context["adatte"]] == [prima, seconda]
    assert [r.proponi for r in confronto.context["adatte"]] == [
        pagina(c, "proponi", unita=unita.pk) for c in (prima, seconda)
    ]
    assert [(r.cosa, [str(m) for m in r.esito.ostacoli], r.proponi) for r in confronto.context["altre"]] == [
        (studente, ["La casa è per «Donne sole con figli», la candidatura è per «Studenti»"], "")
    ]


def test_a_place_that_is_not_there_asks_to_choose_one(entra: Entra) -> None:
    client = entra(Ruolo.OPERATORE_ETS)
    for scelta in ("", "0", "x", "\x00", "9" * 30):
        assert client.get(CONFRONTA, {"unita": scelta}).context["unita"] is None


def test_for_a_household_the_units_free_first_come_first(entra: Entra) -> None:
    abitata, libera, _ = casa_aperta(nome="Casa Rosa").unita.all()
    permanenza(abitata, fine_prevista=date(2026, 12, 31))
    libera.posti_letto = 1
    libera.save()
    candidatura = candidata()
    pagina_unita = entra(Ruolo.OPERATORE_ETS).get(pagina(candidatura, "unita"))
    assert [(r.cosa.nome, r.ingresso) for r in pagina_unita.context["adatte"]] == [
        ("Camera 3", date(2026, 11, 19)), ("Camera 1", date(2027, 1, 1)),
    ]  # fmt: skip
    assert [(r.cosa, str(r.esito)) for r in pagina_unita.context["altre"]] == [(libera, "2 persone per 1 posto letto")]


# --- proposal and decision -----------------------------------------------------------------------------------


def stanze() -> list[Unita]:
    return list(casa_aperta(unita=2, nome="Casa Rosa").unita.all())


def test_only_the_units_that_fit_are_offered_and_the_one_asked_for_is_chosen(entra: Entra) -> None:
    abitata, libera = stanze()
    permanenza(abitata, fine_prevista=date(2026, 12, 31))
    di_studenti = casa_aperta(categoria=Categoria.STUDENTI).unita.first()
    candidatura, operatore = candidata(), entra(Ruolo.OPERATORE_ETS)
    form = operatore.get(pagina(candidatura, "proponi", unita=abitata.pk)).context["form"]
    assert [etichetta for _, etichetta in form.fields["unita"].choices][1:] == [
        "Casa Rosa, Camera 1: 2 posti letto, libera dal 01/01/2027", "Casa Rosa, Camera 2: 2 posti letto, libera",
    ]  # fmt: skip
    assert form.initial == {"unita": abitata, "ingresso_il": date(2027, 1, 1)}
    altrove = pagina(candidatura, "proponi")
    fatta = invia(operatore, altrove, unita=libera.pk, ingresso_il="2026-12-01")
    candidatura.refresh_from_db()
    assert (fatta["Location"], candidatura.unita) == (pagina(candidatura), libera)
    rifiutata = invia(operatore, altrove, versione=2, unita=di_studenti.pk, ingresso_il="2026-12-01")
    assert (rifiutata.status_code, rifiutata.context["form"].non_field_errors()) == (
        422, ["La casa è per «Studenti», la candidatura è per «Donne sole con figli»"],
    )  # fmt: skip


def test_a_day_too_early_says_from_when_the_unit_is_free(entra: Entra) -> None:
    abitata, _ = stanze()
    permanenza(abitata, fine_prevista=date(2026, 12, 31))
    candidatura = candidata()
    risposta = invia(
        entra(Ruolo.OPERATORE_ETS), pagina(candidatura, "proponi"), unita=abitata.pk, ingresso_il="2026-12-15"
    )
    assert (risposta.status_code, risposta.context["form"].non_field_errors()) == (
        422, ["L’unità è abitata dal 01/03/2026 al 31/12/2026"],
    )  # fmt: skip


def test_when_nothing_fits_the_page_says_where_to_look(entra: Entra) -> None:
    casa_aperta(categoria=Categoria.STUDENTI)
    risposta = entra(Ruolo.OPERATORE_ETS).get(pagina(candidata(), "proponi"))
    assert "Nessuna unità adatta" in in_parole(risposta)


def test_accepting_leads_to_the_stay_and_the_record_tells_it(entra: Entra) -> None:
    candidatura = proposta(stanze()[0], caso=madre_con_figlia())
    coordinatore = entra(Ruolo.COORDINATORE_ETS)
    dove = pagina(candidatura, "accogli")
    vuota = invia(coordinatore, dove, motivazione="")
    assert (vuota.status_code, vuota.context["form"].errors) == (422, {"motivazione": ["Scrivi perché."]})
    fatta = invia(coordinatore, dove, motivazione=PERCHE)
    stay = Permanenza.objects.get()
    assert fatta["Location"] == (indirizzo("permanenza_scheda", stay.pk) or pagina(candidatura))
    scheda = coordinatore.get(pagina(candidatura))
    assert scheda.context["permanenza"] == (stay.numero, indirizzo("permanenza_scheda", stay.pk))
    assert (PERCHE in in_parole(scheda), scheda.context["pulsanti"]) == (True, [])


@pytest.mark.parametrize(
    ("ruolo", "atto", "stato"),
    [
        (Ruolo.COORDINATORE_ETS, "respingi", StatoCandidatura.NON_ACCOLTA),
        (Ruolo.OPERATORE_ETS, "ritira", StatoCandidatura.RITIRATA),
    ],
)
def test_a_decision_is_written_with_its_reason(entra: Entra, ruolo: str, atto: str, stato: str) -> None:
    candidatura, client = candidata(), entra(ruolo)
    dove = pagina(candidatura, atto)
    corta = invia(client, dove, motivazione="No")
    assert corta.context["form"].errors == {"motivazione": ["Scrivi la motivazione per esteso, almeno 10 caratteri."]}
    assert invia(client, dove, motivazione="Ha trovato casa da sola")["Location"] == pagina(candidatura)
    candidatura.refresh_from_db()
    assert (candidatura.stato, candidatura.motivazione) == (stato, "Ha trovato casa da sola")
    assert invia(client, dove, motivazione=PERCHE, versione=2).status_code == 422
