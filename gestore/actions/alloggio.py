"""Acts on a home: the owner's call, the steps of its life, what is written and kept about it."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from django.db import transaction

from gestore.queries.alloggio import dati_di
from gestore.rules.alloggio import valuta_idoneita
from gestore.rules.quote import INTERO, controlla_quote
from gestore.workflow import ALLOGGIO, SPORTELLO_ETS
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.actions.proprietario import registra_proprietario
from valdera_housing.actions.versione import modifica
from valdera_housing.choices import DestinazioneAlloggio, NaturaContratto
from valdera_housing.kit.esito import AttoRifiutato, Esito, no, pretendi
from valdera_housing.models import (
    Alloggio,
    FileAlloggio,
    Fornitura,
    Proprietario,
    QuotaProprieta,
    Utente,
    prossimo_numero,
)
from valdera_housing.rules.file_ammessi import IMMAGINI, PDF

FILE_AMMESSI = (PDF, *IMMAGINI)


@transaction.atomic
def segnala_alloggio(
    dati: dict[str, Any],
    *,
    utente: Utente,
    il: date,
    proprietario: Proprietario | None = None,
    nuovo_proprietario: dict[str, Any] | None = None,
) -> Alloggio:
    """An owner called: the home enters with its code, whole of that owner, known or entered now."""
    if not utente.ha_ruolo(*SPORTELLO_ETS):
        raise AttoRifiutato("Le segnalazioni le scrive l’ente partner: spetta a un altro ruolo.")
    if proprietario is None:
        proprietario = registra_proprietario(nuovo_proprietario or {}, utente=utente, altro=True)
    codice = f"A-{il.year}-{prossimo_numero('alloggio', il.year):04d}"
    alloggio = Alloggio.objects.create(codice=codice, segnalato_il=il, stato_dal=il, **dati)
    QuotaProprieta.objects.create(alloggio=alloggio, proprietario=proprietario, quota=INTERO, dal=il)
    return alloggio


@transaction.atomic
def modifica_alloggio(alloggio: Alloggio, dati: dict[str, Any], *, utente: Utente, versione: int) -> Alloggio:
    """Write what is known of the home; raises ModificaConcorrente when somebody else saved first."""
    ALLOGGIO.pretende("modifica", alloggio, utente)
    return modifica(alloggio, dati, versione=versione)


def sopralluoga_alloggio(alloggio: Alloggio, *, utente: Utente, il: date, motivo: str = "") -> Alloggio:
    """Somebody of the ETS goes and sees the home."""
    return _sposta(alloggio, "sopralluoga", utente=utente, il=il, motivo=motivo)


def valuta_alloggio(alloggio: Alloggio, *, utente: Utente, il: date, motivo: str = "") -> Alloggio:
    """What was seen is judged."""
    return _sposta(alloggio, "valuta", utente=utente, il=il, motivo=motivo)


def tratta_alloggio(alloggio: Alloggio, *, utente: Utente, il: date, motivo: str = "") -> Alloggio:
    """Rent and terms are being agreed; refused for the homes that no programme may take (A/1, A/8, A/9)."""

    def idonea(attuale: Alloggio) -> Esito:
        return valuta_idoneita(dati_di(attuale), il)

    return _sposta(alloggio, "tratta", utente=utente, il=il, motivo=motivo, regola=idonea)


def scarta_alloggio(alloggio: Alloggio, *, utente: Utente, il: date, motivo: str) -> Alloggio:
    """The home is not taken, and why."""
    return _sposta(alloggio, "scarta", utente=utente, il=il, motivo=motivo, regola=_con_motivo(motivo))


def rendi_disponibile_alloggio(alloggio: Alloggio, *, utente: Utente, il: date, motivo: str = "") -> Alloggio:
    """The home may be given to a household."""
    return _sposta(alloggio, "rendi_disponibile", utente=utente, il=il, motivo=motivo)


def metti_in_manutenzione_alloggio(alloggio: Alloggio, *, utente: Utente, il: date, motivo: str) -> Alloggio:
    """The home is empty and being repaired, and what for."""
    return _sposta(alloggio, "metti_in_manutenzione", utente=utente, il=il, motivo=motivo, regola=_con_motivo(motivo))


def avvia_rilascio_alloggio(alloggio: Alloggio, *, utente: Utente, il: date, motivo: str) -> Alloggio:
    """The ETS is giving the home back, and why; refused while a household has a contract on it."""
    return _sposta(
        alloggio,
        "avvia_rilascio",
        utente=utente,
        il=il,
        motivo=motivo,
        regola=lambda attuale: _con_motivo(motivo)(attuale) + senza_sublocazioni(attuale),
    )


def restituisci_alloggio(alloggio: Alloggio, *, utente: Utente, il: date, motivo: str = "") -> Alloggio:
    """The keys go back to the owner; refused while a household has a contract on the home."""
    return _sposta(alloggio, "restituisci", utente=utente, il=il, motivo=motivo, regola=senza_sublocazioni)


@transaction.atomic
def _sposta(
    alloggio: Alloggio,
    atto: str,
    *,
    utente: Utente,
    il: date,
    motivo: str,
    regola: Callable[[Alloggio], Esito] | None = None,
) -> Alloggio:
    """One step of the life of a home: the table, then the rule, then state, day and reason."""
    attuale = Alloggio.objects.select_for_update(no_key=True).get(pk=alloggio.pk)
    passaggio = ALLOGGIO.pretende(atto, attuale, utente)
    esito = regola(attuale) if regola else Esito()
    if il < attuale.stato_dal:
        esito += Esito((no(f"La data viene prima del {attuale.stato_dal:%d/%m/%Y}, inizio dello stato di adesso"),))
    pretendi(esito)
    attuale.stato, attuale.stato_dal, attuale.motivo_stato = str(passaggio.a), il, motivo
    attuale.versione += 1
    attuale.save(update_fields=["stato", "stato_dal", "motivo_stato", "versione"])
    return attuale


def _con_motivo(motivo: str) -> Callable[[Alloggio], Esito]:
    esito = Esito() if motivo.strip() else Esito((no("Scrivi perché"),))
    return lambda _alloggio: esito


def senza_sublocazioni(alloggio: Alloggio) -> Esito:
    """No while a household has a contract on the home, signed or running, or while several share it."""
    if alloggio.destinazione == DestinazioneAlloggio.COABITAZIONE:
        return Esito((no("È una casa condivisa: prima si chiude la casa, nelle pagine del cohousing"),))
    viva = alloggio.contratti.vivi().filter(natura=NaturaContratto.SUBLOCAZIONE).first()
    if viva is None:
        return Esito()
    return Esito((no(f"C’è la sublocazione {viva.numero} ancora in piedi: prima si chiude quella"),))


@transaction.atomic
def scrivi_quote_alloggio(
    alloggio: Alloggio, quote: dict[int, Decimal], *, utente: Utente, dal: date, versione: int
) -> None:
    """Whose the home is from a day on: owner's pk → per cent, all together. What changes is closed the day before.

    Raises AttoRifiutato when the shares are not the whole, ModificaConcorrente when somebody else saved first.
    """
    ALLOGGIO.pretende("modifica", alloggio, utente)
    esito = controlla_quote(list(quote.values()))
    pretendi(esito)
    attuale = modifica(alloggio, {}, versione=versione)
    nuove = dict(quote)
    for aperta in attuale.quote.filter(al=None):
        if nuove.get(aperta.proprietario_id) == aperta.quota:
            del nuove[aperta.proprietario_id]
        elif aperta.dal < dal:
            aperta.al = dal - timedelta(days=1)
            aperta.save(update_fields=["al"])
        else:
            aperta.delete()
    for proprietario, quota in nuove.items():
        QuotaProprieta.objects.create(alloggio=attuale, proprietario_id=proprietario, quota=quota, dal=dal)


@transaction.atomic
def aggiungi_fornitura(alloggio: Alloggio, dati: dict[str, Any], *, utente: Utente) -> Fornitura:
    """Write down a utility of the home, one for each kind."""
    ALLOGGIO.pretende("modifica", alloggio, utente)
    return Fornitura.objects.create(alloggio=alloggio, **dati)


@transaction.atomic
def modifica_fornitura(fornitura: Fornitura, dati: dict[str, Any], *, utente: Utente, versione: int) -> Fornitura:
    """Correct a utility, or write that it changed hands."""
    ALLOGGIO.pretende("modifica", fornitura.alloggio, utente)
    return modifica(fornitura, dati, versione=versione)


@transaction.atomic
def aggiungi_file_alloggio(
    alloggio: Alloggio, nome: str, contenuto: bytes, *, tipo: str, descrizione: str, utente: Utente
) -> FileAlloggio:
    """Keep a photo or a document of the home: PDF, JPEG or PNG. Raises AttoRifiutato for anything else."""
    ALLOGGIO.pretende("modifica", alloggio, utente)
    documento = archivia_documento(contenuto, nome, utente=utente, ammessi=FILE_AMMESSI)
    return FileAlloggio.objects.create(
        alloggio=alloggio, tipo=tipo, descrizione=descrizione, documento=documento, aggiunto_da=utente
    )


@transaction.atomic
def elimina_file_alloggio(file: FileAlloggio, *, utente: Utente) -> None:
    """Take a photo or a document off the home; its bytes go when the transaction is sure."""
    ALLOGGIO.pretende("modifica", file.alloggio, utente)
    documento = file.documento
    file.delete()
    documento.delete()
    transaction.on_commit(partial(documento.file.delete, save=False))
