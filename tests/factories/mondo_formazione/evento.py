from datetime import date
from typing import Any

from formazione.models import Evento
from tests.factories.formazione import PASSATO, EventoFactory, evento_con, sessione


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    """An event in each state, of the comune of this world; as many more in the list, without sessions."""
    programmato = evento_con(comune=mondo.comune, referente=mondo.ets)
    aperto = evento_con(stato="ISCRIZIONI_APERTE", comune=mondo.comune, posti=2000)
    svolto = evento_con(PASSATO, stato="SVOLTO", comune=mondo.comune, con_attestato=True)
    passato = evento_con(PASSATO, comune=mondo.comune)
    mondo.evento, mondo.evento_aperto, mondo.evento_svolto = programmato, aperto, svolto
    Evento.objects.bulk_create(
        Evento(
            numero=f"EV-2017-{n:05d}", codice=f"mondo-{n:06d}", titolo=f"Incontro {n}", tipo=svolto.tipo,
            destinatari=svolto.destinatari, descrizione="Di che cosa si parla", comune=mondo.comune,
            referente=svolto.referente, creato_da=svolto.referente, creato_il=date(2026, 3, 1),
        )
        for n in range(quanti - 1)
    )  # fmt: skip
    lungo = EventoFactory(comune=mondo.comune, con_attestato=True)
    for n in range(min(quanti, 40)):
        sessione(lungo, date(2027, 1 + n % 12, 1 + n % 28), ore=1)
    return {
        "evento": aperto,
        "evento_scheda": lungo,
        "evento_modifica": programmato,
        "evento_aggiungi_sessione": programmato,
        "evento_apri_iscrizioni": programmato,
        "evento_chiudi_iscrizioni": aperto,
        "evento_svolgi": passato,
        "evento_annulla": programmato,
        "evento_riapri": svolto,
        "evento_rilascia_attestati": svolto,
        "sessione": programmato.sessioni.get(),
    }
