"""The quarterly report as PDF: from the frozen picture alone, with no clock and no database.

Each section is a function here (what it says) and a partial in templates/documenti/rendicontazione/relazione/ (where
it stands). The same picture gives the same bytes.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from rendicontazione.documents import grafici
from rendicontazione.documents.allegati import allegati
from rendicontazione.documents.grafici import BREVI
from rendicontazione.documents.tabelle import Cella, Riga, Tabella, numero, riga, testa
from rendicontazione.rules import testi_relazione as testi
from rendicontazione.rules.conti import Conti, ContoLinea, Movimenti, conti
from rendicontazione.rules.istantanea import Istantanea, impronta
from valdera_housing.kit.denaro import ZERO, in_cifre, in_euro
from valdera_housing.kit.giorni import in_cifre as giorno_in_cifre
from valdera_housing.kit.giorni import in_parole, istante, mesi_brevi, periodo
from valdera_housing.kit.pdf import html_in_pdf
from valdera_housing.kit.percento import in_percento

CARTELLA = "documenti/rendicontazione/relazione"
FOGLIO = Path(__file__).resolve().parents[2] / "static" / "documenti" / "relazione.css"
POCHE_PROPOSTE = 2
APOSTROFO = re.compile(r"(?<=[^\W\d_])(?:'|&#x27;|&#39;)(?=\w)")
Contesto = dict[str, Any]


def relazione_pdf(istantanea: Istantanea) -> bytes:
    """PDF/A-3a and PDF/UA-1 bytes with the data attached; about two seconds.

    Raises IstantaneaIncoerente when the sums of the picture disagree, PdfNonDisponibile when Pango is missing.
    """
    return html_in_pdf(
        relazione_html(istantanea),
        css=FOGLIO.read_text("utf-8"),
        quando=datetime.fromisoformat(istantanea["relazione"]["chiusa_il"]),
        allegati=allegati(istantanea),
    )


def relazione_html(istantanea: Istantanea) -> str:
    """The report before it becomes paper; typographic apostrophes between letters."""
    quadro = conti(istantanea)
    contesto = _documento(istantanea, quadro)
    for sezione in SEZIONI:
        contesto |= sezione(istantanea, quadro)
    return APOSTROFO.sub("’", render_to_string(f"{CARTELLA}/relazione.html", contesto))


def _svg(disegno: str) -> SafeString:
    return mark_safe(disegno)  # noqa: S308 - made by kit/disegno.py, which escapes every text


def _giorno(iso: str | None, vuoto: str = "—") -> str:
    return giorno_in_cifre(date.fromisoformat(iso)) if iso else vuoto


def _euro(importo: str) -> str:
    return in_euro(Decimal(importo))


def _documento(istantanea: Istantanea, quadro: Conti) -> Contesto:
    """What the whole document shares: running heads, fingerprint, which sections there are."""
    convenzione, trimestre = istantanea["convenzione"], istantanea["trimestre"]
    dal, al = (date.fromisoformat(trimestre[capo]) for capo in ("dal", "al"))
    firma = impronta(istantanea)
    return {
        "convenzione": convenzione,
        "titolo": f"Relazione trimestrale per la Cabina di Regia, trimestre {quadro.trimestre} di {quadro.trimestri}",
        "trimestre": str(quadro.trimestre),
        "trimestri": str(quadro.trimestri),
        "periodo": periodo(dal, al),
        "al": in_parole(al),
        "versione": str(istantanea["relazione"]["versione"]),
        "impronta": firma,
        "impronta_breve": " ".join(firma[i : i + 4] for i in range(0, 12, 4)),
        "impronta_a_gruppi": [" ".join(firma[i + j : i + j + 4] for j in range(0, 16, 4)) for i in range(0, 64, 16)],
    }


# --- 1 cover --------------------------------------------------------------------------------------------------


def _copertina(istantanea: Istantanea, quadro: Conti) -> Contesto:
    convenzione, relazione = istantanea["convenzione"], istantanea["relazione"]
    dal, al = (date.fromisoformat(convenzione[capo]) for capo in ("dal", "al"))
    stipulata = in_parole(date.fromisoformat(convenzione["stipulata_il"]))
    voci = [
        ("Convenzione", f"n. {convenzione['numero']}, stipulata il {stipulata}"),
        ("Durata", periodo(dal, al)),
        ("Risorse", in_euro(quadro.importo)),
        ("CUP", convenzione["cup"]),
        ("Ente partner", convenzione["partner"]),
        ("Versione", f"{relazione['versione']}, chiusa il {_momento(relazione['chiusa_il'])}"),
        ("Protocollo", relazione["protocollo"]),
        ("Seduta", _in_parole(relazione["seduta"])),
    ]
    return {
        "voci_copertina": [voce for voce in voci if voce[1]],
        "grafico_copertina": _svg(grafici.copertina(quadro, istantanea["calendario"])),
        "avvertenza": istantanea["avvertenza"],
        "riapertura": _riapertura(relazione),
    }


def _momento(iso: str) -> str:
    return istante(datetime.fromisoformat(iso))


def _in_parole(iso: str | None) -> str:
    return in_parole(date.fromisoformat(iso)) if iso else ""


def _riapertura(relazione: dict) -> str:
    """What a reopened quarter says on its cover, or nothing."""
    if not relazione["motivo_riapertura"]:
        return ""
    precedente = relazione["versione"] - 1
    return f"Sostituisce la versione {precedente}. Motivo della riapertura: {relazione['motivo_riapertura']}"


# --- 2 summary ------------------------------------------------------------------------------------------------


def _sintesi(istantanea: Istantanea, quadro: Conti) -> Contesto:
    parametri = istantanea["parametri"]
    proposte = testi.proposte(quadro, istantanea["rimodulazioni"], Decimal(parametri["soglia_rimodulazione"]))
    return {
        "sintesi": testi.sintesi(quadro),
        "cifre": _cifre(quadro),
        "cinque_linee": _svg(grafici.cinque_linee(quadro)),
        "proposte": proposte,
        "con_testo": len(proposte) <= POCHE_PROPOSTE,
        "entro_seduta": _giorno(istantanea["relazione"]["seduta"], "prossima seduta"),
        "fatti": _fatti(istantanea, quadro),
    }


def _cifre(quadro: Conti) -> list[tuple[str, str]]:
    totale, previsione = quadro.totale, quadro.previsione
    quota = in_percento(totale.ammesso / quadro.importo)
    fabbisogno = (
        (
            in_euro(previsione.valore),
            f"fabbisogno a fine convenzione, {in_percento(previsione.valore / quadro.importo)}",
        )
        if previsione
        else ("—", "fabbisogno: nessuna spesa su cui prevederlo")
    )
    return [
        (in_euro(totale.ammesso), f"ammessi dall'avvio, {quota} di {in_euro(quadro.importo)}"),
        (in_euro(totale.in_verifica), "ancora in verifica"),
        (in_euro(quadro.residuo), "residuo, tolti ammesso e in verifica"),
        fabbisogno,
    ]


def _fatti(istantanea: Istantanea, quadro: Conti) -> list[tuple[str, str, str]]:
    """Five figures of the quarter: number, what it is, beside what it stands."""
    trimestre, spese = quadro.del_trimestre, istantanea["spese"]
    precedente = quadro.serie[-2] if quadro.trimestre > 1 else None
    return [
        (str(len(spese)), "voci di spesa presentate", f"per {in_euro(trimestre.presentato)}"),
        (
            in_euro(trimestre.ammesso),
            "ammessi nel trimestre",
            f"nel trimestre {quadro.trimestre - 1}: {in_euro(precedente.ammesso)}"
            if precedente
            else "primo trimestre",
        ),
        (in_euro(trimestre.non_ammesso), "non ammessi", _motivo_principale(istantanea)),
        (in_euro(quadro.totale.eccedenza), "congelati in eccedenza", _linee_in_eccedenza(quadro)),
        _macrovoce_principale(istantanea, quadro),
    ]


def _motivo_principale(istantanea: Istantanea) -> str:
    motivi = sorted(istantanea["motivi_non_ammissione"], key=lambda m: (-Decimal(m["importo"]), m["motivo"]))
    return f"primo motivo: {motivi[0]['motivo'].lower()}" if motivi else "nessun motivo di rifiuto"


def _linee_in_eccedenza(quadro: Conti) -> str:
    numeri = [str(linea.numero) for linea in quadro.linee if linea.totale.eccedenza > 0]
    if not numeri:
        return "nessuna linea oltre il budget"
    return f"linea {numeri[0]}" if len(numeri) == 1 else f"linee {testi.elenco(numeri)}"


def _macrovoce_principale(istantanea: Istantanea, quadro: Conti) -> tuple[str, str, str]:
    ammesso = quadro.totale.ammesso
    if ammesso <= 0:
        return "—", "prima categoria di costo", "nessuna spesa ammessa"
    voce = max(istantanea["macrovoci"], key=lambda v: quadro.ammesso_in(v["codice"]))
    return (
        in_percento(quadro.ammesso_in(voce["codice"]) / ammesso),
        voce["nome"].lower(),
        "prima categoria, dall'avvio",
    )


# --- 3 economic picture ---------------------------------------------------------------------------------------


def _quadro(istantanea: Istantanea, quadro: Conti) -> Contesto:
    return {
        "quadro": testi.quadro(quadro),
        "cumulata": _svg(grafici.cumulata(quadro, istantanea["calendario"])),
        "conto_per_linea": _conto_per_linea(istantanea, quadro),
        "per_trimestre": _per_trimestre(istantanea, quadro),
        "per_macrovoce": _per_macrovoce(istantanea, quadro),
        "tetto_generali": _tetto_generali(istantanea, quadro),
        "compartecipazione": _compartecipazione(istantanea, quadro),
        "previsioni": _svg(grafici.previsioni(quadro)),
        "ha_previsioni": quadro.previsione is not None,
    }


def _colonne_linee(quadro: Conti, prima: str) -> list[Cella]:
    linee = [testa(BREVI.get(linea.codice, linea.codice), "n", str(linea.numero)) for linea in quadro.linee]
    return [testa(prima), *linee, testa("Totale", "n tutto")]


def _conto_per_linea(istantanea: Istantanea, quadro: Conti) -> Tabella:
    anno = f"Ammesso nell'anno {quadro.anno}"

    def voce(nome: str, di: Callable[[ContoLinea], Decimal], classe: str = "") -> Riga:
        importi = [di(linea) for linea in quadro.linee]
        return riga(nome, [*map(numero, importi), numero(sum(importi, ZERO), "tutto")], classe)

    righe = [
        voce("Budget iniziale", lambda linea: linea.budget_iniziale),
        voce("Rimodulazioni approvate", lambda linea: linea.budget - linea.budget_iniziale),
        voce("Budget vigente", lambda linea: linea.budget, "forte stacco"),
        voce("Presentato nel trimestre", lambda linea: linea.trimestre.presentato),
        voce("Ammesso nel trimestre", lambda linea: linea.trimestre.ammesso),
        voce(anno, lambda linea: linea.anno.ammesso),
        voce("Ammesso dall'avvio", lambda linea: linea.totale.ammesso, "forte"),
        voce("In verifica", lambda linea: linea.totale.in_verifica),
        voce("Eccedenza congelata", lambda linea: linea.totale.eccedenza),
        voce("Residuo", lambda linea: linea.residuo, "forte stacco"),
        *_righe_quote(quadro),
    ]
    titolo = f"Situazione al {_in_parole(istantanea['trimestre']['al'])}, importi in euro"
    nota = (
        "Residuo = budget vigente − ammesso − in verifica. Eccedenza = spesa regolare oltre il budget della linea: non "
        "è respinta, attende una rimodulazione. Il calcolo della previsione è nelle note di metodo."
    )
    return Tabella(titolo, _colonne_linee(quadro, "Voce"), righe, nota=nota)


def _righe_quote(quadro: Conti) -> list[Riga]:
    def quote(nome: str, celle: list[str], totale: str) -> Riga:
        return riga(nome, [*(Cella(c, "n") for c in celle), Cella(totale, "n tutto")])

    previste = [linea.previsione for linea in quadro.linee]
    totale = quadro.previsione
    return [
        quote(
            "Ammesso sul budget",
            [in_percento(linea.uso) for linea in quadro.linee],
            in_percento(quadro.totale.ammesso / quadro.importo),
        ),
        quote("Tempo trascorso", [in_percento(quadro.tempo)] * len(quadro.linee), in_percento(quadro.tempo)),
        quote(
            "Previsione a fine convenzione",
            [in_cifre(p.valore) if p else "—" for p in previste],
            in_cifre(totale.valore) if totale else "—",
        ),
        quote(
            "Previsione sul budget",
            [in_percento(linea.quota(linea.previsione.valore)) if linea.previsione else "—" for linea in quadro.linee],
            in_percento(totale.valore / quadro.importo) if totale else "—",
        ),
    ]


PER_TAVOLA = 7


def _per_trimestre(istantanea: Istantanea, quadro: Conti) -> list[Tabella]:
    """Admitted by line and quarter; past seven quarters a second table carries the rest, with its head and totals."""
    tavole = []
    for inizio in range(0, quadro.trimestre, PER_TAVOLA):
        fine = min(inizio + PER_TAVOLA, quadro.trimestre)
        tavole.append(_tavola_trimestri(istantanea, quadro, inizio, fine, ultima=fine == quadro.trimestre))
    return tavole


def _tavola_trimestri(istantanea: Istantanea, quadro: Conti, inizio: int, fine: int, *, ultima: bool) -> Tabella:
    calendario = istantanea["calendario"][inizio:fine]
    colonne = [testa("Linea")] + [
        Cella(mesi_brevi(date.fromisoformat(t["dal"]), date.fromisoformat(t["al"])), "n", forte=f"T{t['numero']}")
        for t in calendario
    ]
    righe = []
    for linea in quadro.linee:
        celle = [numero(m.ammesso, _tinta(linea.quota(m.ammesso))) for m in linea.serie[inizio:fine]]
        totale = [numero(linea.totale.ammesso, "tutto")] if ultima else []
        righe.append(riga(_nome_linea(linea), [*celle, *totale]))
    somme = [numero(m.ammesso) for m in quadro.serie[inizio:fine]]
    righe.append(riga("Totale", [*somme, *([numero(quadro.totale.ammesso, "tutto")] if ultima else [])], "tot"))
    titolo = (
        "Spesa ammessa per linea e trimestre, in euro. La tinta cresce con la quota del budget della linea: bianco "
        "0 %, più scura oltre 12 %"
        if not inizio
        else f"Spesa ammessa, trimestri da {inizio + 1} a {fine}"
    )
    return Tabella(titolo, [*colonne, *([testa("Dall'avvio", "n tutto")] if ultima else [])], righe, "heat")


def _tinta(quota: Decimal) -> str:
    gradini = [Decimal(g) for g in ("0.00", "0.03", "0.06", "0.09", "0.12")]
    return f"h{sum(quota > g for g in gradini)}"


def _nome_linea(linea: ContoLinea) -> Cella:
    return Cella(BREVI.get(linea.codice, linea.nome), linea=str(linea.numero))


def _per_macrovoce(istantanea: Istantanea, quadro: Conti) -> Tabella:
    ammesso = quadro.totale.ammesso
    voci = [(voce, quadro.ammesso_in(voce["codice"])) for voce in istantanea["macrovoci"]]
    massimo = max([importo for _, importo in voci] + [Decimal(1)])
    righe = [
        riga(
            Cella(voce["nome"], forte=voce["codice"]),
            [
                numero(quadro.ammesso_in(voce["codice"], slice(quadro.trimestre - 1, None))),
                numero(quadro.ammesso_in(voce["codice"], quadro.trimestri_anno)),
                numero(importo),
                Cella(in_percento(importo / ammesso) if ammesso else "—", "n"),
                Cella(barra=_barra(importo / massimo)),
            ],
        )
        for voce, importo in voci
    ]
    totali = [numero(m.ammesso) for m in (quadro.del_trimestre, quadro.dell_anno, quadro.totale)]
    tutto = Cella(in_percento(Decimal(1)) if ammesso else "—", "n")
    righe.append(riga("Totale", [*totali, tutto, Cella()], "tot"))
    colonne = [
        testa("Categoria"),
        *(testa(nome, "n") for nome in ("Nel trimestre", f"Nell'anno {quadro.anno}", "Dall'avvio", "Quota")),
        testa("", "barra"),
    ]
    return Tabella("Spesa ammessa per categoria di costo, in euro", colonne, righe)


def _barra(quota: Decimal) -> str:
    """Width of a bar in a cell, for CSS."""
    return f"{max(float(quota), 0) * 100:.1f}%"


def _tetto_generali(istantanea: Istantanea, quadro: Conti) -> str:
    if quadro.totale.ammesso <= 0:
        return ""
    tetto = Decimal(istantanea["parametri"]["tetto_spese_generali"])
    quota = quadro.ammesso_in("M") / quadro.totale.ammesso
    esito = "sotto" if quota <= tetto else "sopra"
    return f"Spese generali e coordinamento: {in_percento(quota)} del totale, {esito} il tetto del {in_percento(tetto, 0)}."


def _compartecipazione(istantanea: Istantanea, quadro: Conti) -> Tabella | None:
    voci = istantanea["compartecipazione"]
    if not voci:
        return None
    righe = [_riga_promessa(voce["nome"], Decimal(voce["promesso"]), Decimal(voce["realizzato"])) for voce in voci]
    promesso, realizzato = (sum((Decimal(v[nome]) for v in voci), ZERO) for nome in ("promesso", "realizzato"))
    righe.append(_riga_promessa("Totale", promesso, realizzato, "tot"))
    atteso = (promesso * quadro.tempo).quantize(Decimal("0.01"))
    nota = f"In proporzione al tempo ({in_percento(quadro.tempo)}) l'atteso è {in_euro(atteso)}."
    colonne = [testa("Risorsa"), testa("Promessa", "n"), testa("Realizzata", "n"), testa("Quota", "n")]
    return Tabella("Compartecipazione, in euro: mai rimborsata", colonne, righe, nota=nota)


def _riga_promessa(nome: str, promesso: Decimal, realizzato: Decimal, classe: str = "") -> Riga:
    quota = in_percento(realizzato / promesso) if promesso else "—"
    return riga(nome, [numero(promesso), numero(realizzato), Cella(quota, "n")], classe)


# --- 4–8 the five lines ---------------------------------------------------------------------------------------


def _linee(istantanea: Istantanea, quadro: Conti) -> Contesto:
    righe = zip(quadro.linee, istantanea["linee"], strict=True)
    return {"linee": [_linea(linea, dati, istantanea, quadro) for linea, dati in righe]}


def _linea(linea: ContoLinea, dati: dict, istantanea: Istantanea, quadro: Conti) -> Contesto:
    return {
        "numero": str(linea.numero),
        "nome": linea.nome,
        "quota": in_percento(linea.budget / quadro.importo),
        "semaforo": linea.semaforo,
        "testa": _svg(grafici.testa_linea(linea, quadro)),
        "importi": _tre_importi(linea),
        "previsione": _previsione(linea),
        "guida": testi.linea_in_breve(linea, quadro),
        "trimestri": _svg(grafici.trimestri_linea(linea, quadro)) if linea.totale.presentato else "",
        "macrovoci": _macrovoci_linea(linea, istantanea),
        "indicatori": _indicatori(dati, istantanea),
        "traguardi": _traguardi(dati, istantanea),
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
    colonne = [testa("Categoria"), testa("Nel trimestre", "n"), testa("Dall'avvio", "n")]
    return Tabella("Ammesso per categoria, in euro", colonne, righe)


def _indicatori(dati: dict, istantanea: Istantanea) -> Tabella | None:
    if not dati["indicatori"]:
        return None
    trimestre = istantanea["trimestre"]["numero"]
    soglia = istantanea["parametri"]["soglia_soppressione"]
    colonne = [
        testa("Indicatore"), testa(f"T{trimestre}", "n"), testa("Unità"), testa("Obiettivo", "n"), testa("Stato"),
        testa("Trimestre prima", "n"), testa("Un anno fa", "n"),
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
        riga(voce["testo"], [Cella(_giorno(voce["previsto"]), "n"), Cella(_giorno(voce["fatto"], "non ancora"), "n"),
                             Cella(stato=_stato_traguardo(voce, al))])
        for voce in dati["traguardi"]
    ]  # fmt: skip
    colonne = [testa("Traguardo"), testa("Previsto", "n"), testa("Raggiunto", "n"), testa("Stato")]
    return Tabella("Traguardi", colonne, righe)


def _stato_traguardo(voce: dict, al: str) -> str:
    if voce["fatto"]:
        return "FATTO"
    return "IN_RITARDO" if voce["previsto"] and voce["previsto"] <= al else "IN_CORSO"


# --- 9 fund ---------------------------------------------------------------------------------------------------


def _fondo(istantanea: Istantanea, quadro: Conti) -> Contesto:
    righe = istantanea["fondo"]
    return {
        "fondo": _tabella_fondo(righe) if righe else None,
        "grafico_fondo": _svg(grafici.fondo(istantanea)) if righe else "",
    }


def _tabella_fondo(righe: list[dict]) -> Tabella:
    segni = (("dotato", "Dotato", 1), ("erogato", "Erogato", -1), ("rientrato", "Rientrato", 1),
             ("impegnato", "Impegnato", -1), ("disponibile", "Disponibile", 1))  # fmt: skip

    def voce(chiave: str, nome: str, segno: int) -> Riga:
        importi = [Decimal(r[chiave]) * segno or ZERO for r in righe]
        classe = "forte stacco" if chiave in {"dotato", "disponibile"} else ""
        return riga(nome, [*map(numero, importi), numero(sum(importi, ZERO), "tutto")], classe)

    colonne = [testa("Voce"), *(testa(r["comune"], "n") for r in righe), testa("Totale", "n tutto")]
    return Tabella("Il fondo per comune dall'avvio, in euro", colonne, [voce(*segno) for segno in segni])


# --- 10 rendiconto --------------------------------------------------------------------------------------------


def _rendiconto(istantanea: Istantanea, quadro: Conti) -> Contesto:
    return {
        "rendiconto": testi.rendiconto(quadro, len(istantanea["spese"])),
        "esiti": _svg(grafici.esiti(quadro)) if istantanea["spese"] else "",
        "esito_verifica": _esito_verifica(istantanea, quadro) if istantanea["spese"] else None,
        "motivi": _motivi(istantanea),
        "qualita": _qualita(quadro),
        "rettifiche": _rettifiche(istantanea),
        "file_spese": f"spese-T{quadro.trimestre}.csv",
    }


def _esito_verifica(istantanea: Istantanea, quadro: Conti) -> Tabella:
    def voce(nome: Cella | str, quante: int, m: Movimenti, classe: str = "") -> Riga:
        importi = (m.presentato, m.ammesso, m.in_verifica, m.non_ammesso, m.eccedenza)
        return riga(nome, [Cella(str(quante), "n"), *map(numero, importi)], classe)

    righe = [
        voce(
            Cella(linea.nome, linea=str(linea.numero)),
            sum(spesa["linea"] == linea.codice for spesa in istantanea["spese"]),
            linea.trimestre,
        )
        for linea in quadro.linee
    ]
    righe.append(voce("Totale", len(istantanea["spese"]), quadro.del_trimestre, "tot"))
    nomi = ("Voci", "Presentato", "Ammesso", "In verifica", "Non ammesso", "Eccedenza")
    colonne = [testa("Linea"), *(testa(nome, "n") for nome in nomi)]
    return Tabella("Voci di spesa e importi per linea, in euro", colonne, righe)


def _motivi(istantanea: Istantanea) -> Tabella | None:
    motivi = sorted(istantanea["motivi_non_ammissione"], key=lambda m: (-Decimal(m["importo"]), m["motivo"]))
    if not motivi:
        return None
    righe = [riga(m["motivo"], [Cella(str(m["n"]), "n"), numero(Decimal(m["importo"]))]) for m in motivi]
    totale = sum((Decimal(m["importo"]) for m in motivi), ZERO)
    righe.append(riga("Totale", [Cella(str(sum(m["n"] for m in motivi)), "n"), numero(totale)], "tot"))
    return Tabella(
        "Motivi di non ammissione, in euro", [testa("Motivo"), testa("Voci", "n"), testa("Importo", "n")], righe
    )


def _qualita(quadro: Conti) -> list[Tabella]:
    """Refused over presented, quarter by quarter, seven to a table."""
    return [
        _tavola_qualita(quadro, inizio, min(inizio + PER_TAVOLA, quadro.trimestre))
        for inizio in range(0, quadro.trimestre, PER_TAVOLA)
    ]


def _tavola_qualita(quadro: Conti, inizio: int, fine: int) -> Tabella:
    ultima = fine == quadro.trimestre
    movimenti = [*quadro.serie[inizio:fine], *([quadro.totale] if ultima else [])]
    classi = [""] * (fine - inizio) + (["tutto"] if ultima else [])
    coppie = list(zip(movimenti, classi, strict=True))
    righe = [
        riga("Presentato", [numero(m.presentato, c) for m, c in coppie]),
        riga("Non ammesso", [numero(m.non_ammesso, c) for m, c in coppie]),
        riga("Ogni cento euro", [Cella(_ogni_cento(m), f"n {c}".strip()) for m, c in coppie], "forte"),
    ]
    colonne = [testa("Voce"), *(testa(f"T{n}", "n") for n in range(inizio + 1, fine + 1))]
    if ultima:
        colonne.append(testa("Dall'avvio", "n tutto"))
    return Tabella("Non ammesso ogni cento euro presentati, per trimestre", colonne, righe)


def _ogni_cento(movimenti: Movimenti) -> str:
    if movimenti.presentato <= 0:
        return "—"
    return in_cifre((movimenti.non_ammesso / movimenti.presentato * 100).quantize(Decimal("0.01")))


def _rettifiche(istantanea: Istantanea) -> Tabella | None:
    if not istantanea["rettifiche"]:
        return None
    numeri = {linea["codice"]: str(linea["numero"]) for linea in istantanea["linee"]}
    righe = [
        riga(f"T{voce['trimestre']}", [Cella(linea=numeri[voce["linea"]]), Cella(voce["spesa"]), Cella(voce["motivo"]),
             Cella(_giorno(voce["data"]), "n"), numero(Decimal(voce["importo"]))])
        for voce in istantanea["rettifiche"]
    ]  # fmt: skip
    colonne = [
        testa("Trimestre"), testa("Linea"), testa("Spesa"), testa("Motivo"), testa("Data", "n"), testa("Importo", "n"),
    ]  # fmt: skip
    return Tabella("Variazioni dell'ammesso di trimestri già chiusi, in euro", colonne, righe, "lunga")


# --- 11–12 critical points, decisions -------------------------------------------------------------------------


def _punti_critici(istantanea: Istantanea, quadro: Conti) -> Contesto:
    tetto = Decimal(istantanea["parametri"]["tetto_spese_generali"])
    punti = testi.punti_critici(quadro, istantanea["compartecipazione"], tetto)
    righe = [
        riga(
            Cella(linea=str(punto.linea)) if punto.linea else Cella("tutte", "m"),
            [Cella(stato=punto.livello), Cella(punto.effetto, forte=punto.titolo)],
        )
        for punto in punti
    ]
    colonne = [testa("Linea", "stretta"), testa("Stato", "media"), testa("Punto critico ed effetto")]
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
        riga(voce["numero"], [Cella(voce["testo"]), Cella(voce["chi"]), Cella(_giorno(voce["entro"]), "n"),
             Cella(stato=voce["stato"]), Cella(voce["nota"] or "")])
        for voce in istantanea["decisioni"]
    ]  # fmt: skip
    colonne = [
        testa("n."), testa("Decisione", "larga"), testa("Responsabile"), testa("Entro", "n"), testa("Stato"), testa("Nota"),
    ]  # fmt: skip
    return Tabella("Stato delle decisioni delle sedute precedenti", colonne, righe, "lunga")


STATI_RIMODULAZIONE = {
    "PROPOSTA": "proposta",
    "APPROVATA": "approvata",
    "RESPINTA": "respinta",
    "RATIFICATA": "ratificata",
}


def _rimodulazioni(istantanea: Istantanea, quadro: Conti) -> Contesto:
    voci = istantanea["rimodulazioni"]
    return {
        "rimodulazioni": _tabella_rimodulazioni(voci, quadro) if voci else None,
        "storia_rimodulazioni": [_storia(voce) for voce in voci],
        "seduta": _in_parole(istantanea["relazione"]["seduta"]),
    }


def _tabella_rimodulazioni(voci: list[dict], quadro: Conti) -> Tabella:
    def mosso(voce: dict, linea: ContoLinea) -> Decimal:
        return Decimal(voce["variazioni"].get(linea.codice, "0.00"))

    def celle(linee: tuple[ContoLinea, ...]) -> list[Cella]:
        def totale(di: Callable[[ContoLinea], Decimal]) -> Decimal:
            return sum(map(di, linee), ZERO)

        return [
            numero(totale(lambda linea: linea.budget_iniziale)),
            *(numero(totale(lambda linea, voce=voce: mosso(voce, linea))) for voce in voci),
            numero(totale(lambda linea: linea.budget), "tutto"),
            numero(totale(lambda linea: linea.totale.ammesso + linea.totale.in_verifica)),
            numero(totale(lambda linea: linea.previsione.valore if linea.previsione else ZERO)),
        ]

    righe = [riga(_nome_linea(linea), celle((linea,))) for linea in quadro.linee]
    righe.append(riga("Totale", celle(quadro.linee), "tot"))
    nomi = [f"n. {voce['numero']}, {STATI_RIMODULAZIONE[voce['stato']]}" for voce in voci]
    colonne = [
        testa("Linea"), testa("Iniziale", "n"), *(testa(nome, "n") for nome in nomi), testa("Vigente", "n tutto"),
        testa("Ammesso e in verifica", "n"), testa("Previsione", "n"),
    ]  # fmt: skip
    return Tabella("Budget per linea e variazioni, in euro", colonne, righe)


def _storia(voce: dict) -> str:
    atto = f", {voce['atto']}" if voce["atto"] else ""
    stato = STATI_RIMODULAZIONE[voce["stato"]]
    return f"Rimodulazione n. {voce['numero']}, {stato}, {_in_parole(voce['data'])}{atto}: {voce['motivazione']}"


# --- 13 method, register, signatures --------------------------------------------------------------------------


def _metodo(istantanea: Istantanea, quadro: Conti) -> Contesto:
    parametri, giorni = istantanea["parametri"], quadro.giorni
    soglie = {nome: in_percento(Decimal(parametri[nome]), 0) for nome in SOGLIE}
    return {
        "soglie": soglie,
        "tempo": f"{giorni[0]} giorni su {giorni[1]}, cioè {in_percento(quadro.tempo)}",
        "metodo_previsione": quadro.previsione.metodo if quadro.previsione else "",
        "soppressione": str(parametri["soglia_soppressione"]),
        "soppressione_meno_uno": str(parametri["soglia_soppressione"] - 1),
        "nomi_allegati": [(a.nome, a.descrizione.lower()) for a in allegati(istantanea)],
        "registro": _registro(istantanea),
        "firme": _firme(istantanea),
        "quattro_occhi": _quattro_occhi(istantanea["relazione"]),
    }


SOGLIE = (
    "ambra_uso",
    "ambra_previsione_sotto",
    "rosso_previsione_sopra",
    "tetto_spese_generali",
    "soglia_rimodulazione",
)


def _registro(istantanea: Istantanea) -> Tabella:
    relazione, rendiconto = istantanea["relazione"], istantanea["rendiconto"]
    verifica = " – ".join(
        filter(None, (_giorno(rendiconto["verifica_dal"], ""), _giorno(rendiconto["verifica_al"], "")))
    )
    protocollo = f"prot. n. {rendiconto['protocollo']}" if rendiconto["protocollo"] else ""
    passi = [
        (
            "Rendiconto presentato",
            istantanea["convenzione"]["partner"],
            _giorno(rendiconto["presentato_il"]),
            protocollo,
        ),
        ("Voci di spesa verificate", relazione["verificatore"], verifica or "—", f"{len(istantanea['spese'])} voci"),
        (
            f"Trimestre chiuso, versione {relazione['versione']}",
            relazione["approvatore"] or relazione["verificatore"],
            _momento(relazione["chiusa_il"]),
            f"impronta {impronta(istantanea)[:12]}",
        ),
    ]
    if relazione["protocollo"]:
        passi.append(
            (
                "Relazione protocollata",
                istantanea["convenzione"]["procedente"],
                "",
                f"prot. n. {relazione['protocollo']}",
            )
        )
    if relazione["sostituisce"]:
        passi.append(("Versione sostituita", "", "", f"impronta {relazione['sostituisce'][:12]}"))
    righe = [riga(passo, [Cella(cella) for cella in celle]) for passo, *celle in passi]
    return Tabella("Registro del documento", [testa(t) for t in ("Passo", "Chi", "Quando", "Riferimento")], righe)


def _firme(istantanea: Istantanea) -> list[tuple[str, str]]:
    convenzione = istantanea["convenzione"]
    return [
        ("Responsabile del procedimento", convenzione["procedente"]),
        ("Legale rappresentante", convenzione["partner"]),
        ("Presidente della Cabina di Regia", convenzione["procedente"]),
    ]


def _quattro_occhi(relazione: dict) -> str:
    if relazione["approvatore"] and relazione["approvatore"] != relazione["verificatore"]:
        return "Chi ha approvato è persona diversa da chi ha verificato."
    return "Il rendiconto è verificato; l'approvazione della Cabina di Regia è ancora da registrare."


SEZIONI: tuple[Callable[[Istantanea, Conti], Contesto], ...] = (
    _copertina,
    _sintesi,
    _quadro,
    _linee,
    _fondo,
    _rendiconto,
    _punti_critici,
    _rimodulazioni,
    _metodo,
)
