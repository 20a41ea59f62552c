"""Frozen pictures of believable quarters: five lines, twelve quarters, line 5 over its budget from quarter 7."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from rendicontazione.rules.istantanea import SCHEMA
from valdera_housing.kit.denaro import ripartisci

MACROVOCI = {
    "A": "Personale dipendente",
    "B": "Collaboratori e professionisti",
    "C": "Rimborsi ai volontari",
    "D": "Canoni di locazione passivi, al netto",
    "E": "Utenze, condominio, manutenzioni",
    "F": "Erogazioni del fondo di garanzia",
    "G": "Formazione, eventi, comunicazione",
    "H": "Beni di consumo e attrezzature",
    "I": "Assicurazioni",
    "L": "Trasferte",
    "M": "Spese generali e coordinamento",
}
LINEE = {
    "GIS": ("Gestore immobiliare sociale", 270_000),
    "SPO": ("Accompagnamento e sportello", 105_000),
    "FON": ("Fondo di garanzia", 30_000),
    "FOR": ("Formazione e partecipazione", 30_000),
    "COH": ("Soluzioni abitative innovative", 15_000),
}
# Euro presented and recognisable in each of the twelve quarters.
PASSO = {
    "GIS": "9812.40 15276.18 19043.75 22310.06 23987.52 24655.31 19716.50 21480.90 22105.00 20990.45 21760.20 20300",
    "SPO": "6402.10 7911.45 8530.20 9012.66 9377.84 9240.15 8473.29 8990.10 9105.30 8760.00 9010.45 8800.00",
    "FON": "0.00 1800.00 2940.00 1440.00 3250.00 2100.00 2150.00 1900.00 2400.00 1750.00 2200.00 2050.00",
    "FOR": "0.00 1180.00 2416.50 2874.32 1650.00 2233.10 1306.20 2100.00 1850.40 2010.00 1700.00 1925.00",
    "COH": "0.00 2450.00 6835.00 1910.48 1820.00 1884.25 2712.67 900.00 1100.00 650.00 720.00 480.00",
}
PESI = {
    "GIS": {"A": 17, "D": 59, "E": 16, "I": 3, "L": 1, "M": 4},
    "SPO": {"A": 78, "B": 9, "C": 2, "H": 3, "L": 3, "M": 5},
    "FON": {"F": 100},
    "FOR": {"B": 38, "G": 52, "H": 4, "M": 6},
    "COH": {"A": 54, "E": 21, "H": 18, "I": 7},
}
FORNITORI = ("Coop. Il Melograno", "Immobiliare Era srl", "Acque Toscane spa", "Tipografia Bandecchi", "N-2026-0042")
MOTIVI = ("Fuori periodo", "Non pagata", "Oltre il massimale", "Documento mancante")


def euro(importo: Decimal) -> str:
    return f"{importo:.2f}"


def calendario() -> list[dict]:
    inizi = [date(2025 + n // 4, 1 + n % 4 * 3, 1) for n in range(13)]
    return [
        {"numero": n + 1, "dal": inizi[n].isoformat(), "al": (inizi[n + 1] - timedelta(days=1)).isoformat()}
        for n in range(12)
    ]


def istantanea(trimestre: int = 7, *, voci: int = 12, vuota: bool = False) -> dict[str, Any]:
    """A coherent picture of the quarter, with ``voci`` expenses a line; ``vuota``: nothing was ever presented."""
    spese = [] if vuota else [s for codice in LINEE for s in _spese(codice, trimestre, voci)]
    for n, spesa in enumerate(spese, 1):
        spesa |= {"n": n, "numero": f"S-2026-{n:04d}"}
    giorni = calendario()
    al = date.fromisoformat(giorni[trimestre - 1]["al"])
    return {
        "schema": SCHEMA,
        "avvertenza": "Esemplare dimostrativo: persone, importi, atti e ditte sono inventati.",
        "convenzione": {
            "numero": "12/2025", "oggetto": "Servizio di housing sociale dell'Unione Valdera",
            "stipulata_il": "2024-12-18", "dal": "2025-01-01", "al": "2027-12-31", "importo": "450000.00",
            "cup": "J51B24000180004", "procedente": "Unione Valdera", "partner": "Le Chiavi di Casa ETS",
            "trimestri": 12,
        },
        "calendario": giorni,
        "trimestre": giorni[trimestre - 1]
        | {"giorni_trascorsi": (al - date(2025, 1, 1)).days + 1, "giorni_totali": 1095},
        "relazione": {
            "versione": 1, "chiusa_il": "2026-10-30T11:20:00+01:00", "protocollo": "41877/2026",
            "verificatore": "Marta Funzionaria", "approvatore": "Giulio Dirigente", "motivo_riapertura": None,
            "sostituisce": None, "seduta": "2026-11-12",
        },
        "rendiconto": {"presentato_il": "2026-10-12", "protocollo": "39120/2026", "verifica_dal": "2026-10-13",
                       "verifica_al": "2026-10-30"},
        "linee": [_linea(codice, trimestre, spese, vuota) for codice in LINEE],
        "macrovoci": [{"codice": codice, "nome": nome} for codice, nome in MACROVOCI.items()],
        "spese": spese,
        "motivi_non_ammissione": _motivi(spese),
        "rettifiche": [],
        "fondo": [],
        "compartecipazione": [],
        "rimodulazioni": [],
        "decisioni": [],
        "osservazioni": {"criticita": "", "prossimo_trimestre": ""},
        "parametri": {"ambra_uso": "0.80", "ambra_previsione_sotto": "0.85", "rosso_previsione_sopra": "1.10",
                      "tetto_spese_generali": "0.10", "soglia_rimodulazione": "0.10", "soglia_soppressione": 3},
    }  # fmt: skip


def istantanea_completa() -> dict[str, Any]:
    """Quarter 7 with every optional part filled: indicators, fund, partner's share, acts, decisions, texts."""
    completa = istantanea(7)
    completa["linee"][0]["indicatori"] = [
        _indicatore("I01", "Nuclei alloggiati nel trimestre", "nuclei", 0, "alto", "4", "4", "5", "6"),
        _indicatore("I05", "Canoni incassati sul dovuto", "%", 1, "alto", "94.6", "95", "94.9", "95.1"),
        _indicatore("I07", "Alloggi sfitti sul disponibile", "%", 1, "basso", "6.7", "6", "5.1", "6.9"),
    ]
    completa["linee"][0]["traguardi"] = [
        {"testo": "Regolamento di accesso agli alloggi", "previsto": "2025-03-31", "fatto": "2025-03-20"},
        {"testo": "40 alloggi in gestione", "previsto": "2026-12-31", "fatto": None},
        {"testo": "Accordo territoriale rinnovato", "previsto": "2026-06-30", "fatto": None},
    ]
    completa["linee"][4]["indicatori"] = [
        _indicatore("I19", "Uscite verso una casa propria", "nuclei", 0, "alto", {"soppresso": "PRIMARIO"}, "3",
                    {"soppresso": "SECONDARIO"}, None),
    ]  # fmt: skip
    completa["linee"][3]["budget_vigente"], completa["linee"][4]["budget_vigente"] = "28000.00", "17000.00"
    completa["rimodulazioni"] = [
        {"numero": 1, "data": "2026-04-15", "stato": "RATIFICATA", "atto": "Determinazione n. 214 del 23 aprile 2026",
         "motivazione": "Allestimento della seconda casa",
         "variazioni": {"FOR": "-2000.00", "COH": "2000.00"}},
        {"numero": 2, "data": "2026-10-28", "stato": "PROPOSTA", "atto": None,
         "motivazione": "Copertura delle case fino al 2027",
         "variazioni": {"GIS": "-7000.00", "FOR": "-2500.00", "COH": "9500.00"}},
    ]  # fmt: skip
    _rifai_linea_5(completa)
    completa["rettifiche"] = [
        {"trimestre": 6, "linea": "SPO", "spesa": "S-2026-0007", "importo": "-48.20",
         "motivo": "Nota di credito del fornitore", "data": "2026-09-04"},
    ]  # fmt: skip
    completa["fondo"] = [
        _fondo("Pontedera", "25000.00", "11580.00", "3724.56", "12210.00"),
        _fondo("Casciana Terme Lari", "5000.00", "2800.00", "450.00", "2190.00", "-2.00"),
        _fondo("Calcinaia", "4000.00", "0.00", "0.00", "0.00"),
    ]
    completa["compartecipazione"] = [
        {"codice": "VOLONTARI_ORE", "nome": "Ore dei volontari", "promesso": "24000.00", "realizzato": "13542.40"},
        {"codice": "BENI_IMMOBILI", "nome": "Uso di locali", "promesso": "10800.00", "realizzato": "6300.00"},
        {"codice": "STANZA_1", "nome": "Rimborso della stanza 1", "promesso": "1500.00", "realizzato": "1000.00"},
    ]
    completa["decisioni"] = [
        {"numero": "T5-1", "data": "2026-04-15", "testo": "Rimodulazione n. 1: 2.000 € dalla linea 4 alla linea 5",
         "chi": "Unione", "entro": "2026-04-30", "stato": "ATTUATA", "nota": "Determinazione n. 214"},
        {"numero": "T6-1", "data": "2026-07-21", "testo": "Piano di rientro per chi ha più di 60 giorni di arretrato",
         "chi": "Ente partner", "entro": "2026-09-30", "stato": "IN_CORSO", "nota": "Firmati 4 piani su 7"},
        {"numero": "T6-2", "data": "2026-07-21", "testo": "Modulo unico d'invio con il servizio sociale",
         "chi": "Unione", "entro": "2026-09-30", "stato": "SCADUTA", "nota": None},
    ]  # fmt: skip
    completa["osservazioni"] = {
        "criticita": "La caldaia di un alloggio è ferma da luglio: il proprietario ha chiesto un rinvio.\n\n"
        "Il modulo unico d'invio attende il parere della Società della Salute.",
        "prossimo_trimestre": "Assegnazione di cinque alloggi; due incontri a Capannoli e Buti.",
    }
    return completa


