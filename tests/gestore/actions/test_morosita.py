"""Arrears found at night and followed step by step; the clock stands at 19/11/2026."""

import io
from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.utils import timezone
from pypdf import PdfReader

from gestore.actions.morosita import (
    Rilevazione,
    affida_al_legale_morosita,
    annota_colloquio_morosita,
    avvisa_servizio_sociale_morosita,
    diffida_morosita,
    invia_al_fondo_morosita,
    prepara_solleciti,
    rileva_morosita,
    sollecita_in_blocco,
    sollecita_morosita,
)
from gestore.actions.piano import proponi_piano_morosita
from gestore.choices import StatoMorosita
from gestore.models import AttoMorosita, Morosita
from gestore.queries.morosita import con_debito, passo_dovuto_di, soglie_di
from tests.factories.casa import IncassoFactory
from tests.factories.gestore import MorositaFactory, deve, in_ritardo
from tests.factories.persone import EnteFactory, UtenteFactory
from valdera_housing.actions.lettera import carica_modelli
from valdera_housing.choices import Ruolo, TipoScadenza
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Caso, Contratto, Imputazione, Invio, Lavoro, Lettera, Parametro, Scadenza

pytestmark = pytest.mark.django_db
OGGI = date(2026, 11, 19)


@pytest.fixture
def contabile():
    EnteFactory()
    carica_modelli(date(2026, 1, 1))
    return UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS])


def paga(scadenza: Scadenza, importo: Decimal | None = None) -> None:
    incasso = IncassoFactory(importo=importo or scadenza.residuo)
    Imputazione.objects.create(
        incasso=incasso, scadenza=scadenza, importo=incasso.importo, creata_da=incasso.registrato_da
    )


def morosita_di(contratto: Contratto, stato: str = StatoMorosita.IN_RITARDO) -> Morosita:
    prima = contratto.scadenze.order_by("scade_il").first()
    return MorositaFactory(
        contratto=contratto, stato=stato, in_ritardo_dal=prima.scade_il, aperta_il=date(2026, 10, 6)
    )


def parole_di(lettera: Lettera) -> str:
    with lettera.documento.file.open("rb") as file:
        pagine = PdfReader(io.BytesIO(file.read())).pages
        return " ".join(" ".join(p.extract_text() for p in pagine).split()).replace("\xa0", " ")


