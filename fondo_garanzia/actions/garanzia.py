"""Acts on a guarantee, from the request to its end.

Locks: the contract when one is asked for, then the guarantee, its referral, the fund last. The commitment follows the
state by itself (column ``impegno`` and triggers), and so does its release.
"""

from datetime import date
from typing import Any

from django.db import transaction

from fondo_garanzia.actions.fondo import pretende_capienza
from fondo_garanzia.actions.lettera_garanzia import scrivi_lettera
from fondo_garanzia.choices import StatoGaranzia, StatoRivalsa
from fondo_garanzia.documents.garanzia import REVOCA, SOSPENSIONE, SVINCOLO
from fondo_garanzia.models import CreditoRivalsa, Escussione, Fondo, Garanzia
from fondo_garanzia.queries.garanzia import (
    esito_della_garanzia,
    esito_della_richiesta,
    in_termini,
    limiti_garanzia,
    proprietario_garantito,
)
from fondo_garanzia.rules.garanzia import massimale_canoni, ultimo_giorno_per_escutere, valuta_chi_decide
from fondo_garanzia.workflow import GARANZIA, PROPONGONO
from valdera_housing.actions.caso import concludi_invio, prendi_invio, segna_attivita
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.actions.versione import modifica
from valdera_housing.choices import Linea
from valdera_housing.kit.denaro import ZERO, in_euro
from valdera_housing.kit.esito import AttoRifiutato, pretendi
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Caso, Contratto, Invio, Utente, prossimo_numero
from valdera_housing.rules.file_ammessi import IMMAGINI, PDF

FIRMATI = (PDF, *IMMAGINI)
DA_SCADERE = (
    StatoGaranzia.APPROVATA,
    StatoGaranzia.ATTIVA,
    StatoGaranzia.SOSPESA,
    StatoGaranzia.ESCUSSA_PARZIALE,
)
RIVALSE_FINITE = (StatoRivalsa.RIMBORSATO, StatoRivalsa.RECUPERATO, StatoRivalsa.PERDITA)


# --- asked for ----------------------------------------------------------------------------------------------


@transaction.atomic
def richiedi_garanzia(
    contratto: Contratto, dati: dict[str, Any], *, utente: Utente, invio: Invio | None = None
) -> Garanzia:
    """Ask the fund of the household's comune to guarantee its contract.

    ``dati`` are the columns typed; months, caps, days and owner left out are proposed from the contract. Raises
    AttoRifiutato when the rules say no: a comune that has not joined, a contract that is not signed, other caps.
    """
    if not utente.ha_ruolo(*PROPONGONO):
        raise AttoRifiutato("Le garanzie le chiede chi segue le famiglie: spetta a un altro ruolo.")
    contratto = _contratto_bloccato(contratto)
    giorno, nucleo = oggi(), contratto.nucleo
    if nucleo is None:
        raise AttoRifiutato("Questo contratto non è di un nucleo: si garantisce il contratto di una famiglia.")
    fondo = Fondo.objects.filter(comune=nucleo.comune_id).first()
    garanzia = Garanzia(
        fondo=fondo,
        nucleo=nucleo,
        contratto=contratto,
        invio=_preso(invio, nucleo.pk, utente) if invio else None,
        richiesta_il=giorno,
        richiesta_da=utente,
        canone_mensile=contratto.canone_mensile,
        **(proposta(contratto, giorno, mensilita=dati.get("mensilita")) | dati),
    )
    if not garanzia.titolare:
        raise AttoRifiutato("Scrivi a favore di chi è la garanzia: il nome del proprietario.")
    pretendi(esito_della_richiesta(contratto, in_termini(garanzia), giorno))
    garanzia.numero = f"GA-{giorno.year}-{prossimo_numero('garanzia', giorno.year):04d}"
    garanzia.save()
    _segna_attivita(garanzia)
    garanzia.refresh_from_db()
    return garanzia


