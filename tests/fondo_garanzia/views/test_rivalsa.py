"""The pages of the credits: who opens them, what they say to the cent, what their buttons do."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal as D
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from fondo_garanzia.choices import StatoRivalsa
from fondo_garanzia.models import CreditoRivalsa
from tests.factories.casa import ContoBancarioFactory
from tests.factories.fondo import FondoFactory, paga_rata, rivalsa, stralcia
from tests.factories.persone import ComuneFactory, EnteFactory
from tests.fondo_garanzia.rivalse import arretra
from valdera_housing.actions.lettera import carica_modelli
from valdera_housing.choices import Ruolo
from valdera_housing.models import Lettera, LetturaFascicolo

pytestmark = pytest.mark.django_db
Entra = Callable[..., Client]
CONTABILE, COORDINATORE, UNIONE = Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS, Ruolo.FUNZIONARIO_UNIONE
LEGGONO_I_NOMI = (Ruolo.OPERATORE_ETS, CONTABILE, COORDINATORE)
LEGGONO_I_CODICI = (UNIONE, Ruolo.REVISORE)


@pytest.fixture
def credito() -> CreditoRivalsa:
    """1.440 euro in twelve instalments, two of them past their day at 19/11/2026: by 34 and by 3 days."""
    return arretra(rivalsa(), timedelta(days=50))


@pytest.fixture
def ufficio() -> None:
    EnteFactory()
    carica_modelli(date(2026, 1, 1))
    ContoBancarioFactory(nome="Conto del fondo", iban="IT03Z0306914012100000012345", dedicato=True)


def pagina(nome: str, *chiavi: object) -> str:
    return reverse(f"fondo_garanzia:rivalsa_{nome}", args=chiavi)


def modulo(**dati: object) -> dict:
    return {"chiave": uuid4(), **dati}


def letto(risposta) -> str:
    return risposta.content.decode().replace("\xa0", " ")


def insolvente(credito: CreditoRivalsa) -> CreditoRivalsa:
    CreditoRivalsa.objects.filter(pk=credito.pk).update(stato=StatoRivalsa.INSOLVENTE)
    credito.refresh_from_db()
    return credito


def bottoni(risposta) -> list[tuple[str, str, str]]:
    return [(p.etichetta, p.tipo, p.motivo) for p in risposta.context["pulsanti"]]


class TestChiVede:
    @pytest.mark.parametrize("ruolo", LEGGONO_I_NOMI)
    def test_the_ets_reads_names_and_leaves_a_trace(self, entra: Entra, credito, ruolo) -> None:
        client = entra(ruolo)
        for indirizzo in (pagina("elenco"), pagina("scheda", credito.pk)):
            risposta = client.get(indirizzo)
            assert (risposta.status_code, "Maria Rossi" in letto(risposta)) == (200, True)
        assert list(LetturaFascicolo.objects.values_list("utente", "nucleo")) == [
            (client.utente.pk, credito.nucleo_id)
        ]

    @pytest.mark.parametrize("ruolo", LEGGONO_I_CODICI)
    def test_who_decides_and_who_audits_read_codes_and_no_letter(self, entra: Entra, credito, ruolo) -> None:
        client = entra(ruolo)
        for indirizzo in (pagina("elenco"), pagina("scheda", credito.pk), pagina("storia", credito.pk)):
            testo = letto(client.get(indirizzo))
            assert ("Maria Rossi" in testo, "Lettere" in testo) == (False, False)
        assert credito.nucleo.codice in letto(client.get(pagina("elenco")))
        foglio = b"".join(client.get(pagina("esporta"), {"formato": "csv"}).streaming_content).decode()
        assert ("Maria Rossi" in foglio, credito.nucleo.codice in foglio) == (False, True)
        trovate = [
            client.get(pagina("elenco"), {"q": q}).context["elenco"].conto
            for q in ("Rossi", credito.numero, credito.nucleo.codice, "baldi")
        ]
        assert trovate == [0, 1, 1, 1]
        assert LetturaFascicolo.objects.count() == 0

    def test_a_social_worker_sees_the_households_of_her_comuni(self, entra: Entra, credito) -> None:
        client = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[credito.nucleo.comune])
        assert client.get(pagina("scheda", credito.pk)).status_code == 200
        client.utente.comuni.set([ComuneFactory(nome="Bientina")])
        assert [client.get(pagina(nome, credito.pk)).status_code for nome in ("scheda", "storia")] == [404, 404]
        elenco = client.get(pagina("elenco"))
        assert (elenco.context["elenco"].conto, elenco.context["somme"].importo) == (0, D("0.00"))

    @pytest.mark.parametrize("ruolo", [Ruolo.CABINA, Ruolo.AMMINISTRATORE])
    def test_the_others_see_nothing(self, entra: Entra, ruolo) -> None:
        assert entra(ruolo).get(pagina("elenco")).status_code == 403


class TestElenco:
    def test_the_totals_are_of_all_the_rows_and_what_is_late_has_its_age(self, entra: Entra, credito) -> None:
        paga_rata(credito.rate.order_by("numero").first(), D("100.00"), il=date(2026, 11, 18))
        persa = insolvente(rivalsa())
        stralcia(persa)
        risposta = entra(CONTABILE).get(pagina("elenco"))
        somme = risposta.context["somme"]
        assert (somme.quante, somme.importo, somme.restituito, somme.residuo, somme.perso, somme.scaduto) == (
            2, D("2880.00"), D("100.00"), D("1340.00"), D("1440.00"), D("140.00"),
        )  # fmt: skip
        assert [(fascia.etichetta, importo) for fascia, importo in somme.fasce] == [
            ("1–30 giorni", D("120.00")),
            ("31–60 giorni", D("20.00")),
            ("61–90 giorni", D("0.00")),
            ("oltre 90 giorni", D("0.00")),
        ]
        righe = {
            r.credito.pk: (r.chi, r.giorni, r.credito.scaduto, r.aspetto.etichetta) for r in risposta.context["righe"]
        }
        assert righe == {
            credito.pk: ("Maria Rossi", 34, D("140.00"), "In rimborso"),
            persa.pk: ("Maria Rossi", 0, D("0.00"), "Perdita"),
        }

    @pytest.mark.parametrize(
        ("filtro", "quante"),
        [
            ({"stato": "IN_RIMBORSO"}, 2), ({"stato": "PERDITA"}, 0), ({"ritardo": "si"}, 1), ({"ritardo": "no"}, 1),
            ({"q": "rossi"}, 2), ({"q": "nessuno"}, 0), ({"q": "BALDI"}, 2), ({"q": "\x00"}, 2),
        ],
    )  # fmt: skip
    def test_the_filters(self, entra: Entra, credito, filtro, quante) -> None:
        rivalsa()
        assert entra(CONTABILE).get(pagina("elenco"), filtro).context["elenco"].conto == quante

    def test_by_comune_and_a_filter_that_makes_no_sense(self, entra: Entra, credito) -> None:
        altrove = FondoFactory(comune=ComuneFactory(nome="Casciana Terme Lari"), dotato=D("9000.00"))
        sua = rivalsa(garanzia__fondo=altrove)
        client = entra(CONTABILE)
        risposta = client.get(pagina("elenco"), {"comune": altrove.comune_id})
        assert [r.credito for r in risposta.context["righe"]] == [sua]
        assert client.get(pagina("elenco"), {"comune": "x"}).status_code == 422

    def test_the_sheet_has_the_same_rows(self, entra: Entra, credito) -> None:
        risposta = entra(CONTABILE).get(pagina("esporta"), {"formato": "csv", "ritardo": "si"})
        righe = b"".join(risposta.streaming_content).decode("utf-8-sig").splitlines()
        assert righe == [
            "Rivalsa;Chi deve;Nucleo;Comune;Escussione;Pagato a;Aperta il;Stato;Importo;Restituito;Resta;Stralciato;"
            "Scaduto;La più vecchia scaduta il;Giorni;Chiusa il;Atto di stralcio",
            f"{credito.numero};Maria Rossi;{credito.nucleo.codice};Pontedera;{credito.escussione.numero};Gino Baldi;"
            "28/10/2026;In rimborso;1440,00;0,00;1440,00;0,00;240,00;16/10/2026;34;;",
        ]

    def test_an_empty_list_says_where_credits_come_from(self, entra: Entra) -> None:
        client = entra(CONTABILE)
        assert "Una rivalsa nasce da sola quando il fondo paga" in letto(client.get(pagina("elenco")))
        assert "Togli un filtro" in letto(client.get(pagina("elenco"), {"q": "zzz"}))


class TestScheda:
    def test_it_says_what_was_paid_the_plan_and_what_came_back(self, entra: Entra, credito) -> None:
        paga_rata(credito.rate.order_by("numero").first(), il=date(2026, 11, 18))
        risposta = entra(CONTABILE).get(pagina("scheda", credito.pk))
        contesto = risposta.context
        assert [(t.etichetta, t.cifra, t.nota) for t in contesto["tessere"]] == [
            ("Pagato dal fondo €", "1.440,00", ""),
            ("Restituito €", "120,00", ""),
            ("Resta €", "1.320,00", ""),
            ("Rate scadute €", "120,00", "la più vecchia da 3 giorni"),
        ]
        assert [(str(m), m.ammesso) for m in contesto["mesi"]] == [
            ("06/2026", D("420.00")), ("07/2026", D("480.00")), ("08/2026", D("480.00")), ("09/2026", D("60.00")),
        ]  # fmt: skip
        assert [(m.tipo, m.effetto) for m in contesto["movimenti"]] == [
            ("RIENTRO_RIVALSA", D("120.00")), ("EROGAZIONE_ESCUSSIONE", D("-1440.00")),
        ]  # fmt: skip
        assert [(str(p.quando), p.forte, p.testo.replace("\xa0", " ")) for p in contesto["passi"]] == [
            ("2026-12-17", "Prossima rata:", "rata 3, 120,00 €"),
            ("2026-11-18", "Rata di rivalsa rientrata:", "120,00 €"),
            ("2026-10-28", "Aperta:", "il fondo ha pagato 1.440,00 €"),
        ]
        testo = letto(risposta)
        prima = credito.rate.order_by("numero").first()
        assert reverse("scadenza_scheda", args=[prima.scadenza_id]) in testo
        assert "L.R. Toscana 13/2015, art. 2" in testo

    @pytest.mark.parametrize(
        ("ruolo", "attesi"),
        [
            (CONTABILE, [("Prepara una lettera…", "primario", ""), ("Riprogramma le rate…", "secondario", "")]),
            (UNIONE, [("Stralcia con atto…", "secondario", "Si stralcia solo quando la rivalsa è insolvente.")]),
            (Ruolo.OPERATORE_ETS, []),
            (Ruolo.REVISORE, []),
        ],
    )
    def test_the_acts_possible_now(self, entra: Entra, credito, ruolo, attesi) -> None:
        assert bottoni(entra(ruolo).get(pagina("scheda", credito.pk))) == attesi

    def test_a_credit_written_off_says_by_whom_and_has_no_acts(self, entra: Entra, credito) -> None:
        stralcia(insolvente(credito))
        risposta = entra(CONTABILE).get(pagina("scheda", credito.pk))
        assert bottoni(risposta) == []
        stralcio = next(v for v in risposta.context["fatti"] if v.etichetta == "Stralcio")
        assert (stralcio.valore, stralcio.nota.startswith("di ")) == ("Determinazione 300/2026", True)
        assert "Stralciato €" in letto(risposta)


NUOVE = {"quante": "7", "prima": "05/01/2027", "motivo": "Ha perso il lavoro", "importo": "1.440,00", "versione": "1"}


class TestAtti:
    def test_the_instalments_are_seen_before_and_then_written(self, entra: Entra, credito) -> None:
        client = entra(CONTABILE)
        vista = client.get(pagina("riprogramma", credito.pk))
        iniziale = vista.context["form"].initial
        assert (iniziale, len(vista.context["rate"])) == (
            {"quante": 12, "prima": date(2026, 12, 5), "importo": D("1440.00")}, 12,
        )  # fmt: skip
        provata = client.post(pagina("riprogramma", credito.pk), modulo(**NUOVE, ricalcola="1"))
        assert (provata.status_code, [r.importo for r in provata.context["rate"]]) == (
            200, [D("205.71")] * 6 + [D("205.74")],
        )  # fmt: skip
        assert credito.rate.filter(sostituita_il=None).count() == 12
        fatta = client.post(pagina("riprogramma", credito.pk), modulo(**NUOVE))
        assert (fatta.status_code, fatta["Location"]) == (302, pagina("scheda", credito.pk))
        assert credito.rate.filter(sostituita_il=None).count() == 7
        tardi = client.post(pagina("riprogramma", credito.pk), modulo(**NUOVE))
        assert tardi.status_code == 409
        assert "Ha perso il lavoro" in letto(tardi)

    def test_a_form_that_makes_no_sense_changes_nothing(self, entra: Entra, credito) -> None:
        client = entra(CONTABILE)
        risposta = client.post(
            pagina("riprogramma", credito.pk), modulo(quante="0", prima="ieri", importo="1440", versione="1")
        )
        assert (risposta.status_code, set(risposta.context["form"].errors), risposta.context["rate"]) == (
            422, {"quante", "prima", "motivo"}, [],
        )  # fmt: skip
        assert client.post(pagina("riprogramma", credito.pk), modulo(quante="3")).status_code == 400

    def test_the_unione_writes_off_with_an_act(self, entra: Entra, credito) -> None:
        client, indirizzo = entra(UNIONE), pagina("stralcia", insolvente(credito).pk)
        assert "restano" not in letto(client.get(indirizzo)).split("<h1>")[0]
        senza = client.post(indirizzo, modulo(versione="1"))
        assert (senza.status_code, dict(senza.context["form"].errors)) == (
            422, {"atto": ["Scrivi con quale atto."], "motivo": ["Scrivi perché non si recupera."]},
        )  # fmt: skip
        fatto = client.post(indirizzo, modulo(versione="1", atto="Determinazione 9/2026", motivo="Nessun reddito"))
        credito.refresh_from_db()
        assert (fatto.status_code, credito.stato, credito.atto_stralcio) == (302, "PERDITA", "Determinazione 9/2026")
        di_nuovo = client.post(indirizzo, modulo(versione="2", atto="Determinazione 9/2026", motivo="Nessun reddito"))
        assert di_nuovo.status_code == 422

    def test_the_letter_is_ready_on_the_page(self, entra: Entra, credito, ufficio) -> None:
        client, indirizzo = entra(CONTABILE), pagina("crea_lettera", credito.pk)
        assert client.get(indirizzo).context["form"].initial == {"documento": "rivalsa_sollecito"}
        fatta = client.post(indirizzo, modulo(documento="rivalsa_sollecito"))
        assert (fatta.status_code, fatta["Location"]) == (302, pagina("scheda", credito.pk) + "#lettere")
        scheda = client.get(pagina("scheda", credito.pk))
        lettera = Lettera.objects.get()
        assert scheda.context["lettere"] == [lettera]
        assert reverse("lettera_scarica", args=[lettera.pk]) in letto(scheda)
        assert client.post(indirizzo, modulo(documento="altra")).status_code == 422

    def test_every_change_is_in_the_history(self, entra: Entra, credito) -> None:
        client = entra(CONTABILE)
        client.post(pagina("riprogramma", credito.pk), modulo(**NUOVE))
        testo = letto(client.get(pagina("storia", credito.pk)))
        assert ("Riprogrammata" in testo, "Ha perso il lavoro" in testo) == (True, True)
