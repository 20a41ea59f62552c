"""Acts on the accounts of a quarter, from the presentation by the ETS to the payment.

Every act locks the Rendiconto first; those that move money lock the lines and then the shares after it.
"""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from rendicontazione.actions.relazione import crea_relazione
from rendicontazione.choices import IN_VERIFICA, StatoRendiconto, StatoSpesa
from rendicontazione.models import (
    LineaBudget,
    RelazioneTrimestrale,
    Rendiconto,
    RichiestaIntegrazione,
    SedutaCabina,
    Spesa,
)
from rendicontazione.queries.rendiconto import SpesaIncompleta, spese_incomplete
from rendicontazione.rules.scadenze import GIORNI_VERIFICA, valuta_presentazione, verifica_entro
from rendicontazione.workflow import RENDICONTO
from valdera_housing.kit.esito import AttoRifiutato, Esito, ModificaConcorrente, no
from valdera_housing.kit.scrittura import in_data, plurale
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Parametro, Utente, prossimo_numero


class SpeseIncomplete(AttoRifiutato):
    """The quarter cannot be presented yet: ``incomplete`` says which drafts are not ready, and why."""

    def __init__(self, incomplete: list[SpesaIncompleta]) -> None:
        self.incomplete = incomplete
        quante = len(incomplete)
        super().__init__(
            f"{quante} {plurale(quante, 'spesa non è pronta,spese non sono pronte')}: completale o rinviale"
        )


@transaction.atomic
def presenta_rendiconto(
    rendiconto: Rendiconto, *, utente: Utente, protocollo: str = "", versione: int | None = None
) -> Rendiconto:
    """Send the accounts of a quarter to the Unione; the drafts become immutable.

    Without a protocol number the office's own register gives one. Raises SpeseIncomplete when a draft misses
    something.
    """
    rendiconto = _prendi("presenta", rendiconto, utente, versione)
    trimestre = rendiconto.trimestre
    if not (esito := valuta_presentazione(trimestre.inizio, trimestre.fine, oggi())).positivo:
        raise AttoRifiutato(esito)
    list(_linee(rendiconto))
    bozze = list(rendiconto.spese.con_fascicolo().bloccate().filter(stato=StatoSpesa.BOZZA))
    if incomplete := spese_incomplete(bozze):
        raise SpeseIncomplete(incomplete)
    giorni = Parametro.objects.valori(oggi()).get("giorni_verifica", GIORNI_VERIFICA)
    _passa(
        rendiconto,
        "presenta",
        protocollo=protocollo or _nuovo_protocollo(),
        presentato_da=utente,
        presentato_alle=timezone.now(),
        verifica_entro=verifica_entro(oggi(), giorni),
    )
    Spesa.objects.filter(pk__in=[bozza.pk for bozza in bozze]).update(
        stato=StatoSpesa.PRESENTATA, versione=F("versione") + 1
    )
    return rendiconto


def _nuovo_protocollo() -> str:
    anno = oggi().year
    return f"{prossimo_numero('protocollo', anno)}/{anno}"


@transaction.atomic
def rinvia_incomplete(rendiconto: Rendiconto, *, utente: Utente) -> int:
    """Move the drafts that are not ready to the next open quarter; how many were moved."""
    rendiconto = _prendi("rinvia_incomplete", rendiconto, utente)
    prossimo = (
        Rendiconto.objects.filter(
            trimestre__convenzione=rendiconto.trimestre.convenzione_id,
            trimestre__numero__gt=rendiconto.trimestre.numero,
            stato=StatoRendiconto.APERTO,
        )
        .order_by("trimestre__numero")
        .bloccati()
        .first()
    )
    if prossimo is None:
        raise AttoRifiutato("Dopo questo trimestre non ce n'è un altro aperto.")
    bozze = list(rendiconto.spese.con_fascicolo().bloccate().filter(stato=StatoSpesa.BOZZA))
    quali = [incompleta.spesa.pk for incompleta in spese_incomplete(bozze)]
    return Spesa.objects.filter(pk__in=quali).update(rendiconto=prossimo, versione=F("versione") + 1)


