"""The picture of a quarter as it stands now, in the shape of ``rules/istantanea.py``: plain values, no names.

Households appear by pseudonym. Money comes from the summary rows, the list of expenses from the shares.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Count, F, Max, Sum
from django.utils import timezone

from rendicontazione.choices import IN_VERIFICA, Macrovoce, MotivoNonAmmissione, StatoSpesa
from rendicontazione.models import LineaBudget, Pagamento, RelazioneTrimestrale, Rendiconto, Spesa, TotaleSpesa
from rendicontazione.rules.istantanea import SCHEMA, VOCI_FONDO, Istantanea, da_byte
from rendicontazione.rules.soppressione import Oscurata, sopprimi_elenco
from valdera_housing.kit.denaro import ZERO
from valdera_housing.kit.tempo import oggi
from valdera_housing.linea import CifraTavola, Indicatore, Tavola, registrate
from valdera_housing.models import Convenzione, Parametro, Trimestre

DIMOSTRATIVA = "Esemplare dimostrativo: persone, importi, atti e ditte sono inventati."
PROVVISORIA = "Esemplare provvisorio: il trimestre non è ancora chiuso, i numeri possono cambiare."
# Thresholds printed in the method note, with the default of the convention's open points (product.md).
PARAMETRI = {
    "ambra_uso": "0.80",
    "ambra_previsione_sotto": "0.85",
    "rosso_previsione_sopra": "1.10",
    "tetto_spese_generali": "0.10",
    "soglia_rimodulazione": "0.10",
}
SOGLIA_SOPPRESSIONE = Decimal(3)
EURO = "euro"
# Units of which there is one for each household.
CONTEGGI = ("nuclei", "contratti")
Cella = tuple[int, str]
Pagate = dict[int, date]


def componi_istantanea(
    rendiconto: Rendiconto, *, versione: int, chiusa_alle: datetime, sostituisce: RelazioneTrimestrale | None = None
) -> Istantanea:
    """The picture of the quarter with everything up to it. ``versione`` 0 is a provisional one."""
    trimestre = rendiconto.trimestre
    convenzione = trimestre.convenzione
    spese = list(
        rendiconto.spese.exclude(stato=StatoSpesa.BOZZA).select_related("documento_spesa", "nucleo").order_by("pk")
    )
    pagate = _pagate_il(spese, trimestre.fine)
    return {
        "schema": SCHEMA,
        "avvertenza": _avvertenza(versione),
        "convenzione": _convenzione(convenzione),
        "calendario": [
            {"numero": t.numero, "dal": _giorno(t.inizio), "al": _giorno(t.fine)} for t in convenzione.elenco_trimestri
        ],
        "trimestre": _trimestre(trimestre),
        "relazione": _relazione(rendiconto, versione, chiusa_alle, sostituisce),
        "rendiconto": {
            "presentato_il": _giorno(rendiconto.presentato_alle),
            "protocollo": rendiconto.protocollo,
            "verifica_dal": _giorno(rendiconto.in_verifica_dal),
            "verifica_al": _giorno(rendiconto.verificato_alle),
        },
        "linee": _linee(trimestre),
        "macrovoci": [{"codice": voce.value, "nome": voce.label} for voce in Macrovoce],
        "spese": [_spesa(n, s, pagate.get(s.documento_spesa_id)) for n, s in enumerate(spese, start=1)],
        "motivi_non_ammissione": _motivi(rendiconto),
        "rettifiche": [*_correzioni(spese), *_in_ritardo(spese, trimestre, pagate), *_riaperture(rendiconto)],
        "fondo": _fondo(trimestre),
        "compartecipazione": [],
        "rimodulazioni": [],
        "decisioni": [],
        "osservazioni": {
            "criticita": rendiconto.osservazioni,
            "prossimo_trimestre": rendiconto.prossimo_trimestre,
        },
        "parametri": _parametri(),
    }


def _avvertenza(versione: int) -> str | None:
    frasi = [DIMOSTRATIVA] * settings.DEMO + [PROVVISORIA] * (versione == 0)
    return " ".join(frasi) or None


def _pagate_il(spese: Sequence[Spesa], fine: date) -> Pagate:
    """The last value date, within the quarter, of each document."""
    documenti = {spesa.documento_spesa_id for spesa in spese}
    pagamenti = Pagamento.objects.filter(documento_spesa__in=documenti, data_valuta__lte=fine).order_by()
    return dict(pagamenti.values_list("documento_spesa").annotate(Max("data_valuta")))


def _giorno(quando: date | datetime | None) -> str | None:
    if isinstance(quando, datetime):
        quando = timezone.localdate(quando)
    return quando.isoformat() if quando else None


def _importo(valore: Decimal) -> str:
    return f"{valore:.2f}"


def _convenzione(convenzione: Convenzione) -> dict[str, Any]:
    return {
        "numero": convenzione.numero,
        "oggetto": convenzione.oggetto,
        "stipulata_il": _giorno(convenzione.stipulata_il),
        "dal": _giorno(convenzione.inizio),
        "al": _giorno(convenzione.fine),
        "importo": _importo(convenzione.importo),
        "cup": convenzione.cup,
        "procedente": convenzione.procedente.nome,
        "partner": convenzione.attuatore.nome,
        "trimestri": len(convenzione.elenco_trimestri),
    }


def _trimestre(trimestre: Trimestre) -> dict[str, Any]:
    inizio, fine = trimestre.convenzione.inizio, trimestre.convenzione.fine
    return {
        "numero": trimestre.numero,
        "dal": _giorno(trimestre.inizio),
        "al": _giorno(trimestre.fine),
        "giorni_trascorsi": (trimestre.fine - inizio).days + 1,
        "giorni_totali": (fine - inizio).days + 1,
    }


def _relazione(
    rendiconto: Rendiconto, versione: int, chiusa_alle: datetime, sostituisce: RelazioneTrimestrale | None
) -> dict[str, Any]:
    return {
        "versione": versione,
        "chiusa_il": timezone.localtime(chiusa_alle).isoformat(timespec="seconds"),
        "protocollo": "",
        "verificatore": str(rendiconto.verificato_da or ""),
        "approvatore": str(rendiconto.approvato_da) if rendiconto.approvato_da else None,
        "motivo_riapertura": rendiconto.motivo_riapertura or None,
        "sostituisce": sostituisce.impronta if sostituisce else None,
        "seduta": _giorno(rendiconto.seduta.data) if rendiconto.seduta else None,
    }


def _linee(trimestre: Trimestre) -> list[dict[str, Any]]:
    """The five lines with their quarters so far: one read for the budgets, one for the sums."""
    serie = _serie(trimestre)
    soglia = _parametri()["soglia_soppressione"]
    indicatori = _indicatori(trimestre, soglia)
    tavole = _tavole(trimestre, soglia)
    tappe = _tappe(trimestre)
    budget = LineaBudget.objects.filter(convenzione=trimestre.convenzione_id).order_by("numero")
    return [
        {
            "codice": linea.linea,
            "numero": linea.numero,
            "nome": linea.get_linea_display(),
            "budget_iniziale": _importo(linea.budget_iniziale),
            "budget_vigente": _importo(linea.budget_vigente),
            "serie": [_riga_serie(n, serie[n, linea.linea]) for n in range(1, trimestre.numero + 1)],
            "indicatori": indicatori.get(linea.linea, []),
            "traguardi": tappe.get(linea.linea, []),
            "tavole": tavole.get(linea.linea, []),
        }
        for linea in budget
    ]


def _fondo(trimestre: Trimestre) -> list[dict[str, Any]]:
    """The funds as they stood on the last day of the quarter."""
    return [
        {"comune": fondo.comune} | {voce: _importo(getattr(fondo, voce)) for voce in VOCI_FONDO}
        for servizio in registrate
        for fondo in servizio.situazione_fondi(trimestre)
    ]


def _serie(trimestre: Trimestre) -> dict[Cella, list[dict[str, Any]]]:
    righe = (
        TotaleSpesa.objects.filter(
            rendiconto__trimestre__convenzione=trimestre.convenzione_id,
            rendiconto__trimestre__numero__lte=trimestre.numero,
        )
        .exclude(stato=StatoSpesa.BOZZA)
        .values("linea", "macrovoce", "stato", "importo", "ammesso", "eccedenza", "non_ammesso")
        .annotate(numero=F("rendiconto__trimestre__numero"))
        .order_by("macrovoce")
    )
    per_cella: dict[Cella, list[dict[str, Any]]] = defaultdict(list)
    for riga in righe:
        per_cella[riga["numero"], riga["linea"]].append(dict(riga))
    return per_cella


def _riga_serie(numero: int, righe: Sequence[dict[str, Any]]) -> dict[str, Any]:
    macrovoci: dict[str, Decimal] = defaultdict(Decimal)
    for riga in righe:
        macrovoci[riga["macrovoce"]] += riga["ammesso"]

    def somma(voce: str) -> str:
        return _importo(sum((riga[voce] for riga in righe), ZERO))

    return {
        "trimestre": numero,
        "presentato": somma("importo"),
        "ammesso": somma("ammesso"),
        "non_ammesso": somma("non_ammesso"),
        "in_verifica": _importo(sum((r["importo"] for r in righe if r["stato"] in IN_VERIFICA), ZERO)),
        "eccedenza": somma("eccedenza"),
        "ammesso_per_macrovoce": {voce: _importo(importo) for voce, importo in macrovoci.items() if importo},
    }


def _indicatori(trimestre: Trimestre, soglia: int) -> dict[str, list[dict[str, Any]]]:
    """What each line registers about its work; nothing is invented for a line that has nothing yet."""
    return {
        servizio.linea: [_indicatore(i, soglia) for i in servizio.indicatori(trimestre)]
        for servizio in registrate
        if servizio.linea
    }


def _indicatore(indicatore: Indicatore, soglia: int) -> dict[str, Any]:
    obiettivo, misurati = indicatore.obiettivo, (indicatore.valore, indicatore.precedente, indicatore.anno_prima)
    decimali = max((_decimali(valore) for valore in (obiettivo, *misurati) if valore is not None), default=0)
    valore, precedente, anno_prima = (
        _pubblicabile(misurato, decimali, indicatore.unita, nuclei, soglia)
        for misurato, nuclei in zip(misurati, indicatore.nuclei, strict=True)
    )
    return {
        "codice": indicatore.codice,
        "nome": indicatore.nome,
        "unita": indicatore.unita,
        "decimali": decimali,
        "verso": indicatore.verso,
        "valore": valore,
        "obiettivo": _pubblicabile(obiettivo, decimali, indicatore.unita, None, soglia),
        "precedente": precedente,
        "anno_prima": anno_prima,
    }


def _pubblicabile(valore: Decimal | None, decimali: int, unita: str, nuclei: int | None, soglia: int) -> Any:
    """The number as text, or a mark when it speaks of too few households: «<3» for a count, «(*)» for the others."""
    if valore is not None and nuclei is not None and 0 < nuclei < soglia:
        return {"soppresso": "PRIMARIO" if unita in CONTEGGI else "SECONDARIO"}
    return None if valore is None else f"{valore:.{decimali}f}"


def _tavole(trimestre: Trimestre, soglia: int) -> dict[str, list[dict[str, Any]]]:
    """The tables of each line, ready to be printed."""
    return {
        servizio.linea: [_tavola(tavola, soglia) for tavola in servizio.tavole(trimestre)]
        for servizio in registrate
        if servizio.linea
    }


def _tappe(trimestre: Trimestre) -> dict[str, list[dict[str, Any]]]:
    """The milestones of each line, as they stood when the quarter ended."""
    return {
        servizio.linea: [
            {"testo": tappa.nome, "previsto": _giorno(tappa.entro), "fatto": _giorno(tappa.raggiunta)}
            for tappa in servizio.tappe(trimestre)
        ]
        for servizio in registrate
        if servizio.linea
    }


def _tavola(tavola: Tavola, soglia: int) -> dict[str, Any]:
    righe = _conteggi(tavola, soglia) if tavola.conteggi else [_cifra(riga, soglia) for riga in tavola.righe]
    return {"titolo": tavola.titolo, "nota": tavola.nota, "righe": righe}


def _cifra(riga: CifraTavola, soglia: int) -> dict[str, Any]:
    misurati = (riga.valore, riga.precedente)
    decimali = 2 if riga.unita == EURO else max((_decimali(v) for v in misurati if v is not None), default=0)
    valore, precedente = (
        _pubblicabile(misurato, decimali, riga.unita, nuclei, soglia)
        for misurato, nuclei in zip(misurati, riga.nuclei, strict=True)
    )
    return {
        "nome": riga.nome,
        "unita": riga.unita,
        "decimali": decimali,
        "valore": valore,
        "precedente": precedente,
    }


def _conteggi(tavola: Tavola, soglia: int) -> list[dict[str, Any]]:
    """Counts of households with their total; what is too small is hidden, and what would tell it by difference."""
    nomi = [*(riga.nome for riga in tavola.righe), "Totale"]
    adesso = sopprimi_elenco([int(riga.valore or 0) for riga in tavola.righe], soglia)
    prima: Sequence[int | Oscurata | None] = [None] * len(nomi)
    if all(riga.precedente is not None for riga in tavola.righe):
        prima = sopprimi_elenco([int(riga.precedente or 0) for riga in tavola.righe], soglia)
    return [
        {
            "nome": nome,
            "unita": tavola.righe[0].unita,
            "decimali": 0,
            "valore": _conteggio(valore),
            "precedente": _conteggio(precedente),
        }
        for nome, valore, precedente in zip(nomi, adesso, prima, strict=True)
    ]


def _conteggio(valore: int | Oscurata | None) -> Any:
    if isinstance(valore, Oscurata):
        return {"soppresso": valore.motivo}
    return None if valore is None else str(valore)


def _decimali(valore: Decimal) -> int:
    """How many of at most two decimals say something."""
    return next(n for n in range(3) if n == 2 or valore == round(valore, n))


def _spesa(n: int, spesa: Spesa, pagata_il: date | None) -> dict[str, Any]:
    documento = spesa.documento_spesa
    in_verifica = spesa.importo if spesa.stato in IN_VERIFICA else ZERO
    return {
        "n": n,
        "numero": spesa.numero,
        "linea": spesa.linea,
        "macrovoce": spesa.macrovoce,
        "tipo": documento.get_tipo_display(),
        "fornitore": spesa.a_chi,
        "documento": documento.numero,
        "data": _giorno(documento.data),
        "descrizione": spesa.descrizione,
        "presentato": _importo(spesa.importo),
        "ammesso": _importo(spesa.ammesso),
        "non_ammesso": _importo(spesa.non_ammesso),
        "in_verifica": _importo(in_verifica),
        "eccedenza": _importo(spesa.eccedenza),
        "stato": spesa.get_stato_display(),
        "motivo": spesa.get_motivo_display() or None,
        "pagata_il": _giorno(pagata_il),
    }


def _motivi(rendiconto: Rendiconto) -> list[dict[str, Any]]:
    gruppi = (
        rendiconto.spese.exclude(non_ammesso=0)
        .values("motivo")
        .annotate(n=Count("pk"), importo=Sum("non_ammesso"))
        .order_by("-importo", "motivo")
    )
    return [
        {"motivo": MotivoNonAmmissione(g["motivo"]).label, "n": g["n"], "importo": _importo(g["importo"])}
        for g in gruppi
    ]


def _rettifica(trimestre: int, linea: str, spesa: str, importo: Decimal, motivo: str, data: Any) -> dict[str, Any]:
    return {
        "trimestre": trimestre,
        "linea": linea,
        "spesa": spesa,
        "importo": _importo(importo),
        "motivo": motivo,
        "data": _giorno(data),
    }


def _correzioni(spese: Sequence[Spesa]) -> Iterator[dict[str, Any]]:
    """Rows of this quarter that take back what an earlier one had admitted."""
    corrette = Spesa.objects.filter(pk__in=[s.rettifica_di_id for s in spese if s.rettifica_di_id])
    di_prima = {s.pk: s for s in corrette.select_related("rendiconto__trimestre")}
    for spesa in spese:
        if spesa.rettifica_di_id and spesa.ammesso:
            originale = di_prima[spesa.rettifica_di_id]
            yield _rettifica(
                originale.rendiconto.trimestre.numero,
                spesa.linea,
                originale.numero,
                spesa.ammesso,
                spesa.descrizione,
                spesa.verificata_alle,
            )


def _in_ritardo(spese: Sequence[Spesa], trimestre: Trimestre, pagate: Pagate) -> Iterator[dict[str, Any]]:
    """Expenses of this quarter that were paid in an earlier one: by the cash principle they belonged there."""
    for spesa in spese:
        pagata_il = pagate.get(spesa.documento_spesa_id)
        if spesa.ammesso and not spesa.rettifica_di_id and pagata_il and pagata_il < trimestre.inizio:
            suo = next(t for t in trimestre.convenzione.elenco_trimestri if t.fine >= pagata_il)
            motivo = "Pagata in un trimestre precedente, presentata in questo"
            yield _rettifica(suo.numero, spesa.linea, spesa.numero, spesa.ammesso, motivo, spesa.verificata_alle)


def _riaperture(rendiconto: Rendiconto) -> Iterator[dict[str, Any]]:
    """What changed in earlier quarters that were reopened after the report before this one had been closed."""
    trimestre = rendiconto.trimestre
    relazioni = list(
        RelazioneTrimestrale.objects.filter(
            rendiconto__trimestre__convenzione=trimestre.convenzione_id,
            rendiconto__trimestre__numero__lt=trimestre.numero,
        )
        .order_by("rendiconto__trimestre__numero", "versione")
        .annotate(numero=F("rendiconto__trimestre__numero"))
    )
    viste_alle = max((r.creata_alle for r in relazioni if r.numero == trimestre.numero - 1), default=None)
    if viste_alle is None:
        return
    for numero in range(1, trimestre.numero):
        versioni = [r for r in relazioni if r.numero == numero]
        viste = [r for r in versioni if r.creata_alle <= viste_alle]
        if viste and versioni[-1] is not viste[-1]:
            yield from _cambiate(numero, viste[-1], versioni[-1])


def _cambiate(numero: int, prima: RelazioneTrimestrale, dopo: RelazioneTrimestrale) -> Iterator[dict[str, Any]]:
    ammesse = {s["numero"]: Decimal(s["ammesso"]) for s in da_byte(prima.istantanea.encode())["spese"]}
    for spesa in da_byte(dopo.istantanea.encode())["spese"]:
        variazione = Decimal(spesa["ammesso"]) - ammesse.get(spesa["numero"], ZERO)
        if variazione:
            yield _rettifica(
                numero, spesa["linea"], spesa["numero"], variazione, dopo.motivo_riapertura, dopo.creata_alle
            )


def _parametri() -> dict[str, Any]:
    valori = Parametro.objects.valori(oggi())
    quote = {chiave: _importo(valori.get(chiave, Decimal(predefinito))) for chiave, predefinito in PARAMETRI.items()}
    return quote | {"soglia_soppressione": int(valori.get("soglia_soppressione", SOGLIA_SOPPRESSIONE))}
