"""Each constraint of the evictions, tried; with columns that may be empty too."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.factories.sportello import EventoSfrattoFactory, SfrattoFactory
from valdera_housing.kit.errori_database import frase

pytestmark = pytest.mark.django_db

CHIUSO = {"stato": "CHIUSO", "esito": "ESEGUITO", "chiuso_il": date(2026, 10, 1)}
SI_CHIUDE = "Uno sfratto si chiude una volta, con il suo esito e il giorno."
IMPORTI = "Canone, arretrati e spese legali non sono negativi."
SFRATTI = [
    ("sfratto_chiuso_con_esito", {"stato": "CHIUSO"}, SI_CHIUDE),
    ("sfratto_chiuso_con_esito", CHIUSO | {"chiuso_il": None}, SI_CHIUDE),
    ("sfratto_chiuso_con_esito", CHIUSO | {"esito": ""}, SI_CHIUDE),
    ("sfratto_chiuso_con_esito", CHIUSO | {"chiuso_il": date(2026, 2, 9)}, SI_CHIUDE),
    ("sfratto_chiuso_con_esito", {"esito": "ESEGUITO"}, SI_CHIUDE),
    ("sfratto_chiuso_con_esito", {"chiuso_il": date(2026, 10, 1)}, SI_CHIUDE),
    ("sfratto_importi_non_negativi", {"canone_mensile": Decimal("-0.01")}, IMPORTI),
    ("sfratto_importi_non_negativi", {"importo_morosita": Decimal("-0.01"), "canone_mensile": None}, IMPORTI),
    ("sfratto_importi_non_negativi", {"spese_legali": Decimal("-0.01"), "importo_morosita": None}, IMPORTI),
    ("sfratto_fragilita_conosciute", {"fragilita": ["MINORI", "RICCHEZZA"]}, "Scegli le condizioni dall'elenco."),
    (
        "sfratto_chiuso_senza_prossima_data",
        CHIUSO | {"prossima_data": date(2026, 12, 1)},
        "Uno sfratto chiuso non ha una prossima data.",
    ),
]


@pytest.mark.parametrize(("vincolo", "colonne", "parole"), SFRATTI)
def test_sfratto_refuses(vincolo: str, colonne: dict[str, Any], parole: str) -> None:
    with pytest.raises(IntegrityError, match=vincolo) as errore, transaction.atomic():
        SfrattoFactory(**colonne)
    assert frase(errore.value) == parole


def test_sfratto_uno_aperto_per_caso() -> None:
    aperto = SfrattoFactory()
    SfrattoFactory(caso=aperto.caso, **CHIUSO)
    with pytest.raises(IntegrityError, match="sfratto_uno_aperto_per_caso") as errore, transaction.atomic():
        SfrattoFactory(caso=aperto.caso)
    assert frase(errore.value) == "Questo caso ha già uno sfratto aperto."


EVENTI = [
    (
        "evento_sfratto_esito_solo_degli_accessi",
        {"tipo": "UDIENZA", "esito": "NEGATIVO"},
        "Solo un accesso dell'ufficiale giudiziario ha questo esito.",
    ),
    (
        "evento_sfratto_fissa_dopo",
        {"per_il": date(2026, 3, 11)},
        "Il giorno fissato non può precedere quello in cui è stato fissato.",
    ),
    ("evento_sfratto_spese_non_negative", {"spese": Decimal("-0.01")}, "Le spese non sono negative."),
]


@pytest.mark.parametrize(("vincolo", "colonne", "parole"), EVENTI)
def test_evento_sfratto_refuses(vincolo: str, colonne: dict[str, Any], parole: str) -> None:
    with pytest.raises(IntegrityError, match=vincolo) as errore, transaction.atomic():
        EventoSfrattoFactory(**colonne)
    assert frase(errore.value) == parole


def test_what_is_not_known_passes() -> None:
    SfrattoFactory(canone_mensile=None, importo_morosita=None, spese_legali=None)
    EventoSfrattoFactory(per_il=None, spese=None)
