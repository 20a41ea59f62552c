"""The accesses on the screen: twenty seconds to register, who reads what, the person attached later."""

import csv
import io
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sportello.models import Accesso
from tests.factories.casa import CasoFactory
from tests.factories.luogo import PrenotazioneFactory, SedeFactory, alle
from tests.factories.mondo import letta
from tests.factories.persone import ComuneFactory, MembroNucleoFactory, NucleoFactory, PersonaFactory
from tests.factories.sportello import AccessoFactory, AppuntamentoFactory
from tests.valdera_housing.views.invio import errori, invia
from valdera_housing.choices import Ruolo
from valdera_housing.models import Comune, LetturaFascicolo, Persona

pytestmark = pytest.mark.django_db
Entra = Callable[..., Client]
NUOVO, ELENCO = reverse("sportello:accesso_nuovo"), reverse("sportello:accesso_elenco")
MINIMO = {"canale": "SPORTELLO", "motivi": ["SFRATTO"], "esiti": ["INFORMAZIONE_FORNITA"], "chi_chiede": "INQUILINO"}


def pagina(nome: str, accesso: Accesso) -> str:
    return reverse(f"sportello:accesso_{nome}", args=[accesso.pk])


def seguita(**altro: Any) -> Persona:
    """A person the ETS follows."""
    persona = PersonaFactory(**altro)
    MembroNucleoFactory(nucleo=NucleoFactory(preso_in_carico=True, comune=persona.comune), persona=persona)
    return persona


def etichette(risposta: Any) -> list[str]:
    return [p.etichetta for p in risposta.context["pulsanti"]]


@pytest.fixture
def pontedera() -> Comune:
    return ComuneFactory()


# --- register ------------------------------------------------------------------------------------------------


def test_four_choices_register_an_access_and_the_form_is_empty_again(entra: Entra, pontedera: Comune) -> None:
    """Comune, reason, outcome, button: channel, place and time are already there."""
    sede = SedeFactory()
    client = entra(Ruolo.OPERATORE_ETS)
    form = client.get(NUOVO).context["form"]
    gia = {nome: form[nome].value() for nome in ("canale", "sede", "chi_chiede")}
    assert gia == {"canale": "SPORTELLO", "sede": sede.pk, "chi_chiede": "INQUILINO"}
    risposta = invia(client, NUOVO, **MINIMO, sede=sede.pk, comune=pontedera.pk)
    accesso = Accesso.objects.get()
    assert (risposta.status_code, risposta["Location"]) == (302, NUOVO)
    assert (accesso.comune, accesso.sede, accesso.persona) == (pontedera, sede, None)
    di_nuovo = client.get(NUOVO)
    assert f'<a href="{pagina("scheda", accesso)}">Apri l’accesso</a>' in di_nuovo.content.decode()
    assert di_nuovo.context["form"]["motivi"].value() is None


def test_the_focus_starts_on_the_first_choice_and_the_rest_is_folded(entra: Entra, pontedera: Comune) -> None:
    testo = entra(Ruolo.OPERATORE_ETS).get(NUOVO).content.decode()
    assert re.findall(r'name="(\w+)"[^>]*autofocus', testo)[0] == "comune"
    inizio = testo.index('<details class="apri altro-accesso"')
    piegato = testo[inizio : testo.index("</details>", inizio)]
    campi = set(re.findall(r'name="(\w+)"', piegato))
    assert campi == {"chi_chiede", "cerca", "primo_accesso", "giorno", "ora", "minuti", "inviato_a", "nota"}


def test_the_next_access_starts_from_the_last_channel_and_place_of_today(entra: Entra) -> None:
    client, sede = entra(Ruolo.OPERATORE_ETS), SedeFactory(decentrata=True)
    di_oggi = {"operatore": client.utente, "avvenuto_alle": alle(date(2026, 11, 19), "09:40")}
    AccessoFactory(**di_oggi, canale="TELEFONO", sede=sede)
    AccessoFactory(operatore=client.utente, canale="EMAIL")
    form = client.get(NUOVO).context["form"]
    assert (form["canale"].value(), form["sede"].value()) == ("TELEFONO", sede.pk)


