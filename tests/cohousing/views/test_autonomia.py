"""The path to autonomy, page by page: who reads figures, who reads words, what is typed."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from cohousing.choices import AreaAutonomia, StatoPermanenza
from cohousing.models import ObiettivoAutonomia, Permanenza
from tests.factories.cohousing import permanenza, verifica
from valdera_housing.choices import Ruolo
from valdera_housing.models import Nucleo

pytestmark = pytest.mark.django_db
Entra = Callable[..., Client]
SEGUONO = [Ruolo.ASSISTENTE_SOCIALE, Ruolo.OPERATORE_ETS, Ruolo.COORDINATORE_ETS]
CON_I_CODICI = [Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE]
TUTTI = [*SEGUONO, Ruolo.CONTABILE_ETS, *CON_I_CODICI]


def pagina(nome: str, oggetto: Any) -> str:
    return reverse(f"cohousing:{nome}", args=[oggetto.pk])


def di_altri() -> Permanenza:
    """A stay of a household this line no longer follows."""
    stay = permanenza()
    Nucleo.objects.filter(pk=stay.nucleo_id).update(in_carico=False)
    return stay


def seguita(**altro: Any) -> Permanenza:
    """A stay of a household in charge, with goals and two reviews."""
    stay = permanenza(**altro)
    ObiettivoAutonomia.objects.create(permanenza=stay, area="LAVORO", traguardo=4, descrizione="Un corso di cucina")
    prima = verifica(stay, date(2026, 3, 19), 1)
    prima.note = "Dorme poco"
    prima.save()
    verifica(stay, date(2026, 8, 10), 2, LAVORO=3)
    return stay


def che_segue(entra: Entra, ruolo: str, stay: Permanenza) -> Client:
    client = entra(ruolo)
    client.utente.comuni.add(stay.nucleo.comune)
    return client


def punteggi(valore: int = 2, **altro: Any) -> dict[str, Any]:
    aree = {f"punti_{area.lower()}": valore for area in AreaAutonomia.values}
    return {"chiave": uuid4(), "svolta_il": "2026-11-18", "note": "Va meglio"} | aree | altro


def mete(versione: int, **altro: Any) -> dict[str, Any]:
    aree = {f"traguardo_{area.lower()}": 3 for area in AreaAutonomia.values}
    return {"chiave": uuid4(), "versione": versione} | aree | altro


@pytest.mark.parametrize("ruolo", TUTTI)
def test_the_path_is_read_in_figures_by_all_and_in_words_by_who_follows(entra: Entra, ruolo: str) -> None:
    stay = seguita()
    testo = che_segue(entra, ruolo, stay).get(pagina("permanenza_autonomia", stay)).content.decode()
    parole = [parola for parola in ("Dorme poco", "Un corso di cucina") if parola in testo]
    assert parole == (["Dorme poco", "Un corso di cucina"] if ruolo in SEGUONO else [])
    assert (
        "Lavoro: da 1 a 3 in quattro mesi; manca 1 al traguardo" in testo,
        "La verifica è in ritardo" in testo,
    ) == (
        True,
        True,
    )
    nome = stay.nucleo.codice if ruolo in CON_I_CODICI else "Maria Rossi"
    assert (f"<h1>Percorso di {nome}</h1>" in testo, "Maria Rossi" in testo) == (True, ruolo not in CON_I_CODICI)


@pytest.mark.parametrize("ruolo", [Ruolo.ASSISTENTE_SOCIALE, Ruolo.OPERATORE_ETS])
@pytest.mark.parametrize(
    "nome", ["permanenza_autonomia", "permanenza_fissa_obiettivi", "permanenza_verifica_autonomia"]
)
def test_the_path_of_a_household_of_others_is_not_found(entra: Entra, ruolo: str, nome: str) -> None:
    assert entra(ruolo).get(pagina(nome, di_altri())).status_code == 404


def test_a_review_of_others_is_not_corrected(entra: Entra) -> None:
    fatta = verifica(di_altri(), date(2026, 6, 1))
    risposta = entra(Ruolo.OPERATORE_ETS).post(pagina("verifica_modifica", fatta), punteggi(versione=1))
    assert (risposta.status_code, fatta.punteggi.filter(punti=2).count()) == (404, 5)


def test_a_path_at_its_beginning_says_where_to_start(entra: Entra) -> None:
    stay = permanenza()
    testo = entra(Ruolo.OPERATORE_ETS).get(pagina("permanenza_autonomia", stay)).content.decode()
    assert ("Il percorso comincia adesso" in testo, "Fissa gli obiettivi…" in testo) == (True, True)


@pytest.mark.parametrize("ruolo", SEGUONO)
def test_a_review_shows_the_last_score_and_the_words_and_is_registered(entra: Entra, ruolo: str) -> None:
    stay = seguita()
    client = che_segue(entra, ruolo, stay)
    testo = client.get(pagina("permanenza_verifica_autonomia", stay)).content.decode()
    assert "Il 10/08/2026 era 3. Il traguardo è 4." in testo
    assert "0. Tutto da costruire: non lavora e non sta cercando" in testo
    risposta = client.post(pagina("permanenza_verifica_autonomia", stay), punteggi(punti_rete=0))
    nuova = stay.verifiche.get(svolta_il=date(2026, 11, 18))
    assert (risposta.url, nuova.note, nuova.autore) == (
        pagina("permanenza_autonomia", stay), "Va meglio", client.utente,
    )  # fmt: skip
    assert dict(nuova.punteggi.values_list("area", "punti")) == dict.fromkeys(AreaAutonomia.values, 2) | {"RETE": 0}


@pytest.mark.parametrize(
    ("altro", "frase"),
    [
        ({"svolta_il": ""}, "Scrivi quando è stata fatta."),
        ({"svolta_il": "2026-11-20"}, "La data è nel futuro: scrivila quando sarà successo."),
        ({"svolta_il": "2026-08-10"}, "C’è già una verifica del 10/08/2026: correggi quella."),
        ({"svolta_il": "2026-02-28"}, "Il nucleo è entrato il 01/03/2026: il percorso si verifica da quel giorno."),
        ({"punti_rete": ""}, "Rete di aiuto: scegli un numero."),
        ({"punti_rete": "5"}, "5 non è tra quelle disponibili"),
    ],
)
def test_a_review_that_is_wrong_comes_back_with_what_was_typed(entra: Entra, altro: dict, frase: str) -> None:
    stay = seguita()
    risposta = entra(Ruolo.OPERATORE_ETS).post(pagina("permanenza_verifica_autonomia", stay), punteggi(**altro))
    testo = risposta.content.decode()
    assert (risposta.status_code, frase in testo, "Va meglio" in testo, stay.verifiche.count()) == (422, True, True, 2)


def test_a_review_is_corrected_and_the_page_of_before_is_told(entra: Entra) -> None:
    stay = seguita()
    fatta = stay.verifiche.get(svolta_il=date(2026, 8, 10))
    client = entra(Ruolo.OPERATORE_ETS)
    testo = client.get(pagina("verifica_modifica", fatta)).content.decode()
    assert ("Il 19/03/2026 era 1." in testo, "Chi ha cambiato che cosa" in testo) == (True, True)
    risposte = [
        client.post(pagina("verifica_modifica", fatta), punteggi(valore, versione=1, svolta_il="2026-08-11"))
        for valore in (4, 0)
    ]
    fatta.refresh_from_db()
    assert [r.status_code for r in risposte] == [302, 409]
    assert (fatta.svolta_il, fatta.note, set(fatta.punteggi.values_list("punti", flat=True))) == (
        date(2026, 8, 11), "Va meglio", {4},
    )  # fmt: skip


@pytest.mark.parametrize("ruolo", SEGUONO)
def test_goals_are_fixed_on_one_page_and_the_page_of_before_is_told(entra: Entra, ruolo: str) -> None:
    stay = seguita()
    client = che_segue(entra, ruolo, stay)
    assert client.get(pagina("permanenza_fissa_obiettivi", stay)).context["versione"] == 1
    risposte = [
        client.post(pagina("permanenza_fissa_obiettivi", stay), mete(1, descrizione_casa=testo))
        for testo in ("Cucinare insieme", "Altro")
    ]
    assert [r.status_code for r in risposte] == [302, 409]
    assert list(stay.obiettivi.order_by("area").values_list("area", "traguardo", "descrizione")) == [
        ("CASA", 3, "Cucinare insieme"), ("LAVORO", 3, ""), ("LINGUA", 3, ""), ("REDDITO", 3, ""), ("RETE", 3, ""),
    ]  # fmt: skip


def test_goals_of_who_left_are_not_fixed_any_more(entra: Entra) -> None:
    stay = permanenza(stato=StatoPermanenza.CONCLUSA)
    risposta = entra(Ruolo.OPERATORE_ETS).post(pagina("permanenza_fissa_obiettivi", stay), mete(0))
    assert (risposta.status_code, stay.obiettivi.count()) == (422, 0)
