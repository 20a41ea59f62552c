import csv
import io
import uuid
from datetime import date
from decimal import Decimal as D

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gestore.actions.alloggio import aggiungi_file_alloggio, aggiungi_fornitura
from gestore.workflow import ALLOGGIO
from tests.factories.casa import AlloggioFactory, ProprietarioFactory, nucleo_con_adulto
from tests.factories.gestore import SublocazioneFactory
from tests.factories.persone import ComuneFactory, UtenteFactory
from tests.valdera_housing.views.invio import errori, invia
from valdera_housing.choices import Ruolo, StatoAlloggio
from valdera_housing.models import Alloggio, Comune, Documento, Proprietario, QuotaProprieta

pytestmark = pytest.mark.django_db
ELENCO = "/gestore/alloggi/"
LIBERI = "/gestore/alloggi/liberi/"
VEDONO = (
    Ruolo.ASSISTENTE_SOCIALE,
    Ruolo.OPERATORE_ETS,
    Ruolo.CONTABILE_ETS,
    Ruolo.COORDINATORE_ETS,
    Ruolo.FUNZIONARIO_UNIONE,
    Ruolo.REVISORE,
)
PDF = b"%PDF-1.7 visura"
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452")


def url(nome: str, *pk: int) -> str:
    return reverse(f"gestore:{nome}", args=pk)


def codici(risposta) -> list[str]:
    return [alloggio.codice for alloggio, _ in risposta.context["righe"]]


def nei_gruppi(risposta) -> list[list[str]]:
    return [[riga.alloggio.codice for riga, _ in gruppo["righe"]] for gruppo in risposta.context["gruppi"]]


@pytest.fixture
def pontedera() -> Comune:
    return ComuneFactory()


class TestElenco:
    @pytest.mark.parametrize("ruolo", VEDONO)
    def test_who_keeps_or_reads_homes_sees_them(self, entra, ruolo, pontedera):
        AlloggioFactory(codice="A1", comune=pontedera)
        assert codici(entra(ruolo, comuni=[pontedera]).get(ELENCO)) == ["A1"]

    def test_a_social_worker_sees_those_of_her_comuni_only(self, entra, pontedera):
        AlloggioFactory(codice="A1", comune=pontedera)
        altrove = AlloggioFactory(codice="A2", comune=ComuneFactory(nome="Palaia"))
        assistente = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[pontedera])
        pagina = assistente.get(ELENCO)
        assert codici(pagina) == ["A1"]
        assert "Palaia" not in pagina.content.decode()
        assert assistente.get(url("alloggio_scheda", altrove.pk)).status_code == 404
        assert assistente.get(url("alloggio_storia", altrove.pk)).status_code == 404

    def test_it_finds_by_words_place_state_and_size(self, entra, pontedera):
        AlloggioFactory(codice="A1", comune=pontedera, indirizzo="via Nicolò Rossi", camere=1, posti_letto=2)
        AlloggioFactory(codice="A2", comune=pontedera, camere=3, posti_letto=6, accessibile=True)
        AlloggioFactory(codice="A3", comune=ComuneFactory(nome="Buti"), camere=None, stato=StatoAlloggio.SFITTO)
        client = entra(Ruolo.OPERATORE_ETS)
        trovati = {
            chiave: codici(client.get(f"{ELENCO}?{chiave}"))
            for chiave in (
                "q=nicolo",
                f"comune={pontedera.pk}",
                "stato=SFITTO",
                "camere=2",
                "posti=2",
                "accessibile=si",
                "ordine=-codice",
                "ordine=comune",
                "ordine=camere",
            )
        }
        assert list(trovati.values()) == [
            ["A1"],
            ["A1", "A2"],
            ["A3"],
            ["A2"],
            ["A1", "A2", "A3"],
            ["A2"],
            ["A3", "A2", "A1"],
            ["A3", "A1", "A2"],
            ["A1", "A2", "A3"],
        ]

    def test_a_filter_without_sense_is_answered_beside_it(self, entra):
        assert entra(Ruolo.OPERATORE_ETS).get(f"{ELENCO}?camere=tante").status_code == 422

    def test_the_sheet_has_the_rows_of_the_list(self, entra, pontedera):
        AlloggioFactory(codice="A1", comune=pontedera, civico="3")
        AlloggioFactory(codice="A2", comune=pontedera, stato=StatoAlloggio.SFITTO)
        risposta = entra(Ruolo.REVISORE).get(url("alloggio_esporta"), {"formato": "csv", "stato": "SEGNALATO"})
        righe = list(csv.DictReader(io.StringIO(risposta.getvalue().decode("utf-8-sig")), delimiter=";"))
        assert [(r["Codice"], r["Comune"], r["Indirizzo"], r["m² calpestabili"], r["Stato"]) for r in righe] == [
            ("A1", "Pontedera", "via Roma 3", "70,00", "Segnalato")
        ]


