"""Households: who is in them at a day, who enters and leaves, who may read the name behind a code."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.persone import ComuneFactory, MembroNucleoFactory, NucleoFactory, PersonaFactory
from tests.valdera_housing.views.invio import errori, invia
from valdera_housing.choices import Lettura, Parentela, Ruolo
from valdera_housing.models import Comune, LetturaFascicolo, MembroNucleo, Nucleo

pytestmark = pytest.mark.django_db
Entra = Callable[..., Client]
MOTIVO = "Controllo della ricevuta 14/2026, manca il cognome"


@pytest.fixture
def pontedera() -> Comune:
    return ComuneFactory()


@pytest.fixture
def assistente(entra: Entra, pontedera: Comune) -> Client:
    return entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[pontedera])


@pytest.fixture
def nucleo(pontedera: Comune) -> Nucleo:
    return NucleoFactory(comune=pontedera)


@pytest.fixture
def membro(nucleo: Nucleo) -> Callable[..., MembroNucleo]:
    def crea(cognome: str, parentela: str = Parentela.FIGLIO, **altro: Any) -> MembroNucleo:
        return MembroNucleoFactory(
            nucleo=nucleo, persona__comune=nucleo.comune, persona__cognome=cognome, parentela=parentela, **altro
        )

    return crea


def storia(nucleo: Nucleo) -> list[tuple]:
    return list(nucleo.membri.order_by("dal", "pk").values_list("persona__cognome", "parentela", "dal", "al"))


# --- reading -------------------------------------------------------------------------------------------------


def test_the_household_is_read_at_a_day(assistente: Client, nucleo: Nucleo, membro: Callable) -> None:
    membro("Bini", Parentela.INTESTATARIO)
    membro("Uscita", al=date(2026, 3, 31))
    membro("Entrata", dal=date(2026, 9, 1))

    def presenti(**giorno: str) -> list[str]:
        pagina = assistente.get(nucleo.get_absolute_url(), giorno)
        return [m.persona.cognome for m in pagina.context["presenti"]]

    assert presenti() == ["Bini", "Entrata"]
    assert presenti(il="2026-03-31") == ["Bini", "Uscita"]
    assert presenti(il="2026-04-01") == ["Bini"]
    assert presenti(il="2020-01-01") == []
    assert presenti(il="sciocchezze\x00") == presenti()


def test_opening_a_household_is_written(assistente: Client, nucleo: Nucleo) -> None:
    for _ in range(2):
        assistente.get(nucleo.get_absolute_url())
    assert list(LetturaFascicolo.objects.values_list("nucleo", "persona", "azione")) == [
        (nucleo.pk, None, Lettura.VISTA)
    ]


def test_another_comune_s_household_is_nowhere(assistente: Client) -> None:
    altrove = NucleoFactory(comune=ComuneFactory(nome="Palaia"), codice="N-2024-0777")
    persona = MembroNucleoFactory(nucleo=altrove, persona__comune=altrove.comune, persona__cognome="Zucchi")
    nomi = ["nucleo_scheda", "nucleo_aggiungi_componente", "nucleo_prendi_in_carico"]
    indirizzi = [reverse(nome, args=[altrove.codice]) for nome in nomi]
    indirizzi.append(reverse("nucleo_togli_componente", args=[altrove.codice, persona.pk]))
    assert [assistente.get(u).status_code for u in indirizzi] == [404] * 4
    elenco = assistente.get(reverse("nucleo_elenco"), {"q": "zucchi"})
    assert elenco.context["elenco"].conto == 0
    assert assistente.get(reverse("nucleo_elenco"), {"q": "N-2024"}).context["elenco"].conto == 0
    foglio = assistente.get(reverse("nucleo_esporta"), {"formato": "csv"}).getvalue().decode()
    assert "N-2024-0777" not in foglio


def test_a_member_followed_by_another_comune_has_no_name_here(
    assistente: Client, nucleo: Nucleo, membro: Callable
) -> None:
    membro("Bini", Parentela.INTESTATARIO)
    MembroNucleoFactory(
        nucleo=nucleo,
        persona__comune=ComuneFactory(nome="Palaia"),
        persona__cognome="Zucchi",
        parentela=Parentela.GENITORE,
    )
    testo = assistente.get(nucleo.get_absolute_url()).content.decode()
    assert "Persona seguita da altri" in testo
    assert "Zucchi" not in testo


@pytest.mark.parametrize(
    ("filtro", "codici"),
    [
        ({}, ["N-2026-0009", "N-2026-0008"]),
        ({"q": "n-2026-0008"}, ["N-2026-0008"]),
        ({"q": "bini"}, ["N-2026-0008"]),
        ({"in_carico": "True"}, ["N-2026-0009"]),
        ({"ordine": "comune"}, ["N-2026-0009", "N-2026-0008"]),
        ({"ordine": "-codice"}, ["N-2026-0008", "N-2026-0009"]),
    ],
)
def test_households_are_found_by_code_member_and_charge(
    assistente: Client, pontedera: Comune, filtro: dict[str, str], codici: list[str]
) -> None:
    MembroNucleoFactory(nucleo=NucleoFactory(codice="N-2026-0008", comune=pontedera), persona__cognome="Bini")
    NucleoFactory(codice="N-2026-0009", comune=pontedera, preso_in_carico=True)
    elenco = assistente.get(reverse("nucleo_elenco"), filtro).context["elenco"]
    assert [nucleo.codice for nucleo in elenco.pagina] == codici


def test_the_list_and_its_download_tell_head_and_size(assistente: Client, nucleo: Nucleo, membro: Callable) -> None:
    membro("Bini", Parentela.INTESTATARIO, persona__nome="Ada")
    membro("Bini")
    membro("Uscita", al=date(2026, 2, 1))
    [(_, testa, aspetto)] = assistente.get(reverse("nucleo_elenco")).context["nuclei"]
    assert (testa.cognome, testa.nome, testa.componenti, aspetto.etichetta) == (
        "Bini",
        "Ada",
        2,
        "Non ancora in carico",
    )
    foglio = assistente.get(reverse("nucleo_esporta"), {"formato": "csv"}).getvalue().decode("utf-8-sig")
    assert foglio.splitlines() == [
        "Codice;Intestatario;Componenti;Comune;In carico dal",
        f"{nucleo.codice};Bini Ada;2;Pontedera;",
    ]


# --- entering and leaving ------------------------------------------------------------------------------------


def test_a_person_already_known_is_searched_chosen_and_enters(
    assistente: Client, nucleo: Nucleo, membro: Callable
) -> None:
    membro("Bini", Parentela.INTESTATARIO)
    persona = PersonaFactory(comune=nucleo.comune, cognome="Diop", nome="Amadou")
    PersonaFactory(comune=ComuneFactory(nome="Palaia"), cognome="Diop", nome="Altrove")
    indirizzo = reverse("nucleo_aggiungi_componente", args=[nucleo.codice]) + "?q=diop"
    pagina = assistente.get(indirizzo)
    assert list(pagina.context["form"].fields["persona"].queryset) == [persona]
    fatto = invia(assistente, indirizzo, persona=persona.pk, parentela=Parentela.CONIUGE, dal="2026-11-01")
    assert fatto.url == nucleo.get_absolute_url()
    assert storia(nucleo)[1:] == [("Diop", Parentela.CONIUGE, date(2026, 11, 1), None)]


def test_a_person_in_another_household_in_those_days_is_refused_in_words(
    assistente: Client, nucleo: Nucleo, pontedera: Comune
) -> None:
    altro = MembroNucleoFactory(nucleo=NucleoFactory(comune=pontedera), persona__cognome="Diop")
    risposta = invia(
        assistente,
        reverse("nucleo_aggiungi_componente", args=[nucleo.codice]) + "?q=diop",
        persona=altro.persona.pk,
        parentela=Parentela.INTESTATARIO,
        dal="2026-11-01",
    )
    assert risposta.status_code == 422
    assert errori(risposta) == {"__all__": ["In quei giorni questa persona fa già parte di un nucleo."]}
    assert storia(nucleo) == []


@pytest.mark.parametrize(
    ("campo", "valore"),
    [("persona", "0"), ("persona", "x"), ("parentela", "RE"), ("dal", "2027-01-01"), ("dal", "\x00")],
)
def test_what_makes_no_sense_does_not_enter(
    assistente: Client, nucleo: Nucleo, pontedera: Comune, campo: str, valore: str
) -> None:
    persona = PersonaFactory(comune=pontedera, cognome="Diop")
    dati = {"persona": persona.pk, "parentela": Parentela.INTESTATARIO, "dal": "2026-11-01"} | {campo: valore}
    risposta = invia(assistente, reverse("nucleo_aggiungi_componente", args=[nucleo.codice]) + "?q=diop", **dati)
    assert (risposta.status_code, list(errori(risposta)), storia(nucleo)) == (422, [campo], [])


def test_a_household_has_one_head_at_a_time(assistente: Client, nucleo: Nucleo, membro: Callable) -> None:
    membro("Bini", Parentela.INTESTATARIO)
    persona = PersonaFactory(comune=nucleo.comune, cognome="Diop")
    indirizzo = reverse("nucleo_aggiungi_componente", args=[nucleo.codice]) + "?q=diop"
    risposta = invia(assistente, indirizzo, persona=persona.pk, parentela=Parentela.INTESTATARIO, dal="2026-11-01")
    assert (risposta.status_code, list(errori(risposta))) == (422, ["parentela"])


def test_who_leaves_keeps_her_past(assistente: Client, nucleo: Nucleo, membro: Callable) -> None:
    membro("Bini", Parentela.INTESTATARIO)
    figlia = membro("Ciani")
    invia(assistente, reverse("nucleo_togli_componente", args=[nucleo.codice, figlia.pk]), al="2026-10-31")
    assert storia(nucleo)[1:] == [("Ciani", Parentela.FIGLIO, date(2026, 1, 1), date(2026, 10, 31))]


def test_when_the_head_leaves_another_takes_the_place_the_day_after(
    assistente: Client, nucleo: Nucleo, membro: Callable
) -> None:
    capo, erede = membro("Bini", Parentela.INTESTATARIO), membro("Ciani", Parentela.CONIUGE)
    indirizzo = reverse("nucleo_togli_componente", args=[nucleo.codice, capo.pk])
    senza = invia(assistente, indirizzo, al="2026-10-31")
    assert errori(senza) == {"nuovo_intestatario": ["Scegli chi diventa intestatario."]}
    invia(assistente, indirizzo, al="2026-10-31", nuovo_intestatario=erede.pk)
    assert storia(nucleo) == [
        ("Bini", Parentela.INTESTATARIO, date(2026, 1, 1), date(2026, 10, 31)),
        ("Ciani", Parentela.CONIUGE, date(2026, 1, 1), date(2026, 10, 31)),
        ("Ciani", Parentela.INTESTATARIO, date(2026, 11, 1), None),
    ]


def test_nobody_leaves_before_entering(assistente: Client, nucleo: Nucleo, membro: Callable) -> None:
    capo = membro("Bini", Parentela.INTESTATARIO)
    risposta = invia(assistente, reverse("nucleo_togli_componente", args=[nucleo.codice, capo.pk]), al="2025-12-31")
    assert errori(risposta) == {"__all__": ["L'uscita dal nucleo non può precedere l'ingresso."]}


def test_who_has_left_cannot_leave_again(assistente: Client, nucleo: Nucleo, membro: Callable) -> None:
    uscita = membro("Bini", al=date(2026, 2, 1))
    indirizzo = reverse("nucleo_togli_componente", args=[nucleo.codice, uscita.pk])
    assert invia(assistente, indirizzo, al="2026-03-01").status_code == 404


# --- in charge -----------------------------------------------------------------------------------------------


def test_a_household_taken_in_charge_becomes_visible_to_the_ets(entra: Entra, nucleo: Nucleo) -> None:
    indirizzo = reverse("nucleo_prendi_in_carico", args=[nucleo.codice])
    invia(entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[nucleo.comune]), indirizzo, dal="2026-11-10")
    nucleo.refresh_from_db()
    assert (nucleo.in_carico, nucleo.in_carico_dal, nucleo.versione) == (True, date(2026, 11, 10), 2)
    assert entra(Ruolo.OPERATORE_ETS).get(nucleo.get_absolute_url()).status_code == 200


def test_taking_in_charge_twice_is_refused(assistente: Client, nucleo: Nucleo) -> None:
    indirizzo = reverse("nucleo_prendi_in_carico", args=[nucleo.codice])
    invia(assistente, indirizzo, dal="2026-11-10")
    risposta = invia(assistente, indirizzo, dal="2026-11-11")
    assert errori(risposta) == {"__all__": ["Il nucleo è già in carico al servizio dal 10/11/2026."]}


def test_the_history_tells_who_took_it_in_charge_and_its_members(
    assistente: Client, nucleo: Nucleo, membro: Callable
) -> None:
    membro("Bini", Parentela.INTESTATARIO)
    invia(assistente, reverse("nucleo_prendi_in_carico", args=[nucleo.codice]), dal="2026-11-10")
    modifiche = assistente.get(reverse("nucleo_storia", args=[nucleo.codice])).context["modifiche"]
    # The test is one transaction, so every event has the same instant.
    assert [(m.chi, m.atto) for m in modifiche] == [
        ("Sistema", "Componente: registrazione"),
        (str(assistente.utente), "Modifica"),
        ("Sistema", "Registrazione"),
    ]
    assert [(v.campo, v.prima, v.dopo) for v in modifiche[1].variazioni] == [
        ("Preso in carico dal servizio", "no", "sì"),
        ("In carico dal", "", "10/11/2026"),
    ]


# --- the name behind the code --------------------------------------------------------------------------------


def test_the_official_reads_the_name_once_for_a_reason_that_stays(
    entra: Entra, nucleo: Nucleo, membro: Callable
) -> None:
    membro("Bini", Parentela.INTESTATARIO, persona__nome="Ada")
    funzionario = entra(Ruolo.FUNZIONARIO_UNIONE)
    indirizzo = reverse("nucleo_nome", args=[nucleo.codice])
    assert "Bini" not in funzionario.get(indirizzo).content.decode()
    mostrato = funzionario.post(indirizzo, {"motivo": MOTIVO})
    assert "Bini Ada" in mostrato.content.decode()
    assert mostrato["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert "Bini" not in funzionario.get(indirizzo).content.decode()
    assert list(LetturaFascicolo.objects.values_list("utente", "nucleo", "azione", "motivo")) == [
        (funzionario.utente.pk, nucleo.pk, Lettura.SMASCHERATA, MOTIVO)
    ]


@pytest.mark.parametrize("motivo", ["", "perché", "          ", "a" * 301, "\x00" + MOTIVO])
def test_without_a_reason_in_full_the_name_stays_hidden(
    entra: Entra, nucleo: Nucleo, membro: Callable, motivo: str
) -> None:
    membro("Bini", Parentela.INTESTATARIO)
    risposta = entra(Ruolo.FUNZIONARIO_UNIONE).post(reverse("nucleo_nome", args=[nucleo.codice]), {"motivo": motivo})
    assert (risposta.status_code, list(errori(risposta))) == (422, ["motivo"])
    assert "Bini" not in risposta.content.decode()
    assert not LetturaFascicolo.objects.exists()


@pytest.mark.parametrize("ruolo", [r for r in Ruolo if r != Ruolo.FUNZIONARIO_UNIONE])
def test_no_other_role_may_ask_for_the_name(entra: Entra, nucleo: Nucleo, ruolo: str) -> None:
    assert entra(ruolo).post(reverse("nucleo_nome", args=[nucleo.codice]), {"motivo": MOTIVO}).status_code == 403


def test_a_code_that_does_not_exist_is_a_404(entra: Entra) -> None:
    funzionario = entra(Ruolo.FUNZIONARIO_UNIONE)
    assert funzionario.get(reverse("nucleo_nome", args=["N-1999-0001"])).status_code == 404
    assert funzionario.get("/nuclei/N-1999-%00/nome/").status_code == 404
