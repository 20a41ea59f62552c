import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal as D
from pathlib import Path

import pytest
from django.db import connection

from rendicontazione.actions.documento_spesa import elimina_documento
from rendicontazione.actions.importazione import Importazione, importa_fatture
from rendicontazione.models import AllegatoSpesa, DocumentoSpesa
from rendicontazione.queries.documento_spesa import fattura_leggibile
from rendicontazione.rules.archivio_zip import FileRicevuto
from tests.factories import importate
from tests.factories.conti import ConvenzioneFactory, DocumentoSpesaFactory
from tests.factories.fatture import allegato, correlato, firmata, in_base64, ritenuta, zip_di
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo, StatoLavoro
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Convenzione, Documento, Lavoro, Utente
from valdera_housing.rules.file_ammessi import P7M, PDF, XML


@pytest.fixture
def contabile(db: None) -> Utente:
    ConvenzioneFactory()
    return UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS], first_name="Carla", last_name="Meini")


def importa(utente: Utente, *file: tuple[str, bytes]) -> list[dict]:
    """Drop the files and give back the rows of the result page."""
    lavoro = importa_fatture([FileRicevuto(*f) for f in file], utente=utente)
    lavoro.refresh_from_db()
    assert lavoro.stato == StatoLavoro.FINITO
    return lavoro.esito["righe"]


def esiti(righe: list[dict]) -> list[tuple]:
    return [(r["stato"], r["numero"], r["motivo"]) for r in righe]


def test_a_dropped_invoice_becomes_a_draft_with_its_original(contabile):
    contenuto = importate.fattura(ritenute=[ritenuta("20.00")])

    righe = importa(contabile, ("IT01897660500_1.xml", contenuto))

    documento = DocumentoSpesa.objects.get()
    assert righe == [
        {
            "file": "IT01897660500_1.xml",
            "stato": "bozza",
            "fornitore": "Termoidraulica Fornai S.r.l.",
            "numero": "214/2026",
            "data": "2026-09-11",
            "totale": "122.00",
            "motivo": None,
            "documento": documento.pk,
            "avvisi": 0,
        }
    ]
    assert (documento.imponibile, documento.iva, documento.totale, documento.ritenuta, documento.eleggibile) == (
        D("100.00"),
        D("22.00"),
        D("122.00"),
        D("20.00"),
        D("122.00"),
    )
    assert (documento.creato_da, documento.presentato, documento.avvisi) == (contabile, False, [])
    file = documento.allegati.get()
    assert (file.tipo, file.documento.tipo, file.documento.nome) == ("ORIGINALE", XML, "IT01897660500_1.xml")
    assert Path(file.documento.file.path).read_bytes() == contenuto
    assert fattura_leggibile(documento).numero == "214/2026"


def test_recovered_vat_is_not_claimed(contabile):
    Convenzione.objects.update(iva_recuperabile_pct=60)

    importa(contabile, ("a.xml", importate.fattura()))

    assert DocumentoSpesa.objects.get().eleggibile == D("108.80")


@pytest.mark.parametrize("busta", [firmata, lambda b: in_base64(firmata(b))])
def test_a_signed_invoice_is_kept_in_its_envelope_and_read_from_it(contabile, busta):
    contenuto = busta(importate.fattura())

    importa(contabile, ("a.xml.p7m", contenuto))

    file = AllegatoSpesa.objects.get().documento
    assert (file.tipo, Path(file.file.path).read_bytes()) == (P7M, contenuto)
    assert fattura_leggibile(DocumentoSpesa.objects.get()).totale == D("122.00")


def test_an_invoice_without_the_xml_declaration_is_accepted_all_the_same(contabile):
    contenuto = importate.fattura().removeprefix(b'<?xml version="1.0" encoding="UTF-8"?>')

    assert esiti(importa(contabile, ("a.xml", contenuto))) == [("bozza", "214/2026", None)]


def test_bodies_of_one_file_share_the_stored_file(contabile):
    file = importate.fattura(*(importate.uno(numero=f"{n}/2026") for n in (1, 2, 3)))

    assert [e[0] for e in esiti(importa(contabile, ("tre.xml", file)))] == ["bozza"] * 3

    assert Documento.objects.count() == 1
    assert list(DocumentoSpesa.objects.order_by("pk").values_list("numero", "file_corpo")) == [
        ("1/2026", 1),
        ("2/2026", 2),
        ("3/2026", 3),
    ]
    lette = [fattura_leggibile(d).numero for d in DocumentoSpesa.objects.order_by("pk")]
    assert lette == ["1/2026", "2/2026", "3/2026"]


