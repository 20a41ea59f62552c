"""The whole story of the homes, in the order in which it happened."""

from datetime import timedelta

from gestore.management.casa_di_prova import alloggi, attivita, conti, contratti, morosita
from gestore.management.casa_di_prova.scena import Scena, alle
from valdera_housing.actions.lettera import carica_modelli
from valdera_housing.choices import StatoAlloggio


def carica_case(scena: Scena) -> None:
    """Call it inside the transaction of the demo office, when people, users and households are there."""
    with scena.momento(alle(scena.inizio, 9), scena.coordinatore):
        carica_modelli(scena.inizio)
        attivita.carica_criteri(scena)
        contratti.carica_accordi(scena)
        destini = alloggi.carica_alloggi(scena)
        famiglie = contratti.famiglie_pronte(scena)
        casi = contratti.apri_casi(scena, famiglie)
    contratti.carica_locazioni(scena, destini)
    contratti.carica_sublocazioni(scena, destini, famiglie, casi)
    contratti.chiudi_i_restituiti(scena, destini)
    _porta_a_oggi(scena, destini)
    with scena.momento(alle(scena.oggi, 8), scena.contabile):
        conti.carica_conti(scena)
        attivita.carica_istat(scena)
    attivita.carica_candidature(scena, famiglie, casi)
    attivita.carica_manutenzioni(scena)
    attivita.carica_disdette(scena)
    morosita.carica_morosita(scena)


def _porta_a_oggi(scena: Scena, destini: dict[int, StatoAlloggio]) -> None:
    """Each home in the state of its destiny; one nobody moved into is free."""
    usciti = {s.contratto.alloggio_id: s.contratto.cessato_il for s in scena.sublocazioni if s.contratto.cessato_il}
    abitati = {s.contratto.alloggio_id for s in scena.sublocazioni if s.contratto.cessato_il is None}
    dal = {locazione.contratto.alloggio_id: locazione.contratto.inizio for locazione in scena.locazioni}
    for alloggio in scena.alloggi:
        destino = destini[alloggio.pk]
        if destino == StatoAlloggio.SEGNALATO:
            continue
        if destino == StatoAlloggio.ASSEGNATO and alloggio.pk not in abitati:
            destino = StatoAlloggio.DISPONIBILE
        vuoto_dal = usciti[alloggio.pk] + timedelta(days=1) if alloggio.pk in usciti else None
        alloggio.stato, alloggio.stato_dal = destino, vuoto_dal or dal.get(alloggio.pk, alloggio.segnalato_il)
        alloggio.motivo_stato = alloggi.MOTIVO_NON_IDONEO if destino == StatoAlloggio.NON_IDONEO else ""
        alloggio.save()
