"""Acts on the path to autonomy: goals, reviews, and their corrections."""

from datetime import date
from typing import Any

from django.db import transaction

from cohousing.actions.blocco import blocca_permanenza
from cohousing.choices import StatoPermanenza
from cohousing.models import ObiettivoAutonomia, Permanenza, PunteggioAutonomia, VerificaAutonomia
from cohousing.rules.autonomia import DatiVerifica, Traguardo, valuta_obiettivi, valuta_verifica
from cohousing.workflow import PERMANENZA, SEGUONO
from valdera_housing.actions.versione import modifica
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente, pretendi
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Utente


@transaction.atomic
def fissa_obiettivi_permanenza(
    permanenza: Permanenza, traguardi: dict[str, Traguardo], *, utente: Utente, versione: int
) -> list[ObiettivoAutonomia]:
    """The goals of the five areas, by area. ``versione`` is the sum of those of the goals the page was opened on."""
    bloccata = blocca_permanenza(permanenza.pk)
    PERMANENZA.pretende("fissa_obiettivi", bloccata, utente)
    pretendi(valuta_obiettivi({area: traguardo.punti for area, traguardo in traguardi.items()}))
    attuali = {obiettivo.area: obiettivo for obiettivo in bloccata.obiettivi.select_for_update(no_key=True)}
    if sum(obiettivo.versione for obiettivo in attuali.values()) != versione:
        raise ModificaConcorrente
    return [_fissa(bloccata, area, voluto, attuali.get(area)) for area, voluto in traguardi.items()]


def _fissa(
    permanenza: Permanenza, area: str, voluto: Traguardo, attuale: ObiettivoAutonomia | None
) -> ObiettivoAutonomia:
    if attuale is None:
        return ObiettivoAutonomia.objects.create(
            permanenza=permanenza, area=area, traguardo=voluto.punti, descrizione=voluto.descrizione
        )
    if (attuale.traguardo, attuale.descrizione) != voluto:
        attuale.traguardo, attuale.descrizione = voluto
        attuale.versione += 1
        attuale.save(update_fields=["traguardo", "descrizione", "versione"])
    return attuale


@transaction.atomic
def verifica_autonomia_permanenza(
    permanenza: Permanenza, svolta_il: date, punti: dict[str, int], note: str = "", *, utente: Utente
) -> VerificaAutonomia:
    """A review: a score from 0 to 4 for each area, and what was seen."""
    bloccata = blocca_permanenza(permanenza.pk)
    PERMANENZA.pretende("verifica_autonomia", bloccata, utente)
    _pretende_verifica(bloccata, svolta_il, punti)
    verifica = VerificaAutonomia.objects.create(permanenza=bloccata, svolta_il=svolta_il, note=note, autore=utente)
    PunteggioAutonomia.objects.bulk_create(
        PunteggioAutonomia(verifica=verifica, area=area, punti=valore) for area, valore in punti.items()
    )
    return verifica


@transaction.atomic
def modifica_verifica(
    verifica: VerificaAutonomia, dati: dict[str, Any], punti: dict[str, int], *, utente: Utente, versione: int
) -> VerificaAutonomia:
    """Correct a review (day, note, scores), while the household lives there or after it left."""
    bloccata = blocca_permanenza(verifica.permanenza_id)
    if not utente.ha_ruolo(*SEGUONO):
        raise AttoRifiutato("Le verifiche le corregge chi segue il nucleo: spetta a un altro ruolo.")
    if bloccata.stato not in {StatoPermanenza.IN_CORSO, StatoPermanenza.CONCLUSA}:
        raise AttoRifiutato("Il percorso si verifica mentre il nucleo abita la casa.")
    _pretende_verifica(bloccata, dati["svolta_il"], punti, questa=verifica)
    salvata: VerificaAutonomia = modifica(verifica, dati, versione=versione)
    for punteggio in salvata.punteggi.all():
        if punteggio.punti != punti[punteggio.area]:
            punteggio.punti = punti[punteggio.area]
            punteggio.save(update_fields=["punti"])
    return salvata


def _pretende_verifica(
    permanenza: Permanenza, svolta_il: date, punti: dict[str, int], questa: VerificaAutonomia | None = None
) -> None:
    altre = {verifica.svolta_il for verifica in permanenza.verifiche.all() if verifica != questa}
    dati = DatiVerifica(svolta_il, frozenset(punti), permanenza.inizio, permanenza.uscita_il, frozenset(altre), oggi())
    pretendi(valuta_verifica(dati))
