from datetime import date, timedelta
from typing import Any

from cohousing.choices import NaturaAddetto, StatoTurno
from cohousing.models import Addetto, Servizio, Turno
from tests.factories.cohousing import ServizioFactory, turno
from tests.factories.luogo import alle


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    """A service with a shift begun today and who opens it; as many more services and planned shifts."""
    portierato = ServizioFactory(struttura=mondo.condominio, nome="Portierato del mondo", referente=mondo.ets)
    di_oggi = turno(portierato, date(2026, 11, 19), "09:00", fino_alle="12:00")
    Addetto.objects.create(turno=di_oggi, nome="Carla Bini", natura=NaturaAddetto.VOLONTARIO)
    turno(portierato, stato=StatoTurno.SVOLTO, abitanti=4, quartiere=6, prime_volte=2)
    Servizio.objects.bulk_create(
        Servizio(
            struttura=mondo.condominio, tipo="LABORATORIO", nome=f"Laboratorio {n}", referente=mondo.ets,
            dal=date(2026, 2, 1),
        )
        for n in range(quanti - 1)
    )  # fmt: skip
    giorni = [date(2026, 11, 20) + timedelta(days=n) for n in range(quanti - 1)]
    previsti = Turno.objects.bulk_create(
        Turno(servizio=portierato, inizio=alle(g, "15:00"), fine=alle(g, "18:00"), creato_da=mondo.ets) for g in giorni
    )
    Addetto.objects.bulk_create(Addetto(turno=t, nome="Carla Bini") for t in previsti)
    return {
        "servizio": portierato, "turno": di_oggi, "struttura_aggiungi_servizio": mondo.condominio,
        "struttura_servizi_locandina": mondo.condominio,
    }  # fmt: skip
