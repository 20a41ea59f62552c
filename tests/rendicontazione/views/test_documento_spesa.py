import uuid
from datetime import date
from decimal import Decimal as D
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from rendicontazione.actions.documento_spesa import nomina_doppio
from rendicontazione.actions.importazione import importa_fatture
from rendicontazione.choices import StatoSpesa
from rendicontazione.models import AllegatoSpesa, DocumentoSpesa, Pagamento, Spesa
from rendicontazione.rules.archivio_zip import FileRicevuto
from tests.factories import importate
from tests.factories.conti import ConvenzioneFactory, DocumentoSpesaFactory, SpesaFactory, porta_a
from tests.factories.fatture import allegato
from valdera_housing.choices import Ruolo

pytestmark = pytest.mark.django_db
ELENCO = "/rendicontazione/documenti/"
ETS = (Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS)
LETTORI = (Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE)


def url(nome: str, *pk: int) -> str:
    return reverse(f"rendicontazione:{nome}", args=pk)


def chiave() -> dict[str, str]:
    return {"chiave": str(uuid.uuid4())}


def numeri(risposta) -> list[str]:
    return [documento.numero for documento, _ in risposta.context["righe"]]


@pytest.fixture
def documenti() -> None:
    DocumentoSpesaFactory(numero="A", data=date(2026, 9, 11))
    DocumentoSpesaFactory(numero="B", data=date(2026, 10, 2), fornitore="Energie Valdarno S.p.A.", pagato_il=False)
    diviso = DocumentoSpesaFactory(numero="C", data=date(2026, 8, 1), tipo="PARCELLA", fornitore="Studio Nerì")
    SpesaFactory(documento_spesa=diviso)


class TestElenco:
    def test_the_newest_is_first_and_the_foot_sums_what_was_found(self, entra, documenti):
        risposta = entra(Ruolo.CONTABILE_ETS).get(ELENCO)

        assert numeri(risposta) == ["B", "A", "C"]
        somme = risposta.context["somme"]
        assert (somme.quanti, somme.totale, somme.da_ripartire, somme.pagato) == (
            3,
            D("3660.00"),
            D("2440.00"),
            D("2440.00"),
        )

    @pytest.mark.parametrize(
        ("filtro", "trovati"),
        [
            ("q=valdarno", ["B"]),
            ("q=NERI", ["C"]),
            ("q=01998760504 termo", ["A"]),
            ("tipo=PARCELLA", ["C"]),
            ("trimestre=8", ["B"]),
            ("riparto=DIVISA", ["C"]),
            ("riparto=DA_DIVIDERE", ["B", "A"]),
            ("riparto=IN_PARTE", []),
            ("pagamento=DA_PAGARE", ["B"]),
            ("pagamento=PAGATA", ["A", "C"]),
            ("ordine=numero", ["A", "B", "C"]),
            ("ordine=-fornitore&pagina=999", ["A", "C", "B"]),
            ("q=nessuno", []),
        ],
    )
    def test_filters_and_order_are_in_the_address(self, entra, documenti, filtro, trovati):
        risposta = entra(Ruolo.CONTABILE_ETS).get(f"{ELENCO}?{filtro}")

        assert (risposta.status_code, numeri(risposta)) == (200, trovati)

    @pytest.mark.parametrize("filtro", ["tipo=BOH", "trimestre=99", "riparto='", "q=%00", "q=" + "x" * 300])
    def test_a_filter_that_makes_no_sense_is_told(self, entra, documenti, filtro):
        assert entra(Ruolo.CONTABILE_ETS).get(f"{ELENCO}?{filtro}").status_code == 422

    def test_the_empty_list_says_what_to_do(self, entra):
        risposta = entra(Ruolo.CONTABILE_ETS).get(ELENCO)

        assert "Ancora nessun documento" in risposta.content.decode()

    def test_who_checks_sees_what_was_presented_only(self, entra, documenti):
        porta_a(Spesa.objects.get(), StatoSpesa.PRESENTATA)

        for ruolo in LETTORI:
            assert numeri(entra(ruolo).get(ELENCO)) == ["C"]

    def test_the_spreadsheet_has_the_same_rows(self, entra, documenti):
        cliente = entra(Ruolo.CONTABILE_ETS)

        risposta = cliente.get(f"{ELENCO}esporta/?tipo=FATTURA&formato=xlsx")
        foglio = load_workbook(BytesIO(b"".join(risposta.streaming_content))).active
        testo = b"".join(cliente.get(f"{ELENCO}esporta/?tipo=FATTURA&formato=csv").streaming_content).decode()

        righe = [[riga[2].value, riga[9].value] for riga in foglio.iter_rows()]
        assert righe == [["Numero", "Totale"], ["B", 1220], ["A", 1220]]
        assert [riga.split(";")[2] for riga in testo.splitlines()] == ["Numero", "B", "A"]

    def test_an_auditor_downloads_nothing_that_was_not_presented(self, entra, documenti):
        testo = b"".join(entra(Ruolo.REVISORE).get(f"{ELENCO}esporta/?formato=csv").streaming_content).decode()

        assert len(testo.splitlines()) == 1


