"""What a due of the line comes from, told by its key."""

from cohousing.models import Permanenza, SpesaComune
from cohousing.queries.pagine import indirizzo
from cohousing.queries.quota import CAUZIONE, QUOTA, SPESA, chi_la_deve
from valdera_housing.kit.aspetto import Voce
from valdera_housing.linea import DI_CHE_COSA
from valdera_housing.models import Scadenza, Utente


def origine_scadenza(utente: Utente, scadenza: Scadenza) -> Voce | None:
    """The stay of a quota or of a deposit, the bill of a share; None for who may not open it. One query."""
    genere = scadenza.chiave.partition("/")[0]
    if genere in {QUOTA, CAUZIONE}:
        permanenze = Permanenza.objects.visibili_a(utente).select_related("struttura")
        return _della_permanenza(permanenze.filter(pk=chi_la_deve(scadenza)).first())
    if genere == SPESA:
        return _della_spesa(SpesaComune.objects.visibili_a(utente).filter(quote__scadenza=scadenza).first())
    return None


def _della_permanenza(permanenza: Permanenza | None) -> Voce | None:
    if permanenza is None:
        return None
    pagina = indirizzo("permanenza_scheda", permanenza.pk)
    return Voce(DI_CHE_COSA, f"{permanenza}, {permanenza.struttura.nome}", pagina)


def _della_spesa(spesa: SpesaComune | None) -> Voce | None:
    if spesa is None:
        return None
    return Voce(DI_CHE_COSA, f"Spesa comune {spesa.numero}, {spesa}", indirizzo("spesa_comune_scheda", spesa.pk))
