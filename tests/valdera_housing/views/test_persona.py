"""People: who sees whom, what is warned, what is refused, what stays in the log."""

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.persone import ComuneFactory, MembroNucleoFactory, NucleoFactory, PersonaFactory, UtenteFactory
from tests.valdera_housing.views.invio import errori, invia
from valdera_housing.choices import Lettura, Parentela, Ruolo
from valdera_housing.models import Comune, LetturaFascicolo, MembroNucleo, Nucleo, Persona

pytestmark = pytest.mark.django_db
NUOVA = reverse("persona_nuova")
Entra = Callable[..., Client]


@pytest.fixture
def pontedera() -> Comune:
    return ComuneFactory()


@pytest.fixture
def assistente(entra: Entra, pontedera: Comune) -> Client:
    return entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[pontedera])


def dati(di: Comune, **altro: Any) -> dict[str, Any]:
    return {"cognome": "Diop", "nome": "Amadou", "comune": di.pk, "dal": "2026-11-02"} | altro


COLONNE = "Cognome;Nome;Codice fiscale;Data di nascita;Luogo di nascita;Cittadinanza;Comune;Indirizzo;Telefono;E-mail"


def scheda(persona: Persona) -> str:
    return reverse("persona_scheda", args=[persona.pk])


# --- who sees whom -------------------------------------------------------------------------------------------


def test_a_social_worker_lists_the_people_of_her_comuni_only(assistente: Client, pontedera: Comune) -> None:
    sua = PersonaFactory(comune=pontedera, cognome="Bini")
    PersonaFactory(comune=ComuneFactory(nome="Palaia"), cognome="Zucchi")
    pagina = assistente.get(reverse("persona_elenco"))
    assert list(pagina.context["elenco"].pagina) == [sua]
    assert "Zucchi" not in pagina.content.decode()


def test_the_ets_sees_the_people_in_charge_of_the_service_only(entra: Entra) -> None:
    seguita = MembroNucleoFactory(nucleo=NucleoFactory(preso_in_carico=True)).persona
    altra = MembroNucleoFactory().persona
    operatore = entra(Ruolo.OPERATORE_ETS)
    assert list(operatore.get(reverse("persona_elenco")).context["elenco"].pagina) == [seguita]
    assert operatore.get(scheda(altra)).status_code == 404


@pytest.mark.parametrize("nome", ["persona_scheda", "persona_modifica", "persona_apri_nucleo"])
def test_another_comune_s_person_is_nowhere(assistente: Client, nome: str) -> None:
    altrove = PersonaFactory(comune=ComuneFactory(nome="Palaia"), cognome="Zucchi", nome="Oriana")
    indirizzo = reverse(nome, args=[altrove.pk])
    risposte = [assistente.get(indirizzo), invia(assistente, indirizzo)]
    assert [r.status_code for r in risposte] == {
        "persona_scheda": [404, 405],
        "persona_modifica": [404, 404],
        "persona_apri_nucleo": [405, 404],
    }[nome]
    assert all("Zucchi" not in r.content.decode() for r in risposte)
    cercata = assistente.get(reverse("persona_elenco"), {"q": "zucchi"})
    assert cercata.context["elenco"].conto == 0
    esportata = assistente.get(reverse("persona_esporta"), {"formato": "csv"}).getvalue().decode()
    assert "Zucchi" not in esportata


@pytest.mark.parametrize(
    "ruolo",
    [Ruolo.CONTABILE_ETS, Ruolo.FUNZIONARIO_UNIONE, Ruolo.CABINA, Ruolo.REVISORE, Ruolo.AMMINISTRATORE],
)
def test_who_reads_accounts_reads_no_names(entra: Entra, ruolo: str) -> None:
    persona = PersonaFactory()
    assert entra(ruolo).get(scheda(persona)).status_code == 403


def test_a_protected_address_is_hidden_from_the_desk_in_page_history_and_export(entra: Entra) -> None:
    persona = MembroNucleoFactory(
        nucleo=NucleoFactory(preso_in_carico=True),
        persona__indirizzo="Via Segreta 1",
        persona__indirizzo_protetto=True,
    ).persona
    persona.indirizzo = "Via Nascosta 2"
    persona.save()
    operatore = entra(Ruolo.OPERATORE_ETS)
    pagine = [
        operatore.get(scheda(persona)).content,
        operatore.get(reverse("persona_modifica", args=[persona.pk])).content,
        operatore.get(reverse("persona_esporta"), {"formato": "csv"}).getvalue(),
    ]
    assert all(b"Via " not in pagina for pagina in pagine)
    coordinatore = entra(Ruolo.COORDINATORE_ETS)
    assert "Via Nascosta 2" in coordinatore.get(scheda(persona)).content.decode()


