"""Who may enrol, confirm and cancel, and whether there is a seat for her."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from formazione.choices import Destinatario, StatoEvento, StatoIscrizione
from valdera_housing.kit.esito import Esito, Motivo, no, si
from valdera_housing.kit.scrittura import in_data, in_momento

ORE_PER_CONFERMARE = 48
NOME_LUNGO = 80
NEI_NOMI = frozenset(" '’‘`-")


class Messaggio(StrEnum):
    """What an e-mail about an enrolment is about."""

    RICHIESTA = "richiesta"
    ESITO = "esito"
    POSTO = "posto"
    ANNULLATA = "annullata"
    CAMBIO = "cambio"
    EVENTO_ANNULLATO = "evento_annullato"


@dataclass(frozen=True)
class Appuntamento:
    """What of an event decides on enrolments: its state and its last day, when it has one."""

    stato: str
    finisce_il: date | None


def gruppi_ammessi(destinatari: Iterable[str]) -> list[str]:
    """The groups among which who enrols says what she is: those of the event, and any citizen."""
    scelti = {*destinatari, Destinatario.CITTADINANZA}
    return [gruppo for gruppo in Destinatario.values if gruppo in scelti]


def e_un_nome(testo: str) -> bool:
    """Letters of any alphabet, spaces, apostrophes and hyphens; a dot only to shorten (``M. Grazia``).

    What is typed comes out in an e-mail to an address nobody has checked yet: it must not carry a link.
    """
    if not any(lettera.isalpha() for lettera in testo):
        return False
    return all(_sta_in_un_nome(testo, posto) for posto in range(len(testo)))


def _sta_in_un_nome(testo: str, posto: int) -> bool:
    lettera = testo[posto]
    if lettera == ".":
        return testo[posto + 1 : posto + 2] in ("", " ")
    return lettera.isalpha() or lettera in NEI_NOMI or unicodedata.category(lettera).startswith("M")


def stato_di_chi_arriva(posti: int | None, iscritti: int, in_attesa: int) -> StatoIscrizione:
    """A seat when one is free and nobody is waiting for it; else a place in the line."""
    libero = posti is None or iscritti < posti
    return StatoIscrizione.CONFERMATA if libero and not in_attesa else StatoIscrizione.IN_ATTESA


def scade_alle(chiesta_alle: datetime) -> datetime:
    """When the link of the e-mail stops confirming."""
    return chiesta_alle + timedelta(hours=ORE_PER_CONFERMARE)


def valuta_evento(evento: Appuntamento, oggi: date) -> Esito:
    """Whether somebody may still take or leave a seat by herself."""
    if evento.stato == StatoEvento.ANNULLATO:
        return Esito((no("L’evento è stato annullato"),))
    if evento.stato == StatoEvento.SVOLTO:
        return Esito((no("L’evento si è già svolto"),))
    if evento.finisce_il is not None and evento.finisce_il < oggi:
        return Esito((no(f"L’evento è finito il {in_data(evento.finisce_il)}"),))
    return Esito((si("L’evento deve ancora finire"),))


def valuta_conferma(stato: str, chiesta_alle: datetime, adesso: datetime) -> Esito:
    """Whether the link of the e-mail confirms."""
    if stato == StatoIscrizione.ANNULLATA:
        return Esito((no("Questa iscrizione è stata annullata: se vuoi partecipare, iscriviti di nuovo"),))
    if stato == StatoIscrizione.SCADUTA or scade_alle(chiesta_alle) <= adesso:
        return Esito((no(f"Sono passate più di {ORE_PER_CONFERMARE} ore: iscriviti di nuovo, bastano due minuti"),))
    return Esito((si(f"Si conferma entro {in_momento(scade_alle(chiesta_alle))}"),))


def valuta_disdetta(stato: str, *, presente: bool) -> Esito:
    """Whether an enrolment can be cancelled: hours of presence keep it."""
    motivi: list[Motivo] = []
    if presente:
        motivi.append(no("Chi ha delle presenze segnate resta iscritto: prima si tolgono le presenze"))
    if stato in (StatoIscrizione.ANNULLATA, StatoIscrizione.SCADUTA):
        motivi.append(no("Questa iscrizione non vale già più"))
    return Esito(tuple(motivi) or (si("L’iscrizione si può annullare"),))


def valuta_gruppo(destinatario: str, destinatari: Iterable[str]) -> Esito:
    """Whether the event is for a group."""
    if destinatario in gruppi_ammessi(destinatari):
        return Esito((si("L’evento è per questo gruppo"),))
    return Esito((no(f"L’evento non è per «{Destinatario(destinatario).label}»: scegli un altro gruppo"),))
