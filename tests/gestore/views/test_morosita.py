"""The pages of arrears and plans: who opens them, what they say, what their buttons do."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse

from gestore.actions.piano import firma_piano, proponi_piano_morosita
from gestore.choices import StatoMorosita
from gestore.models import Morosita, PianoRientro
from tests.factories.gestore import MorositaFactory, in_ritardo
from tests.factories.persone import ComuneFactory, EnteFactory, UtenteFactory
from valdera_housing.actions.lettera import carica_modelli
from valdera_housing.choices import Ruolo
from valdera_housing.kit.aspetto import Voce
from valdera_housing.models import Caso, Contratto, Lavoro, Lettera

pytestmark = pytest.mark.django_db
CONTABILE, COORDINATORE = Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS
LEGGONO_I_NOMI = (Ruolo.OPERATORE_ETS, CONTABILE, COORDINATORE)
LEGGONO_I_CODICI = (Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE)


@pytest.fixture(autouse=True)
def ufficio() -> None:
    EnteFactory()
    carica_modelli(date(2026, 1, 1))


@pytest.fixture
def morosita() -> Morosita:
    contratto = in_ritardo(date(2026, 10, 5), date(2026, 11, 5))
    return MorositaFactory(contratto=contratto, stato=StatoMorosita.SOLLECITATA, in_ritardo_dal=date(2026, 10, 5))


@pytest.fixture
def piano(morosita) -> PianoRientro:
    utente = UtenteFactory(ruoli=[CONTABILE])
    return proponi_piano_morosita(
        morosita, importo=Decimal("720.00"), numero=3, prima_scadenza=date(2026, 12, 5), utente=utente
    )


def pagina(nome: str, *chiavi: object) -> str:
    return reverse(f"gestore:{nome}", args=chiavi)


def modulo(**dati) -> dict:
    return {"chiave": uuid4(), **dati}


def stato(oggetto) -> str:
    oggetto.refresh_from_db()
    return oggetto.stato


def letto(risposta) -> str:
    return risposta.content.decode().replace("\xa0", " ")


class TestChiVede:
    @pytest.mark.parametrize("ruolo", LEGGONO_I_NOMI)
    def test_who_keeps_the_contracts_reads_names(self, entra, morosita, piano, ruolo) -> None:
        client = entra(ruolo)
        pagine = [pagina("morosita_elenco"), pagina("morosita_scheda", morosita.pk), pagina("piano_scheda", piano.pk)]
        assert [("Maria Rossi" in letto(client.get(p)), client.get(p).status_code) for p in pagine] == [
            (True, 200)
        ] * 3

    @pytest.mark.parametrize("ruolo", LEGGONO_I_CODICI)
    def test_who_audits_reads_codes_and_no_letter_nor_note(self, entra, morosita, piano, ruolo) -> None:
        client = entra(ruolo)
        codice = morosita.contratto.nucleo.codice
        for nome, chiave in (("morosita_scheda", morosita.pk), ("piano_scheda", piano.pk)):
            letta = letto(client.get(pagina(nome, chiave)))
            assert ("Maria Rossi" in letta, codice in letta) == (False, True)
            assert ("Proposto: 3 rate" in letta, reverse("lettera_scarica", args=[piano.lettera_id]) in letta) == (
                False, False,
            )  # fmt: skip
        foglio = b"".join(client.get(pagina("morosita_esporta"), {"formato": "csv"}).streaming_content).decode()
        assert ("Maria Rossi" in foglio, codice in foglio) == (False, True)

    def test_who_reads_codes_cannot_search_by_name(self, entra, morosita) -> None:
        client = entra(Ruolo.REVISORE)
        trovate = [
            client.get(pagina("morosita_elenco"), {"q": q}).context["elenco"].conto
            for q in ("Rossi", morosita.contratto.numero, morosita.contratto.nucleo.codice)
        ]
        assert trovate == [0, 1, 1]

    def test_a_social_worker_sees_the_households_of_her_comuni(self, entra, morosita, piano) -> None:
        client = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[morosita.contratto.nucleo.comune])
        assert client.get(pagina("morosita_scheda", morosita.pk)).status_code == 200
        client.utente.comuni.set([ComuneFactory(nome="Bientina")])
        altrove = [pagina("morosita_scheda", morosita.pk), pagina("morosita_storia", morosita.pk),
                   pagina("piano_scheda", piano.pk)]  # fmt: skip
        assert [client.get(p).status_code for p in altrove] == [404] * 3
        assert client.get(pagina("morosita_elenco")).context["elenco"].conto == 0

    def test_an_instalment_of_the_ledger_leads_to_its_plan(self, entra, morosita, piano) -> None:
        firma_piano(piano, firmato_il=date(2026, 11, 19), utente=UtenteFactory(ruoli=[CONTABILE]))
        rata = piano.rate.get(numero=1).scadenza
        client = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[morosita.contratto.nucleo.comune])
        voci = client.get(reverse("scadenza_scheda", args=[rata.pk])).context["dati"]
        assert Voce("Di che cosa è", piano, pagina("piano_scheda", piano.pk)) in voci
        altro = client.get(reverse("scadenza_scheda", args=[morosita.contratto.scadenze.first().pk]))
        assert "Di che cosa è" not in letto(altro)

    @pytest.mark.parametrize("ruolo", [Ruolo.CABINA, Ruolo.AMMINISTRATORE])
    def test_the_others_see_nothing(self, entra, ruolo) -> None:
        assert entra(ruolo).get(pagina("morosita_elenco")).status_code == 403


class TestElenco:
    def test_open_files_with_debt_days_and_step(self, entra, morosita) -> None:
        chiusa = MorositaFactory(stato=StatoMorosita.SANATA, chiusa_il=date(2026, 11, 10))
        client = entra(CONTABILE)
        risposta = client.get(pagina("morosita_elenco"))
        riga = risposta.context["righe"][0]
        assert (riga.giorni, riga.morosita.debito, riga.passo.passo, riga.si_sollecita) == (
            45, Decimal("720.00"), "LETTERA", False,
        )  # fmt: skip
        assert tuple(risposta.context["somme"]) == (1, Decimal("720.00"))
        assert client.get(pagina("morosita_elenco"), {"stato": "SANATA"}).context["righe"][0].morosita == chiusa

    @pytest.mark.parametrize(
        ("filtro", "quante"),
        [({"passo": "LETTERA"}, 1), ({"passo": "SOLLECITO"}, 0), ({"q": "rossi"}, 1), ({"q": "bianchi"}, 0)],
    )
    def test_filters_and_orders(self, entra, morosita, filtro, quante) -> None:
        client = entra(CONTABILE)
        assert client.get(pagina("morosita_elenco"), filtro).context["elenco"].conto == quante
        for ordine in ("dal", "-debito", "contratto", "stato"):
            assert client.get(pagina("morosita_elenco"), filtro | {"ordine": ordine}).status_code == 200

    def test_the_comune_filter_and_the_empty_page(self, entra, morosita) -> None:
        client = entra(CONTABILE)
        comune = morosita.contratto.alloggio.comune_id
        assert client.get(pagina("morosita_elenco"), {"comune": comune}).context["elenco"].conto == 1
        assert "Nessuna morosità con questi filtri" in letto(client.get(pagina("morosita_elenco"), {"q": "zzz"}))
        assert client.get(pagina("morosita_elenco"), {"stato": "BOH"}).status_code == 422

    def test_nobody_late_is_said(self, entra) -> None:
        assert "Nessuno è in ritardo" in letto(entra(CONTABILE).get(pagina("morosita_elenco")))

    def test_the_export_has_the_same_rows(self, entra, morosita) -> None:
        risposta = entra(CONTABILE).get(pagina("morosita_esporta"), {"formato": "csv"})
        righe = b"".join(risposta.streaming_content).decode().splitlines()
        assert len(righe) == 2
        assert "Maria Rossi" in righe[1]
        assert "720,00;05/10/2026;45;Sollecitata;Lettera formale" in righe[1]


class TestSolleciti:
    def test_ticked_files_get_their_letter_and_a_page_of_links_once(
        self, entra, django_capture_on_commit_callbacks
    ) -> None:
        morosita = MorositaFactory(contratto=in_ritardo(date(2026, 11, 5)), in_ritardo_dal=date(2026, 11, 5))
        client, dati = entra(CONTABILE), modulo(morosita=[morosita.pk])
        with django_capture_on_commit_callbacks(execute=True):
            risposte = [client.post(pagina("morosita_sollecita_in_blocco"), dati) for _ in range(2)]
        lavoro, lettera = Lavoro.objects.get(), Lettera.objects.get()
        assert [r.url for r in risposte] == [pagina("morosita_solleciti", lavoro.pk)] * 2
        letta = letto(client.get(risposte[0].url))
        assert reverse("lettera_scarica", args=[lettera.pk]) in letta
        assert "1 lettera pronta su 1." in letta
        pdf = client.get(reverse("lettera_scarica", args=[lettera.pk]))
        assert b"".join(pdf.streaming_content).startswith(b"%PDF")

    def test_nothing_ticked_is_explained_on_the_list(self, entra, morosita) -> None:
        risposta = entra(CONTABILE).post(pagina("morosita_sollecita_in_blocco"), modulo())
        assert (risposta.status_code, "Scegli dalle caselle almeno" in letto(risposta)) == (422, True)

    def test_the_page_shows_progress_then_reloads_itself(self, entra) -> None:
        client = entra(CONTABILE)
        lavoro = Lavoro.objects.create(titolo="2 solleciti", utente=client.utente, totale=2)
        indirizzo = pagina("morosita_solleciti", lavoro.pk)
        assert "progress" in letto(client.get(indirizzo, headers={"HX-Request": "true"}))
        assert client.get(indirizzo).status_code == 200
        Lavoro.objects.update(stato="FINITO", esito={"righe": [], "frase": "0 lettere pronte su 0."})
        assert client.get(indirizzo, headers={"HX-Request": "true"})["HX-Refresh"] == "true"

    def test_the_letters_of_another_person_are_not_found(self, entra) -> None:
        altro = Lavoro.objects.create(titolo="2 solleciti", utente=UtenteFactory(), totale=2)
        assert entra(CONTABILE).get(pagina("morosita_solleciti", altro.pk)).status_code == 404


class TestAtti:
    @pytest.mark.parametrize(
        ("nome", "parte", "dati", "arriva"),
        [
            ("sollecita", "IN_RITARDO", {"nota": ""}, "SOLLECITATA"),
            ("diffida", "SOLLECITATA", {"entro": "2026-12-10"}, "MOROSA"),
            ("annota_colloquio", "MOROSA", {"fatto_il": "2026-11-18", "nota": "Ha trovato lavoro"}, "MOROSA"),
            ("avvisa_servizio_sociale", "MOROSA", {"nota": "al telefono"}, "MOROSA"),
            ("invia_al_fondo", "MOROSA", {"motivo": "Debito di 720 euro"}, "AL_FONDO"),
            ("affida_al_legale", "MOROSA", {"nota": "avv. Bini"}, "LEGALE"),
        ],
    )
    def test_each_act_has_its_page_and_moves_the_file(self, entra, morosita, nome, parte, dati, arriva) -> None:
        Morosita.objects.update(stato=parte)
        client = entra(COORDINATORE)
        indirizzo = pagina(f"morosita_{nome}", morosita.pk)
        assert client.get(indirizzo).status_code == 200
        assert client.post(indirizzo, modulo(**dati)).url == pagina("morosita_scheda", morosita.pk)
        assert stato(morosita) == arriva

    @pytest.mark.parametrize(
        ("nome", "frase"),
        [
            ("diffida", "Scrivi entro quando"),
            ("annota_colloquio", "Scrivi che cosa si è detto"),
            ("avvisa_servizio_sociale", "Scrivi come"),
            ("invia_al_fondo", "Scrivi perché"),
            ("affida_al_legale", "Scrivi a chi"),
        ],
    )
    def test_what_is_missing_is_said_beside_its_field(self, entra, morosita, nome, frase) -> None:
        risposta = entra(COORDINATORE).post(pagina(f"morosita_{nome}", morosita.pk), modulo())
        assert (risposta.status_code, frase in letto(risposta)) == (422, True)

    def test_a_refusal_is_explained_on_the_form(self, entra, morosita) -> None:
        Morosita.objects.update(stato="MOROSA")
        Caso.objects.update(chiuso_il=date(2026, 11, 1), esito="TRASFERITO")
        risposta = entra(CONTABILE).post(pagina("morosita_invia_al_fondo", morosita.pk), modulo(motivo="Debito"))
        assert (risposta.status_code, "non ha un caso aperto" in letto(risposta)) == (422, True)

    def test_the_record_shows_the_step_due_in_colour_and_the_law(self, entra, morosita) -> None:
        risposta = entra(CONTABILE).get(pagina("morosita_scheda", morosita.pk))
        primari = [p.etichetta for p in risposta.context["pulsanti"] if p.tipo == "primario"]
        primo = risposta.context["pulsanti"][0].etichetta
        assert (primari, primo) == (["Manda la lettera formale…"], "Manda la lettera formale…")
        assert "oltre i 20 di legge" in letto(risposta)

    def test_the_history_is_there(self, entra, morosita) -> None:
        assert entra(CONTABILE).get(pagina("morosita_storia", morosita.pk)).status_code == 200


class TestPiano:
    def test_instalments_are_seen_before_anything_is_written(self, entra, morosita) -> None:
        client, indirizzo = entra(CONTABILE), pagina("morosita_proponi_piano", morosita.pk)
        assert [r.importo for r in client.get(indirizzo).context["rate"]] == [Decimal("120.00")] * 6
        dati = {"numero": "7", "prima_scadenza": "2026-12-05", "importo": "720,00"}
        risposta = client.post(indirizzo, modulo(ricalcola="1", **dati))
        assert [r.importo for r in risposta.context["rate"]] == [Decimal("102.85")] * 6 + [Decimal("102.90")]
        assert (risposta.status_code, PianoRientro.objects.count()) == (200, 0)
        risposta = client.post(indirizzo, modulo(**dati))
        piano = PianoRientro.objects.get()
        assert (risposta.url, piano.rate.count()) == (pagina("piano_scheda", piano.pk), 7)

    def test_bad_numbers_are_answered_and_a_debt_that_changed_too(self, entra, morosita) -> None:
        client, indirizzo = entra(CONTABILE), pagina("morosita_proponi_piano", morosita.pk)
        dati = {"numero": "0", "prima_scadenza": "", "importo": "720,00"}
        assert client.post(indirizzo, modulo(ricalcola="1", **dati)).status_code == 422
        dati = {"numero": "3", "prima_scadenza": "2026-12-05", "importo": "700,00"}
        risposta = client.post(indirizzo, modulo(**dati))
        assert (risposta.status_code, "Il debito è cambiato" in letto(risposta)) == (422, True)

    def test_a_plan_is_signed_from_its_page(self, entra, morosita, piano) -> None:
        client = entra(CONTABILE)
        assert client.get(pagina("piano_firma", piano.pk)).status_code == 200
        client.post(pagina("piano_firma", piano.pk), modulo(firmato_il="2026-11-19"))
        assert (stato(piano), stato(morosita)) == ("ATTIVO", "IN_PIANO")
        letta = letto(client.get(pagina("piano_scheda", piano.pk)))
        assert "Da pagare" in letta
        assert "Decade quando le rate scadute" in letta

    def test_a_proposal_is_withdrawn_with_its_reason(self, entra, piano) -> None:
        client = entra(CONTABILE)
        assert client.post(pagina("piano_ritira", piano.pk), modulo()).status_code == 422
        client.post(pagina("piano_ritira", piano.pk), modulo(perche="Ne vuole un altro"))
        assert stato(piano) == "RITIRATO"

    def test_a_plan_still_paid_does_not_lapse_and_says_why(self, entra, piano) -> None:
        client = entra(CONTABILE)
        firma_piano(piano, firmato_il=date(2026, 11, 19), utente=client.utente)
        assert client.get(pagina("piano_dichiara_decaduto", piano.pk)).status_code == 200
        risposta = client.post(pagina("piano_dichiara_decaduto", piano.pk), modulo(nota=""))
        assert (risposta.status_code, "Nessuna rata scaduta" in letto(risposta)) == (422, True)

    def test_a_proposed_plan_hides_the_button_of_another(self, entra, morosita, piano) -> None:
        bottoni = entra(CONTABILE).get(pagina("morosita_scheda", morosita.pk)).context["pulsanti"]
        assert "Proponi un piano di rientro…" not in [p.etichetta for p in bottoni]


def test_a_contract_without_a_name_shows_the_code(entra, morosita) -> None:
    Contratto.objects.filter(pk=morosita.contratto_id).update(conduttore="")
    codice = morosita.contratto.nucleo.codice
    assert codice in letto(entra(CONTABILE).get(pagina("morosita_elenco")))
