import csv
import io
from datetime import date

import pytest
from django.urls import reverse

from tests.factories.casa import AlloggioFactory, ContrattoFactory, ProprietarioFactory
from tests.valdera_housing.views.invio import errori, invia
from valdera_housing.choices import Ruolo
from valdera_housing.models import Proprietario, QuotaProprieta

pytestmark = pytest.mark.django_db
ELENCO = "/gestore/proprietari/"
LEGGONO = (
    Ruolo.OPERATORE_ETS,
    Ruolo.CONTABILE_ETS,
    Ruolo.COORDINATORE_ETS,
    Ruolo.FUNZIONARIO_UNIONE,
    Ruolo.REVISORE,
)


def url(nome: str, *pk: int) -> str:
    return reverse(f"gestore:{nome}", args=pk)


def quota(proprietario: Proprietario, al: date | None = None) -> QuotaProprieta:
    valori = {"alloggio": AlloggioFactory(), "proprietario": proprietario, "quota": 100, "dal": date(2026, 1, 1)}
    return QuotaProprieta.objects.create(**valori, al=al)


@pytest.mark.parametrize("ruolo", LEGGONO)
def test_who_keeps_or_reads_contracts_finds_an_owner_by_name_with_her_homes(entra, ruolo) -> None:
    gino = ProprietarioFactory(denominazione="Gino Baldì")
    ProprietarioFactory(denominazione="Ada Neri")
    quota(gino)
    quota(gino, al=date(2026, 2, 1))
    trovati = entra(ruolo).get(ELENCO, {"q": "baldi"}).context["elenco"].pagina
    assert [(p.denominazione, p.alloggi) for p in trovati] == [("Gino Baldì", 1)]


def test_the_sheet_has_the_rows_of_the_list(entra) -> None:
    ProprietarioFactory(denominazione="Gino Baldi", codice_fiscale=None)
    risposta = entra(Ruolo.CONTABILE_ETS).get(url("proprietario_esporta"), {"formato": "csv"})
    righe = list(csv.DictReader(io.StringIO(risposta.getvalue().decode("utf-8-sig")), delimiter=";"))
    assert [(r["Proprietario"], r["IBAN"], r["Alloggi"]) for r in righe] == [
        ("Gino Baldi", "IT60X0542811101000000123456", "0")
    ]


def test_the_record_has_homes_and_contracts(entra) -> None:
    contratto = ContrattoFactory()
    sua = quota(contratto.proprietario)
    pagina = entra(Ruolo.REVISORE).get(url("proprietario_scheda", contratto.proprietario_id))
    assert (pagina.context["quote"], pagina.context["contratti"]) == ([sua], [(contratto, "")])
    assert pagina.context["pulsanti"] == []


def test_what_is_typed_with_spaces_is_stored_without(entra) -> None:
    dati = {
        "denominazione": "Gino Baldi",
        "codice_fiscale": "rss mra 80a01 h501 u",
        "partita_iva": "01 998 760 506",
        "iban": "it60 x054 2811 1010 0000 0123 456",
    }
    risposta = invia(entra(Ruolo.CONTABILE_ETS), url("proprietario_nuovo"), **dati)
    gino = Proprietario.objects.get()
    assert risposta.url == url("proprietario_scheda", gino.pk)
    assert (gino.codice_fiscale, gino.partita_iva, gino.iban) == (
        "RSSMRA80A01H501U",
        "01998760506",
        "IT60X0542811101000000123456",
    )


@pytest.mark.parametrize(
    ("campo", "valore", "frase"),
    [
        (
            "codice_fiscale",
            "RSSMRA80A01H501X",
            "Il codice fiscale non è giusto: ricontrolla lettere e cifre (DPR 605/1973)",
        ),
        ("partita_iva", "01998760505", "La partita IVA non è giusta: ricontrolla le cifre."),
        ("iban", "IT61X0542811101000000123456", "L’IBAN non è giusto: ricontrolla lettere e cifre."),
    ],
)
def test_a_code_with_a_wrong_check_digit_is_refused(entra, campo, valore, frase) -> None:
    dati = {"denominazione": "Gino Baldi", campo: valore}
    risposta = invia(entra(Ruolo.OPERATORE_ETS), url("proprietario_nuovo"), **dati)
    assert (risposta.status_code, errori(risposta)) == (422, {campo: [frase]})


def test_one_like_her_is_shown_before_saving(entra) -> None:
    gino = ProprietarioFactory(denominazione="Gino Baldi")
    client, dati = entra(Ruolo.OPERATORE_ETS), {"denominazione": "Baldi Gino"}
    risposta = invia(client, url("proprietario_nuovo"), **dati)
    assert (risposta.status_code, risposta.context["form"].simili) == (422, [gino])
    assert invia(client, url("proprietario_nuovo"), **dati, altro="on").status_code == 302
    assert Proprietario.objects.count() == 2


def test_a_change_is_kept_in_the_history_and_the_second_person_is_told(entra) -> None:
    gino = ProprietarioFactory(codice_fiscale=None)
    client, indirizzo = entra(Ruolo.OPERATORE_ETS), url("proprietario_modifica", gino.pk)
    dati = {"denominazione": gino.denominazione, "telefono": "0587 1", "versione": 1}
    assert invia(client, indirizzo, **dati).status_code == 302
    assert invia(client, indirizzo, **dati).status_code == 409
    modifiche = client.get(url("proprietario_storia", gino.pk)).context["modifiche"]
    assert [(v.campo, v.dopo) for v in modifiche[0].variazioni if v.campo == "Telefono"] == [("Telefono", "0587 1")]


@pytest.mark.parametrize("nome", ["proprietario_scheda", "proprietario_storia"])
def test_an_owner_who_is_not_there_is_not_found(entra, nome) -> None:
    assert entra(Ruolo.OPERATORE_ETS).get(url(nome, 999)).status_code == 404
