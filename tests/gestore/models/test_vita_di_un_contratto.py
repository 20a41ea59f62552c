"""One home, one head lease, one sublease, its handovers: the database lets the right order through."""

from datetime import date
from decimal import Decimal

import pytest

from tests.factories.casa import IncassoFactory, ScadenzaFactory
from tests.factories.gestore import SublocazioneFactory, consegna, riconsegna, sublocazione_in_corso
from valdera_housing.models import Imputazione

pytestmark = pytest.mark.django_db


def test_a_home_is_sublet_handed_over_given_back_and_sublet_again() -> None:
    prima = sublocazione_in_corso()
    riconsegna(prima, date(2027, 12, 31))
    dopo = SublocazioneFactory(locazione=prima.locazione, inizio=date(2028, 1, 1))
    consegna(dopo)
    prima.contratto.refresh_from_db()
    dopo.contratto.alloggio.refresh_from_db()
    assert (prima.contratto.stato, dopo.contratto.stato, dopo.contratto.alloggio.stato) == (
        "CESSATO", "IN_CORSO", "ASSEGNATO",
    )  # fmt: skip


def test_a_payment_covers_a_due_and_can_be_undone() -> None:
    scadenza, incasso = ScadenzaFactory(), IncassoFactory()
    riga = Imputazione.objects.create(
        incasso=incasso, scadenza=scadenza, importo=Decimal("360.00"), creata_da=incasso.registrato_da
    )
    scadenza.refresh_from_db()
    assert (scadenza.imputato, scadenza.aperta) == (Decimal("360.00"), False)
    riga.annullata_alle = "2026-11-19T10:00:00+01:00"
    riga.save()
    scadenza.refresh_from_db()
    incasso.refresh_from_db()
    assert (scadenza.residuo, scadenza.aperta, incasso.imputato) == (Decimal("360.00"), True, Decimal("0.00"))
