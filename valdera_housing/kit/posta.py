"""One e-mail to one address, and why it did not leave, in words for who reads the list."""

import logging
import smtplib

from django.conf import settings
from django.core.mail import EmailMessage

registro = logging.getLogger(__name__)


def spedisci(oggetto: str, corpo: str, email: str, *, identita: str, **intestazioni: str) -> str:
    """Send, and return "" or why not. ``identita`` is the same for the same message: a mailbox tells a repetition.

    ``intestazioni`` are more headers, with ``_`` for ``-`` (``List_Unsubscribe``).
    """
    segno = {"Message-ID": f"<{identita}@{settings.DOMINIO}>", "Auto-Submitted": "auto-generated"}
    segno |= {nome.replace("_", "-"): valore for nome, valore in intestazioni.items()}
    try:
        EmailMessage(oggetto, corpo, to=[email], headers=segno).send()
    except (OSError, ValueError) as errore:
        registro.warning("%s non partita: %s", identita, type(errore).__name__)
        return perche_no(errore)
    return ""


def perche_no(errore: Exception) -> str:
    """Why an e-mail did not leave; the mail server's own words follow where there are any."""
    match errore:
        case smtplib.SMTPRecipientsRefused():
            return "Il server della posta rifiuta questo indirizzo: controllalo con la persona."
        case smtplib.SMTPResponseException():
            return f"Il server della posta ha risposto {errore.smtp_code}."
        case smtplib.SMTPServerDisconnected() | ConnectionError() | TimeoutError():
            return "Il server della posta non risponde."
        case UnicodeError() | ValueError():
            return "L’indirizzo non si può usare: controllalo con la persona."
    return "La posta non è partita."