@transaction.atomic
def prendi_in_verifica(rendiconto: Rendiconto, *, utente: Utente, versione: int | None = None) -> Rendiconto:
    rendiconto = _prendi("prendi_in_verifica", rendiconto, utente, versione)
    _pretende_altri(rendiconto, utente)
    return _passa(rendiconto, "prendi_in_verifica", in_verifica_dal=timezone.now())


@transaction.atomic
def chiedi_integrazioni(rendiconto: Rendiconto, *, utente: Utente, versione: int | None = None) -> Rendiconto:
    """Send the questions asked on the shares to the ETS; the deadline of the check stands still meanwhile."""
    rendiconto = _prendi("chiedi_integrazioni", rendiconto, utente, versione)
    if not rendiconto.spese.filter(stato=StatoSpesa.DA_INTEGRARE).exists():
        raise AttoRifiutato("Nessuna spesa aspetta un'integrazione: prima chiedila sulla spesa.")
    return _passa(rendiconto, "chiedi_integrazioni", sospeso_dal=oggi())


@transaction.atomic
def rispondi_integrazioni(rendiconto: Rendiconto, *, utente: Utente, versione: int | None = None) -> Rendiconto:
    """Give the accounts back to the Unione, once every question has its answer."""
    rendiconto = _prendi("rispondi_integrazioni", rendiconto, utente, versione)
    aperte = RichiestaIntegrazione.objects.filter(spesa__rendiconto=rendiconto, risposta_alle=None).count()
    if aperte:
        raise AttoRifiutato(
            f"{aperte} {plurale(aperte, 'richiesta aspetta,richieste aspettano')} ancora una risposta."
        )
    return _passa(rendiconto, "rispondi_integrazioni", **_ripresa(rendiconto))


def _ripresa(rendiconto: Rendiconto) -> dict[str, date | None]:
    """The deadline moved by the days the check stood still."""
    if rendiconto.sospeso_dal is None or rendiconto.verifica_entro is None:
        return {"sospeso_dal": None}
    fermi = max(oggi() - rendiconto.sospeso_dal, timedelta(0))
    return {"sospeso_dal": None, "verifica_entro": rendiconto.verifica_entro + fermi}


@transaction.atomic
def chiudi_verifica(
    rendiconto: Rendiconto,
    *,
    utente: Utente,
    criticita: str = "",
    prossimo_trimestre: str = "",
    versione: int | None = None,
) -> RelazioneTrimestrale:
    """Freeze the quarter once every share is decided: a new version of the report, with its snapshot.

    The PDF is made afterwards by the worker. A quarter reopened gets the next version, with the reason.
    """
    rendiconto = _prendi("chiudi_verifica", rendiconto, utente, versione)
    _pretende_altri(rendiconto, utente)
    restano = rendiconto.spese.filter(stato__in=IN_VERIFICA).count()
    if restano:
        raise AttoRifiutato(f"{restano} {plurale(restano, 'spesa aspetta,spese aspettano')} ancora una decisione.")
    _passa(
        rendiconto,
        "chiudi_verifica",
        verificato_da=utente,
        verificato_alle=timezone.now(),
        osservazioni=criticita,
        prossimo_trimestre=prossimo_trimestre,
        sospeso_dal=None,
    )
    relazione = crea_relazione(rendiconto, utente=utente)
    Rendiconto.objects.filter(pk=rendiconto.pk).update(motivo_riapertura="")
    return relazione


