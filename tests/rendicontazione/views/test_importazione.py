import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rendicontazione.models import DocumentoSpesa
from tests.factories import importate
from tests.factories.conti import ConvenzioneFactory
from tests.factories.fatture import zip_di
from valdera_housing.actions.lavoro import apri_lavoro
from valdera_housing.choices import Ruolo
from valdera_housing.models import Lavoro

pytestmark = pytest.mark.django_db
NUOVA = "/rendicontazione/documenti/importazioni/nuova/"
ETS = (Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS)


def file(nome: str, contenuto: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(nome, contenuto)


def lascia(cliente, *quali: SimpleUploadedFile, **altro):
    return cliente.post(NUOVA, {"file": list(quali), "chiave": str(uuid.uuid4())} | altro)


@pytest.fixture(autouse=True)
def convenzione() -> None:
    ConvenzioneFactory()


def test_every_dropped_file_is_listed_with_its_outcome(entra):
    cliente = entra(Ruolo.CONTABILE_ETS)
    buona, rotta = file("buona.xml", importate.fattura()), file("rotta.xml", b"<?xml version='1.0'?><a>")

    risposta = lascia(cliente, buona, rotta)
    pagina = cliente.get(risposta["Location"])

    documento = DocumentoSpesa.objects.get()
    assert pagina.context["breve"] == "1 bozza creata, 1 non importata"
    testo = pagina.content.decode()
    for pezzo in (
        f"/rendicontazione/documenti/{documento.pk}/",
        "Bozza creata",
        "Non importata",
        "Il file XML è danneggiato o incompleto (riga 1, colonna 25).",
        "rotta.xml",
    ):
        assert pezzo in testo


def test_pressing_twice_imports_once(entra):
    cliente, chiave = entra(Ruolo.CONTABILE_ETS), str(uuid.uuid4())

    destinazioni = {lascia(cliente, file("a.xml", importate.fattura()), chiave=chiave)["Location"] for _ in range(2)}

    assert (len(destinazioni), DocumentoSpesa.objects.count(), Lavoro.objects.count()) == (1, 1, 1)


def test_the_last_imports_stay_reachable_by_who_did_them(entra):
    prima = entra(Ruolo.CONTABILE_ETS)
    indirizzo = lascia(prima, file("a.xml", importate.fattura()))["Location"]

    assert [breve for _, breve in prima.get(NUOVA).context["recenti"]] == ["1 bozza creata"]
    seconda = entra(Ruolo.CONTABILE_ETS)
    assert seconda.get(NUOVA).context["recenti"] == []
    assert seconda.get(indirizzo).status_code == 404


def test_many_files_show_their_progress_until_the_end(entra):
    cliente = entra(Ruolo.CONTABILE_ETS)
    lavoro = apri_lavoro("Importazione di 9 file", utente=cliente.utente, totale=9, ritorno="")
    indirizzo = f"/rendicontazione/documenti/importazioni/{lavoro.pk}/"

    pagina = cliente.get(indirizzo).content.decode()
    pezzo = cliente.get(indirizzo, headers={"HX-Request": "true"}).content.decode()

    assert "0 di 9" in pagina
    assert 'hx-trigger="every 1s"' in pezzo
    assert "<html" not in pezzo


def test_when_the_work_ends_the_page_reloads_itself(entra):
    cliente = entra(Ruolo.CONTABILE_ETS)
    molte = zip_di({f"{n}.xml": importate.fattura(numero=str(n)) for n in range(8)})
    indirizzo = lascia(cliente, file("molte.zip", molte))["Location"]

    risposta = cliente.get(indirizzo, headers={"HX-Request": "true"})

    assert risposta["HX-Refresh"] == "true"
    assert cliente.get(indirizzo).context["breve"] == "8 bozze create"


def test_the_result_costs_the_same_with_one_row_or_thirty(entra):
    cliente = entra(Ruolo.CONTABILE_ETS)
    conti = []
    for quante in (1, 30):
        mucchio = {f"{n}.xml": importate.fattura(numero=f"{quante}-{n}") for n in range(quante)}
        indirizzo = lascia(cliente, file("f.zip", zip_di(mucchio)))["Location"]
        cliente.get(indirizzo)
        with CaptureQueriesContext(connection) as lette:
            assert len(cliente.get(indirizzo).context["righe"]) == quante
        conti.append(len(lette))

    assert conti[0] == conti[1] <= 12


@pytest.mark.parametrize(
    ("quali", "errore"),
    [((), "Scegli almeno un file."), (tuple(file(f"{n}.xml", b"x") for n in range(99)), "")],
)
def test_an_empty_drop_is_refused(entra, quali, errore):
    cliente = entra(Ruolo.CONTABILE_ETS)

    risposta = lascia(cliente, *quali)

    if errore:
        assert (risposta.status_code, risposta.context["form"].errors["file"]) == (422, [errore])
    else:
        assert len(cliente.get(risposta["Location"]).context["righe"]) == 50
    assert not DocumentoSpesa.objects.exists()


def test_more_than_fifty_megabytes_are_refused(entra, settings):
    grandi = [file(f"{n}.xml", b"x" * 18 * 1024 * 1024) for n in range(3)]

    risposta = lascia(entra(Ruolo.CONTABILE_ETS), *grandi)

    assert risposta.status_code == 422
    assert risposta.context["form"].errors["file"] == ["I file superano insieme 50 MB: dividili."]


def test_names_of_files_are_shown_never_trusted(entra):
    cliente = entra(Ruolo.CONTABILE_ETS)

    pagina = cliente.get(lascia(cliente, file("<b>x\u202e.xml", b"no"))["Location"]).content.decode()

    assert "<b>x" not in pagina
    assert "&lt;b&gt;x" in pagina


@pytest.mark.parametrize("ruolo", [r for r in Ruolo if r not in ETS])
def test_only_the_partner_imports(entra, ruolo):
    cliente = entra(ruolo)

    assert (cliente.get(NUOVA).status_code, lascia(cliente, file("a.xml", b"x")).status_code) == (403, 403)