@pytest.mark.parametrize("ruolo", list(Ruolo))
@pytest.mark.parametrize(
    ("nome", "ruoli"),
    [
        ("documento_spesa_scheda", (*ETS, *LETTORI)),
        ("documento_spesa_storia", (*ETS, *LETTORI)),
        ("documento_spesa_fattura", (*ETS, *LETTORI)),
        ("documento_spesa_modifica", ETS),
        ("documento_spesa_elimina", ETS),
        ("documento_spesa_dividi", ETS),
        ("pagamento_nuovo", ETS),
        ("allegato_spesa_nuovo", ETS),
    ],
)
def test_pages_open_to_their_roles_only(entra, ruolo, nome, ruoli):
    spesa = porta_a(SpesaFactory(), StatoSpesa.PRESENTATA)

    risposta = entra(ruolo).get(url(nome, spesa.documento_spesa_id))

    assert risposta.status_code == (200 if ruolo in ruoli else 403)


@pytest.mark.parametrize("nome", ["documento_spesa_scheda", "documento_spesa_storia", "documento_spesa_fattura"])
def test_a_draft_does_not_exist_for_who_checks(entra, nome):
    documento = DocumentoSpesaFactory()

    assert [entra(ruolo).get(url(nome, documento.pk)).status_code for ruolo in LETTORI] == [404, 404]


def test_files_are_served_to_who_sees_the_document_only(entra):
    spesa = SpesaFactory()
    documento = spesa.documento_spesa
    allegato = documento.allegati.get()
    pagine = {ruolo: url("allegato_spesa_file", documento.pk, allegato.pk) for ruolo in Ruolo}

    in_bozza = {ruolo: entra(ruolo).get(pagina) for ruolo, pagina in pagine.items()}
    lette = [ruolo for ruolo, risposta in in_bozza.items() if risposta.status_code == 200]
    for ruolo in lette:
        b"".join(in_bozza[ruolo].streaming_content)
    porta_a(spesa, StatoSpesa.PRESENTATA)
    risposta = entra(Ruolo.FUNZIONARIO_UNIONE).get(url("allegato_spesa_file", documento.pk, allegato.pk))

    assert lette == list(ETS)
    assert b"".join(risposta.streaming_content).startswith(b"%PDF")
    assert (risposta["X-Content-Type-Options"], risposta["Content-Type"]) == ("nosniff", "application/pdf")
    altro = DocumentoSpesaFactory()
    assert entra(Ruolo.CONTABILE_ETS).get(url("allegato_spesa_file", altro.pk, allegato.pk)).status_code == 404


def test_an_xml_is_downloaded_never_shown_raw(entra):
    cliente = entra(Ruolo.CONTABILE_ETS)
    documento = importato(cliente)

    risposta = cliente.get(url("allegato_spesa_file", documento.pk, documento.allegati.first().pk))

    assert risposta["Content-Disposition"] == 'attachment; filename="fattura.xml"'
    b"".join(risposta.streaming_content)


def importato(cliente, **campi) -> DocumentoSpesa:
    ConvenzioneFactory()
    file = FileRicevuto("fattura.xml", importate.fattura(**campi))
    importa_fatture([file], utente=cliente.utente)
    return DocumentoSpesa.objects.latest("pk")


