from typing import Any

from formazione.models import Iscrizione
from tests.factories.formazione import ISCRITTA_ALLE, IscrizioneFactory


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    """Of the open event: somebody with a seat, of the registry, somebody to confirm, and many more with a seat."""
    evento = mondo.evento_aperto
    iscritta = IscrizioneFactory(
        evento=evento, persona=mondo.persona, nucleo=mondo.nucleo, comune=mondo.comune, creata_da=mondo.ets
    )
    da_confermare = IscrizioneFactory(evento=evento, stato="DA_CONFERMARE", creata_da=mondo.ets)
    Iscrizione.objects.bulk_create(
        Iscrizione(
            evento=evento, nome="Amina", cognome=f"Conti {n}", email=f"mondo{n}@example.org", stato="CONFERMATA",
            destinatario=iscritta.destinatario, comune=mondo.comune, nucleo=mondo.nucleo, fonte="UFFICIO",
            codice=f"mondo-iscritta-{n:06d}", chiesta_alle=ISCRITTA_ALLE, in_fila_dalle=ISCRITTA_ALLE,
            creata_da=mondo.ets,
        )
        for n in range(quanti - 1)
    )  # fmt: skip
    mondo.iscritta = iscritta
    return {
        "iscrizione": iscritta,
        "evento_iscritti": evento,
        "iscrizione_esporta": evento,
        "iscrizione_conferma": da_confermare,
        "evento_iscrivi": evento,
    }
