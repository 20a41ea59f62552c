"""Two years at the desk, in the order in which they happened."""

from datetime import date

from django.utils import timezone

from sportello.actions.misura import carica_misure, rinnova_misura
from sportello.actions.punteggio import carica_voci_punteggio
from sportello.choices import TipoMisura
from sportello.management.misure_di_partenza import MISURE
from sportello.management.punteggi_di_partenza import VOCI
from sportello.management.sportello_di_prova import accessi, appuntamenti, casi, domande, luoghi, rete, sfratti
from sportello.models import Accesso, Misura
from valdera_housing.actions.caso import segna_attivita
from valdera_housing.management.scena import Scena, alle
from valdera_housing.models import Caso

CONTRIBUTO = "Contributo affitto"


def carica_sportello(scena: Scena) -> None:
    """Call it inside the transaction of the demo office, when people, users and households are there."""
    with scena.momento(alle(scena.inizio, 9), scena.coordinatore):
        luoghi.carica_luoghi(scena)
        carica_misure(MISURE)
        carica_voci_punteggio(VOCI)
        _contributo_di_quest_anno(scena)
    aperti = casi.carica_casi(scena)
    seguiti = sfratti.carica_sfratti(scena, aperti)
    domande.carica_domande(scena, aperti, seguiti)
    rete.carica_rete(scena, aperti)
    with scena.momento(alle(scena.oggi, 8), scena.operatore):
        accessi.carica_accessi(scena)
        appuntamenti.carica_appuntamenti(scena)
        _attivita_dallo_sportello(scena)


def _contributo_di_quest_anno(scena: Scena) -> None:
    """The rent contribution of each year up to this one: copied from the last known, as the office does."""
    ultima = Misura.objects.filter(tipo=TipoMisura.CONTRIBUTO_AFFITTO).latest("valida_dal")
    for anno in range(ultima.valida_dal.year + 1, scena.oggi.year + 1):
        dati = {
            "nome": f"{CONTRIBUTO} {anno}", "atto": f"{ultima.atto}; soglie del {ultima.valida_dal.year}",
            "valida_dal": date(anno, 1, 1), "valida_al": date(anno, 12, 31),
        }  # fmt: skip
        rinnova_misura(ultima, dati, utente=scena.coordinatore)


def _attivita_dallo_sportello(scena: Scena) -> None:
    """Who came to the desk, or to an appointment, is not forgotten."""
    ultimi = dict(
        Accesso.objects.exclude(nucleo=None).order_by("avvenuto_alle").values_list("nucleo", "avvenuto_alle")
    )
    for caso in Caso.objects.aperti().filter(nucleo__in=ultimi):
        segna_attivita(caso, timezone.localdate(ultimi[caso.nucleo_id]))