def test_the_electronic_invoice_reads_like_paper(entra):
    cliente = entra(Ruolo.CONTABILE_ETS)
    documento = importato(cliente, allegati=[allegato("rapporto.pdf", b"%PDF-1.4")])

    scheda = cliente.get(url("documento_spesa_scheda", documento.pk)).content.decode()
    pagina = cliente.get(url("documento_spesa_fattura", documento.pk)).content.decode()

    for testo in (scheda, pagina):
        for pezzo in ("Termoidraulica Fornai S.r.l.", "Fattura 214/2026", "Il Portone APS", "22 %", "122,00"):
            assert pezzo in testo


def test_a_document_without_an_electronic_file_says_so(entra):
    documento = DocumentoSpesaFactory()

    pagina = entra(Ruolo.CONTABILE_ETS).get(url("documento_spesa_fattura", documento.pk)).content.decode()

    assert "Non c’è una fattura elettronica da leggere" in pagina


def test_the_record_costs_the_same_with_one_row_or_thirty(entra):
    cliente = entra(Ruolo.CONTABILE_ETS)
    documento = importato(cliente, totale="1220.00")
    documento.eleggibile = D("1000")
    documento.save()
    pagina = url("documento_spesa_scheda", documento.pk)

    def riempi(quanti: int) -> int:
        for _ in range(quanti):
            SpesaFactory(documento_spesa=documento, importo=D("1"), creata_da=cliente.utente)
            Pagamento.objects.create(documento_spesa=documento, data_valuta=date(2026, 9, 18), importo=D("1"))
            AllegatoSpesa.objects.create(
                documento_spesa=documento, documento=documento.allegati.first().documento, tipo="ALTRO"
            )
            DocumentoSpesaFactory(
                tipo="NOTA_CREDITO", imponibile=D("-1"), iva=D("0"), nota_credito_di=documento, originale=False
            )
        with CaptureQueriesContext(
            connection,
        ) as lette:
            assert cliente.get(pagina).status_code == 200
        return len(lette)

    cliente.get(pagina)
    una, trenta = riempi(1), riempi(29)

    assert una == trenta <= 12


@pytest.mark.parametrize(
    "pagina", [ELENCO, "/rendicontazione/documenti/nuovo/", "/rendicontazione/documenti/importazioni/nuova/"]
)
def test_lists_cost_the_same_with_one_row_or_thirty(entra, pagina):
    cliente = entra(Ruolo.CONTABILE_ETS)
    conti = []
    for quanti in (1, 29):
        DocumentoSpesaFactory.create_batch(quanti)
        cliente.get(pagina)
        with CaptureQueriesContext(connection) as lette:
            assert cliente.get(pagina).status_code == 200
        conti.append(len(lette))

    assert conti[0] == conti[1] <= 12


def modulo(**altro) -> dict:
    return (
        {
            "tipo": "FATTURA",
            "fornitore": "Bar Centrale",
            "partita_iva": "01897660500",
            "codice_fiscale": "",
            "numero": "7",
            "data": "2026-09-08",
            "imponibile": "1.000,00",
            "iva": "220,00",
            "totale": "",
            "ritenuta": "",
            "cup": "",
            "cig": "",
            "causale": "",
            "storna": "",
        }
        | chiave()
        | altro
    )


