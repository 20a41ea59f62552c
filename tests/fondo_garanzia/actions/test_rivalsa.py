"""What a household owes the fund: planned again to the cent, written off by an act, told in a letter."""

from datetime import date, timedelta
from decimal import Decimal as D
from typing import Any

import pytest
from django.db import connection

from fondo_garanzia.actions.rate import rate_di
from fondo_garanzia.actions.rivalsa import crea_lettera_rivalsa, riprogramma_rivalsa, stralcia_rivalsa
from fondo_garanzia.choices import StatoRivalsa
from fondo_garanzia.models import CreditoRivalsa
from fondo_garanzia.queries.rivalsa import AVVISO, SOLLECITO
from tests.factories.casa import ContoBancarioFactory
from tests.factories.fondo import figure, paga_rata, rivalsa
from tests.factories.persone import EnteFactory, UtenteFactory
from tests.fondo_garanzia.rivalse import arretra
from valdera_housing.actions.lettera import carica_modelli
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.models import ContoBancario, Ente, Lettera, Scadenza, Utente

pytestmark = pytest.mark.django_db
STRALCIO = {"atto": "Determinazione 300/2026", "motivo": "Nessun reddito da due anni"}


@pytest.fixture
def credito() -> CreditoRivalsa:
    """1.440 euro in twelve instalments of 120 from 05/12/2026."""
    return rivalsa()


@pytest.fixture
def contabile() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS])


@pytest.fixture
def unione() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.FUNZIONARIO_UNIONE])


def riprogramma(credito: CreditoRivalsa, utente: Utente, **altro: Any) -> CreditoRivalsa:
    dati = {
        "quante": 24, "prima": date(2027, 1, 5), "motivo": "Ha perso il lavoro", "importo": D("1440.00"),
        "versione": 1,
    } | altro  # fmt: skip
    return riprogramma_rivalsa(credito, utente=utente, **dati)


def insolvente(credito: CreditoRivalsa) -> CreditoRivalsa:
    CreditoRivalsa.objects.filter(pk=credito.pk).update(stato=StatoRivalsa.INSOLVENTE)
    credito.refresh_from_db()
    return credito


def piano(credito: CreditoRivalsa) -> list[tuple[int, D, date]]:
    return [(r.numero, r.importo, r.scadenza.scade_il) for r in rate_di(credito)]


def al_commit() -> None:
    """What the database checks when the transaction ends."""
    with connection.cursor() as cursore:
        cursore.execute("SET CONSTRAINTS ALL IMMEDIATE")


class TestRiprogramma:
    def test_the_new_plan_sums_to_the_cent_and_the_old_dues_are_cancelled(self, credito, contabile) -> None:
        nuova = riprogramma(credito, contabile, quante=7)
        al_commit()
        assert (nuova.stato, nuova.motivo, nuova.versione) == ("SOSPESO", "Ha perso il lavoro", 2)
        assert piano(credito) == [
            (13 + n, D("205.71") if n < 6 else D("205.74"), date(2027, 1 + n, 5)) for n in range(7)
        ]
        vecchie = Scadenza.objects.filter(
            chiave__startswith=f"fondo/rivalsa/{credito.pk}/", annullata_il__isnull=False
        )
        assert {(s.annullata_il, s.motivo_annullamento) for s in vecchie} == {
            (date(2026, 11, 19), "Rate riprogrammate il 19/11/2026")
        }
        assert vecchie.count() == 12

    def test_what_is_paid_stays_and_a_part_falls_due_with_the_first_of_the_new(self, credito, contabile) -> None:
        prima, seconda, *_ = credito.rate.order_by("numero")
        paga_rata(prima, il=date(2026, 11, 10))
        paga_rata(seconda, D("50.00"), il=date(2026, 11, 12))
        riprogramma(credito, contabile, quante=2, importo=D("1200.00"))
        al_commit()
        assert piano(credito) == [
            (1, D("120.00"), date(2026, 12, 5)),
            (2, D("120.00"), date(2027, 1, 5)),
            (13, D("600.00"), date(2027, 1, 5)),
            (14, D("600.00"), date(2027, 2, 5)),
        ]
        assert figure(credito.escussione.garanzia.fondo)[2] == D("170.00")

    def test_a_payment_meanwhile_is_noticed(self, credito, contabile) -> None:
        paga_rata(credito.rate.order_by("numero").first(), il=date(2026, 11, 10))
        with pytest.raises(AttoRifiutato) as rifiuto:
            riprogramma(credito, contabile)
        assert str(rifiuto.value).replace("\xa0", " ") == (
            "Intanto è stato registrato un pagamento: ora da dividere ci sono 1.320,00 €. Guarda le rate e conferma "
            "di nuovo."
        )

    @pytest.mark.parametrize(
        ("altro", "frase"),
        [
            ({"quante": 0}, "Le rate vanno da 1 a 60."),
            ({"quante": 61}, "Le rate vanno da 1 a 60."),
            ({"prima": date(2026, 11, 18)}, "La prima rata non può scadere prima di oggi."),
        ],
    )
    def test_a_plan_that_cannot_be_is_refused_and_nothing_changes(self, credito, contabile, altro, frase) -> None:
        prima = piano(credito)
        with pytest.raises(AttoRifiutato, match=frase):
            riprogramma(credito, contabile, **altro)
        assert piano(credito) == prima

    def test_a_credit_paid_whole_has_nothing_to_plan(self, credito, contabile) -> None:
        for rata in credito.rate.order_by("numero"):
            paga_rata(rata, il=date(2026, 11, 10))
        with pytest.raises(AttoRifiutato, match="non è possibile quando lo stato è «Rimborsata»"):
            riprogramma(credito, contabile)

    def test_who_saw_an_older_version_is_told(self, credito, contabile) -> None:
        riprogramma(credito, contabile)
        with pytest.raises(ModificaConcorrente):
            riprogramma(credito, contabile)

    @pytest.mark.parametrize("ruolo", [Ruolo.OPERATORE_ETS, Ruolo.FUNZIONARIO_UNIONE, Ruolo.ASSISTENTE_SOCIALE])
    def test_who_does_not_keep_the_accounts_cannot(self, credito, ruolo) -> None:
        with pytest.raises(AttoRifiutato, match="«Riprogramma le rate…» spetta a un altro ruolo"):
            riprogramma(credito, UtenteFactory(ruoli=[ruolo]))


