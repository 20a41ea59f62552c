"""The quarterly report: its snapshot is frozen when the quarter is closed, its PDF made afterwards by the worker."""

from importlib.metadata import version
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from rendicontazione.choices import StatoRelazione
from rendicontazione.documents import relazione_pdf
from rendicontazione.models import RelazioneTrimestrale, Rendiconto
from rendicontazione.queries.istantanea import componi_istantanea
from rendicontazione.rules.istantanea import controlla, da_byte, impronta, in_byte
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.actions.lavoro import apri_lavoro, chiudi_lavoro, segna_avanzamento
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.kit.pdf import PdfNonDisponibile
from valdera_housing.models import Documento, Lavoro, Utente
from valdera_housing.rules.file_ammessi import PDF

LIBRERIE = ("django", "weasyprint", "pydyf", "fonttools")
PASSI = 2


def crea_relazione(rendiconto: Rendiconto, *, utente: Utente) -> RelazioneTrimestrale:
    """Freeze the next version of the quarter's report, inside the transaction that closes it, and order its PDF.

    Raises IstantaneaIncoerente, and closes nothing, when a sum of the picture does not agree to the cent.
    """
    ultima = rendiconto.relazioni.order_by("versione").last()
    numero = ultima.versione + 1 if ultima else 1
    istantanea = componi_istantanea(rendiconto, versione=numero, chiusa_alle=timezone.now(), sostituisce=ultima)
    controlla(istantanea)
    relazione = RelazioneTrimestrale.objects.create(
        rendiconto=rendiconto,
        versione=numero,
        istantanea=in_byte(istantanea).decode(),
        impronta=impronta(istantanea),
        motivo_riapertura=rendiconto.motivo_riapertura,
        creata_da=utente,
    )
    ordina_pdf(relazione, utente=utente)
    return relazione


def ordina_pdf(relazione: RelazioneTrimestrale, *, utente: Utente) -> Lavoro:
    """Put the making of the PDF in the queue of the worker, once this transaction is committed."""
    lavoro = apri_lavoro(
        f"PDF: {relazione}", utente=utente, totale=PASSI, ritorno=reverse("rendicontazione:relazione_elenco")
    )
    transaction.on_commit(lambda: prepara_pdf.enqueue(relazione.pk, str(lavoro.pk)))
    return lavoro


@transaction.atomic
def rifai_pdf(relazione: RelazioneTrimestrale, *, utente: Utente) -> Lavoro:
    """Order again a PDF that did not come out. One that is ready is never replaced."""
    relazione = RelazioneTrimestrale.objects.select_for_update(of=("self",)).get(pk=relazione.pk)
    if relazione.stato == StatoRelazione.PRONTA:
        raise AttoRifiutato("Questa relazione ha già il suo PDF.")
    RelazioneTrimestrale.objects.filter(pk=relazione.pk).update(stato=StatoRelazione.IN_PREPARAZIONE)
    return ordina_pdf(relazione, utente=utente)


@task()
def prepara_pdf(relazione_pk: int, lavoro_pk: str) -> None:
    """Make and store the PDF of a report; done twice, the second time finds it ready."""
    relazione = RelazioneTrimestrale.objects.select_related("rendiconto__trimestre", "creata_da").get(pk=relazione_pk)
    lavoro = Lavoro.objects.get(pk=lavoro_pk)
    segna_avanzamento(lavoro, 1)
    try:
        if relazione.stato != StatoRelazione.PRONTA:
            _conserva(relazione, relazione_pdf(da_byte(relazione.istantanea.encode())))
    except Exception as errore:
        _segna_fallita(relazione, lavoro, errore)
        if not isinstance(errore, PdfNonDisponibile):
            raise
    else:
        segna_avanzamento(lavoro, PASSI)
        chiudi_lavoro(lavoro, esito={})


@transaction.atomic
def _conserva(relazione: RelazioneTrimestrale, contenuto: bytes) -> Documento:
    trimestre = relazione.rendiconto.trimestre.numero
    nome = f"relazione-trimestre-{trimestre:02d}-versione-{relazione.versione}.pdf"
    documento = archivia_documento(contenuto, nome, utente=relazione.creata_da, ammessi=(PDF,))
    RelazioneTrimestrale.objects.filter(pk=relazione.pk).exclude(stato=StatoRelazione.PRONTA).update(
        pdf=documento, stato=StatoRelazione.PRONTA, librerie=librerie()
    )
    return documento


def _segna_fallita(relazione: RelazioneTrimestrale, lavoro: Lavoro, errore: Exception) -> None:
    motivo = str(errore) if isinstance(errore, PdfNonDisponibile) else "Il PDF non è riuscito: avvisa l'assistenza."
    RelazioneTrimestrale.objects.filter(pk=relazione.pk).exclude(stato=StatoRelazione.PRONTA).update(
        stato=StatoRelazione.FALLITA
    )
    chiudi_lavoro(lavoro, esito={"frase": motivo}, riuscito=False)


def librerie() -> dict[str, Any]:
    """Versions of what makes the PDF: with the snapshot they say why two files have the same bytes."""
    return {nome: version(nome) for nome in LIBRERIE}