class TestNuovo:
    def dati(self, comune: Comune, **altro) -> dict:
        return {"comune": comune.pk, "indirizzo": "via Garibaldi", "civico": "7", "il": "2026-11-19"} | altro

    def test_address_and_caller_are_enough(self, entra, pontedera):
        client = entra(Ruolo.OPERATORE_ETS)
        risposta = invia(client, url("alloggio_nuovo"), **self.dati(pontedera, denominazione="Gino Baldi"))
        alloggio = Alloggio.objects.get()
        assert risposta.url == url("alloggio_scheda", alloggio.pk)
        assert (alloggio.codice, alloggio.quote.get().proprietario.denominazione) == ("A-2026-0001", "Gino Baldi")
        assert client.get(risposta.url).status_code == 200

    def test_a_caller_already_here_is_offered_and_chosen(self, entra, pontedera):
        gino = ProprietarioFactory(denominazione="Gino Baldi")
        client, dati = entra(Ruolo.OPERATORE_ETS), self.dati(pontedera, denominazione="baldi gino")
        prima = invia(client, url("alloggio_nuovo"), **dati)
        assert (prima.status_code, errori(prima)) == (
            422,
            {"scelto": ["Scegli se chi chiama è uno di questi o un altro."]},
        )
        assert invia(client, url("alloggio_nuovo"), **dati, scelto=gino.pk).status_code == 302
        assert Proprietario.objects.count() == 1
        assert invia(client, url("alloggio_nuovo"), **dati, scelto="nuovo").status_code == 302
        assert Proprietario.objects.count() == 2

    def test_from_the_owner_s_page_she_is_already_known(self, entra, pontedera):
        gino = ProprietarioFactory()
        indirizzo = f"{url('alloggio_nuovo')}?proprietario={gino.pk}"
        client = entra(Ruolo.COORDINATORE_ETS)
        assert "denominazione" not in client.get(indirizzo).context["form"].fields
        assert invia(client, indirizzo, **self.dati(pontedera)).status_code == 302
        assert QuotaProprieta.objects.get().proprietario == gino
        assert client.get(f"{url('alloggio_nuovo')}?proprietario=999999").status_code == 404

    def test_a_second_call_for_the_same_home_is_told(self, entra, pontedera):
        gino = ProprietarioFactory()
        gia = AlloggioFactory(comune=pontedera, indirizzo="Via Garibaldi", civico="7")
        AlloggioFactory(comune=pontedera, indirizzo="via Garibaldi", civico="7", interno="2")
        indirizzo = f"{url('alloggio_nuovo')}?proprietario={gino.pk}"
        risposta = entra(Ruolo.OPERATORE_ETS).post(
            indirizzo, self.dati(pontedera) | {"chiave": str(uuid.uuid4())}, follow=True
        )
        assert [str(m) for m in risposta.context["messages"]][1:] == [
            f"Allo stesso indirizzo c’era già {gia}: controlla che non sia lo stesso."
        ]

    def test_a_call_is_not_in_the_future(self, entra, pontedera):
        dati = self.dati(pontedera, denominazione="Gino Baldi", il="2026-11-20")
        risposta = invia(entra(Ruolo.OPERATORE_ETS), url("alloggio_nuovo"), **dati)
        assert (risposta.status_code, list(errori(risposta)), Alloggio.objects.count()) == (422, ["il"], 0)


