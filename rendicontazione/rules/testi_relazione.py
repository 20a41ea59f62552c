"""The sentences the report says by itself: each one is computed from the accounts, none is typed.

They state figures and what follows from them by rule (domain.md 6.8); causes and remedies belong to people, who
write them in the observations.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rendicontazione.rules.conti import Conti, ContoLinea
from rendicontazione.rules.previsione import Previsione
from valdera_housing.kit.denaro import ZERO, centesimi, in_euro
from valdera_housing.kit.percento import il_percento, in_percento

GRAVITA = {"CRITICO": 0, "ATTENZIONE": 1, "DA_VALUTARE": 2, "IN_LINEA": 3}


@dataclass(frozen=True)
class PuntoCritico:
    """``linea`` is its number, or None for the whole convention."""

    linea: int | None
    livello: str
    titolo: str
    effetto: str


@dataclass(frozen=True)
class Proposta:
    """A decision asked of the Cabina di Regia: what, with which figures, and what happens if it is not taken."""

    numero: str
    titolo: str
    testo: str
    senza: str


def elenco(parole: Sequence[str]) -> str:
    """``1, 2 e 3``."""
    return parole[0] if len(parole) == 1 else f"{', '.join(parole[:-1])} e {parole[-1]}"


def _trimestri(quanti: int) -> str:
    return "un trimestre" if quanti == 1 else f"{quanti} trimestri"


def _le_linee(linee: Sequence[ContoLinea]) -> str:
    numeri = elenco([str(linea.numero) for linea in linee])
    return f"la linea {numeri}" if len(linee) == 1 else f"le linee {numeri}"


def _maiuscola(frase: str) -> str:
    return frase[:1].upper() + frase[1:]


def sintesi(conti: Conti) -> str:
    """The two or three sentences on top of the summary: time, money, and the lines that are not on pace."""
    quota = il_percento(conti.totale.ammesso / conti.importo)
    apertura = f"È passato {il_percento(conti.tempo)} della convenzione ed è ammesso {quota} delle risorse"
    return " ".join([f"{apertura}: {_andamento(conti)}.", *_eccezioni(conti)])


def _andamento(conti: Conti) -> str:
    previsione = conti.previsione
    if previsione is None:
        return "non ci sono ancora spese su cui fare una previsione"
    if not previsione.mancanti:
        return f"la convenzione si chiude con {in_euro(conti.importo - conti.totale.ammesso)} non spesi"
    margine = conti.importo - previsione.valore
    if margine < 0:
        return f"di questo passo mancherebbero {in_euro(-margine)}"
    if previsione.valore < conti.soglie.ambra_previsione_sotto * conti.importo:
        return f"di questo passo resterebbero {in_euro(margine)}"
    return "nel complesso bastano"


def _eccezioni(conti: Conti) -> Iterator[str]:
    critiche = [linea for linea in conti.linee if linea.semaforo.livello == "CRITICO"]
    attente = [linea for linea in conti.linee if linea.semaforo.livello == "ATTENZIONE"]
    for linea in critiche:
        yield f"Critica la linea {linea.numero}: {linea.semaforo.motivo}."
    if attente:
        verbo = "chiede" if len(attente) == 1 else "chiedono"
        yield f"{_maiuscola(_le_linee(attente))} {verbo} attenzione."


def quadro(conti: Conti) -> str:
    """The lead of the economic picture: the quarter, then the end of the convention."""
    trimestre, previsione = conti.del_trimestre, conti.previsione
    if not trimestre.presentato:
        frase = "Nel trimestre l'ente partner non ha presentato spese."
    else:
        frase = (
            f"Nel trimestre l'ente partner ha presentato {in_euro(trimestre.presentato)}: "
            f"{in_euro(trimestre.ammesso)} sono ammessi, {in_euro(trimestre.in_verifica)} ancora in verifica."
        )
    if previsione is None or not previsione.mancanti:
        return frase
    quota = il_percento(previsione.valore / conti.importo)
    return f"{frase} A fine convenzione il fabbisogno previsto è {in_euro(previsione.valore)}, {quota} delle risorse."


def linea_in_breve(linea: ContoLinea, conti: Conti) -> str:
    """The lead of a line's section: the quarter, the pace, and where it leads."""
    if not linea.totale.presentato:
        return "Nessuna spesa presentata dall'avvio."
    nel_trimestre = (
        f"Nel trimestre sono ammessi {in_euro(linea.trimestre.ammesso)} su {in_euro(linea.trimestre.presentato)} "
        "presentati."
        if linea.trimestre.presentato
        else "Nel trimestre la linea non ha presentato spese."
    )
    return f"{nel_trimestre} {_passo(linea, conti)}"