@transaction.atomic
def approva_rendiconto(
    rendiconto: Rendiconto, *, utente: Utente, data_seduta: date, verbale: str, versione: int | None = None
) -> Rendiconto:
    """The second signature, after the Cabina has seen the quarter: never of who verified it (four eyes)."""
    rendiconto = _prendi("approva", rendiconto, utente, versione)
    if rendiconto.verificato_da_id == utente.pk:
        raise AttoRifiutato("Hai verificato tu questo rendiconto: lo approva un'altra persona (convenzione, art. 8).")
    if data_seduta > oggi():
        raise AttoRifiutato(f"La seduta del {in_data(data_seduta)} non c'è ancora stata.")
    if rendiconto.verificato_alle and data_seduta < timezone.localdate(rendiconto.verificato_alle):
        raise AttoRifiutato(
            f"La Cabina vede il rendiconto dopo la verifica, chiusa il {in_data(rendiconto.verificato_alle)}."
        )
    seduta, _ = SedutaCabina.objects.get_or_create(data=data_seduta, verbale=verbale)
    return _passa(rendiconto, "approva", approvato_da=utente, approvato_alle=timezone.now(), seduta=seduta)


@transaction.atomic
def riapri_rendiconto(
    rendiconto: Rendiconto, *, utente: Utente, motivo: str, versione: int | None = None
) -> Rendiconto:
    """Put a closed quarter under verification again. The reports made stay; the next closing adds a version."""
    rendiconto = _prendi("riapri", rendiconto, utente, versione)
    return _passa(
        rendiconto,
        "riapri",
        motivo_riapertura=motivo,
        verificato_da=None,
        verificato_alle=None,
        approvato_da=None,
        approvato_alle=None,
        seduta=None,
    )


@transaction.atomic
def liquida_rendiconto(
    rendiconto: Rendiconto, *, utente: Utente, mandato: str, liquidato_il: date, versione: int | None = None
) -> Rendiconto:
    """Record the payment order: what was admitted is paid, what is frozen waits for a rimodulazione."""
    rendiconto = _prendi("liquida", rendiconto, utente, versione)
    if liquidato_il > oggi():
        raise AttoRifiutato("La data del mandato non può essere nel futuro.")
    if rendiconto.seduta is None or liquidato_il < rendiconto.seduta.data:
        raise AttoRifiutato("Si liquida solo dopo la seduta della Cabina (convenzione, art. 8).")
    list(_linee(rendiconto))
    _passa(rendiconto, "liquida", mandato=mandato, liquidato_il=liquidato_il)
    ammesse = rendiconto.spese.filter(stato__in=(StatoSpesa.AMMESSA, StatoSpesa.AMMESSA_PARZIALE))
    ammesse.update(stato=StatoSpesa.LIQUIDATA, versione=F("versione") + 1)
    return rendiconto


def _prendi(atto: str, rendiconto: Rendiconto, utente: Utente, versione: int | None = None) -> Rendiconto:
    """The accounts, locked; AttoRifiutato when the act is not possible, ModificaConcorrente when late."""
    preso = Rendiconto.objects.con_trimestre().bloccati().get(pk=rendiconto.pk)
    if versione is not None and preso.versione != versione:
        raise ModificaConcorrente
    RENDICONTO.pretende(atto, preso, utente)
    return preso


def _passa(rendiconto: Rendiconto, atto: str, **colonne: object) -> Rendiconto:
    """Write the state the table gives to this act, with what the act brings."""
    nuovo = RENDICONTO[atto].a
    for nome, valore in {"stato": nuovo, "versione": rendiconto.versione + 1, **colonne}.items():
        setattr(rendiconto, nome, valore)
    rendiconto.save(update_fields=["stato", "versione", *colonne])
    return rendiconto


def _linee(rendiconto: Rendiconto) -> QuerySet[LineaBudget]:
    return LineaBudget.objects.filter(convenzione=rendiconto.trimestre.convenzione_id).bloccate()


def _pretende_altri(rendiconto: Rendiconto, utente: Utente) -> None:
    if rendiconto.presentato_da_id == utente.pk:
        motivo = no("Hai presentato tu questo rendiconto: lo verifica un'altra persona", "convenzione, art. 8")
        raise AttoRifiutato(Esito((motivo,)))
