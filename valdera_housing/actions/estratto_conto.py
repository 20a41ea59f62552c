"""Bank accounts and their statements: read, shown, then imported. A line imported twice is one line."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.urls import reverse

from valdera_housing.actions.documento import archivia_documento
from valdera_housing.actions.lavoro import apri_lavoro, chiudi_lavoro
from valdera_housing.actions.scadenza import pretende_conti
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import ContoBancario, EstrattoConto, Lavoro, MovimentoBancario, Utente
from valdera_housing.queries.estratto_conto import formato_di, leggi_caricato
from valdera_housing.rules.estratto_conto.estratto import EstrattoIlleggibile, MovimentoLetto
from valdera_housing.rules.estratto_conto.lettura import leggi_estratto
from valdera_housing.rules.file_ammessi import TESTO


@transaction.atomic
def crea_conto_bancario(dati: dict[str, object], *, utente: Utente) -> ContoBancario:
    """A bank account of the ETS (``nome``, ``iban``, ``dedicato``)."""
    pretende_conti(utente)
    return ContoBancario.objects.create(**dati)


@transaction.atomic
def carica_estratto_conto(conto: ContoBancario, nome: str, contenuto: bytes, *, utente: Utente) -> Lavoro:
    """Put a statement aside, once it can be read, so that the person sees what is in it before importing.

    Raises AttoRifiutato with the reason when it is not a statement of this account.
    """
    pretende_conti(utente)
    try:
        leggi_estratto(contenuto, nome, iban=conto.iban)
    except EstrattoIlleggibile as errore:
        raise AttoRifiutato(str(errore)) from errore
    lavoro = apri_lavoro("Lettura di un estratto conto", utente=utente, totale=1, ritorno="")
    lavoro.ritorno = reverse("estratto_conto_importa", args=[lavoro.pk])
    percorso = default_storage.save(f"importazioni/{lavoro.pk.hex}-estratto", ContentFile(contenuto))
    lavoro.esito = {"conto": conto.pk, "nome": nome, "percorso": percorso}
    lavoro.save(update_fields=["ritorno", "esito"])
    return lavoro


@transaction.atomic
def importa_estratto_conto(lavoro: Lavoro, *, utente: Utente) -> EstrattoConto:
    """Import the statement put aside: the lines not there yet are added, the others are only counted."""
    pretende_conti(utente)
    lavoro = Lavoro.objects.select_for_update(no_key=True).get(pk=lavoro.pk)
    if lavoro.concluso:
        raise AttoRifiutato("Questo estratto conto è già stato importato.")
    caricato = leggi_caricato(lavoro)
    # One import at a time on an account: what is new is told against what is really there.
    conto = ContoBancario.objects.select_for_update(no_key=True).get(pk=caricato.conto.pk)
    documento = archivia_documento(caricato.contenuto, caricato.nome, utente=utente, ammessi=(TESTO,), tipo=TESTO)
    nuovi, letto = caricato.nuovi, caricato.letto
    estratto = EstrattoConto.objects.create(
        conto=conto, documento=documento, formato=formato_di(caricato.contenuto), dal=letto.dal, al=letto.al,
        saldo_iniziale=letto.saldo_iniziale, saldo_finale=letto.saldo_finale, movimenti_nuovi=len(nuovi),
        movimenti_gia_presenti=len(letto.movimenti) - len(nuovi), avvisi=list(letto.avvisi), importato_da=utente,
    )  # fmt: skip
    MovimentoBancario.objects.bulk_create(
        [in_movimento(estratto, letto) for letto in nuovi], ignore_conflicts=True, batch_size=1000
    )
    transaction.on_commit(lambda: default_storage.delete(caricato.percorso))
    chiudi_lavoro(lavoro, esito={"estratto": estratto.pk})
    return estratto


def in_movimento(estratto: EstrattoConto, letto: MovimentoLetto) -> MovimentoBancario:
    """A line as it is kept: what the bank writes at length is cut where the column ends."""
    return MovimentoBancario(
        conto=estratto.conto,
        estratto=estratto,
        data=letto.data,
        valuta=letto.valuta,
        importo=letto.importo,
        causale=letto.causale[:600],
        controparte=letto.controparte[:200],
        controparte_iban=letto.controparte_iban[:34],
        riferimento=letto.riferimento[:80],
        impronta=letto.impronta,
    )
