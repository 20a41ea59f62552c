"""Acts on the rules of a house: a new edition, its texts, the day they come into force. Locks: the house."""

from datetime import date

from django.db import transaction

from cohousing.actions.blocco import blocca_struttura, struttura_bloccata
from cohousing.actions.struttura import modifica_campi
from cohousing.choices import Lingua, StatoPatto, StatoStruttura
from cohousing.models import PattoConvivenza, Struttura, TestoPatto
from cohousing.rules.patto import valuta_pubblicazione
from cohousing.workflow import PATTO
from valdera_housing.actions.versione import modifica
from valdera_housing.kit.esito import AttoRifiutato, pretendi
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Utente


@transaction.atomic
def prepara_patto(struttura: Struttura, *, cambiamenti: str, utente: Utente) -> PattoConvivenza:
    """A new edition to write, with the texts of the last one in every language."""
    bloccata = struttura_bloccata("prepara_patto", struttura, utente)
    if bloccata.patti.filter(stato=StatoPatto.BOZZA).exists():
        raise AttoRifiutato("C’è già un’edizione in scrittura: completa quella.")
    ultima = bloccata.patti.order_by("-edizione").first()
    patto = PattoConvivenza.objects.create(
        struttura=bloccata,
        edizione=ultima.edizione + 1 if ultima else 1,
        cambiamenti=cambiamenti.strip(),
        creato_da=utente,
    )
    testi = ultima.testi.all() if ultima else ()
    for testo in testi:
        TestoPatto.objects.create(patto=patto, lingua=testo.lingua, testo=testo.testo)
    return patto


@transaction.atomic
def scrivi_patto(
    patto: PattoConvivenza, testo: str, *, lingua: str = Lingua.IT, utente: Utente, versione: int
) -> TestoPatto:
    """The text of an edition not in force yet, in a language; ``versione`` is of that text, 0 when it is not there."""
    bloccato = _bloccato("scrivi", patto, utente)
    _pretende_testo(testo)
    scritto = bloccato.testi.filter(lingua=lingua).first()
    if scritto is None:
        return TestoPatto.objects.create(patto=bloccato, lingua=lingua, testo=testo.strip())
    salvato: TestoPatto = modifica(scritto, {"testo": testo.strip()}, versione=versione)
    return salvato


@transaction.atomic
def traduci_patto(patto: PattoConvivenza, lingua: str, testo: str, *, utente: Utente) -> TestoPatto:
    """One more language, also for rules in force: what was signed is the Italian text, which does not change."""
    bloccato = _bloccato("traduci", patto, utente)
    _pretende_testo(testo)
    lingue = set(bloccato.testi.values_list("lingua", flat=True))
    if lingua == Lingua.IT or Lingua.IT not in lingue:
        raise AttoRifiutato("Prima si scrive il testo in italiano, che è quello che conta.")
    if lingua in lingue:
        raise AttoRifiutato(f"Il testo in {Lingua(lingua).label.lower()} c’è già.")
    return TestoPatto.objects.create(patto=bloccato, lingua=lingua, testo=testo.strip())


@transaction.atomic
def pubblica_patto(patto: PattoConvivenza, *, in_vigore_dal: date, utente: Utente) -> PattoConvivenza:
    """These rules come into force and replace those that were; who signed the old ones keeps what they signed."""
    bloccato = _bloccato("pubblica", patto, utente)
    prima = bloccato.struttura.patti.filter(stato=StatoPatto.IN_VIGORE).first()
    italiano = bloccato.testi.filter(lingua=Lingua.IT).exists()
    pretendi(valuta_pubblicazione(italiano=italiano, giorno=in_vigore_dal, prima=data_di(prima), oggi=oggi()))
    if prima is not None:
        modifica_campi(prima, stato=StatoPatto.SOSTITUITO)
    pubblicato: PattoConvivenza = modifica_campi(bloccato, stato=PATTO["pubblica"].a, in_vigore_dal=in_vigore_dal)
    return pubblicato


def data_di(patto: PattoConvivenza | None) -> date | None:
    """Since when some rules are in force."""
    return patto.in_vigore_dal if patto else None


def _bloccato(atto: str, patto: PattoConvivenza, utente: Utente) -> PattoConvivenza:
    struttura = blocca_struttura(patto.struttura_id)
    bloccato = PattoConvivenza.objects.select_for_update(no_key=True).get(pk=patto.pk)
    bloccato.struttura = struttura
    PATTO.pretende(atto, bloccato, utente)
    if struttura.stato == StatoStruttura.CHIUSA:
        raise AttoRifiutato("Questa casa è chiusa: le sue regole non cambiano più.")
    return bloccato


def _pretende_testo(testo: str) -> None:
    if not testo.strip():
        raise AttoRifiutato("Scrivi le regole della casa.")
