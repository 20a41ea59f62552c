"""The report of a closed quarter: frozen, made by the worker, recognised when it comes back."""

import hashlib
import io
from decimal import Decimal

import pytest
from pypdf import PdfWriter

from rendicontazione.actions.relazione import prepara_pdf, rifai_pdf
from rendicontazione.actions.rendiconto import (
    chiudi_verifica,
    prendi_in_verifica,
    presenta_rendiconto,
    riapri_rendiconto,
)
from rendicontazione.actions.verifica import ammetti_spesa, non_ammettere, rivedi_decisione
from rendicontazione.choices import StatoRelazione
from rendicontazione.documents import relazione_pdf
from rendicontazione.models import RelazioneTrimestrale
from rendicontazione.queries.relazione import istantanea_dentro, riconosci_relazione
from rendicontazione.rules.istantanea import da_byte
from tests.factories.conti import SpesaFactory, rendiconto
from tests.factories.persone import UtenteFactory
from tests.factories.rifiuti import rifiutato
from valdera_housing.actions.lavoro import apri_lavoro
from valdera_housing.choices import Ruolo, StatoLavoro
from valdera_housing.kit import pdf
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Lavoro

pytestmark = pytest.mark.django_db


@pytest.fixture
def unione():
    return UtenteFactory(ruoli=[Ruolo.FUNZIONARIO_UNIONE])


@pytest.fixture
def chiuso(unione):
    """The accounts of the 7th quarter with one share of 1.220 admitted, ready to be closed."""
    spesa = SpesaFactory()
    conti = presenta_rendiconto(rendiconto(), utente=UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS]))
    prendi_in_verifica(conti, utente=unione)
    ammetti_spesa(spesa, utente=unione)
    return conti, spesa


def chiudi(conti, unione, esegui) -> RelazioneTrimestrale:
    with esegui(execute=True):
        relazione = chiudi_verifica(conti, utente=unione)
    relazione.refresh_from_db()
    return relazione


def byte_di(relazione: RelazioneTrimestrale) -> bytes:
    with relazione.pdf.file.open("rb") as file:
        return file.read()


class TestPdf:
    def test_closing_orders_the_pdf_and_the_same_bytes_come_out_again_but_the_first_file_stays(
        self, chiuso, unione, django_capture_on_commit_callbacks
    ) -> None:
        relazione = chiudi(chiuso[0], unione, django_capture_on_commit_callbacks)
        assert relazione.stato == StatoRelazione.PRONTA
        contenuto = byte_di(relazione)
        assert hashlib.sha256(contenuto).hexdigest() == relazione.pdf.sha256
        assert relazione_pdf(da_byte(relazione.istantanea.encode())) == contenuto
        assert set(relazione.librerie) == {"django", "weasyprint", "pydyf", "fonttools"}
        assert Lavoro.objects.get().stato == StatoLavoro.FINITO
        lavoro = apri_lavoro("Di nuovo", utente=unione, totale=2, ritorno="/")
        prepara_pdf.call(relazione.pk, str(lavoro.pk))
        primo = relazione.pdf_id
        relazione.refresh_from_db()
        assert relazione.pdf_id == primo

    def test_a_machine_without_pango_says_what_to_type_and_the_pdf_can_be_ordered_again(
        self, chiuso, unione, django_capture_on_commit_callbacks, monkeypatch
    ) -> None:
        def senza_pango():
            raise pdf.PdfNonDisponibile(pdf.MANCA_PANGO)

        monkeypatch.setattr(pdf, "_weasyprint", senza_pango)
        relazione = chiudi(chiuso[0], unione, django_capture_on_commit_callbacks)
        lavoro = Lavoro.objects.get()
        assert (relazione.stato, lavoro.stato, lavoro.esito) == (
            StatoRelazione.FALLITA,
            StatoLavoro.FALLITO,
            {"frase": pdf.MANCA_PANGO},
        )
        monkeypatch.undo()
        with django_capture_on_commit_callbacks(execute=True):
            rifai_pdf(relazione, utente=unione)
        relazione.refresh_from_db()
        assert relazione.stato == StatoRelazione.PRONTA
        with pytest.raises(AttoRifiutato):
            rifai_pdf(relazione, utente=unione)

    def test_a_finished_report_never_changes(self, chiuso, unione, django_capture_on_commit_callbacks) -> None:
        relazione = chiudi(chiuso[0], unione, django_capture_on_commit_callbacks)
        cambia = RelazioneTrimestrale.objects.filter(pk=relazione.pk)
        rifiutato(lambda: cambia.update(stato=StatoRelazione.FALLITA))
        rifiutato(lambda: cambia.update(istantanea="{}"))
        rifiutato(lambda: relazione.delete())


