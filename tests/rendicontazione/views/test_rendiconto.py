"""The pages of the quarters."""

import pytest
from django.urls import reverse

from rendicontazione.choices import StatoRendiconto, StatoSpesa
from tests.factories.conti import SpesaFactory, porta_a, rendiconto, rendiconto_in
from valdera_housing.choices import Ruolo

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("ruolo", [Ruolo.CONTABILE_ETS, Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE, Ruolo.CABINA])
def test_lists_and_records_open(entra, ruolo) -> None:
    porta_a(SpesaFactory(), StatoSpesa.PRESENTATA)
    conti = rendiconto_in(StatoRendiconto.VERIFICATO)
    client = entra(ruolo)
    indirizzi = [
        reverse("rendicontazione:rendiconto_elenco"),
        reverse("rendicontazione:rendiconto_scheda", args=[conti.pk]),
        reverse("rendicontazione:relazione_elenco"),
        reverse("rendicontazione:relazione_verifica"),
    ]
    assert [client.get(indirizzo).status_code for indirizzo in indirizzi] == [200] * 4


def test_the_ets_sees_what_presenting_would_do(entra) -> None:
    SpesaFactory()
    client = entra(Ruolo.CONTABILE_ETS)
    assert client.get(reverse("rendicontazione:rendiconto_presenta", args=[rendiconto().pk])).status_code == 200


def test_the_list_of_shares_opens(entra) -> None:
    porta_a(SpesaFactory(), StatoSpesa.PRESENTATA)
    client = entra(Ruolo.FUNZIONARIO_UNIONE)
    assert client.get(reverse("rendicontazione:spesa_elenco")).status_code == 200