def test_what_is_missing_is_said_beside_its_field_and_nothing_is_lost(entra: Entra) -> None:
    risposta = invia(entra(Ruolo.OPERATORE_ETS), NUOVO, canale="TELEFONO", chi_chiede="INQUILINO", nota="Richiama")
    assert risposta.status_code == 422
    assert errori(risposta) == {
        "comune": ["Scegli il comune, o «Fuori dall’Unione»."],
        "motivi": ["Scegli almeno un motivo."],
        "esiti": ["Scegli che cosa si è fatto."],
    }
    assert risposta.context["form"]["nota"].value() == "Richiama"


@pytest.mark.parametrize(
    ("quando", "attesi"),
    [
        ({"giorno": "2026-11-18"}, {"ora": ["Scrivi a che ora, anche all’incirca."]}),
        ({"ora": "10:30"}, {"ora": ["Quest’ora deve ancora venire."]}),
        ({"giorno": "2026-11-20"}, {"giorno": ["La data è nel futuro: scrivila quando sarà successo."]}),
        ({"ora": "mezzodì"}, {"ora": ["Inserisci un'ora valida."]}),
    ],
)
def test_an_access_of_before_has_its_hour(entra: Entra, quando: dict, attesi: dict) -> None:
    client = entra(Ruolo.OPERATORE_ETS)
    risposta = invia(client, NUOVO, **MINIMO, comune="FUORI", **quando)
    assert errori(risposta) == attesi
    assert risposta.context["form"].altro_aperto
    assert invia(client, NUOVO, **MINIMO, comune="FUORI", giorno="2026-11-18", ora="17:05").status_code == 302
    accesso = Accesso.objects.get()
    assert (accesso.avvenuto_alle, accesso.comune) == (alle(date(2026, 11, 18), "17:05"), None)


def test_the_other_button_opens_the_access_and_a_surname_looks_for_the_person(entra: Entra) -> None:
    client = entra(Ruolo.OPERATORE_ETS)
    aperto = invia(client, NUOVO, **MINIMO, comune="FUORI", apri="1")
    assert aperto["Location"] == pagina("scheda", Accesso.objects.get())
    cercato = invia(client, NUOVO, **MINIMO, comune="FUORI", cerca="Ros & C")
    assert cercato["Location"] == f"{pagina('collega', Accesso.objects.first())}?q=Ros+%26+C"


def test_pressing_twice_registers_once(entra: Entra) -> None:
    client, chiave = entra(Ruolo.OPERATORE_ETS), "6ad9a9a1-6f2a-4a4d-9d0b-0d3a2a1e4c11"
    for _ in range(2):
        assert invia(client, NUOVO, chiave=chiave, **MINIMO, comune="FUORI").status_code == 302
    assert Accesso.objects.count() == 1


@pytest.mark.parametrize(
    ("modo", "decentrata", "canale"),
    [
        ("PRESENZA", False, "SPORTELLO"),
        ("PRESENZA", True, "DECENTRATO"),
        ("TELEFONO", False, "TELEFONO"),
        ("VISITA", False, "DOMICILIARE"),
    ],
)
def test_an_appointment_fills_its_access_once(entra: Entra, modo: str, decentrata: bool, canale: str) -> None:
    persona, sede = seguita(), SedeFactory(decentrata=decentrata)
    appuntamento = AppuntamentoFactory(
        persona=persona, modo=modo, luogo="via Po 1", motivi=["UTENZE"], stato="CONFERMATO",
        prenotazione=PrenotazioneFactory(sede=sede),
    )  # fmt: skip
    client, indirizzo = entra(Ruolo.OPERATORE_ETS), f"{NUOVO}?appuntamento={appuntamento.pk}"
    form = client.get(indirizzo).context["form"]
    pieni = {nome: form[nome].value() for nome in ("canale", "sede", "comune", "motivi")}
    assert pieni == {"canale": canale, "sede": sede.pk, "comune": str(persona.comune_id), "motivi": ["UTENZE"]}
    dati = MINIMO | {"canale": canale, "comune": persona.comune_id}
    assert invia(client, indirizzo, **dati).status_code == 302
    accesso = Accesso.objects.get()
    assert (accesso.appuntamento, accesso.persona, accesso.primo_accesso) == (appuntamento, persona, True)
    assert client.get(indirizzo)["Location"] == pagina("scheda", accesso)
    assert invia(client, indirizzo, **dati).status_code == 422
    assert appuntamento.numero in client.get(pagina("scheda", accesso)).content.decode()


