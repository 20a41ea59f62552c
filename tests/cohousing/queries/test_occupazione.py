"""The beds the list counts in the database are those the rules count by hand."""

from datetime import date

import pytest

from cohousing.choices import StatoPermanenza
from cohousing.models import Fermo, Struttura
from cohousing.queries.occupazione import casa_nel_tempo, finestra, mesi_intorno
from cohousing.queries.struttura import con_posti, con_unita
from cohousing.rules.capienza import posti_disponibili, posti_occupati
from tests.factories.cohousing import AlloggioCondivisoFactory, StrutturaFactory, UnitaFactory, casa_aperta, permanenza
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.periodo import Periodo

pytestmark = pytest.mark.django_db
OGGI = date(2026, 11, 19)


def case() -> list[Struttura]:
    """An open house with a unit in each situation, one closed, one that never opened."""
    casa = casa_aperta(unita=6, alloggio=AlloggioCondivisoFactory(posti_letto=None))
    camere = list(casa.unita.order_by("nome"))
    permanenza(camere[0])
    permanenza(camere[1], fine_prevista=date(2026, 10, 31))
    permanenza(camere[2], StatoPermanenza.CONCLUSA, uscita_il=date(2026, 11, 18))
    permanenza(camere[3], StatoPermanenza.PREPARAZIONE)
    Fermo.objects.create(unita=camere[4], dal=OGGI, al=OGGI, motivo="Lavori")
    UnitaFactory(struttura=casa, nome="Futura", dal=date(2026, 11, 20), posti_letto=3)
    UnitaFactory(struttura=casa, nome="Tolta", al=date(2026, 11, 18), posti_letto=3)
    chiusa = permanenza(stato=StatoPermanenza.CONCLUSA).struttura
    chiusa.stato, chiusa.chiusa_il, chiusa.motivo = "CHIUSA", date(2026, 11, 1), "Fine"
    chiusa.save()
    return [casa, chiusa, UnitaFactory(struttura=StrutturaFactory()).struttura]


def test_the_places_of_the_list_are_those_of_the_rules() -> None:
    chiavi = [casa.pk for casa in case()]
    utente = UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])
    lette = con_unita(Struttura.objects.filter(pk__in=chiavi), utente, *finestra(OGGI)).order_by("pk")
    a_mano = [casa_nel_tempo(casa, OGGI) for casa in lette]
    contate = con_posti(Struttura.objects.filter(pk__in=chiavi), OGGI).order_by("pk")
    assert [(s.disponibili, s.occupati) for s in contate] == [(10, 4), (0, 0), (0, 0)]
    assert [(posti_disponibili(c, OGGI), posti_occupati(c, OGGI)) for c in a_mano] == [(10, 4), (0, 0), (0, 0)]


def test_the_months_go_from_eleven_before_to_six_after() -> None:
    mesi = mesi_intorno(date(2028, 2, 29))
    assert (len(mesi), mesi[0], mesi[11], mesi[-1]) == (
        18,
        Periodo(date(2027, 3, 1), date(2027, 3, 31)),
        Periodo(date(2028, 2, 1), date(2028, 2, 29)),
        Periodo(date(2028, 8, 1), date(2028, 8, 31)),
    )