def test_who_may_not_read_the_address_does_not_erase_it_either(entra: Entra) -> None:
    persona = MembroNucleoFactory(
        nucleo=NucleoFactory(preso_in_carico=True),
        persona__indirizzo="Via Segreta 1",
        persona__indirizzo_protetto=True,
    ).persona
    risposta = invia(
        entra(Ruolo.OPERATORE_ETS),
        reverse("persona_modifica", args=[persona.pk]),
        **dati(persona.comune, versione=1, indirizzo="altra", indirizzo_protetto=""),
    )
    persona.refresh_from_db()
    assert risposta.status_code == 302
    assert (persona.cognome, persona.indirizzo, persona.indirizzo_protetto) == ("Diop", "Via Segreta 1", True)


# --- the list ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cercato", "trovati"),
    [("nicolo", ["Bini"]), ("BINI", ["Bini"]), ("nicolò bi", ["Bini"]), ("RSSMRA", ["Rossi"]), ("xyz", [])],
)
def test_people_are_found_by_words_without_accents_or_by_code(
    assistente: Client, pontedera: Comune, cercato: str, trovati: list[str]
) -> None:
    PersonaFactory(comune=pontedera, cognome="Bini", nome="Nicolò")
    PersonaFactory(comune=pontedera, cognome="Rossi", nome="Luisa", codice_fiscale="RSSMRA80E52G843C")
    pagina = assistente.get(reverse("persona_elenco"), {"q": cercato})
    assert [p.cognome for p in pagina.context["elenco"].pagina] == trovati


def test_the_list_is_sorted_both_ways(assistente: Client, pontedera: Comune) -> None:
    for cognome, nascita in (("Bini", "1990-01-01"), ("Azzi", "2000-01-01"), ("Ciani", "1980-01-01")):
        PersonaFactory(comune=pontedera, cognome=cognome, nato_il=nascita)

    def cognomi(ordine: str) -> list[str]:
        return [
            p.cognome for p in assistente.get(reverse("persona_elenco"), {"ordine": ordine}).context["elenco"].pagina
        ]

    assert cognomi("nome") == ["Azzi", "Bini", "Ciani"]
    assert cognomi("-nome") == ["Ciani", "Bini", "Azzi"]
    assert cognomi("nascita") == ["Ciani", "Bini", "Azzi"]
    assert cognomi("a'); drop table") == ["Azzi", "Bini", "Ciani"]


@pytest.mark.parametrize("filtro", [{"q": "\x00"}, {"q": "a" * 5000}, {"comune": "99999"}, {"comune": "x"}])
def test_a_filter_that_makes_no_sense_is_told_beside_it(assistente: Client, filtro: dict[str, str]) -> None:
    risposta = assistente.get(reverse("persona_elenco"), filtro)
    assert risposta.status_code == 422
    assert list(risposta.context["elenco"].filtro.form.errors) == list(filtro)


def test_the_download_has_the_filters_of_the_page_and_leaves_a_trace(assistente: Client, pontedera: Comune) -> None:
    bini = PersonaFactory(
        comune=pontedera,
        cognome="=Bini",
        nome="Ada",
        nato_il=date(1990, 1, 2),
        codice_sanitario_provvisorio="STP0902020000123",
    )
    PersonaFactory(comune=pontedera, cognome="Rossi")
    testo = assistente.get(reverse("persona_esporta"), {"q": "bini", "formato": "csv"}).getvalue().decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(testo), delimiter=";")) == [
        COLONNE.split(";"),
        ["'=Bini", "Ada", "", "02/01/1990", "", "", "Pontedera", "", "", ""],
    ]
    assert list(LetturaFascicolo.objects.values_list("utente", "persona", "azione")) == [
        (assistente.utente.pk, bini.pk, Lettura.ESPORTATA)
    ]


# --- opening a file ------------------------------------------------------------------------------------------


