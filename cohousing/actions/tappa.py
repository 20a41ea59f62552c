"""Acts on the milestones of the line: reached, and due by another day. The row is written by the first act on it."""

from datetime import date

from django.db import transaction

from cohousing.choices import CodiceTappa
from cohousing.models import Tappa
from cohousing.queries.tappa import prima_casa_aperta
from cohousing.rules.tappa import entro_predefinito, valuta_raggiungimento, valuta_spostamento
from cohousing.workflow import DIREZIONE, UNIONE
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.actions.versione import modifica
from valdera_housing.kit.esito import AttoRifiutato, pretendi
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Convenzione, Utente


@transaction.atomic
def raggiungi_tappa(
    convenzione: Convenzione,
    codice: str,
    *,
    il: date,
    note: str,
    utente: Utente,
    versione: int,
    file: tuple[str, bytes] | None = None,
) -> Tappa:
    """A milestone was reached on that day, and what shows it; done again it corrects day, words and file."""
    if not utente.ha_ruolo(*DIREZIONE):
        raise AttoRifiutato("Le tappe le registra chi coordina l’ente partner: spetta a un altro ruolo.")
    if not note.strip():
        raise AttoRifiutato("Scrivi da che cosa si vede che la tappa è raggiunta.")
    casa = prima_casa_aperta() if codice == CodiceTappa.M3 else None
    pretendi(valuta_raggiungimento(codice, il, inizio=convenzione.inizio, oggi=oggi(), prima_casa=casa))
    tappa = _scritta(convenzione, codice)
    documento = {"documento": archivia_documento(file[1], file[0], utente=utente)} if file else {}
    return modifica(tappa, {"raggiunta_il": il, "note": note} | documento, versione=versione)


@transaction.atomic
def sposta_tappa(
    convenzione: Convenzione, codice: str, *, entro_il: date, motivo: str, utente: Utente, versione: int
) -> Tappa:
    """The Unione gives a milestone another day, and says why."""
    if not utente.ha_ruolo(*UNIONE):
        raise AttoRifiutato("Le scadenze delle tappe le sposta l’Unione: spetta a un altro ruolo.")
    if not motivo.strip():
        raise AttoRifiutato("Scrivi perché la scadenza si sposta.")
    tappa = Tappa.objects.select_for_update(no_key=True).get(pk=_scritta(convenzione, codice).pk)
    pretendi(
        valuta_spostamento(
            entro_il, prima=tappa.entro_il, raggiunta=tappa.raggiunta_il, inizio=convenzione.inizio,
            fine=convenzione.fine,
        )
    )  # fmt: skip
    return modifica(tappa, {"entro_il": entro_il, "motivo_spostamento": motivo}, versione=versione)


def _scritta(convenzione: Convenzione, codice: str) -> Tappa:
    return Tappa.objects.get_or_create(
        convenzione=convenzione, codice=codice, defaults={"entro_il": entro_predefinito(convenzione.inizio)}
    )[0]
