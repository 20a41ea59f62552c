"""The pages of the contracts with owners, by role."""

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gestore.models import Disdetta, Locazione, Proroga
from tests.factories.casa import AlloggioFactory, FasciaAccordoFactory, ProprietarioFactory
from tests.factories.gestore import IndiceFoiFactory, LocazioneFactory, SublocazioneFactory, sublocazione_in_corso
from tests.factories.persone import ComuneFactory
from tests.valdera_housing.views.invio import errori, invia
from valdera_housing.choices import Ruolo
from valdera_housing.models import Alloggio, Contratto, QuotaProprieta

pytestmark = pytest.mark.django_db
ELENCO = "/gestore/locazioni/"
LEGGONO = (
    Ruolo.OPERATORE_ETS, Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS, Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE,
)  # fmt: skip


def url(nome: str, *chiavi: object) -> str:
    return reverse(f"gestore:{nome}", args=chiavi)


def pdf(nome: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(nome, b"%PDF-1.7 prova", "application/pdf")


def numeri(risposta: Any) -> list[str]:
    return [contratto.numero for contratto, _, _ in risposta.context["righe"]]


@pytest.fixture
def testa() -> Locazione:
    """A running 3+2 in via Roma, signed and never registered."""
    return LocazioneFactory(firmata=True, contratto__quota_istat=D("75.00"))


class TestElenco:
    @pytest.mark.parametrize("ruolo", LEGGONO)
    def test_the_ets_the_unione_and_the_auditor_read_every_contract_with_its_owner(
        self, entra: Any, testa: Locazione, ruolo: str
    ) -> None:
        risposta = entra(ruolo).get(ELENCO)
        assert (risposta.status_code, numeri(risposta)) == (200, [testa.contratto.numero])
        assert testa.contratto.proprietario.denominazione in risposta.content.decode()

    def test_a_social_worker_reads_those_of_her_comuni_without_the_owner(self, entra: Any, testa: Locazione) -> None:
        LocazioneFactory(firmata=True, contratto__alloggio__comune__nome="Palaia")
        risposta = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[testa.contratto.alloggio.comune]).get(ELENCO)
        assert numeri(risposta) == [testa.contratto.numero]
        assert testa.contratto.proprietario.denominazione not in risposta.content.decode()

    def test_filters_and_order_are_in_the_address(self, entra: Any) -> None:
        gino = ProprietarioFactory(denominazione="Nerì Ada")
        a = LocazioneFactory(firmata=True, contratto__numero="L-2026-9001", contratto__proprietario=gino).contratto
        b = LocazioneFactory(
            contratto__numero="L-2026-9002",
            contratto__tipo="LIBERO_4_4",
            contratto__inizio=date(2026, 5, 1),
            contratto__fine=date(2030, 4, 30),
            contratto__alloggio__indirizzo="via Gramsci",
            contratto__alloggio__comune__nome="Palaia",
        ).contratto
        client = entra(Ruolo.OPERATORE_ETS)
        trovati = {
            filtro: numeri(client.get(f"{ELENCO}?{filtro}"))
            for filtro in (
                "q=neri", "q=GRAMSCI", "q=9001", "tipo=LIBERO_4_4", "stato=IN_CORSO", "scade=2029-12-31",
                f"comune={b.alloggio.comune_id}", "ordine=numero", "ordine=-numero", "q=nessuno",
            )
        }  # fmt: skip
        uno, due = [a.numero], [b.numero]
        assert list(trovati.values()) == [uno, due, uno, due, uno, uno, due, uno + due, due + uno, []]

    def test_a_filter_that_makes_no_sense_is_a_422(self, entra: Any) -> None:
        assert entra(Ruolo.OPERATORE_ETS).get(f"{ELENCO}?scade=ieri").status_code == 422

    def test_the_export_has_the_rows_of_the_list(self, entra: Any, testa: Locazione) -> None:
        risposta = entra(Ruolo.REVISORE).get(url("locazione_esporta") + "?formato=csv")
        righe = b"".join(risposta.streaming_content).decode("utf-8-sig").splitlines()
        assert (len(righe), righe[1].split(";")[:3]) == (
            2,
            [testa.contratto.numero, "Canone concordato 3+2", "In corso"],
        )
        assert righe[1].endswith(testa.contratto.proprietario.denominazione)


