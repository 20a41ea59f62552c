"""Acts on the expenses of events and campaigns, on the real database."""

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from formazione.actions.costo import aggiungi_costo
from formazione.models import Costo, Evento
from tests.factories.formazione import CampagnaFactory, CostoFactory, evento_con
from tests.factories.persone import UtenteFactory
from valdera_housing.actions.costo import modifica_costo, paga_costo, togli_costo
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.models import Utente

pytestmark = pytest.mark.django_db
OGGI = date(2026, 11, 19)


def chi(ruolo: str) -> Utente:
    return UtenteFactory(ruoli=[ruolo])


def dati(**altro: Any) -> dict[str, Any]:
    return {
        "descrizione": "Compenso del docente", "fornitore": "Studio Conti", "codice_fiscale": "01234567897",
        "documento_numero": "7/A", "documento_del": date(2026, 10, 5), "importo": D("300.00"),
    } | altro  # fmt: skip


@pytest.mark.parametrize("ruolo", [Ruolo.OPERATORE_ETS, Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS])
def test_an_expense_is_of_an_event_or_of_a_campaign(ruolo: str) -> None:
    evento, campagna, utente = evento_con(), CampagnaFactory(), chi(ruolo)
    dell_evento = aggiungi_costo(evento, dati(), utente=utente)
    della_campagna = aggiungi_costo(campagna, dati(documento_numero="8/A"), utente=utente)
    assert [(c.evento, c.campagna, c.importo, c.pagato_il, c.creato_da) for c in (dell_evento, della_campagna)] == [
        (evento, None, D("300.00"), None, utente),
        (None, campagna, D("300.00"), None, utente),
    ]


def annullato() -> Evento:
    return evento_con(stato="ANNULLATO")


@pytest.mark.parametrize(
    ("ruolo", "cosa", "altro", "frase"),
    [
        pytest.param(
            Ruolo.FUNZIONARIO_UNIONE, evento_con, {}, "«Aggiungi una spesa…» spetta a un altro ruolo.", id="the Unione"
        ),
        pytest.param(
            Ruolo.OPERATORE_ETS, annullato, {},
            "Non si può più: «Aggiungi una spesa…» non è possibile quando lo stato è «Annullato».", id="cancelled",
        ),
        pytest.param(
            Ruolo.OPERATORE_ETS, evento_con, {"pagato_il": OGGI}, "I pagamenti li registra chi tiene i conti.",
            id="an operator who pays",
        ),
        pytest.param(
            Ruolo.CONTABILE_ETS, evento_con, {"documento_del": date(2026, 11, 20)},
            "La data del documento è nel futuro: registra la spesa quando il documento c’è.", id="of tomorrow",
        ),
    ],
)  # fmt: skip
def test_what_may_not_be_added_is_refused_with_a_sentence(ruolo: str, cosa: Any, altro: dict, frase: str) -> None:
    with pytest.raises(AttoRifiutato) as rifiuto:
        aggiungi_costo(cosa(), dati(**altro), utente=chi(ruolo))
    assert (str(rifiuto.value), Costo.objects.count()) == (frase, 0)


def test_the_same_document_is_registered_once_and_again_after_it_was_taken_away() -> None:
    evento, utente = evento_con(), chi(Ruolo.OPERATORE_ETS)
    primo = aggiungi_costo(evento, dati(), utente=utente)
    with pytest.raises(IntegrityError, match="costo_una_volta"), transaction.atomic():
        aggiungi_costo(evento, dati(), utente=utente)
    togli_costo(primo, utente=utente, versione=primo.versione)
    secondo = aggiungi_costo(evento, dati(), utente=utente)
    assert list(Costo.objects.order_by("pk").values_list("pk", "annullato_il")) == [
        (primo.pk, OGGI), (secondo.pk, None),
    ]  # fmt: skip


def test_who_keeps_the_accounts_pays_it_once() -> None:
    costo = CostoFactory(pagato_il=None)
    with pytest.raises(AttoRifiutato, match="I pagamenti li registra chi tiene i conti"):
        paga_costo(costo, OGGI, utente=chi(Ruolo.OPERATORE_ETS))
    with pytest.raises(AttoRifiutato, match="Il pagamento è nel futuro"):
        paga_costo(costo, date(2026, 11, 20), utente=chi(Ruolo.CONTABILE_ETS))
    pagato = paga_costo(costo, OGGI, utente=chi(Ruolo.CONTABILE_ETS))
    assert (pagato.pagato_il, pagato.versione) == (OGGI, 2)
    with pytest.raises(AttoRifiutato, match="Il pagamento è già registrato"):
        paga_costo(costo, OGGI, utente=chi(Ruolo.CONTABILE_ETS))


def test_a_paid_expense_is_corrected_by_who_keeps_the_accounts_and_never_taken_away() -> None:
    costo, contabile = CostoFactory(), chi(Ruolo.CONTABILE_ETS)
    with pytest.raises(AttoRifiutato, match="Una spesa pagata la corregge chi tiene i conti"):
        modifica_costo(costo, dati(), utente=chi(Ruolo.OPERATORE_ETS), versione=1)
    with pytest.raises(AttoRifiutato, match="Una spesa pagata resta"):
        togli_costo(costo, utente=contabile, versione=1)
    non_pagata = modifica_costo(costo, dati(pagato_il=None), utente=contabile, versione=1)
    tolta = togli_costo(non_pagata, utente=contabile, versione=2)
    assert (non_pagata.pagato_il, tolta.annullato_il, tolta.versione) == (None, OGGI, 3)
    with pytest.raises(AttoRifiutato, match="Questa spesa è stata tolta: non cambia più"):
        modifica_costo(costo, dati(), utente=contabile, versione=3)


def test_an_operator_corrects_what_is_not_paid_and_who_comes_second_is_told() -> None:
    costo, utente = CostoFactory(pagato_il=None), chi(Ruolo.OPERATORE_ETS)
    corretto = modifica_costo(costo, dati(importo=D("320.00")), utente=utente, versione=1)
    assert (corretto.importo, corretto.versione) == (D("320.00"), 2)
    with pytest.raises(ModificaConcorrente):
        modifica_costo(costo, dati(importo=D("310.00")), utente=utente, versione=1)
    with pytest.raises(ModificaConcorrente):
        togli_costo(costo, utente=utente, versione=1)
    costo.refresh_from_db()
    assert (costo.importo, costo.annullato_il) == (D("320.00"), None)


def test_who_only_reads_corrects_nothing() -> None:
    costo = CostoFactory(pagato_il=None)
    for atto in (
        lambda: modifica_costo(costo, dati(), utente=chi(Ruolo.ASSISTENTE_SOCIALE), versione=1),
        lambda: togli_costo(costo, utente=chi(Ruolo.REVISORE), versione=1),
    ):
        with pytest.raises(AttoRifiutato, match="Le spese le scrive l’ente partner"):
            atto()