def test_a_bad_file_neither_stops_nor_hides_the_others(contabile):
    righe = importa(
        contabile,
        ("vuoto.xml", b""),
        ("rotto.xml", b"<?xml version='1.0'?><a>"),
        ("foto.xml", b"\xff\xd8\xff\xe0"),
        ("buono.xml", importate.fattura()),
        ("senza-data.xml", importate.fattura(data=None, numero="3")),
    )

    assert esiti(righe) == [
        ("rifiutata", None, "Il file è vuoto."),
        ("rifiutata", None, "Il file XML è danneggiato o incompleto (riga 1, colonna 25)."),
        ("rifiutata", None, "È un'immagine: serve il file della fattura elettronica (.xml o .p7m)."),
        ("bozza", "214/2026", None),
        ("rifiutata", "3", "Manca la data della fattura (Data)."),
    ]
    assert DocumentoSpesa.objects.count() == 1


def test_a_duplicate_is_named_with_who_entered_it(contabile):
    importa(contabile, ("a.xml", importate.fattura()))

    stesso_file = importa(contabile, ("b.xml", importate.fattura()))
    stessa_fattura = importa(contabile, ("c.xml", importate.fattura(causali=["altra copia"], totale="130.00")))

    chi = "inserita da Carla Meini il 19/11/2026"
    primo = f"C'è già: Fattura 214/2026 di Termoidraulica Fornai S.r.l., del 11/09/2026, {chi}"
    assert esiti(stesso_file) == [("doppia", "214/2026", primo)]
    assert esiti(stessa_fattura) == [
        ("doppia", "214/2026", f"{primo}; qui però il totale è 130,00\xa0€ e là 122,00\xa0€")
    ]
    assert [r["documento"] for r in stesso_file + stessa_fattura] == [DocumentoSpesa.objects.get().pk] * 2
    assert Documento.objects.count() == 1


def test_the_same_invoice_twice_in_one_drop_makes_one_draft(contabile):
    righe = importa(contabile, ("a.xml", importate.fattura()), ("b.xml", importate.fattura(causali=["copia"])))

    assert [r["stato"] for r in righe] == ["bozza", "doppia"]


def test_the_same_number_of_another_year_or_kind_is_another_document(contabile):
    righe = importa(
        contabile,
        ("a.xml", importate.fattura()),
        ("b.xml", importate.fattura(data="2025-09-11")),
        ("c.xml", importate.fattura(tipo="TD04")),
    )

    assert [r["stato"] for r in righe] == ["bozza"] * 3


def test_a_credit_note_is_negative_and_linked_to_its_invoice_even_when_it_comes_first(contabile):
    nota = importate.uno(
        tipo="TD04", numero="9/2026", correlati=[correlato("DatiFattureCollegate", "214/2026", data="2026-09-11")]
    )

    importa(contabile, ("due.xml", importate.fattura(nota, importate.uno())))

    nota = DocumentoSpesa.objects.get(numero="9/2026")
    assert (nota.totale, nota.eleggibile) == (D("-122.00"), D("-122.00"))
    assert nota.nota_credito_di == DocumentoSpesa.objects.get(numero="214/2026")


def test_a_credit_note_of_an_invoice_not_here_stays_to_be_linked_by_hand(contabile):
    altrui = importate.uno(tipo="TD04", correlati=[correlato("DatiFattureCollegate", "1/2026")])
    DocumentoSpesaFactory(numero="1/2026", partita_iva="01998760504")

    importa(contabile, ("nota.xml", importate.fattura(altrui)))

    assert DocumentoSpesa.objects.get(tipo="NOTA_CREDITO").nota_credito_di is None


def test_pdfs_carried_inside_become_readable_copies(contabile):
    allegati = [
        allegato("rapporto.pdf", b"%PDF-1.4 rapporto"),
        allegato("foto.zip", zip_di({"due.pdf": b"%PDF-1.4 due"}), compressione="ZIP"),
        allegato("macro.doc", b"\xd0\xcf\x11\xe0"),
    ]

    importa(contabile, ("a.xml", importate.fattura(allegati=allegati)))

    documento = DocumentoSpesa.objects.get()
    assert [(a.tipo, a.documento.tipo, a.documento.nome) for a in documento.allegati.select_related("documento")] == [
        ("ORIGINALE", XML, "a.xml"),
        ("COPIA", PDF, "rapporto.pdf"),
        ("COPIA", PDF, "foto.zip/due.pdf"),
    ]
    assert documento.avvisi == ["L'allegato «macro.doc» dentro la fattura non è un PDF: non è stato copiato."]


