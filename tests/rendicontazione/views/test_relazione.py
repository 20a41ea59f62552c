"""The archive of the reports, their files, and the page that recognises one."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from rendicontazione.choices import StatoRelazione, StatoRendiconto
from rendicontazione.models import RelazioneTrimestrale, Rendiconto
from rendicontazione.queries.istantanea import componi_istantanea
from rendicontazione.rules.istantanea import in_byte
from rendicontazione.views.relazione import MASSIMO_RELAZIONE
from tests.factories.conti import rendiconto_in
from tests.factories.persone import UtenteFactory
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.choices import Ruolo

pytestmark = pytest.mark.django_db
VERIFICA = "rendicontazione:relazione_verifica"
LEGGONO = {
    Ruolo.CONTABILE_ETS,
    Ruolo.COORDINATORE_ETS,
    Ruolo.FUNZIONARIO_UNIONE,
    Ruolo.REVISORE,
    Ruolo.CABINA,
}


def archiviata(**altro) -> RelazioneTrimestrale:
    conti = rendiconto_in(StatoRendiconto.VERIFICATO)
    pdf = archivia_documento(b"%PDF-1.7 relazione", "relazione.pdf", utente=None)
    valori = {"pdf": pdf, "stato": StatoRelazione.PRONTA, "istantanea": '{"a": 1}\n'} | altro
    return RelazioneTrimestrale.objects.create(
        rendiconto=conti, versione=1, impronta="f754" * 16, creata_da=UtenteFactory(), **valori
    )


def file_di(relazione: RelazioneTrimestrale) -> dict[str, str]:
    return {nome: reverse(f"rendicontazione:relazione_{nome}", args=[relazione.pk]) for nome in ("scarica", "dati")}


def carica(client, contenuto: bytes):
    return client.post(reverse(VERIFICA), {"chiave": uuid4(), "file": SimpleUploadedFile("r.pdf", contenuto)})


@pytest.mark.parametrize("ruolo", Ruolo)
def test_files_are_served_to_who_may_see_the_report(entra, ruolo) -> None:
    indirizzi = file_di(archiviata())
    client = entra(ruolo)
    risposte = [client.get(indirizzo) for indirizzo in indirizzi.values()]
    contenuti = [b"".join(r.streaming_content) if r.streaming else r.content for r in risposte]
    assert [r.status_code for r in risposte] == [200 if ruolo in LEGGONO else 403] * 2
    if ruolo in LEGGONO:
        assert contenuti == [b"%PDF-1.7 relazione", b'{"a": 1}\n']
        assert {r.headers["X-Content-Type-Options"] for r in risposte} == {"nosniff"}


def test_a_report_still_in_preparation_has_no_file(entra) -> None:
    relazione = archiviata(pdf=None, stato=StatoRelazione.IN_PREPARAZIONE)
    assert entra(Ruolo.CABINA).get(file_di(relazione)["scarica"]).status_code == 404


def test_the_archive_shows_the_fingerprint_as_the_cover_prints_it(entra) -> None:
    archiviata()
    testo = entra(Ruolo.CABINA).get(reverse("rendicontazione:relazione_elenco")).content.decode()
    assert " ".join(["f754"] * 16) in testo


def test_a_pdf_that_failed_is_ordered_again_by_the_unione(entra) -> None:
    relazione = archiviata(pdf=None, stato=StatoRelazione.FALLITA)
    rifai = reverse("rendicontazione:relazione_rifai", args=[relazione.pk])
    assert entra(Ruolo.CABINA).post(rifai, {"chiave": uuid4()}).status_code == 403
    client = entra(Ruolo.FUNZIONARIO_UNIONE)
    assert "Rifai il PDF" in client.get(reverse("rendicontazione:relazione_elenco")).content.decode()
    assert client.post(rifai, {"chiave": uuid4()}).status_code == 302
    relazione.refresh_from_db()
    assert relazione.stato == StatoRelazione.IN_PREPARAZIONE
    RelazioneTrimestrale.objects.filter(pk=relazione.pk).update(
        stato=StatoRelazione.PRONTA, pdf=archivia_documento(b"%PDF-1.7 x", "r.pdf", utente=None)
    )
    assert client.post(rifai, {"chiave": uuid4()}).status_code == 422


@pytest.mark.parametrize("ruolo", [Ruolo.ASSISTENTE_SOCIALE, Ruolo.CABINA])
def test_anyone_signed_in_is_told_whether_a_pdf_is_on_record(entra, ruolo) -> None:
    conti = Rendiconto.objects.con_trimestre().get(pk=rendiconto_in(StatoRendiconto.VERIFICATO).pk)
    allora = componi_istantanea(conti, versione=1, chiusa_alle=timezone.now())
    archiviata(istantanea=in_byte(allora).decode())
    client = entra(ruolo)
    assert client.get(reverse(VERIFICA)).status_code == 200
    frasi = {
        b"%PDF-1.7 relazione": "È la relazione in archivio, uguale byte per byte",
        b"%PDF-1.7 relazione e altro": "Comincia con la relazione in archivio, ma dopo c’è altro",
        b"%PDF-1.7 un'altra": "Non è una nostra relazione",
        b"non un pdf": "Non è una nostra relazione",
    }
    for contenuto, frase in frasi.items():
        risposta = carica(client, contenuto)
        assert (risposta.status_code, frase in risposta.content.decode()) == (200, True), contenuto


@pytest.mark.parametrize("contenuto", [b"", b"%PDF-" + b"x" * MASSIMO_RELAZIONE])
def test_a_file_too_small_or_too_large_is_refused_with_a_sentence(entra, contenuto) -> None:
    assert carica(entra(Ruolo.CABINA), contenuto).status_code == 422


def test_who_is_not_signed_in_is_sent_to_the_door(client) -> None:
    assert client.get(reverse(VERIFICA)).status_code == 302
