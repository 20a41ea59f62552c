"""Repayment plans: the debt is the same before and after each act, to the cent. The clock stands at 19/11/2026."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gestore.actions.morosita import Rilevazione, rileva_morosita
from gestore.actions.piano import dichiara_decaduto_piano, firma_piano, proponi_piano_morosita, ritira_piano
from gestore.choices import StatoMorosita
from gestore.models import Morosita, PianoRientro
from tests.factories.casa import IncassoFactory
from tests.factories.corsa import insieme
from tests.factories.gestore import MorositaFactory, deve, in_ritardo
from tests.factories.persone import EnteFactory, UtenteFactory
from valdera_housing.actions.imputazione import annulla_imputazione
from valdera_housing.actions.incasso import annulla_incasso
from valdera_housing.actions.lettera import carica_modelli
from valdera_housing.actions.scadenza import annulla_scadenza
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Contratto, Imputazione, Incasso, Scadenza, Utente

OGGI = date(2026, 11, 19)
GENNAIO = "2027-01-20T10:00:00+01:00"
FEBBRAIO = "2027-02-20T10:00:00+01:00"


@pytest.fixture
def contabile(db: None) -> Utente:
    return chi_scrive()


def chi_scrive() -> Utente:
    EnteFactory()
    carica_modelli(date(2026, 1, 1))
    return UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS])


def moroso(*scade: date, importo: Decimal = Decimal("360.00")) -> Morosita:
    giorni = scade or (date(2026, 10, 5), date(2026, 11, 5))
    contratto = in_ritardo(*giorni, importo=importo)
    return MorositaFactory(contratto=contratto, stato=StatoMorosita.MOROSA, in_ritardo_dal=min(giorni))


def proposto(morosita: Morosita, utente: Utente, numero: int = 3, importo: str = "720.00") -> PianoRientro:
    return proponi_piano_morosita(
        morosita, importo=Decimal(importo), numero=numero, prima_scadenza=date(2026, 12, 5), utente=utente
    )


def firmato(morosita: Morosita, utente: Utente, **altro: object) -> PianoRientro:
    return firma_piano(proposto(morosita, utente, **altro), firmato_il=OGGI, utente=utente)


def paga(scadenza: Scadenza, importo: Decimal) -> None:
    incasso = IncassoFactory(importo=importo)
    Imputazione.objects.create(incasso=incasso, scadenza=scadenza, importo=importo, creata_da=incasso.registrato_da)


def debito(contratto: Contratto) -> Decimal:
    """Everything the household still owes, late or not."""
    return contratto.scadenze.aperte().aggregate(s=Sum("residuo"))["s"] or Decimal("0.00")


def riletta(oggetto):
    return type(oggetto).objects.get(pk=oggetto.pk)


class TestProposta:
    def test_a_proposal_has_its_instalments_and_its_agreement_and_moves_no_money(self, contabile) -> None:
        morosita = moroso()
        piano = proposto(morosita, contabile)
        assert [(r.numero, r.importo, r.scade_il, r.scadenza) for r in piano.rate.all()] == [
            (1, Decimal("240.00"), date(2026, 12, 5), None),
            (2, Decimal("240.00"), date(2027, 1, 5), None),
            (3, Decimal("240.00"), date(2027, 2, 5), None),
        ]
        assert (piano.stato, piano.lettera.modello.chiave, debito(morosita.contratto)) == (
            "PROPOSTO", "piano_rientro", Decimal("720.00"),
        )  # fmt: skip
        assert [(a.passo, a.nota) for a in morosita.atti.all()] == [("PIANO", "Proposto: 3 rate dal 05/12/2026")]

    def test_the_last_instalment_takes_the_cents(self, contabile) -> None:
        piano = proposto(moroso(date(2026, 10, 5), importo=Decimal("100.00")), contabile, importo="100.00")
        assert [r.importo for r in piano.rate.all()] == [Decimal("33.33"), Decimal("33.33"), Decimal("33.34")]

    @pytest.mark.parametrize(
        ("cambia", "frase"),
        [
            ({"importo": Decimal("700.00")}, "Il debito è cambiato"),
            ({"prima_scadenza": date(2026, 11, 18)}, "prima di oggi"),
            ({"numero": 61}, "da 1 a 60"),
            ({"numero": 0}, "da 1 a 60"),
        ],
    )
    def test_what_makes_no_sense_is_refused(self, contabile, cambia, frase) -> None:
        dati = {"importo": Decimal("720.00"), "numero": 3, "prima_scadenza": date(2026, 12, 5)} | cambia
        with pytest.raises(AttoRifiutato, match=frase):
            proponi_piano_morosita(moroso(), utente=contabile, **dati)
        assert not PianoRientro.objects.exists()

    def test_an_instalment_of_nothing_is_refused(self, contabile) -> None:
        with pytest.raises(AttoRifiutato, match="almeno un centesimo"):
            proposto(moroso(date(2026, 10, 5), importo=Decimal("0.02")), contabile, importo="0.02")

    def test_one_proposal_at_a_time_until_it_is_withdrawn(self, contabile) -> None:
        morosita = moroso()
        prima = proposto(morosita, contabile)
        with pytest.raises(AttoRifiutato, match="già un piano proposto"):
            proposto(morosita, contabile)
        ritira_piano(prima, perche="Vuole più rate", utente=contabile)
        assert (riletta(prima).stato, proposto(morosita, contabile, numero=6).rate.count()) == ("RITIRATO", 6)


class TestFirma:
    def test_the_late_dues_close_and_the_instalments_open_for_the_same_sum(self, contabile) -> None:
        morosita = moroso()
        prima = debito(morosita.contratto)
        piano = firmato(morosita, contabile)
        assert debito(morosita.contratto) == prima == Decimal("720.00")
        incasso = Incasso.objects.get()
        assert (incasso.numero, incasso.mezzo, incasso.importo, incasso.da_imputare, incasso.nucleo) == (
            "I-2026-0001", "COMPENSAZIONE", Decimal("720.00"), Decimal("0.00"), morosita.contratto.nucleo,
        )  # fmt: skip
        assert [(s.chiave, s.tipo, s.importo, s.scade_il, s.aperta) for s in Scadenza.objects.order_by("pk")[2:]] == [
            (f"piano/{piano.pk}/1", "RATA_PIANO", Decimal("240.00"), date(2026, 12, 5), True),
            (f"piano/{piano.pk}/2", "RATA_PIANO", Decimal("240.00"), date(2027, 1, 5), True),
            (f"piano/{piano.pk}/3", "RATA_PIANO", Decimal("240.00"), date(2027, 2, 5), True),
        ]
        assert all(r.scadenza.chiave == f"piano/{piano.pk}/{r.numero}" for r in piano.rate.all())
        assert (riletta(morosita).stato, piano.stato, piano.firmato_il) == ("IN_PIANO", "ATTIVO", OGGI)

    def test_a_rent_late_after_the_proposal_stays_out_and_the_oldest_are_covered(self, contabile) -> None:
        morosita = moroso(date(2026, 10, 5))
        piano = proposto(morosita, contabile, importo="360.00")
        dopo = deve(morosita.contratto, date(2026, 11, 5), Decimal("360.00"))
        firma_piano(piano, firmato_il=OGGI, utente=contabile)
        assert (riletta(dopo).residuo, debito(morosita.contratto)) == (Decimal("360.00"), Decimal("720.00"))

    def test_a_payment_after_the_proposal_asks_for_another_one(self, contabile) -> None:
        morosita = moroso()
        piano = proposto(morosita, contabile)
        paga(morosita.contratto.scadenze.first(), Decimal("100.00"))
        with pytest.raises(AttoRifiutato, match="il piano è di 720,00"):
            firma_piano(piano, firmato_il=OGGI, utente=contabile)
        assert not Incasso.objects.filter(mezzo="COMPENSAZIONE").exists()

    def test_a_signature_before_the_proposal_or_on_a_file_with_the_lawyer_is_refused(self, contabile) -> None:
        morosita = moroso()
        piano = proposto(morosita, contabile)
        with pytest.raises(AttoRifiutato, match="fra il 19/11/2026"):
            firma_piano(piano, firmato_il=date(2026, 11, 18), utente=contabile)
        Morosita.objects.update(stato=StatoMorosita.LEGALE)
        with pytest.raises(AttoRifiutato, match="«Affidata al legale»"):
            firma_piano(piano, firmato_il=OGGI, utente=contabile)

    def test_a_signed_plan_is_not_withdrawn(self, contabile) -> None:
        with pytest.raises(AttoRifiutato, match="«Attivo»"):
            ritira_piano(firmato(moroso(), contabile), perche="Ripensamento", utente=contabile)


class TestFine:
    def test_a_plan_paid_whole_ends_and_with_it_the_file(self, contabile) -> None:
        morosita = moroso()
        piano = firmato(morosita, contabile)
        assert rileva_morosita(OGGI) == Rilevazione(0, 0, 0)
        for rata in piano.rate.select_related("scadenza"):
            paga(rata.scadenza, rata.importo)
        assert [rileva_morosita(OGGI), rileva_morosita(OGGI)] == [Rilevazione(0, 1, 1), Rilevazione(0, 0, 0)]
        assert (riletta(piano).stato, riletta(morosita).stato) == ("CONCLUSO", "SANATA")

    def test_a_rent_late_beside_a_plan_paid_whole_starts_from_the_first_step(self, contabile) -> None:
        morosita = moroso()
        piano = firmato(morosita, contabile)
        for rata in piano.rate.select_related("scadenza"):
            paga(rata.scadenza, rata.importo)
        deve(morosita.contratto, date(2026, 11, 10), Decimal("360.00"))
        assert rileva_morosita(OGGI) == Rilevazione(0, 0, 1)
        assert (riletta(morosita).stato, riletta(morosita).in_ritardo_dal) == ("IN_RITARDO", date(2026, 11, 10))


class TestDecadenza:
    def test_it_waits_for_the_second_late_instalment(self, contabile) -> None:
        piano = firmato(moroso(), contabile)
        with time_machine.travel("2026-12-20T10:00:00+01:00"), pytest.raises(AttoRifiutato, match="1 rata scaduta"):
            dichiara_decaduto_piano(piano, utente=contabile)

    def test_what_is_left_becomes_one_due_of_that_day(self, contabile) -> None:
        morosita = moroso()
        piano = firmato(morosita, contabile)
        with time_machine.travel(GENNAIO):
            dichiara_decaduto_piano(piano, nota="Due solleciti a vuoto", utente=contabile)
            assert debito(morosita.contratto) == Decimal("720.00")
            resto = morosita.contratto.scadenze.aperte().get()
            assert (resto.chiave, resto.importo, resto.scade_il) == (
                f"piano/{piano.pk}/residuo", Decimal("720.00"), date(2027, 1, 20),
            )  # fmt: skip
            assert (riletta(morosita).stato, riletta(piano).stato) == ("PIANO_DECADUTO", "DECADUTO")
            assert [(a.passo, a.importo) for a in morosita.atti.all()[:1]] == [("DECADENZA", Decimal("720.00"))]
            assert rileva_morosita(date(2027, 1, 20)) == Rilevazione(0, 0, 0)

    def test_an_instalment_paid_in_part_stays_for_its_rest_and_is_due_at_once(self, contabile) -> None:
        morosita = moroso()
        piano = firmato(morosita, contabile)
        terza = piano.rate.get(numero=3).scadenza
        paga(terza, Decimal("40.00"))
        with time_machine.travel(GENNAIO):
            dichiara_decaduto_piano(piano, utente=contabile)
        aperte = morosita.contratto.scadenze.aperte().order_by("pk")
        assert [(s.chiave, s.residuo, s.scade_il) for s in aperte] == [
            (f"piano/{piano.pk}/3", Decimal("200.00"), date(2027, 1, 20)),
            (f"piano/{piano.pk}/residuo", Decimal("480.00"), date(2027, 1, 20)),
        ]

    def test_a_new_plan_may_follow_the_same_day(self, contabile) -> None:
        morosita = moroso()
        piano = firmato(morosita, contabile)
        with time_machine.travel(GENNAIO):
            dichiara_decaduto_piano(piano, utente=contabile)
            nuovo = proponi_piano_morosita(
                morosita, importo=Decimal("720.00"), numero=2, prima_scadenza=date(2027, 2, 5), utente=contabile
            )
            firma_piano(nuovo, firmato_il=date(2027, 1, 20), utente=contabile)
        assert (riletta(morosita).stato, debito(morosita.contratto)) == ("IN_PIANO", Decimal("720.00"))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    canoni=st.lists(st.integers(min_value=500, max_value=90_000), min_size=1, max_size=4),
    numero=st.integers(min_value=2, max_value=12),
    pagate=st.lists(st.integers(min_value=0, max_value=100), max_size=12),
)
def test_the_debt_is_the_same_through_every_act(contabile, canoni, numero, pagate) -> None:
    """Whatever is owed, in however many instalments, and whatever is paid of them before the plan lapses."""
    with transaction.atomic():
        contratto = in_ritardo()
        for n, canone in enumerate(canoni):
            deve(contratto, date(2026, 6 + n, 5), Decimal(canone) / 100)
        morosita = MorositaFactory(contratto=contratto, stato=StatoMorosita.MOROSA, in_ritardo_dal=date(2026, 6, 5))
        intero = debito(contratto)
        piano = firmato(morosita, contabile, numero=numero, importo=str(intero))
        assert debito(contratto) == intero == sum(r.importo for r in piano.rate.all())
        for rata, cento in zip(list(piano.rate.select_related("scadenza"))[2:], pagate, strict=False):
            if quota := (rata.importo * cento / 100).quantize(Decimal("0.01")):
                paga(rata.scadenza, quota)
        resta = debito(contratto)
        with time_machine.travel(FEBBRAIO):
            dichiara_decaduto_piano(piano, utente=contabile)
        assert debito(contratto) == resta
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
class TestInsieme:
    def test_two_people_sign_and_it_is_signed_once(self) -> None:
        contabile = chi_scrive()
        morosita = moroso()
        piano = proposto(morosita, contabile)
        risposte = insieme([lambda: firma_piano(piano, firmato_il=OGGI, utente=contabile)] * 4)
        assert sorted(type(r).__name__ for r in risposte) == ["AttoRifiutato"] * 3 + ["PianoRientro"]
        assert (Incasso.objects.count(), debito(morosita.contratto)) == (1, Decimal("720.00"))

    def test_two_people_declare_it_lapsed_and_it_lapses_once(self) -> None:
        contabile = chi_scrive()
        morosita = moroso()
        piano = firmato(morosita, contabile)
        with time_machine.travel(GENNAIO):
            risposte = insieme([lambda: dichiara_decaduto_piano(piano, utente=contabile)] * 4)
        assert sorted(type(r).__name__ for r in risposte) == ["AttoRifiutato"] * 3 + ["PianoRientro"]
        assert debito(morosita.contratto) == Decimal("720.00")

    def test_two_nights_at_once_open_one_file(self) -> None:
        in_ritardo(date(2026, 10, 5))
        aperte = [r.aperte for r in insieme([lambda: rileva_morosita(OGGI)] * 4)]
        assert (sorted(aperte), Morosita.objects.count()) == ([0, 0, 0, 1], 1)


def test_what_a_plan_settled_is_undone_by_the_plan_alone(contabile: Utente) -> None:
    """Undone from the ledger the debt would come back beside its instalments, or vanish with one."""
    morosita = moroso(date(2026, 9, 5), date(2026, 10, 5))
    firmato(morosita, contabile)
    prima = debito(morosita.contratto)
    compensazione = Incasso.objects.get(mezzo="COMPENSAZIONE")
    rata = Scadenza.objects.filter(contratto=morosita.contratto, tipo="RATA_PIANO").first()
    with pytest.raises(AttoRifiutato, match="compensazione di un piano"):
        annulla_incasso(compensazione, "Sbagliato", utente=contabile)
    with pytest.raises(AttoRifiutato, match="compensazione di un piano"):
        annulla_imputazione(compensazione.imputazioni.first(), utente=contabile)
    with pytest.raises(AttoRifiutato, match="rata di un piano"):
        annulla_scadenza(rata, "Sbagliata", utente=contabile, oggi=date(2026, 11, 19))
    assert debito(morosita.contratto) == prima
