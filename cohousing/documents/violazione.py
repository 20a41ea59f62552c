"""The letter of a warning, or of the proposal to leave: which rule, what happened, what happens next."""

from datetime import date, datetime

from cohousing.choices import Provvedimento
from cohousing.models import Violazione
from cohousing.rules.violazione import DOPO
from valdera_housing.documents import Carta, Firma, lettera_pdf
from valdera_housing.kit.scrittura import in_data


def richiamo_pdf(violazione: Violazione, *, giorno: date, quando: datetime) -> bytes:
    """PDF bytes of the letter, dated the day it was told, or ``giorno`` while it has not been.

    The same facts at the same instant give the same bytes. Raises PdfNonDisponibile without Pango, KeyError when
    there is nothing to tell (it was only talked about).
    """
    permanenza = violazione.permanenza
    casa, quale = permanenza.struttura, Provvedimento(violazione.provvedimento)
    regola = violazione.get_tema_display().lower()
    firmate = f", che hai firmato il {in_data(permanenza.patto_firmato_il)}" if permanenza.patto_firmato_il else ""
    corpo = "\n\n".join(
        (
            f"Gentile {permanenza.ospite},",
            f"il {in_data(violazione.giorno)} a {casa.nome} non è stata rispettata una regola della casa{firmate}. "
            f"La regola riguarda: {regola}.",
            f"# Che cosa è successo\n\n{_riga_per_riga(violazione.fatto)}",
            f"# Che cosa succede adesso\n\n{DOPO[quale]}",
            f"Per parlarne, l’operatore di riferimento è {permanenza.referente}.",
        )
    )
    carta = Carta(
        mittente=casa.ente_supervisore.nome,
        destinatario=f"{permanenza.ospite}\n{casa.nome}, {permanenza.unita.nome}\n{casa.alloggio.indirizzo_completo}",
        oggetto=quale.label,
        corpo=corpo,
        data=violazione.comunicato_il or giorno,
        numero=permanenza.numero,
        firme=[
            Firma(f"Per {casa.ente_supervisore.nome}", str(permanenza.referente)),
            Firma("Per ricevuta", permanenza.ospite),
        ],
    )
    return lettera_pdf(carta, quando=quando)


def _riga_per_riga(testo: str) -> str:
    """What an operator wrote, as plain paragraphs: a line that begins with # or - is not a heading or a list."""
    return "\n\n".join(riga.strip().lstrip("#- ") for riga in testo.splitlines() if riga.strip("#- \t"))
