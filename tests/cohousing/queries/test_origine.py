"""What a due of the line comes from, on its record."""

from collections.abc import Callable
from decimal import Decimal as D

import pytest
from django.urls import reverse

from cohousing.actions.quota import adegua_quote
from cohousing.actions.spesa_comune import ripartisci_spesa_comune
from cohousing.queries.origine import origine_scadenza
from cohousing.queries.quota import restituzione_di
from tests.factories.casa import ScadenzaFactory
from tests.factories.cohousing import SpesaComuneFactory, casa_aperta, permanenza
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Linea, Ruolo
from valdera_housing.kit.aspetto import Voce
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Nucleo, Scadenza

pytestmark = pytest.mark.django_db
A, OP, C, R = Ruolo.ASSISTENTE_SOCIALE, Ruolo.OPERATORE_ETS, Ruolo.CONTABILE_ETS, Ruolo.REVISORE


def test_quotas_deposits_and_what_is_paid_back_lead_to_the_stay_and_shares_to_the_bill() -> None:
    casa = casa_aperta()
    stay = permanenza(casa.unita.order_by("nome")[0])
    spesa, utente = SpesaComuneFactory(struttura=casa), UtenteFactory(ruoli=[C])
    adegua_quote(stay, oggi=oggi())
    restituzione_di(stay, D("10.00"), oggi()).save()
    ripartisci_spesa_comune(spesa, D(0), utente=utente)
    dice = {s.chiave.split("/")[0]: origine_scadenza(utente, s) for s in Scadenza.objects.order_by("pk")}
    pagina = reverse("cohousing:permanenza_scheda", args=[stay.pk])
    della_permanenza = Voce("Di che cosa è", f"Permanenza {stay.numero}, {casa.nome}", pagina)
    bolletta = reverse("cohousing:spesa_comune_scheda", args=[spesa.pk])
    assert dice == {
        "quota": della_permanenza,
        "cauzione": della_permanenza,
        "spesa-comune": Voce("Di che cosa è", f"Spesa comune {spesa.numero}, {spesa}", bolletta),
    }
    assert origine_scadenza(utente, Scadenza.objects.get(chiave__endswith="/restituzione")) == della_permanenza
    assert origine_scadenza(utente, ScadenzaFactory(linea=Linea.COH)) is None


@pytest.mark.parametrize(("ruolo", "si_apre"), [(A, True), (C, True), (R, True), (OP, False)])
def test_the_record_of_a_due_leads_there_only_who_may_open_it(
    entra: Callable, django_assert_max_num_queries: Callable, ruolo: str, si_apre: bool
) -> None:
    stay = permanenza()
    Nucleo.objects.filter(pk=stay.nucleo_id).update(in_carico=False)
    scadenza = ScadenzaFactory(linea=Linea.COH, chiave=f"quota/{stay.pk}/2026-11", nucleo=stay.nucleo)
    client = entra(ruolo, comuni=[stay.nucleo.comune] if ruolo == A else [])
    with django_assert_max_num_queries(12):
        html = client.get(reverse("scadenza_scheda", args=[scadenza.pk])).content.decode()
    pagina = reverse("cohousing:permanenza_scheda", args=[stay.pk])
    assert ("Di che cosa è" in html, f'href="{pagina}"' in html) == (si_apre, si_apre)
    assert client.get(pagina).status_code == (200 if si_apre else 404)