def test_opening_a_file_is_written_once_in_ten_minutes(assistente: Client, pontedera: Comune) -> None:
    persona = PersonaFactory(comune=pontedera)
    for _ in range(3):
        assistente.get(scheda(persona))
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assistente.get(scheda(persona))
    letture = LetturaFascicolo.objects.values_list("utente", "persona", "nucleo", "azione", "motivo")
    assert list(letture) == [(assistente.utente.pk, persona.pk, None, Lettura.VISTA, "")] * 2


def test_the_file_says_who_opened_it(entra: Entra, pontedera: Comune) -> None:
    persona = PersonaFactory(comune=pontedera)
    prima = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[pontedera], first_name="Ada", last_name="Neri")
    prima.get(scheda(persona))
    pagina = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[pontedera]).get(scheda(persona))
    assert [passo.chi for passo in pagina.context["letture"]][-1] == "Ada Neri"


def test_a_code_that_differs_from_the_file_is_warned_on_the_page(assistente: Client, pontedera: Comune) -> None:
    persona = PersonaFactory(
        comune=pontedera, cognome="Rossi", nome="Maria", codice_fiscale="RSSMRA80E52G843C", nato_il=date(1980, 5, 13)
    )
    avvisi = assistente.get(scheda(persona)).context["avvisi"]
    assert [m.testo for m in avvisi.motivi] == ["Il codice fiscale dice nascita il 12/05/80, la scheda il 13/05/80"]


# --- registering and changing --------------------------------------------------------------------------------


def test_a_person_registered_by_a_social_worker_heads_her_own_household(assistente: Client, pontedera: Comune) -> None:
    risposta = invia(assistente, NUOVA, **dati(pontedera, codice_fiscale="dpi mda 92a15 z343l", nato_il="15/01/1992"))
    persona = Persona.objects.get()
    assert risposta.url == scheda(persona)
    assert (str(persona), persona.codice_fiscale, persona.nato_il) == (
        "Diop Amadou",
        "DPIMDA92A15Z343L",
        date(1992, 1, 15),
    )
    membro = MembroNucleo.objects.get()
    assert (membro.persona, membro.parentela, membro.dal, membro.al) == (
        persona,
        Parentela.INTESTATARIO,
        date(2026, 11, 2),
        None,
    )
    assert (membro.nucleo.codice, membro.nucleo.comune, membro.nucleo.in_carico) == ("N-2026-0001", pontedera, False)


def test_a_person_registered_by_the_ets_is_in_its_charge_and_stays_visible(entra: Entra, pontedera: Comune) -> None:
    operatore = entra(Ruolo.OPERATORE_ETS)
    risposta = invia(operatore, NUOVA, **dati(pontedera))
    nucleo = Nucleo.objects.get()
    assert (nucleo.in_carico, nucleo.in_carico_dal) == (True, date(2026, 11, 2))
    assert operatore.get(risposta.url).status_code == 200


def test_a_person_enters_an_existing_household_with_her_kinship(assistente: Client, pontedera: Comune) -> None:
    nucleo = NucleoFactory(comune=pontedera)
    invia(assistente, f"{NUOVA}?nucleo={nucleo.codice}", **dati(pontedera, parentela=Parentela.FIGLIO))
    assert list(MembroNucleo.objects.values_list("nucleo", "parentela")) == [(nucleo.pk, Parentela.FIGLIO)]


def test_a_household_of_another_comune_cannot_be_entered(assistente: Client, pontedera: Comune) -> None:
    altrove = NucleoFactory(comune=ComuneFactory(nome="Palaia"))
    risposta = invia(assistente, f"{NUOVA}?nucleo={altrove.codice}", **dati(pontedera, parentela=Parentela.FIGLIO))
    assert (risposta.status_code, Persona.objects.count()) == (404, 0)


def test_a_social_worker_cannot_register_in_another_comune(assistente: Client) -> None:
    risposta = invia(assistente, NUOVA, **dati(ComuneFactory(nome="Palaia")))
    assert risposta.status_code == 422
    assert list(errori(risposta)) == ["comune"]


def test_pressing_the_button_twice_registers_once(assistente: Client, pontedera: Comune) -> None:
    chiave = "5f0e8f4e-6d0e-4a9b-9d3c-0a0a0a0a0a0a"
    prima, seconda = (invia(assistente, NUOVA, chiave=chiave, **dati(pontedera)) for _ in range(2))
    assert (prima.status_code, seconda.url, Persona.objects.count()) == (302, prima.url, 1)


