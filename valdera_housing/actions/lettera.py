"""Letters: the office's wording, the facts of the case, one PDF kept as it was made."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from valdera_housing.actions.documento import archivia_documento
from valdera_housing.documents import Carta, Firma, lettera_pdf
from valdera_housing.kit.esito import AttoRifiutato, pretendi
from valdera_housing.models import Contratto, Lettera, ModelloLettera, Nucleo, Proprietario, Utente, prossimo_numero
from valdera_housing.queries.ente import ente_gestore
from valdera_housing.rules.file_ammessi import PDF
from valdera_housing.rules.lettera import compila, valuta_segnaposti

CARTELLA_MODELLI = Path(settings.BASE_DIR) / "templates" / "documenti"


def mittente() -> str:
    """The name at the head of the letters. AttoRifiutato when nobody wrote who the partner is."""
    ente = ente_gestore()
    if ente is None:
        raise AttoRifiutato("Manca l’ente partner fra gli enti: aggiungilo, perché firmi le lettere.")
    return ente.nome


@transaction.atomic
def crea_lettera(
    chiave: str,
    fatti: Mapping[str, str],
    *,
    mittente: str,
    destinatario: str,
    utente: Utente,
    oggi: date,
    firme: Sequence[Firma] = (),
    inserto: tuple[str, dict[str, Any]] | None = None,
    contratto: Contratto | None = None,
    nucleo: Nucleo | None = None,
    proprietario: Proprietario | None = None,
) -> Lettera:
    """Fill the wording in force today with ``fatti`` (placeholder → text) and keep the PDF.

    ``inserto`` is a template with its context, set under the body (tables). Raises AttoRifiutato when the office
    has no wording for this letter, or one that asks for a fact nobody gives.
    """
    modello = ModelloLettera.objects.in_vigore(chiave, oggi)
    if modello is None:
        raise AttoRifiutato(f"Manca il modello di lettera «{chiave}»: aggiungilo fra i modelli.")
    esito = valuta_segnaposti(f"{modello.oggetto}\n{modello.corpo}", fatti)
    pretendi(esito)
    numero = f"LT-{oggi.year}-{prossimo_numero('lettera', oggi.year):04d}"
    carta = Carta(
        mittente=mittente,
        destinatario=destinatario,
        oggetto=compila(modello.oggetto, fatti),
        corpo=compila(modello.corpo, fatti),
        data=oggi,
        numero=numero,
        firme=firme,
        inserto=inserto,
    )
    pdf = lettera_pdf(carta, quando=timezone.localtime())
    return Lettera.objects.create(
        numero=numero,
        modello=modello,
        contratto=contratto,
        nucleo=nucleo,
        proprietario=proprietario,
        destinatario=destinatario.partition("\n")[0][:200],
        oggetto=carta.oggetto[:200],
        data=oggi,
        documento=archivia_documento(pdf, f"{numero}.pdf", utente=utente, ammessi=(PDF,)),
        creata_da=utente,
    )


@transaction.atomic
def cambia_modello(modello: ModelloLettera, dati: Mapping[str, Any]) -> ModelloLettera:
    """A new wording from a day on; letters already made keep theirs. The database refuses two from the same day."""
    return ModelloLettera.objects.create(
        chiave=modello.chiave,
        titolo=modello.titolo,
        oggetto=dati["oggetto"],
        corpo=dati["corpo"],
        valido_dal=dati["valido_dal"],
        scritto_da=dati["scritto_da"],
    )


@transaction.atomic
def carica_modelli(valido_dal: date) -> list[ModelloLettera]:
    """The wordings the product comes with, for the letters the office has not written yet.

    Each is a text file of ``templates/documenti/<app>/modelli/``: title, subject, then the body.
    """
    presenti = set(ModelloLettera.objects.values_list("chiave", flat=True))
    nuovi = []
    for file in sorted(CARTELLA_MODELLI.glob("*/modelli/*.txt")):
        titolo, oggetto, corpo = file.read_text("utf-8").split("\n", 2)
        if file.stem not in presenti:
            nuovi.append(
                ModelloLettera(
                    chiave=file.stem, titolo=titolo, oggetto=oggetto, corpo=corpo.strip(), valido_dal=valido_dal
                )
            )
    return ModelloLettera.objects.bulk_create(nuovi)
