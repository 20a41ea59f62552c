"""An access of the person of this world, one without a name, and as many more."""

from datetime import timedelta
from typing import Any

from sportello.models import Accesso
from tests.factories.sportello import AccessoFactory


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    accesso = AccessoFactory(comune=mondo.comune, persona=mondo.persona, nucleo=mondo.nucleo, primo_accesso=True)
    senza_nome = AccessoFactory(comune=mondo.comune)
    Accesso.objects.bulk_create(
        Accesso(
            avvenuto_alle=accesso.avvenuto_alle + timedelta(minutes=n + 1),
            canale="TELEFONO",
            comune=mondo.comune,
            motivi=["SFRATTO", "MOROSITA"],
            esiti=["INFORMAZIONE_FORNITA"],
            persona=mondo.persona if n % 2 else None,
            operatore=mondo.ets,
        )
        for n in range(quanti - 1)
    )
    return {"accesso": accesso, "accesso_registra_persona": senza_nome}
