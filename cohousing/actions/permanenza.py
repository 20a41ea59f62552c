"""Acts on a stay, from the place promised to the day it ends. Locks: Struttura, Unita, Permanenza, then Caso.

The house is locked before anything is read: who comes second reads what the first wrote. The database holds the same
promises by itself (exclusion constraints, triggers).
"""

from datetime import date
from typing import Any

from django.db import transaction

from cohousing.actions.blocco import blocca_case, blocca_unita
from cohousing.actions.quota import adegua_quote
from cohousing.choices import StatoCandidatura, StatoPermanenza
from cohousing.models import Candidatura, Permanenza, TestoPatto, Unita
from cohousing.queries.candidatura import richiedente_di
from cohousing.queries.permanenza import (
    allontanamento_proposto,
    con_firme,
    limiti_di,
    patto_in_vigore,
    posto_di,
    progetto_firmato,
    requisiti_di,
    ultimo_fatto,
)
from cohousing.rules.permanenza import (
    Uscita,
    sposta_fine,
    valuta_durata,
    valuta_entrata,
    valuta_uscita,
)
from cohousing.rules.posto import valuta_posto
from cohousing.workflow import DIREZIONE, PERMANENZA
from valdera_housing.actions.caso import caso_aperto, segna_attivita
from valdera_housing.actions.versione import modifica
from valdera_housing.kit.esito import AttoRifiutato, pretendi
from valdera_housing.kit.periodo import Periodo
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Caso, Documento, MembroNucleo, Utente, prossimo_numero
from valdera_housing.rules.durata import fine_dopo_mesi

MESI_PROPOSTI = 12
DELLE_REGOLE = ("patto", "patto_firmato_il", "patto_documento")


@transaction.atomic
def prepara_permanenza(
    unita: Unita, caso: Caso, dati: dict[str, Any], *, utente: Utente, candidatura: Candidatura | None = None
) -> Permanenza:
    """Promise a unit to a household: a stay in preparation, for who directs.

    ``candidatura`` is the one it comes from, already saved as accepted; without it, who calls answers for the category
    of the house.

    ``dati``: ``inizio`` (the day agreed); then, each with a default, ``fine_prevista`` (twelve months), ``persone``
    (those in the household that day), ``referente`` (who does the act), ``quota_mensile`` and ``cauzione`` (euro,
    those of the unit), ``giorno_scadenza`` (5). Raises AttoRifiutato with every reason: case closed, days taken, too
    many people, too long.
    """
    if not utente.ha_ruolo(*DIREZIONE):
        raise AttoRifiutato("Una permanenza la decide il coordinatore dell’ente partner.")
    presa = blocca_unita(unita.pk)
    caso = caso_aperto(caso)
    _pretende_accolta(candidatura, caso)
    scritti = _completi(dati, presa, caso, utente)
    _pretende_giorni(presa, caso, scritti)
    anno = oggi().year
    permanenza = Permanenza.objects.create(
        numero=f"PM-{anno}-{prossimo_numero('permanenza', anno):04d}",
        unita=presa,
        struttura=presa.struttura,
        caso=caso,
        nucleo=caso.nucleo,
        candidatura=candidatura,
        ospite=richiedente_di(caso.nucleo, scritti["inizio"]),
        fine_effettiva=scritti["fine_prevista"],
        **scritti,
    )
    dopo(permanenza)
    return permanenza


@transaction.atomic
def modifica_permanenza(permanenza: Permanenza, dati: dict[str, Any], *, utente: Utente, versione: int) -> Permanenza:
    """Rewrite what was agreed, before the household comes in: ``unita`` and the ``dati`` of ``prepara_permanenza``.

    In another house the rules are others: the signature of the first ones is dropped. Raises ModificaConcorrente when
    somebody changed it meanwhile.
    """
    blocca_case({permanenza.struttura_id, dati["unita"].struttura_id})
    unita = blocca_unita(dati["unita"].pk)
    presa = _presa("modifica", permanenza, utente)
    scritti = _completi(dati | {"unita": unita}, unita, presa.caso, utente)
    _pretende_giorni(unita, presa.caso, scritti, escluso=presa.pk)
    scritti |= {"fine_effettiva": scritti["fine_prevista"], "struttura": unita.struttura}
    if unita.struttura_id != presa.struttura_id:
        scritti |= dict.fromkeys(DELLE_REGOLE)
    return modifica(presa, scritti, versione=versione)


@transaction.atomic
def firma_patto_permanenza(
    permanenza: Permanenza, *, lingua: str, firmato_il: date, documento: Documento | None = None, utente: Utente
) -> Permanenza:
    """The household read the rules in force in this language, and signed them; ``documento`` is the signed copy."""
    presa = blocca("firma_patto", permanenza, utente)
    patto = patto_in_vigore(presa.struttura_id)
    if patto is None or patto.in_vigore_dal is None:
        raise AttoRifiutato("Questa casa non ha ancora regole in vigore: prima si scrivono, dalla pagina della casa.")
    if firmato_il > oggi():
        raise AttoRifiutato("La firma è nel futuro: registrala quando le regole saranno firmate.")
    if firmato_il < patto.in_vigore_dal:
        raise AttoRifiutato(f"Queste regole sono in vigore dal {in_data(patto.in_vigore_dal)}: la firma è prima.")
    if not TestoPatto.objects.filter(patto=patto, lingua=lingua).exists():
        raise AttoRifiutato("In questa lingua le regole non sono scritte: scegli una di quelle che ci sono.")
    presa.patto, presa.patto_lingua, presa.patto_firmato_il = patto, lingua, firmato_il
    presa.patto_documento = documento or presa.patto_documento
    _salva(presa, "patto", "patto_lingua", "patto_firmato_il", "patto_documento")
    return presa