class TestRileva:
    def test_a_late_rent_opens_a_file_with_its_first_step_once(self) -> None:
        contratto = in_ritardo(date(2026, 10, 5), date(2026, 11, 5))
        assert [rileva_morosita(OGGI), rileva_morosita(OGGI)] == [Rilevazione(1, 0, 0), Rilevazione(0, 0, 0)]
        morosita = Morosita.objects.get()
        assert (morosita.contratto, morosita.stato, morosita.aperta_il, morosita.in_ritardo_dal) == (
            contratto, "IN_RITARDO", OGGI, date(2026, 10, 5),
        )  # fmt: skip
        assert [(a.passo, a.importo, a.fatto_da) for a in morosita.atti.all()] == [
            ("APERTURA", Decimal("720.00"), None)
        ]

    def test_what_is_due_today_a_deposit_and_a_rent_to_the_owner_open_nothing(self) -> None:
        contratto = in_ritardo(OGGI)
        deve(contratto, date(2026, 10, 5), Decimal("720.00"), TipoScadenza.DEPOSITO)
        testa = Contratto.objects.get(natura="TESTA")
        Scadenza.objects.create(
            chiave="testa", verso="USCITA", tipo="CANONE", linea="GIS", contratto=testa, intestazione="Gino",
            proprietario=testa.proprietario, competenza=date(2026, 10, 1), descrizione="Canone", importo=550,
            scade_il=date(2026, 10, 5),
        )  # fmt: skip
        assert rileva_morosita(OGGI) == Rilevazione(0, 0, 0)

    @pytest.mark.parametrize("tipo", [TipoScadenza.QUOTA, TipoScadenza.SPESE_COMUNI, TipoScadenza.DEPOSITO])
    def test_what_is_due_for_a_shared_house_opens_nothing(self, tipo: str) -> None:
        contratto = in_ritardo(OGGI)
        deve(contratto, date(2026, 10, 5), Decimal("720.00"), tipo)
        Scadenza.objects.create(
            chiave="senza-contratto", verso="ENTRATA", tipo=tipo, linea="COH", nucleo=contratto.nucleo,
            intestazione="Maria", competenza=date(2026, 10, 1), descrizione="Casa condivisa", importo=220,
            scade_il=date(2026, 10, 5),
        )  # fmt: skip
        assert rileva_morosita(OGGI) == Rilevazione(0, 0, 0)

    def test_the_days_are_a_parameter(self) -> None:
        in_ritardo(date(2026, 11, 10))
        Parametro.objects.create(
            chiave="morosita_giorni_ritardo", descrizione="Giorni", valore=10, valido_dal=date(2026, 1, 1), atto="Atto"
        )
        assert [rileva_morosita(OGGI).aperte, rileva_morosita(date(2026, 11, 20)).aperte] == [0, 1]

    def test_a_debt_paid_closes_the_file_and_a_new_one_may_open(self) -> None:
        contratto = in_ritardo(date(2026, 10, 5))
        rileva_morosita(OGGI)
        paga(contratto.scadenze.get())
        assert [rileva_morosita(OGGI), rileva_morosita(OGGI)] == [Rilevazione(0, 1, 0), Rilevazione(0, 0, 0)]
        morosita = Morosita.objects.get()
        assert (morosita.stato, morosita.chiusa_il, [a.passo for a in morosita.atti.all()]) == (
            "SANATA", OGGI, ["SANATORIA", "APERTURA"],
        )  # fmt: skip
        deve(contratto, date(2026, 11, 5), Decimal("360.00"))
        assert rileva_morosita(OGGI) == Rilevazione(1, 0, 0)

    def test_a_proposed_plan_is_withdrawn_when_all_is_paid(self, contabile) -> None:
        contratto = in_ritardo(date(2026, 10, 5))
        morosita = morosita_di(contratto, StatoMorosita.MOROSA)
        piano = proponi_piano_morosita(
            morosita, importo=Decimal("360.00"), numero=2, prima_scadenza=OGGI, utente=contabile
        )
        paga(contratto.scadenze.get())
        rileva_morosita(OGGI)
        piano.refresh_from_db()
        assert (piano.stato, piano.deciso_perche) == ("RITIRATO", "Debito pagato")

    def test_the_command_says_what_it_did(self, capsys) -> None:
        in_ritardo(date(2026, 10, 5))
        call_command("rileva_morosita", giorno=OGGI)
        assert capsys.readouterr().out == ("19/11/2026: morosità aperte 1, sanate 0, piani di rientro conclusi 0.\n")


