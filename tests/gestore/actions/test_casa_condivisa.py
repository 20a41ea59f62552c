"""A home that several households share is not given whole to one, nor counted as empty."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from gestore.actions.candidatura import proponi_candidatura
from gestore.actions.sublocazione import Termini, apri_sublocazione
from gestore.forms.sublocazione import ScegliForm
from gestore.queries.alloggio import liberi, liberi_presto
from gestore.queries.archivio import Archivio
from gestore.queries.candidatura import proponibili
from gestore.queries.indicatori import sfitto_per_alloggio
from gestore.queries.sublocazione import alloggi_da_sublocare
from gestore.queries.tavole import _costo_sfitto
from gestore.rules.sfitto import giorni_da_affittare
from tests.factories.casa import AlloggioFactory, CasoFactory
from tests.factories.conti import ConvenzioneFactory, rendiconto
from tests.factories.gestore import CandidaturaFactory, LocazioneFactory
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import DestinazioneAlloggio, Ruolo, StatoAlloggio
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Alloggio, Contratto, Trimestre, Utente

pytestmark = pytest.mark.django_db
OGGI = date(2026, 11, 19)
CONDIVISA = "È una casa condivisa dal 01/09/2026: ci si entra con una permanenza, non in sublocazione"


def operatrice() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])


def condividi(alloggio: Alloggio) -> Alloggio:
    alloggio.destinazione, alloggio.condiviso_dal = DestinazioneAlloggio.COABITAZIONE, date(2026, 9, 1)
    alloggio.save()
    return alloggio


@pytest.mark.parametrize("stato", [StatoAlloggio.DISPONIBILE, StatoAlloggio.SFITTO, StatoAlloggio.IN_MANUTENZIONE])
def test_a_shared_home_is_not_among_the_free_ones_nor_proposed(stato: str) -> None:
    libero, condiviso = AlloggioFactory(stato=stato), condividi(AlloggioFactory(stato=stato))
    tutti = Alloggio.objects.filter(pk__in=[libero.pk, condiviso.pk])
    assert [*liberi(tutti), *liberi_presto(tutti, OGGI)] == [libero]
    assert list(proponibili(operatrice())) == [libero]


def test_a_shared_home_is_not_chosen_for_a_sublocazione() -> None:
    sua, condivisa = LocazioneFactory(firmata=True), LocazioneFactory()
    condividi(condivisa.contratto.alloggio)
    utente = operatrice()
    assert list(alloggi_da_sublocare(utente, OGGI)) == [sua.contratto.alloggio]
    form = ScegliForm({"alloggio": condivisa.contratto.alloggio_id, "nucleo": "N-2026-0001"}, utente=utente)
    assert form.errors["alloggio"] == [
        "Questo alloggio non ha una locazione firmata che consente di sublocare, oppure è una casa condivisa."
    ]


def test_a_sublocazione_of_a_shared_home_is_refused_with_its_reason() -> None:
    alloggio = condividi(LocazioneFactory(firmata=True).contratto.alloggio)
    prima = Contratto.objects.count()
    termini = Termini(OGGI, OGGI + timedelta(days=365), Decimal("300.00"), Decimal("600.00"))
    with pytest.raises(AttoRifiutato, match=f"^{CONDIVISA}$"):
        apri_sublocazione(alloggio, CasoFactory().nucleo, termini, utente=operatrice())
    assert Contratto.objects.count() == prima


def test_a_shared_home_is_not_proposed_to_a_candidate() -> None:
    alloggio, candidatura = condividi(AlloggioFactory(stato=StatoAlloggio.DISPONIBILE)), CandidaturaFactory()
    with pytest.raises(AttoRifiutato, match=f"^{CONDIVISA}$"):
        proponi_candidatura(
            candidatura,
            alloggio=alloggio,
            canone=Decimal("300.00"),
            utente=operatrice(),
            versione=candidatura.versione,
        )
    candidatura.refresh_from_db()
    assert candidatura.alloggio is None


LOCAZIONE = (date(2026, 4, 1), date(2030, 3, 31))


@pytest.mark.parametrize(
    ("condiviso_dal", "atteso"),
    [
        pytest.param(None, [LOCAZIONE], id="for one household"),
        pytest.param(date(2026, 9, 1), [(date(2026, 4, 1), date(2026, 8, 31))], id="shared later"),
        pytest.param(date(2026, 4, 1), [], id="shared from the first day"),
        pytest.param(date(2026, 1, 1), [], id="shared before"),
        pytest.param(date(2030, 4, 1), [LOCAZIONE], id="shared after"),
    ],
)
def test_a_home_may_be_empty_only_while_it_is_for_one_household(condiviso_dal: date | None, atteso: Any) -> None:
    assert giorni_da_affittare(LOCAZIONE, condiviso_dal) == atteso


def test_days_and_cost_of_vacancy_stop_when_the_home_is_shared() -> None:
    """The quarter goes from 01/07 to 30/09/2026: 92 days, of which 62 before the first of September."""
    ConvenzioneFactory()
    trimestre = Trimestre.objects.get(pk=rendiconto(7).trimestre_id)
    locazione = LocazioneFactory(firmata=True)
    canone = locazione.contratto.canone_mensile

    def conti() -> Any:
        archivio = Archivio()
        return (
            [(c.disponibili, c.sfitti) for c in sfitto_per_alloggio(archivio, trimestre)],
            _costo_sfitto(archivio, trimestre),
        )

    intero = conti()
    condividi(locazione.contratto.alloggio)
    assert intero == ([(92, 92)], (canone * 12 * 92 / 365).quantize(Decimal("0.01")))
    assert conti() == ([(62, 62)], (canone * 12 * 62 / 365).quantize(Decimal("0.01")))


def test_the_record_of_a_shared_home_says_so(entra: Any) -> None:
    client = entra(Ruolo.OPERATORE_ETS)
    condivisa = condividi(AlloggioFactory(stato=StatoAlloggio.DISPONIBILE))
    pagina = client.get(f"/gestore/alloggi/{condivisa.pk}/")
    prima = pagina.context["fatti"][0]
    assert (prima.etichetta, prima.valore, prima.nota) == ("Destinazione", "Casa condivisa", "dal 01/09/2026")
    altra = client.get(f"/gestore/alloggi/{AlloggioFactory().pk}/")
    assert altra.context["fatti"][0].etichetta == "Comune"
