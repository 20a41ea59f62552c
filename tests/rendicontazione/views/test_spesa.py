import re
import uuid
from decimal import Decimal as D

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rendicontazione.choices import StatoRendiconto, StatoSpesa
from rendicontazione.models import AltroFinanziamento, DocumentoSpesa, LineaBudget, Spesa
from tests.factories.conti import DocumentoSpesaFactory, SpesaFactory, porta_a, rendiconto, rendiconto_in
from tests.factories.persone import NucleoFactory
from valdera_housing.choices import Ruolo

pytestmark = pytest.mark.django_db
ETS = (Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS)


def dividi_url(documento: DocumentoSpesa) -> str:
    return reverse("rendicontazione:documento_spesa_dividi", args=[documento.pk])


def modulo(documento: DocumentoSpesa, *quote: dict, altri: tuple[dict, ...] = (), **altro) -> dict:
    """The division as a browser sends it, in the quarter of the document's shares (the 7th)."""
    documento.refresh_from_db()
    dati = {
        "chiave": str(uuid.uuid4()),
        "versione": str(documento.versione),
        "rendiconto": str(rendiconto().pk),
        "quote-TOTAL_FORMS": str(len(quote)),
        "quote-INITIAL_FORMS": "0",
        "altri-TOTAL_FORMS": str(len(altri)),
        "altri-INITIAL_FORMS": "0",
    }
    vuota = {"pk": "", "linea": "", "quota": "", "unita": "EURO", "macrovoce": "", "azione": "", "descrizione": ""}
    for i, riga in enumerate(quote):
        dati |= {f"quote-{i}-{k}": v for k, v in (vuota | {"criterio": "DIRETTO", "nucleo": ""} | riga).items()}
    for i, riga in enumerate(altri):
        dati |= {f"altri-{i}-{k}": v for k, v in riga.items()}
    return dati | altro


def riga(linea: str, quota: str = "", unita: str = "EURO", **altro) -> dict:
    return {"linea": linea, "quota": quota, "unita": unita, "macrovoce": "E"} | altro


def quote(documento: DocumentoSpesa) -> list[tuple]:
    return list(documento.quote.order_by("pk").values_list("linea", "importo"))