class TestScheda:
    @pytest.mark.parametrize("ruolo", LEGGONO)
    def test_who_reads_sees_the_dates_and_only_the_ets_the_acts(
        self, entra: Any, testa: Locazione, ruolo: str
    ) -> None:
        risposta = entra(ruolo).get(url("locazione_scheda", testa.pk))
        assert risposta.status_code == 200
        etichette = [p.etichetta for p in risposta.context["pulsanti"]]
        ets = ruolo.endswith("ets")
        assert etichette == (
            [
                "Registra all’Agenzia delle Entrate…", "Proponi l’aggiornamento ISTAT…", "Proroga…",
                "Registra una disdetta…", "Chiudi il contratto…",
            ]
            if ets
            else []
        )  # fmt: skip

    def test_the_time_line_says_what_comes_and_how_far_it_is(self, entra: Any, testa: Locazione) -> None:
        risposta = entra(Ruolo.OPERATORE_ETS).get(url("locazione_scheda", testa.pk))
        passi = [(p.quando, p.testo, p.nota) for p in risposta.context["passi"]]
        assert passi == [
            (date(2026, 5, 1), "Da registrare entro", "scaduto da 202 giorni"),
            (date(2028, 9, 30), "Ultimo giorno per la disdetta", "fra 681 giorni"),
            (date(2029, 3, 31), "Scadenza", "fra 863 giorni"),
            (date(2026, 4, 1), "Comincia il contratto", ""),
            (date(2026, 4, 1), "Firma", ""),
        ]
        assert "Andava registrato entro il 01/05/2026" in risposta.content.decode()

    def test_the_household_is_a_code_for_who_audits(self, entra: Any) -> None:
        sotto = sublocazione_in_corso()
        pagina = url("locazione_scheda", sotto.locazione_id)
        per_revisore = entra(Ruolo.REVISORE).get(pagina).content.decode()
        assert sotto.contratto.nucleo.codice in per_revisore
        assert "Maria Rossi" not in per_revisore
        assert "Maria Rossi" in entra(Ruolo.OPERATORE_ETS).get(pagina).content.decode()

    def test_another_comunes_contract_and_a_sublease_are_not_found(self, entra: Any, testa: Locazione) -> None:
        client = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[ComuneFactory(nome="Palaia")])
        assert client.get(url("locazione_scheda", testa.pk)).status_code == 404
        assert client.get(url("locazione_storia", testa.pk)).status_code == 404

    def test_papers_are_served_to_who_may_read_owners(self, entra: Any, testa: Locazione) -> None:
        consenso = url("locazione_file", testa.pk, "consenso")
        letto = entra(Ruolo.REVISORE).get(consenso)
        assert b"".join(letto.streaming_content) == b"%PDF-1.7 consenso"
        client = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[testa.contratto.alloggio.comune])
        assert client.get(consenso).status_code == 404
        assert client.get(url("locazione_file", testa.pk, "altro")).status_code == 404

    def test_the_history_says_who_did_what(self, entra: Any, testa: Locazione) -> None:
        assert entra(Ruolo.CONTABILE_ETS).get(url("locazione_storia", testa.pk)).status_code == 200

    def test_a_page_costs_the_same_with_one_sublease_and_with_many(
        self, entra: Any, testa: Locazione, django_assert_max_num_queries: Any
    ) -> None:
        for anno in (2026, 2027, 2028):
            SublocazioneFactory(locazione=testa, inizio=date(anno, 5, 1), fine=date(anno + 1, 3, 31))
        client = entra(Ruolo.OPERATORE_ETS)
        with django_assert_max_num_queries(12):
            client.get(url("locazione_scheda", testa.pk))


@pytest.fixture
def casa() -> Alloggio:
    """A home of 70 m² in negotiation, with its owner."""
    casa = AlloggioFactory(stato="IN_TRATTATIVA", canone_richiesto=D("520.00"))
    QuotaProprieta.objects.create(alloggio=casa, proprietario=ProprietarioFactory(), quota=100, dal=date(2020, 1, 1))
    return casa


def scritto(casa: Alloggio, **altro: Any) -> dict[str, Any]:
    return {
        "tipo": "CONCORDATO_3_2",
        "proprietario": casa.quote.get().proprietario_id,
        "modello_intervento": "SUBLOCAZIONE",
        "inizio": "2025-03-01",
        "canone_mensile": "550,00",
        "giorno_scadenza": "5",
        "deposito": "1.100,00",
        "deposito_tipo": "DENARO",
        "quota_istat": "75",
    } | altro


