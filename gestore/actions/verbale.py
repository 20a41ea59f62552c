"""Acts on handover reports: write the draft, photograph, sign. The signature starts or ends the sublease."""

from datetime import date
from typing import Any

from django.db import transaction

from gestore.actions.generazione import adegua_scadenze
from gestore.actions.sublocazione import blocca_alloggio, prendi
from gestore.choices import StatoVerbale, TipoVerbale
from gestore.models import ContatoreVerbale, FotoVerbale, StanzaVerbale, Sublocazione, VerbaleConsegna
from gestore.queries.verbale import consegna_firmata
from gestore.rules.verbale import Contenuto, Firme
from gestore.workflow import SPORTELLO_ETS, SUBLOCAZIONE
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.choices import StatoAlloggio
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Alloggio, Utente
from valdera_housing.rules.file_ammessi import IMMAGINI, PDF

ATTO = {TipoVerbale.CONSEGNA: "consegna", TipoVerbale.RICONSEGNA: "riconsegna"}
PRONTO = (StatoAlloggio.CONTRATTUALIZZATO, StatoAlloggio.DISPONIBILE, StatoAlloggio.SFITTO)
FIRMATO = "Il verbale è firmato: non si cambia più."


@transaction.atomic
def redigi_verbale(
    sublocazione: Sublocazione, tipo: TipoVerbale, contenuto: Contenuto, *, utente: Utente, versione: int | None = None
) -> VerbaleConsegna:
    """Write or rewrite the draft of a report. Without ``versione`` it must not exist yet.

    Raises AttoRifiutato when the keys cannot change hands now or the day is in the future, ModificaConcorrente when
    somebody saved the draft first.
    """
    presa = prendi(ATTO[tipo], sublocazione, utente)
    if contenuto.data > oggi():
        raise AttoRifiutato("Il giorno della consegna è nel futuro: il verbale si scrive quando si danno le chiavi.")
    verbale = VerbaleConsegna.objects.filter(sublocazione=presa, tipo=tipo).first()
    if (verbale.versione if verbale else None) != versione:
        raise ModificaConcorrente
    if verbale is None:
        verbale = VerbaleConsegna(sublocazione=presa, tipo=tipo, redatto_da=utente, versione=0)
    elif verbale.stato == StatoVerbale.FIRMATO:
        raise AttoRifiutato(FIRMATO)
    verbale.data, verbale.chiavi, verbale.note = contenuto.data, contenuto.chiavi, contenuto.note
    verbale.versione += 1
    verbale.save()
    _riscrivi(verbale, contenuto)
    for foto in contenuto.foto:
        documento = archivia_documento(foto.contenuto, foto.nome, utente=utente, ammessi=IMMAGINI)
        FotoVerbale.objects.create(verbale=verbale, descrizione=foto.descrizione, documento=documento)
    return verbale


def _riscrivi(verbale: VerbaleConsegna, contenuto: Contenuto) -> None:
    verbale.stanze.all().delete()
    verbale.contatori.all().delete()
    StanzaVerbale.objects.bulk_create(
        StanzaVerbale(verbale=verbale, stanza=s.stanza, stato=s.stato, nota=s.nota, danno=s.danno)
        for s in contenuto.stanze
    )
    ContatoreVerbale.objects.bulk_create(
        ContatoreVerbale(verbale=verbale, tipo=c.tipo, matricola=c.matricola, lettura=c.lettura)
        for c in contenuto.contatori
    )


@transaction.atomic
def elimina_foto_verbale(foto: FotoVerbale, *, utente: Utente) -> None:
    """Take a photo out of a draft, with its file."""
    if not utente.ha_ruolo(*SPORTELLO_ETS):
        raise AttoRifiutato("Le foto del verbale le toglie chi consegna le chiavi.")
    verbale = VerbaleConsegna.objects.select_for_update(no_key=True).get(pk=foto.verbale_id)
    if verbale.stato == StatoVerbale.FIRMATO:
        raise AttoRifiutato(FIRMATO)
    documento = foto.documento
    foto.delete()
    documento.delete()
    transaction.on_commit(lambda: documento.file.storage.delete(documento.file.name))


