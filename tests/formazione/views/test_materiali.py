"""The pages of teachers, partners and files: what is found, what is offered to anyone and what is not."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse

from formazione.actions.sala import rifiuta_sala
from formazione.models import Docente, Evento, FileEvento, Partner, PartnerEvento
from formazione.queries.pannelli_evento import materiali, sale
from tests.factories.formazione import (
    PASSATO,
    DocenteFactory,
    PartnerFactory,
    RichiestaSalaFactory,
    evento_con,
    sala,
    sessione,
)
from tests.factories.mondo import letta
from tests.factories.persone import UtenteFactory
from tests.valdera_housing.views.invio import errori, invia
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.choices import Ruolo

pytestmark = pytest.mark.django_db
Entra = Callable[..., Client]
PARTNER = reverse("formazione:partner_elenco")
DISPENSE = b"%PDF-1.7 dispense"
NUOVO = {"nome": "Sindacato inquilini", "tipo": "INQUILINI", "attivo": "on"}


def di(nome: str, riga: Any) -> str:
    return reverse(f"formazione:{nome}", args=[riga.pk])


def file_di(evento: Evento, tipo: str = "MATERIALE", pubblico: bool = False) -> FileEvento:
    documento = archivia_documento(DISPENSE, f"{tipo.lower()}.pdf", utente=evento.referente)
    return FileEvento.objects.create(evento=evento, tipo=tipo, documento=documento, pubblico=pubblico)


def pdf(nome: str = "dispense.pdf", contenuto: bytes = DISPENSE) -> SimpleUploadedFile:
    return SimpleUploadedFile(nome, contenuto)


class TestDocente:
    def test_a_teacher_is_added_corrected_and_taken_off_by_hand(self, entra: Entra) -> None:
        client, evento = entra(Ruolo.OPERATORE_ETS), evento_con()
        dati = {"nome": "Paolo Conti", "qualifica": "Avvocato", "ore": "2,5", "compenso": "1.300,00"}
        assert invia(client, di("evento_aggiungi_docente", evento), **dati).status_code == 302
        docente = Docente.objects.get()
        assert (docente.nome, str(docente.ore), str(docente.compenso)) == ("Paolo Conti", "2.50", "1300.00")
        assert invia(client, di("docente_modifica", docente), **dati | {"ore": ""}).status_code == 302
        docente.refresh_from_db()
        assert docente.ore is None
        assert invia(client, di("docente_togli", docente)).status_code == 302
        assert not Docente.objects.exists()

    @pytest.mark.parametrize(
        ("campo", "valore", "detto"),
        [
            ("nome", "", "Questo campo è obbligatorio."),
            ("ore", "0", "Assicurati che questo valore sia maggiore o uguale a 0.01."),
            ("ore", "due", "Scrivi le ore come 2,5."),
            ("compenso", "-1", "Assicurati che questo valore sia maggiore o uguale a 0."),
        ],
    )
    def test_what_makes_no_sense_is_said_beside_its_field(
        self, entra: Entra, campo: str, valore: str, detto: str
    ) -> None:
        risposta = invia(
            entra(Ruolo.OPERATORE_ETS), di("evento_aggiungi_docente", evento_con()), **{"nome": "P", campo: valore}
        )
        assert (risposta.status_code, list(errori(risposta))) == (422, [campo])
        assert not Docente.objects.exists()

    def test_the_same_name_comes_back_with_the_reason(self, entra: Entra) -> None:
        docente = DocenteFactory()
        risposta = invia(entra(Ruolo.OPERATORE_ETS), di("evento_aggiungi_docente", docente.evento), nome=docente.nome)
        assert risposta.status_code == 422
        assert f"{docente.nome} è già fra i docenti di questo evento." in risposta.content.decode()

    def test_of_a_cancelled_event_the_button_says_why_not(self, entra: Entra) -> None:
        docente = DocenteFactory(evento=evento_con(stato="ANNULLATO"))
        risposta = invia(entra(Ruolo.OPERATORE_ETS), di("docente_togli", docente))
        assert risposta.status_code == 422
        assert "quando lo stato è «Annullato»" in risposta.content.decode()


class TestPartner:
    @pytest.mark.parametrize(
        ("filtri", "trovati"),
        [
            ({}, ["Acli", "Sunia"]),
            ({"q": "sun"}, ["Sunia"]),
            ({"q": "rosa"}, ["Acli"]),
            ({"tipo": "INQUILINI"}, ["Sunia"]),
            ({"rete": "usciti"}, ["Vecchia"]),
            ({"rete": "tutti"}, ["Acli", "Sunia", "Vecchia"]),
            ({"ordine": "-eventi"}, ["Sunia", "Acli"]),
        ],
    )
    def test_each_filter_finds_its_own_and_the_sheet_has_the_same_rows(
        self, entra: Entra, filtri: dict[str, str], trovati: list[str]
    ) -> None:
        PartnerFactory(nome="Acli", tipo="ASSOCIAZIONE", referente="Rosa Pini")
        PartnerEvento.objects.create(evento=evento_con(), partner=PartnerFactory(nome="Sunia"))
        PartnerFactory(nome="Vecchia", tipo="SCUOLA", attivo=False)
        client = entra(Ruolo.REVISORE)
        assert [riga[0].nome for riga in client.get(PARTNER, filtri).context["righe"]] == trovati
        foglio = client.get(reverse("formazione:partner_esporta"), filtri | {"formato": "csv"})
        testo = b"".join(foglio.streaming_content).decode().splitlines()
        assert [riga.split(";")[0] for riga in testo[1:]] == trovati

    def test_a_body_is_added_once_and_corrected(self, entra: Entra) -> None:
        client, nuovo = entra(Ruolo.COORDINATORE_ETS), reverse("formazione:partner_nuovo")
        risposta = invia(client, nuovo, **NUOVO)
        partner = Partner.objects.get()
        assert risposta.url == di("partner_scheda", partner)
        doppio = invia(client, nuovo, **NUOVO)
        assert (doppio.status_code, errori(doppio)) == (422, {"__all__": ["Sindacato inquilini è già nella rete."]})
        modifica = di("partner_modifica", partner)
        assert invia(client, modifica, versione=1, **NUOVO | {"telefono": "0587 1"}).status_code == 302
        assert invia(client, modifica, versione=1, **NUOVO).status_code == 409

    def test_its_record_tells_the_events_made_together(self, entra: Entra) -> None:
        evento, partner = evento_con(PASSATO, stato="SVOLTO"), PartnerFactory(email="sindacato@example.org")
        PartnerEvento.objects.create(evento=evento, partner=partner, compito="Invita gli inquilini")
        testo = entra(Ruolo.ASSISTENTE_SOCIALE).get(di("partner_scheda", partner)).content.decode()
        for parte in (evento.titolo, "12/11/2026", "Invita gli inquilini", "mailto:sindacato@example.org"):
            assert parte in testo

    def test_it_joins_an_event_and_leaves_it(self, entra: Entra) -> None:
        client, evento, partner = entra(Ruolo.OPERATORE_ETS), evento_con(), PartnerFactory()
        PartnerFactory(attivo=False)
        indirizzo = di("evento_aggiungi_partner", evento)
        assert list(client.get(indirizzo).context["form"].fields["partner"].queryset) == [partner]
        invia(client, indirizzo, partner=partner.pk, compito="Mette la sala")
        insieme = PartnerEvento.objects.get()
        assert (insieme.partner, insieme.compito) == (partner, "Mette la sala")
        assert list(client.get(indirizzo).context["form"].fields["partner"].queryset) == []
        invia(client, di("partner_evento_togli", insieme))
        assert not PartnerEvento.objects.exists()


class TestFile:
    def test_a_material_goes_up_and_on_the_public_page(self, entra: Entra) -> None:
        client, evento = entra(Ruolo.OPERATORE_ETS), evento_con()
        dati = {"tipo": "MATERIALE", "pubblico": "on", "file": pdf()}
        assert invia(client, di("evento_allega", evento), **dati).status_code == 302
        file = FileEvento.objects.get()
        assert (file.evento, file.pubblico, file.documento.nome) == (evento, True, "dispense.pdf")
        invia(client, di("file_evento_pubblica", file))
        file.refresh_from_db()
        assert file.pubblico is False
        invia(client, di("file_evento_pubblica", file), pubblico="1")
        file.refresh_from_db()
        assert file.pubblico is True
        invia(client, di("file_evento_togli", file))
        assert not FileEvento.objects.exists()

    @pytest.mark.parametrize(
        ("dati", "attesi"),
        [
            ({"tipo": "CURRICULUM", "pubblico": "on"}, {"pubblico": ["Sulla pagina pubblica vanno soltanto materiali "
             "e locandine"]}),
            ({"tipo": "MATERIALE", "file": ""}, {"file": ["Scegli il file."]}),
            ({"tipo": "MATERIALE", "contenuto": b"<html>"}, {"__all__": ["Questo tipo di file non si può caricare. Si "
             "accettano: PDF, JPEG, PNG"]}),
            ({"tipo": ""}, {"tipo": ["Questo campo è obbligatorio."]}),
        ],
    )  # fmt: skip
    def test_what_may_not_be_kept_is_said(self, entra: Entra, dati: dict[str, Any], attesi: dict[str, Any]) -> None:
        spediti = {"file": pdf(contenuto=dati.pop("contenuto", b"%PDF-1.7 a"))} | dati
        risposta = invia(entra(Ruolo.OPERATORE_ETS), di("evento_allega", evento_con()), **spediti)
        assert (risposta.status_code, errori(risposta)) == (422, attesi)
        assert not FileEvento.objects.exists()

    @pytest.mark.parametrize(
        ("ruolo", "tipo", "stato"),
        [
            (Ruolo.REVISORE, "MATERIALE", 200),
            (Ruolo.FUNZIONARIO_UNIONE, "CURRICULUM", 200),
            (Ruolo.ASSISTENTE_SOCIALE, "REGISTRO_FIRMATO", 200),
            (Ruolo.FUNZIONARIO_UNIONE, "REGISTRO_FIRMATO", 404),
            (Ruolo.REVISORE, "REGISTRO_FIRMATO", 404),
            (Ruolo.CABINA, "MATERIALE", 403),
        ],
    )
    def test_who_signed_is_read_by_who_enrols(self, entra: Entra, ruolo: str, tipo: str, stato: int) -> None:
        risposta = entra(ruolo).get(di("file_evento_apri", file_di(evento_con(), tipo)))
        assert (risposta.status_code, letta(risposta) == DISPENSE) == (stato, stato == 200)

    @pytest.mark.parametrize(
        ("stato", "pubblico", "atteso"),
        [
            ("ISCRIZIONI_APERTE", True, 200),
            ("SVOLTO", True, 200),
            ("ISCRIZIONI_APERTE", False, 404),
            ("PROGRAMMATO", True, 404),
            ("ANNULLATO", True, 404),
        ],
    )
    def test_anyone_opens_what_is_public_of_an_event_open_or_held(
        self, client: Client, stato: str, pubblico: bool, atteso: int
    ) -> None:
        file = file_di(evento_con(PASSATO, stato=stato), pubblico=pubblico)
        indirizzo = reverse("formazione:pubblica_file", args=[file.evento.codice, file.pk])
        risposta = client.get(indirizzo)
        assert (risposta.status_code, letta(risposta) == DISPENSE) == (atteso, atteso == 200)

    def test_the_file_of_another_event_is_not_there(self, client: Client) -> None:
        file, altro = (file_di(evento_con(stato="ISCRIZIONI_APERTE"), pubblico=True) for _ in range(2))
        indirizzo = reverse("formazione:pubblica_file", args=[altro.evento.codice, file.pk])
        assert client.get(indirizzo).status_code == 404

    @pytest.mark.parametrize("nome", ["programma", "locandina"])
    def test_the_sheets_open_as_pdf(self, entra: Entra, nome: str) -> None:
        evento = evento_con()
        risposta = entra(Ruolo.ASSISTENTE_SOCIALE).get(di(f"evento_{nome}", evento))
        assert (risposta["Content-Type"], risposta["Content-Disposition"], risposta.content[:5]) == (
            "application/pdf", f'inline; filename="{nome}-{evento.numero}.pdf"', b"%PDF-",
        )  # fmt: skip


class TestPannelli:
    def test_materials_are_told_in_one_query_with_their_buttons(self, django_assert_num_queries: Any) -> None:
        evento, chi = evento_con(), UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])
        DocenteFactory(evento=evento, nome="Paolo Conti", ore="2.50", compenso="300.00")
        PartnerEvento.objects.create(evento=evento, partner=PartnerFactory(nome="Sunia"), compito="Invita")
        file_di(evento, pubblico=True)
        file_di(evento, "REGISTRO_FIRMATO")
        with django_assert_num_queries(1):
            pannello = materiali.pannello(evento, chi)
        assert pannello is not None
        c = pannello.contesto
        assert [(d["nome"], str(d["ore"]), str(d["compenso"]), etichette(d)) for d in c["docenti"]] == [
            ("Paolo Conti", "2.50", "300.00", ["Correggi", "Togli"])
        ]
        assert [(p["nome"], p["compito"], etichette(p)) for p in c["partner"]] == [("Sunia", "Invita", ["Togli"])]
        assert [(f["etichetta"], f["pubblico"], etichette(f)) for f in c["file"]] == [
            ("Materiale per chi partecipa", True, ["Togli dalla pagina pubblica", "Togli"]),
            ("Foglio firme", False, ["Togli"]),
        ]
        richiesta = RequestFactory().get("/")
        assert "300,00" in render_to_string(pannello.template, c | {"evento": evento}, request=richiesta)

    def test_who_only_reads_has_no_buttons_and_no_names(self) -> None:
        evento = evento_con()
        file_di(evento, "REGISTRO_FIRMATO")
        file_di(evento)
        pannello = materiali.pannello(evento, UtenteFactory(ruoli=[Ruolo.REVISORE]))
        assert pannello is not None
        assert [(f["etichetta"], etichette(f)) for f in pannello.contesto["file"]] == [
            ("Materiale per chi partecipa", [])
        ]
        assert pannello.contesto["aggiungi"] == []

    def test_without_materials_who_reads_has_no_panel(self) -> None:
        evento = evento_con()
        assert materiali.pannello(evento, UtenteFactory(ruoli=[Ruolo.REVISORE])) is None
        assert materiali.pannello(evento, UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])) is not None

    def test_rooms_are_told_in_one_query_with_why_they_were_refused(self, django_assert_num_queries: Any) -> None:
        evento, chi = evento_con(), UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])
        assert sale.pannello(evento, chi) is None
        incontro = sessione(evento, stanza=sala(nome="22"))
        richiesta = RichiestaSalaFactory(
            stanza=incontro.prenotazione.stanza, prenotazione=incontro.prenotazione, evento=evento
        )
        rifiuta_sala(richiesta, motivo="C’è il consiglio", utente=UtenteFactory(ruoli=[Ruolo.FUNZIONARIO_UNIONE]))
        with django_assert_num_queries(1):
            pannello = sale.pannello(evento, chi)
        assert pannello is not None
        testo = render_to_string(pannello.template, pannello.contesto | {"evento": evento})
        assert "C’è il consiglio. Se l’incontro è ancora da fare, scegli un altro posto" in testo


def etichette(riga: dict[str, Any]) -> list[str]:
    return [pulsante.etichetta for pulsante in riga["atti"]]