def test_an_appointment_of_who_is_not_in_the_registry_offers_the_name(entra: Entra) -> None:
    appuntamento = AppuntamentoFactory(persona=None, nome_riferito="Diop Amadou", comune=None)
    form = entra(Ruolo.OPERATORE_ETS).get(f"{NUOVO}?appuntamento={appuntamento.pk}").context["form"]
    assert (form["cerca"].value(), form["comune"].value()) == ("Diop Amadou", "FUORI")


def test_a_person_fills_her_access_unless_she_is_of_others(entra: Entra) -> None:
    persona, altra = seguita(), PersonaFactory()
    client = entra(Ruolo.OPERATORE_ETS)
    risposta = client.get(f"{NUOVO}?persona={persona.pk}")
    assert risposta.context["form"]["comune"].value() == str(persona.comune_id)
    assert str(persona) in risposta.content.decode()
    invia(client, f"{NUOVO}?persona={persona.pk}", **MINIMO, comune=persona.comune_id)
    assert Accesso.objects.get().persona == persona
    assert client.get(f"{NUOVO}?persona={altra.pk}").status_code == 404
    assert client.get(f"{NUOVO}?appuntamento=9999").status_code == 404
    assert client.get(f"{NUOVO}?persona=x&appuntamento=²").status_code == 200


# --- the list ------------------------------------------------------------------------------------------------


def test_a_social_worker_sees_those_of_her_comuni_and_her_own(entra: Entra, pontedera: Comune) -> None:
    palaia = ComuneFactory(nome="Palaia")
    suo = AccessoFactory(comune=pontedera)
    altrui = AccessoFactory(comune=palaia)
    client = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[pontedera])
    registrato_da_lei = AccessoFactory(comune=palaia, operatore=client.utente)
    righe = client.get(ELENCO).context["righe"]
    assert {a.pk for a, *_ in righe} == {suo.pk, registrato_da_lei.pk}
    for nome in ("scheda", "modifica", "collega", "registra_persona"):
        assert client.get(pagina(nome, altrui)).status_code == 404
    for nome in ("elimina", "scollega", "modifica"):
        assert invia(client, pagina(nome, altrui)).status_code == 404


@pytest.mark.parametrize(
    "ruolo",
    [Ruolo.CONTABILE_ETS, Ruolo.FUNZIONARIO_UNIONE, Ruolo.CABINA, Ruolo.REVISORE, Ruolo.AMMINISTRATORE],
)
def test_who_does_not_follow_people_has_no_accesses(entra: Entra, ruolo: str) -> None:
    client = entra(ruolo)
    indirizzi = [ELENCO, NUOVO, reverse("sportello:accesso_conta"), pagina("scheda", AccessoFactory())]
    assert {client.get(indirizzo).status_code for indirizzo in indirizzi} == {403}


def test_each_filter_finds_its_accesses(entra: Entra, pontedera: Comune) -> None:
    client, sede = entra(Ruolo.OPERATORE_ETS), SedeFactory()
    uno = AccessoFactory(
        avvenuto_alle=alle(date(2026, 10, 5), "23:30"), comune=pontedera, canale="TELEFONO", sede=sede,
        motivi=["UTENZE", "ERP"], esiti=["INVIO_ALTRI"], operatore=client.utente, chi_chiede="PROPRIETARIO",
        persona=seguita(cognome="Bini"), primo_accesso=True,
    )  # fmt: skip
    altro = AccessoFactory(comune=None)
    di_uno = {
        "q": "bin", "al": "2026-10-05", "comune": pontedera.pk, "canale": "TELEFONO", "motivo": "ERP",
        "esito": "INVIO_ALTRI", "sede": sede.pk, "operatore": client.utente.pk, "chi_chiede": "PROPRIETARIO",
        "primo": "si", "con_persona": "si",
    }  # fmt: skip
    di_altro = {"dal": "2026-10-06", "comune": "FUORI", "primo": "no", "con_persona": "no"}
    for filtri, atteso in ((di_uno, uno), (di_altro, altro)):
        for nome, valore in filtri.items():
            risposta = client.get(ELENCO, {nome: valore})
            assert [a for a, *_ in risposta.context["righe"]] == [atteso], nome
            assert [t.cifra for t in risposta.context["tessere"]] == ["1", str(int(atteso.primo_accesso))]
    assert client.get(ELENCO, {"dal": "ieri"}).status_code == 422
    assert "Togli un filtro" in client.get(ELENCO, {"q": "nessuna"}).content.decode()