@transaction.atomic
def consegna_sublocazione(sublocazione: Sublocazione, firme: Firme, *, utente: Utente) -> VerbaleConsegna:
    """Sign the handover: the sublease runs and the home is assigned.

    Raises AttoRifiutato when the report is not complete, the home is not ready, or its keys are still with others.
    """
    presa = prendi("consegna", sublocazione, utente)
    alloggio = blocca_alloggio(presa.contratto.alloggio_id)
    if alloggio.stato == StatoAlloggio.ASSEGNATO:
        raise AttoRifiutato("Le chiavi sono ancora della famiglia di prima: serve il suo verbale di riconsegna.")
    if alloggio.stato not in PRONTO:
        raise AttoRifiutato(f"L’alloggio è «{alloggio.get_stato_display()}»: prima rendilo disponibile.")
    verbale = _firma(presa, TipoVerbale.CONSEGNA, firme, utente)
    _passa(presa, "consegna")
    _porta(alloggio, StatoAlloggio.ASSEGNATO, verbale.data)
    return verbale


@transaction.atomic
def riconsegna_sublocazione(
    sublocazione: Sublocazione, firme: Firme, *, utente: Utente, motivo: str = ""
) -> VerbaleConsegna:
    """Sign the handing back: the sublease is over and the home is empty. The case of the household stays open."""
    presa = prendi("riconsegna", sublocazione, utente)
    alloggio = blocca_alloggio(presa.contratto.alloggio_id)
    consegna = consegna_firmata(presa)
    bozza = _bozza(presa, TipoVerbale.RICONSEGNA)
    if consegna and bozza.data < consegna.data:
        raise AttoRifiutato(f"Le chiavi sono state date il {in_data(consegna.data)}: non possono tornare prima.")
    verbale = _firma(presa, TipoVerbale.RICONSEGNA, firme, utente)
    contratto = presa.contratto
    # Keys that come back late do not lengthen the contract: it holds until its end (art. 1595 c.c.).
    cessato_il = max(min(verbale.data, contratto.fine_effettiva), contratto.inizio)
    _passa(presa, "riconsegna", cessato_il=cessato_il, motivo_cessazione=motivo)
    adegua_scadenze(contratto, cessato_il, f"Chiavi riconsegnate il {in_data(verbale.data)}", oggi=oggi())
    _porta(alloggio, StatoAlloggio.SFITTO, verbale.data)
    return verbale


def _bozza(sublocazione: Sublocazione, tipo: TipoVerbale) -> VerbaleConsegna:
    verbale = (
        VerbaleConsegna.objects.select_for_update(no_key=True).filter(sublocazione=sublocazione, tipo=tipo).first()
    )
    if verbale is None:
        raise AttoRifiutato("Prima scrivi il verbale: stanze, chiavi e contatori.")
    if verbale.stato == StatoVerbale.FIRMATO:
        raise AttoRifiutato(FIRMATO)
    return verbale


def _firma(sublocazione: Sublocazione, tipo: TipoVerbale, firme: Firme, utente: Utente) -> VerbaleConsegna:
    verbale = _bozza(sublocazione, tipo)
    if not verbale.chiavi:
        raise AttoRifiutato("Scrivi nel verbale quali chiavi passano di mano.")
    if not verbale.stanze.exists():
        raise AttoRifiutato("Descrivi nel verbale almeno una stanza: senza, la casa si presume in buono stato.")
    if firme.scansione:
        nome, contenuto = firme.scansione
        verbale.firmato_documento = archivia_documento(contenuto, nome, utente=utente, ammessi=(PDF, *IMMAGINI))
    verbale.per_l_ente, verbale.per_il_nucleo = firme.per_l_ente, firme.per_il_nucleo
    verbale.stato = StatoVerbale.FIRMATO
    verbale.versione += 1
    verbale.save()
    return verbale


def _passa(sublocazione: Sublocazione, atto: str, **colonne: Any) -> None:
    contratto = sublocazione.contratto
    contratto.stato = SUBLOCAZIONE[atto].a
    for nome, valore in colonne.items():
        setattr(contratto, nome, valore)
    contratto.versione += 1
    contratto.save(update_fields=["stato", "versione", *colonne])


def _porta(alloggio: Alloggio, stato: str, dal: date) -> None:
    alloggio.stato, alloggio.stato_dal, alloggio.motivo_stato = stato, dal, ""
    alloggio.versione += 1
    alloggio.save(update_fields=["stato", "stato_dal", "motivo_stato", "versione"])
