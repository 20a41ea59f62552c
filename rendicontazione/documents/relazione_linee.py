"""The five lines in the report, what is critical in them, and what the Cabina di Regia is asked to decide."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from rendicontazione.documents import grafici_linee, grafici_tempo
from rendicontazione.documents.tabelle import (
    Cella,
    Contesto,
    Riga,
    Tabella,
    a_parole,
    capo,
    disegno,
    giorno,
    nome_linea,
    numero,
    riga,
)
from rendicontazione.rules import testi_relazione as testi
from rendicontazione.rules.conti import Conti, ContoLinea
from rendicontazione.rules.istantanea import Istantanea
from valdera_housing.kit.denaro import ZERO, in_cifre, in_euro
from valdera_housing.kit.percento import in_percento


def linee(istantanea: Istantanea, quadro: Conti) -> Contesto:
    righe = zip(quadro.linee, istantanea["linee"], strict=True)
    return {"linee": [_linea(linea, dati, istantanea, quadro) for linea, dati in righe]}


def _linea(linea: ContoLinea, dati: dict, istantanea: Istantanea, quadro: Conti) -> Contesto:
    return {
        "numero": str(linea.numero),
        "nome": linea.nome,
        "quota": in_percento(linea.budget / quadro.importo),
        "semaforo": linea.semaforo,
        "testa": disegno(grafici_linee.testa_linea(linea, quadro)),
        "importi": _tre_importi(linea),
        "previsione": _previsione(linea),
        "guida": testi.linea_in_breve(linea, quadro),
        "trimestri": disegno(grafici_tempo.trimestri_linea(linea, quadro)) if linea.totale.presentato else "",
        "macrovoci": _macrovoci_linea(linea, istantanea),
        "indicatori": _indicatori(dati, istantanea),
        "traguardi": _traguardi(dati, istantanea),
        "tavole": [_tavola(tavola, istantanea) for tavola in dati.get("tavole", [])],
        "muta": not (dati["indicatori"] or dati["traguardi"]),
    }


def _tre_importi(linea: ContoLinea) -> list[tuple[str, str]]:
    terzo = ("eccedenza", linea.totale.eccedenza) if linea.totale.eccedenza > 0 else ("residuo", linea.residuo)
    voci = [("ammesso", linea.totale.ammesso), ("in verifica", linea.totale.in_verifica), terzo]
    return [(nome, in_euro(importo)) for nome, importo in voci]


def _previsione(linea: ContoLinea) -> str:
    if linea.previsione is None:
        return "nessuna spesa su cui fare una previsione"
    return (
        f"previsione {in_euro(linea.previsione.valore)}, {in_percento(linea.quota(linea.previsione.valore))} "
        f"di {in_euro(linea.budget)}"
    )


def _macrovoci_linea(linea: ContoLinea, istantanea: Istantanea) -> Tabella | None:
    ultimo = slice(len(linea.serie) - 1, None)
    righe = [
        riga(
            voce["nome"], [numero(linea.ammesso_in(voce["codice"], ultimo)), numero(linea.ammesso_in(voce["codice"]))]
        )
        for voce in istantanea["macrovoci"]
        if linea.ammesso_in(voce["codice"])
    ]
    if not righe:
        return None
    righe.append(riga("Totale", [numero(linea.trimestre.ammesso), numero(linea.totale.ammesso)], "tot"))
    colonne = [capo("Categoria"), capo("Nel trimestre", "n"), capo("Dall'avvio", "n")]
    return Tabella("Ammesso per categoria, in euro", colonne, righe)


def _indicatori(dati: dict, istantanea: Istantanea) -> Tabella | None:
    if not dati["indicatori"]:
        return None
    trimestre = istantanea["trimestre"]["numero"]
    soglia = istantanea["parametri"]["soglia_soppressione"]
    colonne = [
        capo("Indicatore"), capo(f"T{trimestre}", "n"), capo("Unità"), capo("Obiettivo", "n"), capo("Stato"),
        capo("Trimestre prima", "n"), capo("Un anno fa", "n"),
    ]  # fmt: skip
    righe = [_riga_indicatore(voce, soglia) for voce in dati["indicatori"]]
    return Tabella("Indicatori della linea", colonne, righe)


def _riga_indicatore(voce: dict, soglia: int) -> Riga:
    verso = {"alto": "almeno ", "basso": "al più "}.get(voce["verso"], "")
    obiettivo = f"{verso}{_valore(voce['obiettivo'], voce, soglia)}" if voce["obiettivo"] is not None else "—"
    stato = _stato_indicatore(voce)
    return riga(
        Cella(voce["nome"], forte=voce["codice"]),
        [
            Cella(_valore(voce["valore"], voce, soglia), "n evidente"),
            Cella(voce["unita"], "m"),
            Cella(obiettivo, "n"),
            Cella(stato=stato) if stato else Cella("non valutato", "m"),
            Cella(_valore(voce["precedente"], voce, soglia), "n"),
            Cella(_valore(voce["anno_prima"], voce, soglia), "n"),
        ],
    )


def _valore(valore: Any, voce: dict, soglia: int) -> str:
    if valore is None:
        return "n.d."
    if isinstance(valore, dict):
        return f"<{soglia}" if valore["soppresso"] == "PRIMARIO" else "(*)"
    return in_cifre(Decimal(valore), voce["decimali"])


def _tavola(tavola: dict, istantanea: Istantanea) -> Tabella:
    soglia = istantanea["parametri"]["soglia_soppressione"]
    colonne = [
        capo("Voce"), capo(f"T{istantanea['trimestre']['numero']}", "n"), capo("Trimestre prima", "n"), capo("Unità"),
    ]  # fmt: skip
    righe = [
        riga(
            voce["nome"],
            [
                Cella(_valore(voce["valore"], voce, soglia), "n evidente"),
                Cella("—" if voce["precedente"] is None else _valore(voce["precedente"], voce, soglia), "n"),
                Cella(voce["unita"], "m"),
            ],
            "tot" if voce["nome"] == "Totale" else "",
        )
        for voce in tavola["righe"]
    ]
    return Tabella(tavola["titolo"], colonne, righe, nota=tavola["nota"])


def _stato_indicatore(voce: dict) -> str:
    """On target, within 10 % of it, or further; nothing when it cannot be said."""
    if not isinstance(voce["valore"], str) or voce["obiettivo"] is None or voce["verso"] is None:
        return ""
    valore, obiettivo = Decimal(voce["valore"]), Decimal(voce["obiettivo"])
    manca = obiettivo - valore if voce["verso"] == "alto" else valore - obiettivo
    if manca <= 0:
        return "IN_LINEA"
    return "ATTENZIONE" if manca <= abs(obiettivo) / 10 else "CRITICO"


def _traguardi(dati: dict, istantanea: Istantanea) -> Tabella | None:
    if not dati["traguardi"]:
        return None
    al = istantanea["trimestre"]["al"]
    righe = [
        riga(voce["testo"], [Cella(giorno(voce["previsto"]), "n"), Cella(giorno(voce["fatto"], "non ancora"), "n"),
                             Cella(stato=_stato_traguardo(voce, al))])
        for voce in dati["traguardi"]
    ]  # fmt: skip
    colonne = [capo("Traguardo"), capo("Previsto", "n"), capo("Raggiunto", "n"), capo("Stato")]
    return Tabella("Traguardi", colonne, righe)


def _stato_traguardo(voce: dict, al: str) -> str:
    if voce["fatto"]:
        return "FATTO"
    return "IN_RITARDO" if voce["previsto"] and voce["previsto"] <= al else "IN_CORSO"


# --- critical points and decisions ---


def punti_critici(istantanea: Istantanea, quadro: Conti) -> Contesto:
    tetto = Decimal(istantanea["parametri"]["tetto_spese_generali"])
    punti = testi.punti_critici(quadro, istantanea["compartecipazione"], tetto)
    righe = [
        riga(
            Cella(linea=str(punto.linea)) if punto.linea else Cella("tutte", "m"),
            [Cella(stato=punto.livello), Cella(punto.effetto, forte=punto.titolo)],
        )
        for punto in punti
    ]
    colonne = [capo("Linea", "stretta"), capo("Stato", "media"), capo("Punto critico ed effetto")]
    osservazioni = istantanea["osservazioni"]
    return {
        "punti_critici": Tabella("In ordine di urgenza, ricavati dai conti", colonne, righe) if righe else None,
        "criticita": _capoversi(osservazioni["criticita"]),
        "prossimo_trimestre": _capoversi(osservazioni["prossimo_trimestre"]),
        "decisioni": _decisioni(istantanea),
    }


def _capoversi(testo: str) -> list[str]:
    return [pezzo.strip() for pezzo in re.split(r"\n\s*\n", testo) if pezzo.strip()]


def _decisioni(istantanea: Istantanea) -> Tabella | None:
    if not istantanea["decisioni"]:
        return None
    righe = [
        riga(voce["numero"], [Cella(voce["testo"]), Cella(voce["chi"]), Cella(giorno(voce["entro"]), "n"),
             Cella(stato=voce["stato"]), Cella(voce["nota"] or "")])
        for voce in istantanea["decisioni"]
    ]  # fmt: skip
    colonne = [
        capo("n."), capo("Decisione", "larga"), capo("Responsabile"), capo("Entro", "n"), capo("Stato"), capo("Nota"),
    ]  # fmt: skip
    return Tabella("Stato delle decisioni delle sedute precedenti", colonne, righe, "lunga")


STATI_RIMODULAZIONE = {
    "PROPOSTA": "proposta",
    "APPROVATA": "approvata",
    "RESPINTA": "respinta",
    "RATIFICATA": "ratificata",
}


def rimodulazioni(istantanea: Istantanea, quadro: Conti) -> Contesto:
    voci = istantanea["rimodulazioni"]
    return {
        "rimodulazioni": _tabella_rimodulazioni(voci, quadro) if voci else None,
        "storia_rimodulazioni": [_storia(voce) for voce in voci],
        "seduta": a_parole(istantanea["relazione"]["seduta"]),
    }


def _tabella_rimodulazioni(voci: list[dict], quadro: Conti) -> Tabella:
    righe = [_riga_rimodulata(nome_linea(linea), [linea], voci) for linea in quadro.linee]
    righe.append(_riga_rimodulata("Totale", quadro.linee, voci, "tot"))
    nomi = [f"n. {voce['numero']}, {STATI_RIMODULAZIONE[voce['stato']]}" for voce in voci]
    colonne = [
        capo("Linea"), capo("Iniziale", "n"), *(capo(nome, "n") for nome in nomi), capo("Vigente", "n tutto"),
        capo("Ammesso e in verifica", "n"), capo("Previsione", "n"),
    ]  # fmt: skip
    return Tabella("Budget per linea e variazioni, in euro", colonne, righe)


def _riga_rimodulata(nome: Cella | str, linee: Sequence[ContoLinea], voci: list[dict], classe: str = "") -> Riga:
    """Budget at the start, every shift, budget now, what is used and what is foreseen, for one line or for all."""
    mosse = [[Decimal(voce["variazioni"].get(linea.codice, "0.00")) for linea in linee] for voce in voci]
    celle = [
        numero(sum((linea.budget_iniziale for linea in linee), ZERO)),
        *(numero(sum(mossa, ZERO)) for mossa in mosse),
        numero(sum((linea.budget for linea in linee), ZERO), "tutto"),
        numero(sum((linea.totale.ammesso + linea.totale.in_verifica for linea in linee), ZERO)),
        numero(sum((linea.previsione.valore for linea in linee if linea.previsione), ZERO)),
    ]
    return riga(nome, celle, classe)


def _storia(voce: dict) -> str:
    atto = f", {voce['atto']}" if voce["atto"] else ""
    stato = STATI_RIMODULAZIONE[voce["stato"]]
    return f"Rimodulazione n. {voce['numero']}, {stato}, {a_parole(voce['data'])}{atto}: {voce['motivazione']}"