class TestModulo:
    def test_a_new_contract_starts_from_its_home(self, entra: Any, casa: Alloggio) -> None:
        FasciaAccordoFactory(accordo__comune=casa.comune)
        risposta = entra(Ruolo.OPERATORE_ETS).get(url("locazione_nuova") + f"?alloggio={casa.pk}")
        form = risposta.context["form"]
        assert (risposta.status_code, form.initial["canone_mensile"], list(form.fields["proprietario"].queryset)) == (
            200, D("520.00"), [casa.quote.get().proprietario],
        )  # fmt: skip
        assert [(c.limiti.minimo, c.limiti.massimo) for _, c in risposta.context["fasce"]] == [
            (D("350.00"), D("560.00"))
        ]

    def test_the_end_is_computed_and_the_leap_day_counts(self, entra: Any, casa: Alloggio) -> None:
        indirizzo = url("locazione_nuova") + f"?alloggio={casa.pk}"
        risposta = invia(entra(Ruolo.OPERATORE_ETS), indirizzo, **scritto(casa), consenso=pdf("consenso.pdf"))
        locazione = Locazione.objects.select_related("contratto", "consenso").get()
        assert risposta.url == url("locazione_scheda", locazione.pk)
        assert (locazione.contratto.fine, locazione.durata_anni, locazione.rinnovo_anni) == (date(2028, 2, 29), 3, 2)
        assert (locazione.sublocazione_autorizzata, locazione.consenso.nome) == (True, "consenso.pdf")

    def test_recompute_shows_the_verdict_and_writes_nothing(self, entra: Any, casa: Alloggio) -> None:
        fascia = FasciaAccordoFactory(accordo__comune=casa.comune)
        indirizzo = url("locazione_nuova") + f"?alloggio={casa.pk}"
        risposta = invia(
            entra(Ruolo.OPERATORE_ETS), indirizzo, **scritto(casa, fascia=fascia.pk, cedolare="on"), ricalcola="1"
        )
        assert (risposta.status_code, Contratto.objects.count()) == (200, 0)
        assert risposta.context["esito"].livello == "avviso"
        assert "materia controversa" in risposta.content.decode()
        assert risposta.context["scelta"].limiti.massimo == D("560.00")

    def test_what_the_law_refuses_comes_back_with_its_article(self, entra: Any, casa: Alloggio) -> None:
        indirizzo = url("locazione_nuova") + f"?alloggio={casa.pk}"
        client = entra(Ruolo.OPERATORE_ETS)
        risposta = invia(client, indirizzo, **scritto(casa, fine="2028-02-28"))
        assert (risposta.status_code, errori(risposta)) == (
            422,
            {"__all__": ["Deve durare almeno 3 anni: non può finire prima del 29/02/2028 (art. 2 c. 5 L. 431/1998)"]},
        )
        troppo = invia(client, indirizzo, **scritto(casa, deposito="1.650,01"))
        assert (troppo.status_code, Contratto.objects.count()) == (422, 0)
        assert "tre mensilità" in str(errori(troppo))

    def test_a_home_that_is_not_there_is_not_found(self, entra: Any) -> None:
        client = entra(Ruolo.OPERATORE_ETS)
        for alloggio in ("", "0", "abc", "99999999999999999999"):
            assert client.get(url("locazione_nuova") + f"?alloggio={alloggio}").status_code == 404

    def test_a_draft_is_corrected_and_two_people_do_not_overwrite_each_other(self, entra: Any, casa: Alloggio) -> None:
        client = entra(Ruolo.CONTABILE_ETS)
        invia(client, url("locazione_nuova") + f"?alloggio={casa.pk}", **scritto(casa))
        locazione = Locazione.objects.get()
        modifica = url("locazione_modifica", locazione.pk)
        assert client.get(modifica).status_code == 200
        risposta = invia(client, modifica, **scritto(casa, canone_mensile="500,00"), versione=1)
        assert risposta.status_code == 302
        assert Contratto.objects.get().canone_mensile == D("500.00")
        conflitto = invia(client, modifica, **scritto(casa, canone_mensile="510,00"), versione=1)
        assert conflitto.status_code == 409


