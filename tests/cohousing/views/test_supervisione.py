"""Visits and meetings, page by page: who reads the words, what is found, what is typed."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from cohousing.choices import TipoSupervisione
from cohousing.models import Permanenza, Supervisione, Unita
from tests.factories.cohousing import SupervisioneFactory, casa_aperta, permanenza
from valdera_housing.choices import Ruolo
from valdera_housing.models import Nucleo

pytestmark = pytest.mark.django_db
Entra = Callable[..., Client]
ELENCO = reverse("cohousing:supervisione_elenco")
TENGONO = [Ruolo.OPERATORE_ETS, Ruolo.COORDINATORE_ETS]
SEGUONO = [Ruolo.ASSISTENTE_SOCIALE, *TENGONO]
TUTTI = [*SEGUONO, Ruolo.CONTABILE_ETS, Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE]
RISERVATE = "Parole riservate"
RIUNIONE, COLLOQUIO, EMERGENZA = (
    TipoSupervisione.RIUNIONE_CASA, TipoSupervisione.COLLOQUIO, TipoSupervisione.EMERGENZA,
)  # fmt: skip


def pagina(nome: str, oggetto: Any) -> str:
    return reverse(f"cohousing:{nome}", args=[oggetto.pk])


def di_altri(unita: Unita | None = None) -> Permanenza:
    """A stay of a household this line no longer follows."""
    stay = permanenza(unita)
    Nucleo.objects.filter(pk=stay.nucleo_id).update(in_carico=False)
    return stay


def con(stay: Permanenza, tipo: str = COLLOQUIO, **altro: Any) -> Supervisione:
    return SupervisioneFactory(
        **{"struttura": stay.struttura, "permanenza": stay, "tipo": tipo, "verbale": RISERVATE} | altro
    )


def che_segue(entra: Entra, ruolo: str, stay: Permanenza) -> Client:
    client = entra(ruolo)
    client.utente.comuni.add(stay.nucleo.comune)
    return client


def modulo(**altro: Any) -> dict[str, Any]:
    return {
        "chiave": uuid4(),
        "tipo": "VISITA",
        "giorno": "2026-11-18",
        "minuti": "40",
        "verbale": "Tutto bene",
    } | altro


@pytest.mark.parametrize("ruolo", TUTTI)
def test_words_of_a_whole_house_are_of_who_keeps_it(entra: Entra, ruolo: str) -> None:
    riunione = SupervisioneFactory(tipo=RIUNIONE, verbale=RISERVATE)
    client = entra(ruolo)
    scheda, verbale = (client.get(pagina(f"supervisione_{a}", riunione)) for a in ("scheda", "verbale"))
    testo = scheda.content.decode()
    assert (scheda.status_code, "Riunione di casa del 16/11/2026" in testo, RISERVATE in testo) == (
        200, True, ruolo in TENGONO,
    )  # fmt: skip
    assert verbale.status_code == (200 if ruolo in TENGONO else 404 if ruolo in SEGUONO else 403)


@pytest.mark.parametrize("ruolo", TUTTI)
def test_words_about_a_household_are_of_who_follows_it(entra: Entra, ruolo: str) -> None:
    stay = permanenza()
    emergenza = con(stay, EMERGENZA)
    client = che_segue(entra, ruolo, stay)
    testo = client.get(pagina("supervisione_scheda", emergenza)).content.decode()
    nome = stay.nucleo.codice if ruolo in {Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE} else "Maria Rossi"
    assert (RISERVATE in testo, nome in testo) == (ruolo in SEGUONO, True)
    stato = client.get(pagina("supervisione_verbale", emergenza)).status_code
    assert stato == (200 if ruolo in SEGUONO else 403)


def test_a_talk_with_a_household_of_others_shows_neither_its_words_nor_its_name(entra: Entra) -> None:
    colloquio = con(di_altri())
    assert entra(Ruolo.ASSISTENTE_SOCIALE).get(pagina("supervisione_scheda", colloquio)).status_code == 404
    client = entra(Ruolo.OPERATORE_ETS)
    testo = client.get(pagina("supervisione_scheda", colloquio)).content.decode() + client.get(ELENCO).content.decode()
    assert (RISERVATE in testo, "Maria Rossi" in testo, "un nucleo della casa" in testo) == (False, False, True)
    stati = [
        client.get(pagina(f"supervisione_{a}", colloquio)).status_code for a in ("modifica", "annulla", "verbale")
    ]
    assert stati == [404, 404, 404]


def test_the_history_hides_the_words_from_who_does_not_read_them(entra: Entra) -> None:
    riunione = SupervisioneFactory(tipo=RIUNIONE, verbale=RISERVATE)
    riunione.verbale = "Altre parole"
    riunione.save()
    testi = [entra(r).get(pagina("supervisione_scheda", riunione)).content.decode() for r in TUTTI]
    assert [RISERVATE in testo for testo in testi] == [ruolo in TENGONO for ruolo in TUTTI]


@pytest.mark.parametrize(
    ("filtri", "attesi"),
    [
        ({}, [1, 2, 3]),
        ({"tipo": "RIUNIONE_CASA"}, [2]),
        ({"casa": "prima"}, [1, 3]),
        ({"operatore": "chi"}, [2]),
        ({"dal": "2026-11-11"}, [1, 2]),
        ({"al": "2026-11-10"}, [3]),
        ({"stato": "annullate"}, [4]),
    ],
)
def test_what_is_looked_for_is_found_on_the_page_and_in_the_sheet(
    entra: Entra, filtri: dict[str, str], attesi: list[int]
) -> None:
    prima, seconda = casa_aperta(), casa_aperta()
    SupervisioneFactory(struttura=prima, minuti=1)
    riunione = SupervisioneFactory(struttura=seconda, minuti=2, tipo=RIUNIONE, giorno=date(2026, 11, 12))
    SupervisioneFactory(struttura=prima, minuti=3, giorno=date(2026, 11, 10))
    SupervisioneFactory(
        struttura=seconda, minuti=4, giorno=date(2026, 11, 9), annullata_il=date(2026, 11, 10), motivo="Doppia"
    )
    valori = {"prima": prima.pk, "chi": riunione.operatore_id}
    chiesti = {nome: valori.get(valore, valore) for nome, valore in filtri.items()}
    client = entra(Ruolo.REVISORE)
    elenco = client.get(ELENCO, chiesti)
    assert [r.supervisione.minuti for r in elenco.context["righe"]] == attesi
    assert elenco.context["somme"] == (len(attesi), sum(attesi))
    foglio = client.get(reverse("cohousing:supervisione_esporta"), chiesti)
    righe = openpyxl.load_workbook(io.BytesIO(b"".join(foglio) if foglio.streaming else foglio.content)).active.values
    assert [riga[6] for riga in list(righe)[1:]] == attesi


def test_the_sheet_has_no_words(entra: Entra) -> None:
    SupervisioneFactory(verbale=RISERVATE)
    foglio = entra(Ruolo.COORDINATORE_ETS).get(reverse("cohousing:supervisione_esporta"), {"formato": "csv"})
    assert RISERVATE.encode() not in (b"".join(foglio) if foglio.streaming else foglio.content)


def test_days_out_of_order_are_said_beside_the_filter(entra: Entra) -> None:
    risposta = entra(Ruolo.REVISORE).get(ELENCO, {"dal": "2026-11-10", "al": "2026-11-09"})
    assert (risposta.status_code, "L’ultimo giorno non viene prima del primo." in risposta.content.decode()) == (
        422,
        True,
    )


@pytest.mark.parametrize("ruolo", TENGONO)
def test_a_visit_is_registered_with_what_is_already_filled_in(entra: Entra, ruolo: str) -> None:
    casa, client = casa_aperta(), entra(ruolo)
    form = client.get(pagina("struttura_supervisiona", casa)).context["form"]
    assert (form["tipo"].value(), form["giorno"].value(), form["operatore"].value()) == (
        "VISITA", date(2026, 11, 19), client.utente.pk,
    )  # fmt: skip
    risposta = client.post(pagina("struttura_supervisiona", casa), modulo(operatore=client.utente.pk))
    fatta = casa.supervisioni.get()
    assert (risposta.status_code, fatta.minuti, fatta.giorno, fatta.operatore, fatta.creata_da) == (
        302, 40, date(2026, 11, 18), client.utente, client.utente,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("altro", "frase"),
    [
        ({"minuti": ""}, "Scrivi quanto è durata."),
        ({"minuti": "0"}, "La durata va da un minuto a un giorno."),
        ({"presenti": "1000"}, "minore o uguale a 999"),
        ({"giorno": "2026-11-20"}, "La data è nel futuro: scrivila quando sarà successo."),
        ({"giorno": "2026-01-14"}, "In quel giorno la casa non era ancora aperta: è aperta dal 15/01/2026."),
        ({"tipo": "COLLOQUIO"}, "Scegli con chi è stato il colloquio."),
        ({"tipo": "EMERGENZA", "verbale": " "}, "Di una riunione e di un’emergenza resta scritto"),
    ],
)
def test_a_visit_that_is_wrong_comes_back_with_what_was_typed(entra: Entra, altro: dict, frase: str) -> None:
    casa, client = casa_aperta(), entra(Ruolo.OPERATORE_ETS)
    risposta = client.post(
        pagina("struttura_supervisiona", casa), modulo(operatore=client.utente.pk, verbale="Parole scritte") | altro
    )
    testo = risposta.content.decode()
    scritto = altro.get("verbale", "Parole scritte") in testo
    assert (risposta.status_code, frase in testo, scritto, casa.supervisioni.count()) == (422, True, True, 0)


def test_with_whom_offers_only_the_households_of_the_house_that_one_follows(entra: Entra) -> None:
    casa = casa_aperta()
    prima, seconda, _ = casa.unita.all()
    sua = permanenza(prima, ospite="Anna Verdi")
    di_altri(seconda)
    altrove = permanenza()
    client = entra(Ruolo.OPERATORE_ETS)
    campo = client.get(pagina("struttura_supervisiona", casa)).context["form"].fields["permanenza"]
    assert [campo.label_from_instance(p) for p in campo.queryset] == ["Anna Verdi, Camera 1"]
    stati = [
        client.post(
            pagina("struttura_supervisiona", casa),
            modulo(operatore=client.utente.pk, tipo="COLLOQUIO", permanenza=stay.pk),
        ).status_code
        for stay in (altrove, sua)
    ]
    assert (stati, casa.supervisioni.get().permanenza) == ([422, 302], sua)


def test_a_talk_is_registered_from_the_stay(entra: Entra) -> None:
    stay, client = permanenza(), entra(Ruolo.OPERATORE_ETS)
    form = client.get(pagina("permanenza_colloquio", stay)).context["form"]
    assert list(form.fields) == ["giorno", "minuti", "operatore", "verbale"]
    client.post(pagina("permanenza_colloquio", stay), modulo(operatore=client.utente.pk))
    fatto = stay.supervisioni.get()
    assert (fatto.tipo, fatto.struttura, fatto.minuti) == (COLLOQUIO, stay.struttura, 40)


def test_the_same_press_twice_registers_one_visit(entra: Entra) -> None:
    casa, client = casa_aperta(), entra(Ruolo.OPERATORE_ETS)
    premuto = modulo(operatore=client.utente.pk)
    assert [client.post(pagina("struttura_supervisiona", casa), premuto).status_code for _ in "ab"] == [302, 302]
    assert casa.supervisioni.count() == 1


def test_a_visit_is_corrected_the_page_of_before_is_told_and_it_is_annulled(entra: Entra) -> None:
    visita, client = SupervisioneFactory(), entra(Ruolo.OPERATORE_ETS)
    corretto = {"operatore": visita.operatore_id, "versione": 1}
    stati = [
        client.post(pagina("supervisione_modifica", visita), modulo(minuti=m, **corretto)).status_code
        for m in ("50", "55")
    ]
    senza_motivo = client.post(pagina("supervisione_annulla", visita), {"chiave": uuid4(), "versione": 2})
    client.post(pagina("supervisione_annulla", visita), {"chiave": uuid4(), "versione": 2, "motivo": "Doppia"})
    visita.refresh_from_db()
    assert (stati, senza_motivo.status_code, visita.minuti, visita.motivo, visita.annullata_il) == (
        [302, 409], 422, 50, "Doppia", date(2026, 11, 19),
    )  # fmt: skip
    assert client.get(pagina("supervisione_scheda", visita)).context["pulsanti"] == []