def _passo(linea: ContoLinea, conti: Conti) -> str:
    if linea.previsione is None or not linea.previsione.mancanti:
        return _resta(linea)
    margine = linea.budget - linea.previsione.valore
    esito = f"mancherebbero {in_euro(-margine)}" if margine < 0 else f"resterebbero {in_euro(margine)}"
    scarto = "più" if linea.uso > conti.tempo else "meno"
    return f"Spende {scarto} del tempo che passa: di questo passo a fine convenzione {esito}."


def _resta(linea: ContoLinea) -> str:
    if linea.residuo < 0:
        return f"Ammesso e in verifica superano il budget di {in_euro(-linea.residuo)}."
    return f"Restano {in_euro(linea.residuo)}."


def rendiconto(conti: Conti, voci: int) -> str:
    """The lead of the rendiconto: ``voci`` is how many expenses were presented."""
    trimestre = conti.del_trimestre
    if not voci:
        return "Nel trimestre non sono state presentate spese."
    quante = "Una voce di spesa presentata" if voci == 1 else f"{voci} voci di spesa presentate"
    if trimestre.presentato <= 0:
        return f"{quante}, per {in_euro(trimestre.presentato)} al netto delle note di credito."
    return (
        f"{quante}, per {in_euro(trimestre.presentato)}. "
        f"Su cento euro presentati ne sono ammessi {_su_cento(trimestre.ammesso, trimestre.presentato)}."
    )


def _su_cento(parte: Decimal, tutto: Decimal) -> str:
    return in_percento(parte / tutto).removesuffix("\N{NO-BREAK SPACE}%")


def punti_critici(conti: Conti, compartecipazione: Sequence[dict], tetto_generali: Decimal) -> list[PuntoCritico]:
    """What is out of place, worst first, then by line. ``compartecipazione`` as in the picture."""
    punti = [punto for linea in conti.linee for punto in _critici_linea(linea, conti)]
    punti += [*_spese_generali(conti, tetto_generali), *_partecipazione_in_ritardo(conti, compartecipazione)]
    return sorted(punti, key=lambda punto: (GRAVITA[punto.livello], punto.linea or len(conti.linee) + 1))


def _critici_linea(linea: ContoLinea, conti: Conti) -> Iterator[PuntoCritico]:
    livello = linea.semaforo.livello
    if livello in ("CRITICO", "ATTENZIONE"):
        yield PuntoCritico(linea.numero, livello, _maiuscola(linea.semaforo.motivo), _effetto(linea, conti))


def _effetto(linea: ContoLinea, conti: Conti) -> str:
    previsione = linea.previsione
    if previsione is None:
        return f"{in_euro(linea.budget)} non ancora usati."
    if linea.residuo <= 0 and previsione.mancanti:
        return (
            f"Mancano {_trimestri(previsione.mancanti)}: al passo di {in_euro(previsione.media)} a trimestre "
            f"servirebbero in tutto {in_euro(previsione.valore)}, "
            f"{in_euro(previsione.valore - linea.budget)} oltre il budget."
        )
    if not previsione.mancanti:
        return _resta(linea)
    margine = linea.budget - previsione.valore
    verbo, importo = ("mancherebbero", -margine) if margine < 0 else ("resterebbero", margine)
    return f"{_resta(linea)} A fine convenzione {verbo} {in_euro(importo)}."