class TestScheda:
    def test_it_shows_what_may_be_done_by_this_person_now(self, entra):
        alloggio = AlloggioFactory()
        pagina = entra(Ruolo.OPERATORE_ETS).get(url("alloggio_scheda", alloggio.pk))
        assert [(p.etichetta, p.tipo) for p in pagina.context["pulsanti"]] == [
            ("Registra il sopralluogo…", "primario"),
            ("Modifica", "secondario"),
            ("Non idoneo…", "rischio"),
        ]

    def test_the_lease_with_the_owner_is_one_click_away(self, entra):
        locazione = SublocazioneFactory().locazione
        contratto = locazione.contratto
        client = entra(Ruolo.OPERATORE_ETS)
        contratti = client.get(url("alloggio_scheda", contratto.alloggio_id)).context["contratti"]
        assert {c.numero: dove for c, _, _, dove in contratti}[contratto.numero] == url(
            "locazione_scheda", locazione.pk
        )

    @pytest.mark.parametrize(
        ("ruolo", "chi"),
        [
            (Ruolo.OPERATORE_ETS, "Maria Rossi"),
            (Ruolo.ASSISTENTE_SOCIALE, "Maria Rossi"),
            (Ruolo.FUNZIONARIO_UNIONE, "N-"),
            (Ruolo.REVISORE, "N-"),
        ],
    )
    def test_the_household_has_its_name_only_for_who_follows_it(self, entra, ruolo, chi):
        contratto = SublocazioneFactory().contratto
        client = entra(ruolo, comuni=[contratto.alloggio.comune])
        pagina = client.get(url("alloggio_scheda", contratto.alloggio_id))
        parti = [parte for _, _, parte, _ in pagina.context["contratti"]]
        assert parti[0].startswith(chi)
        assert parti[1] == str(Proprietario.objects.get())
        assert ("Maria Rossi" in pagina.content.decode()) == (chi == "Maria Rossi")

    def test_a_social_worker_reads_whose_it_is_but_not_the_account(self, entra):
        contratto = SublocazioneFactory().contratto
        testa = contratto.alloggio.contratti.get(natura="TESTA")
        quota = {"alloggio": contratto.alloggio, "proprietario": testa.proprietario, "quota": 100}
        QuotaProprieta.objects.create(**quota, dal=date(2026, 1, 1))
        client = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[contratto.alloggio.comune])
        testo = client.get(url("alloggio_scheda", contratto.alloggio_id)).content.decode()
        assert str(testa.proprietario) in testo
        assert testa.proprietario.iban not in testo
        assert url("proprietario_scheda", testa.proprietario_id) not in testo
        assert client.get(url("proprietario_scheda", testa.proprietario_id)).status_code == 403