def proposta(contratto: Contratto, giorno: date, *, mensilita: int | None = None) -> dict[str, Any]:
    """What the office proposes for a contract: months of the parameter, as many rents, as long as it lasts."""
    mesi = limiti_garanzia(giorno).mensilita if mensilita is None else mensilita
    proprietario = proprietario_garantito(contratto)
    termini = {
        "mensilita": mesi,
        "massimale_canoni": massimale_canoni(contratto.canone_mensile, mesi),
        "massimale_danni": ZERO,
        "inizio": contratto.inizio,
        "scade_il": contratto.occupato_fino_al,
    }
    if proprietario is None:
        return termini
    return termini | {
        "proprietario": proprietario,
        "titolare": proprietario.denominazione,
        "titolare_codice": proprietario.codice_fiscale or proprietario.partita_iva,
        "titolare_iban": proprietario.iban,
    }


@transaction.atomic
def modifica_garanzia(garanzia: Garanzia, dati: dict[str, Any], *, utente: Utente, versione: int) -> Garanzia:
    """Correct what is asked before it is decided; ModificaConcorrente when somebody saved meanwhile."""
    contratto = _contratto_bloccato(garanzia.contratto)
    bloccata = _bloccata("modifica", garanzia, utente)
    for campo, valore in dati.items():
        setattr(bloccata, campo, valore)
    bloccata.contratto = contratto
    pretendi(esito_della_garanzia(bloccata, oggi()))
    salvata: Garanzia = modifica(garanzia, dati, versione=versione)
    salvata.refresh_from_db()
    return salvata


@transaction.atomic
def istruisci_garanzia(garanzia: Garanzia, *, istruttoria: str, utente: Utente) -> Garanzia:
    """What was checked and with which answer: whoever decides reads it."""
    bloccata = _bloccata("istruisci", garanzia, utente)
    return _scrivi(bloccata, stato=GARANZIA["istruisci"].a, istruttoria=istruttoria, istruita_il=oggi())


@transaction.atomic
def ritira_garanzia(garanzia: Garanzia, *, motivo: str, utente: Utente) -> Garanzia:
    """The household no longer asks; one already approved gives its commitment back."""
    bloccata = _bloccata("ritira", garanzia, utente)
    _concludi(bloccata, f"Garanzia {bloccata.numero} ritirata: {motivo}")
    return _scrivi(bloccata, stato=GARANZIA["ritira"].a, motivo_decisione=motivo)


# --- decided ------------------------------------------------------------------------------------------------


@transaction.atomic
def approva_garanzia(garanzia: Garanzia, dati: dict[str, Any], *, utente: Utente) -> Garanzia:
    """Commit the caps in the fund of the comune (``atto``, ``motivo_decisione``, ``deroga``: why to go beyond).

    Raises AttoRifiutato when who asked is who approves, a rule says no, or the money is not there.
    """
    bloccata = _bloccata("approva", garanzia, utente)
    pretendi(valuta_chi_decide(ha_chiesto=bloccata.richiesta_da_id == utente.pk))
    pretendi(esito_della_garanzia(bloccata, oggi()))
    _concludi(bloccata, f"Garanzia {bloccata.numero} approvata: {dati['atto']}")
    pretende_capienza(bloccata.fondo, bloccata.massimale, utente=utente, deroga=dati.get("deroga", ""))
    return _scrivi(
        bloccata,
        stato=GARANZIA["approva"].a,
        atto=dati["atto"],
        motivo_decisione=dati.get("motivo_decisione", ""),
        decisa_il=oggi(),
        decisa_da=utente,
    )


@transaction.atomic
def rifiuta_garanzia(garanzia: Garanzia, dati: dict[str, Any], *, utente: Utente) -> Garanzia:
    """Refuse, with the reason the household will read (``motivo_decisione``, ``atto`` if there is one)."""
    bloccata = _bloccata("rifiuta", garanzia, utente)
    pretendi(valuta_chi_decide(ha_chiesto=bloccata.richiesta_da_id == utente.pk))
    _concludi(bloccata, f"Garanzia {bloccata.numero} rifiutata: {dati['motivo_decisione']}")
    return _scrivi(
        bloccata,
        stato=GARANZIA["rifiuta"].a,
        atto=dati.get("atto", ""),
        motivo_decisione=dati["motivo_decisione"],
        decisa_il=oggi(),
        decisa_da=utente,
    )