def test_the_band_counts_what_is_filtered(entra: Entra, pontedera: Comune) -> None:
    AccessoFactory.create_batch(2, comune=pontedera, primo_accesso=True)
    AccessoFactory(comune=None, canale="EMAIL")
    contesto = entra(Ruolo.OPERATORE_ETS).get(ELENCO).context
    assert [(t.etichetta, t.cifra) for t in contesto["tessere"]] == [("Accessi", "3"), ("Primi accessi", "2")]
    assert [(c.nome, c.accessi) for _, c in contesto["per_canale"]] == [("Allo sportello", 2), ("Per e-mail", 1)]
    assert [(c.nome, c.accessi) for _, c in contesto["per_comune"]] == [("Pontedera", 2), ("Fuori dall’Unione", 1)]


def test_the_name_of_a_person_of_others_is_in_no_page_and_no_download(entra: Entra, pontedera: Comune) -> None:
    """The contact happened in her comune; the person is followed elsewhere."""
    altrove = PersonaFactory(cognome="Zucchi", comune=ComuneFactory(nome="Palaia"))
    accesso = AccessoFactory(comune=pontedera, persona=altrove, nota="Torna lunedì")
    client = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[pontedera])
    esportato = client.get(reverse("sportello:accesso_esporta"), {"formato": "csv"}).getvalue().decode()
    testi = [client.get(indirizzo).content.decode() for indirizzo in (ELENCO, pagina("scheda", accesso))]
    assert all("Zucchi" not in testo for testo in [esportato, *testi])
    assert "la segue un altro servizio" in testi[1]
    assert client.get(ELENCO, {"q": "Zucchi"}).context["elenco"].conto == 0


def test_the_download_has_the_filters_no_note_and_leaves_its_trace(entra: Entra) -> None:
    persona = seguita(cognome="Bini", nome="Ada")
    AccessoFactory(persona=persona, nota="Da non scaricare", motivi=["ERP", "UTENZE"], minuti=20)
    AccessoFactory(canale="EMAIL")
    client = entra(Ruolo.OPERATORE_ETS)
    indirizzo = reverse("sportello:accesso_esporta")
    testo = client.get(indirizzo, {"formato": "csv", "canale": "SPORTELLO"}).getvalue().decode("utf-8-sig")
    riga = list(csv.DictReader(io.StringIO(testo), delimiter=";"))
    assert [(r["Quando"], r["Persona"], r["Perché"], r["Minuti"]) for r in riga] == [
        ("18/11/2026 10:15", "Bini Ada", "Casa popolare (ERP), Bollette", "20")
    ]
    assert "Da non scaricare" not in testo
    assert LetturaFascicolo.objects.filter(persona=persona, azione="ESPORTATA", utente=client.utente).exists()
    foglio = client.get(indirizzo)
    assert letta(foglio).startswith(b"PK")


# --- the record ----------------------------------------------------------------------------------------------


def test_the_page_says_what_comes_next(entra: Entra) -> None:
    client, persona = entra(Ruolo.OPERATORE_ETS), seguita()
    nucleo = persona.appartenenze.get().nucleo
    accesso = AccessoFactory()
    assert "Collega la persona" in etichette(client.get(pagina("scheda", accesso)))
    Accesso.objects.filter(pk=accesso.pk).update(persona=persona, nucleo=nucleo)
    risposta = client.get(pagina("scheda", accesso))
    assert etichette(risposta)[0] == "Apri un caso"
    assert LetturaFascicolo.objects.filter(persona=persona, utente=client.utente).exists()
    caso = CasoFactory(nucleo=nucleo)
    primo = client.get(pagina("scheda", accesso)).context["pulsanti"][0]
    assert (primo.etichetta, primo.url) == ("Invia a una linea", reverse("caso_invia", args=[caso.pk]))