def _spese(codice: str, trimestre: int, voci: int) -> list[dict]:
    """The line's expenses of the quarter: the last but one is still checked, the last is refused in part."""
    riconoscibile = Decimal(PASSO[codice].split()[trimestre - 1])
    if not riconoscibile:
        return []
    macrovoci = list(PESI[codice])
    quote = ripartisci(riconoscibile, [Decimal(n % 7 + 1) for n in range(voci)])
    spese = [_spesa(codice, macrovoci[n % len(macrovoci)], n, quota) for n, quota in enumerate(quote)]
    if voci > 2:
        spese[-2] |= {"ammesso": "0.00", "in_verifica": spese[-2]["ammesso"], "stato": "In verifica"}
        rifiutato = (quote[-1] / 5).quantize(Decimal("0.01"))
        spese[-1] |= {
            "presentato": euro(quote[-1] + rifiutato),
            "non_ammesso": euro(rifiutato),
            "stato": "Ammessa in parte",
            "motivo": MOTIVI[list(LINEE).index(codice) % len(MOTIVI)],
        }
    return spese if codice != "COH" else _oltre_budget(spese, trimestre)


def _spesa(codice: str, macrovoce: str, n: int, importo: Decimal) -> dict:
    giorno = date(2026, 7, 3) + timedelta(days=n * 5 % 80)
    return {
        "linea": codice, "macrovoce": macrovoce, "tipo": "Fattura", "fornitore": FORNITORI[n % len(FORNITORI)],
        "documento": f"{n + 1}/E", "data": giorno.isoformat(), "descrizione": f"{MACROVOCI[macrovoce]}, luglio 2026",
        "presentato": euro(importo), "ammesso": euro(importo), "non_ammesso": "0.00", "in_verifica": "0.00",
        "eccedenza": "0.00", "stato": "Ammessa", "motivo": None, "pagata_il": (giorno + timedelta(days=9)).isoformat(),
    }  # fmt: skip


