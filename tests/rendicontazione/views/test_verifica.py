"""The desk of the official and the list of the shares, page by page."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from rendicontazione.actions.verifica import ammetti_spesa, chiedi_integrazione
from rendicontazione.choices import StatoRendiconto, StatoSpesa, TipoDocumento
from rendicontazione.models import RichiestaIntegrazione, Spesa
from tests.factories.conti import DocumentoSpesaFactory, SpesaFactory, porta_a, rendiconto, rendiconto_in
from tests.factories.persone import NucleoFactory, UtenteFactory
from valdera_housing.choices import Linea, Ruolo

pytestmark = pytest.mark.django_db
UNIONE, ETS = Ruolo.FUNZIONARIO_UNIONE, Ruolo.CONTABILE_ETS
D = Decimal


def presentata(**altro) -> Spesa:
    rendiconto_in(StatoRendiconto.APERTO)
    spesa = porta_a(SpesaFactory(**altro), StatoSpesa.PRESENTATA)
    rendiconto_in(StatoRendiconto.IN_VERIFICA)
    spesa.refresh_from_db()
    return spesa


def indirizzo(nome: str, spesa: Spesa) -> str:
    return reverse(f"rendicontazione:spesa_{nome}", args=[spesa.pk])


def modulo(spesa: Spesa, **dati) -> dict:
    return {"chiave": uuid4(), "versione": spesa.versione, **dati}


def stato(spesa: Spesa) -> str:
    spesa.refresh_from_db()
    return spesa.stato


class TestChiVede:
    @pytest.mark.parametrize(
        ("ruolo", "codice"),
        [
            (UNIONE, 200),
            (Ruolo.REVISORE, 200),
            (ETS, 200),
            (Ruolo.COORDINATORE_ETS, 200),
            (Ruolo.CABINA, 403),
            (Ruolo.OPERATORE_ETS, 403),
            (Ruolo.ASSISTENTE_SOCIALE, 403),
            (Ruolo.AMMINISTRATORE, 403),
        ],
    )
    def test_lists_and_records_are_for_who_spends_and_who_checks(self, entra, ruolo, codice) -> None:
        spesa = presentata()
        client = entra(ruolo)
        pagine = [
            reverse("rendicontazione:spesa_elenco"),
            reverse("rendicontazione:spesa_esporta") + "?formato=csv",
            indirizzo("scheda", spesa),
            indirizzo("storia", spesa),
        ]
        assert [client.get(pagina).status_code for pagina in pagine] == [codice] * 4

    @pytest.mark.parametrize("ruolo", [ETS, Ruolo.REVISORE, Ruolo.CABINA])
    def test_only_the_unione_decides(self, entra, ruolo) -> None:
        spesa = presentata()
        client = entra(ruolo)
        pagine = ("verifica", "ammetti_in_parte", "chiedi_integrazione", "non_ammettere")
        assert {client.get(indirizzo(pagina, spesa)).status_code for pagina in pagine} == {403}
        atti = [indirizzo(atto, spesa) for atto in ("ammetti", "rivedi")]
        atti.append(reverse("rendicontazione:spesa_ammetti_in_blocco"))
        assert {client.post(atto, modulo(spesa)).status_code for atto in atti} == {403}
        assert stato(spesa) == StatoSpesa.PRESENTATA

    def test_drafts_do_not_exist_for_the_unione(self, entra) -> None:
        bozza = SpesaFactory(descrizione="Segreta")
        client = entra(UNIONE)
        assert {client.get(indirizzo(nome, bozza)).status_code for nome in ("scheda", "verifica")} == {404}
        assert "Segreta" not in client.get(reverse("rendicontazione:spesa_elenco")).content.decode()

    def test_households_appear_by_their_code(self, entra) -> None:
        documento = DocumentoSpesaFactory(tipo=TipoDocumento.ATTO_FONDO, fornitore="Rossi Maria")
        spesa = presentata(documento_spesa=documento, nucleo=NucleoFactory(codice="N-2026-0042"), linea=Linea.FON)
        client = entra(UNIONE)
        for pagina in (indirizzo("verifica", spesa), reverse("rendicontazione:spesa_elenco")):
            testo = client.get(pagina).content.decode()
            assert ("N-2026-0042" in testo, "Rossi Maria" in testo) == (True, False)
        pagina = client.get(indirizzo("verifica", spesa)).content.decode()
        assert reverse("nucleo_nome", args=["N-2026-0042"]) in pagina


class TestAmmetti:
    def test_every_page_of_a_share_opens(self, entra) -> None:
        spesa = presentata()
        client = entra(UNIONE)
        nomi = (
            "scheda",
            "verifica",
            "storia",
            "ammetti_in_parte",
            "chiedi_integrazione",
            "non_ammettere",
            "rettifica",
        )
        assert {nome: client.get(indirizzo(nome, spesa)).status_code for nome in nomi} == dict.fromkeys(nomi, 200)

    def test_the_next_share_comes_by_itself_and_the_quarter_after_the_last(self, entra) -> None:
        prima, seconda = presentata(), presentata()
        client = entra(UNIONE)
        mete = [
            client.post(indirizzo("ammetti", s), modulo(s, visto="1220.00")).headers["Location"]
            for s in (prima, seconda)
        ]
        scheda = reverse("rendicontazione:rendiconto_scheda", args=[prima.rendiconto_id])
        assert mete == [indirizzo("verifica", seconda), scheda]
        assert [stato(s) for s in (prima, seconda)] == [StatoSpesa.AMMESSA] * 2

    def test_pressing_twice_does_it_once(self, entra) -> None:
        spesa = presentata()
        client = entra(UNIONE)
        dati = modulo(spesa, visto="1220.00")
        risposte = [client.post(indirizzo("ammetti", spesa), dati) for _ in range(2)]
        assert [(r.status_code, r.headers["Location"]) for r in risposte] == [
            (302, reverse("rendicontazione:rendiconto_scheda", args=[spesa.rendiconto_id]))
        ] * 2
        spesa.refresh_from_db()
        assert spesa.versione == 2

    def test_a_rule_that_says_no_gives_the_page_back_with_the_reason(self, entra) -> None:
        spesa = presentata(documento_spesa=DocumentoSpesaFactory(pagato_il=False))
        client = entra(UNIONE)
        risposta = client.post(indirizzo("ammetti", spesa), modulo(spesa, visto="1220.00"))
        assert (risposta.status_code, stato(spesa)) == (422, StatoSpesa.PRESENTATA)
        assert "Nessun pagamento con valuta entro il 30/09/2026" in risposta.content.decode()

    def test_another_amount_than_the_one_on_the_button_is_not_admitted(self, entra) -> None:
        spesa = presentata()
        risposta = entra(UNIONE).post(indirizzo("ammetti", spesa), modulo(spesa, visto="1000.00"))
        assert (risposta.status_code, stato(spesa)) == (422, StatoSpesa.PRESENTATA)

    def test_a_colleague_came_first(self, entra) -> None:
        spesa = presentata()
        dati = modulo(spesa, visto="1220.00")
        chiedi_integrazione(spesa, utente=UtenteFactory(ruoli=[UNIONE]), richiesta="x", giorni=15)
        risposta = entra(UNIONE).post(indirizzo("ammetti", spesa), dati)
        assert (risposta.status_code, stato(spesa)) == (409, StatoSpesa.DA_INTEGRARE)

    @pytest.mark.parametrize(
        "guasto", [{"visto": "molto"}, {"visto": ""}, {"versione": "x"}, {"versione": "-1"}, {"chiave": "x"}]
    )
    def test_a_page_tampered_with_is_a_bad_request(self, entra, guasto) -> None:
        spesa = presentata()
        risposta = entra(UNIONE).post(indirizzo("ammetti", spesa), modulo(spesa, visto="1220.00") | guasto)
        assert (risposta.status_code, stato(spesa)) == (400, StatoSpesa.PRESENTATA)

    @pytest.mark.parametrize("visto", ["NaN", "Infinity", "1e9", "-5"])
    def test_a_strange_amount_admits_nothing(self, entra, visto) -> None:
        spesa = presentata()
        risposta = entra(UNIONE).post(indirizzo("ammetti", spesa), modulo(spesa, visto=visto))
        assert (400 <= risposta.status_code < 500, stato(spesa)) == (True, StatoSpesa.PRESENTATA)

    def test_one_button_for_all_the_shares_of_a_bill(self, entra) -> None:
        documento = DocumentoSpesaFactory()
        rendiconto_in(StatoRendiconto.APERTO)
        quote = [
            porta_a(SpesaFactory(documento_spesa=documento, importo=importo, linea=linea), StatoSpesa.PRESENTATA)
            for importo, linea in ((D("700"), Linea.GIS), (D("520"), Linea.COH))
        ]
        rendiconto_in(StatoRendiconto.IN_VERIFICA)
        client = entra(UNIONE)
        pagina = client.get(indirizzo("verifica", quote[0])).content.decode()
        assert "Ammetti le 2 quote, 1.220,00\xa0€" in pagina
        client.post(
            reverse("rendicontazione:spesa_ammetti_in_blocco"), {"chiave": uuid4(), "spesa": [q.pk for q in quote]}
        )
        assert [stato(q) for q in quote] == [StatoSpesa.AMMESSA] * 2


class TestConMotivo:
    def test_in_part_with_the_amount_as_the_office_writes_it(self, entra) -> None:
        spesa = presentata()
        dati = modulo(spesa, ammesso="1.000,50", motivo="OLTRE_MASSIMALE", spiegazione="Oltre il massimale")
        assert entra(UNIONE).post(indirizzo("ammetti_in_parte", spesa), dati).status_code == 302
        spesa.refresh_from_db()
        assert (spesa.stato, spesa.ammesso, spesa.non_ammesso) == ("AMMESSA_PARZIALE", D("1000.50"), D("219.50"))

    @pytest.mark.parametrize("mancante", ["motivo", "spiegazione"])
    def test_a_refusal_has_a_reason_and_an_explanation(self, entra, mancante) -> None:
        spesa = presentata()
        dati = modulo(spesa, motivo="DUPLICATA", spiegazione="È la 2026/0001")
        dati[mancante] = ""
        risposta = entra(UNIONE).post(indirizzo("non_ammettere", spesa), dati)
        assert (risposta.status_code, stato(spesa)) == (422, StatoSpesa.PRESENTATA)

    def test_nothing_typed_is_lost_when_a_colleague_came_first(self, entra) -> None:
        spesa = presentata()
        dati = modulo(spesa, motivo="DUPLICATA", spiegazione="Parole scritte con cura")
        chiedi_integrazione(spesa, utente=UtenteFactory(ruoli=[UNIONE]), richiesta="x", giorni=15)
        risposta = entra(UNIONE).post(indirizzo("non_ammettere", spesa), dati)
        testo = risposta.content.decode()
        assert (risposta.status_code, "Parole scritte con cura" in testo) == (409, True)
        assert f'name="versione" value="{spesa.versione + 1}"' in testo

    def test_a_question_with_its_deadline(self, entra) -> None:
        spesa = presentata()
        dati = modulo(spesa, richiesta="Manca il rapporto", giorni="30")
        assert entra(UNIONE).post(indirizzo("chiedi_integrazione", spesa), dati).status_code == 302
        assert (stato(spesa), str(RichiestaIntegrazione.objects.get().entro)) == ("DA_INTEGRARE", "2026-12-19")

    def test_a_decision_is_taken_back(self, entra) -> None:
        spesa = presentata()
        ammetti_spesa(spesa, utente=UtenteFactory(ruoli=[UNIONE]))
        spesa.refresh_from_db()
        risposta = entra(UNIONE).post(indirizzo("rivedi", spesa), modulo(spesa))
        assert (risposta.headers["Location"], stato(spesa)) == (indirizzo("verifica", spesa), StatoSpesa.PRESENTATA)


class TestIntegra:
    def test_the_ets_answers_with_a_file(self, entra) -> None:
        spesa = presentata()
        chiedi_integrazione(spesa, utente=UtenteFactory(ruoli=[UNIONE]), richiesta="Manca il rapporto", giorni=15)
        spesa.refresh_from_db()
        file = SimpleUploadedFile("rapporto.pdf", b"%PDF-1.7 rapporto")
        dati = modulo(spesa, risposta="Eccolo", file=file, tipo="RELAZIONE")
        assert entra(ETS).post(indirizzo("integra", spesa), dati).status_code == 302
        assert (stato(spesa), spesa.documento_spesa.allegati.count()) == (StatoSpesa.PRESENTATA, 2)

    def test_a_file_that_may_not_be_kept_loses_nothing(self, entra) -> None:
        spesa = presentata()
        chiedi_integrazione(spesa, utente=UtenteFactory(ruoli=[UNIONE]), richiesta="Manca il rapporto", giorni=15)
        spesa.refresh_from_db()
        file = SimpleUploadedFile("pagina.html", b"<html><script>alert(1)</script></html>")
        dati = modulo(spesa, risposta="Eccolo", file=file, tipo="RELAZIONE")
        risposta = entra(ETS).post(indirizzo("integra", spesa), dati)
        assert (risposta.status_code, stato(spesa), "Eccolo" in risposta.content.decode()) == (
            422,
            StatoSpesa.DA_INTEGRARE,
            True,
        )


class TestElenco:
    def test_bulk_admission_says_how_many_and_which_not_and_why(self, entra) -> None:
        buona = presentata()
        cattiva = presentata(documento_spesa=DocumentoSpesaFactory(pagato_il=False))
        client = entra(UNIONE)
        risposta = client.post(
            reverse("rendicontazione:spesa_ammetti_in_blocco"),
            {"chiave": uuid4(), "spesa": [buona.pk, cattiva.pk, "x", ""], "filtri": "trimestre=7&linea=GIS"},
        )
        assert risposta.headers["Location"] == reverse("rendicontazione:spesa_elenco") + "?trimestre=7&linea=GIS"
        assert [str(m) for m in get_messages(risposta.wsgi_request)] == [
            "1 spesa ammessa: 1.220,00\xa0€.",
            f"Spesa {cattiva.numero} lasciata com'è: Nessun pagamento con valuta entro il 30/09/2026 "
            "(convenzione, art. 8: criterio di cassa).",
        ]

    def test_totals_are_of_all_the_results_from_summaries_or_from_words(self, entra) -> None:
        for _ in range(30):
            presentata()
        client = entra(UNIONE)
        for filtri in ("", "?trimestre=7", "?linea=GIS&stato=PRESENTATA&macrovoce=E", "?q=caldaia", "?pagina=2"):
            testo = client.get(reverse("rendicontazione:spesa_elenco") + filtri).content.decode()
            assert ("Totale delle 30 spese" in testo, "36.600,00" in testo) == (True, True), filtri

    def test_the_unione_does_not_count_drafts(self, entra) -> None:
        presentata()
        rendiconto_in(StatoRendiconto.APERTO)
        SpesaFactory()
        client = entra(UNIONE)
        assert "Totale della spesa" in client.get(reverse("rendicontazione:spesa_elenco")).content.decode()

    @pytest.mark.parametrize("parola", ["fornai", "CALDAIA", "termoidraulica caldaia", "2025/"])
    def test_words_of_the_supplier_or_of_the_share_find_it(self, entra, parola) -> None:
        presentata(numero="2025/9001")
        trovata = "termoidraulica" not in parola
        testo = entra(UNIONE).get(reverse("rendicontazione:spesa_elenco"), {"q": parola}).content.decode()
        assert ("2025/9001" in testo) is trovata

    @pytest.mark.parametrize("filtri", ["stato=NIENTE", "linea=XXX", "trimestre=99", "macrovoce=Z", "stato=BOZZA"])
    def test_a_filter_that_makes_no_sense_is_told(self, entra, filtri) -> None:
        presentata()
        risposta = entra(UNIONE).get(f"{reverse('rendicontazione:spesa_elenco')}?{filtri}")
        assert risposta.status_code == 422

    def test_a_search_that_finds_nothing_says_what_to_do(self, entra) -> None:
        presentata()
        testo = entra(UNIONE).get(reverse("rendicontazione:spesa_elenco"), {"q": "inesistente"}).content.decode()
        assert "Nessuna spesa con questi filtri" in testo

    def test_the_sheet_has_the_same_rows_without_names(self, entra) -> None:
        documento = DocumentoSpesaFactory(tipo=TipoDocumento.ATTO_FONDO, fornitore="Rossi Maria")
        presentata(documento_spesa=documento, nucleo=NucleoFactory(codice="N-2026-0042"), numero="2025/9001")
        presentata(linea=Linea.COH)
        risposta = entra(UNIONE).get(reverse("rendicontazione:spesa_esporta") + "?linea=GIS&formato=csv")
        righe = b"".join(risposta.streaming_content).decode().splitlines()
        assert (len(righe), righe[1][:60]) == (2, "2025/9001;7;1;Gestore immobiliare sociale;E;N-2026-0042;Atto")
        xlsx = entra(UNIONE).get(reverse("rendicontazione:spesa_esporta"))
        assert xlsx.headers["Content-Type"].endswith("spreadsheetml.sheet")
        xlsx.close()


def test_a_correction_is_made_from_the_page(entra) -> None:
    spesa = presentata()
    ammetti_spesa(spesa, utente=UtenteFactory(ruoli=[UNIONE]))
    for numero in range(1, 8):
        rendiconto_in(StatoRendiconto.VERIFICATO, numero)
    client = entra(ETS)
    dati = {"chiave": uuid4(), "importo": "220,00", "motivo": "IVA recuperata"}
    assert client.post(indirizzo("rettifica", spesa), dati).status_code == 302
    assert list(rendiconto(8).spese.values_list("importo", "rettifica_di")) == [(D("-220.00"), spesa.pk)]
    dati = {"chiave": uuid4(), "importo": "1000,01", "motivo": "Ancora"}
    risposta = client.post(indirizzo("rettifica", spesa), dati)
    assert (risposta.status_code, rendiconto(8).spese.count()) == (422, 1)
