from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from formazione.models import Evento
from tests.factories.formazione import IscrizioneFactory, evento_con
from valdera_housing.kit.tempo import oggi


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    """An event anyone may enrol in, many more on the list, and an enrolment that waits for its e-mail."""
    evento = evento_con(oggi() + timedelta(days=30), stato="ISCRIZIONI_APERTE", comune=mondo.comune, posti=30)
    Evento.objects.bulk_create(
        Evento(
            numero=f"EV-2015-{n:05d}", codice=f"pubblica-{n:05d}", titolo=f"Incontro aperto {n}", tipo=evento.tipo,
            destinatari=evento.destinatari, descrizione="Di che cosa si parla", comune=mondo.comune,
            referente=evento.referente, creato_da=evento.referente, creato_il=date(2026, 3, 1),
            stato="ISCRIZIONI_APERTE",
        )
        for n in range(quanti - 1)
    )  # fmt: skip
    chiesta = IscrizioneFactory(
        evento=evento, stato="DA_CONFERMARE", fonte="PUBBLICA", informativa="2026-11", creata_da=None,
        chiesta_alle=timezone.now(),
    )  # fmt: skip
    return {
        "formazione:pubblica_evento/codice": evento.codice,
        "formazione:pubblica_conferma/codice": chiesta.codice,
        "formazione:pubblica_annulla/codice": chiesta.codice,
        "formazione:pubblica_calendario/codice": chiesta.codice,
    }
