from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from gestore.actions import manutenzione as atti
from gestore.models import Manutenzione
from tests.factories.casa import AlloggioFactory
from tests.factories.gestore import ManutenzioneFactory
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.models import Parametro

pytestmark = pytest.mark.django_db

GUASTO: dict[str, Any] = {
    "aperta_il": date(2026, 11, 19),
    "segnalata_da": "Maria Rossi",
    "descrizione": "La caldaia non parte",
    "urgenza": "URGENTE",
    "entro_il": None,
    "a_carico_di": "PROPRIETARIO",
}


@pytest.fixture
def operatore() -> Any:
    return UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])


@pytest.fixture
def coordinatore() -> Any:
    return UtenteFactory(ruoli=[Ruolo.COORDINATORE_ETS])


@pytest.mark.parametrize(
    ("urgenza", "entro"),
    [
        ("EMERGENZA", date(2026, 11, 20)),
        ("URGENTE", date(2026, 11, 24)),
        ("ORDINARIA", date(2026, 12, 19)),
    ],
)
def test_a_manutenzione_is_due_by_its_urgency(operatore: Any, urgenza: str, entro: date) -> None:
    aperta = atti.apri_manutenzione(AlloggioFactory(), GUASTO | {"urgenza": urgenza}, utente=operatore)
    assert (aperta.numero, aperta.stato, aperta.entro_il) == ("M-2026-0001", "APERTA", entro)


def test_a_parametro_changes_the_days_of_an_urgency(operatore: Any) -> None:
    Parametro.objects.create(
        chiave="giorni_manutenzione_urgente", descrizione="Giorni", valore=3, valido_dal=date(2026, 1, 1), atto="Atto"
    )
    assert atti.apri_manutenzione(AlloggioFactory(), GUASTO, utente=operatore).entro_il == date(2026, 11, 22)


def test_who_keeps_the_accounts_does_not_open_a_manutenzione() -> None:
    with pytest.raises(AttoRifiutato, match="spetta a un altro ruolo"):
        atti.apri_manutenzione(AlloggioFactory(), GUASTO, utente=UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS]))
    assert not Manutenzione.objects.exists()


def test_from_the_quotes_to_the_invoice(operatore: Any, coordinatore: Any) -> None:
    manutenzione = ManutenzioneFactory()
    quotati = [
        atti.aggiungi_preventivo_manutenzione(
            manutenzione,
            {"fornitore": ditta, "importo": Decimal(importo), "ricevuto_il": date(2026, 11, 12)},
            utente=operatore,
            file=("preventivo.pdf", b"%PDF-1.7"),
        )
        for ditta, importo in (("Neri", "180.00"), ("Verdi", "150.00"))
    ]
    with pytest.raises(AttoRifiutato, match="Scegli il preventivo"):
        atti.autorizza_manutenzione(manutenzione, utente=coordinatore)
    autorizzata = atti.autorizza_manutenzione(manutenzione, utente=coordinatore, preventivo=quotati[1])
    assert (autorizzata.stato, autorizzata.fornitore, autorizzata.autorizzata_da) == (
        "AUTORIZZATA", "Verdi", coordinatore,
    )  # fmt: skip
    chiusura = {"chiusa_il": date(2026, 11, 18), "costo": Decimal("150.00"), "esito": "Cambiata la scheda"}
    chiusa = atti.chiudi_manutenzione(
        manutenzione, chiusura | {"fornitore": "Verdi"}, utente=operatore, fattura=("f.pdf", b"%PDF-1.7")
    )
    assert (chiusa.stato, chiusa.costo, chiusa.esito, chiusa.fattura.nome) == (
        "CHIUSA", Decimal("150.00"), "Cambiata la scheda", "f.pdf",
    )  # fmt: skip
    with pytest.raises(AttoRifiutato, match="Non si può più"):
        atti.annulla_manutenzione(manutenzione, perche="Doppia", utente=operatore)


def test_the_quote_of_another_manutenzione_is_refused(coordinatore: Any) -> None:
    altro = ManutenzioneFactory().preventivi.create(fornitore="Neri", importo=10, ricevuto_il=date(2026, 11, 12))
    manutenzione = ManutenzioneFactory()
    manutenzione.preventivi.create(fornitore="Verdi", importo=9, ricevuto_il=date(2026, 11, 12))
    with pytest.raises(AttoRifiutato, match="Scegli il preventivo"):
        atti.autorizza_manutenzione(manutenzione, utente=coordinatore, preventivo=altro)


def test_a_manutenzione_does_not_end_before_it_begins(operatore: Any) -> None:
    chiusura = {"chiusa_il": date(2026, 11, 9), "costo": Decimal("0.00"), "esito": "Fatta"}
    with pytest.raises(AttoRifiutato, match="10/11/2026"):
        atti.chiudi_manutenzione(ManutenzioneFactory(), chiusura, utente=operatore)


def test_a_cancelled_manutenzione_says_why(operatore: Any) -> None:
    annullata = atti.annulla_manutenzione(ManutenzioneFactory(), perche="Era spenta", utente=operatore)
    assert (annullata.stato, annullata.esito) == ("ANNULLATA", "Era spenta")


def test_of_two_people_who_correct_it_the_second_is_told(operatore: Any) -> None:
    manutenzione = ManutenzioneFactory()
    nuova = GUASTO | {"descrizione": "Perde", "entro_il": date(2026, 11, 30)}
    salvata = atti.modifica_manutenzione(manutenzione, nuova, utente=operatore, versione=1)
    assert (salvata.descrizione, salvata.versione) == ("Perde", 2)
    with pytest.raises(ModificaConcorrente):
        atti.modifica_manutenzione(manutenzione, nuova, utente=operatore, versione=1)
