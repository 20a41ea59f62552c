"""What the letters to a household say, to the cent."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest

from fondo_garanzia.documents.rivalsa import destinatario_di, fatti_rivalsa
from fondo_garanzia.models import CreditoRivalsa
from fondo_garanzia.queries.rivalsa import mesi_pagati, rate_del_credito
from tests.factories.casa import AlloggioFactory, ContoBancarioFactory
from tests.factories.fondo import EscussioneFactory, approva, contratto_privato, paga, paga_rata, rivalsa, valuta
from tests.fondo_garanzia.rivalse import arretra
from valdera_housing.models import MembroNucleo, Persona

pytestmark = pytest.mark.django_db
OGGI = date(2026, 11, 19)


def fatti(credito: CreditoRivalsa) -> dict[str, str]:
    credito.refresh_from_db()
    conto = ContoBancarioFactory(nome="Conto del fondo", iban="IT03Z0306914012100000012345", dedicato=True)
    detti = fatti_rivalsa(
        credito, rate_del_credito(credito), mesi_pagati(credito), ente="Il Portone APS", conto=conto, giorno=OGGI
    )
    return {nome: testo.replace("\xa0", " ") for nome, testo in detti.items()}


def test_the_letter_says_what_was_paid_to_whom_and_where_to_give_it_back() -> None:
    credito = rivalsa()
    assert fatti(credito) == {
        "rivalsa": credito.numero,
        "nome": "Maria Rossi",
        "ente": "Il Portone APS",
        "comune": "Pontedera",
        "contratto": credito.escussione.garanzia.contratto.numero,
        "proprietario": "Gino Baldi",
        "pagato_il": "28/10/2026",
        "importo": "1.440,00 €",
        "elenco_pagato": "- canone di giugno 2026: 420,00 €\n- canone di luglio 2026: 480,00 €\n"
        "- canone di agosto 2026: 480,00 €\n- canone di settembre 2026: 60,00 €",
        "restituito": "0,00 €",
        "resta": "1.440,00 €",
        "rate": "12 rate",
        "conto": "Conto del fondo",
        "iban": "IT03Z0306914012100000012345",
        "oggi": "19/11/2026",
        "scaduto": "0,00 €",
        "elenco_scaduto": "",
    }


def test_a_reminder_lists_what_is_late_for_its_rest() -> None:
    credito = arretra(rivalsa(), timedelta(days=50))
    paga_rata(credito.rate.order_by("numero").first(), D("100.00"), il=OGGI)
    detti = fatti(credito)
    assert {nome: detti[nome] for nome in ("scaduto", "elenco_scaduto", "restituito", "resta")} == {
        "scaduto": "140,00 €",
        "elenco_scaduto": f"- Rata 1 di 12, rivalsa {credito.numero}, entro il 16/10/2026: 20,00 €\n"
        f"- Rata 2 di 12, rivalsa {credito.numero}, entro il 16/11/2026: 120,00 €",
        "restituito": "100,00 €",
        "resta": "1.340,00 €",
    }


def test_damages_have_their_line() -> None:
    escussione = EscussioneFactory(mesi=[date(2026, 6, 1)], deposito_trattenuto=D("0.00"))
    credito = paga(approva(valuta(escussione, [D("480.00")], D("500.00"))))
    assert fatti(credito)["elenco_pagato"] == "- canone di giugno 2026: 480,00 €\n- danni alla casa: 500,00 €"


def test_it_is_sent_to_the_home_or_to_the_address_of_the_head_unless_it_must_stay_secret() -> None:
    credito = rivalsa()
    assert destinatario_di(credito) == "Maria Rossi"
    testa = Persona.objects.filter(pk__in=MembroNucleo.objects.filter(nucleo=credito.nucleo).values("persona"))
    testa.update(indirizzo="via Lucca 3, Pontedera")
    assert destinatario_di(credito) == "Maria Rossi\nvia Lucca 3, Pontedera"
    testa.update(indirizzo_protetto=True)
    assert destinatario_di(credito) == "Maria Rossi"


def test_a_lease_of_a_registered_home_is_written_to_that_home() -> None:
    escussione = EscussioneFactory()
    nucleo = escussione.garanzia.nucleo
    casa = AlloggioFactory(comune=nucleo.comune, civico="7")
    contratto = contratto_privato(nucleo, numero="P-2018-7777", alloggio=casa)
    type(escussione.garanzia).objects.filter(pk=escussione.garanzia_id).update(contratto=contratto)
    escussione.garanzia.refresh_from_db()
    credito = paga(approva(valuta(escussione, [D("420.00"), D("480.00"), D("480.00"), D("60.00")])))
    assert destinatario_di(credito) == "Maria Rossi\nvia Roma 7\n56025 Pontedera"
