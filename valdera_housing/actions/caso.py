"""Acts on a case and its referrals. Locks, always in this order: Nucleo, Caso, Invio, ProgettoIndividuale."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from valdera_housing.actions.versione import modifica
from valdera_housing.choices import EsitoCaso, StatoProgetto
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.kit.scrittura import in_data
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
        ultima_attivita_il=aperto_il,
    )


def segna_attivita(caso: Caso, giorno: date) -> None:
    """Something happened in a case on ``giorno``: its last activity moves forward, never back nor past today.

    It is no change of the record: the version stays, who is editing the case is not disturbed.
    """
    fatto = min(giorno, oggi())
    prima = Q(ultima_attivita_il=None) | Q(ultima_attivita_il__lt=fatto)
    Caso.objects.filter(prima, pk=caso.pk).update(ultima_attivita_il=fatto)


@transaction.atomic
def assegna_caso(caso: Caso, dati: dict[str, Any], *, versione: int) -> Caso:
    """Change who follows an open case. Raises ModificaConcorrente when somebody changed it meanwhile."""
    caso_aperto(caso)
    return modifica(caso, dati, versione=versione)


@transaction.atomic
def modifica_caso(caso: Caso, dati: dict[str, Any], *, versione: int) -> Caso:
    """Needs, gravity, services and dates of an open case. Raises ModificaConcorrente as above."""
    caso_aperto(caso)
    return modifica(caso, dati, versione=versione)


@transaction.atomic
def invia_caso(caso: Caso, *, linea: str, motivo: str, utente: Utente) -> Invio:
    """Refer a household to a line. Raises AttoRifiutato when that line is already working on a referral."""
    bloccato = caso_aperto(caso)
    if bloccato.invii.filter(linea=linea, concluso_il=None).exists():
        raise AttoRifiutato("Questo nucleo è già stato inviato a questa linea, che non ha ancora concluso.")
    segna_attivita(bloccato, oggi())
    return Invio.objects.create(caso=bloccato, linea=linea, motivo=motivo, inviato_da=utente, inviato_il=oggi())


@transaction.atomic
def chiudi_caso(caso: Caso, *, esito: str, il: date) -> Caso:
    """Close a case with its outcome; the referrals and the project still open end with it.

    A signed project is concluded, one that nobody signed is interrupted.
    """
    bloccato = caso_aperto(caso)
    if il < bloccato.aperto_il:
        raise AttoRifiutato(f"Il caso è aperto dal {in_data(bloccato.aperto_il)}: non può chiudersi prima.")
    ultimo = bloccato.invii.order_by("-inviato_il").values_list("inviato_il", flat=True).first()
    if ultimo and il < ultimo:
        raise AttoRifiutato(f"L’ultimo invio a una linea è del {in_data(ultimo)}: il caso si chiude da quel giorno.")
    motivo = f"Caso chiuso: {EsitoCaso(esito).label.lower()}"
    _chiudi_progetto(bloccato, motivo, il)
    bloccato.chiuso_il, bloccato.esito, bloccato.versione = il, esito, bloccato.versione + 1
    bloccato.save(update_fields=["chiuso_il", "esito", "versione"])
    bloccato.invii.filter(concluso_il=None).update(concluso_il=il, esito=motivo)
    return bloccato


def _chiudi_progetto(caso: Caso, motivo: str, il: date) -> None:
    progetto = caso.progetti.aperti().select_for_update(no_key=True).first()
    if progetto is None:
        return
    ultimo = max(progetto.redatto_il, progetto.firmato_il or progetto.redatto_il)
    if il < ultimo:
        raise AttoRifiutato(f"Il progetto individuale è del {in_data(ultimo)}: il caso si chiude da quel giorno.")
    firmato = progetto.stato == StatoProgetto.FIRMATO
    progetto.stato = StatoProgetto.CONCLUSO if firmato else StatoProgetto.INTERROTTO
    progetto.chiuso_il, progetto.esito, progetto.versione = il, motivo, progetto.versione + 1
    progetto.save(update_fields=["stato", "chiuso_il", "esito", "versione"])


@transaction.atomic
def prendi_invio(invio: Invio, *, utente: Utente) -> Invio:
    """The line takes the referral: whoever sent it sees it. Raises AttoRifiutato when somebody has it already."""
    bloccato = _invio_bloccato(invio)
    if bloccato.preso_in_carico_il is not None:
        raise AttoRifiutato(f"L’invio è già stato preso in carico il {in_data(bloccato.preso_in_carico_il)}.")
    if bloccato.concluso_il is not None:
        raise AttoRifiutato(f"L’invio è concluso dal {in_data(bloccato.concluso_il)}.")
    bloccato.preso_in_carico_il, bloccato.preso_in_carico_da = oggi(), utente
    bloccato.save(update_fields=["preso_in_carico_il", "preso_in_carico_da"])
    segna_attivita(bloccato.caso, oggi())
    return bloccato


@transaction.atomic
def concludi_invio(invio: Invio, *, esito: str) -> Invio:
    """The line says what became of the referral; doing it twice changes nothing."""
    bloccato = _invio_bloccato(invio)
    if bloccato.concluso_il is None:
        bloccato.concluso_il, bloccato.esito = oggi(), esito[:300]
        bloccato.save(update_fields=["concluso_il", "esito"])
        segna_attivita(bloccato.caso, oggi())
    return bloccato


def _invio_bloccato(invio: Invio) -> Invio:
    """The referral with its case, both locked, the case first."""
    caso = Caso.objects.select_for_update(no_key=True).get(pk=invio.caso_id)
    bloccato = Invio.objects.select_for_update(no_key=True).get(pk=invio.pk)
    bloccato.caso = caso
    return bloccato


def caso_aperto(caso: Caso) -> Caso:
    """The case, locked; AttoRifiutato when it is closed. Call it inside a transaction."""
    bloccato = Caso.objects.select_for_update(no_key=True).get(pk=caso.pk)
    if bloccato.chiuso_il is not None:
        raise AttoRifiutato(f"Il caso {bloccato.numero} è chiuso dal {in_data(bloccato.chiuso_il)}.")
    return bloccato
