"""Acts on a sublease, from the draft to the keys handed back.

Every act locks the home first, then its contract, then the sublease: who comes second waits and reads what the first
wrote. The database holds the same promises by itself (exclusion constraint, triggers).
"""

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from gestore.actions.generazione import adegua_scadenze
from gestore.models import Candidatura, Sublocazione, VerbaleConsegna
from gestore.queries.sublocazione import requisiti_di, testa_di, verifica_apertura
from gestore.rules.alloggio import valuta_destinazione
from gestore.rules.canone import valuta_sostenibilita
from gestore.workflow import SPORTELLO_ETS, SUBLOCAZIONE
from valdera_housing.actions.versione import modifica
from valdera_housing.choices import NaturaContratto, TipoContratto, TipoDeposito
from valdera_housing.kit.esito import AttoRifiutato, Esito, pretendi
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Alloggio, Caso, Contratto, Nucleo, Utente, prossimo_numero
from valdera_housing.queries.anagrafe import conduttore_di
from valdera_housing.queries.canone import soglia_in_vigore
from valdera_housing.rules.canone import canone_sostenibile, valuta_deposito


@dataclass(frozen=True)
class Termini:
    """What is agreed with a household: days (both included), amounts in euro a month, yearly income it comes from."""

    inizio: date
    fine: date
    canone_mensile: Decimal
    deposito: Decimal
    oneri_mensili: Decimal = Decimal("0.00")
    giorno_scadenza: int = 5
    deposito_tipo: str = TipoDeposito.DENARO
    reddito_annuo: Decimal | None = None
    motivo_canone: str = ""

    @property
    def del_contratto(self) -> dict[str, Any]:
        """The columns of the contract; a draft has no extension, so its end is the one agreed."""
        scritti = asdict(self)
        for nome in ("reddito_annuo", "motivo_canone"):
            del scritti[nome]
        return scritti | {"fine_effettiva": self.fine}


@transaction.atomic
def apri_sublocazione(
    alloggio: Alloggio, nucleo: Nucleo, termini: Termini, *, utente: Utente, candidatura: Candidatura | None = None
) -> Sublocazione:
    """Write the draft of a sublease under the head lease of the home.

    Raises AttoRifiutato with the reasons: a shared home, no head lease, no consent, days outside it or taken
    (scenarios 21 and 22), no open case, too large a deposit, a rent above what is sustainable without its reason.
    """
    if not utente.ha_ruolo(*SPORTELLO_ETS):
        raise AttoRifiutato("Una sublocazione la apre l’operatore o il coordinatore dell’ente partner.")
    alloggio = blocca_alloggio(alloggio.pk)
    pretendi(valuta_destinazione(alloggio.condiviso_dal))
    locazione = testa_di(alloggio, oggi())
    if locazione is None:
        raise AttoRifiutato("Questo alloggio non ha una locazione firmata: prima serve il contratto col proprietario.")
    caso = Caso.objects.aperti().filter(nucleo=nucleo).first()
    if caso is None:
        raise AttoRifiutato("Il nucleo non ha un caso aperto: aprilo, poi torna qui.")
    pretendi(verifica_apertura(locazione, termini.inizio, termini.fine))
    calcolo = _canone(termini)
    anno = oggi().year
    contratto = Contratto.objects.create(
        numero=f"S-{anno}-{prossimo_numero('sublocazione', anno):04d}",
        natura=NaturaContratto.SUBLOCAZIONE,
        tipo=TipoContratto.SUBLOCAZIONE,
        alloggio=alloggio,
        nucleo=nucleo,
        **termini.del_contratto,
        **conduttore_di(nucleo, termini.inizio),
    )
    return Sublocazione.objects.create(
        contratto=contratto, locazione=locazione, caso=caso, candidatura=candidatura, **calcolo
    )


