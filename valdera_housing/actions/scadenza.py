"""Acts on the dues: written by hand or by a line, settled at the end of the year, cancelled with a reason."""

import uuid
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from valdera_housing.choices import TENGONO_I_CONTI, Linea, NaturaContratto, TipoScadenza, Verso
from valdera_housing.kit.denaro import in_euro
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Contratto, Scadenza, Utente
from valdera_housing.queries.partitario import intestatario, oneri_anticipati
from valdera_housing.rules.partitario import calcola_conguaglio

# Instalments and shares follow what they are part of: they are changed there.
DI_ALTRO = {
    TipoScadenza.RATA_PIANO: "È la rata di un piano di rientro: si toglie dichiarando decaduto il piano.",
    TipoScadenza.ANTICIPO: "È la rata di un anticipo del fondo: si cambia riprogrammando le rate.",
    TipoScadenza.RIVALSA: "È la rata di una rivalsa del fondo: si cambia riprogrammando le rate.",
    TipoScadenza.SPESE_COMUNI: "È la quota di una spesa comune: si annulla la spesa, e con lei tutte le sue quote.",
}


def pretende_conti(utente: Utente) -> None:
    if not utente.ha_ruolo(*TENGONO_I_CONTI):
        raise AttoRifiutato("Il partitario lo tiene chi fa i conti dell'ente partner.")


@transaction.atomic
def apri_scadenze(scadenze: Sequence[Scadenza]) -> int:
    """Write the dues whose ``chiave`` is not there yet and return how many: done twice, it is done once."""
    gia = set(Scadenza.objects.filter(chiave__in=[s.chiave for s in scadenze]).values_list("chiave", flat=True))
    nuove = [scadenza for scadenza in scadenze if scadenza.chiave not in gia]
    Scadenza.objects.bulk_create(nuove, ignore_conflicts=True, batch_size=1000)
    return len(nuove)


@transaction.atomic
def aggiungi_scadenza(contratto: Contratto, dati: dict[str, Any], *, utente: Utente) -> Scadenza:
    """A due written by hand on a contract (``verso``, ``tipo``, ``descrizione``, ``importo``, ``scade_il``)."""
    pretende_conti(utente)
    return Scadenza.objects.create(
        chiave=f"mano/{uuid.uuid4().hex}",
        linea=Linea.GIS,
        competenza=dati["scade_il"].replace(day=1),
        **_parti(contratto),
        **dati,
    )


def _parti(contratto: Contratto) -> dict[str, Any]:
    return {
        "contratto": contratto,
        "nucleo": contratto.nucleo,
        "proprietario": None if contratto.nucleo_id else contratto.proprietario,
        "intestazione": intestatario(contratto),
    }


@transaction.atomic
def conguaglia_oneri(
    contratto: Contratto, anno: int, effettivo: Decimal, *, scade_il: date, utente: Utente
) -> Scadenza:
    """The year's charges settled: what they were (``effettivo``, euro) less the advances asked in that year.

    A difference in favour of who pays is a due on the other side. Raises AttoRifiutato when it was already settled
    or there is nothing to settle.
    """
    pretende_conti(utente)
    contratto = Contratto.objects.select_for_update(no_key=True).get(pk=contratto.pk)
    chiave = f"conguaglio/{contratto.pk}/{anno}"
    if Scadenza.objects.filter(chiave=chiave).exists():
        raise AttoRifiutato(f"Gli oneri del {anno} di questo contratto sono già conguagliati.")
    anticipato = oneri_anticipati(contratto, anno)
    conguaglio = calcola_conguaglio(anticipato=anticipato, effettivo=effettivo)
    if conguaglio is None:
        raise AttoRifiutato(f"Gli acconti del {anno} sono {in_euro(anticipato)}: non c'è niente da conguagliare.")
    ordinario = Verso.USCITA if contratto.natura == NaturaContratto.TESTA else Verso.ENTRATA
    opposto = Verso.ENTRATA if ordinario == Verso.USCITA else Verso.USCITA
    return Scadenza.objects.create(
        chiave=chiave,
        verso=opposto if conguaglio.da_restituire else ordinario,
        tipo=TipoScadenza.CONGUAGLIO,
        linea=Linea.GIS,
        competenza=date(anno, 12, 1),
        descrizione=f"Conguaglio oneri {anno}: spesi {in_euro(effettivo)}, in acconto {in_euro(anticipato)}",
        importo=conguaglio.importo,
        scade_il=scade_il,
        **_parti(contratto),
    )


@transaction.atomic
def annulla_scadenza(scadenza: Scadenza, motivo: str, *, utente: Utente, oggi: date) -> Scadenza:
    """Cancel a due that nothing pays, with the reason; it stays in the ledger, cancelled."""
    pretende_conti(utente)
    scadenza = Scadenza.objects.select_for_update(no_key=True).get(pk=scadenza.pk)
    if scadenza.annullata_il:
        raise AttoRifiutato("Questa scadenza è già annullata.")
    if scadenza.tipo in DI_ALTRO:
        raise AttoRifiutato(DI_ALTRO[TipoScadenza(scadenza.tipo)])
    if scadenza.imputato:
        raise AttoRifiutato(f"È già pagata per {in_euro(scadenza.imputato)}: prima togli gli abbinamenti.")
    scadenza.annullata_il, scadenza.motivo_annullamento = oggi, motivo
    scadenza.save(update_fields=["annullata_il", "motivo_annullamento"])
    return scadenza
