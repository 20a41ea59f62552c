"""What each room of the seat may be asked for (domain.md 4, room rules of the convention)."""

from valdera_housing.choices import UsoStanza
from valdera_housing.kit.esito import Esito, Motivo, no, si

ARTICOLO = "Convenzione, uso dei locali"
DISCIPLINARE = "Disciplinare per la concessione temporanea delle sale"


def valuta_richiesta(*, uso: str, stanza: str, rilevanza_esterna: bool, disciplinare_accettato: bool) -> Esito:
    """Whether a room may be asked for at all. Seats and length are rules of the booking (rules/prenotazione.py)."""
    return Esito(tuple(_motivi(uso, stanza, rilevanza_esterna, disciplinare_accettato)))


def _motivi(uso: str, stanza: str, rilevanza_esterna: bool, disciplinare_accettato: bool) -> list[Motivo]:
    match uso:
        case UsoStanza.FORMAZIONE if disciplinare_accettato:
            return [si(f"{stanza} è una sala per convegni e formazione, e il disciplinare è accettato", DISCIPLINARE)]
        case UsoStanza.FORMAZIONE:
            return [no(f"Per {stanza} bisogna accettare il disciplinare delle sale", DISCIPLINARE)]
        case UsoStanza.RIUNIONI_BREVI if rilevanza_esterna:
            return [no(f"{stanza} serve a riunioni brevi interne: non ci si ricevono persone da fuori", ARTICOLO)]
        case UsoStanza.RIUNIONI_BREVI:
            return [si(f"{stanza} si può chiedere per una riunione breve interna", ARTICOLO)]
        case UsoStanza.SPORTELLO:
            return [no(f"{stanza} è dello sportello, nei suoi giorni e orari: non si chiede per altro", ARTICOLO)]
    return [no("Scegli la sala")]