class TestModifica:
    def dati(self, alloggio: Alloggio, **altro) -> dict:
        fissi = {"comune": alloggio.comune_id, "indirizzo": "via Roma", "tipologia": "APPARTAMENTO"}
        return fissi | {"regime": "MERCATO_CONCORDATO", "versione": alloggio.versione} | altro

    def test_what_is_typed_as_people_write_is_stored(self, entra):
        alloggio = AlloggioFactory()
        dati = self.dati(
            alloggio,
            mq_calpestabili="72,5",
            vani="4,5",
            catasto_categoria="a 3",
            catasto_rendita="1.234,56",
            ape_scade_il="2030-01-01",
            agibilita="on",
        )
        risposta = invia(entra(Ruolo.OPERATORE_ETS), url("alloggio_modifica", alloggio.pk), **dati)
        alloggio.refresh_from_db()
        assert risposta.url == url("alloggio_scheda", alloggio.pk)
        assert (alloggio.mq_calpestabili, alloggio.vani, alloggio.catasto_categoria, alloggio.catasto_rendita) == (
            D("72.50"),
            D("4.5"),
            "A/3",
            D("1234.56"),
        )
        assert (alloggio.ape_scade_il, alloggio.agibilita, alloggio.versione) == (date(2030, 1, 1), True, 2)

    def test_what_was_stored_comes_back_and_may_be_saved_as_it_is(self, entra):
        alloggio = AlloggioFactory(vani=D("4.0"), mq_calpestabili=D("72.50"))
        form = entra(Ruolo.OPERATORE_ETS).get(url("alloggio_modifica", alloggio.pk)).context["form"]
        scritti = [form[nome].field.widget.format_value(form[nome].value()) for nome in ("vani", "mq_calpestabili")]
        assert scritti == ["4", "72,5"]

    @pytest.mark.parametrize(
        ("campo", "valore", "frase"),
        [
            ("catasto_categoria", "villa", "La categoria è una lettera e un numero, come A/3."),
            ("mq_calpestabili", "tanti", "Scrivi un numero come 72,5."),
            ("vani", "4,55", "Il numero ha troppi decimali."),
        ],
    )
    def test_what_makes_no_sense_is_answered_beside_it(self, entra, campo, valore, frase):
        alloggio = AlloggioFactory()
        dati = self.dati(alloggio, **{campo: valore})
        risposta = invia(entra(Ruolo.OPERATORE_ETS), url("alloggio_modifica", alloggio.pk), **dati)
        assert (risposta.status_code, errori(risposta)) == (422, {campo: [frase]})

    def test_the_second_of_two_people_is_told_and_loses_nothing(self, entra):
        alloggio = AlloggioFactory()
        dati = self.dati(alloggio, note="Ho visto il bagno")
        Alloggio.objects.filter(pk=alloggio.pk).update(versione=2)
        risposta = invia(entra(Ruolo.OPERATORE_ETS), url("alloggio_modifica", alloggio.pk), **dati)
        assert risposta.status_code == 409
        assert "Ho visto il bagno" in risposta.content.decode()

    def test_a_luxury_home_under_contract_is_refused_with_the_sentence(self, entra):
        alloggio = AlloggioFactory(stato=StatoAlloggio.DISPONIBILE)
        dati = self.dati(alloggio, catasto_categoria="A/8")
        risposta = invia(entra(Ruolo.OPERATORE_ETS), url("alloggio_modifica", alloggio.pk), **dati)
        assert (risposta.status_code, errori(risposta)) == (
            422,
            {"__all__": ["Le case di categoria A/1, A/8 e A/9 sono escluse: non si possono prendere."]},
        )


class TestAtti:
    @pytest.mark.parametrize("atto", [t.atto for t in ALLOGGIO if t.a])
    def test_each_step_has_its_page_and_moves_the_home(self, entra, atto):
        alloggio = AlloggioFactory(stato=ALLOGGIO[atto].da[0])
        client, indirizzo = entra(Ruolo.COORDINATORE_ETS), url(f"alloggio_{atto}", alloggio.pk)
        assert client.get(indirizzo).status_code == 200
        risposta = invia(client, indirizzo, il="2026-11-18", motivo="fine lavori")
        alloggio.refresh_from_db()
        assert (risposta.url, alloggio.stato, alloggio.stato_dal, alloggio.motivo_stato) == (
            url("alloggio_scheda", alloggio.pk),
            ALLOGGIO[atto].a,
            date(2026, 11, 18),
            "fine lavori",
        )

    def test_a_step_impossible_now_says_so_on_the_record(self, entra):
        alloggio = AlloggioFactory(stato=StatoAlloggio.RESTITUITO)
        client = entra(Ruolo.OPERATORE_ETS)
        risposte = [
            client.get(url("alloggio_valuta", alloggio.pk)),
            invia(client, url("alloggio_valuta", alloggio.pk)),
        ]
        assert [r.status_code for r in risposte] == [422, 422]
        assert "quando lo stato è «Restituito»" in risposte[0].content.decode()

    def test_why_is_asked_where_it_matters(self, entra):
        alloggio = AlloggioFactory()
        risposta = invia(entra(Ruolo.OPERATORE_ETS), url("alloggio_scarta", alloggio.pk), il="2026-11-18")
        assert (risposta.status_code, list(errori(risposta))) == (422, ["motivo"])

    def test_the_reason_of_a_rule_comes_back_on_the_form(self, entra):
        alloggio = AlloggioFactory(stato_dal=date(2026, 11, 10))
        risposta = invia(entra(Ruolo.OPERATORE_ETS), url("alloggio_sopralluoga", alloggio.pk), il="2026-11-09")
        assert errori(risposta) == {"__all__": ["La data viene prima del 10/11/2026, inizio dello stato di adesso"]}


