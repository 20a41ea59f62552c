"""The money in the report: the economic picture, the fund, the accounts of the quarter."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from rendicontazione.documents import grafici_linee, grafici_tempo
from rendicontazione.documents.grafici import BREVI
from rendicontazione.documents.tabelle import (
    Cella,
    Contesto,
    Riga,
    Tabella,
    a_parole,
    capo,
    disegno,
    euro_interi,
    giorno,
    nome_linea,
    numero,
    riga,
)
from rendicontazione.rules import testi_relazione as testi
from rendicontazione.rules.conti import Conti, ContoLinea, Movimenti
from rendicontazione.rules.istantanea import Istantanea, in_fondo
from valdera_housing.kit.denaro import ZERO, in_cifre, in_euro
from valdera_housing.kit.giorni import mesi_brevi
from valdera_housing.kit.percento import in_percento


def quadro_economico(istantanea: Istantanea, quadro: Conti) -> Contesto:
    return {
        "quadro": testi.quadro(quadro),
        "cumulata": disegno(grafici_tempo.cumulata(quadro, istantanea["calendario"])),
        "conto_per_linea": _conto_per_linea(istantanea, quadro),
        "per_trimestre": _per_trimestre(istantanea, quadro),
        "per_macrovoce": _per_macrovoce(istantanea, quadro),
        "tetto_generali": _tetto_generali(istantanea, quadro),
        "compartecipazione": _compartecipazione(istantanea, quadro),
        "previsioni": disegno(grafici_linee.previsioni(quadro)),
        "ha_previsioni": quadro.previsione is not None,
        "ha_ventaglio": bool(quadro.previsione and quadro.previsione.mancanti),
    }


def _colonne_linee(quadro: Conti, prima: str) -> list[Cella]:
    linee = [capo(BREVI.get(linea.codice, linea.nome), "n", str(linea.numero)) for linea in quadro.linee]
    return [capo(prima), *linee, capo("Totale", "n tutto")]


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
    titolo = f"Situazione al {a_parole(istantanea['trimestre']['al'])}, importi in euro"
    nota = (
        "Residuo = budget vigente − ammesso − in verifica. Eccedenza = spesa regolare oltre il budget della linea: "
        "non è respinta, attende una rimodulazione. Il calcolo della previsione è nelle note di metodo."
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


PER_TAVOLA = 12


def _per_trimestre(istantanea: Istantanea, quadro: Conti) -> list[Tabella]:
    """Admitted by line and quarter; past twelve quarters a second table carries the rest, with its head and totals."""
    tavole = []
    for inizio in range(0, quadro.trimestre, PER_TAVOLA):
        fine = min(inizio + PER_TAVOLA, quadro.trimestre)
        tavole.append(_tavola_trimestri(istantanea, quadro, inizio, fine, ultima=fine == quadro.trimestre))
    return tavole


def _tavola_trimestri(istantanea: Istantanea, quadro: Conti, inizio: int, fine: int, *, ultima: bool) -> Tabella:
    importo, grana, classe = _grana(fine - inizio)
    colonne = [capo("Linea")] + [
        Cella(_mesi(t, stretta=bool(classe)), "n", forte=f"T{t['numero']}")
        for t in istantanea["calendario"][inizio:fine]
    ]
    righe = []
    for linea in quadro.linee:
        celle = [importo(m.ammesso, _tinta(linea.quota(m.ammesso))) for m in linea.serie[inizio:fine]]
        righe.append(riga(nome_linea(linea), [*celle, *([importo(linea.totale.ammesso, "tutto")] if ultima else [])]))
    somme = [importo(m.ammesso) for m in quadro.serie[inizio:fine]]
    righe.append(riga("Totale", [*somme, *([importo(quadro.totale.ammesso, "tutto")] if ultima else [])], "tot"))
    titolo = (
        f"Spesa ammessa per linea e trimestre, {grana}. La tinta cresce con la quota del budget della linea: "
        "bianco 0 %, più scura oltre 12 %"
        if not inizio
        else f"Spesa ammessa, trimestri da {inizio + 1} a {fine}, {grana}"
    )
    finale = [capo("Dall'avvio", "n tutto")] if ultima else []
    return Tabella(titolo, [*colonne, *finale], righe, f"heat {classe}".strip())


def _mesi(trimestre: dict, *, stretta: bool) -> str:
    """The months of a quarter, or the one it starts with where the column is narrow."""
    mesi = mesi_brevi(date.fromisoformat(trimestre["dal"]), date.fromisoformat(trimestre["al"]))
    return f"{mesi[:3]}{mesi[-3:]}" if stretta else mesi


LARGHE = 7


def _grana(colonne: int) -> tuple[Callable[..., Cella], str, str]:
    """How amounts are written in a table of quarters: to the cent while there is room, then in whole euro."""
    if colonne <= LARGHE:
        return numero, "in euro", ""
    return euro_interi, "in euro arrotondati all'unità", "fitta"


def _tinta(quota: Decimal) -> str:
    gradini = [Decimal(g) for g in ("0.00", "0.03", "0.06", "0.09", "0.12")]
    return f"h{sum(quota > g for g in gradini)}"


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
        capo("Categoria"),
        *(capo(nome, "n") for nome in ("Nel trimestre", f"Nell'anno {quadro.anno}", "Dall'avvio", "Quota")),
        capo("", "barra"),
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
    limite = f"{esito} il tetto ({in_percento(tetto, 0)})"
    return f"Spese generali e coordinamento: {in_percento(quota)} del totale, {limite}."


def _compartecipazione(istantanea: Istantanea, quadro: Conti) -> Tabella | None:
    voci = istantanea["compartecipazione"]
    if not voci:
        return None
    righe = [_riga_promessa(voce["nome"], Decimal(voce["promesso"]), Decimal(voce["realizzato"])) for voce in voci]
    promesso, realizzato = (sum((Decimal(v[nome]) for v in voci), ZERO) for nome in ("promesso", "realizzato"))
    righe.append(_riga_promessa("Totale", promesso, realizzato, "tot"))
    atteso = (promesso * quadro.tempo).quantize(Decimal("0.01"))
    nota = f"In proporzione al tempo ({in_percento(quadro.tempo)}) l'atteso è {in_euro(atteso)}."
    colonne = [capo("Risorsa"), capo("Promessa", "n"), capo("Realizzata", "n"), capo("Quota", "n")]
    return Tabella("Compartecipazione, in euro: mai rimborsata", colonne, righe, nota=nota)


def _riga_promessa(nome: str, promesso: Decimal, realizzato: Decimal, classe: str = "") -> Riga:
    quota = in_percento(realizzato / promesso) if promesso else "—"
    return riga(nome, [numero(promesso), numero(realizzato), Cella(quota, "n")], classe)


# --- fund ---


def fondo(istantanea: Istantanea, quadro: Conti) -> Contesto:
    righe = istantanea["fondo"]
    return {
        "fondo": _tabella_fondo(righe) if righe else None,
        "grafico_fondo": disegno(grafici_linee.fondo(istantanea)) if righe else "",
        "fondo_con_altri": any(in_fondo(riga, "altri") for riga in righe),
    }


def _tabella_fondo(righe: list[dict]) -> Tabella:
    segni = [("dotato", "Dotato", 1), ("erogato", "Erogato", -1), ("rientrato", "Rientrato", 1),
             ("altri", "Interessi, spese, trasferimenti", 1), ("impegnato", "Impegnato", -1),
             ("disponibile", "Disponibile", 1)]  # fmt: skip

    def voce(chiave: str, nome: str, segno: int) -> Riga:
        importi = [in_fondo(r, chiave) * segno or ZERO for r in righe]
        classe = "forte stacco" if chiave in {"dotato", "disponibile"} else ""
        return riga(nome, [*map(numero, importi), numero(sum(importi, ZERO), "tutto")], classe)

    mossi = [segno for segno in segni if segno[0] != "altri" or any(in_fondo(r, "altri") for r in righe)]
    colonne = [capo("Voce"), *(capo(r["comune"], "n") for r in righe), capo("Totale", "n tutto")]
    return Tabella("Il fondo per comune dall'avvio, in euro", colonne, [voce(*segno) for segno in mossi])


# --- rendiconto ---


def rendiconto(istantanea: Istantanea, quadro: Conti) -> Contesto:
    return {
        "rendiconto": testi.rendiconto(quadro, len(istantanea["spese"])),
        "esiti": disegno(grafici_linee.esiti(quadro)) if istantanea["spese"] else "",
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
    colonne = [capo("Linea"), *(capo(nome, "n") for nome in nomi)]
    return Tabella("Voci di spesa e importi per linea, in euro", colonne, righe)


def _motivi(istantanea: Istantanea) -> Tabella | None:
    motivi = sorted(istantanea["motivi_non_ammissione"], key=lambda m: (-Decimal(m["importo"]), m["motivo"]))
    if not motivi:
        return None
    righe = [riga(m["motivo"], [Cella(str(m["n"]), "n"), numero(Decimal(m["importo"]))]) for m in motivi]
    totale = sum((Decimal(m["importo"]) for m in motivi), ZERO)
    righe.append(riga("Totale", [Cella(str(sum(m["n"] for m in motivi)), "n"), numero(totale)], "tot"))
    return Tabella(
        "Motivi di non ammissione, in euro", [capo("Motivo"), capo("Voci", "n"), capo("Importo", "n")], righe
    )


def _qualita(quadro: Conti) -> list[Tabella]:
    """Refused over presented, quarter by quarter, twelve to a table."""
    return [
        _tavola_qualita(quadro, inizio, min(inizio + PER_TAVOLA, quadro.trimestre))
        for inizio in range(0, quadro.trimestre, PER_TAVOLA)
    ]


def _tavola_qualita(quadro: Conti, inizio: int, fine: int) -> Tabella:
    ultima = fine == quadro.trimestre
    movimenti = [*quadro.serie[inizio:fine], *([quadro.totale] if ultima else [])]
    classi = [""] * (fine - inizio) + (["tutto"] if ultima else [])
    coppie = list(zip(movimenti, classi, strict=True))
    importo, grana, classe = _grana(fine - inizio)
    righe = [
        riga("Presentato", [importo(m.presentato, c) for m, c in coppie]),
        riga("Non ammesso", [importo(m.non_ammesso, c) for m, c in coppie]),
        riga("Ogni cento euro", [Cella(_ogni_cento(m), f"n {c}".strip()) for m, c in coppie], "forte"),
    ]
    colonne = [capo("Voce"), *(capo(f"T{n}", "n") for n in range(inizio + 1, fine + 1))]
    if ultima:
        colonne.append(capo("Dall'avvio", "n tutto"))
    return Tabella(f"Non ammesso ogni cento euro presentati, per trimestre, {grana}", colonne, righe, classe)


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
             Cella(giorno(voce["data"]), "n"), numero(Decimal(voce["importo"]))])
        for voce in istantanea["rettifiche"]
    ]  # fmt: skip
    colonne = [
        capo("Trimestre"), capo("Linea"), capo("Spesa"), capo("Motivo"), capo("Data", "n"), capo("Importo", "n"),
    ]  # fmt: skip
    nota = (
        "Ciò che è presentato ora sta negli importi di questo trimestre; ciò che nasce da una riapertura, negli "
        "importi del trimestre riaperto."
    )
    return Tabella("Variazioni che riguardano trimestri già chiusi, in euro", colonne, righe, "lunga", nota)
