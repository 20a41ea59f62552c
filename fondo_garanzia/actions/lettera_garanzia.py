"""The letters of a guarantee, made as PDF with the office's wording and kept on its contract."""

from django.db import transaction

from fondo_garanzia.choices import StatoGaranzia
from fondo_garanzia.documents.garanzia import LETTERA, SOSPENSIONE, casa_di, fatti_garanzia, indirizzo_titolare
from fondo_garanzia.models import Garanzia
from fondo_garanzia.queries.garanzia import limiti_garanzia
from fondo_garanzia.workflow import GARANZIA
from valdera_housing.actions.lettera import crea_lettera, mittente
from valdera_housing.documents import Firma
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Lettera, Utente


@transaction.atomic
def crea_lettera_garanzia(garanzia: Garanzia, chiave: str, *, utente: Utente, casa: str = "") -> Lettera:
    """The letter of guarantee, ready to sign, or that of a suspension. ``casa`` where the home is, if it is not ours.

    Until it is handed over, a letter made again takes the place of the one before.
    """
    righe = Garanzia.objects.select_for_update(no_key=True, of=("self",))
    bloccata = righe.select_related("fondo__comune", "contratto__alloggio", "proprietario", "nucleo").get(
        pk=garanzia.pk
    )
    GARANZIA.pretende("crea_lettera", bloccata, utente)
    if chiave == SOSPENSIONE and bloccata.stato != StatoGaranzia.SOSPESA:
        raise AttoRifiutato("La garanzia non è sospesa: questa lettera si prepara quando lo è.")
    if chiave == LETTERA and not (casa or casa_di(bloccata.contratto)):
        raise AttoRifiutato("Scrivi dov’è la casa: la lettera dice quale contratto garantisce.")
    lettera = scrivi_lettera(bloccata, chiave, utente=utente, casa=casa)
    if chiave == LETTERA and bloccata.attiva_dal is None:
        bloccata.lettera = lettera
        bloccata.versione += 1
        bloccata.save(update_fields=["lettera", "versione"])
    return lettera


def scrivi_lettera(garanzia: Garanzia, chiave: str, *, utente: Utente, casa: str = "") -> Lettera:
    """One of the letters to the owner; the letter of guarantee is signed by both."""
    ente, giorno = mittente(), oggi()
    firme = [Firma("Per l’ente", ente)]
    if chiave == LETTERA:
        firme.append(Firma("Per accettazione, il proprietario", garanzia.titolare))
    casa = casa or casa_di(garanzia.contratto)
    return crea_lettera(
        chiave,
        fatti_garanzia(garanzia, limiti_garanzia(giorno), ente=ente, casa=casa),
        mittente=ente,
        destinatario=indirizzo_titolare(garanzia),
        utente=utente,
        oggi=giorno,
        firme=firme,
        contratto=garanzia.contratto,
        nucleo=garanzia.nucleo,
        proprietario=garanzia.proprietario,
    )