def test_a_possible_duplicate_is_shown_and_must_be_excluded_by_hand(assistente: Client, pontedera: Comune) -> None:
    gia = PersonaFactory(comune=pontedera, cognome="Díop", nome="Amadou")
    fermata = invia(assistente, NUOVA, **dati(pontedera, nato_il="1992-01-15"))
    assert fermata.status_code == 422
    assert scheda(gia) in fermata.content.decode()
    assert 'name="altra_persona"' in fermata.content.decode()
    confermata = invia(assistente, NUOVA, **dati(pontedera, nato_il="1992-01-15", altra_persona="on"))
    assert (confermata.status_code, Persona.objects.count()) == (302, 2)


def test_names_the_other_way_round_are_a_possible_duplicate_too(assistente: Client, pontedera: Comune) -> None:
    PersonaFactory(comune=pontedera, cognome="Amadou", nome="Diop")
    assert invia(assistente, NUOVA, **dati(pontedera)).status_code == 422


def test_a_different_birth_date_is_another_person(assistente: Client, pontedera: Comune) -> None:
    PersonaFactory(comune=pontedera, cognome="Diop", nome="Amadou", nato_il=date(1970, 1, 1))
    assert invia(assistente, NUOVA, **dati(pontedera, nato_il="1992-01-15")).status_code == 302


def test_a_duplicate_followed_by_others_is_told_without_saying_where(assistente: Client, pontedera: Comune) -> None:
    PersonaFactory(comune=ComuneFactory(nome="Palaia"), cognome="Diop", nome="Amadou", nato_il=date(1992, 1, 15))
    risposta = invia(assistente, NUOVA, **dati(pontedera))
    testo = risposta.content.decode()
    assert risposta.status_code == 422
    assert "La segue un altro servizio" in testo
    assert "Palaia" not in testo
    assert "15/01/1992" not in testo


@pytest.mark.parametrize(
    ("campo", "valore"),
    [
        ("codice_fiscale", "RSSMRA80E52G843X"),
        ("codice_fiscale", "STP0902020000123"),
        ("codice_sanitario_provvisorio", "STP123"),
        ("nato_il", "2027-01-01"),
        ("nato_il", "0001-01-01"),
        ("nato_il", "31/02/2020"),
        ("nato_il", "9999-12-31"),
        ("dal", "1066-10-14"),
        ("cognome", "\x00"),
        ("cognome", "a" * 1_000_000),
        ("email", "non un indirizzo"),
        ("sesso", "Z"),
        ("comune", "0"),
    ],
)
def test_what_makes_no_sense_is_refused_beside_its_field_and_nothing_is_written(
    assistente: Client, pontedera: Comune, campo: str, valore: str
) -> None:
    risposta = invia(assistente, NUOVA, **dati(pontedera, **{campo: valore}))
    assert risposta.status_code == 422
    assert list(errori(risposta)) == [campo]
    assert not Persona.objects.exists()


def test_a_health_code_needs_its_expiry(assistente: Client, pontedera: Comune) -> None:
    risposta = invia(assistente, NUOVA, **dati(pontedera, codice_sanitario_provvisorio="STP0902020000123"))
    assert errori(risposta) == {
        "codice_sanitario_scade_il": ["Scrivi quando scade: di norma sei mesi dopo il rilascio."]
    }


def test_a_code_already_taken_is_refused(assistente: Client, pontedera: Comune) -> None:
    PersonaFactory(comune=ComuneFactory(nome="Palaia"), codice_fiscale="DPIMDA92A15Z343L")
    risposta = invia(assistente, NUOVA, **dati(pontedera, codice_fiscale="DPIMDA92A15Z343L"))
    assert errori(risposta) == {"codice_fiscale": ["Questo codice fiscale è già di un'altra persona."]}


