from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from cohousing.choices import StatoPermanenza
from cohousing.models import Permanenza, Unita
from tests.factories.casa import CasoFactory
from tests.factories.cohousing import PermanenzaFactory, permanenza, proroga
from tests.factories.persone import NucleoFactory
from valdera_housing.actions.documento import archivia_documento

LIBERA_DAL = date(2030, 1, 1)


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    """A stay in course, of the household of this world, extended; one to begin and one that ended; as many more."""
    mondo.permanenza = permanenza(
        mondo.casa.unita.first(), caso=mondo.caso, numero="PM-2016-0000", inizio=date(2026, 11, 1)
    )
    atto = proroga(mondo.permanenza, date(2027, 8, 31), decisa_da=mondo.ets)
    camere = list(mondo.casa.unita.all())
    copia = archivia_documento(b"%PDF-1.7 patto", "patto.pdf", utente=mondo.ets)
    da_iniziare = PermanenzaFactory(
        unita=camere[1], caso=caso_seguito(mondo), numero="PM-2015-0001", patto=mondo.casa.patti.first(),
        patto_firmato_il=date(2026, 2, 27), patto_documento=copia,
    )  # fmt: skip
    finita = permanenza(camere[2], StatoPermanenza.CONCLUSA, caso=caso_seguito(mondo), numero="PM-2015-0002")
    altre(camere[2], da_iniziare, quanti - 1)
    return {
        "permanenza": mondo.permanenza,
        "permanenza_modifica": da_iniziare,
        "permanenza_firma_patto": da_iniziare,
        "permanenza_file": da_iniziare,
        "permanenza_avvia": da_iniziare,
        "permanenza_annulla": da_iniziare,
        "permanenza_ricontatta": finita,
        "proroga": atto,
    }


def caso_seguito(mondo: Any) -> Any:
    """Another household of the same comune, followed by the same people."""
    return CasoFactory(nucleo=NucleoFactory(comune=mondo.comune, preso_in_carico=True))


def altre(unita: Unita, modello: Permanenza, quante: int) -> None:
    """So many stays to come in one room, one after the other, without room for two."""
    inizi = [LIBERA_DAL + timedelta(2 * n) for n in range(quante)]
    Permanenza.objects.bulk_create(
        Permanenza(
            numero=f"PM-2015-{n + 3:04d}", unita=unita, struttura_id=unita.struttura_id, caso=modello.caso,
            nucleo_id=modello.nucleo_id, ospite="Anna Bianchi", persone=1, referente=modello.referente, inizio=inizio,
            fine_prevista=inizio + timedelta(1), fine_effettiva=inizio + timedelta(1), quota_mensile=Decimal("220.00"),
        )
        for n, inizio in enumerate(inizi)
    )  # fmt: skip
