"""The money of the houses: quotas and deposits, the bills divided, who paid and who is behind."""

from datetime import timedelta
from decimal import Decimal

from cohousing.actions.quota import genera_quote
from cohousing.actions.spesa_comune import paga_spesa_comune, ripartisci_spesa_comune
from cohousing.management.cohousing_di_prova.copione import ACQUISTI
from cohousing.models import Costo, Permanenza, SpesaComune, Struttura
from cohousing.queries.spesa_comune import proposta
from valdera_housing.actions.incasso import registra_incasso
from valdera_housing.choices import Linea, Mezzo, Verso
from valdera_housing.kit.tempo import aggiungi_mesi
from valdera_housing.management.scena import Scena, alle
from valdera_housing.models import Scadenza

DOPO_LA_FATTURA = timedelta(days=3)
# One household in so many is behind with its last two months.
IN_RITARDO_OGNI, MESI_DI_RITARDO = 5, 2


def carica_bollette_divise(scena: Scena, spese: list[SpesaComune]) -> None:
    """All but the last that arrived: divided among who lived there, and paid to the supplier."""
    if not spese:
        return
    ultima = max(spesa.documento_del for spesa in spese)
    for spesa in spese:
        if spesa.documento_del == ultima:
            continue
        giorno = spesa.documento_del + DOPO_LA_FATTURA
        with scena.momento(alle(giorno, 11), scena.contabile):
            vista = proposta(spesa, spesa.a_carico_ente or None, oggi=giorno)
            if vista.esito.positivo:
                ripartisci_spesa_comune(spesa, vista.a_carico, utente=scena.contabile)
                paga_spesa_comune(spesa, giorno, utente=scena.contabile)


def carica_acquisti(scena: Scena, strutture: list[Struttura]) -> None:
    """What the houses cost in these weeks: offered to the accounts once paid."""
    per_nome = {struttura.nome: struttura for struttura in strutture}
    for acquisto in ACQUISTI:
        giorno = scena.oggi - timedelta(days=acquisto.giorni_fa)
        with scena.momento(alle(giorno, 12), scena.contabile):
            Costo.objects.create(
                struttura=per_nome[acquisto.casa],
                voce=acquisto.voce,
                descrizione=acquisto.descrizione,
                fornitore=acquisto.fornitore,
                documento_numero=acquisto.numero,
                documento_del=giorno,
                importo=Decimal(acquisto.euro),
                pagato_il=giorno + DOPO_LA_FATTURA if acquisto.pagato else None,
                creato_da=scena.contabile,
            )


def carica_quote(scena: Scena) -> None:
    """What every stay owes until next month, and what was paid."""
    prima = Permanenza.objects.order_by("inizio").first()
    if prima is None:
        return
    mese = scena.oggi.replace(day=1)
    with scena.momento(alle(scena.oggi, 7), scena.contabile):
        genera_quote(prima.inizio.replace(day=1), aggiungi_mesi(mese, 1), utente=None, oggi=scena.oggi)
    scadute = Scadenza.objects.filter(linea=Linea.COH, verso=Verso.ENTRATA, annullata_il=None, scade_il__lt=scena.oggi)
    for scadenza in scadute.select_related("nucleo").order_by("scade_il", "pk"):
        pagata = scadenza.scade_il + timedelta(days=scena.caso.randint(0, 4))
        if pagata >= scena.oggi or _in_ritardo(scena, scadenza):
            continue
        with scena.momento(alle(pagata, 10), scena.contabile):
            dati = {
                "verso": Verso.ENTRATA, "data": pagata, "importo": scadenza.importo, "mezzo": Mezzo.BONIFICO,
                "riferimento": scadenza.descrizione, "chi": scadenza.intestazione, "nucleo": scadenza.nucleo,
            }  # fmt: skip
            registra_incasso(dati, [(scadenza.pk, scadenza.importo)], utente=scena.contabile)


def _in_ritardo(scena: Scena, scadenza: Scadenza) -> bool:
    da_poco = scadenza.scade_il >= aggiungi_mesi(scena.oggi, -MESI_DI_RITARDO)
    return da_poco and (scadenza.nucleo_id or 0) % IN_RITARDO_OGNI == 0
