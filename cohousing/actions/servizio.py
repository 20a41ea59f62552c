"""Acts on the services of a condominio sociale: add, correct, plan shifts, close."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import F

from cohousing.actions.addetto import Apre, scrivi_addetti
from cohousing.actions.blocco import struttura_bloccata
from cohousing.choices import StatoServizio, StatoTurno, TipoStruttura
from cohousing.models import Servizio, Struttura, Turno
from cohousing.queries.servizio import orari_presenti, previsti_dopo, primo_turno, ultimo_svolto
from cohousing.rules.servizio import (
    DatiChiusura,
    Orario,
    separa,
    valuta_chiusura,
    valuta_inizio,
    valuta_turnazione,
)
from cohousing.workflow import SERVIZIO
from valdera_housing.actions.versione import modifica
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente, pretendi
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Utente

NON_E_UN_CONDOMINIO = "I servizi aperti al quartiere sono dei condomini sociali: questa è una casa condivisa."
NOME_PRESO = "In questo condominio c’è già un servizio con questo nome."


class TurniAggiunti(NamedTuple):
    """What became of the shifts asked for: the new ones, and the hours left out because they were taken."""

    fatti: list[Turno]
    occupati: list[Orario]


@transaction.atomic
def aggiungi_servizio(struttura: Struttura, dati: dict[str, Any], *, utente: Utente) -> Servizio:
    """A service of a condominio sociale, with who follows it."""
    bloccata = struttura_bloccata("aggiungi_servizio", struttura, utente)
    if bloccata.tipo != TipoStruttura.CONDOMINIO_SOCIALE:
        raise AttoRifiutato(NON_E_UN_CONDOMINIO)
    if bloccata.servizi.filter(nome=dati["nome"]).exists():
        raise AttoRifiutato(NOME_PRESO)
    return Servizio.objects.create(struttura=bloccata, **dati)


@transaction.atomic
def modifica_servizio(servizio: Servizio, dati: dict[str, Any], *, utente: Utente, versione: int) -> Servizio:
    """Correct a service; it stays in its condominio and does not begin after its first shift."""
    attuale = bloccato(servizio)
    SERVIZIO.pretende("modifica", attuale, utente)
    fratelli = Servizio.objects.filter(struttura=attuale.struttura_id).exclude(pk=attuale.pk)
    if fratelli.filter(nome=dati["nome"]).exists():
        raise AttoRifiutato(NOME_PRESO)
    pretendi(valuta_inizio(dati["dal"], primo_turno(attuale)))
    return modifica(attuale, dati, versione=versione)


@transaction.atomic
def aggiungi_turno_servizio(
    servizio: Servizio, orari: Sequence[Orario], apre: Sequence[Apre], *, utente: Utente
) -> TurniAggiunti:
    """Plan these shifts, each with who opens it. Those that meet another are named and left out.

    The service is locked: of two people who plan the same hours at once the second finds them taken.
    """
    attuale = bloccato(servizio)
    SERVIZIO.pretende("aggiungi_turno", attuale, utente)
    pretendi(valuta_turnazione(orari, attuale.dal, attuale.al))
    liberi, occupati = separa(orari, orari_presenti(attuale, orari[0].inizio, orari[-1].fine))
    if not liberi:
        raise AttoRifiutato("In quelle ore questo servizio ha già i suoi turni: non c’è niente da aggiungere.")
    fatti = Turno.objects.bulk_create(
        Turno(servizio=attuale, inizio=orario.inizio, fine=orario.fine, creato_da=utente) for orario in liberi
    )
    scrivi_addetti(fatti, apre)
    return TurniAggiunti(fatti, occupati)


@transaction.atomic
def chiudi_servizio(servizio: Servizio, al: date, *, salta: bool, utente: Utente, versione: int) -> Servizio:
    """The service ended on that day; what was planned after it is skipped, when ``salta`` says so."""
    attuale = bloccato(servizio)
    SERVIZIO.pretende("chiudi", attuale, utente)
    if attuale.versione != versione:
        raise ModificaConcorrente
    rimasti = list(previsti_dopo(attuale, al).select_for_update(no_key=True))
    pretendi(valuta_chiusura(DatiChiusura(attuale.dal, al, oggi(), ultimo_svolto(attuale), len(rimasti), salta)))
    Turno.objects.filter(pk__in=[turno.pk for turno in rimasti]).update(
        stato=StatoTurno.SALTATO, motivo=f"Il servizio è chiuso dal {in_data(al)}", versione=F("versione") + 1
    )
    return modifica(attuale, {"stato": StatoServizio.CHIUSO, "al": al}, versione=versione)


def bloccato(servizio: Servizio) -> Servizio:
    """The service as it is now, kept for this act."""
    return Servizio.objects.select_for_update(no_key=True).get(pk=servizio.pk)
