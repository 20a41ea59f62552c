"""Local accords: their bands are data, and what was agreed keeps its limits."""

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest
from django.db import IntegrityError

from gestore.actions.accordo import modifica_accordo, registra_accordo
from gestore.queries.accordo import FasciaScritta
from tests.factories.casa import FasciaAccordoFactory
from tests.factories.gestore import LocazioneFactory
from tests.factories.persone import ComuneFactory, UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.models import AccordoTerritoriale, Utente

pytestmark = pytest.mark.django_db
CENTRO = FasciaScritta("Centro", "1", D("60.00"), D("96.00"))
FUORI = FasciaScritta("Fuori", "1", D("40.00"), D("70.00"))


@pytest.fixture
def funzionario() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.FUNZIONARIO_UNIONE])


def dati(comune: Any, **altro: Any) -> dict[str, Any]:
    validita = {"depositato_il": date(2024, 1, 1), "valido_dal": date(2024, 2, 1), "valido_al": None}
    return {"comune": comune} | validita | altro


def fasce(accordo: AccordoTerritoriale) -> list[str]:
    return [f"{f}: {f.minimo_mq_anno}-{f.massimo_mq_anno}" for f in accordo.fasce.all()]


def test_an_accord_is_kept_with_its_bands_and_its_text(funzionario: Utente) -> None:
    accordo = registra_accordo(
        dati(ComuneFactory()), [CENTRO, FUORI], utente=funzionario, testo=("accordo.pdf", b"%PDF-1.7 accordo")
    )
    assert (fasce(accordo), accordo.documento.nome) == (
        ["Centro, 1: 60.00-96.00", "Fuori, 1: 40.00-70.00"], "accordo.pdf",
    )  # fmt: skip


def test_bands_are_corrected_added_and_taken_away_together(funzionario: Utente) -> None:
    comune = ComuneFactory()
    accordo = registra_accordo(dati(comune), [CENTRO, FUORI], utente=funzionario)
    centro = accordo.fasce.get(zona="Centro")
    corretta = FasciaScritta("Centro", "1", D("61.00"), D("97.00"), pk=centro.pk)
    altra = FasciaScritta("Collina", "1", D("30.00"), D("50.00"))
    accordo = modifica_accordo(accordo, dati(comune), [corretta, altra], utente=funzionario, versione=1)
    assert fasce(accordo) == ["Centro, 1: 61.00-97.00", "Collina, 1: 30.00-50.00"]
    with pytest.raises(ModificaConcorrente):
        modifica_accordo(accordo, dati(comune), [], utente=funzionario, versione=1)


def test_a_band_used_by_a_contract_is_not_thrown_away(funzionario: Utente) -> None:
    fascia = FasciaAccordoFactory(zona="Centro", subfascia="1")
    locazione = LocazioneFactory(fascia=fascia)
    with pytest.raises(AttoRifiutato) as rifiuto:
        modifica_accordo(fascia.accordo, dati(fascia.accordo.comune), [], utente=funzionario, versione=1)
    assert str(rifiuto.value) == (
        f"La fascia «Centro, 1» serve al contratto {locazione.contratto.numero}: chiudi la validità dell’accordo e "
        "registra quello nuovo."
    )


def test_a_comune_has_one_accord_at_a_time(funzionario: Utente) -> None:
    comune = ComuneFactory()
    registra_accordo(dati(comune), [], utente=funzionario)
    with pytest.raises(IntegrityError, match="accordo_uno_alla_volta"):
        registra_accordo(dati(comune, valido_dal=date(2026, 1, 1)), [], utente=funzionario)


def test_the_desk_does_not_write_accords() -> None:
    with pytest.raises(AttoRifiutato, match="li scrivono il coordinatore e l’Unione"):
        registra_accordo(dati(ComuneFactory()), [], utente=UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS]))
