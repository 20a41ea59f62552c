"""Comuni, bodies, conventions, parameters and users: who reads, who writes, what is refused."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core import mail
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from tests.factories.conti import ConvenzioneFactory
from tests.factories.persone import ComuneFactory, EnteFactory, UtenteFactory
from tests.valdera_housing.views.invio import errori, invia
from valdera_housing.choices import PoliticaCup, Ruolo, RuoloEnte
from valdera_housing.models import Comune, Convenzione, Ente, Parametro, Trimestre, Utente

pytestmark = pytest.mark.django_db
Entra = Callable[..., Client]


@pytest.fixture
def amministratore(entra: Entra) -> Client:
    return entra(Ruolo.AMMINISTRATORE)


@pytest.fixture
def soglia() -> Parametro:
    return Parametro.objects.create(
        chiave="soglia_canone",
        descrizione="Parte del reddito per il canone",
        valore=Decimal("0.3"),
        unita="quota",
        valido_dal=date(2025, 1, 1),
        atto="Delibera 4/2025",
    )


COMUNE = {
    "nome": "Chianni",
    "istat": "050012",
    "belfiore": "c609",
    "cap": "56034, 56035",
    "popolazione": "1305",
    "popolazione_al": "2025-12-31",
    "aderente_dal": "2026-01-01",
}
ENTE = {
    "nome": "Il Cammino",
    "ruolo": RuoloEnte.ALTRO,
    "partita_iva": "00743110157",
    "codice_fiscale": "",
    "pec": "",
}
CONVENZIONE = {
    "numero": "1/2028",
    "oggetto": "Nuova convenzione",
    "stipulata_il": "2027-12-01",
    "inizio": "2028-01-01",
    "fine": "2030-12-31",
    "importo": "450.000,00",
    "politica_cup": PoliticaCup.OBBLIGATORIO,
    "iva_recuperabile_pct": "0,00",
    "fondo_rotativo": "on",
}


def convenzione(**altro: Any) -> dict[str, Any]:
    enti = {"procedente": EnteFactory(nome="Unione Valdera").pk, "attuatore": EnteFactory().pk}
    return CONVENZIONE | enti | altro


# --- comuni --------------------------------------------------------------------------------------------------


def test_the_administrator_registers_a_comune(amministratore: Client) -> None:
    risposta = invia(amministratore, reverse("comune_nuovo"), **COMUNE)
    comune = Comune.objects.get()
    assert risposta.url == reverse("comune_scheda", args=[comune.pk])
    assert (comune.belfiore, comune.cap, comune.popolazione, comune.alta_tensione_abitativa) == (
        "C609",
        ["56034", "56035"],
        1305,
        False,
    )


@pytest.mark.parametrize(
    ("campo", "valore"),
    [
        ("istat", "50012"),
        ("istat", "٠٥٠٠١٢x"),
        ("cap", "5603"),
        ("cap", ""),
        ("nome", "\x00"),
        ("popolazione", "-1"),
        ("popolazione", "9" * 30),
        ("aderente_dal", "1066-01-01"),
    ],
)
def test_a_comune_that_makes_no_sense_is_refused(amministratore: Client, campo: str, valore: str) -> None:
    risposta = invia(amministratore, reverse("comune_nuovo"), **COMUNE | {campo: valore})
    assert (risposta.status_code, list(errori(risposta)), Comune.objects.count()) == (422, [campo], 0)


def test_a_comune_cannot_leave_before_joining(amministratore: Client) -> None:
    risposta = invia(amministratore, reverse("comune_nuovo"), **COMUNE, aderente_al="2025-12-31")
    assert errori(risposta) == {"__all__": ["L'uscita dall'Unione non può precedere l'adesione."]}


def test_the_same_comune_twice_is_refused(amministratore: Client) -> None:
    invia(amministratore, reverse("comune_nuovo"), **COMUNE)
    risposta = invia(amministratore, reverse("comune_nuovo"), **COMUNE | {"nome": "Altro", "belfiore": "A111"})
    assert list(errori(risposta)) == ["istat"]


# --- bodies --------------------------------------------------------------------------------------------------


def test_the_administrator_registers_a_body(amministratore: Client) -> None:
    risposta = invia(amministratore, reverse("ente_nuovo"), **ENTE)
    assert risposta.url == reverse("ente_scheda", args=[Ente.objects.get().pk])


@pytest.mark.parametrize(
    ("campo", "valore"), [("partita_iva", "00743110158"), ("codice_fiscale", "123"), ("pec", "x"), ("ruolo", "BOH")]
)
def test_a_body_that_makes_no_sense_is_refused(amministratore: Client, campo: str, valore: str) -> None:
    risposta = invia(amministratore, reverse("ente_nuovo"), **ENTE | {campo: valore})
    assert (risposta.status_code, list(errori(risposta))) == (422, [campo])


# --- convention ----------------------------------------------------------------------------------------------


def test_a_convention_comes_with_its_quarters_counted_from_its_start(amministratore: Client) -> None:
    invia(amministratore, reverse("convenzione_nuova"), **convenzione(inizio="2028-02-01", fine="2031-01-31"))
    quarti = list(Trimestre.objects.values_list("numero", "inizio", "fine"))
    assert (len(quarti), quarti[0], quarti[-1]) == (
        12,
        (1, date(2028, 2, 1), date(2028, 4, 30)),
        (12, date(2030, 11, 1), date(2031, 1, 31)),
    )
    assert Convenzione.objects.get().importo == Decimal("450000.00")


def test_a_convention_of_broken_quarters_is_refused(amministratore: Client) -> None:
    risposta = invia(amministratore, reverse("convenzione_nuova"), **convenzione(fine="2030-12-30"))
    assert errori(risposta) == {
        "__all__": ["La convenzione deve durare un numero intero di trimestri: controlla inizio e fine."]
    }
    assert not Convenzione.objects.exists()


@pytest.mark.parametrize(
    ("campo", "valore"),
    [("importo", "NaN"), ("importo", "tanti"), ("importo", "1" * 40), ("fine", "2028-99-99"), ("procedente", "0")],
)
def test_a_convention_that_makes_no_sense_is_refused(amministratore: Client, campo: str, valore: str) -> None:
    risposta = invia(amministratore, reverse("convenzione_nuova"), **convenzione(**{campo: valore}))
    assert (risposta.status_code, list(errori(risposta))) == (422, [campo])


def test_a_share_of_vat_above_hundred_is_refused(amministratore: Client) -> None:
    risposta = invia(amministratore, reverse("convenzione_nuova"), **convenzione(iva_recuperabile_pct="100,01"))
    assert errori(risposta) == {"__all__": ["La quota di IVA recuperata va da 0 a 100."]}


def test_dates_and_amount_of_a_convention_are_typed_once(amministratore: Client) -> None:
    accordo = ConvenzioneFactory()
    indirizzo = reverse("convenzione_modifica", args=[accordo.pk])
    dati = CONVENZIONE | {"procedente": accordo.procedente_id, "attuatore": accordo.attuatore_id, "versione": "1"}
    assert invia(amministratore, indirizzo, **dati).status_code == 302
    accordo.refresh_from_db()
    assert (accordo.inizio, accordo.fine, accordo.politica_cup, accordo.canoni_al_netto) == (
        date(2025, 1, 1),
        date(2027, 12, 31),
        PoliticaCup.OBBLIGATORIO,
        False,
    )


# --- parameters ----------------------------------------------------------------------------------------------


def cambio(**altro: str) -> dict[str, str]:
    return {"valore": "0,35", "dal": "2027-01-01", "atto": "Delibera 41/2026"} | altro


def test_a_new_value_closes_the_one_before_on_its_eve(amministratore: Client, soglia: Parametro) -> None:
    risposta = invia(amministratore, reverse("parametro_cambia", args=[soglia.pk]), **cambio())
    valori = Parametro.objects.order_by("valido_dal").values_list("valore", "valido_dal", "valido_al", "atto", "unita")
    assert list(valori) == [
        (Decimal("0.3000"), date(2025, 1, 1), date(2026, 12, 31), "Delibera 4/2025", "quota"),
        (Decimal("0.3500"), date(2027, 1, 1), None, "Delibera 41/2026", "quota"),
    ]
    assert risposta.url == reverse("parametro_scheda", args=[Parametro.objects.latest("valido_dal").pk])


def test_a_value_cannot_start_before_the_one_it_replaces(amministratore: Client, soglia: Parametro) -> None:
    risposta = invia(amministratore, reverse("parametro_cambia", args=[soglia.pk]), **cambio(dal="2025-01-01"))
    assert errori(risposta) == {
        "__all__": ["Il valore di adesso vale dal 01/01/2025: quello nuovo deve iniziare dopo."]
    }


def test_a_value_already_replaced_answers_that_somebody_was_first(amministratore: Client, soglia: Parametro) -> None:
    indirizzo = reverse("parametro_cambia", args=[soglia.pk])
    invia(amministratore, indirizzo, **cambio())
    assert invia(amministratore, indirizzo, **cambio(dal="2028-01-01")).status_code == 409


@pytest.mark.parametrize(
    ("campo", "valore"),
    [("valore", "NaN"), ("valore", "0,00001"), ("valore", "1" * 20), ("dal", "x"), ("atto", ""), ("atto", "\x00")],
)
def test_a_value_that_makes_no_sense_is_refused(
    amministratore: Client, soglia: Parametro, campo: str, valore: str
) -> None:
    risposta = invia(amministratore, reverse("parametro_cambia", args=[soglia.pk]), **cambio(**{campo: valore}))
    assert (risposta.status_code, list(errori(risposta)), Parametro.objects.count()) == (422, [campo], 1)


def test_the_list_can_tell_the_values_in_force_on_a_day(amministratore: Client, soglia: Parametro) -> None:
    invia(amministratore, reverse("parametro_cambia", args=[soglia.pk]), **cambio())
    elenco = amministratore.get(reverse("parametro_elenco"), {"il": "2027-01-01"}).context["elenco"]
    assert [p.quanto for p in elenco.pagina] == ["0,35 quota"]
    assert amministratore.get(reverse("parametro_elenco"), {"il": "0001-01-01"}).status_code == 422


# --- users ---------------------------------------------------------------------------------------------------


def persona(**altro: Any) -> dict[str, Any]:
    return {
        "first_name": "Ada",
        "last_name": "Neri",
        "username": "ada",
        "email": "ada@example.org",
        "ruoli": [Ruolo.CONTABILE_ETS],
        "is_active": "on",
    } | altro


def test_an_enrolled_person_receives_the_link_to_choose_her_password(amministratore: Client) -> None:
    risposta = invia(amministratore, reverse("utente_nuovo"), **persona())
    ada = Utente.objects.get(username="ada")
    assert risposta.url == reverse("utente_scheda", args=[ada.pk])
    assert (ada.ruoli, ada.has_usable_password(), ada.is_superuser, ada.di_prova) == (
        [Ruolo.CONTABILE_ETS],
        False,
        False,
        False,
    )
    assert [m.to for m in mail.outbox] == [["ada@example.org"]]
    assert "/password/nuova/" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("campo", "valore"),
    [
        ("email", "MARTA@example.org"),
        ("email", "x"),
        ("username", "con spazi"),
        ("username", "\x00"),
        ("ruoli", []),
        ("ruoli", ["re"]),
        ("comuni", ["0"]),
        ("last_name", "a" * 151),
    ],
)
def test_a_user_that_makes_no_sense_is_refused(amministratore: Client, campo: str, valore: Any) -> None:
    UtenteFactory(username="marta", email="marta@example.org")
    risposta = invia(amministratore, reverse("utente_nuovo"), **persona(**{campo: valore}))
    assert (risposta.status_code, list(errori(risposta))) == (422, [campo])
    assert mail.outbox == []


def test_a_social_worker_without_comuni_is_refused(amministratore: Client) -> None:
    risposta = invia(amministratore, reverse("utente_nuovo"), **persona(ruoli=[Ruolo.ASSISTENTE_SOCIALE]))
    assert errori(risposta) == {"comuni": ["Scegli almeno un comune: senza, l’assistente sociale non vede nessuno."]}


def test_roles_and_comuni_change_together(amministratore: Client) -> None:
    ada, pontedera = UtenteFactory(username="ada", ruoli=[Ruolo.CABINA]), ComuneFactory()
    nuovi = persona(ruoli=[Ruolo.ASSISTENTE_SOCIALE], comuni=[pontedera.pk], versione=1)
    assert invia(amministratore, reverse("utente_modifica", args=[ada.pk]), **nuovi).status_code == 302
    ada = Utente.objects.get(pk=ada.pk)
    assert (ada.ruoli, ada.comuni_seguiti, ada.versione) == ([Ruolo.ASSISTENTE_SOCIALE], [pontedera.pk], 2)
    modifiche = amministratore.get(reverse("utente_scheda", args=[ada.pk])).context["modifiche"]
    chi = str(amministratore.utente)
    assert [(m.chi, m.atto) for m in modifiche] == [
        (chi, "Comune aggiunto: Pontedera"),
        (chi, "Modifica"),
        ("Sistema", "Registrazione"),
    ]


@pytest.mark.parametrize("tolto", [{"ruoli": [Ruolo.CABINA]}, {"is_active": ""}])
def test_an_administrator_cannot_shut_herself_out(amministratore: Client, tolto: dict[str, Any]) -> None:
    indirizzo = reverse("utente_modifica", args=[amministratore.utente.pk])
    risposta = invia(amministratore, indirizzo, **persona(ruoli=[Ruolo.AMMINISTRATORE], versione=1) | tolto)
    assert errori(risposta) == {
        "__all__": ["Non puoi togliere a te l’accesso o il ruolo di amministratore: lo fa un collega."]
    }


def test_a_closed_user_is_out_at_once(amministratore: Client) -> None:
    ada = UtenteFactory(username="ada", ruoli=[Ruolo.CABINA])
    altro = Client()
    altro.force_login(ada)
    assert altro.get(reverse("glossario")).status_code == 200
    invia(amministratore, reverse("utente_modifica", args=[ada.pk]), **persona(is_active="", versione=1))
    assert altro.get(reverse("glossario")).status_code == 302


def test_the_link_can_be_sent_again_but_not_to_who_is_out(amministratore: Client) -> None:
    ada, chiusa = UtenteFactory(email="ada@example.org"), UtenteFactory(is_active=False)
    invia(amministratore, reverse("utente_manda_password", args=[ada.pk]))
    assert [m.to for m in mail.outbox] == [["ada@example.org"]]
    assert invia(amministratore, reverse("utente_manda_password", args=[chiusa.pk])).status_code == 404


@pytest.mark.parametrize(
    ("filtro", "trovati"),
    [({"q": "ada neri"}, ["ada"]), ({"ruolo": Ruolo.CABINA}, ["ada"]), ({"attivo": "False"}, ["bea"])],
)
def test_users_are_found_by_name_role_and_access(
    amministratore: Client, filtro: dict[str, str], trovati: list[str]
) -> None:
    UtenteFactory(username="ada", first_name="Ada", last_name="Neri", ruoli=[Ruolo.CABINA])
    UtenteFactory(username="bea", is_active=False)
    elenco = amministratore.get(reverse("utente_elenco"), filtro).context["elenco"]
    assert [u.username for u in elenco.pagina] == trovati


# --- every noun ----------------------------------------------------------------------------------------------


def riga(noun: str) -> Model:
    return {"comune": ComuneFactory, "ente": EnteFactory, "convenzione": ConvenzioneFactory, "utente": UtenteFactory}[
        noun
    ]()


MODIFICHE = {
    "comune": lambda: COMUNE,
    "ente": lambda: ENTE,
    "convenzione": convenzione,
    "utente": persona,
}


@pytest.mark.parametrize("noun", MODIFICHE)
def test_the_second_of_two_administrators_is_told_and_loses_nothing(amministratore: Client, noun: str) -> None:
    oggetto, dati = riga(noun), MODIFICHE[noun]() | {"versione": "1"}
    indirizzo = reverse(f"{noun}_modifica", args=[oggetto.pk])
    prima, seconda = (invia(amministratore, indirizzo, **dati) for _ in range(2))
    assert (prima.status_code, seconda.status_code, seconda.context["versione"]) == (302, 409, 2)
    assert seconda.context["conflitto"]["titolo"].startswith(f"{amministratore.utente} ha cambiato")


@pytest.mark.parametrize("noun", MODIFICHE)
def test_the_record_tells_who_changed_it(amministratore: Client, noun: str) -> None:
    oggetto = riga(noun)
    invia(amministratore, reverse(f"{noun}_modifica", args=[oggetto.pk]), **MODIFICHE[noun](), versione="1")
    modifiche = amministratore.get(reverse(f"{noun}_scheda", args=[oggetto.pk])).context["modifiche"]
    ultima, pagina = modifiche[0], reverse(f"{noun}_modifica", args=[oggetto.pk])
    assert (ultima.chi, ultima.atto, ultima.pagina) == (str(amministratore.utente), "Modifica", pagina)


@pytest.mark.parametrize("noun", ["comune", "ente", "convenzione", "parametro", "utente"])
@pytest.mark.parametrize("formato", ["csv", "xlsx"])
def test_every_list_can_be_downloaded(amministratore: Client, soglia: Parametro, noun: str, formato: str) -> None:
    risposta = amministratore.get(reverse(f"{noun}_esporta"), {"formato": formato})
    assert risposta.status_code == 200
    assert f".{formato}" in risposta["Content-Disposition"]
    assert risposta.getvalue()
