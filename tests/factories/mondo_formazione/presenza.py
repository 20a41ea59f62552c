from datetime import date
from typing import Any

from formazione.models import Iscrizione, Presenza
from tests.factories.formazione import ISCRITTA_ALLE, IscrizioneFactory, evento_con, sessione

OGGI = date(2026, 11, 19)


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    """A session of today with one person still in, another to come in; as many more people who were there.

    Beside it a session of today of which only numbers are kept.
    """
    evento = evento_con(comune=mondo.comune, referente=mondo.ets)
    incontro = sessione(evento, OGGI, "09:00")
    anonimo = evento_con(OGGI, registro="ANONIMO", comune=mondo.comune, referente=mondo.ets)
    iscritta, dentro = (IscrizioneFactory(evento=evento, persona=persona) for persona in (None, mondo.persona))
    presenza = _presente(dentro, incontro, None)
    altre = Iscrizione.objects.bulk_create(
        Iscrizione(
            evento=evento, nome="Luca", cognome=f"Bianchi {n}", destinatario="CITTADINANZA", fonte="UFFICIO",
            stato="CONFERMATA", codice=f"mondo-presenza-{n:06d}", chiesta_alle=ISCRITTA_ALLE,
            in_fila_dalle=ISCRITTA_ALLE, creata_da=mondo.ets,
        )
        for n in range(quanti - 1)
    )  # fmt: skip
    Presenza.objects.bulk_create(
        _presente(altra, incontro, incontro.prenotazione.fine, salva=False) for altra in altre
    )
    return {
        "incontro": incontro,
        "incontro_conta": anonimo.sessioni.get(),
        "evento_segna_presenze": evento,
        "presenza": presenza,
        "formazione:presenza_qr": iscritta.codice,
        "formazione:presenza_segna_entrata": iscritta.codice,
        "formazione:presenza_segna_uscita": dentro.codice,
    }


def _presente(iscrizione: Iscrizione, incontro: Any, uscita: Any, *, salva: bool = True) -> Presenza:
    presenza = Presenza(
        sessione=incontro, iscrizione=iscrizione, entrata=incontro.prenotazione.inizio, uscita=uscita,
        modo="SCHERMO", segnata_da=iscrizione.creata_da,
    )  # fmt: skip
    if salva:
        presenza.save()
    return presenza
