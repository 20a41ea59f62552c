"""Acts on an application, from the draft to the payment. Locks: the case when it is opened, then the application."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from sportello.choices import Beneficiario, Risposta, StatoDomanda
from sportello.models import DocumentoMisura, DomandaMisura, EsitoRequisitoMisura, FileDomanda, Misura, Sfratto
from sportello.queries.domanda import Istruttoria, con_fatti
from sportello.queries.misura import conosciuto_di, precompila
from sportello.rules.importo_misura import controlla_importo
from sportello.rules.misura import Valutazione
from sportello.workflow import DOMANDA, SEGUONO
from valdera_housing.actions.caso import segna_attivita
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.actions.versione import modifica
from valdera_housing.kit.denaro import ZERO, in_euro
from valdera_housing.kit.esito import AttoRifiutato, Esito, no
from valdera_housing.kit.scrittura import in_data, in_periodo
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Caso, Documento, Utente, prossimo_numero

File = tuple[str, bytes]
PROPRIETARI = (Beneficiario.PROPRIETARIO, Beneficiario.NUOVO_PROPRIETARIO)


@transaction.atomic
def apri_domanda(
    caso: Caso, misura: Misura, *, utente: Utente, modalita: str = "", sfratto: Sfratto | None = None
) -> DomandaMisura:
    """A draft with everything the office already knows: who applies, rent, arrears and costs of the eviction.

    Raises AttoRifiutato when the case is closed, has nobody in its household or an open application for the measure.
    """
    if not utente.ha_ruolo(*SEGUONO):
        raise AttoRifiutato("Le domande le apre chi segue le famiglie: spetta a un altro ruolo.")
    caso = Caso.objects.select_for_update(no_key=True, of=("self",)).select_related("nucleo__comune").get(pk=caso.pk)
    if caso.chiuso_il:
        raise AttoRifiutato(f"Il {caso} è chiuso: per fare una domanda riaprilo o aprine un altro.")
    aperta = DomandaMisura.objects.aperte().filter(caso=caso, misura=misura).first()
    if aperta:
        raise AttoRifiutato(f"Questo nucleo ha già una domanda aperta per questa misura, {aperta.numero}.")
    giorno = oggi()
    noto = conosciuto_di(caso, giorno)
    if noto.richiedente is None:
        raise AttoRifiutato("Nel nucleo non c’è nessuno: aggiungi prima le persone, dalla sua scheda.")
    usi = sorted(set(misura.massimali.values_list("modalita", flat=True)))
    segna_attivita(caso, giorno)
    dati = precompila(noto) | ({"sfratto": sfratto} if sfratto else {})
    numero = f"D-{giorno.year}-{prossimo_numero('domanda', giorno.year):04d}"
    return DomandaMisura.objects.create(
        numero=numero,
        caso=caso,
        misura=misura,
        aperta_il=giorno,
        modalita=modalita or (usi[0] if len(usi) == 1 else ""),
        **dati,
    )


@transaction.atomic
def modifica_domanda(domanda: DomandaMisura, dati: dict[str, Any], *, utente: Utente, versione: int) -> DomandaMisura:
    """What the household declares and asks; ModificaConcorrente when somebody saved meanwhile."""
    DOMANDA.pretende("modifica", _bloccata(domanda), utente)
    return modifica(domanda, dati, versione=versione)


@transaction.atomic
def allega_domanda(
    domanda: DomandaMisura, *, nome: str, file: File, utente: Utente, richiesto: DocumentoMisura | None = None
) -> FileDomanda:
    """A file of the application, as (name, bytes); ``richiesto`` is the paper of the measure it answers."""
    bloccata = _bloccata(domanda)
    DOMANDA.pretende("allega", bloccata, utente)
    if richiesto and richiesto.misura_id != bloccata.misura_id:
        raise AttoRifiutato("Questo documento è di un’altra misura.")
    documento = archivia_documento(file[1], file[0], utente=utente)
    segna_attivita(bloccata.caso, oggi())
    return FileDomanda.objects.create(
        domanda=bloccata, richiesto=richiesto, nome=nome or (richiesto.nome if richiesto else ""), documento=documento
    )


@transaction.atomic
def presenta_domanda(
    domanda: DomandaMisura, *, presentata_il: date, protocollo: str, utente: Utente, motivo: str = ""
) -> DomandaMisura:
    """Presented: the ISEE it was checked with is fixed.

    What is missing only warns; a requirement that says no wants a reason (``motivo``). Raises AttoRifiutato when
    required papers are missing, it is not known what is asked for, or the day is outside the notice.
    """
    bloccata = _bloccata(domanda)
    transizione = DOMANDA.pretende("presenta", bloccata, utente)
    _pretende_nei_termini(bloccata, presentata_il)
    bloccata.presentata_il = presentata_il
    istruttoria = Istruttoria(bloccata, presentata_il)
    _pretende_completa(istruttoria)
    if not motivo:
        _pretende_risposte(istruttoria.valutazione, (Risposta.NO,), "Per presentarla lo stesso scrivi il motivo")
    return _scrivi(
        bloccata,
        stato=transizione.a,
        presentata_il=presentata_il,
        protocollo=protocollo,
        motivo=motivo,
        isee=istruttoria.isee,
    )


@transaction.atomic
def istruisci_domanda(domanda: DomandaMisura, *, utente: Utente) -> DomandaMisura:
    """Begin, or begin again after what was asked has come."""
    bloccata = _bloccata(domanda)
    transizione = DOMANDA.pretende("istruisci", bloccata, utente)
    chiesta = bloccata.stato == StatoDomanda.INTEGRAZIONE
    pulita: dict[str, Any] = {"motivo": "", "integrare_entro": None} if chiesta else {}
    return _scrivi(bloccata, stato=transizione.a, **pulita)


@transaction.atomic
def chiedi_integrazione_domanda(
    domanda: DomandaMisura, *, motivo: str, integrare_entro: date, utente: Utente
) -> DomandaMisura:
    """What is missing and by when it must come."""
    bloccata = _bloccata(domanda)
    transizione = DOMANDA.pretende("chiedi_integrazione", bloccata, utente)
    return _scrivi(bloccata, stato=transizione.a, motivo=motivo, integrare_entro=integrare_entro)


@transaction.atomic
def ammetti_domanda(
    domanda: DomandaMisura, *, utente: Utente, importo: Decimal | None = None, motivo: str = "", pagare_a: str = ""
) -> DomandaMisura:
    """Admit for an amount (the computed one when none is given), and keep what each requirement said.

    Raises AttoRifiutato when a requirement is not a yes, or the amount is above the computed one, without a reason.
    """
    bloccata = _bloccata(domanda)
    transizione = DOMANDA.pretende("ammetti", bloccata, utente)
    istruttoria = Istruttoria(bloccata, oggi())
    if not motivo:
        non_si = (Risposta.NO, Risposta.MANCA)
        _pretende_risposte(istruttoria.valutazione, non_si, "Per ammetterla lo stesso scrivi il motivo")
    calcolo = istruttoria.calcolo
    ammesso = importo if importo is not None else (calcolo.importo if calcolo else None)
    if ammesso is None:
        raise AttoRifiutato("Scrivi l’importo: questa misura non dice come si calcola.")
    if calcolo and (ostacolo := controlla_importo(ammesso, calcolo, motivo)):
        raise AttoRifiutato(ostacolo)
    _congela(bloccata, istruttoria.valutazione)
    return _scrivi(
        bloccata,
        stato=transizione.a,
        importo_ammesso=ammesso,
        spiegazione=calcolo.spiegazione if calcolo else "",
        beneficiario=istruttoria.beneficiario,
        pagare_a=pagare_a,
        motivo=motivo,
    )


@transaction.atomic
def escludi_domanda(domanda: DomandaMisura, *, motivo: str, utente: Utente) -> DomandaMisura:
    """Refuse with the reason, and keep what each requirement said."""
    bloccata = _bloccata(domanda)
    transizione = DOMANDA.pretende("escludi", bloccata, utente)
    _congela(bloccata, Istruttoria(bloccata, oggi()).valutazione)
    return _scrivi(bloccata, stato=transizione.a, motivo=motivo)


@transaction.atomic
def finanzia_domanda(domanda: DomandaMisura, *, commissione_il: date, utente: Utente) -> DomandaMisura:
    """The commission of that day found the money."""
    bloccata = _bloccata(domanda)
    transizione = DOMANDA.pretende("finanzia", bloccata, utente)
    _pretende_denaro(bloccata)
    _pretende_dopo(commissione_il, bloccata.presentata_il, "La commissione viene dopo la presentazione")
    return _scrivi(bloccata, stato=transizione.a, commissione_il=commissione_il, motivo="")


@transaction.atomic
def non_finanzia_domanda(
    domanda: DomandaMisura, *, commissione_il: date, motivo: str, utente: Utente
) -> DomandaMisura:
    """Admitted, but the money is not enough: it waits."""
    bloccata = _bloccata(domanda)
    transizione = DOMANDA.pretende("non_finanzia", bloccata, utente)
    _pretende_denaro(bloccata)
    _pretende_dopo(commissione_il, bloccata.presentata_il, "La commissione viene dopo la presentazione")
    return _scrivi(bloccata, stato=transizione.a, commissione_il=commissione_il, motivo=motivo)


@transaction.atomic
def liquida_domanda(
    domanda: DomandaMisura,
    *,
    liquidata_il: date,
    importo: Decimal,
    pagare_a: str,
    utente: Utente,
    accettazione_il: date | None = None,
    accettazione: File | None = None,
) -> DomandaMisura:
    """Paid, once. An owner is paid only after the signed acceptance, kept with its day (domain.md 2.4)."""
    bloccata = _bloccata(domanda)
    transizione = DOMANDA.pretende("liquida", bloccata, utente)
    ammesso = bloccata.importo_ammesso or ZERO
    if importo > ammesso:
        raise AttoRifiutato(f"Sono stati ammessi {in_euro(ammesso)}: non si paga di più.")
    _pretende_dopo(liquidata_il, bloccata.commissione_il, "Si paga dopo la commissione")
    dati: dict[str, Any] = {"liquidata_il": liquidata_il, "importo_liquidato": importo, "pagare_a": pagare_a}
    if bloccata.beneficiario in PROPRIETARI:
        dati |= _accettazione(bloccata, accettazione_il, accettazione, liquidata_il, utente)
    return _scrivi(bloccata, stato=transizione.a, **dati)


@transaction.atomic
def chiudi_domanda(domanda: DomandaMisura, *, utente: Utente) -> DomandaMisura:
    """Nothing is left to do."""
    bloccata = _bloccata(domanda)
    return _scrivi(bloccata, stato=DOMANDA.pretende("chiudi", bloccata, utente).a)


@transaction.atomic
def ritira_domanda(domanda: DomandaMisura, *, motivo: str, utente: Utente) -> DomandaMisura:
    """The household no longer wants it, and why."""
    bloccata = _bloccata(domanda)
    return _scrivi(bloccata, stato=DOMANDA.pretende("ritira", bloccata, utente).a, motivo=motivo)


# --- what the acts demand ---------------------------------------------------------------------------------


def _bloccata(domanda: DomandaMisura) -> DomandaMisura:
    righe = con_fatti(DomandaMisura.objects.select_for_update(no_key=True, of=("self",)))
    return righe.get(pk=domanda.pk)


def _scrivi(domanda: DomandaMisura, **dati: Any) -> DomandaMisura:
    for campo, valore in dati.items():
        setattr(domanda, campo, valore)
    domanda.versione += 1
    domanda.save(update_fields=[*dati, "versione"])
    segna_attivita(domanda.caso, oggi())
    return domanda


def _congela(domanda: DomandaMisura, valutazione: Valutazione) -> None:
    EsitoRequisitoMisura.objects.bulk_create(
        EsitoRequisitoMisura(
            domanda=domanda, requisito_id=requisito.chiave, risposta=verdetto.risposta, testo=verdetto.testo[:300]
        )
        for requisito, verdetto in valutazione.righe
    )


def _pretende_risposte(valutazione: Valutazione, cattive: tuple[str, ...], guida: str) -> None:
    """Nothing is refused when the household is eligible: a band it is not in does not count."""
    if valutazione.risposta not in cattive:
        return
    trovati = [v.testo for cattiva in cattive for _, v in valutazione.con(cattiva)]
    raise AttoRifiutato(Esito((*(no(testo) for testo in trovati), no(guida))))


def _pretende_nei_termini(domanda: DomandaMisura, giorno: date) -> None:
    misura = domanda.misura
    if giorno < domanda.aperta_il:
        raise AttoRifiutato(f"La domanda è stata aperta il {in_data(domanda.aperta_il)}: non si presenta prima.")
    dal = misura.domande_dal or misura.valida_dal
    al = misura.domande_al or misura.valida_al
    if giorno < dal or (al is not None and giorno > al):
        raise AttoRifiutato(f"Per questa misura le domande si presentano nel periodo {in_periodo(dal, al)}.")


def _pretende_completa(istruttoria: Istruttoria) -> None:
    ostacoli = [no(f"Manca il documento «{nome}»") for nome in istruttoria.documenti_mancanti]
    if istruttoria.massimali and not istruttoria.domanda.modalita:
        ostacoli.insert(0, no("Scegli per che cosa si chiede, con «Modifica»"))
    if ostacoli:
        raise AttoRifiutato(Esito(tuple(ostacoli)))


def _pretende_denaro(domanda: DomandaMisura) -> None:
    if domanda.beneficiario == Beneficiario.NESSUNO or not domanda.importo_ammesso:
        raise AttoRifiutato("Questa domanda non chiede denaro: quando è finita, chiudila.")


def _pretende_dopo(giorno: date, prima: date | None, guida: str) -> None:
    if prima and giorno < prima:
        raise AttoRifiutato(f"{guida}, del {in_data(prima)}.")


def _accettazione(
    domanda: DomandaMisura, firmata_il: date | None, file: File | None, pagata_il: date, utente: Utente
) -> dict[str, Any]:
    documento: Documento | None = domanda.accettazione
    if file:
        documento = archivia_documento(file[1], file[0], utente=utente)
    if firmata_il is None or documento is None:
        raise AttoRifiutato("Il proprietario si paga solo dopo la sua accettazione firmata: servono foglio e data.")
    if firmata_il > pagata_il:
        raise AttoRifiutato(f"L’accettazione è del {in_data(firmata_il)}: non si paga prima.")
    return {"accettazione_il": firmata_il, "accettazione": documento}
