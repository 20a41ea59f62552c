from datetime import date
from typing import Any

from sportello.choices import EsitoSfratto, FaseSfratto
from sportello.models import EventoSfratto, FileSfratto, Sfratto
from tests.factories.sportello import EventoSfrattoFactory, SfrattoFactory
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.models import Caso


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    """An open eviction with an event and a document, a closed one; as many more of each list in bulk."""
    sfratto = SfrattoFactory(caso=mondo.caso, stato=FaseSfratto.CONVALIDA, prossima_data=date(2026, 9, 12))
    evento = EventoSfrattoFactory(sfratto=sfratto, registrato_da=mondo.ets)
    documento = archivia_documento(b"%PDF-1.7 intimazione", "intimazione.pdf", utente=mondo.ets)
    file = FileSfratto.objects.create(sfratto=sfratto, nome="Intimazione", documento=documento)
    chiuso = SfrattoFactory(
        caso=mondo.caso,
        stato=FaseSfratto.CHIUSO,
        esito=EsitoSfratto.EVITATO_RESTA,
        chiuso_il=date(2026, 10, 21),
        nota_esito="Il proprietario rinuncia",
    )
    _moltiplica(mondo, sfratto, documento, quanti - 1)
    return {
        "sfratto": sfratto,
        "sfratto_riapri": chiuso,
        "evento_sfratto": sfratto,
        "evento_pk": evento.pk,
        "sportello:sfratto_file/file_pk": file.pk,
    }


def _moltiplica(mondo: Any, sfratto: Sfratto, documento: Any, quanti: int) -> None:
    casi = list(Caso.objects.filter(numero__startswith="C-2025-")[:quanti])
    comuni = {"tipo": "MOROSITA", "aperto_il": date(2026, 2, 1), "indirizzo": "via Lunga", "locatore": "Gino Baldi"}
    altri = Sfratto.objects.bulk_create(
        Sfratto(numero=f"SF-2025-{n:04d}", caso=caso, prossima_data=date(2026, 12, 1), **comuni)
        for n, caso in enumerate(casi)
    )
    eventi = {"tipo": "CONVALIDA", "giorno": date(2026, 3, 1), "registrato_da": mondo.ets}
    EventoSfratto.objects.bulk_create(EventoSfratto(sfratto=altro, **eventi) for altro in altri)
    EventoSfratto.objects.bulk_create(EventoSfratto(sfratto=sfratto, **eventi) for _ in range(quanti))
    FileSfratto.objects.bulk_create(
        FileSfratto(sfratto=sfratto, nome=f"Documento {n}", documento=documento) for n in range(quanti)
    )
