"""Two people on one unit at the same instant: one of them waits and is told."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from cohousing.actions.permanenza import avvia_permanenza, prepara_permanenza
from cohousing.actions.proroga import proroga_permanenza
from cohousing.models import Permanenza
from cohousing.rules.permanenza import Richiesta
from tests.factories.casa import CasoFactory
from tests.factories.cohousing import PermanenzaFactory, casa_aperta, coordinatrice, firma, operatrice, permanenza
from tests.factories.corsa import insieme
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import aggiungi_mesi, oggi
from valdera_housing.rules.durata import fine_dopo_mesi

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lento]


def frasi(risposte: Sequence[object]) -> list[str]:
    return [str(r) for r in risposte if isinstance(r, AttoRifiutato)]


def test_two_households_come_into_one_unit_and_one_is_told_the_other_is_in() -> None:
    unita = casa_aperta(unita=1).unita.get()
    giorno = oggi()
    prima = firma(PermanenzaFactory(unita=unita, inizio=giorno - timedelta(60), fine_prevista=giorno - timedelta(30)))
    seconda = firma(PermanenzaFactory(unita=unita, inizio=giorno - timedelta(20), fine_prevista=giorno))
    chi = operatrice()
    risposte = insieme(
        [lambda p=p, inizio=p.inizio: avvia_permanenza(p, inizio=inizio, utente=chi) for p in (prima, seconda)]
    )
    assert sorted(type(r).__name__ for r in risposte) == ["AttoRifiutato", "Permanenza"]
    dentro = Permanenza.objects.get(stato="IN_CORSO")
    assert frasi(risposte) == [f"Nell’unità abita ancora chi c’era prima: registra l’uscita di {dentro.numero}"]


def test_an_extension_and_a_new_stay_want_the_same_days_and_one_gets_them() -> None:
    inizio = aggiungi_mesi(oggi(), -6)
    stay = permanenza(
        casa_aperta(unita=1, nome="Casa della corsa").unita.get(),
        inizio=inizio,
        fine_prevista=fine_dopo_mesi(inizio, 12),
    )
    nuova_fine = fine_dopo_mesi(inizio, 18)
    caso, chi = CasoFactory(), coordinatrice()
    dal = stay.fine_effettiva + timedelta(1)
    risposte = insieme(
        [
            lambda: proroga_permanenza(
                stay, Richiesta(nuova_fine, oggi()), motivo="Serve tempo", verbale="Deciso insieme", utente=chi
            ),
            lambda: prepara_permanenza(stay.unita, caso, {"inizio": dal}, utente=chi),
        ]
    )
    assert len(frasi(risposte)) == 1
    stay.refresh_from_db()
    if stay.fine_effettiva == nuova_fine:
        chi_ha, fino = stay, nuova_fine
    else:
        chi_ha = Permanenza.objects.exclude(pk=stay.pk).get()
        fino = chi_ha.fine_effettiva
    assert frasi(risposte) == [f"L’unità è abitata dal {in_data(chi_ha.inizio)} al {in_data(fino)} ({chi_ha.numero})"]
