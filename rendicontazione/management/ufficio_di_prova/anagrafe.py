"""About three hundred households with their people; two thirds are in charge of the service."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from random import Random

from codicefiscale import codicefiscale

from rendicontazione.management.ufficio_di_prova.calendario import Calendario
from rendicontazione.management.ufficio_di_prova.nomi import ALTRE, ITALIA, VIE, Provenienza
from valdera_housing.choices import Parentela, Sesso
from valdera_housing.models import Comune, MembroNucleo, Nucleo, Persona, prossimo_numero

NUCLEI = 300
QUOTA_STRANIERI = 0.4
QUOTA_IN_CARICO = 2 / 3
SENZA_CODICE_FISCALE = 3
PROTETTI = (41, 187)  # households whose address only some may see
FIGLI = (0, 0, 0, 0, 1, 1, 1, 2, 2, 3)


@dataclass
class Famiglia:
    nucleo: Nucleo
    persone: list[tuple[Persona, Parentela]]


def carica_anagrafe(calendario: Calendario, comuni: list[Comune], caso: Random, quanti: int = NUCLEI) -> list[Nucleo]:
    """Households numbered in the order in which they came, with the people who live in them."""
    giorni = (calendario.oggi - calendario.inizio).days
    arrivi = sorted(calendario.inizio + timedelta(days=caso.randrange(giorni)) for _ in range(quanti))
    famiglie = [_famiglia(arrivo, comuni, caso, posto) for posto, arrivo in enumerate(arrivi)]
    _numera([famiglia.nucleo for famiglia in famiglie], arrivi)
    _togli_codici_doppi(famiglie)
    _alcuni_senza_codice_fiscale(famiglie, calendario)
    nuclei = Nucleo.objects.bulk_create(famiglia.nucleo for famiglia in famiglie)
    Persona.objects.bulk_create(persona for famiglia in famiglie for persona, _ in famiglia.persone)
    MembroNucleo.objects.bulk_create(_membri(famiglie, arrivi))
    return nuclei


def _famiglia(arrivo: date, comuni: list[Comune], caso: Random, posto: int) -> Famiglia:
    comune = caso.choices(comuni, [c.popolazione or 1 for c in comuni])[0]
    provenienza = caso.choice(ALTRE) if caso.random() < QUOTA_STRANIERI else ITALIA
    indirizzo = f"{caso.choice(VIE)}, {caso.randint(1, 140)}"
    in_carico = caso.random() < QUOTA_IN_CARICO
    nucleo = Nucleo(comune=comune, in_carico=in_carico, in_carico_dal=arrivo if in_carico else None)
    persone = _persone(arrivo, provenienza, caso)
    for persona, _ in persone:
        persona.comune, persona.indirizzo, persona.indirizzo_protetto = comune, indirizzo, posto in PROTETTI
    return Famiglia(nucleo, persone)


def _persone(arrivo: date, da: Provenienza, caso: Random) -> list[tuple[Persona, Parentela]]:
    """The holder, a partner in half of the households, and their children."""
    cognome, sesso = caso.choice(da.cognomi), caso.choice(list(Sesso))
    capo = _adulto(arrivo, da, caso, cognome, sesso)
    persone = [(capo, Parentela.INTESTATARIO)]
    figli = caso.choice(FIGLI)
    if caso.random() < 0.4:
        altro = Sesso.M if sesso == Sesso.F else Sesso.F
        compagno = _adulto(arrivo, da, caso, caso.choice(da.cognomi), altro)
        persone.append((compagno, Parentela.CONIUGE))
    for _ in range(figli):
        nascita = arrivo - timedelta(days=caso.randint(200, 17 * 365))
        luogo = ("Pontedera", "G843") if caso.random() < 0.7 else caso.choice(da.luoghi)
        figlio = _persona(da, caso, cognome, caso.choice(list(Sesso)), nascita, luogo)
        persone.append((figlio, Parentela.FIGLIO))
    return persone


def _adulto(arrivo: date, da: Provenienza, caso: Random, cognome: str, sesso: Sesso) -> Persona:
    nascita = arrivo - timedelta(days=caso.randint(22 * 365, 76 * 365))
    persona = _persona(da, caso, cognome, sesso, nascita, caso.choice(da.luoghi))
    persona.telefono = f"3{caso.randint(20, 99)} {caso.randint(1000000, 9999999)}"
    return persona


def _persona(
    da: Provenienza, caso: Random, cognome: str, sesso: Sesso, nascita: date, luogo: tuple[str, str]
) -> Persona:
    nome = caso.choice(da.donne if sesso == Sesso.F else da.uomini)
    return Persona(
        cognome=cognome,
        nome=nome,
        sesso=sesso,
        nato_il=nascita,
        luogo_nascita=luogo[0],
        cittadinanza=da.cittadinanza,
        codice_fiscale=codice_fiscale(cognome, nome, sesso, nascita, luogo[1]),
    )


def codice_fiscale(cognome: str, nome: str, sesso: str, nascita: date, luogo: str) -> str:
    radice = (
        codicefiscale.encode_lastname(cognome)
        + codicefiscale.encode_firstname(nome)
        + codicefiscale.encode_birthdate(f"{nascita:%d/%m/%Y}", "F" if sesso == Sesso.F else "M")
        + luogo
    )
    return radice + codicefiscale.encode_cin(radice)


def _numera(nuclei: list[Nucleo], arrivi: list[date]) -> None:
    """``N-2026-0042``: the number of the year in which the household came."""
    for anno in sorted({arrivo.year for arrivo in arrivi}):
        del_anno = [n for n, arrivo in zip(nuclei, arrivi, strict=True) if arrivo.year == anno]
        numeri = count(prossimo_numero("nucleo", anno, len(del_anno)))
        for nucleo in del_anno:
            nucleo.codice = f"N-{anno}-{next(numeri):04d}"


def _togli_codici_doppi(famiglie: list[Famiglia]) -> None:
    """Two invented people may share a code: the second one's has not been asked for yet."""
    visti: set[str] = set()
    for persona in (p for famiglia in famiglie for p, _ in famiglia.persone):
        if persona.codice_fiscale in visti:
            persona.codice_fiscale = None
        visti.add(persona.codice_fiscale or "")


def _alcuni_senza_codice_fiscale(famiglie: list[Famiglia], calendario: Calendario) -> None:
    """Some foreign holders in charge have an STP code instead, valid six months (domain.md 8.2)."""
    capi = (f.persone[0][0] for f in famiglie if f.nucleo.in_carico)
    stranieri = (capo for capo in capi if capo.cittadinanza in {"nigeriana", "bangladese"})
    for numero, persona in zip(range(SENZA_CODICE_FISCALE), stranieri, strict=False):
        persona.codice_fiscale = None
        persona.codice_sanitario_provvisorio = f"STP090202{123 + numero:07d}"
        persona.codice_sanitario_scade_il = calendario.oggi + timedelta(days=20 + 50 * numero)


def _membri(famiglie: list[Famiglia], arrivi: list[date]) -> list[MembroNucleo]:
    return [
        MembroNucleo(nucleo=famiglia.nucleo, persona=persona, parentela=parentela, dal=arrivo)
        for famiglia, arrivo in zip(famiglie, arrivi, strict=True)
        for persona, parentela in famiglia.persone
    ]
