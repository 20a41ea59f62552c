"""Decisions of the Unione on the shares presented, and the answers of the ETS.

Every act locks, in this order: Rendiconto, LineaBudget, Spesa. The lock on the line and the CHECK on its summary
row are the two fences that keep a budget from being passed (quality R2).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from rendicontazione.choices import StatoRendiconto, StatoSpesa, TipoAllegato
from rendicontazione.models import AllegatoSpesa, LineaBudget, Rendiconto, RichiestaIntegrazione, Spesa
from rendicontazione.queries.verifica import Fascicoli, ancora_ammesso
from rendicontazione.rules.ammissione import Capienza, Parti, dividi, valuta_parte, valuta_rettifica
from rendicontazione.workflow import IN_ESAME, SPESA
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.kit.denaro import ZERO, in_euro
from valdera_housing.kit.esito import AttoRifiutato, Esito, ModificaConcorrente, no
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Utente, prossimo_numero

TERMINI = (15, 30)
DECISIONE = ["stato", "ammesso", "eccedenza", "non_ammesso", "motivo", "spiegazione", "verificata_da"]
DECISIONE += ["verificata_alle", "versione"]


@dataclass(frozen=True)
class EsitoBlocco:
    """What a bulk admission did: how many and how much, and which were left and why."""

    ammesse: tuple[Spesa, ...]
    saltate: tuple[tuple[Spesa, Esito], ...]

    @property
    def ammesso(self) -> Decimal:
        return sum((spesa.ammesso for spesa in self.ammesse), ZERO)

    @property
    def eccedenza(self) -> Decimal:
        return sum((spesa.eccedenza for spesa in self.ammesse), ZERO)


@transaction.atomic
def ammetti_spesa(spesa: Spesa, *, utente: Utente, versione: int | None = None, visto: Decimal | None = None) -> Spesa:
    """Admit a share; what the line cannot hold is frozen as ECCEDENZA.

    ``visto`` is the amount written on the button: when the line's residual has changed since, AttoRifiutato.
    """
    spesa, linea = _prendi("ammetti", spesa, utente, versione)
    _pretende_prove(spesa, spesa.importo)
    parti = dividi(spesa.importo, Capienza(linea.budget_vigente, linea.ammesso))
    if visto is not None and parti.ammesso != visto:
        raise AttoRifiutato(
            f"Intanto il residuo della linea {linea.numero} è cambiato: ora si ammettono {in_euro(parti.ammesso)}, "
            f"non {in_euro(visto)}. Controlla e ripeti."
        )
    return _decidi(spesa, StatoSpesa.AMMESSA, parti, utente)


@transaction.atomic
def ammetti_in_parte(
    spesa: Spesa, *, utente: Utente, importo: Decimal, motivo: str, spiegazione: str, versione: int | None = None
) -> Spesa:
    """Admit ``importo`` euro of a share and refuse the rest for a reason of the list."""
    spesa, linea = _prendi("ammetti_in_parte", spesa, utente, versione)
    if not (esito := valuta_parte(spesa.importo, importo)).positivo:
        raise AttoRifiutato(esito)
    _pretende_prove(spesa, importo)
    parti = dividi(spesa.importo, Capienza(linea.budget_vigente, linea.ammesso), riconosciuto=importo)
    return _decidi(spesa, StatoSpesa.AMMESSA_PARZIALE, parti, utente, motivo, spiegazione)


@transaction.atomic
def non_ammettere(
    spesa: Spesa, *, utente: Utente, motivo: str, spiegazione: str, versione: int | None = None
) -> Spesa:
    """Refuse a share for a reason of the list, explained."""
    spesa, _ = _prendi("non_ammettere", spesa, utente, versione)
    parti = Parti(ammesso=ZERO, non_ammesso=spesa.importo)
    return _decidi(spesa, StatoSpesa.NON_AMMESSA, parti, utente, motivo, spiegazione)


@transaction.atomic
def chiedi_integrazione(
    spesa: Spesa, *, utente: Utente, richiesta: str, giorni: int, versione: int | None = None
) -> RichiestaIntegrazione:
    """Ask the ETS for what is missing, within 15 or 30 days (domain.md 6.9)."""
    if giorni not in TERMINI:
        raise AttoRifiutato("Il termine è di 15 o di 30 giorni.")
    spesa, _ = _prendi("chiedi_integrazione", spesa, utente, versione)
    _segna(spesa, StatoSpesa.DA_INTEGRARE)
    return RichiestaIntegrazione.objects.create(
        spesa=spesa, richiesta=richiesta, chiesta_da=utente, entro=oggi() + timedelta(days=giorni)
    )


@dataclass(frozen=True)
class FileRisposta:
    """A file that goes with an answer: kind, name, content."""

    tipo: TipoAllegato
    nome: str
    contenuto: bytes


@transaction.atomic
def integra_spesa(
    spesa: Spesa, *, utente: Utente, risposta: str, file: Sequence[FileRisposta] = (), versione: int | None = None
) -> Spesa:
    """Answer the open request; the files go with the document. The share goes back among those to be looked at."""
    spesa, _ = _prendi("integra", spesa, utente, versione)
    for allegato in file:
        documento = archivia_documento(allegato.contenuto, allegato.nome, utente=utente)
        AllegatoSpesa.objects.create(
            documento_spesa_id=spesa.documento_spesa_id, documento=documento, tipo=allegato.tipo
        )
    _chiudi_richieste(spesa, utente, risposta)
    return _segna(spesa, StatoSpesa.PRESENTATA)


@transaction.atomic
def rivedi_decisione(spesa: Spesa, *, utente: Utente, versione: int | None = None) -> Spesa:
    """Take a decision back while the quarter is still being verified: the share waits again."""
    spesa, _ = _prendi("rivedi", spesa, utente, versione)
    if spesa.rettifiche.exists():
        raise AttoRifiutato("Questa spesa ha già una rettifica: si corregge con un'altra rettifica.")
    spesa.ammesso = spesa.eccedenza = spesa.non_ammesso = ZERO
    spesa.motivo = spesa.spiegazione = ""
    spesa.verificata_da = spesa.verificata_alle = None
    return _segna(spesa, StatoSpesa.PRESENTATA)


@transaction.atomic
def ammetti_in_blocco(spese: Sequence[int], *, utente: Utente) -> EsitoBlocco:
    """Admit, of these shares (primary keys), all that pass the computed tests. Same reads and locks for 2 or 200."""
    viste = Spesa.objects.visibili_a(utente).filter(pk__in=spese)
    rendiconti = Rendiconto.objects.filter(pk__in=viste.values("rendiconto")).order_by("pk")
    in_esame = {r.pk: r.stato for r in rendiconti.bloccati().select_related("trimestre")}
    convenzioni = Rendiconto.objects.filter(pk__in=in_esame).values("trimestre__convenzione")
    linee = {
        (budget.convenzione_id, budget.linea): budget
        for budget in LineaBudget.objects.filter(convenzione__in=convenzioni).bloccate()
    }
    prese = list(viste.con_fascicolo().bloccate())
    fascicoli = Fascicoli(prese)
    ammesse, saltate = [], []
    for spesa in prese:
        esito = _ostacoli(spesa, in_esame.get(spesa.rendiconto_id, StatoRendiconto.APERTO), utente, fascicoli)
        if not esito.positivo:
            saltate.append((spesa, esito))
            continue
        linea = linee[spesa.rendiconto.trimestre.convenzione_id, spesa.linea]
        parti = dividi(spesa.importo, Capienza(linea.budget_vigente, linea.ammesso))
        linea.ammesso += parti.ammesso
        ammesse.append(_scrivi(spesa, StatoSpesa.AMMESSA, parti, utente))
    Spesa.objects.bulk_update(ammesse, DECISIONE, batch_size=500)
    return EsitoBlocco(tuple(ammesse), tuple(saltate))


@transaction.atomic
def rettifica_spesa(spesa: Spesa, *, utente: Utente, importo: Decimal, motivo: str) -> Spesa:
    """Correct a share of a closed quarter: a draft of ``-importo`` euro in the earliest open one, never more than
    is still admitted. The former row stays as it is.
    """
    aperti = Rendiconto.objects.filter(
        trimestre__convenzione=spesa.rendiconto.trimestre.convenzione_id, stato=StatoRendiconto.APERTO
    )
    rendiconto = aperti.order_by("trimestre__numero").bloccati().first()
    if rendiconto is None:
        raise AttoRifiutato("Non c'è un trimestre aperto in cui registrare la rettifica.")
    spesa = Spesa.objects.bloccate().select_related("rendiconto").get(pk=spesa.pk)
    SPESA.pretende("rettifica", spesa, utente)
    if spesa.rendiconto.stato in IN_ESAME:
        raise AttoRifiutato("Il trimestre è ancora in verifica: rivedi la decisione invece di rettificarla.")
    if not (esito := valuta_rettifica(ancora_ammesso(spesa), importo)).positivo:
        raise AttoRifiutato(esito)
    anno = oggi().year
    return Spesa.objects.create(
        numero=f"{anno}/{prossimo_numero('spesa', anno):04d}",
        documento_spesa_id=spesa.documento_spesa_id,
        rendiconto=rendiconto,
        linea=spesa.linea,
        macrovoce=spesa.macrovoce,
        azione=spesa.azione,
        descrizione=f"Rettifica della spesa {spesa.numero}: {motivo}"[:300],
        criterio=spesa.criterio,
        importo=-importo,
        nucleo_id=spesa.nucleo_id,
        rettifica_di=spesa,
        creata_da=utente,
    )


def _prendi(atto: str, spesa: Spesa, utente: Utente, versione: int | None) -> tuple[Spesa, LineaBudget]:
    """The share and its line, locked; AttoRifiutato when the act is not possible, ModificaConcorrente when late."""
    rendiconto = Rendiconto.objects.select_related("trimestre").bloccati().get(pk=spesa.rendiconto_id)
    linea = LineaBudget.objects.bloccate().get(convenzione=rendiconto.trimestre.convenzione_id, linea=spesa.linea)
    spesa = Spesa.objects.con_fascicolo().bloccate().get(pk=spesa.pk)
    if versione is not None and spesa.versione != versione:
        raise ModificaConcorrente
    SPESA.pretende(atto, spesa, utente)
    if not (esito := _in_esame(rendiconto.stato)).positivo:
        raise AttoRifiutato(esito)
    if atto != "integra" and not (esito := _di_altri(spesa, utente)).positivo:
        raise AttoRifiutato(esito)
    return spesa, linea


def _in_esame(stato: str) -> Esito:
    if stato in IN_ESAME:
        return Esito()
    nome = StatoRendiconto(stato).label
    return Esito((no(f"Il rendiconto non è in verifica: il suo stato è «{nome}»"),))


def _di_altri(spesa: Spesa, utente: Utente) -> Esito:
    if spesa.creata_da_id != utente.pk:
        return Esito()
    return Esito((no("Hai inserito tu questa spesa: la verifica un'altra persona", "convenzione, art. 8"),))


def _ostacoli(spesa: Spesa, stato_rendiconto: str, utente: Utente, fascicoli: Fascicoli) -> Esito:
    """Everything that keeps a share out of a bulk admission."""
    try:
        SPESA.pretende("ammetti", spesa, utente)
    except AttoRifiutato as rifiuto:
        return rifiuto.esito
    if spesa.stato == StatoSpesa.DA_INTEGRARE:
        return Esito((no("Aspetta un'integrazione: guardala da sola"),))
    return _in_esame(stato_rendiconto) + _di_altri(spesa, utente) + fascicoli.prove(spesa).insieme


def _pretende_prove(spesa: Spesa, quota: Decimal) -> None:
    prove = Fascicoli([spesa]).prove(spesa, quota)
    if not prove.superate:
        raise AttoRifiutato(Esito(prove.insieme.ostacoli))


def _decidi(
    spesa: Spesa, stato: StatoSpesa, parti: Parti, utente: Utente, motivo: str = "", spiegazione: str = ""
) -> Spesa:
    if spesa.stato == StatoSpesa.DA_INTEGRARE:
        _chiudi_richieste(spesa, None, "")
    _scrivi(spesa, stato, parti, utente, motivo, spiegazione)
    spesa.save(update_fields=DECISIONE)
    return spesa


def _scrivi(
    spesa: Spesa, stato: StatoSpesa, parti: Parti, utente: Utente, motivo: str = "", spiegazione: str = ""
) -> Spesa:
    """The decision on the row, not saved yet. What exceeds the line decides the state: it waits for the Cabina."""
    spesa.stato = StatoSpesa.ECCEDENZA if parti.eccedenza else stato
    spesa.ammesso, spesa.eccedenza, spesa.non_ammesso = parti.ammesso, parti.eccedenza, parti.non_ammesso
    spesa.motivo, spesa.spiegazione = motivo, spiegazione
    spesa.verificata_da, spesa.verificata_alle = utente, timezone.now()
    spesa.versione += 1
    return spesa


def _segna(spesa: Spesa, stato: StatoSpesa) -> Spesa:
    spesa.stato = stato
    spesa.versione += 1
    spesa.save(update_fields=DECISIONE)
    return spesa


def _chiudi_richieste(spesa: Spesa, utente: Utente | None, risposta: str) -> None:
    """Answered, or overtaken by a decision: then it closes without an answer."""
    RichiestaIntegrazione.objects.filter(spesa=spesa, risposta_alle=None).update(
        risposta=risposta, risposta_da=utente, risposta_alle=timezone.now()
    )
