"""Acts on the common expenses of a house: register, correct, keep the file, divide, pay, cancel."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from cohousing.actions.blocco import blocca_struttura, struttura_bloccata
from cohousing.choices import StatoSpesaComune
from cohousing.models import Permanenza, QuotaSpesa, SpesaComune, Struttura
from cohousing.queries.quota import SPESA
from cohousing.queries.spesa_comune import Proposta, proposta
from cohousing.rules.spesa_comune import Parte, valuta_spesa_comune
from cohousing.workflow import SPESA_COMUNE
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.actions.imputazione import scadenze_bloccate
from valdera_housing.actions.versione import modifica
from valdera_housing.choices import Linea, TipoScadenza, Verso
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente, pretendi
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Scadenza, Utente, prossimo_numero

CAMBIATA = "Nel frattempo è cambiato chi ha abitato la casa, o la spesa: guarda le nuove quote e conferma di nuovo."


@transaction.atomic
def aggiungi_spesa_comune(struttura: Struttura, dati: dict[str, Any], *, utente: Utente) -> SpesaComune:
    """A bill of an open house, to be divided."""
    casa = struttura_bloccata("aggiungi_spesa_comune", struttura, utente)
    _pretende_date(dati)
    anno = oggi().year
    numero = f"SC-{anno}-{prossimo_numero('spesa_comune', anno):04d}"
    return SpesaComune.objects.create(numero=numero, struttura=casa, creata_da=utente, **dati)


@transaction.atomic
def modifica_spesa_comune(spesa: SpesaComune, dati: dict[str, Any], *, utente: Utente, versione: int) -> SpesaComune:
    """Correct a bill that is not divided yet."""
    attuale = _prendi("modifica", spesa, utente)
    _pretende_date(dati)
    return modifica(attuale, dati, versione=versione)


@transaction.atomic
def allega_spesa_comune(spesa: SpesaComune, file: tuple[str, bytes], *, utente: Utente) -> SpesaComune:
    """The bill as it came (name, bytes), also once it is divided; the file before stays in the archive."""
    attuale = _prendi("allega", spesa, utente)
    documento = archivia_documento(file[1], file[0], utente=utente)
    return modifica(attuale, {"documento": documento}, versione=attuale.versione)


@transaction.atomic
def ripartisci_spesa_comune(
    spesa: SpesaComune, a_carico: Decimal, *, utente: Utente, vista: str | None = None
) -> SpesaComune:
    """Divide a bill, less ``a_carico`` euro that the ETS takes on: shares and dues written together, to the cent.

    ``vista`` is the fingerprint of the proposal the person confirms; AttoRifiutato when it is no longer that one, or
    the rule says why the bill cannot be divided.
    """
    attuale = _prendi("ripartisci", spesa, utente)
    previste = proposta(attuale, a_carico, oggi=oggi())
    pretendi(previste.esito)
    if vista is not None and vista != previste.impronta:
        raise AttoRifiutato(CAMBIATA)
    _scrivi_quote(attuale, previste)
    cambi = {"a_carico_ente": a_carico, "stato": StatoSpesaComune.RIPARTITA, "ripartita_il": oggi()}
    return modifica(attuale, cambi, versione=attuale.versione)


@transaction.atomic
def paga_spesa_comune(
    spesa: SpesaComune, pagata_il: date | None, *, utente: Utente, versione: int | None = None
) -> SpesaComune:
    """The supplier was paid on that day; of a bill already paid, another day, or None when it was not paid at all."""
    attuale = _prendi("paga", spesa, utente)
    if versione is not None and versione != attuale.versione:
        raise ModificaConcorrente
    if pagata_il is None and attuale.pagata_il is None:
        raise AttoRifiutato("Scrivi quando è stata pagata.")
    date_sue = {"documento_del": attuale.documento_del, "dal": attuale.dal, "al": attuale.al}
    _pretende_date(date_sue | {"pagata_il": pagata_il})
    return modifica(attuale, {"pagata_il": pagata_il}, versione=attuale.versione)


@transaction.atomic
def annulla_spesa_comune(
    spesa: SpesaComune, motivo: str, *, utente: Utente, versione: int | None = None
) -> SpesaComune:
    """Cancel a bill and, with it, its shares in the ledger.

    Refused when the supplier was paid or, with who, when somebody has already paid a share.
    """
    attuale = _prendi("annulla", spesa, utente)
    if versione is not None and versione != attuale.versione:
        raise ModificaConcorrente
    if attuale.pagata_il:
        raise AttoRifiutato(
            f"È pagata al fornitore il {in_data(attuale.pagata_il)}: se il pagamento non c’è stato, "
            "correggi prima la data."
        )
    scadenze = scadenze_bloccate(attuale.quote.exclude(scadenza=None).values_list("scadenza", flat=True))
    pagate = [s.intestazione for s in scadenze.values() if s.imputato]
    if pagate:
        raise AttoRifiutato(
            f"Hanno già pagato: {', '.join(pagate)}. Prima togli gli abbinamenti dei loro incassi nel partitario."
        )
    Scadenza.objects.filter(pk__in=list(scadenze), annullata_il=None).update(
        annullata_il=oggi(), motivo_annullamento=f"Spesa {attuale.numero} annullata: {motivo}"[:200]
    )
    return modifica(attuale, {"stato": StatoSpesaComune.ANNULLATA, "motivo": motivo}, versione=attuale.versione)


def _prendi(atto: str, spesa: SpesaComune, utente: Utente) -> SpesaComune:
    """The house, then the bill, locked; the workflow agrees."""
    casa = blocca_struttura(spesa.struttura_id)
    attuale = SpesaComune.objects.select_for_update(no_key=True).get(pk=spesa.pk)
    SPESA_COMUNE.pretende(atto, attuale, utente)
    attuale.struttura = casa
    return attuale


def _pretende_date(dati: dict[str, Any]) -> None:
    pretendi(
        valuta_spesa_comune(
            documento_del=dati["documento_del"], dal=dati["dal"], al=dati["al"], pagata_il=dati.get("pagata_il"),
            oggi=oggi(),
        )
    )  # fmt: skip


def _scrivi_quote(spesa: SpesaComune, previste: Proposta) -> None:
    """A share of each who lived there; what is more than zero is a due."""
    dovute = Scadenza.objects.bulk_create(
        _scadenza(spesa, previste.permanenze[parte.permanenza], parte) for parte in previste.parti if parte.importo
    )
    per_chiave = {scadenza.chiave: scadenza for scadenza in dovute}
    QuotaSpesa.objects.bulk_create(
        QuotaSpesa(
            spesa=spesa, permanenza_id=parte.permanenza, peso=parte.peso, importo=parte.importo,
            scadenza=per_chiave.get(_chiave(spesa, parte)),
        )
        for parte in previste.parti
    )  # fmt: skip


def _chiave(spesa: SpesaComune, parte: Parte) -> str:
    return f"{SPESA}/{spesa.pk}/{parte.permanenza}"


def _scadenza(spesa: SpesaComune, permanenza: Permanenza, parte: Parte) -> Scadenza:
    return Scadenza(
        chiave=_chiave(spesa, parte),
        verso=Verso.ENTRATA,
        tipo=TipoScadenza.SPESE_COMUNI,
        linea=Linea.COH,
        nucleo=permanenza.nucleo,
        intestazione=permanenza.ospite,
        competenza=spesa.al.replace(day=1),
        descrizione=f"{spesa.descrizione}, quota ({spesa.numero})",
        importo=parte.importo,
        scade_il=spesa.scade_il,
    )