@transaction.atomic
def avvia_permanenza(permanenza: Permanenza, *, inizio: date, fine: date | None = None, utente: Utente) -> Permanenza:
    """The household comes in on ``inizio``; the stay lasts as agreed, unless ``fine`` says another last day.

    The signed project of the case is taken with it. Raises AttoRifiutato with all that is missing.
    """
    presa = blocca("avvia", permanenza, utente)
    fine = fine or sposta_fine(presa.inizio, presa.fine_prevista, inizio)
    esito = sum((r.esito for r in requisiti_di(presa, inizio, fine)), valuta_entrata(inizio, oggi()))
    pretendi(esito + valuta_durata(inizio, fine, limiti_di(inizio)))
    presa.inizio, presa.fine_prevista, presa.fine_effettiva = inizio, fine, fine
    presa.progetto, presa.stato = progetto_firmato(presa.caso_id), StatoPermanenza.IN_CORSO
    _salva(presa, "inizio", "fine_prevista", "fine_effettiva", "progetto", "stato")
    dopo(presa)
    return presa


@transaction.atomic
def annulla_permanenza(permanenza: Permanenza, *, motivo: str, utente: Utente) -> Permanenza:
    """The household does not come: its days are free again, the reason stays written."""
    presa = blocca("annulla", permanenza, utente)
    presa.stato, presa.motivo = StatoPermanenza.ANNULLATA, motivo
    _salva(presa, "stato", "motivo")
    dopo(presa)
    return presa


@transaction.atomic
def concludi_permanenza(
    permanenza: Permanenza, *, uscita_il: date, esito: str, motivo: str = "", utente: Utente
) -> Permanenza:
    """The household leaves, and how: its unit is free from the day after."""
    presa = blocca("concludi", permanenza, utente)
    uscita = Uscita(uscita_il, esito, motivo, allontanamento_proposto(presa), ultimo_fatto(presa))
    pretendi(valuta_uscita(presa.inizio, uscita, oggi()))
    if uscita_il > presa.fine_effettiva:
        pretende_libera(presa, uscita_il)
    presa.stato, presa.uscita_il, presa.esito, presa.motivo = StatoPermanenza.CONCLUSA, uscita_il, esito, motivo
    _salva(presa, "stato", "uscita_il", "esito", "motivo")
    dopo(presa)
    return presa


# --- shared with the acts on extensions -----------------------------------------------------------------------


def _presa(atto: str, permanenza: Permanenza, utente: Utente) -> Permanenza:
    """The stay, locked and read again; AttoRifiutato when the act is not possible."""
    righe = con_firme(Permanenza.objects.select_for_update(no_key=True, of=("self",)))
    presa = righe.select_related("caso", "nucleo").get(pk=permanenza.pk)
    PERMANENZA.pretende(atto, presa, utente)
    return presa


def blocca(atto: str, permanenza: Permanenza, utente: Utente) -> Permanenza:
    """House, unit and stay, locked in this order; AttoRifiutato when the act is not possible."""
    unita = blocca_unita(permanenza.unita_id)
    presa = _presa(atto, permanenza, utente)
    if presa.unita_id != unita.pk:
        raise AttoRifiutato("Nel frattempo la permanenza ha cambiato unità: ricarica la pagina e riprova.")
    presa.unita, presa.struttura = unita, unita.struttura
    return presa


def pretende_libera(permanenza: Permanenza, fine: date) -> None:
    """AttoRifiutato when the unit, in the days after the end of a stay up to ``fine``, is closed or of others."""
    posto = posto_di(permanenza.unita, permanenza.nucleo, escluso=permanenza.pk)
    pretendi(valuta_posto(posto, Periodo(permanenza.inizio, fine), permanenza.persone))


def dopo(permanenza: Permanenza) -> None:
    """What follows an act that moves the days of a stay: its account is put right, its case is alive."""
    giorno = oggi()
    adegua_quote(permanenza, oggi=giorno)
    segna_attivita(permanenza.caso, giorno)


def _salva(permanenza: Permanenza, *campi: str) -> None:
    permanenza.versione += 1
    permanenza.save(update_fields=[*campi, "versione"])


def _completi(dati: dict[str, Any], unita: Unita, caso: Caso, utente: Utente) -> dict[str, Any]:
    """What was typed, and for what was left blank what the office proposes."""
    inizio = dati["inizio"]
    proposti = {
        "fine_prevista": fine_dopo_mesi(inizio, MESI_PROPOSTI),
        "persone": max(MembroNucleo.objects.filter(nucleo=caso.nucleo_id).alla_data(inizio).count(), 1),
        "referente": utente,
        "quota_mensile": unita.quota_mensile,
        "cauzione": unita.cauzione,
        "giorno_scadenza": 5,
    }
    return proposti | {nome: valore for nome, valore in dati.items() if valore is not None}


def _pretende_giorni(unita: Unita, caso: Caso, dati: dict[str, Any], *, escluso: int | None = None) -> None:
    inizio, fine = dati["inizio"], dati["fine_prevista"]
    posto = posto_di(unita, caso.nucleo, escluso=escluso)
    esito = valuta_posto(posto, Periodo(inizio, fine), dati["persone"])
    pretendi(esito + valuta_durata(inizio, fine, limiti_di(oggi())))


def _pretende_accolta(candidatura: Candidatura | None, caso: Caso) -> None:
    if candidatura is None:
        return
    if candidatura.stato != StatoCandidatura.ACCOLTA or candidatura.caso_id != caso.pk:
        raise AttoRifiutato("Una permanenza nasce da una candidatura accolta dello stesso caso.")