class TestDividi:
    def test_the_page_proposes_the_earliest_open_quarter(self, entra):
        documento = DocumentoSpesaFactory()
        for numero in range(1, 7):
            rendiconto_in(StatoRendiconto.CHIUSO_ETS, numero)

        risposta = entra(Ruolo.CONTABILE_ETS).get(dividi_url(documento))

        assert (risposta.status_code, risposta.context["rendiconto"]) == (200, rendiconto(7))
        assert len(risposta.context["quote"].forms) == 2

    def test_seventy_and_thirty_per_cent_of_1220(self, entra):
        documento = DocumentoSpesaFactory()
        dati = modulo(documento, riga("GIS", "70", "PERCENTO"), riga("SPO", "30", "PERCENTO"), {})

        risposta = entra(Ruolo.CONTABILE_ETS).post(dividi_url(documento), dati)

        assert risposta["Location"] == reverse("rendicontazione:documento_spesa_scheda", args=[documento.pk])
        assert quote(documento) == [("GIS", D("854.00")), ("SPO", D("366.00"))]

    def test_seventy_and_forty_are_refused_and_everything_typed_stays(self, entra):
        documento = DocumentoSpesaFactory()
        dati = modulo(documento, riga("GIS", "70", "PERCENTO", azione="Caldaie"), riga("SPO", "40", "PERCENTO"))

        risposta = entra(Ruolo.CONTABILE_ETS).post(dividi_url(documento), dati)

        testo = risposta.content.decode()
        assert (risposta.status_code, quote(documento)) == (422, [])
        assert "Le percentuali fanno 110 %: oltre 100 %" in testo
        assert 'value="Caldaie"' in testo

    def test_pressing_twice_divides_once(self, entra):
        documento = DocumentoSpesaFactory()
        dati, cliente = modulo(documento, riga("GIS", "1220")), entra(Ruolo.CONTABILE_ETS)

        destinazioni = {cliente.post(dividi_url(documento), dati)["Location"] for _ in range(2)}

        assert (len(destinazioni), quote(documento)) == (1, [("GIS", D("1220.00"))])

    def test_what_another_funder_pays_lowers_the_claim(self, entra):
        documento = DocumentoSpesaFactory(imponibile=D("2000"), iva=D("0"))
        regione = {"ente": "Regione Toscana", "progetto": "Attrezzature", "importo": "800,00"}
        cliente = entra(Ruolo.COORDINATORE_ETS)

        troppo = cliente.post(dividi_url(documento), modulo(documento, riga("COH", "1500"), altri=(regione,)))
        giusto = cliente.post(dividi_url(documento), modulo(documento, riga("COH"), altri=(regione,)))

        assert (troppo.status_code, giusto.status_code) == (422, 302)
        assert "al massimo 1.200,00" in troppo.content.decode()
        assert quote(documento) == [("COH", D("1200.00"))]
        assert AltroFinanziamento.objects.get().importo == D("800.00")

    def test_while_typing_the_page_shows_what_each_line_has_left(self, entra):
        documento = DocumentoSpesaFactory(imponibile=D("1600"), iva=D("352"))
        LineaBudget.objects.filter(linea="COH").update(budget_vigente=D("610"))
        LineaBudget.objects.filter(linea="GIS").update(budget_vigente=D("284390"))
        SpesaFactory(linea="COH", importo=D("100"))
        dati = modulo(documento, riga("GIS", "1.220,00"), riga("COH", "732"), ricalcola="1")

        risposta = entra(Ruolo.CONTABILE_ETS).post(dividi_url(documento), dati, headers={"HX-Request": "true"})

        celle = re.findall(r'<td class="num[^"]*" data-voce="[^"]*">([^<]*)', risposta.content.decode())
        assert celle[:3] == ["284.390,00", "1.220,00", "283.170,00"]
        assert celle[12:15] == ["610,00", "732,00", "0,00"]
        testo = risposta.content.decode()
        assert testo.lstrip().startswith("<section")
        assert "122,00\xa0€ oltre il budget della linea 5" in testo
        assert "altre bozze: 100,00" in testo
        assert quote(documento) == []

    def test_without_javascript_the_button_computes_and_keeps_the_page(self, entra):
        documento = DocumentoSpesaFactory()
        dati = modulo(documento, riga("GIS", "1000,"), riga("", "boh"), ricalcola="1")

        risposta = entra(Ruolo.CONTABILE_ETS).post(dividi_url(documento), dati)

        assert (risposta.status_code, quote(documento)) == (200, [])
        assert [f["quota"].value() for f in risposta.context["quote"]] == ["1000,", "boh"]

    def test_rows_are_added_and_taken_away_without_javascript(self, entra):
        documento = DocumentoSpesaFactory()
        cliente = entra(Ruolo.CONTABILE_ETS)
        dati = modulo(documento, riga("GIS", "1000"), riga("COH", "220"))

        piu_una = cliente.post(dividi_url(documento), dati | {"aggiungi": "quota"})
        con_ente = cliente.post(dividi_url(documento), dati | {"aggiungi": "ente"})
        cliente.post(dividi_url(documento), dati | {"quote-1-DELETE": "on"})

        assert [f["linea"].value() for f in piu_una.context["quote"]] == ["GIS", "COH", None]
        assert len(con_ente.context["finanziamenti"].forms) == 1
        assert quote(documento) == [("GIS", D("1000.00"))]

    def test_two_people_notice_each_other_and_the_second_can_save_again(self, entra):
        documento = DocumentoSpesaFactory()
        cliente = entra(Ruolo.CONTABILE_ETS)
        mia = modulo(documento, riga("COH", "20"))
        cliente.post(dividi_url(documento), modulo(documento, riga("GIS", "1000")))

        conflitto = cliente.post(dividi_url(documento), mia)
        nuova = mia | {"versione": str(conflitto.context["documento"].versione), "chiave": str(uuid.uuid4())}
        cliente.post(dividi_url(documento), nuova)

        assert conflitto.status_code == 409
        assert [f["quota"].value() for f in conflitto.context["quote"]] == ["20"]
        assert quote(documento) == [("COH", D("20.00"))]

    def test_a_household_in_charge_is_named_by_its_code(self, entra):
        documento = DocumentoSpesaFactory()
        NucleoFactory(codice="N-2026-0042", preso_in_carico=True)
        NucleoFactory(codice="N-2026-0043")
        cliente = entra(Ruolo.CONTABILE_ETS)

        altrui = cliente.post(dividi_url(documento), modulo(documento, riga("GIS", "10", nucleo="N-2026-0043")))
        nostro = cliente.post(dividi_url(documento), modulo(documento, riga("GIS", "10", nucleo="n-2026-0042")))

        assert (altrui.status_code, nostro.status_code) == (422, 302)
        assert "Nessun nucleo in carico ha questo codice." in altrui.content.decode()
        assert Spesa.objects.get().nucleo.codice == "N-2026-0042"

    @pytest.mark.parametrize(
        "cambio",
        [
            {"quote-0-quota": "0.001"},
            {"quote-0-quota": "NaN"},
            {"quote-0-quota": "1\x00"},
            {"quote-0-quota": "9" * 1_000_000},
            {"quote-0-quota": "0", "quote-0-unita": "PERCENTO"},
            {"quote-0-quota": "-5", "quote-0-unita": "PERCENTO"},
            {"quote-0-linea": "XXX"},
            {"quote-0-linea": ""},
            {"quote-0-macrovoce": "Z"},
            {"quote-0-azione": "x" * 121},
            {"quote-0-pk": "x"},
            {"quote-TOTAL_FORMS": "boh"},
            {"quote-TOTAL_FORMS": "0"},
            {"quote-0-DELETE": "on"},
        ],
    )
    def test_nonsense_is_refused_and_nothing_is_written(self, entra, cambio):
        documento = DocumentoSpesaFactory()

        risposta = entra(Ruolo.CONTABILE_ETS).post(
            dividi_url(documento), modulo(documento, riga("GIS", "10")) | cambio
        )

        assert (risposta.status_code, quote(documento)) == (422, [])

    @pytest.mark.parametrize(
        ("cambio", "stato"),
        [
            ({"versione": "x"}, 400),
            ({"chiave": ""}, 400),
            ({"rendiconto": "x"}, 404),
            ({"rendiconto": "999999"}, 404),
            ({"quote-0-pk": "999999"}, 409),
        ],
    )
    def test_a_page_too_old_or_forged_is_refused(self, entra, cambio, stato):
        documento = DocumentoSpesaFactory()

        risposta = entra(Ruolo.CONTABILE_ETS).post(
            dividi_url(documento), modulo(documento, riga("GIS", "10")) | cambio
        )

        assert (risposta.status_code, quote(documento)) == (stato, [])

    def test_a_negative_share_of_a_bill_is_refused(self, entra):
        documento = DocumentoSpesaFactory()

        risposta = entra(Ruolo.CONTABILE_ETS).post(dividi_url(documento), modulo(documento, riga("GIS", "-1000")))

        assert (risposta.status_code, quote(documento)) == (422, [])
        assert "Una quota non può essere negativa" in risposta.content.decode()

    def test_when_no_quarter_is_open_it_says_so(self, entra):
        documento = DocumentoSpesaFactory()
        for numero in range(1, 13):
            rendiconto_in(StatoRendiconto.CHIUSO_ETS, numero)

        testo = entra(Ruolo.CONTABILE_ETS).get(dividi_url(documento)).content.decode()

        assert "Non c&#x27;è un trimestre aperto" in testo

    def test_the_page_costs_the_same_with_one_share_or_thirty(self, entra):
        documento = DocumentoSpesaFactory()
        cliente = entra(Ruolo.CONTABILE_ETS)
        pagina = f"{dividi_url(documento)}?rendiconto={rendiconto().pk}"
        conti = []
        for quante in (1, 29):
            nuclei = NucleoFactory.create_batch(quante)
            for nucleo in nuclei:
                SpesaFactory(documento_spesa=documento, importo=D("1"), nucleo=nucleo)
            cliente.get(pagina)
            with CaptureQueriesContext(connection) as lette:
                assert len(cliente.get(pagina).context["quote"].forms) == (1 if quante == 1 else 30)
            conti.append(len(lette))

        assert conti[0] == conti[1] <= 12


