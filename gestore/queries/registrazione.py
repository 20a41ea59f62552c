"""The registration of a contract on a day: its state, its deadlines and its tax, read for the pure rules."""

from datetime import date

from valdera_housing.kit.aspetto import Riga
from valdera_housing.kit.denaro import in_euro
from valdera_housing.models import Contratto
from valdera_housing.rules.durata import CONCORDATO
from valdera_housing.rules.registrazione import (
    ImpostaRegistro,
    StatoRegistrazione,
    imposta_registro,
    stato_registrazione,
)


def registrazione_di(contratto: Contratto, giorno: date) -> StatoRegistrazione:
    """Whether a contract is registered, must be, or should have been (domain.md 1.4, scenario 24)."""
    return stato_registrazione(
        stipulato_il=contratto.stipulato_il,
        inizio=contratto.inizio,
        fine=contratto.fine,
        registrato_il=contratto.registrato_il,
        oggi=giorno,
    )


def imposta_di(contratto: Contratto) -> ImpostaRegistro:
    """The tax of the first year of a contract, as the RLI will ask it."""
    comune = contratto.alloggio.comune if contratto.alloggio else None
    return imposta_registro(
        contratto.canone_mensile * 12,
        cedolare=contratto.cedolare,
        concordato_in_ata=contratto.tipo == CONCORDATO and bool(comune and comune.alta_tensione_abitativa),
    )


def righe_imposta(imposta: ImpostaRegistro) -> list[Riga]:
    """The tax as a receipt."""
    righe = [Riga(voce.descrizione, in_euro(voce.importo)) for voce in imposta.voci]
    return [*righe, Riga("Imposta da versare", in_euro(imposta.importo), esito=True)]
