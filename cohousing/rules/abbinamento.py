"""Whether a household and a unit fit, and why: reasons, never a score; a person decides (domain.md 5).

Hard reasons refuse (level no) with the figure that decides; soft ones only explain (level avviso or si).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cohousing.choices import Categoria, Dotazione
from cohousing.rules.categoria import ETA_ANZIANI, Componente, Famiglia, valuta_categoria
from cohousing.rules.permanenza import MESI_PERMANENZA
from cohousing.rules.posto import Posto, casa_chiusa, letti_per, non_libera
from valdera_housing.kit.esito import Esito, Motivo, avviso, no, si
from valdera_housing.kit.periodo import Periodo
from valdera_housing.kit.scrittura import in_data, plurale
from valdera_housing.rules.durata import UN_GIORNO, fine_dopo_mesi


@dataclass(frozen=True)
class Soglie:
    """What an act can change: the age of the elderly (years), the longest stay without an extension (months)."""

    eta_anziani: int = ETA_ANZIANI
    mesi_permanenza: int = MESI_PERMANENZA


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


@dataclass(frozen=True, kw_only=True)
class PostoOfferto(Posto):
    """A unit as who asks for a place weighs it. ``proposta_a`` is another candidature it waits for."""

    categoria: str
    comune: str
    attiva_dal: date | None = None
    accessibile: bool = False
    dotazioni: frozenset[str] = frozenset()
    proposta_a: str = ""


@dataclass(frozen=True)
class Abbinamento:
    """A household and a unit, from the first day they could be together."""

    ingresso: date
    esito: Esito


def giorni_di(ingresso: date, mesi: int) -> Periodo:
    """The days of a stay: twelve months from 1 December end on 30 November."""
    return Periodo(ingresso, fine_dopo_mesi(ingresso, mesi))


def durata(mesi: int, soglie: Soglie) -> int:
    """The months a stay is agreed for: those asked, or the longest without an extension."""
    return min(mesi, soglie.mesi_permanenza)


def primo_ingresso(posto: PostoOfferto, mesi: int, dal: date) -> date | None:
    """The first day, not before ``dal``, from which the unit is free for all the months; None if there is none."""
    inizio = max(dal, posto.giorni.dal, posto.attiva_dal or dal)
    prese = (*posto.abitata, *posto.ferma, *(posto.in_casa if posto.capienza else ()))
    giorni = sorted({inizio, *(g.al + UN_GIORNO for g in prese if g.al and g.al >= inizio)})
    return next((giorno for giorno in giorni if not any(non_libera(posto, giorni_di(giorno, mesi)))), None)


def abbina(richiesta: Richiesta, posto: PostoOfferto, oggi: date, soglie: Soglie) -> Abbinamento:
    """The household in the unit from the first day it is free, or from today when it never is."""
    ingresso = primo_ingresso(posto, durata(richiesta.mesi, soglie), oggi) or oggi
    esito = valuta_abbinamento(richiesta, posto, ingresso, soglie)
    if ingresso > oggi and esito.positivo:
        giorni = (ingresso - oggi).days
        attesa = avviso(f"Si entra dal {in_data(ingresso)}, fra {giorni} {plurale(giorni, 'giorno,giorni')}")
        esito += Esito((attesa,))
    return Abbinamento(ingresso, esito)


def valuta_abbinamento(richiesta: Richiesta, posto: PostoOfferto, ingresso: date, soglie: Soglie) -> Esito:
    """Every reason for and against a household that comes into a unit on a day."""
    duri = (
        *_casa(posto, ingresso),
        *_categoria(richiesta, posto, ingresso, soglie),
        *([letti_per(posto, len(richiesta.componenti))] if richiesta.componenti else ()),
        *_accessibile(richiesta, posto),
        *_comune(richiesta, posto),
        *_giorni(richiesta, posto, ingresso, soglie),
        *_nucleo(richiesta, ingresso),
    )
    return Esito(duri + tuple(_da_sapere(richiesta, posto, soglie)))


def valuta_ingresso(ingresso: date, oggi: date) -> Esito:
    """A place is proposed from today on."""
    if ingresso < oggi:
        return Esito((no(f"Il giorno dell’ingresso, {in_data(ingresso)}, è già passato: proponi un altro giorno"),))
    return Esito()


def _casa(posto: PostoOfferto, ingresso: date) -> Iterator[Motivo]:
    yield from casa_chiusa(posto)
    if not posto.chiusa_perche and posto.attiva_dal and ingresso < posto.attiva_dal:
        yield no(f"{posto.casa} apre il {in_data(posto.attiva_dal)}")
    if posto.proposta_a:
        yield no(f"L’unità è già proposta alla candidatura {posto.proposta_a}")


def _categoria(richiesta: Richiesta, posto: PostoOfferto, ingresso: date, soglie: Soglie) -> Iterator[Motivo]:
    if richiesta.categoria != posto.categoria:
        casa, chiesta = Categoria(posto.categoria).label, Categoria(richiesta.categoria).label
        yield no(f"La casa è per «{casa}», la candidatura è per «{chiesta}»")
        return
    famiglia = Famiglia(richiesta.componenti, richiesta.condizioni, ingresso, soglie.eta_anziani)
    yield valuta_categoria(posto.categoria, famiglia)


def _accessibile(richiesta: Richiesta, posto: PostoOfferto) -> Iterator[Motivo]:
    if richiesta.accessibile:
        yield (
            si("L’unità è accessibile") if posto.accessibile else no("Serve un’unità accessibile, e questa non lo è")
        )


def _comune(richiesta: Richiesta, posto: PostoOfferto) -> Iterator[Motivo]:
    if not richiesta.comune:
        return
    if richiesta.comune == posto.comune:
        yield si(f"È a {posto.comune}, come chiede")
    elif richiesta.solo_quel_comune:
        yield no(f"È a {posto.comune}, e il nucleo può vivere solo a {richiesta.comune}")
    else:
        yield avviso(f"È a {posto.comune}, il nucleo preferisce {richiesta.comune}")


def _giorni(richiesta: Richiesta, posto: PostoOfferto, ingresso: date, soglie: Soglie) -> Iterator[Motivo]:
    mesi = durata(richiesta.mesi, soglie)
    if richiesta.entro_il and ingresso > richiesta.entro_il:
        yield no(f"Serve entro il {in_data(richiesta.entro_il)}, si entra dal {in_data(ingresso)}")
    giorni = giorni_di(ingresso, mesi)
    ostacoli = tuple(non_libera(posto, giorni))
    if not ostacoli:
        yield si(f"È libera {giorni}, {_mesi(mesi)}")
        return
    yield from ostacoli
    if prima := primo_ingresso(posto, mesi, ingresso):
        yield avviso(f"Per {_mesi(mesi)} è libera dal {in_data(prima)}")


def _nucleo(richiesta: Richiesta, ingresso: date) -> Iterator[Motivo]:
    if richiesta.caso_chiuso_il:
        yield no(f"Il caso è chiuso dal {in_data(richiesta.caso_chiuso_il)}")
    for soggiorno in richiesta.soggiorni:
        if soggiorno.vivo:
            yield no(f"Il nucleo ha già un posto in {soggiorno.casa}, fino al {in_data(soggiorno.al)}")
        elif soggiorno.al >= ingresso:
            yield no(f"Il nucleo è in {soggiorno.casa} fino al {in_data(soggiorno.al)}: entra dal giorno dopo")


def _da_sapere(richiesta: Richiesta, posto: PostoOfferto, soglie: Soglie) -> Iterator[Motivo]:
    """What a person weighs: it never refuses."""
    mancano = [Dotazione(d).label.lower() for d in sorted(richiesta.esigenze - posto.dotazioni)]
    if mancano:
        yield avviso(f"Serve, e qui non c’è: {', '.join(mancano)}")
    elif richiesta.esigenze:
        yield si("Ha tutto quello che serve")
    if richiesta.mesi > soglie.mesi_permanenza:
        yield avviso(f"Chiede {_mesi(richiesta.mesi)}: si comincia con {soglie.mesi_permanenza}, poi si proroga")
    if not richiesta.progetto_firmato:
        yield avviso("Il progetto individuale non è ancora firmato: serve prima di entrare")
    if not richiesta.seguita:
        yield avviso("Il caso non ha ancora un’assistente sociale")


def _mesi(mesi: int) -> str:
    return f"{mesi} {plurale(mesi, 'mese,mesi')}"