def test_when_the_codice_fiscale_arrives_the_same_person_is_completed_and_her_past_kept(
    assistente: Client, pontedera: Comune
) -> None:
    """Scenario 19: registered with an STP, then the code of the tax office comes."""
    invia(
        assistente,
        NUOVA,
        **dati(pontedera, codice_sanitario_provvisorio="STP0902020000123", codice_sanitario_scade_il="2027-05-02"),
    )
    persona = Persona.objects.get()
    invia(
        assistente,
        reverse("persona_modifica", args=[persona.pk]),
        **dati(pontedera, versione=1, codice_fiscale="DPIMDA92A15Z343L"),
    )
    assert list(Persona.objects.values_list("pk", "codice_fiscale", "codice_sanitario_provvisorio")) == [
        (persona.pk, "DPIMDA92A15Z343L", "")
    ]
    modifiche = assistente.get(scheda(persona)).context["modifiche"]
    assert [(m.chi, m.atto, m.pagina) for m in modifiche] == [
        (str(assistente.utente), "Modifica", f"/persone/{persona.pk}/modifica/"),
        (str(assistente.utente), "Registrazione", NUOVA),
    ]
    assert [(v.campo, v.prima, v.dopo) for v in modifiche[0].variazioni] == [
        ("Codice fiscale", "", "DPIMDA92A15Z343L"),
        ("Codice STP o ENI", "STP0902020000123", ""),
        ("Il codice STP o ENI scade il", "02/05/2027", ""),
    ]


def test_the_second_of_two_people_sees_what_changed_and_loses_nothing(assistente: Client, pontedera: Comune) -> None:
    persona = PersonaFactory(comune=pontedera, cognome="Diop", nome="Amadou", telefono="1")
    indirizzo = reverse("persona_modifica", args=[persona.pk])
    prima = invia(assistente, indirizzo, **dati(pontedera, versione=1, telefono="0587 111"))
    seconda = invia(assistente, indirizzo, **dati(pontedera, versione=1, telefono="0587 222"))
    assert (prima.status_code, seconda.status_code) == (302, 409)
    conflitto = seconda.context["conflitto"]
    assert conflitto["titolo"].startswith(f"{assistente.utente} ha cambiato questi dati il ")
    assert [(c.campo, c.prima, c.dopo) for c in conflitto["confronti"]] == [("Telefono", "0587 222", "0587 111")]
    assert seconda.context["form"]["telefono"].value() == "0587 222"
    terza = invia(assistente, indirizzo, **dati(pontedera, versione=seconda.context["versione"], telefono="0587 222"))
    persona.refresh_from_db()
    assert (terza.status_code, persona.telefono, persona.versione) == (302, "0587 222", 3)


@pytest.mark.parametrize("versione", ["", "x", "-1", "1" * 40])
def test_a_form_without_its_version_is_refused(assistente: Client, pontedera: Comune, versione: str) -> None:
    persona = PersonaFactory(comune=pontedera)
    risposta = invia(assistente, reverse("persona_modifica", args=[persona.pk]), **dati(pontedera, versione=versione))
    assert risposta.status_code == 400


def test_a_person_without_household_opens_hers_once(assistente: Client, pontedera: Comune) -> None:
    persona = PersonaFactory(comune=pontedera)
    indirizzo = reverse("persona_apri_nucleo", args=[persona.pk])
    aperto = invia(assistente, indirizzo)
    ancora = invia(assistente, indirizzo)
    assert aperto.url == Nucleo.objects.get().get_absolute_url()
    assert ancora.status_code == 422
    assert [m.testo for m in ancora.context["rifiuto"].ostacoli] == [
        "In quei giorni questa persona fa già parte di un nucleo."
    ]


@pytest.mark.parametrize("pk", [0, 10**30])
def test_a_number_that_is_nobody_s_is_a_404(assistente: Client, pk: int) -> None:
    assert assistente.get(reverse("persona_scheda", args=[pk])).status_code == 404


def test_a_coordinator_who_is_also_a_social_worker_sees_both(entra: Entra, pontedera: Comune) -> None:
    sua = PersonaFactory(comune=pontedera, cognome="Azzi")
    in_carico = MembroNucleoFactory(
        nucleo=NucleoFactory(preso_in_carico=True), persona__comune=ComuneFactory(nome="Buti"), persona__cognome="Bini"
    ).persona
    PersonaFactory(comune=ComuneFactory(nome="Palaia"))
    doppio = entra(Ruolo.COORDINATORE_ETS, Ruolo.ASSISTENTE_SOCIALE, comuni=[pontedera])
    assert list(doppio.get(reverse("persona_elenco")).context["elenco"].pagina) == [sua, in_carico]


def test_nobody_without_a_login_reads_a_file(client: Client) -> None:
    persona = PersonaFactory()
    UtenteFactory()
    assert client.get(scheda(persona)).url == f"{reverse('account_login')}?next={scheda(persona)}"
