"""How a household is months after it left, on the real database."""

from datetime import date
from typing import Any

import pytest

from cohousing.actions.ricontatto import ricontatta_permanenza
from cohousing.choices import SituazioneDopo
from cohousing.models import Permanenza, Ricontatto
from tests.factories.cohousing import permanenza
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato

pytestmark = pytest.mark.django_db
OGGI = date(2026, 11, 19)


def uscita(giorno: date = date(2026, 5, 10)) -> Permanenza:
    return permanenza(stato="CONCLUSA", uscita_il=giorno)


def ricontatta(stay: Permanenza, ruolo: str = Ruolo.OPERATORE_ETS, **altro: Any) -> Ricontatto:
    dati = {"mesi": 6, "svolto_il": OGGI, "situazione": SituazioneDopo.ANCORA_IN_CASA, "note": "Sta bene"}
    return ricontatta_permanenza(stay, **dati | altro, utente=UtenteFactory(ruoli=[ruolo]))


@pytest.mark.parametrize("ruolo", [Ruolo.ASSISTENTE_SOCIALE, Ruolo.OPERATORE_ETS, Ruolo.COORDINATORE_ETS])
def test_who_follows_the_household_writes_how_it_is(ruolo: str) -> None:
    stay = uscita()
    scritto = ricontatta(stay, ruolo)
    assert list(Ricontatto.objects.values_list("permanenza", "mesi", "svolto_il", "situazione", "note", "autore")) == [
        (stay.pk, 6, OGGI, "ANCORA_IN_CASA", "Sta bene", scritto.autore_id)
    ]


@pytest.mark.parametrize(
    ("prepara", "altro", "frase"),
    [
        (
            uscita, {"ruolo": Ruolo.CONTABILE_ETS},
            "«Registra com’è andata dopo…» spetta a un altro ruolo.",
        ),
        (
            permanenza, {},
            "Non si può più: «Registra com’è andata dopo…» non è possibile quando lo stato è «In corso».",
        ),
        (uscita, {"mesi": 12}, "È presto: è uscito il 10/05/2026, dopo 12 mesi si sente dal 10/04/2027"),
    ],
)  # fmt: skip
def test_what_may_not_be_written_is_refused(prepara: Any, altro: dict, frase: str) -> None:
    with pytest.raises(AttoRifiutato) as rifiuto:
        ricontatta(prepara(), **altro)
    assert (str(rifiuto.value), Ricontatto.objects.count()) == (frase, 0)


def test_once_for_each_time() -> None:
    stay = uscita()
    ricontatta(stay)
    with pytest.raises(AttoRifiutato) as rifiuto:
        ricontatta(stay)
    assert str(rifiuto.value) == "È già scritto com’è andata dopo 6 mesi"