class TestModulo:
    def test_a_document_is_typed_and_its_file_kept(self, entra):
        ConvenzioneFactory()
        file = SimpleUploadedFile("fattura.pdf", b"%PDF-1.7 foto")

        risposta = entra(Ruolo.CONTABILE_ETS).post(f"{ELENCO}nuovo/", modulo(originale=file))

        documento = DocumentoSpesa.objects.get()
        assert risposta["Location"] == url("documento_spesa_scheda", documento.pk)
        assert (documento.totale, documento.eleggibile, documento.allegati.count()) == (D("1220"), D("1220"), 1)

    def test_pressing_twice_writes_once(self, entra):
        ConvenzioneFactory()
        cliente, dati = entra(Ruolo.CONTABILE_ETS), modulo()

        destinazioni = {cliente.post(f"{ELENCO}nuovo/", dati)["Location"] for _ in range(2)}

        assert (len(destinazioni), DocumentoSpesa.objects.count()) == (1, 1)

    def test_a_duplicate_is_named_with_a_link(self, entra):
        ConvenzioneFactory()
        primo = DocumentoSpesaFactory(numero="7", partita_iva="01897660500")

        risposta = entra(Ruolo.CONTABILE_ETS).post(f"{ELENCO}nuovo/", modulo())

        assert risposta.status_code == 422
        assert risposta.context["form"].non_field_errors() == [nomina_doppio(primo)]
        assert url("documento_spesa_scheda", primo.pk) in risposta.content.decode()

    @pytest.mark.parametrize(
        ("campo", "valore", "errore"),
        [
            ("imponibile", "0.001", "Scrivi un importo come 1.234,56."),
            ("imponibile", "NaN", "Scrivi un importo come 1.234,56."),
            ("imponibile", "-1000", "Solo una nota di credito ha importi negativi."),
            ("imponibile", "0", "Il documento non ha importo: scrivi quanto vale."),
            ("iva", "1e5", "Scrivi un importo come 1.234,56."),
            ("fornitore", "a\x00b", "I caratteri null non sono ammessi."),
            ("numero", "9" * 61, "Assicurati che questo valore non contenga più di 60 caratteri (ne ha 61)."),
            ("tipo", "BOH", "Scegli un'opzione valida. BOH non è tra quelle disponibili."),
            ("data", "31/02/2026", "Inserisci una data valida."),
            ("data", "0001-01-01", "Scrivi una data fra il 01/01/1900 e il 31/12/2100."),
            ("partita_iva", "", "Scrivi la partita IVA, o il codice fiscale qui accanto."),
            ("ritenuta", "2000", "La ritenuta supera il totale (1.220,00\xa0€)."),
            ("storna", "214/2026", "Solo una nota di credito storna una fattura."),
        ],
    )
    def test_bad_input_gets_a_sentence_and_nothing_is_written(self, entra, campo, valore, errore):
        ConvenzioneFactory()
        dati = modulo(**({"iva": "0", campo: valore} if campo == "imponibile" else {campo: valore}))

        risposta = entra(Ruolo.CONTABILE_ETS).post(f"{ELENCO}nuovo/", dati)

        assert (risposta.status_code, DocumentoSpesa.objects.count()) == (422, 0)
        assert risposta.context["form"].errors[campo] == [errore]

    def test_ten_million_characters_are_refused(self, entra):
        ConvenzioneFactory()

        risposta = entra(Ruolo.CONTABILE_ETS).post(f"{ELENCO}nuovo/", modulo(causale="x" * 10_000_000))

        assert (risposta.status_code, DocumentoSpesa.objects.count()) == (400, 0)

    def test_a_credit_note_may_be_typed_without_the_minus_and_linked(self, entra):
        fattura = DocumentoSpesaFactory(numero="214/2026", partita_iva="01897660500")

        entra(Ruolo.CONTABILE_ETS).post(f"{ELENCO}nuovo/", modulo(tipo="NOTA_CREDITO", storna="214/2026"))

        nota = DocumentoSpesa.objects.latest("pk")
        assert (nota.totale, nota.eleggibile, nota.nota_credito_di) == (D("-1220"), D("-1220"), fattura)

    def test_two_people_editing_notice_each_other_and_lose_nothing(self, entra):
        documento = DocumentoSpesaFactory(partita_iva="01897660500", numero="7")
        pagina = url("documento_spesa_modifica", documento.pk)
        cliente = entra(Ruolo.CONTABILE_ETS)

        prima = cliente.post(pagina, modulo(causale="la mia", versione="1"))
        seconda = cliente.post(pagina, modulo(causale="la tua", versione="1"))

        assert (prima.status_code, seconda.status_code) == (302, 409)
        assert "la tua" in seconda.content.decode()
        documento.refresh_from_db()
        assert documento.causale == "la mia"

    @pytest.mark.parametrize("manca", [{"chiave": ""}, {"chiave": "x"}])
    def test_without_its_key_a_form_is_too_old(self, entra, manca):
        ConvenzioneFactory()

        assert entra(Ruolo.CONTABILE_ETS).post(f"{ELENCO}nuovo/", modulo() | manca).status_code == 400


