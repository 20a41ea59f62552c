"""Acts on the shifts of a service: say how it went, skip with a reason, correct."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from cohousing.actions.addetto import Apre, cambia_addetti
from cohousing.actions.servizio import bloccato
from cohousing.choices import StatoTurno
from cohousing.models import Turno
from cohousing.queries.servizio import orari_presenti
from cohousing.rules.servizio import Orario, Venuti, separa, valuta_giorni, valuta_registrazione
from cohousing.workflow import TURNO
from valdera_housing.actions.versione import modifica
from valdera_housing.kit.esito import AttoRifiutato, pretendi
from valdera_housing.models import Utente


@transaction.atomic
def registra_turno(
    turno: Turno, venuti: Venuti, note: str, apre: Sequence[Apre], *, utente: Utente, versione: int
) -> Turno:
    """The shift was held: how many came, without names, and who opened."""
    attuale = _bloccato(turno)
    TURNO.pretende("registra", attuale, utente)
    pretendi(valuta_registrazione(Orario(attuale.inizio, attuale.fine), timezone.now(), venuti))
    dati = {"stato": StatoTurno.SVOLTO, "note": note} | contati(venuti)
    svolto: Turno = modifica(attuale, dati, versione=versione)
    cambia_addetti(svolto, apre)
    return svolto


@transaction.atomic
def salta_turno(turno: Turno, motivo: str, *, utente: Utente, versione: int) -> Turno:
    """The shift was not held, or will not be: its hours are free again."""
    attuale = _bloccato(turno)
    TURNO.pretende("salta", attuale, utente)
    if not motivo.strip():
        raise AttoRifiutato("Scrivi perché non si è fatto.")
    saltato: Turno = modifica(attuale, {"stato": StatoTurno.SALTATO, "motivo": motivo}, versione=versione)
    return saltato


@transaction.atomic
def modifica_turno(
    turno: Turno, dati: dict[str, Any], apre: Sequence[Apre], *, utente: Utente, versione: int
) -> Turno:
    """Move a shift, change who opens it and, when it was held, what was counted (``venuti``)."""
    attuale = _bloccato(turno)
    TURNO.pretende("modifica", attuale, utente)
    orario = Orario(dati["inizio"], dati["fine"])
    _pretende_posto(attuale, orario)
    nuovi = {"inizio": orario.inizio, "fine": orario.fine}
    if attuale.stato == StatoTurno.SVOLTO:
        pretendi(valuta_registrazione(orario, timezone.now(), dati["venuti"]))
        nuovi |= {"note": dati["note"]} | contati(dati["venuti"])
    scritto: Turno = modifica(attuale, nuovi, versione=versione)
    cambia_addetti(scritto, apre)
    return scritto


def contati(venuti: Venuti) -> dict[str, int]:
    return {"abitanti": venuti.abitanti, "quartiere": venuti.quartiere, "prime_volte": venuti.prime_volte}


def _pretende_posto(turno: Turno, orario: Orario) -> None:
    """The end after the start, in the days of the service, in hours nobody else has."""
    if orario.fine <= orario.inizio:
        raise AttoRifiutato("La fine viene dopo l’inizio.")
    if (orario.inizio, orario.fine) == (turno.inizio, turno.fine):
        return
    servizio = turno.servizio
    pretendi(valuta_giorni([orario.giorno], servizio.dal, servizio.al))
    altri = orari_presenti(servizio, orario.inizio, orario.fine, tranne=turno.pk)
    if separa([orario], altri)[1]:
        raise AttoRifiutato(f"In quelle ore questo servizio ha già un turno: {altri[0]}.")


def _bloccato(turno: Turno) -> Turno:
    """The service first, then the shift."""
    servizio = bloccato(turno.servizio)
    attuale = Turno.objects.select_for_update(no_key=True).get(pk=turno.pk)
    attuale.servizio = servizio
    return attuale