def test_a_zip_goes_to_the_worker_and_ends_the_same_way(contabile, settings):
    file = {f"{n}.xml": importate.fattura(numero=f"{n}/2026") for n in range(7)} | {"guasto.xml": b"no"}

    lavoro = importa_fatture([FileRicevuto("molte.zip", zip_di(file))], utente=contabile)

    lavoro.refresh_from_db()
    assert (lavoro.stato, lavoro.fatti, lavoro.totale, lavoro.titolo) == (
        StatoLavoro.FINITO,
        8,
        8,
        "Importazione di un file",
    )
    assert [r["stato"] for r in lavoro.esito["righe"]] == ["bozza"] * 7 + ["rifiutata"]
    assert lavoro.ritorno == f"/rendicontazione/documenti/importazioni/{lavoro.pk}/"
    in_attesa = Path(settings.MEDIA_ROOT) / "importazioni"
    assert list(in_attesa.iterdir()) == []


def test_a_try_out_writes_nothing_and_sees_duplicates_among_its_own_files(contabile):
    importazione = Importazione(Convenzione.objects.get(), contabile, prova=True)
    file = [FileRicevuto("a.xml", importate.fattura()), FileRicevuto("b.xml", importate.fattura(totale="1.00"))]

    assert [(e.stato, e.motivo) for e in importazione.esegui(file)] == [
        ("bozza", None),
        ("doppia", "C'è già fra questi file: a.xml"),
    ]
    assert (DocumentoSpesa.objects.count(), Documento.objects.count()) == (0, 0)


def test_only_the_partner_imports(contabile):
    with pytest.raises(AttoRifiutato, match="spetta a un altro ruolo"):
        importa_fatture([FileRicevuto("a.xml", importate.fattura())], utente=UtenteFactory(ruoli=[Ruolo.REVISORE]))

    assert not Lavoro.objects.exists()


def test_a_deleted_draft_can_be_imported_again(contabile, django_capture_on_commit_callbacks):
    importa(contabile, ("a.xml", importate.fattura()))
    percorso = Path(Documento.objects.get().file.path)

    with django_capture_on_commit_callbacks(execute=True):
        elimina_documento(DocumentoSpesa.objects.get(), utente=contabile)

    assert (Documento.objects.count(), percorso.exists()) == (0, False)
    assert esiti(importa(contabile, ("a.xml", importate.fattura()))) == [("bozza", "214/2026", None)]


def test_the_draft_belongs_to_the_convention_in_force(contabile):
    importa(contabile, ("a.xml", importate.fattura()))

    assert DocumentoSpesa.objects.get().convenzione.inizio == date(2025, 1, 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("quante", [1, 7])
def test_two_people_dropping_the_same_files_at_once_make_one_draft_of_each(quante):
    """One file is read in the request, seven go through the worker's path: nobody waits for ever, none is doubled."""
    ConvenzioneFactory()
    persone = UtenteFactory.create_batch(4, ruoli=[Ruolo.CONTABILE_ETS])
    file = [FileRicevuto(f"{n}.xml", importate.fattura(numero=f"{n}/2026")) for n in range(quante)]
    via = threading.Barrier(len(persone))

    def corri(corsia: int) -> list[str]:
        via.wait()
        try:
            ordine = file if corsia % 2 else file[::-1]
            lavoro = importa_fatture(ordine, utente=persone[corsia])
            lavoro.refresh_from_db()
            return [r["stato"] for r in lavoro.esito["righe"]]
        finally:
            connection.close()

    with ThreadPoolExecutor(len(persone)) as corsie:
        stati = [s for elenco in corsie.map(corri, range(len(persone))) for s in elenco]

    assert (stati.count("bozza"), stati.count("doppia")) == (quante, quante * (len(persone) - 1))
    assert DocumentoSpesa.objects.count() == quante
    assert AllegatoSpesa.objects.count() == Documento.objects.count() == quante