class TestQuote:
    def test_owners_are_found_added_and_share_the_whole(self, entra):
        alloggio, gino = AlloggioFactory(), ProprietarioFactory(denominazione="Gino Baldi")
        ada = ProprietarioFactory(denominazione="Ada Néri", codice_fiscale=None)
        QuotaProprieta.objects.create(alloggio=alloggio, proprietario=gino, quota=100, dal=date(2026, 1, 10))
        client, indirizzo = entra(Ruolo.OPERATORE_ETS), url("alloggio_quote", alloggio.pk)
        trovati = client.get(indirizzo, {"q": "neri"}).context["trovati"]
        assert trovati == [(ada, f"?con={ada.pk}")]
        con = f"{indirizzo}?con={ada.pk}"
        assert list(client.get(con).context["form"].fields) == [f"quota_{gino.pk}", f"quota_{ada.pk}", "dal"]
        dati = {f"quota_{gino.pk}": "60", f"quota_{ada.pk}": "30", "dal": "2026-11-01", "versione": 1}
        assert errori(invia(client, con, **dati)) == {
            "__all__": ["Le quote fanno 90,00 %: mancano 10,00 % (art. 1101 c.c.)"]
        }
        assert invia(client, con, **dati | {f"quota_{ada.pk}": "40"}).status_code == 302
        assert {q.proprietario: q.quota for q in alloggio.quote.filter(al=None)} == {gino: D(60), ada: D(40)}

    def test_the_second_of_two_people_is_told(self, entra):
        alloggio, gino = AlloggioFactory(versione=3), ProprietarioFactory()
        con = f"{url('alloggio_quote', alloggio.pk)}?con={gino.pk}"
        dati = {f"quota_{gino.pk}": "100", "dal": "2026-11-01", "versione": 2}
        assert invia(entra(Ruolo.OPERATORE_ETS), con, **dati).status_code == 409


class TestForniture:
    def test_one_is_written_and_a_second_of_the_same_kind_is_refused(self, entra):
        alloggio = AlloggioFactory()
        client, indirizzo = entra(Ruolo.OPERATORE_ETS), url("fornitura_nuova", alloggio.pk)
        dati = {"tipo": "LUCE", "codice": "it001e 12345678", "intestatario": "ETS"}
        assert invia(client, indirizzo, **dati).url == url("alloggio_scheda", alloggio.pk) + "#forniture"
        assert alloggio.forniture.get().codice == "IT001E12345678"
        assert errori(invia(client, indirizzo, **dati)) == {
            "__all__": ["Questa fornitura è già scritta: correggi quella."]
        }
        assert errori(invia(client, indirizzo, **dati | {"tipo": "GAS"})) == {
            "__all__": ["Il POD è come IT001E12345678, il PDR ha 14 cifre."]
        }

    def test_one_is_corrected_on_its_own_home_only(self, entra):
        alloggio, altro = AlloggioFactory(), AlloggioFactory()
        operatore = UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])
        fornitura = aggiungi_fornitura(alloggio, {"tipo": "ACQUA", "intestatario": "ETS"}, utente=operatore)
        client = entra(Ruolo.OPERATORE_ETS)
        dati = {"tipo": "ACQUA", "intestatario": "BENEFICIARIO", "versione": 1}
        assert invia(client, url("fornitura_modifica", altro.pk, fornitura.pk), **dati).status_code == 404
        assert invia(client, url("fornitura_modifica", alloggio.pk, fornitura.pk), **dati).status_code == 302
        fornitura.refresh_from_db()
        assert fornitura.intestatario == "BENEFICIARIO"


