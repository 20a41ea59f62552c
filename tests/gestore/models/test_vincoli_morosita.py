"""Direct writes on arrears and plans, without the acts, that the database must refuse."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from gestore.choices import PassoMorosita, StatoMorosita, StatoPiano
from gestore.models import AttoMorosita, Morosita, PianoRientro, RataPiano
from tests.factories.gestore import MorositaFactory
from tests.factories.rifiuti import rifiutato

pytestmark = pytest.mark.django_db
OGGI = date(2026, 11, 19)


@pytest.fixture
def piano() -> PianoRientro:
    """A proposed plan of 300 euro in two instalments."""
    with transaction.atomic():
        piano = PianoRientro.objects.create(morosita=MorositaFactory(), importo=Decimal("300.00"), proposto_il=OGGI)
        for numero in (1, 2):
            RataPiano.objects.create(
                piano=piano, numero=numero, importo=Decimal("150.00"), scade_il=date(2026, 11 + numero % 2, 28)
            )
    return piano


def cambia(oggetto, **colonne) -> str | None:
    return rifiutato(lambda: type(oggetto).objects.filter(pk=oggetto.pk).update(**colonne))


class TestMorosita:
    def test_a_contract_has_one_open_file(self) -> None:
        morosita = MorositaFactory()
        assert rifiutato(lambda: MorositaFactory(contratto=morosita.contratto)) == "morosita_una_aperta"
        Morosita.objects.update(stato=StatoMorosita.SANATA, chiusa_il=OGGI)
        MorositaFactory(contratto=morosita.contratto)

    def test_a_closed_file_says_when_and_an_open_one_does_not(self) -> None:
        morosita = MorositaFactory()
        assert cambia(morosita, stato=StatoMorosita.SANATA) == "morosita_sanata_con_data"
        assert cambia(morosita, chiusa_il=OGGI) == "morosita_sanata_con_data"

    def test_a_step_done_is_never_changed_nor_deleted(self) -> None:
        passo = AttoMorosita.objects.create(
            morosita=MorositaFactory(), passo=PassoMorosita.COLLOQUIO, fatto_il=OGGI, importo=1
        )
        for atto in (lambda: AttoMorosita.objects.update(nota="x"), passo.delete):
            with pytest.raises(Exception, match="Cannot"), transaction.atomic():
                atto()


class TestPiano:
    def test_a_file_has_one_living_plan(self, piano) -> None:
        def altro() -> None:
            PianoRientro.objects.create(morosita=piano.morosita, importo=1, proposto_il=OGGI)

        assert rifiutato(altro) == "piano_uno_vivo"

    def test_a_plan_of_nothing_is_refused(self, piano) -> None:
        assert cambia(piano, importo=Decimal("0.00")) == "piano_importo_positivo"

    def test_a_running_plan_is_signed_and_not_before_it_is_proposed(self, piano) -> None:
        assert cambia(piano, stato=StatoPiano.ATTIVO) == "piano_attivo_se_firmato"
        assert cambia(piano, stato=StatoPiano.ATTIVO, firmato_il=date(2026, 11, 18)) == "piano_attivo_se_firmato"

    def test_instalments_sum_to_the_plan_whichever_is_touched(self, piano) -> None:
        rata = piano.rate.first()
        assert cambia(piano, importo=Decimal("299.99")) == "rate_sommano_al_piano"
        assert cambia(rata, importo=Decimal("150.01")) == "rate_sommano_al_piano"
        vuoto = MorositaFactory()
        assert (
            rifiutato(lambda: PianoRientro.objects.create(morosita=vuoto, importo=1, proposto_il=OGGI))
            == "rate_sommano_al_piano"
        )


class TestRata:
    def test_a_number_is_used_once_in_a_plan(self, piano) -> None:
        doppia = RataPiano(piano=piano, numero=1, importo=1, scade_il=OGGI)
        assert rifiutato(doppia.save) == "rata_numero_unico"

    def test_an_instalment_of_nothing_is_refused(self, piano) -> None:
        assert cambia(piano.rate.first(), importo=Decimal("0.00")) == "rata_importo_positivo"

    def test_an_instalment_is_never_deleted(self, piano) -> None:
        with pytest.raises(Exception, match="Cannot"), transaction.atomic():
            piano.rate.first().delete()
