"""A sheet of buildings: put aside, seen, then imported. What is already here, or wrong, does not enter."""

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.urls import reverse

from cohousing.actions.immobile import numeri_nuovi
from cohousing.models import RicognizioneImmobile
from cohousing.queries.importazione import leggi_caricati, leggi_immobili
from cohousing.rules.importazione import FoglioIlleggibile
from cohousing.workflow import TENGONO
from valdera_housing.actions.lavoro import apri_lavoro, chiudi_lavoro
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Lavoro, Utente


@transaction.atomic
def carica_immobili(nome: str, contenuto: bytes, *, utente: Utente) -> Lavoro:
    """Put a sheet aside, once it can be read, so that the person sees what becomes of each row before it enters."""
    _pretende_ruolo(utente)
    if len(contenuto) > settings.DIMENSIONE_MASSIMA_FILE:
        raise AttoRifiutato("Il file è troppo grande: tieni solo la tabella degli immobili.")
    try:
        leggi_immobili(contenuto)
    except FoglioIlleggibile as errore:
        raise AttoRifiutato(str(errore)) from errore
    lavoro = apri_lavoro("Lettura di un foglio di immobili", utente=utente, totale=1, ritorno="")
    lavoro.ritorno = reverse("cohousing:immobile_importa_conferma", args=[lavoro.pk])
    percorso = default_storage.save(f"importazioni/{lavoro.pk.hex}-immobili", ContentFile(contenuto))
    lavoro.esito = {"immobili": nome.replace("\x00", "")[-200:], "percorso": percorso}
    lavoro.save(update_fields=["ritorno", "esito"])
    return lavoro


@transaction.atomic
def importa_immobili(lavoro: Lavoro, *, utente: Utente) -> int:
    """Write the good rows of the sheet put aside, all together; how many they were. Asked again, it is done."""
    _pretende_ruolo(utente)
    lavoro = Lavoro.objects.select_for_update(no_key=True).get(pk=lavoro.pk)
    if lavoro.concluso:
        return int(lavoro.esito["immobili_importati"])
    # The gate of the survey is held from here on: what is new is told against what is really there.
    numeri_nuovi(0)
    caricati = leggi_caricati(lavoro)
    nuovi = caricati.nuovi
    if not nuovi:
        raise AttoRifiutato("Nel foglio non c’è nessun immobile da importare.")
    numeri = numeri_nuovi(len(nuovi))
    RicognizioneImmobile.objects.bulk_create(
        RicognizioneImmobile(numero=numero, creato_da=utente, **dati)
        for numero, dati in zip(numeri, nuovi, strict=True)
    )
    transaction.on_commit(lambda: default_storage.delete(caricati.percorso))
    chiudi_lavoro(lavoro, esito={"immobili_importati": len(nuovi)})
    return len(nuovi)


def _pretende_ruolo(utente: Utente) -> None:
    if not utente.ha_ruolo(*TENGONO):
        raise AttoRifiutato("Gli immobili li registra l’ente partner: spetta a un altro ruolo.")
