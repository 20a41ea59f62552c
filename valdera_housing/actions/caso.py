"""Acts on a case and its referrals. Locks, always in this order: Nucleo, Caso, Invio."""

from datetime import date
from typing import Any

from django.db import transaction

from valdera_housing.actions.versione import modifica
from valdera_housing.choices import EsitoCaso
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Caso, Invio, Nucleo, Utente, prossimo_numero


@transaction.atomic
def apri_caso(
    nucleo: Nucleo, *, aperto_il: date, assistente_sociale: Utente | None = None, case_manager: Utente | None = None
) -> Caso:
    """Start to follow a household, which from that day is in charge of the service. AttoRifiutato if one is open."""
    bloccato = Nucleo.objects.select_for_update(no_key=True).get(pk=nucleo.pk)
    if aperto := bloccato.casi.aperti().first():
        raise AttoRifiutato(f"Questo nucleo ha già un caso aperto, {aperto.numero}.")
    if not bloccato.in_carico:
        bloccato.in_carico, bloccato.in_carico_dal, bloccato.versione = True, aperto_il, bloccato.versione + 1
        bloccato.save(update_fields=["in_carico", "in_carico_dal", "versione"])
    return Caso.objects.create(
        numero=f"C-{aperto_il.year}-{prossimo_numero('caso', aperto_il.year):04d}",
        nucleo=bloccato,
        assistente_sociale=assistente_sociale,
        case_manager=case_manager,
        aperto_il=aperto_il,
    )


@transaction.atomic
def assegna_caso(caso: Caso, dati: dict[str, Any], *, versione: int) -> Caso:
    """Change who follows an open case. Raises ModificaConcorrente when somebody changed it meanwhile."""
    _aperto(caso)
    return modifica(caso, dati, versione=versione)


@transaction.atomic
def invia_caso(caso: Caso, *, linea: str, motivo: str, utente: Utente) -> Invio:
    """Refer a household to a line. Raises AttoRifiutato when that line is already working on a referral."""
    bloccato = _aperto(caso)
    if bloccato.invii.filter(linea=linea, concluso_il=None).exists():
        raise AttoRifiutato("Questo nucleo è già stato inviato a questa linea, che non ha ancora concluso.")
    return Invio.objects.create(caso=bloccato, linea=linea, motivo=motivo, inviato_da=utente, inviato_il=oggi())


@transaction.atomic
def chiudi_caso(caso: Caso, *, esito: str, il: date) -> Caso:
    """Close a case with its outcome; the referrals still open end with it."""
    bloccato = _aperto(caso)
    if il < bloccato.aperto_il:
        raise AttoRifiutato(f"Il caso è aperto dal {bloccato.aperto_il:%d/%m/%Y}: non può chiudersi prima.")
    ultimo = bloccato.invii.order_by("-inviato_il").values_list("inviato_il", flat=True).first()
    if ultimo and il < ultimo:
        raise AttoRifiutato(f"L’ultimo invio a una linea è del {ultimo:%d/%m/%Y}: il caso si chiude da quel giorno.")
    bloccato.chiuso_il, bloccato.esito, bloccato.versione = il, esito, bloccato.versione + 1
    bloccato.save(update_fields=["chiuso_il", "esito", "versione"])
    motivo = f"Caso chiuso: {EsitoCaso(esito).label.lower()}"
    bloccato.invii.filter(concluso_il=None).update(concluso_il=il, esito=motivo)
    return bloccato


@transaction.atomic
def prendi_invio(invio: Invio, *, utente: Utente) -> Invio:
    """The line takes the referral: whoever sent it sees it. Raises AttoRifiutato when somebody has it already."""
    bloccato = Invio.objects.select_for_update(no_key=True).get(pk=invio.pk)
    if bloccato.preso_in_carico_il is not None:
        raise AttoRifiutato(f"L’invio è già stato preso in carico il {bloccato.preso_in_carico_il:%d/%m/%Y}.")
    if bloccato.concluso_il is not None:
        raise AttoRifiutato(f"L’invio è concluso dal {bloccato.concluso_il:%d/%m/%Y}.")
    bloccato.preso_in_carico_il, bloccato.preso_in_carico_da = oggi(), utente
    bloccato.save(update_fields=["preso_in_carico_il", "preso_in_carico_da"])
    return bloccato


@transaction.atomic
def concludi_invio(invio: Invio, *, esito: str) -> Invio:
    """The line says what became of the referral; doing it twice changes nothing."""
    bloccato = Invio.objects.select_for_update(no_key=True).get(pk=invio.pk)
    if bloccato.concluso_il is None:
        bloccato.concluso_il, bloccato.esito = oggi(), esito[:300]
        bloccato.save(update_fields=["concluso_il", "esito"])
    return bloccato


def _aperto(caso: Caso) -> Caso:
    bloccato = Caso.objects.select_for_update(no_key=True).get(pk=caso.pk)
    if bloccato.chiuso_il is not None:
        raise AttoRifiutato(f"Il caso {bloccato.numero} è chiuso dal {bloccato.chiuso_il:%d/%m/%Y}.")
    return bloccato