class TestRiconosci:
    @pytest.fixture
    def relazione(self, chiuso, unione, django_capture_on_commit_callbacks) -> RelazioneTrimestrale:
        return chiudi(chiuso[0], unione, django_capture_on_commit_callbacks)

    def test_the_file_on_record_a_longer_one_a_rewritten_one_and_a_damaged_one(self, relazione) -> None:
        contenuto = byte_di(relazione)
        riscritto = io.BytesIO()
        PdfWriter(clone_from=io.BytesIO(contenuto)).write(riscritto)
        casi = [contenuto, contenuto + b"\n% firma", riscritto.getvalue()]
        assert [(r.giudizio, r.relazione) for r in map(riconosci_relazione, casi)] == [
            ("identica", relazione),
            ("allungata", relazione),
            ("stessi_dati", relazione),
        ]
        for posto in range(0, len(contenuto) - 50, len(contenuto) // 25):
            rotto = contenuto[:posto] + b"\xff" * 50 + contenuto[posto + 50 :]
            assert riconosci_relazione(rotto).giudizio in {"non_nostra", "stessi_dati"}

    @pytest.mark.parametrize(
        "contenuto",
        [
            b"",
            b"\x00" * 100,
            b"%PDF-1.7",
            b"%PDF-1.7\n1 0 obj\n<< /Length 99999999 >>\nstream\n",
            b"%PDF-1.7\n" + b"1 0 obj << " * 5000,
            b"%PDF-1.7\nxref\n0 1\ntrailer << /Root 1 0 R /Prev 9 >>\nstartxref\n9\n%%EOF",
        ],
    )
    def test_anything_else_is_not_ours_and_breaks_nothing(self, contenuto: bytes) -> None:
        assert riconosci_relazione(contenuto).giudizio == "non_nostra"

    def test_someone_elses_data_are_not_ours(self) -> None:
        straniero = PdfWriter()
        straniero.add_blank_page(100, 100)
        straniero.add_attachment("dati.json", b'{"schema": "valdera/relazione-trimestrale/1"}')
        straniero.add_attachment("altri.json", b"[1, 2")
        file = io.BytesIO()
        straniero.write(file)
        assert istantanea_dentro(file.getvalue()) == {"schema": "valdera/relazione-trimestrale/1"}
        assert riconosci_relazione(file.getvalue()).giudizio == "non_nostra"

    def test_what_changed_since_is_listed(self, relazione, chiuso, unione, django_capture_on_commit_callbacks) -> None:
        conti, spesa = chiuso
        assert riconosci_relazione(byte_di(relazione)).cambiamenti == ()
        riapri_rendiconto(conti, utente=unione, motivo="Fattura stornata")
        rivedi_decisione(spesa, utente=unione)
        adesso = riconosci_relazione(byte_di(relazione)).cambiamenti
        assert ("ammesso", "1.220,00\xa0€", "0,00\xa0€") in {(c.voce, c.prima, c.dopo) for c in adesso}
        non_ammettere(spesa, utente=unione, motivo="DUPLICATA", spiegazione="Stornata")
        nuova = chiudi(conti, unione, django_capture_on_commit_callbacks)
        riscontro = riconosci_relazione(byte_di(relazione))
        voci = {(c.dove, c.voce): (c.prima, c.dopo) for c in riscontro.cambiamenti}
        assert (riscontro.giudizio, riscontro.ultima) == ("identica", nuova)
        assert voci[f"Spesa {spesa.numero}", "ammesso"] == ("1.220,00\xa0€", "0,00\xa0€")
        assert spesa.importo == Decimal("1220.00")