class TestFile:
    def test_a_document_is_added_opened_and_taken_away(self, entra):
        alloggio = AlloggioFactory()
        client = entra(Ruolo.OPERATORE_ETS)
        dati = {"tipo": "VISURA", "file": SimpleUploadedFile("visura.pdf", PDF)}
        assert invia(client, url("file_alloggio_nuovo", alloggio.pk), **dati).status_code == 302
        file = alloggio.file.get()
        risposta = client.get(url("file_alloggio_apri", alloggio.pk, file.pk))
        assert (b"".join(risposta.streaming_content), risposta["Content-Type"]) == (PDF, "application/pdf")
        assert client.get(url("file_alloggio_apri", AlloggioFactory().pk, file.pk)).status_code == 404
        assert invia(client, url("file_alloggio_elimina", alloggio.pk, file.pk)).status_code == 302
        assert (alloggio.file.count(), Documento.objects.count()) == (0, 0)

    def test_photos_are_seen_on_the_record_other_files_are_listed(self, entra):
        alloggio, operatore = AlloggioFactory(), UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])
        for nome, contenuto, tipo in (("f.png", PNG, "FOTO"), ("f.pdf", PDF, "FOTO"), ("p.png", PNG, "PLANIMETRIA")):
            aggiungi_file_alloggio(alloggio, nome, contenuto, tipo=tipo, descrizione="Cucina", utente=operatore)
        pagina = entra(Ruolo.OPERATORE_ETS).get(url("alloggio_scheda", alloggio.pk))
        assert ([f.documento.nome for f in pagina.context["foto"]], len(pagina.context["file"])) == (["f.png"], 3)
        assert pagina.content.decode().count('alt="Cucina"') == 1

    def test_what_is_not_a_picture_or_a_pdf_is_refused(self, entra):
        dati = {"tipo": "FOTO", "file": SimpleUploadedFile("foto.jpg", b"<html><script>")}
        risposta = invia(entra(Ruolo.OPERATORE_ETS), url("file_alloggio_nuovo", AlloggioFactory().pk), **dati)
        assert errori(risposta) == {
            "__all__": ["Questo tipo di file non si può caricare. Si accettano: PDF, JPEG, PNG"]
        }

    def test_another_comune_s_files_are_nowhere(self, entra, pontedera):
        operatore = UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])
        altrove = AlloggioFactory(comune=ComuneFactory(nome="Palaia"))
        file = aggiungi_file_alloggio(altrove, "p.pdf", PDF, tipo="APE", descrizione="", utente=operatore)
        assistente = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[pontedera])
        assert assistente.get(url("file_alloggio_apri", altrove.pk, file.pk)).status_code == 404


class TestLiberi:
    @pytest.mark.parametrize("ruolo", VEDONO)
    def test_free_now_and_soon_are_two_groups(self, entra, ruolo, pontedera):
        AlloggioFactory(codice="A1", comune=pontedera, stato=StatoAlloggio.SFITTO)
        AlloggioFactory(codice="A2", comune=pontedera, stato=StatoAlloggio.IN_MANUTENZIONE)
        AlloggioFactory(codice="A3", comune=pontedera)
        assert nei_gruppi(entra(ruolo, comuni=[pontedera]).get(LIBERI)) == [["A1"], ["A2"]]

    def test_for_a_household_each_home_says_why(self, entra, pontedera):
        nucleo = nucleo_con_adulto(comune=pontedera)
        AlloggioFactory(codice="A1", comune=pontedera, stato=StatoAlloggio.SFITTO, posti_letto=None)
        AlloggioFactory(codice="A2", comune=pontedera, stato=StatoAlloggio.SFITTO)
        pagina = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[pontedera]).get(
            LIBERI, {"nucleo": nucleo.codice.lower(), "scale": "si"}
        )
        righe = [riga for riga, _ in pagina.context["gruppi"][0]["righe"]]
        assert [(r.alloggio.codice, r.esito.livello, len(r.esito.motivi)) for r in righe] == [
            ("A1", "avviso", 4),
            ("A2", "avviso", 4),
        ]
        testo = pagina.content.decode()
        assert "Nel nucleo c’è chi non può fare le scale: il piano è da scrivere" in testo
        assert "1 persona, Pontedera" in testo

    def test_a_household_followed_by_others_is_not_found(self, entra, pontedera):
        altrove = nucleo_con_adulto(comune=ComuneFactory(nome="Palaia"))
        pagina = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[pontedera]).get(LIBERI, {"nucleo": altrove.codice})
        assert (pagina.status_code, pagina.context["chi"]) == (422, None)
        assert pagina.context["filtro"].form.errors["nucleo"] == ["Fra i nuclei che segui nessuno ha questo codice."]

    def test_who_does_not_follow_people_is_not_asked_for_whom(self, entra):
        pagina = entra(Ruolo.FUNZIONARIO_UNIONE).get(LIBERI, {"nucleo": nucleo_con_adulto().codice})
        assert (list(pagina.context["filtro"].form.fields), pagina.context["chi"]) == (["comune"], None)
