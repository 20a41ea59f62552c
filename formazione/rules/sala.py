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


def valuta_rifiuto(*, evento_concluso: bool) -> Esito:
    """The Unione takes a room away only from what can still be moved."""
    if evento_concluso:
        return Esito((no("L’evento è concluso: la sala è stata usata, e la richiesta non si può più rifiutare"),))
    return Esito()


def valuta_ritiro(*, incontro: str, autorizzata: bool, cominciata: bool) -> Esito:
    """Whether a request may be withdrawn; ``incontro`` is the session held there, or nothing."""
    if incontro:
        dove = f"La sala è di un incontro: {incontro}"
        return Esito((no(f"{dove}. Per lasciarla, usa «Sposta» nella scheda dell’evento"),))
    if autorizzata and cominciata:
        return Esito((no("L’orario è già cominciato: la sala autorizzata resta usata"),))
    return Esito()
