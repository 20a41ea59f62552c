"""Whether a household and a unit fit, and why: reasons, never a score; a person decides (domain.md 5).

Hard reasons refuse (level no) with the figure that decides; soft ones only explain (level avviso or si).
Days are closed ranges; a stay of ``mesi`` months from a day ends the day before the same day, months later.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from cohousing.choices import Categoria, Dotazione
from cohousing.rules.categoria import ETA_ANZIANI, Componente, Famiglia, valuta_categoria
from valdera_housing.kit.esito import Esito, Motivo, avviso, no, si
from valdera_housing.kit.scrittura import in_data, plurale
from valdera_housing.kit.tempo import aggiungi_mesi

MESI_PERMANENZA = 18
UN_GIORNO = timedelta(days=1)


@dataclass(frozen=True)
class Soglie:
    """What an act can change: the age of the elderly (years), the longest stay without an extension (months)."""

    eta_anziani: int = ETA_ANZIANI
    mesi_permanenza: int = MESI_PERMANENZA


@dataclass(frozen=True)
class Giorni:
    """Days that are taken; without ``al``, from a day on."""

    dal: date
    al: date | None

    def comprende(self, giorno: date) -> bool:
        return self.dal <= giorno and (self.al is None or self.al >= giorno)

    def tocca(self, dal: date, al: date) -> bool:
        return self.dal <= al and (self.al is None or self.al >= dal)


@dataclass(frozen=True)
class Soggiorno:
    """A place the household has (``vivo``), or had, in a house, to its last day."""

    casa: str
    al: date
    vivo: bool


@dataclass(frozen=True)
class Richiesta:
    """A household that asks for a place, as it is today."""

    categoria: str
    componenti: tuple[Componente, ...]
    mesi: int
    condizioni: frozenset[str] = frozenset()
    accessibile: bool = False
    esigenze: frozenset[str] = frozenset()
    comune: str = ""
    solo_quel_comune: bool = False
    entro_il: date | None = None
    soggiorni: tuple[Soggiorno, ...] = ()
    caso_chiuso_il: date | None = None
    progetto_firmato: bool = False
    seguita: bool = False


@dataclass(frozen=True)
class Posto:
    """A unit with its house: ``occupata`` are days taken by stays, ``ferma`` by closures, ``nuclei`` the stays of all
    the house; ``proposta_a`` is the number of another candidature this unit waits for, ``chiusa_perche`` the state of
    a house that is not open.
    """

    casa: str
    categoria: str
    comune: str
    posti_letto: int
    dal: date
    al: date | None = None
    attiva_dal: date | None = None
    chiusa_perche: str = ""
    accessibile: bool = False
    dotazioni: frozenset[str] = frozenset()
    occupata: tuple[Giorni, ...] = ()
    ferma: tuple[Giorni, ...] = ()
    capienza: int | None = None
    nuclei: tuple[Giorni, ...] = ()
    proposta_a: str = ""


@dataclass(frozen=True)
class Abbinamento:
    """A household and a unit, from the first day they could be together."""

    ingresso: date
    esito: Esito


def fine_permanenza(ingresso: date, mesi: int) -> date:
    """The last day of a stay: twelve months from 1 December end on 30 November."""
    return aggiungi_mesi(ingresso, mesi) - UN_GIORNO


def primo_ingresso(posto: Posto, mesi: int, dal: date) -> date | None:
    """The first day, not before ``dal``, from which the unit is free for all the months; None if there is none."""
    inizio = max(dal, posto.dal, posto.attiva_dal or posto.dal)
    prese = (*posto.occupata, *posto.ferma, *(posto.nuclei if posto.capienza else ()))
    giorni = sorted({inizio, *(g.al + UN_GIORNO for g in prese if g.al and g.al >= inizio)})
    return next((giorno for giorno in giorni if not any(_non_libera(posto, giorno, mesi))), None)


def abbina(richiesta: Richiesta, posto: Posto, oggi: date, soglie: Soglie) -> Abbinamento:
    """The household in the unit from the first day it is free, or from today when it never is."""
    ingresso = primo_ingresso(posto, richiesta.mesi, oggi) or oggi
    esito = valuta_abbinamento(richiesta, posto, ingresso, soglie)
    if ingresso > oggi and esito.positivo:
        giorni = (ingresso - oggi).days
        attesa = avviso(f"Si entra dal {in_data(ingresso)}, fra {giorni} {plurale(giorni, 'giorno,giorni')}")
        esito += Esito((attesa,))
    return Abbinamento(ingresso, esito)


def valuta_abbinamento(richiesta: Richiesta, posto: Posto, ingresso: date, soglie: Soglie) -> Esito:
    """Every reason for and against a household that comes into a unit on a day."""
    duri = (
        *_casa(posto, ingresso),
        *_categoria(richiesta, posto, ingresso, soglie),
        *_persone(richiesta, posto),
        *_accessibile(richiesta, posto),
        *_comune(richiesta, posto),
        *_giorni(richiesta, posto, ingresso),
        *_nucleo(richiesta, ingresso),
    )
    return Esito(duri + tuple(_da_sapere(richiesta, posto, soglie)))


def valuta_ingresso(ingresso: date, oggi: date) -> Esito:
    """A place is proposed from today on."""
    if ingresso < oggi:
        return Esito((no(f"Il giorno dell’ingresso, {in_data(ingresso)}, è già passato: proponi un altro giorno"),))
    return Esito()


def _casa(posto: Posto, ingresso: date) -> Iterator[Motivo]:
    if posto.chiusa_perche:
        yield no(f"{posto.casa} non accoglie nessuno: è «{posto.chiusa_perche}»")
    elif posto.attiva_dal and ingresso < posto.attiva_dal:
        yield no(f"{posto.casa} apre il {in_data(posto.attiva_dal)}")
    if posto.proposta_a:
        yield no(f"L’unità è già proposta alla candidatura {posto.proposta_a}")


def _categoria(richiesta: Richiesta, posto: Posto, ingresso: date, soglie: Soglie) -> Iterator[Motivo]:
    if richiesta.categoria != posto.categoria:
        casa, chiesta = Categoria(posto.categoria).label, Categoria(richiesta.categoria).label
        yield no(f"La casa è per «{casa}», la candidatura è per «{chiesta}»")
        return
    famiglia = Famiglia(richiesta.componenti, richiesta.condizioni, ingresso, soglie.eta_anziani)
    yield valuta_categoria(posto.categoria, famiglia)


def _persone(richiesta: Richiesta, posto: Posto) -> Iterator[Motivo]:
    quante, letti = len(richiesta.componenti), posto.posti_letto
    frase = f"{quante} {plurale(quante, 'persona,persone')} per {letti} {plurale(letti, 'posto letto,posti letto')}"
    if quante > letti:
        yield no(frase)
    elif 0 < quante < letti:
        yield avviso(f"{frase}: {letti - quante} {plurale(letti - quante, 'resta vuoto,restano vuoti')}")
    elif quante:
        yield si(frase)


def _accessibile(richiesta: Richiesta, posto: Posto) -> Iterator[Motivo]:
    if richiesta.accessibile:
        yield (
            si("L’unità è accessibile") if posto.accessibile else no("Serve un’unità accessibile, e questa non lo è")
        )


def _comune(richiesta: Richiesta, posto: Posto) -> Iterator[Motivo]:
    if not richiesta.comune:
        return
    if richiesta.comune == posto.comune:
        yield si(f"È a {posto.comune}, come chiede")
    elif richiesta.solo_quel_comune:
        yield no(f"È a {posto.comune}, e il nucleo può vivere solo a {richiesta.comune}")
    else:
        yield avviso(f"È a {posto.comune}, il nucleo preferisce {richiesta.comune}")


def _giorni(richiesta: Richiesta, posto: Posto, ingresso: date) -> Iterator[Motivo]:
    if richiesta.entro_il and ingresso > richiesta.entro_il:
        yield no(f"Serve entro il {in_data(richiesta.entro_il)}, si entra dal {in_data(ingresso)}")
    ostacoli = tuple(_non_libera(posto, ingresso, richiesta.mesi))
    if not ostacoli:
        fine = fine_permanenza(ingresso, richiesta.mesi)
        yield si(f"È libera dal {in_data(ingresso)} al {in_data(fine)}, {_mesi(richiesta.mesi)}")
        return
    yield from ostacoli
    if prima := primo_ingresso(posto, richiesta.mesi, ingresso):
        yield avviso(f"Per {_mesi(richiesta.mesi)} è libera dal {in_data(prima)}")


def _non_libera(posto: Posto, ingresso: date, mesi: int) -> Iterator[Motivo]:
    """What is in the way of a stay of these days in this unit."""
    fine = fine_permanenza(ingresso, mesi)
    if ingresso < posto.dal:
        yield no(f"L’unità c’è dal {in_data(posto.dal)}")
    if posto.al and fine > posto.al:
        yield no(f"L’unità c’è fino al {in_data(posto.al)}: {_mesi(mesi)} finiscono il {in_data(fine)}")
    for giorni, come in ((posto.occupata, "abitata"), (posto.ferma, "chiusa")):
        for presi in giorni:
            if presi.tocca(ingresso, fine):
                yield no(f"L’unità è {come} {_periodo(presi)}")
    if posto.capienza is not None and _piu_nuclei(posto, ingresso, fine) >= posto.capienza:
        quanti = f"{posto.capienza} {plurale(posto.capienza, 'nucleo,nuclei')}"
        yield no(f"La casa accoglie al massimo {quanti}, e in quei giorni è al completo")


def _piu_nuclei(posto: Posto, dal: date, al: date) -> int:
    """The most households in the house on one of these days: it grows only when somebody comes in."""
    giorni = [dal, *(n.dal for n in posto.nuclei if dal <= n.dal <= al)]
    return max(sum(n.comprende(giorno) for n in posto.nuclei) for giorno in giorni)


def _nucleo(richiesta: Richiesta, ingresso: date) -> Iterator[Motivo]:
    if richiesta.caso_chiuso_il:
        yield no(f"Il caso è chiuso dal {in_data(richiesta.caso_chiuso_il)}")
    for soggiorno in richiesta.soggiorni:
        if soggiorno.vivo:
            yield no(f"Il nucleo ha già un posto in {soggiorno.casa}, fino al {in_data(soggiorno.al)}")
        elif soggiorno.al >= ingresso:
            yield no(f"Il nucleo è in {soggiorno.casa} fino al {in_data(soggiorno.al)}: entra dal giorno dopo")


def _da_sapere(richiesta: Richiesta, posto: Posto, soglie: Soglie) -> Iterator[Motivo]:
    """What a person weighs: it never refuses."""
    mancano = [Dotazione(d).label.lower() for d in sorted(richiesta.esigenze - posto.dotazioni)]
    if mancano:
        yield avviso(f"Serve, e qui non c’è: {', '.join(mancano)}")
    elif richiesta.esigenze:
        yield si("Ha tutto quello che serve")
    if richiesta.mesi > soglie.mesi_permanenza:
        yield avviso(
            f"Chiede {_mesi(richiesta.mesi)}: di regola sono al massimo {soglie.mesi_permanenza}, poi si proroga"
        )
    if not richiesta.progetto_firmato:
        yield avviso("Il progetto individuale non è ancora firmato: serve prima di entrare")
    if not richiesta.seguita:
        yield avviso("Il caso non ha ancora un’assistente sociale")


def _mesi(mesi: int) -> str:
    return f"{mesi} {plurale(mesi, 'mese,mesi')}"


def _periodo(giorni: Giorni) -> str:
    return f"dal {in_data(giorni.dal)}" + (f" al {in_data(giorni.al)}" if giorni.al else " in poi")
