"""Acts on the expenses of houses and buildings, on the real database."""

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from cohousing.actions.costo import aggiungi_costo
from cohousing.choices import StatoImmobile
from cohousing.models import Costo
from tests.factories.cohousing import CostoFactory, casa_aperta, immobile
from tests.factories.corsa import insieme
from tests.factories.persone import UtenteFactory
from valdera_housing.actions.costo import modifica_costo, paga_costo
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Utente

pytestmark = pytest.mark.django_db
OGGI = date(2026, 11, 19)


def chi(ruolo: str) -> Utente:
    return UtenteFactory(ruoli=[ruolo])


def dati(**altro: Any) -> dict[str, Any]:
    return {
        "voce": "ARREDI", "descrizione": "Due letti", "fornitore": "Arredi Valdera", "codice_fiscale": "00162600506",
        "documento_numero": "7/A", "documento_del": date(2026, 10, 5), "importo": D("640.00"),
    } | altro  # fmt: skip


@pytest.mark.parametrize("ruolo", [Ruolo.OPERATORE_ETS, Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS])
def test_an_expense_is_of_a_house_or_of_a_building(ruolo: str) -> None:
    casa, scartato, utente = casa_aperta(), immobile(StatoImmobile.SCARTATO), chi(ruolo)
    della_casa = aggiungi_costo(casa, dati(), utente=utente)
    del_rilievo = aggiungi_costo(scartato, dati(voce="PROFESSIONISTI", documento_numero="8/A"), utente=utente)
    assert [(c.struttura, c.immobile, c.voce, c.creato_da) for c in (della_casa, del_rilievo)] == [
        (casa, None, "ARREDI", utente), (None, scartato, "PROFESSIONISTI", utente),
    ]  # fmt: skip


def test_what_may_not_be_added_is_refused_with_a_sentence() -> None:
    chiusa = casa_aperta()
    chiusa.stato, chiusa.chiusa_il, chiusa.motivo = "CHIUSA", OGGI, "Finita la concessione"
    chiusa.save()
    attese = [
        (
            chiusa, Ruolo.OPERATORE_ETS, {},
            "Non si può più: «Aggiungi una spesa…» non è possibile quando lo stato è «Chiusa».",
        ),
        (casa_aperta(), Ruolo.FUNZIONARIO_UNIONE, {}, "«Aggiungi una spesa…» spetta a un altro ruolo."),
        (casa_aperta(), Ruolo.OPERATORE_ETS, {"pagato_il": OGGI}, "I pagamenti li registra chi tiene i conti."),
        (
            casa_aperta(), Ruolo.CONTABILE_ETS, {"pagato_il": date(2026, 11, 20)},
            "Il pagamento è nel futuro: registralo quando è stato fatto.",
        ),
    ]  # fmt: skip
    for casa, ruolo, altro, frase in attese:
        with pytest.raises(AttoRifiutato) as rifiuto:
            aggiungi_costo(casa, dati(**altro), utente=chi(ruolo))
        assert str(rifiuto.value) == frase
    assert Costo.objects.count() == 0


def test_its_kind_is_corrected_like_the_rest() -> None:
    costo = CostoFactory(pagato_il=None)
    corretto = modifica_costo(costo, dati(voce="MATERIALI"), utente=chi(Ruolo.OPERATORE_ETS), versione=1)
    assert (corretto.voce, corretto.versione) == ("MATERIALI", 2)


@pytest.mark.django_db(transaction=True)
def test_two_people_who_pay_the_same_expense_at_once_pay_it_once(giri: int) -> None:
    prima, seconda = chi(Ruolo.CONTABILE_ETS), chi(Ruolo.COORDINATORE_ETS)
    for _ in range(giri):
        costo = CostoFactory(pagato_il=None)
        esiti = insieme(
            [
                lambda c=costo: paga_costo(c, date(2026, 11, 17), utente=prima),
                lambda c=costo: paga_costo(c, date(2026, 11, 18), utente=seconda),
            ]
        )
        assert sorted(type(esito).__name__ for esito in esiti) == ["AttoRifiutato", "Costo"]
        costo.refresh_from_db()
        assert costo.versione == 2
