"""Acts on certificates: given to who reached the hours, cancelled with a reason, given again.

The rows are written first, a few at a time, with the event and its people locked; then the PDFs are made, one by one:
a work that stops halfway is picked up by asking again. Locks: Evento, Iscrizione by pk, Attestato.
"""

from collections.abc import Iterator, Sequence

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from formazione.documents.attestato import attestato_pdf
from formazione.models import Attestato, Evento
from formazione.queries.attestato import FattiEvento, da_rilasciare, fatti_evento, senza_file
from formazione.workflow import DIREZIONE, EVENTO
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.actions.lavoro import apri_lavoro, chiudi_lavoro, segna_avanzamento
from valdera_housing.kit.codici import codice_leggibile
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.kit.pdf import PdfNonDisponibile
from valdera_housing.kit.scrittura import plurale
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Lavoro, Utente, prossimo_numero
from valdera_housing.rules.file_ammessi import PDF

ALLA_VOLTA = 50
SOLO_DIREZIONE = "Un attestato lo annulla chi coordina l’ente."
SENZA_ATTESTATO = "Questo evento non dà un attestato: si sceglie nei dati dell’evento."
NESSUNO = "Nessuno da aggiungere: chi ha frequentato le ore che servono ha già il suo attestato."


@transaction.atomic
def rilascia_attestati(evento: Evento, *, utente: Utente) -> Lavoro:
    """Order to the worker the certificates of who reached the hours and has none, once this is committed."""
    bloccato = _bloccato(evento, utente)
    chiavi = list(da_rilasciare(bloccato).order_by("cognome", "nome", "pk").values_list("pk", flat=True))
    totale = len(chiavi) + senza_file(bloccato).count()
    if not totale:
        raise AttoRifiutato(NESSUNO)
    titolo = f"{totale} {plurale(totale, 'attestato,attestati')}"
    ritorno = f"{reverse('formazione:attestato_elenco')}?evento={evento.pk}"
    lavoro = apri_lavoro(titolo, utente=utente, totale=totale, ritorno=ritorno)
    transaction.on_commit(lambda: prepara_attestati.enqueue(str(lavoro.pk), evento.pk, chiavi))
    return lavoro


@task()
def prepara_attestati(lavoro_pk: str, evento_pk: int, chiavi: list[int]) -> None:
    """Write the certificates in chunks, then make the files that are missing; who has one is not given another."""
    lavoro = Lavoro.objects.select_related("utente").get(pk=lavoro_pk)
    evento = Evento.objects.get(pk=evento_pk)
    try:
        if lavoro.utente is None:
            raise AttoRifiutato("Non si sa chi l’ha chiesto.")
        for gruppo in _a_gruppi(chiavi):
            _scrivi(evento, gruppo, lavoro.utente)
        fatti = _stampa_tutti(evento, lavoro, lavoro.utente)
    except (AttoRifiutato, PdfNonDisponibile) as rifiuto:
        chiudi_lavoro(lavoro, esito={"frase": str(rifiuto)}, riuscito=False)
        return
    frase = f"{fatti} {plurale(fatti, 'attestato pronto,attestati pronti')}."
    chiudi_lavoro(lavoro, esito={"frase": frase})


@transaction.atomic
def annulla_attestato(attestato: Attestato, *, motivo: str, utente: Utente) -> Attestato:
    """It is no longer valid, and the public page says so; another may be given."""
    if not utente.ha_ruolo(*DIREZIONE):
        raise AttoRifiutato(SOLO_DIREZIONE)
    if not motivo.strip():
        raise AttoRifiutato("Scrivi perché l’attestato è annullato.")
    bloccato = Attestato.objects.select_for_update(no_key=True).get(pk=attestato.pk)
    if bloccato.annullato_il is not None:
        raise AttoRifiutato("Questo attestato è già annullato.")
    bloccato.annullato_il, bloccato.motivo = oggi(), motivo.strip()
    bloccato.save(update_fields=["annullato_il", "motivo"])
    return bloccato


def _bloccato(evento: Evento, utente: Utente) -> Evento:
    """The event, locked, when its certificates can be given now by this person."""
    bloccato = Evento.objects.select_for_update(no_key=True).get(pk=evento.pk)
    EVENTO.pretende("rilascia_attestati", bloccato, utente)
    if not bloccato.con_attestato:
        raise AttoRifiutato(SENZA_ATTESTATO)
    return bloccato


@transaction.atomic
def _scrivi(evento: Evento, chiavi: Sequence[int], utente: Utente) -> None:
    """Numbers and codes of a chunk, of those who still have the hours and no certificate."""
    bloccato = _bloccato(evento, utente)
    righe = da_rilasciare(bloccato).filter(pk__in=chiavi)
    persone = list(righe.select_for_update(no_key=True, of=("self",)).order_by("pk"))
    if not persone:
        return
    giorno = oggi()
    primo = prossimo_numero("attestato", giorno.year, len(persone))
    Attestato.objects.bulk_create(
        Attestato(
            numero=f"AT-{giorno.year}-{numero:04d}",
            codice=codice_leggibile(3),
            iscrizione=persona,
            minuti=persona.minuti,
            minuti_evento=bloccato.minuti,
            rilasciato_il=giorno,
            rilasciato_da=utente,
        )
        for numero, persona in enumerate(sorted(persone, key=lambda p: (p.cognome, p.nome, p.pk)), start=primo)
    )


def _stampa_tutti(evento: Evento, lavoro: Lavoro, utente: Utente) -> int:
    """Make the files that are missing, and say how many. Progress is written every few."""
    fatti = 0
    fatti_comuni = fatti_evento(evento, utente)
    for gruppo in _a_gruppi(list(senza_file(evento).values_list("pk", flat=True)), alla_volta=5):
        fatti += sum(_stampa(pk, fatti_comuni, utente) for pk in gruppo)
        segna_avanzamento(lavoro, fatti)
    return fatti


@transaction.atomic
def _stampa(pk: int, fatti: FattiEvento, utente: Utente) -> bool:
    """The file of one certificate, unless it was cancelled or printed meanwhile."""
    righe = Attestato.objects.select_related("iscrizione").select_for_update(no_key=True, of=("self",))
    attestato = righe.get(pk=pk)
    if attestato.documento_id is not None or attestato.annullato_il is not None:
        return False
    pdf = attestato_pdf(attestato, fatti, quando=timezone.localtime())
    attestato.documento = archivia_documento(pdf, f"{attestato.numero}.pdf", utente=utente, ammessi=(PDF,))
    attestato.save(update_fields=["documento"])
    return True


def _a_gruppi(chiavi: Sequence[int], alla_volta: int = ALLA_VOLTA) -> Iterator[Sequence[int]]:
    return (chiavi[da : da + alla_volta] for da in range(0, len(chiavi), alla_volta))