def _oltre_budget(spese: list[dict], trimestre: int, budget: int = 15_000) -> list[dict]:
    """What passes the budget of line 5 is frozen as excess, expense by expense."""
    prima = sum((_ammesso_prima("COH", n) for n in range(1, trimestre)), Decimal(0))
    residuo = max(budget - prima, Decimal(0))
    for spesa in spese:
        ammesso = min(Decimal(spesa["ammesso"]), residuo)
        eccedenza = Decimal(spesa["ammesso"]) - ammesso
        residuo -= ammesso
        if eccedenza:
            spesa |= {"ammesso": euro(ammesso), "eccedenza": euro(eccedenza), "stato": "Eccedenza"}
    return spese


def _ammesso_prima(codice: str, trimestre: int) -> Decimal:
    """Admitted of a closed quarter: all that was recognisable, cut at the budget for line 5."""
    importi = [Decimal(i) for i in PASSO[codice].split()]
    if codice != "COH":
        return importi[trimestre - 1]
    return max(min(importi[trimestre - 1], Decimal(15_000) - sum(importi[: trimestre - 1])), Decimal(0))


def _linea(codice: str, trimestre: int, spese: list[dict], vuota: bool) -> dict:
    nome, budget = LINEE[codice]
    serie = [_riga_chiusa(codice, n, vuota) for n in range(1, trimestre)]
    return {
        "codice": codice, "numero": list(LINEE).index(codice) + 1, "nome": nome,
        "budget_iniziale": f"{budget}.00", "budget_vigente": f"{budget}.00",
        "serie": [*serie, riga_da_spese(trimestre, [s for s in spese if s["linea"] == codice])],
        "indicatori": [], "traguardi": [],
    }  # fmt: skip


