"""When a reminder leaves, to whom, and what is said when it does not (domain.md 2.2)."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sportello.choices import StatoPromemoria

TENTATIVI_MASSIMI = 3
GIORNI_PRIMA = 1
# Looked at again at every round until the hour of the appointment: an address may arrive, a mute may end.
DA_RIVEDERE = (
    StatoPromemoria.DA_INVIARE,
    StatoPromemoria.FALLITO,
    StatoPromemoria.SILENZIATO,
    StatoPromemoria.SENZA_INDIRIZZO,
)


@dataclass(frozen=True)
class Destinatario:
    """Who would receive a reminder: at the address given for the appointment, else at the person's."""

    email_appuntamento: str = ""
    email_persona: str = ""
    silenziato: bool = False

    @property
    def email(self) -> str:
        return self.email_appuntamento or self.email_persona


def fino_a(adesso: datetime, giorni: int = GIORNI_PRIMA) -> datetime:
    """The end (excluded) of the appointments to remind now: midnight after ``giorni`` days, in the zone of ``adesso``.

    A day is one on the calendar: with one day, at any hour of Wednesday all those of Thursday.
    """
    ultimo = adesso.date() + timedelta(days=giorni + 1)
    return datetime.combine(ultimo, time.min, tzinfo=adesso.tzinfo)


def come_va(destinatario: Destinatario) -> StatoPromemoria:
    """What a reminder is before it is sent: who does not want it comes before who has no address."""
    if destinatario.silenziato:
        return StatoPromemoria.SILENZIATO
    return StatoPromemoria.DA_INVIARE if destinatario.email else StatoPromemoria.SENZA_INDIRIZZO


def si_manda(stato: str, tentativi: int) -> bool:
    """Whether there is still something to try."""
    return stato in DA_RIVEDERE and tentativi < TENTATIVI_MASSIMI
