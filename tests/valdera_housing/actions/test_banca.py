"""A statement enters once, its lines are matched by a person, set aside, opened again."""

from datetime import date
from decimal import Decimal

import pytest

from tests.factories.casa import (
    ContoBancarioFactory,
    EstrattoContoFactory,
    MovimentoBancarioFactory,
    ProprietarioFactory,
    ScadenzaFactory,
)
from tests.factories.persone import MembroNucleoFactory, NucleoFactory, PersonaFactory, UtenteFactory
from valdera_housing.actions.estratto_conto import carica_estratto_conto, importa_estratto_conto
from valdera_housing.actions.incasso import annulla_incasso
from valdera_housing.actions.movimento import abbina_movimento, abbina_sicuri, ignora_movimento, riapri_movimento
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import EstrattoConto, Incasso, MovimentoBancario, Nucleo, Utente
from valdera_housing.queries.abbinamento import suggerimenti, suggerimenti_sicuri

pytestmark = pytest.mark.django_db
euro = Decimal
CSV = """Data contabile;Data valuta;Descrizione;Importo
03/11/2026;03/11/2026;Affitto ROSSI MARIA;360,00
04/11/2026;04/11/2026;Bonifico a BALDI GINO;-550,00
05/11/2026;05/11/2026;Spese tenuta conto;-4,50
"""


@pytest.fixture
def contabile() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS])


def importa(testo: str, utente: Utente) -> EstrattoConto:
    lavoro = carica_estratto_conto(ContoBancarioFactory(), "nov.csv", testo.encode(), utente=utente)
    return importa_estratto_conto(lavoro, utente=utente)


def famiglia(cognome: str, nome: str) -> Nucleo:
    nucleo = NucleoFactory()
    persona = PersonaFactory(cognome=cognome, nome=nome, comune=nucleo.comune)
    MembroNucleoFactory(nucleo=nucleo, persona=persona)
    return nucleo


def test_a_statement_imported_twice_adds_nothing_the_second_time(contabile: Utente) -> None:
    primo = importa(CSV, contabile)
    secondo = importa(CSV + "06/11/2026;06/11/2026;Affitto BIANCHI;400,00\n", contabile)
    assert (primo.movimenti_nuovi, primo.movimenti_gia_presenti, primo.dal, primo.al, primo.formato) == (
        3, 0, date(2026, 11, 3), date(2026, 11, 5), "CSV",
    )  # fmt: skip
    assert (secondo.movimenti_nuovi, secondo.movimenti_gia_presenti) == (1, 3)
    assert sorted(MovimentoBancario.objects.values_list("importo", flat=True)) == [
        euro("-550.00"), euro("-4.50"), euro("360.00"), euro("400.00"),
    ]  # fmt: skip


def test_the_same_upload_is_imported_once(contabile: Utente) -> None:
    lavoro = carica_estratto_conto(ContoBancarioFactory(), "nov.csv", CSV.encode(), utente=contabile)
    importa_estratto_conto(lavoro, utente=contabile)
    with pytest.raises(AttoRifiutato, match="già stato importato"):
        importa_estratto_conto(lavoro, utente=contabile)


def test_what_is_not_a_statement_is_refused_with_its_reason(contabile: Utente) -> None:
    with pytest.raises(AttoRifiutato, match=r"foto\.jpg"):
        carica_estratto_conto(ContoBancarioFactory(), "foto.jpg", b"\xff\xd8\xff....", utente=contabile)


def test_a_confirmed_line_is_a_payment_that_covers_its_dues(contabile: Utente) -> None:
    nucleo = famiglia("Rossi", "Maria")
    ottobre, novembre = (
        ScadenzaFactory(nucleo=nucleo, competenza=date(2026, m, 1), scade_il=date(2026, m, 5)) for m in (10, 11)
    )
    movimento = MovimentoBancarioFactory(importo=euro("720.00"))
    quote = [(ottobre.pk, euro("360.00")), (novembre.pk, euro("360.00"))]
    incasso = abbina_movimento(movimento, quote, utente=contabile, criterio="Suggerito")
    movimento.refresh_from_db()
    assert (incasso.numero, incasso.chi, incasso.nucleo, incasso.data, incasso.importo, movimento.abbinato) == (
        "I-2026-0001", "Rossi Maria", nucleo, date(2026, 11, 4), euro("720.00"), True,
    )  # fmt: skip
    with pytest.raises(AttoRifiutato, match="già occupato"):
        abbina_movimento(movimento, quote, utente=contabile)