def test_from_an_access_an_appointment_is_set_for_its_person(entra: Entra) -> None:
    persona = seguita()
    client = entra(Ruolo.OPERATORE_ETS)
    prenota = reverse("sportello:appuntamento_prenota")
    for chi, indirizzo in ((None, prenota), (persona, f"{prenota}?persona={persona.pk}")):
        pulsanti = client.get(pagina("scheda", AccessoFactory(persona=chi))).context["pulsanti"]
        assert [p.url for p in pulsanti if p.etichetta == "Fissa un appuntamento"] == [indirizzo]


def test_the_page_shows_the_other_accesses_of_the_person(entra: Entra) -> None:
    persona = seguita()
    accesso, altro = (AccessoFactory(persona=persona) for _ in range(2))
    AccessoFactory()
    altri = entra(Ruolo.OPERATORE_ETS).get(pagina("scheda", accesso)).context["altri"]
    assert list(altri) == [altro]


def test_an_access_is_corrected_unless_somebody_did_it_first(entra: Entra) -> None:
    accesso, client = AccessoFactory(), entra(Ruolo.OPERATORE_ETS)
    form = client.get(pagina("modifica", accesso)).context["form"]
    quando = {"giorno": "2026-11-18", "ora": "10:15"}
    assert (form["giorno"].value(), form["ora"].value().isoformat("minutes")) == (date(2026, 11, 18), "10:15")
    dati = MINIMO | quando | {"comune": "FUORI", "minuti": "30", "versione": 1, "primo_accesso": "on"}
    assert invia(client, pagina("modifica", accesso), **dati).status_code == 302
    accesso.refresh_from_db()
    assert (accesso.comune, accesso.minuti, accesso.primo_accesso, accesso.versione) == (None, 30, True, 2)
    conflitto = invia(client, pagina("modifica", accesso), **dati | {"minuti": "40"})
    assert conflitto.status_code == 409
    assert ("Durata", "40", "30") in [(v.campo, v.prima, v.dopo) for v in conflitto.context["conflitto"]["confronti"]]


def test_an_access_that_is_corrected_keeps_its_day_and_hour(entra: Entra) -> None:
    """Empty means now only when it is registered."""
    accesso = AccessoFactory()
    dati = MINIMO | {"comune": "FUORI", "versione": 1}
    risposta = invia(entra(Ruolo.OPERATORE_ETS), pagina("modifica", accesso), **dati)
    assert set(errori(risposta)) == {"giorno", "ora"}


def test_of_an_old_access_the_comune_and_the_place_stay_choosable(entra: Entra) -> None:
    uscito = ComuneFactory(nome="Lajatico", aderente_al=date(2025, 12, 31))
    chiusa = SedeFactory(attiva=False)
    accesso, client = AccessoFactory(comune=uscito, sede=chiusa), entra(Ruolo.OPERATORE_ETS)
    dati = MINIMO | {"giorno": "2026-11-18", "ora": "10:15", "versione": 1, "comune": uscito.pk, "sede": chiusa.pk}
    assert invia(client, pagina("modifica", accesso), **dati).status_code == 302
    assert invia(client, NUOVO, **MINIMO, comune=uscito.pk, sede=chiusa.pk).status_code == 422


def test_a_mistake_is_taken_back_by_who_made_it(entra: Entra) -> None:
    client = entra(Ruolo.OPERATORE_ETS)
    suo = AccessoFactory(operatore=client.utente, avvenuto_alle=alle(date(2026, 11, 19), "09:00"))
    altrui = AccessoFactory()
    assert "Elimina" in etichette(client.get(pagina("scheda", suo)))
    assert "Elimina" not in etichette(client.get(pagina("scheda", altrui)))
    rifiuto = invia(client, pagina("elimina", altrui))
    assert (rifiuto.status_code, "registrato un’altra persona" in rifiuto.content.decode()) == (422, True)
    assert invia(client, pagina("elimina", suo))["Location"] == ELENCO
    assert list(Accesso.objects.all()) == [altrui]