# --- in force -----------------------------------------------------------------------------------------------


@transaction.atomic
def attiva_garanzia(
    garanzia: Garanzia, *, attiva_dal: date, utente: Utente, accettazione: tuple[str, bytes] | None = None
) -> Garanzia:
    """The signed letter was handed to the owner on that day; ``accettazione`` is the signed copy (name, bytes)."""
    bloccata = _bloccata("attiva", garanzia, utente)
    decisa = bloccata.decisa_il
    if attiva_dal > oggi() or (decisa and attiva_dal < decisa):
        raise AttoRifiutato(f"La lettera si consegna fra il {in_data(decisa or oggi())}, quando fu approvata, e oggi.")
    if bloccata.lettera_id is None and accettazione is None:
        raise AttoRifiutato("Prima prepara la lettera di garanzia, oppure allega quella firmata.")
    dati: dict[str, Any] = {"stato": GARANZIA["attiva"].a, "attiva_dal": attiva_dal}
    if accettazione:
        nome, contenuto = accettazione
        dati["accettazione"] = archivia_documento(contenuto, nome, utente=utente, ammessi=FIRMATI)
    return _scrivi(bloccata, **dati)


@transaction.atomic
def sospendi_garanzia(garanzia: Garanzia, *, motivo: str, utente: Utente, lettera: bool = False) -> Garanzia:
    """Hold it while something is cleared: the commitment stays. ``lettera`` also writes it to the owner."""
    bloccata = _bloccata("sospendi", garanzia, utente)
    sospesa = _scrivi(bloccata, stato=GARANZIA["sospendi"].a, motivo_fine=motivo)
    if lettera:
        scrivi_lettera(sospesa, SOSPENSIONE, utente=utente)
    return sospesa


@transaction.atomic
def riprendi_garanzia(garanzia: Garanzia, *, utente: Utente) -> Garanzia:
    """In force again, as it was: claimed in part when the fund has already paid something."""
    bloccata = _bloccata("riprendi", garanzia, utente)
    pagato = bloccata.pagato_canoni + bloccata.pagato_danni
    stato = StatoGaranzia.ESCUSSA_PARZIALE if pagato else StatoGaranzia.ATTIVA
    return _scrivi(bloccata, stato=stato, motivo_fine="")


# --- ended --------------------------------------------------------------------------------------------------


@transaction.atomic
def svincola_garanzia(
    garanzia: Garanzia, *, motivo: str, finita_il: date, utente: Utente, lettera: bool = False
) -> Garanzia:
    """The owner needs it no more: what is left of the caps is free again. ``lettera`` also writes it to the owner."""
    finita = _finisci("svincola", garanzia, motivo, finita_il, utente)
    if lettera:
        scrivi_lettera(finita, SVINCOLO, utente=utente)
    return finita


@transaction.atomic
def revoca_garanzia(
    garanzia: Garanzia, *, motivo: str, finita_il: date, utente: Utente, lettera: bool = False
) -> Garanzia:
    """Duties were broken: the Unione takes it back, and what is left of the caps is free again. Letter as above."""
    finita = _finisci("revoca", garanzia, motivo, finita_il, utente)
    if lettera:
        scrivi_lettera(finita, REVOCA, utente=utente)
    return finita


@transaction.atomic
def chiudi_garanzia(garanzia: Garanzia, *, utente: Utente) -> Garanzia:
    """Paid whole and given back, or written off. Raises AttoRifiutato while the household still owes."""
    bloccata = _bloccata("chiudi", garanzia, utente)
    aperti = CreditoRivalsa.objects.filter(escussione__garanzia=bloccata).exclude(stato__in=RIVALSE_FINITE)
    if credito := aperti.order_by("pk").first():
        raise AttoRifiutato(
            f"La rivalsa {credito.numero} è «{credito.get_stato_display()}», con {in_euro(credito.residuo)} ancora da "
            "restituire: la garanzia si chiude quando è restituita o stralciata."
        )
    return _scrivi(bloccata, stato=GARANZIA["chiudi"].a)


