"""Acts on who is at a session, by name or by number.

Locks, always in this order: Evento, Iscrizione by pk. What is recorded stays inside the hours of the session.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from formazione.choices import Destinatario, ModoPresenza, RegistroPresenze
from formazione.models import Conteggio, Evento, Iscrizione, Presenza, Sessione
from formazione.queries.presenza import con_attestato_valido, conteggi_di, orario_di
from formazione.rules.presenza import Conto, Orario, Ore, Segnatura, valuta_incontro, valuta_ore, valuta_persona
from formazione.workflow import EVENTO
from valdera_housing.kit.esito import AttoRifiutato, Esito, ModificaConcorrente, pretendi
from valdera_housing.kit.scrittura import in_ora
from valdera_housing.models import Prenotazione, Utente

SENZA_NOMI = "Di questo evento si conta solo quante persone ci sono, senza nomi."
PER_NOME = "Di questo evento le presenze si segnano per nome."


@dataclass(frozen=True)
class Aperta:
    """A session that can be recorded now, its event locked."""

    sessione: Sessione
    orario: Orario
    utente: Utente


@transaction.atomic
def segna_entrata(
    sessione: Sessione, iscrizione: Iscrizione, *, utente: Utente, modo: str = ModoPresenza.QR
) -> Presenza:
    """She comes in now. AttoRifiutato when she is already in, or the session is not on."""
    aperta = _apri(sessione, utente, RegistroPresenze.NOMINATIVO)
    persona = _bloccati(aperta, [iscrizione.pk])[iscrizione.pk]
    gia = Presenza.objects.filter(sessione=sessione, iscrizione=persona).first()
    if gia is not None:
        raise AttoRifiutato(f"L’entrata di {persona} è già segnata alle {in_ora(gia.entrata)}.")
    entrata, _ = _ore_ammesse(aperta, persona, (_adesso(), None))
    return Presenza.objects.create(**_nuova(aperta, persona.pk, (entrata, None), modo))


@transaction.atomic
def segna_uscita(sessione: Sessione, iscrizione: Iscrizione, *, utente: Utente) -> Presenza:
    """She goes out now. AttoRifiutato when she never came in, or is already out."""
    aperta = _apri(sessione, utente, RegistroPresenze.NOMINATIVO)
    persona = _bloccati(aperta, [iscrizione.pk])[iscrizione.pk]
    presenza = Presenza.objects.filter(sessione=sessione, iscrizione=persona).first()
    if presenza is None:
        raise AttoRifiutato(f"L’entrata di {persona} non è segnata: prima si segna l’entrata.")
    if presenza.uscita is not None:
        raise AttoRifiutato(f"L’uscita di {persona} è già segnata alle {in_ora(presenza.uscita)}.")
    _, presenza.uscita = _ore_ammesse(aperta, persona, (presenza.entrata, _adesso()))
    presenza.save(update_fields=["uscita"])
    return presenza


@transaction.atomic
def segna_presenze(
    sessione: Sessione, segnature: Sequence[Segnatura], *, utente: Utente, modo: str = ModoPresenza.SCHERMO
) -> int:
    """Write the rows of the register somebody changed, however many, and say how many were written.

    AttoRifiutato, with the name, when somebody else wrote that row since the page was opened.
    """
    aperta = _apri(sessione, utente, RegistroPresenze.NOMINATIVO)
    return _scrivi(aperta, segnature, modo)


@transaction.atomic
def segna_presenze_a_tutti(sessione: Sessione, ore: Ore, *, utente: Utente, modo: str) -> int:
    """Everybody confirmed and not recorded yet was there in these hours; who is still in goes out with them."""
    aperta = _apri(sessione, utente, RegistroPresenze.NOMINATIVO)
    presenti, liberi = _presenti(sessione), _liberi(sessione)
    mancano = [Segnatura(pk, ore) for pk in liberi if pk not in presenti]
    return _scrivi(aperta, [*mancano, *_escono(presenti, liberi, ore[1])], modo)


@transaction.atomic
def segna_uscite_a_tutti(sessione: Sessione, uscita: datetime, *, utente: Utente) -> int:
    """Who is still in goes out at this hour; who came in later than that is left as she is."""
    aperta = _apri(sessione, utente, RegistroPresenze.NOMINATIVO)
    return _scrivi(aperta, list(_escono(_presenti(sessione), _liberi(sessione), uscita)), ModoPresenza.SCHERMO)


@transaction.atomic
def togli_presenza(presenza: Presenza, *, utente: Utente) -> None:
    """She was not there: the row goes, and stays in the history."""
    aperta = _apri(presenza.sessione, utente, RegistroPresenze.NOMINATIVO)
    _bloccati(aperta, [presenza.iscrizione_id])
    Presenza.objects.filter(pk=presenza.pk).delete()


@transaction.atomic
def conta_presenti(sessione: Sessione, conti: Mapping[str, Conto], *, utente: Utente) -> int:
    """How many people of each group were at a session: only these groups are written. Returns the whole number.

    ModificaConcorrente when somebody else wrote one of them since the page was opened.
    """
    _apri(sessione, utente, RegistroPresenze.ANONIMO)
    attuali = conteggi_di(sessione)
    for gruppo, conto in conti.items():
        if gruppo not in Destinatario.values or not 0 <= conto.quanti <= 9999:
            raise AttoRifiutato("Scrivi per ogni gruppo quante persone c’erano, fino a 9999.")
        if attuali.get(gruppo, 0) not in {conto.erano, conto.quanti}:
            raise ModificaConcorrente
    scritti = [Conteggio(sessione=sessione, destinatario=g, quanti=c.quanti) for g, c in conti.items() if c.quanti]
    Conteggio.objects.bulk_create(
        scritti, update_conflicts=True, unique_fields=["sessione", "destinatario"], update_fields=["quanti"]
    )
    sessione.conteggi.filter(destinatario__in=[g for g, c in conti.items() if not c.quanti]).delete()
    return sum((attuali | {g: c.quanti for g, c in conti.items()}).values())


def _apri(sessione: Sessione, utente: Utente, registro: str) -> Aperta:
    """Lock the event and check that its session can be recorded now, in this way, by this person."""
    evento = Evento.objects.select_for_update(no_key=True).get(pk=sessione.evento_id)
    EVENTO.pretende("segna_presenze", evento, utente)
    if evento.registro != registro:
        raise AttoRifiutato(SENZA_NOMI if evento.registro == RegistroPresenze.ANONIMO else PER_NOME)
    orario = orario_di(Prenotazione.objects.get(pk=sessione.prenotazione_id))
    pretendi(valuta_incontro(orario, timezone.now()))
    return Aperta(sessione, orario, utente)


def _bloccati(aperta: Aperta, chiavi: Iterable[int]) -> dict[int, Iscrizione]:
    """These people, locked, when the presences of all of them may change."""
    chieste = set(chiavi)
    righe = con_attestato_valido(Iscrizione.objects.filter(evento=aperta.sessione.evento_id, pk__in=chieste))
    persone = {p.pk: p for p in righe.select_for_update(no_key=True, of=("self",)).order_by("pk")}
    if len(persone) != len(chieste):
        raise AttoRifiutato("Una di queste persone non è iscritta a questo evento.")
    esito = Esito()
    for persona in persone.values():
        esito += valuta_persona(str(persona), stato=persona.stato, attestato=getattr(persona, "attestato", ""))
    pretendi(esito)
    return persone


def _scrivi(aperta: Aperta, segnature: Sequence[Segnatura], modo: str) -> int:
    """The same few statements for one row and for five hundred."""
    persone = _bloccati(aperta, [s.iscrizione for s in segnature])
    presenti = _presenti(aperta.sessione)
    nuove: list[Presenza] = []
    cambiate: list[Presenza] = []
    tolte: list[int] = []
    for segnatura in segnature:
        persona = persone[segnatura.iscrizione]
        ore = _ore_ammesse(aperta, persona, segnatura.ore) if segnatura.ore else None
        presenza = presenti.get(persona.pk)
        attuali = _ore_di(presenza)
        if attuali == ore:
            continue
        _pretendi_ferma(persona, attuali, segnatura.erano)
        if presenza is None and ore is not None:
            nuove.append(Presenza(**_nuova(aperta, persona.pk, ore, modo)))
        elif presenza is not None and ore is not None:
            presenza.entrata, presenza.uscita = ore
            presenza.modo, presenza.segnata_da = modo, aperta.utente
            cambiate.append(presenza)
        elif presenza is not None:
            tolte.append(presenza.pk)
    Presenza.objects.bulk_create(nuove)
    Presenza.objects.bulk_update(cambiate, ["entrata", "uscita", "modo", "segnata_da"])
    if tolte:
        Presenza.objects.filter(pk__in=tolte).delete()
    return len(nuove) + len(cambiate) + len(tolte)


def _pretendi_ferma(persona: Iscrizione, attuali: Ore | None, erano: Ore | None) -> None:
    if attuali != erano:
        adesso = "ha tolto la presenza" if attuali is None else f"ha segnato {in_parole(attuali)}"
        raise AttoRifiutato(f"{persona}: intanto qualcuno {adesso}. Guarda la riga e salva di nuovo.")


def in_parole(ore: Ore) -> str:
    """``15:00–17:00``, or ``15:00, ancora dentro``."""
    entrata, uscita = ore
    return f"{in_ora(entrata)}–{in_ora(uscita)}" if uscita else f"{in_ora(entrata)}, ancora dentro"


def _ore_ammesse(aperta: Aperta, persona: Iscrizione, ore: Ore) -> Ore:
    """The hours inside those of the session, or AttoRifiutato."""
    pretendi(valuta_ore(str(persona), aperta.orario, *ore))
    return aperta.orario.dentro(*ore)


def _ore_di(presenza: Presenza | None) -> Ore | None:
    """To the minute, as the register shows them."""
    if presenza is None:
        return None
    return _al_minuto(presenza.entrata), _al_minuto(presenza.uscita) if presenza.uscita else None


def _presenti(sessione: Sessione) -> dict[int, Presenza]:
    return {p.iscrizione_id: p for p in Presenza.objects.filter(sessione=sessione)}


def _liberi(sessione: Sessione) -> list[int]:
    """The confirmed people whose presences may change: who has her certificate is left as she is."""
    attesi = con_attestato_valido(Iscrizione.objects.filter(evento=sessione.evento_id).confermate())
    return list(attesi.filter(attestato="").order_by("pk").values_list("pk", flat=True))


def _escono(presenti: Mapping[int, Presenza], chi: Iterable[int], uscita: datetime | None) -> Iterable[Segnatura]:
    for pk in chi:
        ore = _ore_di(presenti.get(pk))
        if ore is not None and ore[1] is None and uscita is not None and ore[0] <= uscita:
            yield Segnatura(pk, (ore[0], uscita), ore)


def _nuova(aperta: Aperta, iscrizione: int, ore: Ore, modo: str) -> dict[str, object]:
    entrata, uscita = ore
    return {
        "sessione": aperta.sessione, "iscrizione_id": iscrizione, "entrata": entrata, "uscita": uscita,
        "modo": modo, "segnata_da": aperta.utente,
    }  # fmt: skip


def _adesso() -> datetime:
    return _al_minuto(timezone.now())


def _al_minuto(momento: datetime) -> datetime:
    return momento.replace(second=0, microsecond=0)
