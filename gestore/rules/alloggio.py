"""Whether a home may be taken on, and whether it suits a household (DM 5/7/1975; domain.md 1.6-1.7)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from valdera_housing.kit.denaro import in_cifre
from valdera_housing.kit.esito import Esito, Motivo, avviso, no, si
from valdera_housing.kit.scrittura import in_data, plurale
from valdera_housing.kit.tempo import aggiungi_mesi

CATEGORIE_DI_LUSSO = ("A/1", "A/8", "A/9")
UFFICI = "A/10"
ANNI_APE = 10
SUPERFICI = "art. 2 DM 5/7/1975"
MONOSTANZA = "art. 3 DM 5/7/1975"
BARRIERE = "DM 236/1989"
APE = "art. 6 d.lgs. 192/2005"
PRIMI = 4
MQ_PRIMI = Decimal(14)
MQ_ALTRI = Decimal(10)
MQ_MONOSTANZA = {1: Decimal(28), 2: Decimal(38)}


@dataclass(frozen=True)
class DatiAlloggio:
    """What a home offers; None is what the office does not know yet.

    ``mq`` are walkable square metres; ``piano`` is 0 for the ground floor; ``monostanza``: one room for everything.
    """

    mq: Decimal | None
    posti_letto: int | None
    monostanza: bool = False
    accessibile: bool | None = None
    ascensore: bool = False
    piano: int | None = None
    categoria: str = ""
    ape_scadenza: date | None = None
    agibile: bool | None = None
    impianti_conformi: bool | None = None


@dataclass(frozen=True)
class DatiNucleo:
    """Who would live there: people on the day, and what somebody among them needs."""

    componenti: int
    serve_accessibile: bool = False
    difficolta_scale: bool = False


def superficie_minima(persone: int, *, monostanza: bool = False) -> Decimal | None:
    """Square metres for ``persone``: 14 each for the first four, 10 after; one room 28 or 38, None for more than two.

    DM 5/7/1975 artt. 2 and 3.
    """
    if monostanza:
        return MQ_MONOSTANZA.get(max(persone, 1))
    return MQ_PRIMI * min(persone, PRIMI) + MQ_ALTRI * max(persone - PRIMI, 0)


def capienza(mq: Decimal, *, monostanza: bool = False) -> int:
    """How many people a home of ``mq`` square metres may hold (DM 5/7/1975)."""
    if monostanza:
        return max((n for n, minimo in MQ_MONOSTANZA.items() if mq >= minimo), default=0)
    primi = min(int(mq // MQ_PRIMI), PRIMI)
    if primi < PRIMI:
        return primi
    return PRIMI + int((mq - MQ_PRIMI * PRIMI) // MQ_ALTRI)


def adeguatezza(alloggio: DatiAlloggio, nucleo: DatiNucleo) -> Esito:
    """Whether the home suits the household: size, beds, accessibility, stairs. Every reason is listed."""
    motivi = [_superficie(alloggio, nucleo), _letti(alloggio, nucleo), _barriere(alloggio, nucleo)]
    motivi.append(_scale(alloggio, nucleo))
    return Esito(tuple(motivo for motivo in motivi if motivo is not None))


def _persone(numero: int) -> str:
    return f"{numero} {plurale(numero, 'persona,persone')}"


def _in_mq(mq: Decimal) -> str:
    return f"{in_cifre(mq).removesuffix(',00')}\N{NO-BREAK SPACE}mq"


def _superficie(alloggio: DatiAlloggio, nucleo: DatiNucleo) -> Motivo:
    articolo = MONOSTANZA if alloggio.monostanza else SUPERFICI
    minimo = superficie_minima(nucleo.componenti, monostanza=alloggio.monostanza)
    if minimo is None:
        return no(f"Un’unica stanza basta al massimo per 2 persone: il nucleo è di {nucleo.componenti}", articolo)
    if alloggio.mq is None:
        return avviso(
            f"La superficie è da misurare: per {_persone(nucleo.componenti)} servono {_in_mq(minimo)}", articolo
        )
    frase = f"{_in_mq(alloggio.mq)}: per {_persone(nucleo.componenti)} ne servono almeno {_in_mq(minimo)}"
    return si(frase, articolo) if alloggio.mq >= minimo else no(frase, articolo)


def _letti(alloggio: DatiAlloggio, nucleo: DatiNucleo) -> Motivo:
    if alloggio.posti_letto is None:
        return avviso("I posti letto sono da contare")
    letti = f"{alloggio.posti_letto} {plurale(alloggio.posti_letto, 'posto letto,posti letto')}"
    frase = f"{letti} per {_persone(nucleo.componenti)}"
    return si(frase) if alloggio.posti_letto >= nucleo.componenti else no(frase)


def _barriere(alloggio: DatiAlloggio, nucleo: DatiNucleo) -> Motivo | None:
    if not nucleo.serve_accessibile:
        return None
    if alloggio.accessibile is None:
        return avviso("Serve un alloggio accessibile: per questo è da verificare", BARRIERE)
    if not alloggio.accessibile:
        return no("Serve un alloggio accessibile a chi ha una disabilità, e questo non lo è", BARRIERE)
    return si("È accessibile a chi ha una disabilità", BARRIERE)


def _scale(alloggio: DatiAlloggio, nucleo: DatiNucleo) -> Motivo | None:
    if not nucleo.difficolta_scale:
        return None
    if alloggio.piano is None:
        return avviso("Nel nucleo c’è chi non può fare le scale: il piano è da scrivere")
    if alloggio.piano == 0 or alloggio.ascensore:
        return si("Ci si arriva senza scale" if alloggio.piano == 0 else "C’è l’ascensore")
    return no(f"È al piano {alloggio.piano} senza ascensore e nel nucleo c’è chi non può fare le scale")


def scadenza_ape(emesso_il: date) -> date:
    """An APE lasts ten years (d.lgs. 192/2005 art. 6 c. 5)."""
    return aggiungi_mesi(emesso_il, 12 * ANNI_APE)


def valuta_idoneita(alloggio: DatiAlloggio, giorno: date) -> Esito:
    """Whether the home may enter the programme, whoever will live there: category, APE, agibilità, systems."""
    motivi = (
        _categoria(alloggio.categoria),
        _ape(alloggio.ape_scadenza, giorno),
        _dichiarato(alloggio.agibile, "L’alloggio è agibile", "L’alloggio non è agibile", "L’agibilità"),
        _dichiarato(
            alloggio.impianti_conformi,
            "Gli impianti sono conformi",
            "Gli impianti non sono conformi",
            "La conformità degli impianti",
        ),
    )
    return Esito(motivi)


def _categoria(categoria: str) -> Motivo:
    if not categoria:
        return avviso("La categoria catastale è da scrivere")
    if categoria in CATEGORIE_DI_LUSSO:
        return no(f"Categoria {categoria}: A/1, A/8 e A/9 sono escluse", "art. 1 c. 2 L. 431/1998")
    if categoria == UFFICI or not categoria.startswith("A/"):
        return no(f"Categoria {categoria}: al catasto non è un’abitazione")
    return si(f"Categoria catastale {categoria}")


def _ape(scadenza: date | None, giorno: date) -> Motivo:
    if scadenza is None:
        return avviso("Manca l’attestato energetico (APE): serve per firmare il contratto", APE)
    if scadenza < giorno:
        return avviso(f"L’attestato energetico (APE) è scaduto il {in_data(scadenza)}: va rifatto", APE)
    return si(f"L’attestato energetico (APE) vale fino al {in_data(scadenza)}", APE)


def _dichiarato(valore: bool | None, bene: str, male: str, che_cosa: str) -> Motivo:
    if valore is None:
        return avviso(f"{che_cosa} è da accertare")
    return si(bene) if valore else no(male)


def valuta_destinazione(condiviso_dal: date | None) -> Esito:
    """A home shared by several households is not given whole to one."""
    if condiviso_dal is None:
        return Esito()
    dal = in_data(condiviso_dal)
    return Esito((no(f"È una casa condivisa dal {dal}: ci si entra con una permanenza, non in sublocazione"),))
