from datetime import date
from decimal import Decimal
from typing import Any

from cohousing.choices import Categoria, StatoPatto
from cohousing.models import Fermo, Spazio, Struttura, Unita
from tests.factories.cohousing import AlloggioCondivisoFactory, casa_aperta, condominio, regole
from valdera_housing.choices import DestinazioneAlloggio, StatoAlloggio
from valdera_housing.models import Alloggio

DAL = date(2026, 1, 1)


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    """An open house and a condominio of the comune of this world; as many more houses, units and common rooms."""
    mondo.casa = casa_aperta(
        nome="Casa del mondo",
        alloggio=AlloggioCondivisoFactory(comune=mondo.comune, posti_letto=None),
        responsabile=mondo.ets,
    )
    mondo.condominio = condominio(nome="Condominio del mondo", responsabile=mondo.ets)
    _altre_case(mondo, quanti - 1)
    Unita.objects.bulk_create(
        Unita(
            struttura=mondo.casa, nome=f"Stanza {n:04d}", posti_letto=1, quota_mensile=Decimal("200.00"), dal=DAL,
            accessibile=True, dotazioni=["BAGNO_PRIVATO"],
        )
        for n in range(quanti)
    )  # fmt: skip
    Spazio.objects.bulk_create(Spazio(struttura=mondo.casa, nome=f"Terrazza {n:04d}") for n in range(quanti))
    unita = mondo.casa.unita.get(nome="Stanza 0000")
    fermo = Fermo.objects.create(unita=unita, dal=date(2026, 11, 1), al=date(2026, 11, 30), motivo="Imbiancatura")
    return {
        "struttura": mondo.casa,
        "unita": unita,
        "fermo": fermo,
        "spazio": mondo.casa.spazi.get(nome="Terrazza 0000"),
        "patto": regole(mondo.casa, StatoPatto.BOZZA, "ar"),
    }


def _altre_case(mondo: Any, quante: int) -> None:
    """Houses in preparation, each in a home of its own."""
    alloggi = Alloggio.objects.bulk_create(
        Alloggio(
            codice=f"AC-2012-{n:04d}", comune=mondo.comune, indirizzo="via del Tiglio", segnalato_il=DAL,
            stato=StatoAlloggio.DISPONIBILE, stato_dal=DAL, destinazione=DestinazioneAlloggio.COABITAZIONE,
            condiviso_dal=DAL,
        )
        for n in range(quante)
    )  # fmt: skip
    Struttura.objects.bulk_create(
        Struttura(
            numero=f"CC-2012-{n:04d}", nome=f"Casa del mondo {n:04d}", alloggio=alloggio,
            categoria=Categoria.LAVORATORI, ente_supervisore=mondo.casa.ente_supervisore, responsabile=mondo.ets,
        )
        for n, alloggio in enumerate(alloggi)
    )  # fmt: skip