class TestLettere:
    def test_the_reminder_lists_what_is_owed_and_moves_the_file(self, contabile) -> None:
        morosita = morosita_di(in_ritardo(date(2026, 10, 5), date(2026, 11, 5)))
        atto = sollecita_morosita(morosita, utente=contabile, nota="Sentita al telefono")
        morosita.refresh_from_db()
        assert (morosita.stato, atto.passo, atto.importo, atto.nota, atto.lettera.nucleo) == (
            "SOLLECITATA", "SOLLECITO", Decimal("720.00"), "Sentita al telefono", morosita.contratto.nucleo,
        )  # fmt: skip
        letta = parole_di(atto.lettera)
        assert "risultano da pagare 720,00 €" in letta
        assert "Canone del 10/2026, da pagare entro il 05/10/2026: 360,00 €" in letta

    def test_a_second_reminder_is_refused(self, contabile) -> None:
        morosita = morosita_di(in_ritardo(date(2026, 10, 5)))
        sollecita_morosita(morosita, utente=contabile)
        with pytest.raises(AttoRifiutato, match="«Sollecitata»"):
            sollecita_morosita(morosita, utente=contabile)

    def test_the_formal_letter_prints_the_threshold_of_the_law_and_warns_the_social_worker(self, contabile) -> None:
        morosita = morosita_di(in_ritardo(date(2026, 10, 5)))
        atto = diffida_morosita(morosita, utente=contabile)
        assistente = Caso.objects.get().assistente_sociale
        letta = parole_di(atto.lettera)
        assert "Canone non pagato da 45 giorni, oltre i 20 di legge" in letta
        assert "(art. 5 L. 392/1978)" in letta
        assert "entro il 04/12/2026" in letta
        assert "Abbiamo informato il servizio sociale" in letta
        assert [(a.passo, a.nota) for a in morosita.atti.order_by("pk")] == [
            ("LETTERA", "Da pagare entro il 04/12/2026"),
            ("INVIO_SOCIALE", f"{assistente}, con la lettera formale"),
        ]

    def test_without_a_case_the_formal_letter_says_nothing_of_the_social_worker(self, contabile) -> None:
        morosita = morosita_di(in_ritardo(date(2026, 11, 10)))
        Caso.objects.update(chiuso_il=OGGI, esito="TRASFERITO")
        atto = diffida_morosita(morosita, utente=contabile)
        letta = parole_di(atto.lettera)
        assert ("servizio sociale" in letta, "Sotto le soglie di legge" in letta) == (False, True)
        assert [a.passo for a in morosita.atti.all()] == ["LETTERA"]

    def test_a_term_already_past_and_a_debt_already_paid_are_refused(self, contabile) -> None:
        contratto = in_ritardo(date(2026, 10, 5))
        morosita = morosita_di(contratto)
        with pytest.raises(AttoRifiutato, match="dopo oggi"):
            diffida_morosita(morosita, utente=contabile, entro=OGGI)
        paga(contratto.scadenze.get())
        with pytest.raises(AttoRifiutato, match="niente di scaduto"):
            sollecita_morosita(morosita, utente=contabile)
        assert not AttoMorosita.objects.exists()


class TestPassi:
    def test_a_talk_is_written_with_its_day_and_never_in_the_future(self, contabile) -> None:
        morosita = morosita_di(in_ritardo(date(2026, 10, 5)), StatoMorosita.MOROSA)
        with pytest.raises(AttoRifiutato, match="fra il 06/10/2026 e oggi"):
            annota_colloquio_morosita(morosita, fatto_il=date(2026, 11, 20), nota="Verrà", utente=contabile)
        atto = annota_colloquio_morosita(morosita, fatto_il=date(2026, 11, 17), nota="Ha perso ore", utente=contabile)
        morosita.refresh_from_db()
        assert (morosita.stato, atto.passo, atto.fatto_il) == ("MOROSA", "COLLOQUIO", date(2026, 11, 17))

    def test_the_social_worker_is_named(self, contabile) -> None:
        morosita = morosita_di(in_ritardo(date(2026, 10, 5)), StatoMorosita.MOROSA)
        atto = avvisa_servizio_sociale_morosita(morosita, nota="al telefono", utente=contabile)
        assert (atto.passo, atto.nota) == ("INVIO_SOCIALE", f"{Caso.objects.get().assistente_sociale}: al telefono")
        Caso.objects.update(assistente_sociale=None)
        with pytest.raises(AttoRifiutato, match="non ha un’assistente sociale"):
            avvisa_servizio_sociale_morosita(morosita, nota="al telefono", utente=contabile)

    def test_the_household_is_referred_to_the_fund_on_its_case_once(self, contabile) -> None:
        morosita = morosita_di(in_ritardo(date(2026, 10, 5)), StatoMorosita.MOROSA)
        atto = invia_al_fondo_morosita(morosita, motivo="Debito di 360 euro", utente=contabile)
        morosita.refresh_from_db()
        invio = Invio.objects.get()
        assert (morosita.stato, atto.invio, invio.linea, invio.caso, invio.motivo) == (
            "AL_FONDO", invio, "FON", Caso.objects.get(), "Debito di 360 euro",
        )  # fmt: skip
        Morosita.objects.update(stato=StatoMorosita.PIANO_DECADUTO)
        with pytest.raises(AttoRifiutato, match="già al fondo dal 19/11/2026"):
            invia_al_fondo_morosita(morosita, motivo="Ancora", utente=contabile)

    def test_without_an_open_case_nobody_is_referred(self, contabile) -> None:
        morosita = morosita_di(in_ritardo(date(2026, 10, 5)), StatoMorosita.MOROSA)
        Caso.objects.update(chiuso_il=OGGI, esito="TRASFERITO")
        with pytest.raises(AttoRifiutato, match="non ha un caso aperto"):
            invia_al_fondo_morosita(morosita, motivo="Debito", utente=contabile)

    def test_the_manager_hands_over_to_the_lawyer_and_withdraws_the_proposed_plan(self, contabile) -> None:
        morosita = morosita_di(in_ritardo(date(2026, 10, 5)), StatoMorosita.MOROSA)
        piano = proponi_piano_morosita(
            morosita, importo=Decimal("360.00"), numero=2, prima_scadenza=OGGI, utente=contabile
        )
        with pytest.raises(AttoRifiutato, match="altro ruolo"):
            affida_al_legale_morosita(morosita, nota="avv. Bini", utente=contabile)
        affida_al_legale_morosita(morosita, nota="avv. Bini", utente=UtenteFactory(ruoli=[Ruolo.COORDINATORE_ETS]))
        morosita.refresh_from_db()
        piano.refresh_from_db()
        assert (morosita.stato, piano.stato) == ("LEGALE", "RITIRATO")