class TestElimina:
    def test_a_draft_goes_and_a_second_press_says_the_same(self, entra):
        documento = SpesaFactory().documento_spesa
        cliente, dati = entra(Ruolo.CONTABILE_ETS), chiave()

        risposte = [cliente.post(url("documento_spesa_elimina", documento.pk), dati) for _ in range(2)]

        assert [r.status_code for r in risposte] == [302, 302]
        assert not DocumentoSpesa.objects.exists()

    def test_a_presented_one_stays_with_the_reason(self, entra):
        spesa = porta_a(SpesaFactory(), StatoSpesa.PRESENTATA)

        risposta = entra(Ruolo.CONTABILE_ETS).post(url("documento_spesa_elimina", spesa.documento_spesa_id), chiave())

        assert risposta.status_code == 422
        assert "già stato presentato" in risposta.content.decode()


class TestPagamento:
    def test_a_payment_is_written_with_its_proof(self, entra):
        documento = DocumentoSpesaFactory(pagato_il=False)
        dati = {"data_valuta": "2026-09-18", "importo": "1.220,00", "modalita": "BONIFICO", "riferimento": "CRO 1"}
        prova = SimpleUploadedFile("contabile.pdf", b"%PDF-1.4")
        cliente = entra(Ruolo.CONTABILE_ETS)

        risposta = cliente.post(url("pagamento_nuovo", documento.pk), dati | chiave() | {"prova": prova})

        pagamento = Pagamento.objects.get()
        assert risposta["Location"] == url("documento_spesa_scheda", documento.pk) + "#pagamenti"
        file = cliente.get(url("pagamento_prova", documento.pk, pagamento.pk))
        assert b"".join(file.streaming_content) == b"%PDF-1.4"

    @pytest.mark.parametrize("importo", ["0", "-1000", "0.001", "NaN", "1.220,01", "1\x00"])
    def test_a_wrong_amount_is_refused(self, entra, importo):
        documento = DocumentoSpesaFactory(pagato_il=False)
        dati = {"data_valuta": "2026-09-18", "importo": importo, "modalita": "BONIFICO", "riferimento": ""}

        risposta = entra(Ruolo.CONTABILE_ETS).post(url("pagamento_nuovo", documento.pk), dati | chiave())

        assert (risposta.status_code, Pagamento.objects.count()) == (422, 0)

    def test_a_payment_of_another_document_cannot_be_taken_away(self, entra):
        documento, altro = DocumentoSpesaFactory(), DocumentoSpesaFactory()
        indirizzo = url("pagamento_elimina", documento.pk, altro.pagamenti.get().pk)

        assert entra(Ruolo.CONTABILE_ETS).post(indirizzo, chiave()).status_code == 404
        assert Pagamento.objects.count() == 2

    def test_a_wrong_payment_is_taken_away(self, entra):
        documento = DocumentoSpesaFactory()
        indirizzo = url("pagamento_elimina", documento.pk, documento.pagamenti.get().pk)

        assert entra(Ruolo.CONTABILE_ETS).post(indirizzo, chiave()).status_code == 302
        assert not Pagamento.objects.exists()


class TestAllegato:
    def test_a_file_is_attached_and_taken_away(self, entra):
        documento = DocumentoSpesaFactory()
        cliente = entra(Ruolo.CONTABILE_ETS)
        file = SimpleUploadedFile("rapporto.pdf", b"%PDF-1.4 rapporto")

        cliente.post(url("allegato_spesa_nuovo", documento.pk), {"tipo": "RELAZIONE", "file": file} | chiave())
        nuovo = documento.allegati.get(tipo="RELAZIONE")
        cliente.post(url("allegato_spesa_elimina", documento.pk, nuovo.pk), chiave())

        assert [a.tipo for a in documento.allegati.all()] == ["ORIGINALE"]

    @pytest.mark.parametrize(
        ("contenuto", "errore"),
        [
            (b"MZ programma", "Questo tipo di file non si può caricare. Si accettano: PDF, XML, P7M, JPEG, PNG"),
            (b"", "Il file è vuoto."),
        ],
    )
    def test_what_may_not_be_kept_is_refused(self, entra, contenuto, errore):
        documento = DocumentoSpesaFactory()
        dati = {"tipo": "ALTRO", "file": SimpleUploadedFile("a.pdf", contenuto)} | chiave()

        risposta = entra(Ruolo.CONTABILE_ETS).post(url("allegato_spesa_nuovo", documento.pk), dati)

        assert (risposta.status_code, documento.allegati.count()) == (422, 1)
        assert errore in risposta.content.decode()