class TestAtti:
    """Each act from its page: done, or explained."""

    @pytest.mark.parametrize("atto", ["autorizza_sublocazione", "firma", "avvia", "annulla", "chiudi", "registra",
                                      "proroga", "disdici", "ritira_disdetta", "proponi_istat"])  # fmt: skip
    def test_every_page_opens_for_the_ets(self, entra: Any, testa: Locazione, atto: str) -> None:
        IndiceFoiFactory()
        client = entra(Ruolo.OPERATORE_ETS)
        assert client.get(url(f"locazione_{atto}", testa.pk)).status_code == 200

    def test_from_the_signature_to_the_registration(self, entra: Any, casa: Alloggio) -> None:
        fascia = FasciaAccordoFactory(accordo__comune=casa.comune)
        client = entra(Ruolo.OPERATORE_ETS)
        dati = scritto(casa, fascia=fascia.pk, inizio="2026-11-01")
        invia(client, url("locazione_nuova") + f"?alloggio={casa.pk}", **dati)
        pk = Locazione.objects.get().pk
        passi = [
            ("autorizza_sublocazione", {"consenso": pdf("consenso.pdf")}),
            ("firma", {"stipulato_il": "2026-10-28", "attestazione": pdf("attestazione.pdf")}),
            ("avvia", {"chiavi_il": "2026-11-02"}),
            ("registra", {"registrato_il": "2026-11-10", "registrazione_codice": "TZ326T001234000AB", "versione": 3}),
            ("proroga", {"nuova_fine": "2031-10-31", "decisa_il": "2026-11-19", "motivo": "Accordo"}),
        ]
        assert [invia(client, url(f"locazione_{atto}", pk), **dati).status_code for atto, dati in passi] == [302] * 5
        rli = url("locazione_rli_proroga", pk, Proroga.objects.get().pk)
        assert "Registra l’RLI" in client.get(url("locazione_scheda", pk)).content.decode()
        assert (client.get(rli).status_code, invia(client, rli, registrata_il="2026-11-19").status_code) == (200, 302)
        contratto = Contratto.objects.select_related("alloggio").get()
        assert (contratto.stato, contratto.alloggio.stato, contratto.registrato_il, contratto.fine_effettiva) == (
            "IN_CORSO", "DISPONIBILE", date(2026, 11, 10), date(2031, 10, 31),
        )  # fmt: skip

    def test_an_act_out_of_its_state_is_explained(self, entra: Any, testa: Locazione) -> None:
        risposta = invia(entra(Ruolo.OPERATORE_ETS), url("locazione_avvia", testa.pk), chiavi_il="2026-11-19")
        assert (risposta.status_code, errori(risposta)) == (
            422,
            {
                "__all__": [
                    "Non si può più: «Registra la presa delle chiavi…» non è possibile quando lo stato è «In corso»."
                ]
            },
        )

    def test_a_notice_is_judged_and_can_be_withdrawn(self, entra: Any, testa: Locazione) -> None:
        client = entra(Ruolo.COORDINATORE_ETS)
        dati = {
            "parte": "CONDUTTORE",
            "mezzo": "PEC",
            "inviata_il": "2026-11-02",
            "ricevuta_il": "2026-11-02",
            "lettera": pdf("disdetta.pdf"),
        }
        invia(client, url("locazione_disdici", testa.pk), **dati)
        disdetta = Disdetta.objects.get()
        scheda = client.get(url("locazione_scheda", testa.pk))
        assert (scheda.context["contratto"].stato, disdetta.efficace_dal) == ("DISDETTATO", date(2029, 3, 31))
        lettera = client.get(url("locazione_lettera_disdetta", testa.pk, disdetta.pk))
        assert b"".join(lettera.streaming_content) == b"%PDF-1.7 prova"
        invia(client, url("locazione_ritira_disdetta", testa.pk), il="2026-11-19")
        testa.contratto.refresh_from_db()
        assert testa.contratto.stato == "IN_CORSO"

    def test_a_ground_of_the_other_party_is_an_error_beside_its_field(self, entra: Any, testa: Locazione) -> None:
        dati = {"mezzo": "PEC", "inviata_il": "2026-11-02", "ricevuta_il": "2026-11-02"}
        client = entra(Ruolo.OPERATORE_ETS)
        pagina = url("locazione_disdici", testa.pk)
        uno = invia(client, pagina, parte="CONDUTTORE", motivo="VENDITA", **dati)
        altro = invia(client, pagina, parte="LOCATORE", gravi_motivi="Lavoro", **dati)
        assert [list(errori(r)) for r in (uno, altro)] == [["motivo"], ["gravi_motivi"]]

    def test_a_contract_is_cancelled_with_its_reason_and_closed_on_a_day(self, entra: Any, testa: Locazione) -> None:
        client = entra(Ruolo.OPERATORE_ETS)
        bozza = LocazioneFactory()
        invia(client, url("locazione_annulla", bozza.pk), motivo="Venduta")
        invia(client, url("locazione_chiudi", testa.pk), cessato_il="2026-11-15", motivo="Accordo")
        assert list(Contratto.objects.order_by("pk").values_list("stato", flat=True)) == ["CESSATO", "ANNULLATO"]

    def test_a_registration_leaves_a_trace(self, entra: Any, testa: Locazione) -> None:
        client = entra(Ruolo.CONTABILE_ETS)
        pagina = url("locazione_registra", testa.pk)
        senza = invia(client, pagina, registrato_il="2026-11-10", versione=1)
        corto = invia(client, pagina, registrato_il="2026-11-10", registrazione_codice="TZ3", versione=1)
        assert [list(errori(r)) for r in (senza, corto)] == [["registrazione_codice"]] * 2
