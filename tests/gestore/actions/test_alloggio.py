from collections.abc import Callable
from datetime import date
from decimal import Decimal as D

import pytest

from gestore.actions import alloggio as atti
from gestore.workflow import ALLOGGIO
from tests.factories.casa import AlloggioFactory, ProprietarioFactory
from tests.factories.gestore import SublocazioneFactory, firma
from tests.factories.persone import ComuneFactory, UtenteFactory
from tests.factories.rifiuti import sql
from valdera_housing.actions.proprietario import modifica_proprietario, registra_proprietario
from valdera_housing.choices import IntestatarioFornitura, Ruolo, StatoAlloggio, TipoFileAlloggio, TipoFornitura
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.models import Alloggio, Documento, FileAlloggio, Proprietario, Utente

pytestmark = pytest.mark.django_db
IL = date(2026, 11, 18)
FUNZIONI = {t.atto: getattr(atti, f"{t.atto}_alloggio") for t in ALLOGGIO if t.a}
PDF = b"%PDF-1.7 planimetria"
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452")


@pytest.fixture
def operatore() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])


@pytest.fixture
def coordinatore() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.COORDINATORE_ETS])


def frasi(atto: Callable[[], object]) -> list[str]:
    with pytest.raises(AttoRifiutato) as presa:
        atto()
    return [str(motivo) for motivo in presa.value.esito.ostacoli]


def in_vigore(alloggio: Alloggio) -> dict[int, tuple[D, date]]:
    return {q.proprietario_id: (q.quota, q.dal) for q in alloggio.quote.filter(al=None)}


class TestSegnala:
    def test_the_call_of_a_new_owner_enters_both_with_the_next_code(self, operatore):
        dati = {"comune": ComuneFactory(), "indirizzo": "via Garibaldi", "civico": "7", "camere": 3}
        nuovo = {"denominazione": "Gino Baldi", "telefono": "0587 12345"}
        alloggio = atti.segnala_alloggio(dati, utente=operatore, il=IL, nuovo_proprietario=nuovo)

        assert (alloggio.codice, alloggio.stato, alloggio.segnalato_il, alloggio.stato_dal) == (
            "A-2026-0001",
            StatoAlloggio.SEGNALATO,
            IL,
            IL,
        )
        quota = alloggio.quote.get()
        assert (quota.proprietario.denominazione, quota.proprietario.telefono) == ("Gino Baldi", "0587 12345")
        assert (quota.quota, quota.dal, quota.al) == (D(100), IL, None)

    def test_an_owner_already_here_is_not_entered_again(self, operatore):
        gino = ProprietarioFactory()
        dati = {"comune": ComuneFactory(), "indirizzo": "via Garibaldi"}
        due = [atti.segnala_alloggio(dati, utente=operatore, il=IL, proprietario=gino).codice for _ in range(2)]
        assert (due, Proprietario.objects.count()) == (["A-2026-0001", "A-2026-0002"], 1)

    def test_it_is_for_the_desk_of_the_ets(self):
        contabile = UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS])
        assert frasi(lambda: atti.segnala_alloggio({}, utente=contabile, il=IL)) == [
            "Le segnalazioni le scrive l’ente partner: spetta a un altro ruolo."
        ]


