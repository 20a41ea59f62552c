"""The diary of a case is only written forward: a correction is another entry."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from valdera_housing.actions.caso import caso_aperto, segna_attivita
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Caso, Utente, VoceDiario


@transaction.atomic
def scrivi_diario(
    caso: Caso, *, giorno: date, tipo: str, testo: str, utente: Utente, riservata: bool = False
) -> VoceDiario:
    """What happened in an open case on a day; ``riservata`` is read by its author and the social workers only."""
    bloccato = caso_aperto(caso)
    if giorno > oggi():
        raise AttoRifiutato("Il giorno è nel futuro: scrivi quando sarà successo.")
    segna_attivita(bloccato, giorno)
    return VoceDiario.objects.create(
        caso=bloccato,
        giorno=giorno,
        tipo=tipo,
        testo=testo,
        riservata=riservata,
        autore=utente,
        scritta_alle=timezone.now(),
    )