class TestStralcia:
    def test_what_is_left_is_lost_and_nothing_comes_back(self, credito, unione) -> None:
        paga_rata(credito.rate.order_by("numero").first(), D("50.00"), il=date(2026, 11, 10))
        perso = stralcia_rivalsa(insolvente(credito), versione=1, utente=unione, **STRALCIO)
        al_commit()
        perso.refresh_from_db()
        assert (perso.stato, perso.restituito, perso.residuo, perso.atto_stralcio, perso.motivo) == (
            "PERDITA", D("50.00"), D("1390.00"), "Determinazione 300/2026", "Nessun reddito da due anni",
        )  # fmt: skip
        assert (perso.stralciato_da, perso.chiuso_il, perso.versione) == (unione, date(2026, 11, 19), 2)
        assert [r.scadenza.aperta for r in rate_di(credito)] == [False] * 12
        assert figure(credito.escussione.garanzia.fondo)[2:4] == (D("50.00"), D("23610.00"))

    def test_only_an_insolvent_credit_and_only_the_unione(self, credito, contabile, unione) -> None:
        with pytest.raises(AttoRifiutato, match="non è possibile quando lo stato è «In rimborso»"):
            stralcia_rivalsa(credito, versione=1, utente=unione, **STRALCIO)
        with pytest.raises(AttoRifiutato, match="«Stralcia con atto…» spetta a un altro ruolo"):
            stralcia_rivalsa(insolvente(credito), versione=1, utente=contabile, **STRALCIO)

    def test_who_saw_an_older_version_is_told(self, credito, contabile, unione) -> None:
        riprogramma(credito, contabile)
        with pytest.raises(ModificaConcorrente):
            stralcia_rivalsa(insolvente(credito), versione=1, utente=unione, **STRALCIO)


class TestLettera:
    @pytest.fixture(autouse=True)
    def ufficio(self) -> None:
        EnteFactory()
        carica_modelli(date(2026, 1, 1))
        ContoBancarioFactory(nome="Conto del fondo", iban="IT03Z0306914012100000012345", dedicato=True)

    def test_the_letter_is_kept_on_the_household_and_on_the_contract(self, credito, contabile) -> None:
        lettera = crea_lettera_rivalsa(credito, AVVISO, utente=contabile)
        garanzia = credito.escussione.garanzia
        assert (lettera.oggetto, lettera.nucleo, lettera.contratto, lettera.destinatario) == (
            f"Che cosa ha pagato il fondo di garanzia al tuo posto, {credito.numero}",
            credito.nucleo,
            garanzia.contratto,
            "Maria Rossi",
        )
        with lettera.documento.file.open() as pdf:
            assert pdf.read(5) == b"%PDF-"

    def test_a_reminder_needs_something_late(self, credito, contabile) -> None:
        with pytest.raises(AttoRifiutato, match="Oggi non c’è nessuna rata scaduta: il promemoria non serve"):
            crea_lettera_rivalsa(credito, SOLLECITO, utente=contabile)
        arretra(credito, timedelta(days=20))
        lettera = crea_lettera_rivalsa(credito, SOLLECITO, utente=contabile)
        assert lettera.oggetto == f"Promemoria delle rate da restituire al fondo di garanzia, {credito.numero}"

    def test_without_the_account_or_the_partner_nothing_is_written(self, credito, contabile) -> None:
        ContoBancario.objects.update(dedicato=False)
        with pytest.raises(AttoRifiutato, match="Manca il conto dedicato del fondo"):
            crea_lettera_rivalsa(credito, AVVISO, utente=contabile)
        Ente.objects.all().delete()
        with pytest.raises(AttoRifiutato, match="Manca l’ente partner fra gli enti"):
            crea_lettera_rivalsa(credito, AVVISO, utente=contabile)
        assert Lettera.objects.count() == 0

    def test_who_does_not_keep_the_accounts_cannot(self, credito) -> None:
        with pytest.raises(AttoRifiutato, match="«Prepara una lettera…» spetta a un altro ruolo"):
            crea_lettera_rivalsa(credito, AVVISO, utente=UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS]))