class TestVita:
    @pytest.mark.parametrize(("atto", "da"), [(t.atto, da) for t in ALLOGGIO if t.a for da in t.da])
    def test_every_step_writes_state_day_reason_and_version(self, atto, da, coordinatore):
        alloggio = AlloggioFactory(stato=da, motivo_stato="prima")
        FUNZIONI[atto](alloggio, utente=coordinatore, il=IL, motivo="lavori al bagno")
        alloggio.refresh_from_db()
        assert (alloggio.stato, alloggio.stato_dal, alloggio.motivo_stato, alloggio.versione) == (
            ALLOGGIO[atto].a,
            IL,
            "lavori al bagno",
            2,
        )

    @pytest.mark.parametrize("atto", FUNZIONI)
    def test_a_step_is_refused_from_any_other_state(self, atto, coordinatore):
        alloggio = AlloggioFactory(stato=StatoAlloggio.RESTITUITO)
        assert frasi(lambda: FUNZIONI[atto](alloggio, utente=coordinatore, il=IL, motivo="perché sì")) == [
            f"Non si può più: «{ALLOGGIO[atto].etichetta}» non è possibile quando lo stato è «Restituito»."
        ]

    @pytest.mark.parametrize("atto", ["scarta", "metti_in_manutenzione", "avvia_rilascio"])
    def test_some_steps_want_their_reason(self, atto, coordinatore):
        alloggio = AlloggioFactory(stato=ALLOGGIO[atto].da[0])
        assert frasi(lambda: FUNZIONI[atto](alloggio, utente=coordinatore, il=IL, motivo="  ")) == ["Scrivi perché"]

    def test_a_step_does_not_come_before_the_one_it_follows(self, operatore):
        alloggio = AlloggioFactory(stato_dal=date(2026, 11, 10))
        assert frasi(lambda: atti.sopralluoga_alloggio(alloggio, utente=operatore, il=date(2026, 11, 9))) == [
            "La data viene prima del 10/11/2026, inizio dello stato di adesso"
        ]

    def test_a_luxury_home_is_not_negotiated(self, operatore):
        alloggio = AlloggioFactory(stato=StatoAlloggio.VALUTATO, catasto_categoria="A/8")
        assert frasi(lambda: atti.tratta_alloggio(alloggio, utente=operatore, il=IL)) == [
            "Categoria A/8: A/1, A/8 e A/9 sono escluse (art. 1 c. 2 L. 431/1998)"
        ]

    def test_a_shared_home_is_not_given_back_before_its_house_closes(self, operatore: Utente) -> None:
        condiviso = AlloggioFactory(
            stato="IN_RILASCIO", stato_dal=IL, destinazione="COABITAZIONE", condiviso_dal=date(2026, 1, 1)
        )
        assert frasi(lambda: atti.restituisci_alloggio(condiviso, utente=operatore, il=IL)) == [
            "È una casa condivisa: prima si chiude la casa, nelle pagine del cohousing"
        ]

    @pytest.mark.parametrize(("atto", "da"), [("avvia_rilascio", "SFITTO"), ("restituisci", "IN_RILASCIO")])
    def test_a_home_is_not_given_back_under_a_household(self, atto, da, coordinatore):
        contratto = SublocazioneFactory().contratto
        firma(contratto)
        alloggio = contratto.alloggio
        Alloggio.objects.filter(pk=alloggio.pk).update(stato=da)
        assert frasi(lambda: FUNZIONI[atto](alloggio, utente=coordinatore, il=IL, motivo="fine")) == [
            f"C’è la sublocazione {contratto.numero} ancora in piedi: prima si chiude quella"
        ]
        assert Alloggio.objects.get(pk=alloggio.pk).stato == da

    def test_only_the_manager_starts_giving_back(self, operatore):
        alloggio = AlloggioFactory(stato=StatoAlloggio.SFITTO)
        assert frasi(lambda: atti.avvia_rilascio_alloggio(alloggio, utente=operatore, il=IL, motivo="fine")) == [
            "«Avvia il rilascio…» spetta a un altro ruolo."
        ]


class TestModifica:
    def test_the_second_of_two_people_is_told(self, operatore):
        alloggio = AlloggioFactory()
        atti.modifica_alloggio(alloggio, {"camere": 3}, utente=operatore, versione=1)
        with pytest.raises(ModificaConcorrente):
            atti.modifica_alloggio(alloggio, {"camere": 4}, utente=operatore, versione=1)
        assert Alloggio.objects.get(pk=alloggio.pk).camere == 3


class TestQuote:
    def test_what_changes_is_closed_the_day_before_and_what_stays_is_left(self, operatore):
        alloggio, gino, ada, pia = AlloggioFactory(), *ProprietarioFactory.create_batch(3)
        prima, poi = date(2026, 1, 10), date(2026, 6, 1)
        scrivi = atti.scrivi_quote_alloggio
        scrivi(alloggio, {gino.pk: D(50), ada.pk: D(50)}, utente=operatore, dal=prima, versione=1)
        scrivi(alloggio, {gino.pk: D(50), pia.pk: D(50)}, utente=operatore, dal=poi, versione=2)
        sql("SET CONSTRAINTS ALL IMMEDIATE")
        assert in_vigore(alloggio) == {gino.pk: (D(50), prima), pia.pk: (D(50), poi)}
        chiusa = alloggio.quote.exclude(al=None).get()
        assert (chiusa.proprietario, chiusa.dal, chiusa.al) == (ada, prima, date(2026, 5, 31))

    def test_a_correction_from_the_same_day_leaves_no_trace_of_the_mistake(self, operatore):
        alloggio, gino, ada = AlloggioFactory(), *ProprietarioFactory.create_batch(2)
        for versione, quote in enumerate(({gino.pk: D(100)}, {gino.pk: D(30), ada.pk: D(70)}), 1):
            atti.scrivi_quote_alloggio(alloggio, quote, utente=operatore, dal=IL, versione=versione)
        sql("SET CONSTRAINTS ALL IMMEDIATE")
        assert in_vigore(alloggio) == {gino.pk: (D(30), IL), ada.pk: (D(70), IL)}
        assert alloggio.quote.count() == 2

    def test_shares_that_are_not_the_whole_are_refused_and_so_is_an_old_page(self, operatore):
        alloggio, gino = AlloggioFactory(), ProprietarioFactory()
        assert frasi(
            lambda: atti.scrivi_quote_alloggio(alloggio, {gino.pk: D(99)}, utente=operatore, dal=IL, versione=1)
        ) == ["Le quote fanno 99,00 %: mancano 1,00 % (art. 1101 c.c.)"]
        with pytest.raises(ModificaConcorrente):
            atti.scrivi_quote_alloggio(alloggio, {gino.pk: D(100)}, utente=operatore, dal=IL, versione=7)
        assert in_vigore(alloggio) == {}