def _spese_generali(conti: Conti, tetto: Decimal) -> Iterator[PuntoCritico]:
    generali, ammesso = conti.ammesso_in("M"), conti.totale.ammesso
    if ammesso > 0 and generali / ammesso > tetto:
        yield PuntoCritico(
            None,
            "ATTENZIONE",
            f"Spese generali e coordinamento sopra {il_percento(tetto, 0)}",
            f"Sono {il_percento(generali / ammesso)} dell'ammesso: "
            f"{in_euro(centesimi(generali - tetto * ammesso))} oltre il tetto.",
        )


def _partecipazione_in_ritardo(conti: Conti, righe: Sequence[dict]) -> Iterator[PuntoCritico]:
    promesso = sum((Decimal(riga["promesso"]) for riga in righe), ZERO)
    realizzato = sum((Decimal(riga["realizzato"]) for riga in righe), ZERO)
    manca = centesimi(promesso * conti.tempo) - realizzato
    if manca > 0:
        yield PuntoCritico(
            None,
            "ATTENZIONE",
            "Compartecipazione dell'ente partner in ritardo",
            f"Realizzati {in_euro(realizzato)} su {in_euro(promesso)}: "
            f"in proporzione al tempo mancano {in_euro(manca)}.",
        )


def proposte(conti: Conti, rimodulazioni: Sequence[dict], soglia: Decimal) -> list[Proposta]:
    """The decisions the figures call for, numbered D1, D2…: shifts already proposed, then excess, lacks, left-overs.

    ``rimodulazioni`` as in the picture; ``soglia`` is the share of a line above which a shift needs an act.
    """
    attese = [r for r in rimodulazioni if r["stato"] == "PROPOSTA"]
    aiutate = {codice for r in attese for codice, importo in r["variazioni"].items() if Decimal(importo) > 0}
    rimaste = [linea for linea in conti.linee if linea.codice not in aiutate]
    scoperte = [linea for linea in rimaste if linea.totale.eccedenza > 0]
    carenti = [linea for linea in rimaste if linea.totale.eccedenza <= 0 and _manca(linea, conti)]
    capienti = _capienti(conti)
    bozze = [_su_rimodulazione(r, conti, soglia) for r in attese]
    bozze += [_su_eccedenza(linea, capienti, soglia) for linea in scoperte]
    bozze += [_su_carenza(linea, linea.previsione, capienti) for linea in carenti if linea.previsione]
    bozze += [_su_avanzo(capienti)] if capienti and not bozze else []
    return [Proposta(f"D{n}", *bozza) for n, bozza in enumerate(bozze, 1)]


def _su_rimodulazione(rimodulazione: dict, conti: Conti, soglia: Decimal) -> tuple[str, str, str]:
    mosse = [
        (linea, Decimal(rimodulazione["variazioni"][linea.codice]))
        for linea in conti.linee
        if Decimal(rimodulazione["variazioni"].get(linea.codice, "0"))
    ]
    verso = elenco([f"{in_euro(importo)} alla linea {linea.numero}" for linea, importo in mosse if importo > 0])
    da = elenco([f"{in_euro(-importo)} dalla linea {linea.numero}" for linea, importo in mosse if importo < 0])
    sopra = [linea for linea, importo in mosse if abs(importo) > soglia * linea.budget]
    testo = f"{da}. {rimodulazione['motivazione'].rstrip('.')}."
    if sopra:
        testo += (
            f" Supera {il_percento(soglia, 0)} del budget per {_le_linee(sopra)}: serve anche un atto dell'Unione."
        )
    aiutate = [linea for linea, importo in mosse if importo > 0]
    return (
        f"Approvare la rimodulazione n. {rimodulazione['numero']}: {verso}",
        testo,
        " ".join(_senza_rimodulazione(linea) for linea in aiutate),
    )


