"""The frozen picture of a quarter: everything the report prints, and nothing else (domain.md, part c, n. 12).

A dict of plain values: str, int, bool, None, list, dict. Money is a string with two decimals ("1234.50", "-10.00"),
a share a string ("0.80"), a date ISO, an instant ISO with its offset. Lists stand in the order they are printed.

schema                 "valdera/relazione-trimestrale/1"
avvertenza             str or None: a sentence for the cover (demo data)
convenzione            numero oggetto stipulata_il dal al importo cup procedente partner trimestri (int)
calendario             [{numero dal al}] all the quarters of the convention
trimestre              numero dal al giorni_trascorsi giorni_totali (days inclusive, at the end of the quarter)
relazione              versione (0: provisional) chiusa_il protocollo verificatore approvatore|None
                       motivo_riapertura|None sostituisce|None (fingerprint of the former version) seduta|None (date)
rendiconto             presentato_il|None protocollo verifica_dal|None verifica_al|None
linee                  [{codice numero nome budget_iniziale budget_vigente serie indicatori traguardi tavole}]
  serie                [{trimestre presentato ammesso non_ammesso in_verifica eccedenza ammesso_per_macrovoce{A: …}}]
                       one for each quarter so far, as things stand when this report is closed
  indicatori           [{codice nome unita decimali verso("alto"|"basso"|None) valore obiettivo precedente anno_prima}]
                       a value is a string, None, or {"soppresso": "PRIMARIO"|"SECONDARIO"}
  traguardi            [{testo previsto fatto|None}]
  tavole               [{titolo nota righe}] of what the line did; pictures taken before it existed have none
    righe              [{nome unita("euro"|…) decimali valore precedente}], values as those of the indicators
macrovoci              [{codice nome}]
spese                  [{n numero linea macrovoce tipo fornitore documento data|None descrizione presentato ammesso
                       non_ammesso in_verifica eccedenza stato motivo|None pagata_il|None}] of this quarter; households
                       appear by pseudonym only
motivi_non_ammissione  [{motivo n importo}] of this quarter
rettifiche             [{trimestre linea spesa importo motivo data}] what concerns earlier, already closed quarters:
                       presented now (it counts in this quarter), or changed by a reopening (it counts in that one)
fondo                  [{comune dotato erogato rientrato altri impegnato disponibile}] on the last day of the quarter;
                       altri is interest, bank fees and transfers, not there in older pictures
compartecipazione      [{codice nome promesso realizzato}]
rimodulazioni          [{numero data stato("PROPOSTA"|"APPROVATA"|"RESPINTA"|"RATIFICATA") atto|None motivazione
                       variazioni{codice: importo}}]
decisioni              [{numero data testo chi entro|None stato("ATTUATA"|"IN_CORSO"|"SCADUTA") nota|None}]
osservazioni           criticita prossimo_trimestre: free text of the official, "" when none
parametri              ambra_uso ambra_previsione_sotto rosso_previsione_sopra tetto_spese_generali
                       soglia_rimodulazione soglia_soppressione (int)
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from valdera_housing.kit.denaro import ZERO, in_euro

SCHEMA = "valdera/relazione-trimestrale/1"
ESITI = ("ammesso", "non_ammesso", "in_verifica", "eccedenza")
IMPORTI = ("presentato", *ESITI)
EFFICACI = ("APPROVATA", "RATIFICATA")
VOCI_FONDO = ("dotato", "erogato", "rientrato", "altri", "impegnato", "disponibile")

Istantanea = dict[str, Any]


class IstantaneaIncoerente(ValueError):
    """The picture contradicts itself; ``errori`` lists every sum that does not agree."""

    def __init__(self, errori: list[str]) -> None:
        self.errori = errori
        super().__init__(" ".join(errori))


def in_byte(istantanea: Istantanea) -> bytes:
    """The canonical bytes: sorted keys, one space of indent, UTF-8, final newline."""
    testo = json.dumps(istantanea, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)
    return f"{testo}\n".encode()


def da_byte(contenuto: bytes) -> Istantanea:
    """The picture back from its bytes; ValueError when they are not one of ours."""
    letta = json.loads(contenuto)
    if not isinstance(letta, dict) or letta.get("schema") != SCHEMA:
        raise ValueError("Il file non è l'istantanea di una relazione trimestrale.")
    return letta


def impronta(istantanea: Istantanea) -> str:
    """SHA-256 of the canonical bytes, the one printed on the report and shown in the app."""
    return hashlib.sha256(in_byte(istantanea)).hexdigest()


def controlla(istantanea: Istantanea) -> None:
    """Raises IstantaneaIncoerente unless every sum agrees to the cent."""
    errori = [*_serie(istantanea), *_spese(istantanea), *_budget(istantanea), *_fondi(istantanea)]
    if errori:
        raise IstantaneaIncoerente(errori)


def somma(righe: list[dict], voce: str) -> Decimal:
    return sum((Decimal(riga[voce]) for riga in righe), ZERO)


def _diverso(dove: str, trovato: Decimal, atteso: Decimal) -> Iterator[str]:
    if trovato != atteso:
        yield f"{dove}: {in_euro(trovato)} invece di {in_euro(atteso)}."


def _serie(istantanea: Istantanea) -> Iterator[str]:
    trimestri = list(range(1, istantanea["trimestre"]["numero"] + 1))
    for linea in istantanea["linee"]:
        if [riga["trimestre"] for riga in linea["serie"]] != trimestri:
            yield f"Linea {linea['numero']}: i trimestri non vanno da 1 a {trimestri[-1]}."
        for riga in linea["serie"]:
            dove = f"Linea {linea['numero']}, trimestre {riga['trimestre']}"
            yield from _esiti(dove, riga)
            macrovoci = sum(map(Decimal, riga["ammesso_per_macrovoce"].values()), ZERO)
            yield from _diverso(f"{dove}, somma delle macrovoci", macrovoci, Decimal(riga["ammesso"]))
        yield from _entro_budget(linea)


def _esiti(dove: str, riga: dict) -> Iterator[str]:
    esiti = sum((Decimal(riga[voce]) for voce in ESITI), ZERO)
    yield from _diverso(f"{dove}, somma degli esiti", esiti, Decimal(riga["presentato"]))


def _entro_budget(linea: dict) -> Iterator[str]:
    ammesso, budget = somma(linea["serie"], "ammesso"), Decimal(linea["budget_vigente"])
    if ammesso > budget:
        yield f"Linea {linea['numero']}: ammessi {in_euro(ammesso)}, oltre il budget di {in_euro(budget)}."


def _spese(istantanea: Istantanea) -> Iterator[str]:
    for spesa in istantanea["spese"]:
        yield from _esiti(f"Spesa {spesa['numero']}", spesa)
    for linea in istantanea["linee"]:
        sue = [spesa for spesa in istantanea["spese"] if spesa["linea"] == linea["codice"]]
        for voce in IMPORTI:
            dove = f"Linea {linea['numero']}, {voce.replace('_', ' ')} delle spese del trimestre"
            yield from _diverso(dove, somma(sue, voce), Decimal(linea["serie"][-1][voce]))
    motivi, non_ammesso = (
        somma(istantanea["motivi_non_ammissione"], "importo"),
        somma(istantanea["spese"], "non_ammesso"),
    )
    yield from _diverso("Somma dei motivi di non ammissione", motivi, non_ammesso)


def _budget(istantanea: Istantanea) -> Iterator[str]:
    importo = Decimal(istantanea["convenzione"]["importo"])
    for voce in ("budget_iniziale", "budget_vigente"):
        dove = f"Somma delle linee, {voce.replace('_', ' ')}"
        yield from _diverso(dove, somma(istantanea["linee"], voce), importo)
    for rimodulazione in istantanea["rimodulazioni"]:
        variazioni = sum(map(Decimal, rimodulazione["variazioni"].values()), ZERO)
        yield from _diverso(f"Rimodulazione n. {rimodulazione['numero']}, somma", variazioni, ZERO)
    approvate = [r["variazioni"] for r in istantanea["rimodulazioni"] if r["stato"] in EFFICACI]
    for linea in istantanea["linee"]:
        mosso = sum((Decimal(v.get(linea["codice"], "0.00")) for v in approvate), ZERO)
        yield from _diverso(
            f"Linea {linea['numero']}, budget vigente",
            Decimal(linea["budget_vigente"]),
            Decimal(linea["budget_iniziale"]) + mosso,
        )


def in_fondo(riga: dict, voce: str) -> Decimal:
    """A figure of the fund of a comune; the older pictures do not have them all."""
    return Decimal(riga.get(voce, "0.00"))


def _fondi(istantanea: Istantanea) -> Iterator[str]:
    for riga in istantanea["fondo"]:
        dotato, erogato, rientrato, altri, impegnato, disponibile = (in_fondo(riga, voce) for voce in VOCI_FONDO)
        dove = f"Fondo di {riga['comune']}, disponibile"
        yield from _diverso(dove, disponibile, dotato - erogato + rientrato + altri - impegnato)


@dataclass(frozen=True)
class Differenza:
    """One thing that changed: where, what, before and after, in words ready to be shown ("—" is: it was not there)."""

    dove: str
    voce: str
    prima: str
    dopo: str


def differenze(prima: Istantanea, dopo: Istantanea) -> list[Differenza]:
    """What changed between two pictures, in the order of the report. Empty when only the closing act differs."""
    vecchie, nuove = dict(_voci(prima)), dict(_voci(dopo))
    chiavi = [*nuove, *(chiave for chiave in vecchie if chiave not in nuove)]
    return [
        Differenza(*chiave, vecchie.get(chiave, "—"), nuove.get(chiave, "—"))
        for chiave in chiavi
        if vecchie.get(chiave, "—") != nuove.get(chiave, "—")
    ]


Voce = tuple[tuple[str, str], str]
NOMI_VOCE = {
    "presentato": "presentato",
    "ammesso": "ammesso",
    "non_ammesso": "non ammesso",
    "in_verifica": "in verifica",
    "eccedenza": "eccedenza",
    "stato": "stato",
    "motivo": "motivo",
    "macrovoce": "macrovoce",
    "linea": "linea",
    "budget_vigente": "budget vigente",
    "budget_iniziale": "budget iniziale",
    "dotato": "dotato",
    "erogato": "erogato",
    "rientrato": "rientrato",
    "altri": "interessi, spese e trasferimenti",
    "impegnato": "impegnato",
    "disponibile": "disponibile",
    "promesso": "promesso",
    "realizzato": "realizzato",
    "testo": "testo",
    "chi": "responsabile",
    "entro": "entro",
    "atto": "atto",
    "numero": "numero",
    "importo": "importo",
    "valore": "valore",
    "obiettivo": "obiettivo",
    "fatto": "raggiunto il",
    "previsto": "previsto per il",
    "verificatore": "chi ha verificato",
    "approvatore": "chi ha approvato",
    "criticita": "criticità",
    "prossimo_trimestre": "prossimo trimestre",
    "cup": "CUP",
    "partner": "ente partner",
}
EURO = {*IMPORTI, "budget_vigente", "budget_iniziale", "importo", "promesso", "realizzato"} | {*VOCI_FONDO}


def _voci(istantanea: Istantanea) -> Iterator[Voce]:
    yield from _campi("Convenzione", istantanea["convenzione"], "numero", "importo", "cup", "partner")
    yield from _campi("Relazione", istantanea["relazione"], "verificatore", "approvatore")
    for linea in istantanea["linee"]:
        yield from _voci_linea(linea)
    for spesa in istantanea["spese"]:
        yield from _campi(f"Spesa {spesa['numero']}", spesa, *IMPORTI, "stato", "motivo", "macrovoce", "linea")
    for n, rettifica in enumerate(istantanea["rettifiche"], 1):
        yield from _campi(f"Rettifica {n}, spesa {rettifica['spesa']}", rettifica, "importo", "motivo")
    yield from _voci_contorno(istantanea)


def _voci_linea(linea: dict) -> Iterator[Voce]:
    dove = f"Linea {linea['numero']}"
    yield from _campi(dove, linea, "budget_iniziale", "budget_vigente")
    for riga in linea["serie"]:
        yield from _campi(f"{dove}, trimestre {riga['trimestre']}", riga, *IMPORTI)
    for indicatore in linea["indicatori"]:
        yield from _campi(f"{dove}, {indicatore['nome']}", indicatore, "valore", "obiettivo")
    for tavola in linea.get("tavole", []):
        for riga in tavola["righe"]:
            yield from _campi(f"{dove}, {tavola['titolo']}, {riga['nome']}", riga, "valore")
    for traguardo in linea["traguardi"]:
        yield from _campi(f"{dove}, {traguardo['testo']}", traguardo, "previsto", "fatto")


def _voci_contorno(istantanea: Istantanea) -> Iterator[Voce]:
    for riga in istantanea["fondo"]:
        voci = [voce for voce in VOCI_FONDO if voce != "altri" or in_fondo(riga, voce)]
        yield from _campi(f"Fondo di {riga['comune']}", riga, *voci)
    for riga in istantanea["compartecipazione"]:
        yield from _campi(f"Compartecipazione, {riga['nome']}", riga, "promesso", "realizzato")
    for riga in istantanea["rimodulazioni"]:
        yield from _campi(f"Rimodulazione n. {riga['numero']}", riga, "stato", "atto")
    for riga in istantanea["decisioni"]:
        yield from _campi(f"Decisione {riga['numero']}", riga, "testo", "chi", "entro", "stato")
    yield from _campi("Osservazioni", istantanea["osservazioni"], "criticita", "prossimo_trimestre")


def _campi(dove: str, riga: dict, *campi: str) -> Iterator[Voce]:
    for campo in campi:
        yield (dove, NOMI_VOCE[campo]), _leggibile(campo, riga[campo])


def _leggibile(campo: str, valore: Any) -> str:
    if valore is None or valore == "":
        return "—"
    if isinstance(valore, dict):
        return "non pubblicato"
    return in_euro(Decimal(valore)) if campo in EURO else str(valore)