def test_a_line_that_goes_out_pays_the_owner(contabile: Utente) -> None:
    scadenza = ScadenzaFactory(verso="USCITA", proprietario=ProprietarioFactory(), importo=euro("550.00"))
    movimento = MovimentoBancarioFactory(importo=euro("-550.00"), controparte="")
    incasso = abbina_movimento(movimento, [(scadenza.pk, euro("550.00"))], utente=contabile)
    assert (incasso.numero, incasso.verso, incasso.importo, incasso.chi, incasso.proprietario) == (
        "P-2026-0001", "USCITA", euro("550.00"), "Maria Rossi", scadenza.proprietario,
    )  # fmt: skip


@pytest.mark.parametrize("dal_movimento", [True, False])
def test_a_match_undone_leaves_the_line_to_be_matched_again(contabile: Utente, *, dal_movimento: bool) -> None:
    scadenza, movimento = ScadenzaFactory(), MovimentoBancarioFactory()
    incasso = abbina_movimento(movimento, [(scadenza.pk, euro("360.00"))], utente=contabile)
    if dal_movimento:
        riapri_movimento(movimento, utente=contabile)
    else:
        annulla_incasso(incasso, "Sbagliato", utente=contabile)
    scadenza.refresh_from_db()
    movimento.refresh_from_db()
    assert (scadenza.residuo, movimento.abbinato) == (euro("360.00"), False)
    abbina_movimento(movimento, [(scadenza.pk, euro("360.00"))], utente=contabile)
    assert list(Incasso.objects.vivi().values_list("movimento", flat=True)) == [movimento.pk]


def test_a_line_not_of_the_ledger_is_set_aside_and_brought_back(contabile: Utente) -> None:
    movimento = MovimentoBancarioFactory(importo=euro("-4.50"))
    ignora_movimento(movimento, "Spese del conto", utente=contabile)
    assert not MovimentoBancario.objects.da_abbinare().exists()
    with pytest.raises(AttoRifiutato, match="già occupato"):
        ignora_movimento(movimento, "Ancora", utente=contabile)
    riapri_movimento(movimento, utente=contabile)
    with pytest.raises(AttoRifiutato, match="già da abbinare"):
        riapri_movimento(movimento, utente=contabile)


def test_suggestions_know_the_household_whoever_of_it_pays(contabile: Utente) -> None:
    nucleo = famiglia("Diop", "Awa")
    scadenza = ScadenzaFactory(nucleo=nucleo, intestazione="Moussa Diop")
    ScadenzaFactory(nucleo=famiglia("Bianchi", "Luca"), intestazione="Luca Bianchi")
    movimento = MovimentoBancarioFactory(controparte="DIOP AWA", causale="novembre", controparte_iban="IT12")
    abbina_movimento(movimento, [(scadenza.pk, euro("360.00"))], utente=contabile)
    dopo = ScadenzaFactory(nucleo=nucleo, competenza=date(2026, 12, 1), scade_il=date(2026, 12, 5))
    altro = MovimentoBancarioFactory(controparte="", causale="", controparte_iban="IT12", data=date(2026, 12, 4))
    prima = suggerimenti(altro)[0]
    assert (prima.imputazioni, "IBAN già conosciuto" in prima.motivi) == (((dopo.pk, euro("360.00")),), True)


def test_only_what_leaves_no_doubt_is_confirmed_together(contabile: Utente) -> None:
    estratto = EstrattoContoFactory()
    sicura = ScadenzaFactory(nucleo=famiglia("Rossi", "Maria"))
    ScadenzaFactory(nucleo=famiglia("Verdi", "Anna"), importo=euro("410.00"))
    ScadenzaFactory(nucleo=famiglia("Neri", "Ugo"), importo=euro("410.00"))
    certo = MovimentoBancarioFactory(estratto=estratto)
    MovimentoBancarioFactory(estratto=estratto, importo=euro("410.00"), controparte="", causale="affitto")
    assert [(m, p.imputazioni) for m, p in suggerimenti_sicuri(estratto)] == [(certo, ((sicura.pk, euro("360.00")),))]
    visti = {certo.pk: ((sicura.pk, euro("360.00")),)}
    assert abbina_sicuri(estratto, visti, utente=contabile) == 1
    assert abbina_sicuri(estratto, visti, utente=contabile) == 0
    certo.refresh_from_db()
    assert (certo.abbinato, Incasso.objects.count()) == (True, 1)


def test_a_certain_suggestion_that_has_changed_is_left_to_be_looked_at(contabile: Utente) -> None:
    movimento, scadenza = MovimentoBancarioFactory(), ScadenzaFactory(nucleo=famiglia("Rossi", "Maria"))
    visti = {movimento.pk: ((scadenza.pk, euro("300.00")),)}
    assert abbina_sicuri(movimento.estratto, visti, utente=contabile) == 0