class TestInBlocco:
    def test_reminders_are_made_by_the_worker_and_a_refused_one_stops_nobody(
        self, contabile, django_capture_on_commit_callbacks
    ) -> None:
        buona, gia = morosita_di(in_ritardo(date(2026, 10, 5))), morosita_di(in_ritardo(date(2026, 10, 5)))
        sollecita_morosita(gia, utente=contabile)
        with django_capture_on_commit_callbacks(execute=True):
            lavoro = sollecita_in_blocco([buona.pk, gia.pk, buona.pk], utente=contabile)
        lavoro.refresh_from_db()
        assert (lavoro.titolo, lavoro.stato, lavoro.fatti, lavoro.esito["frase"]) == (
            "2 solleciti", "FINITO", 2, "1 lettera pronta su 2.",
        )  # fmt: skip
        prima, seconda = lavoro.esito["righe"]
        assert (prima["lettera"], prima["motivo"]) == (buona.atti.get().lettera_id, "")
        assert (seconda["lettera"], "«Sollecitata»" in seconda["motivo"]) == (None, True)

    def test_done_twice_it_makes_no_second_letter(self, contabile, django_capture_on_commit_callbacks) -> None:
        morosita = morosita_di(in_ritardo(date(2026, 10, 5)))
        with django_capture_on_commit_callbacks(execute=True):
            lavoro = sollecita_in_blocco([morosita.pk], utente=contabile)
        prepara_solleciti.call(str(lavoro.pk), [morosita.pk])
        assert Lettera.objects.count() == 1

    def test_nothing_chosen_is_said(self, contabile) -> None:
        with pytest.raises(AttoRifiutato, match="Scegli dalle caselle"):
            sollecita_in_blocco([], utente=contabile)
        assert not Lavoro.objects.exists()


def test_the_step_found_by_the_database_is_the_one_of_the_rule(contabile) -> None:
    """The filter of the list and the sentence on the row cannot disagree."""
    for giorno in (date(2026, 11, 18), date(2026, 11, 9), date(2026, 10, 30), date(2026, 10, 20)):
        for stato in StatoMorosita:
            for passo in (None, "COLLOQUIO"):
                chiusa = {"chiusa_il": OGGI} if stato == StatoMorosita.SANATA else {}
                contratto = in_ritardo(giorno)
                morosita = MorositaFactory(contratto=contratto, stato=stato, in_ritardo_dal=giorno, **chiusa)
                if passo:
                    AttoMorosita.objects.create(morosita=morosita, passo=passo, fatto_il=OGGI, importo=1)
    soglie = soglie_di(OGGI)
    trovate = list(con_debito(Morosita.objects.all(), OGGI, soglie))
    attesi = [passo_dovuto_di(m, OGGI, soglie) for m in trovate]
    assert [m.passo for m in trovate] == [p.passo.value if p else "" for p in attesi]
    assert len({m.passo for m in trovate}) == 6
    assert timezone.localdate() == OGGI