class TestForniture:
    def test_a_utility_is_written_then_changes_hands(self, operatore):
        alloggio = AlloggioFactory()
        dati = {"tipo": TipoFornitura.GAS, "codice": "12345678901234", "intestatario": IntestatarioFornitura.ETS}
        fornitura = atti.aggiungi_fornitura(alloggio, dati, utente=operatore)
        voltura = {"intestatario": IntestatarioFornitura.BENEFICIARIO, "voltura_il": IL}
        atti.modifica_fornitura(fornitura, voltura, utente=operatore, versione=1)
        fornitura.refresh_from_db()
        assert (fornitura.intestatario, fornitura.voltura_il, fornitura.versione) == ("BENEFICIARIO", IL, 2)

    def test_it_is_for_the_desk_of_the_ets(self):
        contabile = UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS])
        assert frasi(lambda: atti.aggiungi_fornitura(AlloggioFactory(), {}, utente=contabile)) == [
            "«Modifica» spetta a un altro ruolo."
        ]


class TestFile:
    def aggiungi(self, operatore: Utente, contenuto: bytes) -> FileAlloggio:
        return atti.aggiungi_file_alloggio(
            AlloggioFactory(),
            "file",
            contenuto,
            tipo=TipoFileAlloggio.PLANIMETRIA,
            descrizione="Piano terra",
            utente=operatore,
        )

    @pytest.mark.parametrize(("contenuto", "tipo"), [(PDF, "application/pdf"), (PNG, "image/png")])
    def test_pictures_and_pdf_are_kept(self, operatore, contenuto, tipo):
        file = self.aggiungi(operatore, contenuto)
        assert (file.documento.tipo, file.aggiunto_da, str(file)) == (tipo, operatore, "Piano terra")

    @pytest.mark.parametrize(
        ("contenuto", "frase"),
        [
            (b"<?xml version='1.0'?><a/>", "Questo tipo di file non si può caricare. Si accettano: PDF, JPEG, PNG"),
            (b"<html>", "Questo tipo di file non si può caricare. Si accettano: PDF, JPEG, PNG"),
            (b"%PDF-" + b"0" * 1000, "Il file supera 0 MB: riducilo o dividilo"),
            (b"", "Il file è vuoto"),
        ],
    )
    def test_anything_else_is_refused(self, operatore, contenuto, frase, settings):
        settings.DIMENSIONE_MASSIMA_FILE = 900
        assert frasi(lambda: self.aggiungi(operatore, contenuto)) == [frase]
        assert (FileAlloggio.objects.count(), Documento.objects.count()) == (0, 0)

    def test_what_is_taken_away_leaves_the_disk_too(self, operatore, django_capture_on_commit_callbacks):
        file = self.aggiungi(operatore, PDF)
        nome, archivio = file.documento.file.name, file.documento.file.storage
        assert archivio.exists(nome)
        with django_capture_on_commit_callbacks(execute=True):
            atti.elimina_file_alloggio(file, utente=operatore)
        assert (archivio.exists(nome), Documento.objects.count()) == (False, 0)


class TestProprietario:
    def test_one_like_her_is_warned_and_entered_only_when_checked(self, operatore):
        ProprietarioFactory(denominazione="Gino Baldi", codice_fiscale=None)
        dati = {"denominazione": "BALDI  Gino"}
        assert frasi(lambda: registra_proprietario(dati, utente=operatore)) == [
            "C’è già un proprietario così: controlla, poi segna «È un altro proprietario»."
        ]
        registra_proprietario(dati, utente=operatore, altro=True)
        registra_proprietario({"denominazione": "Gino Baldini Rossi"}, utente=operatore)
        assert Proprietario.objects.count() == 3

    def test_the_same_tax_number_is_the_same_owner_whatever_the_name(self, operatore):
        ProprietarioFactory(denominazione="Case Belle srl", partita_iva="01998760504")
        dati = {"denominazione": "C.B. in liquidazione", "partita_iva": "01998760504"}
        assert len(frasi(lambda: registra_proprietario(dati, utente=operatore))) == 1

    def test_the_second_of_two_people_is_told(self, operatore):
        gino = ProprietarioFactory()
        modifica_proprietario(gino, {"telefono": "1"}, utente=operatore, versione=1)
        with pytest.raises(ModificaConcorrente):
            modifica_proprietario(gino, {"telefono": "2"}, utente=operatore, versione=1)

    def test_it_is_for_the_ets(self):
        funzionario = UtenteFactory(ruoli=[Ruolo.FUNZIONARIO_UNIONE])
        assert frasi(lambda: registra_proprietario({"denominazione": "X"}, utente=funzionario)) == [
            "I proprietari li scrive l’ente partner: spetta a un altro ruolo."
        ]