class TestBozza:
    def test_a_share_is_corrected(self, entra):
        spesa = SpesaFactory()
        dati = riga("SPO", macrovoce="G", azione="Corso", descrizione="Dispense", criterio="ORE", nucleo="")
        dati |= {"importo": "1.000,00", "versione": "1", "chiave": str(uuid.uuid4())}

        risposta = entra(Ruolo.CONTABILE_ETS).post(f"/rendicontazione/spese/{spesa.pk}/modifica/", dati)

        spesa.refresh_from_db()
        assert risposta.status_code == 302
        assert (spesa.linea, spesa.importo, spesa.azione, spesa.criterio) == ("SPO", D("1000.00"), "Corso", "ORE")

    @pytest.mark.parametrize(("atto", "trimestre", "quante"), [("elimina", None, 0), ("rinvia", 8, 1)])
    def test_a_button_does_it_once_however_often_it_is_pressed(self, entra, atto, trimestre, quante):
        spesa = SpesaFactory()
        cliente, dati = entra(Ruolo.CONTABILE_ETS), {"chiave": str(uuid.uuid4())}

        risposte = [cliente.post(f"/rendicontazione/spese/{spesa.pk}/{atto}/", dati) for _ in range(2)]

        assert [r.status_code for r in risposte] == [302, 302]
        assert list(Spesa.objects.values_list("rendiconto__trimestre__numero", flat=True)) == [trimestre] * quante

    @pytest.mark.parametrize("atto", ["elimina", "rinvia"])
    def test_a_presented_share_stays_and_the_page_says_why(self, entra, atto):
        spesa = porta_a(SpesaFactory(), StatoSpesa.PRESENTATA)

        risposta = entra(Ruolo.CONTABILE_ETS).post(
            f"/rendicontazione/spese/{spesa.pk}/{atto}/", {"chiave": str(uuid.uuid4())}
        )

        assert risposta.status_code == 422
        assert "Non si può più" in risposta.content.decode()

    @pytest.mark.parametrize("ruolo", list(Ruolo))
    @pytest.mark.parametrize("atto", ["modifica", "elimina", "rinvia"])
    def test_only_the_partner_touches_its_drafts(self, entra, ruolo, atto):
        spesa = SpesaFactory()

        risposta = entra(ruolo).post(f"/rendicontazione/spese/{spesa.pk}/{atto}/", {})

        assert risposta.status_code == (403 if ruolo not in ETS else 422 if atto == "modifica" else 400)

    @pytest.mark.parametrize("atto", ["modifica", "elimina", "rinvia"])
    def test_a_share_that_does_not_exist_is_not_found(self, entra, atto):
        dati = {"chiave": str(uuid.uuid4()), "versione": "1"}

        assert entra(Ruolo.CONTABILE_ETS).post(f"/rendicontazione/spese/999/{atto}/", dati).status_code == 404

    def test_buttons_change_nothing_when_they_are_only_looked_at(self, entra):
        spesa = SpesaFactory()

        stati = [
            entra(Ruolo.CONTABILE_ETS).get(f"/rendicontazione/spese/{spesa.pk}/{a}/").status_code
            for a in ("elimina", "rinvia")
        ]

        assert stati == [405, 405]