@transaction.atomic
def modifica_sublocazione(
    sublocazione: Sublocazione, termini: Termini, *, utente: Utente, versione: int
) -> Sublocazione:
    """Rewrite the terms of a draft. Raises AttoRifiutato as when it was opened, ModificaConcorrente when late."""
    presa = prendi("modifica", sublocazione, utente)
    pretendi(verifica_apertura(presa.locazione, termini.inizio, termini.fine, escluso=presa.contratto_id))
    calcolo = _canone(termini)
    conduttore = conduttore_di(presa.contratto.nucleo, termini.inizio)
    _scrivi(presa.contratto, **termini.del_contratto, **conduttore)
    return modifica(presa, calcolo, versione=versione)


@transaction.atomic
def firma_sublocazione(sublocazione: Sublocazione, *, utente: Utente, stipulato_il: date) -> Sublocazione:
    """Record that the contract was signed on that day, once nothing of what the law asks is missing."""
    presa = prendi("firma", sublocazione, utente)
    if stipulato_il > oggi():
        raise AttoRifiutato("La data della firma è nel futuro: registrala quando il contratto sarà firmato.")
    mancano = tuple(m for r in requisiti_di(presa) for m in r.esito.ostacoli)
    pretendi(Esito(mancano))
    conduttore = conduttore_di(presa.contratto.nucleo, presa.contratto.inizio)
    _scrivi(presa.contratto, stato=SUBLOCAZIONE["firma"].a, stipulato_il=stipulato_il, **conduttore)
    return presa


@transaction.atomic
def annulla_sublocazione(sublocazione: Sublocazione, *, utente: Utente, motivo: str) -> Sublocazione:
    """A sublease that does not start: its days are free again. The reason stays written."""
    presa = prendi("annulla", sublocazione, utente)
    if VerbaleConsegna.objects.filter(sublocazione=presa, stato="FIRMATO").exists():
        raise AttoRifiutato("Le chiavi sono già state consegnate: si chiude con la riconsegna.")
    _scrivi(presa.contratto, stato=SUBLOCAZIONE["annulla"].a, motivo_cessazione=motivo)
    adegua_scadenze(presa.contratto, presa.contratto.inizio, "Contratto annullato", oggi=oggi())
    return presa


# --- shared with the handover -------------------------------------------------------------------------------


def blocca_alloggio(pk: int | None) -> Alloggio:
    """The home, locked until the end of the transaction: the acts on its subleases wait for one another."""
    return Alloggio.objects.select_for_update(no_key=True).get(pk=pk)


def prendi(atto: str, sublocazione: Sublocazione, utente: Utente) -> Sublocazione:
    """The sublease with its contract and home, locked in this order; AttoRifiutato when the act is not possible."""
    blocca_alloggio(sublocazione.contratto.alloggio_id)
    contratto = Contratto.objects.select_for_update(no_key=True).get(pk=sublocazione.contratto_id)
    SUBLOCAZIONE.pretende(atto, contratto, utente)
    presa = Sublocazione.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "locazione__contratto__alloggio"
    ).get(pk=sublocazione.pk)  # fmt: skip
    presa.contratto = contratto
    return presa


def _scrivi(contratto: Contratto, **colonne: Any) -> None:
    for nome, valore in colonne.items():
        setattr(contratto, nome, valore)
    contratto.versione += 1
    contratto.save(update_fields=[*colonne, "versione"])


def _canone(termini: Termini) -> dict[str, Any]:
    """How the rent was reckoned, to keep beside it; AttoRifiutato when it asks for a reason that is not there."""
    pretendi(valuta_deposito(termini.deposito, termini.canone_mensile))
    soglia = soglia_in_vigore(oggi())
    reddito = termini.reddito_annuo
    sostenibile = None if reddito is None else canone_sostenibile(reddito, soglia.pct)
    if reddito and sostenibile is not None and termini.canone_mensile > sostenibile and not termini.motivo_canone:
        raise AttoRifiutato(str(valuta_sostenibilita(termini.canone_mensile, reddito, soglia.pct)))
    return {
        "reddito_annuo": reddito,
        "soglia_pct": soglia.pct,
        "canone_sostenibile": sostenibile,
        "motivo_canone": termini.motivo_canone,
    }