def scadi_garanzie(giorno: date) -> int:
    """Let go those past the last day to claim without an open claim, one transaction each; returns how many."""
    giorni = limiti_garanzia(giorno).giorni_escussione
    candidate = Garanzia.objects.filter(stato__in=DA_SCADERE, scade_il__lt=giorno).order_by("pk")
    passate = [
        pk
        for pk, scade_il in candidate.values_list("pk", "scade_il")
        if ultimo_giorno_per_escutere(scade_il, giorni) < giorno
    ]
    return sum(_scadi(pk, giorni) for pk in passate)


@transaction.atomic
def _scadi(pk: int, giorni: int) -> bool:
    garanzia = Garanzia.objects.select_for_update(no_key=True).get(pk=pk)
    if garanzia.stato not in DA_SCADERE or Escussione.objects.aperte().filter(garanzia=garanzia).exists():
        return False
    ultimo = ultimo_giorno_per_escutere(garanzia.scade_il, giorni)
    motivo = f"Finita il {in_data(garanzia.scade_il)}, senza richieste del proprietario entro il {in_data(ultimo)}"
    _scrivi(garanzia, stato=StatoGaranzia.SCADUTA, finita_il=ultimo, motivo_fine=motivo)
    return True


# --- what the acts share ------------------------------------------------------------------------------------


def _contratto_bloccato(contratto: Contratto) -> Contratto:
    """Two people who ask on the same contract wait for one another."""
    righe = Contratto.objects.select_for_update(no_key=True, of=("self",))
    return righe.select_related("nucleo__comune", "proprietario").get(pk=contratto.pk)


def _bloccata(atto: str, garanzia: Garanzia, utente: Utente) -> Garanzia:
    righe = Garanzia.objects.select_for_update(no_key=True, of=("self",))
    bloccata = righe.select_related("fondo__comune", "contratto", "invio", "nucleo").get(pk=garanzia.pk)
    GARANZIA.pretende(atto, bloccata, utente)
    return bloccata


def _scrivi(garanzia: Garanzia, **dati: Any) -> Garanzia:
    for campo, valore in dati.items():
        setattr(garanzia, campo, valore)
    garanzia.versione += 1
    garanzia.save(update_fields=[*dati, "versione"])
    garanzia.refresh_from_db()
    return garanzia


def _finisci(atto: str, garanzia: Garanzia, motivo: str, il: date, utente: Utente) -> Garanzia:
    bloccata = _bloccata(atto, garanzia, utente)
    dal = bloccata.attiva_dal or bloccata.decisa_il
    if il > oggi() or (dal and il < dal):
        raise AttoRifiutato(f"Il giorno in cui finisce sta fra il {in_data(dal or oggi())} e oggi.")
    return _scrivi(bloccata, stato=GARANZIA[atto].a, finita_il=il, motivo_fine=motivo)


def _preso(invio: Invio, nucleo: int, utente: Utente) -> Invio:
    """The referral this request answers, taken in hand if nobody had yet."""
    if invio.linea != Linea.FON or invio.caso.nucleo_id != nucleo:
        raise AttoRifiutato("Questo invio è per un’altra linea o per un altro nucleo.")
    if invio.preso_in_carico_il is None:
        return prendi_invio(invio, utente=utente)
    if invio.concluso_il is not None:
        raise AttoRifiutato(f"L’invio è concluso dal {in_data(invio.concluso_il)}.")
    return invio


def _concludi(garanzia: Garanzia, esito: str) -> None:
    """Whoever referred the household reads what became of it."""
    if garanzia.invio is not None:
        concludi_invio(garanzia.invio, esito=esito)
    _segna_attivita(garanzia)


def _segna_attivita(garanzia: Garanzia) -> None:
    if caso := Caso.objects.aperti().filter(nucleo=garanzia.nucleo_id).first():
        segna_attivita(caso, oggi())
