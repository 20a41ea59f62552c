"""Acts on the photographs of a building."""

from functools import partial
from pathlib import PurePath

from django.conf import settings
from django.db import transaction

from cohousing.actions.immobile import bloccato
from cohousing.documents.fotografia import riduci
from cohousing.models import FotoImmobile, RicognizioneImmobile
from cohousing.rules.immobile import FOTO_MASSIME
from cohousing.workflow import IMMOBILE
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.kit.esito import AttoRifiutato, pretendi
from valdera_housing.models import Utente
from valdera_housing.rules.file_ammessi import IMMAGINI, controlla_file, riconosci


@transaction.atomic
def aggiungi_foto_immobile(
    immobile: RicognizioneImmobile, nome: str, contenuto: bytes, *, descrizione: str, utente: Utente
) -> FotoImmobile:
    """Keep a photograph, reduced and without what the phone writes in it. AttoRifiutato for anything else."""
    attuale = bloccato(immobile)
    IMMOBILE.pretende("aggiungi_foto", attuale, utente)
    if attuale.foto.count() >= FOTO_MASSIME:
        raise AttoRifiutato(f"Le fotografie sono già {FOTO_MASSIME}: togline qualcuna.")
    pretendi(controlla_file(contenuto, IMMAGINI, settings.DIMENSIONE_MASSIMA_FILE, riconosci(contenuto)))
    ridotta = riduci(contenuto)
    if ridotta is None:
        raise AttoRifiutato("Questa fotografia non si apre, o è troppo grande: salvala di nuovo come JPEG.")
    documento = archivia_documento(ridotta, f"{PurePath(nome).stem}.jpg", utente=utente, ammessi=IMMAGINI)
    return FotoImmobile.objects.create(immobile=attuale, descrizione=descrizione, documento=documento)


@transaction.atomic
def togli_foto(foto: FotoImmobile, *, utente: Utente) -> None:
    """Take a photograph off the building; its bytes go when the transaction is sure."""
    IMMOBILE.pretende("aggiungi_foto", bloccato(foto.immobile), utente)
    attuale = FotoImmobile.objects.select_related("documento").filter(pk=foto.pk).first()
    if attuale is None:
        raise AttoRifiutato("Questa fotografia è già stata tolta.")
    documento = attuale.documento
    attuale.delete()
    documento.delete()
    transaction.on_commit(partial(documento.file.delete, save=False))
