"""Any story of a stay keeps its account right: one live due a month, and in all what the rule says."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cohousing.actions.quota import adegua_quote, genera_quote
from cohousing.models import Permanenza
from tests.factories.cohousing import casa_aperta, concludi, permanenza, proroga
from valdera_housing.kit.tempo import aggiungi_mesi
from valdera_housing.models import Scadenza

pytestmark = pytest.mark.django_db
INGRESSO = date(2026, 3, 14)
PASSI = st.lists(
    st.tuples(st.sampled_from(["genera", "genera", "proroga", "adegua", "esce"]), st.integers(1, 70)), max_size=9
)


def giorni_pagati(stay: Permanenza, oggi: date) -> list[date]:
    """Every day the stay pays for, one by one: the plain model beside the rule."""
    fine = stay.uscita_il or stay.fine_effettiva
    if not stay.uscita_il and fine < oggi:
        fine = aggiungi_mesi(oggi.replace(day=1), 1) - timedelta(days=1)
    return [stay.inizio + timedelta(days=n) for n in range((fine - stay.inizio).days + 1)]


def attese(stay: Permanenza, oggi: date) -> dict[date, D]:
    """Euro of each month, from the days."""
    per_mese = Counter(giorno.replace(day=1) for giorno in giorni_pagati(stay, oggi))
    lunghi = {mese: (aggiungi_mesi(mese, 1) - mese).days for mese in per_mese}
    return {mese: (stay.quota_mensile * n / lunghi[mese]).quantize(D("0.01"), "ROUND_HALF_UP")
            for mese, n in per_mese.items()}  # fmt: skip


def racconta(stay: Permanenza, passi: list[tuple[str, int]]) -> None:
    oggi = stay.inizio
    adegua_quote(stay, oggi=oggi)
    for passo, giorni in passi:
        oggi += timedelta(days=giorni)
        if passo == "genera":
            mese = oggi.replace(day=1)
            genera_quote(stay.inizio.replace(day=1), aggiungi_mesi(mese, 2), utente=None, oggi=oggi)
        elif stay.uscita_il is None:
            if passo == "proroga":
                proroga(stay, stay.fine_effettiva + timedelta(days=giorni))
            elif passo == "esce":
                concludi(stay, oggi, "ERP")
            adegua_quote(stay, oggi=oggi)
        controlla(stay, oggi)


def controlla(stay: Permanenza, oggi: date) -> None:
    vive = Scadenza.objects.filter(annullata_il=None, tipo="QUOTA").values_list("competenza", "importo")
    mesi = Counter(mese for mese, _ in vive)
    assert [mese for mese, quante in mesi.items() if quante > 1] == []
    dovute = attese(stay, oggi)
    fino_a = max(mesi)
    assert dict(vive) == {mese: importo for mese, importo in dovute.items() if mese <= fino_a}
    if stay.uscita_il:
        assert fino_a == stay.uscita_il.replace(day=1)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(passi=PASSI)
def test_no_story_leaves_two_dues_of_a_month_nor_a_total_that_is_not_the_rule_s(passi: list[tuple[str, int]]) -> None:
    with transaction.atomic():
        unita = casa_aperta(1).unita.get()
        racconta(permanenza(unita, inizio=INGRESSO, fine_prevista=date(2026, 6, 20)), passi)
        transaction.set_rollback(True)