# --- whose it is ---------------------------------------------------------------------------------------------


def test_three_letters_find_the_person_and_one_choice_attaches_her(entra: Entra) -> None:
    persona, _ = seguita(cognome="Bini", nome="Ada"), seguita(cognome="Rossi")
    PersonaFactory(cognome="Binazzi")  # nobody's of the desk
    accesso, client = AccessoFactory(), entra(Ruolo.OPERATORE_ETS)
    assert client.get(pagina("collega", accesso), {"q": "bi"}).context["quante"] == 0
    trovate = client.get(pagina("collega", accesso), {"q": "bin"})
    assert list(trovate.context["form"].fields["persona"].queryset) == [persona]
    risposta = invia(client, f"{pagina('collega', accesso)}?q=bin", persona=persona.pk)
    accesso.refresh_from_db()
    assert risposta["Location"] == pagina("scheda", accesso)
    assert (accesso.persona, accesso.nucleo, accesso.primo_accesso) == (
        persona,
        persona.appartenenze.get().nucleo,
        True,
    )
    assert invia(client, pagina("scollega", accesso)).status_code == 302
    accesso.refresh_from_db()
    assert accesso.persona is None


def test_a_person_of_others_cannot_be_attached_and_too_many_are_not_listed(entra: Entra) -> None:
    accesso, client = AccessoFactory(), entra(Ruolo.OPERATORE_ETS)
    rifiuto = invia(client, pagina("collega", accesso), persona=PersonaFactory().pk)
    assert errori(rifiuto) == {"persona": ["Scegli una delle persone."]}
    for _ in range(11):
        seguita(cognome="Bini")
    assert "Sono troppe" in client.get(pagina("collega", accesso), {"q": "bini"}).content.decode()
    assert "Registra una persona nuova" in client.get(pagina("collega", accesso)).content.decode()


# --- numbers -------------------------------------------------------------------------------------------------


def test_the_numbers_of_a_period_on_the_page_and_in_the_download(entra: Entra, pontedera: Comune) -> None:
    AccessoFactory.create_batch(2, comune=pontedera, primo_accesso=True)
    AccessoFactory(comune=None, avvenuto_alle=alle(date(2025, 3, 1), "10:00"))
    client, indirizzo = entra(Ruolo.COORDINATORE_ETS), reverse("sportello:accesso_conta")
    di_quest_anno = client.get(indirizzo).context
    assert di_quest_anno["numeri"].totale == 2
    assert [nome for nome, _ in di_quest_anno["tavole"]] == [
        "Mese", "Come", "Comune di residenza", "Perché", "Che cosa si è fatto"
    ]  # fmt: skip
    periodo = {"dal": "2025-01-01", "al": "2025-12-31"}
    assert client.get(indirizzo, periodo).context["numeri"].totale == 1
    assert client.get(indirizzo, {"dal": "2025-12-31", "al": "2025-01-01"}).status_code == 422
    assert "Cambia il periodo" in client.get(indirizzo, {"dal": "2020-01-01", "al": "2020-01-02"}).content.decode()
    testo = client.get(reverse("sportello:accesso_conta_esporta"), {"formato": "csv"}).getvalue().decode("utf-8-sig")
    assert testo.splitlines() == [
        "Tavola;Voce;Accessi;Primi accessi;Ogni 1.000 abitanti",
        "Totale;Accessi;2;2;",
        "Mese;Novembre 2026;2;2;",
        "Come;Allo sportello;2;2;",
        "Comune di residenza;Pontedera;2;2;0,07",
        "Perché;Cerca casa;2;2;",
        "Che cosa si è fatto;Informazione data;2;2;",
    ]


def test_a_social_worker_counts_her_comuni(entra: Entra, pontedera: Comune) -> None:
    AccessoFactory(comune=pontedera)
    AccessoFactory(comune=ComuneFactory(nome="Palaia"))
    client = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[pontedera])
    assert client.get(reverse("sportello:accesso_conta")).context["numeri"].totale == 1
