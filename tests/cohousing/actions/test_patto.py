"""Acts on the rules of a house, on the real database."""

from datetime import date

import pytest

from cohousing.actions.patto import prepara_patto, pubblica_patto, scrivi_patto, traduci_patto
from cohousing.models import PattoConvivenza
from tests.factories.cohousing import StrutturaFactory, casa_aperta, regole
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.models import Utente

pytestmark = pytest.mark.django_db
OGGI = date(2026, 11, 19)


def chi(ruolo: str = Ruolo.COORDINATORE_ETS) -> Utente:
    return UtenteFactory(ruoli=[ruolo])


def scritti(patto: PattoConvivenza) -> list[tuple[str, str]]:
    return list(patto.testi.order_by("lingua").values_list("lingua", "testo"))


def test_a_new_edition_begins_with_the_texts_of_the_last_and_replaces_it_when_in_force() -> None:
    casa = casa_aperta()
    vecchia = casa.patti.get()
    traduci_patto(vecchia, "ar", "المطبخ نظيف", utente=chi(Ruolo.OPERATORE_ETS))
    nuova = prepara_patto(casa, cambiamenti=" Ospiti fino alle 22 ", utente=chi(Ruolo.OPERATORE_ETS))
    assert (nuova.edizione, nuova.stato, nuova.cambiamenti) == (2, "BOZZA", "Ospiti fino alle 22")
    assert scritti(nuova) == scritti(vecchia)
    assert [lingua for lingua, _ in scritti(nuova)] == ["ar", "it"]
    pubblica_patto(nuova, in_vigore_dal=OGGI, utente=chi())
    assert list(casa.patti.order_by("edizione").values_list("edizione", "stato", "in_vigore_dal")) == [
        (1, "SOSTITUITO", date(2026, 1, 15)),
        (2, "IN_VIGORE", OGGI),
    ]


def test_the_first_edition_is_written_from_nothing() -> None:
    casa = StrutturaFactory()
    patto = prepara_patto(casa, cambiamenti="", utente=chi())
    assert (patto.edizione, scritti(patto)) == (1, [])
    scritto = scrivi_patto(patto, " 1. Si bussa. ", utente=chi(), versione=0)
    scrivi_patto(patto, "1. Si bussa sempre.", utente=chi(), versione=scritto.versione)
    assert scritti(patto) == [("it", "1. Si bussa sempre.")]
    with pytest.raises(ModificaConcorrente):
        scrivi_patto(patto, "1. Si entra.", utente=chi(), versione=scritto.versione)


def test_one_edition_at_a_time_is_being_written() -> None:
    casa = casa_aperta()
    prepara_patto(casa, cambiamenti="", utente=chi())
    with pytest.raises(AttoRifiutato, match="C’è già un’edizione in scrittura: completa quella"):
        prepara_patto(casa, cambiamenti="", utente=chi())
    assert casa.patti.count() == 2


@pytest.mark.parametrize(
    ("lingua", "testo", "frase"),
    [
        ("it", "1. Si bussa.", "Prima si scrive il testo in italiano, che è quello che conta."),
        ("ur", "1.", "Il testo in urdu c’è già."),
        ("fr", "  ", "Scrivi le regole della casa."),
    ],
)
def test_a_language_that_cannot_be_added_says_why(lingua: str, testo: str, frase: str) -> None:
    patto = regole(StrutturaFactory(), "BOZZA", "ur")
    with pytest.raises(AttoRifiutato) as rifiuto:
        traduci_patto(patto, lingua, testo, utente=chi())
    assert (str(rifiuto.value), len(scritti(patto))) == (frase, 2)


def test_rules_in_force_are_not_rewritten() -> None:
    patto = casa_aperta().patti.get()
    prima = scritti(patto)
    with pytest.raises(AttoRifiutato, match="non è possibile quando lo stato è «In vigore»"):
        scrivi_patto(patto, "1. Altro.", utente=chi(), versione=1)
    assert scritti(patto) == prima


@pytest.mark.parametrize(
    ("ruolo", "giorno", "frase"),
    [
        (Ruolo.OPERATORE_ETS, OGGI, "«Metti in vigore…» spetta a un altro ruolo."),
        (
            Ruolo.COORDINATORE_ETS, date(2026, 11, 20),
            "Le regole non entrano in vigore nel futuro: mettile in vigore quel giorno",
        ),
        (
            Ruolo.COORDINATORE_ETS, date(2026, 1, 14),
            "Quelle di prima sono in vigore dal 15/01/2026: le nuove non vengono prima",
        ),
    ],
)  # fmt: skip
def test_rules_that_cannot_come_into_force_say_why(ruolo: str, giorno: date, frase: str) -> None:
    casa = casa_aperta()
    nuova = prepara_patto(casa, cambiamenti="", utente=chi())
    with pytest.raises(AttoRifiutato) as rifiuto:
        pubblica_patto(nuova, in_vigore_dal=giorno, utente=chi(ruolo))
    assert str(rifiuto.value) == frase
    assert list(casa.patti.order_by("edizione").values_list("stato", flat=True)) == ["IN_VIGORE", "BOZZA"]


def test_rules_without_the_italian_text_do_not_come_into_force() -> None:
    patto = prepara_patto(StrutturaFactory(), cambiamenti="", utente=chi())
    with pytest.raises(AttoRifiutato, match="Manca il testo in italiano, che è quello che conta"):
        pubblica_patto(patto, in_vigore_dal=OGGI, utente=chi())