def _riga_chiusa(codice: str, trimestre: int, vuota: bool) -> dict:
    importo = Decimal(0) if vuota else Decimal(PASSO[codice].split()[trimestre - 1])
    ammesso = Decimal(0) if vuota else _ammesso_prima(codice, trimestre)
    non_ammesso = (importo / 80).quantize(Decimal("0.01"))
    pesi = [Decimal(p) for p in PESI[codice].values()]
    return {
        "trimestre": trimestre, "presentato": euro(importo + non_ammesso), "ammesso": euro(ammesso),
        "non_ammesso": euro(non_ammesso), "in_verifica": "0.00", "eccedenza": euro(importo - ammesso),
        "ammesso_per_macrovoce": {
            m: euro(q) for m, q in zip(PESI[codice], ripartisci(ammesso, pesi), strict=True) if q
        },
    }  # fmt: skip


def riga_da_spese(trimestre: int, spese: list[dict]) -> dict:
    """The last row of a series, summed from its expenses."""

    def somma(voce: str, **filtro: str) -> str:
        return euro(sum((Decimal(s[voce]) for s in spese if filtro.items() <= s.items()), Decimal(0)))

    voci = ("presentato", "ammesso", "non_ammesso", "in_verifica", "eccedenza")
    return {"trimestre": trimestre} | {voce: somma(voce) for voce in voci} | {
        "ammesso_per_macrovoce": {m: somma("ammesso", macrovoce=m) for m in sorted({s["macrovoce"] for s in spese})}
    }  # fmt: skip


def _motivi(spese: list[dict]) -> list[dict]:
    motivi: dict[str, list[Decimal]] = {}
    for spesa in spese:
        if spesa["motivo"]:
            motivi.setdefault(spesa["motivo"], []).append(Decimal(spesa["non_ammesso"]))
    return [{"motivo": m, "n": len(importi), "importo": euro(sum(importi))} for m, importi in sorted(motivi.items())]


def _rifai_linea_5(completa: dict) -> None:
    """With 2.000 € more in line 5, its quarter is computed again from the expenses."""
    spese = _spese_linea_5_da_capo(completa)
    completa["linee"][4]["serie"][-1] = riga_da_spese(7, spese)


def _spese_linea_5_da_capo(completa: dict) -> list[dict]:
    spese = [s for s in completa["spese"] if s["linea"] == "COH"]
    for spesa in spese:
        intero = Decimal(spesa["ammesso"]) + Decimal(spesa["eccedenza"])
        spesa |= {"ammesso": euro(intero), "eccedenza": "0.00"}
    return _oltre_budget(spese, 7, budget=17_000)


def _indicatore(codice: str, nome: str, unita: str, decimali: int, verso: str, valore: Any, obiettivo: str,
                precedente: Any, anno_prima: Any) -> dict:  # fmt: skip
    return {"codice": codice, "nome": nome, "unita": unita, "decimali": decimali, "verso": verso, "valore": valore,
            "obiettivo": obiettivo, "precedente": precedente, "anno_prima": anno_prima}  # fmt: skip


def _fondo(comune: str, dotato: str, erogato: str, rientrato: str, impegnato: str, altri: str = "") -> dict:
    """With ``altri`` as a picture of today; without, as those taken before it was there."""
    disponibile = Decimal(dotato) - Decimal(erogato) + Decimal(rientrato) + Decimal(altri or 0) - Decimal(impegnato)
    return {"comune": comune, "dotato": dotato, "erogato": erogato, "rientrato": rientrato, "impegnato": impegnato,
            "disponibile": euro(disponibile)} | ({"altri": altri} if altri else {})  # fmt: skip