def _manca(linea: ContoLinea, conti: Conti) -> bool:
    return bool(linea.previsione and linea.previsione.valore > conti.soglie.rosso_previsione_sopra * linea.budget)


def _capienti(conti: Conti) -> list[tuple[ContoLinea, Decimal]]:
    """Lines that would not use their budget even at their highest quarter, with the euro left in that case."""
    margini = [
        (linea, linea.budget - max(linea.previsione.massimo, linea.previsione.valore))
        for linea in conti.linee
        if linea.previsione and linea.previsione.considerati > 1 and linea.totale.eccedenza <= 0
    ]
    return [(linea, margine) for linea, margine in margini if margine > 0]


def _margini(capienti: list[tuple[ContoLinea, Decimal]]) -> str:
    if not capienti:
        return "Nessuna linea ha margini certi fino alla fine della convenzione."
    voci = elenco([f"{in_euro(margine)} sulla linea {linea.numero}" for linea, margine in capienti])
    return f"Anche ripetendo il trimestre più alto, a fine convenzione resterebbero: {voci}."


def _su_eccedenza(
    linea: ContoLinea, capienti: list[tuple[ContoLinea, Decimal]], soglia: Decimal
) -> tuple[str, str, str]:
    eccedenza = linea.totale.eccedenza
    testo = f"Una rimodulazione di almeno {in_euro(eccedenza)} verso la linea li renderebbe ammissibili."
    if linea.previsione and linea.previsione.mancanti and linea.previsione.valore - linea.budget > eccedenza:
        testo += (
            f" Fino alla fine della convenzione ne servirebbero {in_euro(linea.previsione.valore - linea.budget)}."
        )
    if eccedenza > soglia * linea.budget:
        testo += f" Lo spostamento supera {il_percento(soglia, 0)} della linea: serve anche un atto dell'Unione."
    return (
        f"Decidere su {in_euro(eccedenza)} in eccedenza della linea {linea.numero}",
        f"{testo} {_margini(capienti)}",
        _senza_rimodulazione(linea),
    )


def _senza_rimodulazione(linea: ContoLinea) -> str:
    if linea.totale.eccedenza <= 0:
        return f"Alla linea {linea.numero} {_resta(linea)[:1].lower()}{_resta(linea)[1:]}"
    frase = f"{in_euro(linea.totale.eccedenza)} restano congelati e non si rimborsano."
    if linea.previsione and linea.previsione.mancanti and linea.residuo <= 0:
        frase += f" Si fermano anche le spese nuove della linea, circa {in_euro(linea.previsione.media)} a trimestre."
    return frase


def _su_carenza(
    linea: ContoLinea, previsione: Previsione, capienti: list[tuple[ContoLinea, Decimal]]
) -> tuple[str, str, str]:
    manca = previsione.valore - linea.budget
    return (
        f"Decidere come coprire {in_euro(manca)} che mancherebbero alla linea {linea.numero}",
        f"Ridurre la spesa della linea o rimodulare. {_margini(capienti)}",
        f"Al passo attuale restano {in_euro(linea.residuo)} per {_trimestri(previsione.mancanti)}: "
        "poi le spese andrebbero in eccedenza.",
    )


def _su_avanzo(capienti: list[tuple[ContoLinea, Decimal]]) -> tuple[str, str, str]:
    linee = [linea for linea, _ in capienti]
    totale = sum((margine for _, margine in capienti), ZERO)
    return (
        f"Valutare l'uso di {in_euro(totale)} che {_le_linee(linee)} non userebbe{'' if len(linee) == 1 else 'ro'}",
        _margini(capienti),
        "Le somme non spese entro la fine della convenzione non si rimborsano.",
    )
