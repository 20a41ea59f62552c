"""The files inside the report's PDF: the frozen picture as JSON, its tables as CSV for Italian spreadsheets."""

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from rendicontazione.rules.istantanea import IMPORTI, VOCI_FONDO, Istantanea, in_byte, in_fondo
from valdera_housing.kit.pdf import Allegato

PERICOLOSI = ("=", "+", "-", "@", "\t", "\r", "\n")


def allegati(istantanea: Istantanea) -> list[Allegato]:
    """All of them, in name order. ``istantanea.json`` has the fingerprint printed on the report as its SHA-256."""
    numero = istantanea["trimestre"]["numero"]
    elenco = [
        Allegato("istantanea.json", in_byte(istantanea), "Tutti i dati della relazione", "Source"),
        Allegato("quadro-economico.csv", _quadro(istantanea), "Importi per linea e trimestre"),
        Allegato(f"spese-T{numero}.csv", _spese(istantanea), f"Spese presentate nel trimestre {numero}"),
        Allegato("indicatori.csv", _indicatori(istantanea), "Indicatori delle linee"),
    ]
    if any(linea.get("tavole") for linea in istantanea["linee"]):
        elenco.append(Allegato("attivita.csv", _attivita(istantanea), "Tavole di attività delle linee"))
    if istantanea["fondo"]:
        elenco.append(Allegato("fondo.csv", _fondo(istantanea), "Fondo di garanzia per comune"))
    return sorted(elenco, key=lambda allegato: allegato.nome)


def in_csv(colonne: Sequence[str], righe: Iterable[Sequence[Any]]) -> bytes:
    """Semicolons, decimal commas, BOM, CRLF; text that a spreadsheet would run as a formula gets an apostrophe."""
    testo = io.StringIO()
    scrittore = csv.writer(testo, delimiter=";", lineterminator="\r\n")
    scrittore.writerow(colonne)
    scrittore.writerows([_cella(valore) for valore in riga] for riga in righe)
    return testo.getvalue().encode("utf-8-sig")


def _cella(valore: Any) -> str:
    if valore is None:
        return ""
    if isinstance(valore, Decimal):
        return str(valore).replace(".", ",")
    testo = str(valore)
    return f"'{testo}" if testo.startswith(PERICOLOSI) else testo


def _quadro(istantanea: Istantanea) -> bytes:
    macrovoci = [voce["codice"] for voce in istantanea["macrovoci"]]
    colonne = ["linea", "codice", "nome", "budget_iniziale", "budget_vigente", "trimestre", "dal", "al", *IMPORTI]
    righe = (
        [
            linea["numero"], linea["codice"], linea["nome"],
            Decimal(linea["budget_iniziale"]), Decimal(linea["budget_vigente"]),
            riga["trimestre"], periodo["dal"], periodo["al"],
            *(Decimal(riga[voce]) for voce in IMPORTI),
            *(Decimal(riga["ammesso_per_macrovoce"].get(codice, "0.00")) for codice in macrovoci),
        ]
        for linea in istantanea["linee"]
        for riga, periodo in zip(linea["serie"], istantanea["calendario"], strict=False)
    )  # fmt: skip
    return in_csv([*colonne, *(f"ammesso_{codice}" for codice in macrovoci)], righe)


TESTI_SPESA = ("numero", "linea", "macrovoce", "tipo", "fornitore", "documento", "data", "descrizione")


def _spese(istantanea: Istantanea) -> bytes:
    righe = (
        [
            spesa["n"], *(spesa[voce] for voce in TESTI_SPESA), *(Decimal(spesa[voce]) for voce in IMPORTI),
            spesa["stato"], spesa["motivo"], spesa["pagata_il"],
        ]
        for spesa in istantanea["spese"]
    )  # fmt: skip
    return in_csv(["n", *TESTI_SPESA, *IMPORTI, "stato", "motivo", "pagata_il"], righe)


def _indicatori(istantanea: Istantanea) -> bytes:
    colonne = ("linea", "codice", "nome", "unita", "valore", "obiettivo", "precedente", "anno_prima")
    valori = ("valore", "obiettivo", "precedente", "anno_prima")
    righe = (
        [linea["codice"], indicatore["codice"], indicatore["nome"], indicatore["unita"],
         *(_valore(indicatore[voce], istantanea) for voce in valori)]
        for linea in istantanea["linee"]
        for indicatore in linea["indicatori"]
    )  # fmt: skip
    return in_csv(colonne, righe)


def _attivita(istantanea: Istantanea) -> bytes:
    righe = (
        [linea["codice"], tavola["titolo"], voce["nome"], voce["unita"],
         *(_valore(voce[nome], istantanea) for nome in ("valore", "precedente"))]
        for linea in istantanea["linee"]
        for tavola in linea.get("tavole", [])
        for voce in tavola["righe"]
    )  # fmt: skip
    return in_csv(("linea", "tavola", "voce", "unita", "valore", "precedente"), righe)


def _valore(valore: Any, istantanea: Istantanea) -> Any:
    if isinstance(valore, dict):
        return f"<{istantanea['parametri']['soglia_soppressione']}" if valore["soppresso"] == "PRIMARIO" else "(*)"
    return None if valore is None else Decimal(valore)


def _fondo(istantanea: Istantanea) -> bytes:
    righe = ([riga["comune"], *(in_fondo(riga, voce) for voce in VOCI_FONDO)] for riga in istantanea["fondo"])
    return in_csv(("comune", *VOCI_FONDO), righe)
