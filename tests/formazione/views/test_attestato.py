"""The pages of the certificates: who gets one and why, the list, the record, the public check without names."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.urls import reverse

from formazione.models import Attestato, Evento
from formazione.queries.attestato import giorni_di
from tests.factories.formazione import (
    PASSATO,
    IscrizioneFactory,
    attestato,
    evento_con,
    operatrice,
    porta_a,
    presente,
    rilascia,
    sessione,
)
from tests.factories.persone import ComuneFactory, PersonaFactory
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.choices import Ruolo
from valdera_housing.models import LetturaFascicolo

pytestmark = pytest.mark.django_db
OPERATRICE, COORDINATRICE, ASSISTENTE = Ruolo.OPERATORE_ETS, Ruolo.COORDINATORE_ETS, Ruolo.ASSISTENTE_SOCIALE


@pytest.fixture(autouse=True)
def nessuna_richiesta_prima() -> None:
    """How many requests an address made is remembered in the cache."""
    cache.clear()


def pagina(nome: str, *chiavi: object, **domanda: object) -> str:
    return reverse(f"formazione:{nome}", args=chiavi, query=domanda or None)


def letto(risposta: Any) -> str:
    return " ".join(risposta.content.decode().replace("\xa0", " ").split())


def svolto(*minuti: int, **altro: Any) -> Evento:
    evento = evento_con(PASSATO, **{"con_attestato": True} | altro)
    for n, quanti in enumerate(minuti):
        presente(IscrizioneFactory(evento=evento, nome="Luca", cognome=f"Bianchi {n}"), evento.sessioni.get(), quanti)
    return porta_a(evento, "SVOLTO")


class TestRilascio:
    def test_before_anything_is_made_each_person_has_her_hours_and_the_answer(self, entra: Any) -> None:
        evento = svolto(120, 60)
        IscrizioneFactory(evento=evento, cognome="Zanni")
        rilascia(evento.iscrizioni.get(cognome="Bianchi 0"))
        risposta = entra(OPERATRICE).get(pagina("evento_rilascia_attestati", evento.pk))
        righe = [
            (i.cognome, i.merita, bool(i.attestato), str(e).replace("\xa0", " "))
            for i, e, _ in risposta.context["righe"]
        ]
        assert righe == [
            ("Bianchi 0", True, True, "2 h su 2 h: 100 %, serve almeno il 75 %"),
            ("Bianchi 1", False, False, "1 h su 2 h: 50 %, serve almeno il 75 %; mancano 30 min"),
            ("Zanni", False, False, "0 h su 2 h: 0 %, serve almeno il 75 %; mancano 1 h 30 min"),
        ]
        assert risposta.context["somme"] == {"ricevono": 0, "hanno": 1, "restano": 2}

    @pytest.mark.parametrize(
        ("chi", "trovati"), [("ricevono", ["Bianchi 0"]), ("restano", ["Bianchi 1"]), ("hanno", [])]
    )
    def test_the_people_are_narrowed(self, entra: Any, chi: str, trovati: list[str]) -> None:
        risposta = entra(OPERATRICE).get(pagina("evento_rilascia_attestati", svolto(120, 60).pk, chi=chi))
        assert [i.cognome for i, *_ in risposta.context["righe"]] == trovati

    def test_the_button_orders_the_work_and_shows_its_progress(
        self, entra: Any, monkeypatch: Any, django_capture_on_commit_callbacks: Any
    ) -> None:
        monkeypatch.setattr("formazione.actions.attestato.attestato_pdf", lambda *_, **__: b"%PDF-1.7")
        evento, client = svolto(120), entra(OPERATRICE)
        indirizzo = pagina("evento_rilascia_attestati", evento.pk)
        assert "Rilascia 1 attestato" in letto(client.get(indirizzo))
        with django_capture_on_commit_callbacks(execute=True):
            risposta = client.post(indirizzo, {"chiave": uuid4()})
        assert risposta.status_code == 302
        testo = letto(client.get(risposta.url))
        assert ("1 attestato pronto" in testo, pagina("attestato_elenco", evento=evento.pk) in testo) == (True, True)
        assert Attestato.objects.count() == 1

    @pytest.mark.parametrize(
        ("stato", "con_attestato", "minuti", "frase"),
        [
            ("PROGRAMMATO", True, 120, "Gli attestati si rilasciano quando l’evento è chiuso come svolto."),
            ("SVOLTO", False, 120, "Questo evento non dà un attestato"),
            ("SVOLTO", True, 30, "Nessuno da aggiungere"),
        ],
    )
    def test_the_button_that_cannot_be_pressed_says_why(
        self, entra: Any, stato: str, con_attestato: bool, minuti: int, frase: str
    ) -> None:
        evento = porta_a(svolto(minuti, con_attestato=con_attestato), stato)
        client, indirizzo = entra(OPERATRICE), pagina("evento_rilascia_attestati", evento.pk)
        assert frase in letto(client.get(indirizzo))
        assert client.post(indirizzo, {"chiave": uuid4()}).status_code == 422
        assert Attestato.objects.count() == 0


class TestElenco:
    def test_the_list_is_narrowed_by_words_event_state_and_days(self, entra: Any) -> None:
        dato, altro = attestato(), attestato()
        altro.annullato_il, altro.motivo = altro.rilasciato_il, "Nome sbagliato"
        altro.save()
        client = entra(OPERATRICE)
        conti = [
            [a.numero for a, *_ in client.get(pagina("attestato_elenco", **filtro)).context["righe"]]
            for filtro in (
                {"ordine": "numero"}, {"q": dato.numero}, {"q": dato.iscrizione.cognome}, {"q": "niente"},
                {"evento": altro.iscrizione.evento_id}, {"stato": "annullati"}, {"stato": "validi"},
                {"dal": "2026-11-17"}, {"al": "2026-11-16", "ordine": "numero"},
            )
        ]  # fmt: skip
        uno, due = dato.numero, altro.numero
        assert conti == [[uno, due], [uno], [uno], [], [due], [due], [uno], [], [uno, due]]

    def test_a_period_the_wrong_way_round_is_said_beside_the_filter(self, entra: Any) -> None:
        risposta = entra(OPERATRICE).get(pagina("attestato_elenco", dal="2026-11-17", al="2026-11-01"))
        assert (risposta.status_code, "non viene prima del primo" in letto(risposta)) == (422, True)

    def test_the_sheet_has_the_same_rows_and_says_whose_data_left(self, entra: Any) -> None:
        dato = attestato()
        persona = PersonaFactory()
        dato.iscrizione.persona = persona
        dato.iscrizione.save()
        client = entra(OPERATRICE)
        foglio = b"".join(client.get(pagina("attestato_esporta", formato="csv")).streaming_content).decode()
        assert (dato.numero in foglio, dato.codice in foglio, len(foglio.splitlines())) == (True, True, 2)
        assert list(LetturaFascicolo.objects.values_list("persona", "azione")) == [(persona.pk, "ESPORTATA")]

    def test_a_social_worker_sees_those_of_the_people_she_follows(self, entra: Any) -> None:
        suo, altrui = attestato(), attestato()
        comune = ComuneFactory()
        suo.iscrizione.persona = PersonaFactory(comune=comune)
        suo.iscrizione.save()
        client = entra(ASSISTENTE, comuni=[comune])
        assert [a.numero for a, *_ in client.get(pagina("attestato_elenco")).context["righe"]] == [suo.numero]
        stati = [client.get(pagina("attestato_scheda", a.pk)).status_code for a in (suo, altrui)]
        assert stati == [200, 404]


class TestScheda:
    def test_the_record_says_all_and_gives_the_file(self, entra: Any) -> None:
        dato = attestato()
        dato.documento = archivia_documento(b"%PDF-1.7 prova", "attestato.pdf", utente=operatrice())
        dato.save()
        client = entra(COORDINATRICE)
        risposta = client.get(pagina("attestato_scheda", dato.pk))
        assert [p.etichetta for p in risposta.context["pulsanti"]] == ["Apri il PDF", "Annulla…"]
        assert "2 h su 2 h" in letto(risposta)
        file = client.get(pagina("attestato_scarica", dato.pk))
        assert (b"".join(file.streaming_content), file["Cache-Control"]) == (b"%PDF-1.7 prova", "private, no-store")

    def test_a_file_not_ready_yet_is_said(self, entra: Any) -> None:
        dato, client = attestato(), entra(OPERATRICE)
        risposta = client.get(pagina("attestato_scheda", dato.pk))
        assert ([p.etichetta for p in risposta.context["pulsanti"]], "non è ancora pronto" in letto(risposta)) == (
            [],
            True,
        )
        assert client.get(pagina("attestato_scarica", dato.pk)).status_code == 404

    def test_the_coordinator_cancels_it_with_a_reason(self, entra: Any) -> None:
        dato, client = attestato(), entra(COORDINATRICE)
        indirizzo = pagina("attestato_annulla", dato.pk)
        assert client.post(indirizzo, {"chiave": uuid4(), "motivo": ""}).status_code == 422
        client.post(indirizzo, {"chiave": uuid4(), "motivo": "Nome sbagliato"})
        assert "Nome sbagliato" in letto(client.get(pagina("attestato_scheda", dato.pk)))
        risposta = client.post(indirizzo, {"chiave": uuid4(), "motivo": "Ancora"})
        assert (risposta.status_code, "è già annullato" in letto(risposta)) == (422, True)


class TestVerifica:
    def test_anybody_reads_number_event_days_and_hours_and_never_the_name(self, client: Any) -> None:
        dato = attestato(titolo="Diritti e doveri")
        risposta = client.get(pagina("attestato_verifica_codice", dato.codice))
        testo = letto(risposta)
        attese = (
            "Questo attestato è valido", dato.numero, "Diritti e doveri", "il 12/11/2026", "2 h su 2 h", "16/11/2026",
            "Haddad", "Amina",
        )  # fmt: skip
        assert [parola in testo for parola in attese] == [True] * 6 + [False] * 2
        assert f'<a href="{pagina("attestato_verifica")}">Verifica un altro attestato</a>' in testo
        assert (risposta["Cache-Control"], risposta["X-Robots-Tag"]) == ("private, no-store", "noindex")

    def test_a_cancelled_one_says_when_and_not_why(self, client: Any) -> None:
        dato = attestato()
        dato.annullato_il, dato.motivo = dato.rilasciato_il, "Nome sbagliato"
        dato.save()
        testo = letto(client.get(pagina("attestato_verifica_codice", dato.codice)))
        assert [p in testo for p in ("Annullato il 16/11/2026", "è valido", "Nome sbagliato")] == [True, False, False]

    @pytest.mark.parametrize("codice", ["AAAA-BBBB-CCCC", "x", "%00", "è", "a" * 500])
    def test_an_unknown_code_gets_one_kind_sentence(self, client: Any, codice: str) -> None:
        risposta = client.get(f"/formazione/attestati/verifica/{codice}/")
        assert (risposta.status_code, "Nessun attestato ha questo codice" in letto(risposta)) == (200, True)

    def test_the_code_is_typed_as_one_likes(self, client: Any) -> None:
        dato = attestato()
        risposta = client.post(pagina("attestato_verifica"), {"codice": dato.codice.lower().replace("-", " ")})
        assert (risposta.status_code, risposta.url) == (302, pagina("attestato_verifica_codice", dato.codice))

    @pytest.mark.parametrize("codice", ["", "---", "\x00", "ù" * 100_000])
    def test_something_that_is_no_code_comes_back(self, client: Any, codice: str) -> None:
        assert client.post(pagina("attestato_verifica"), {"codice": codice}).status_code == 422

    def test_who_tries_too_many_codes_waits(self, client: Any) -> None:
        stati = [client.get(pagina("attestato_verifica_codice", f"AAAA-{n:04d}")).status_code for n in range(31)]
        assert stati == [200] * 30 + [429]
        assert client.post(pagina("attestato_verifica"), {"codice": "AAAA"}).status_code == 429
        assert client.get(pagina("attestato_verifica")).status_code == 200


def test_the_days_of_an_event_are_said_in_words() -> None:
    evento = evento_con(PASSATO)
    assert giorni_di(evento) == "il 12/11/2026"
    sessione(evento, PASSATO, "18:00")
    assert giorni_di(evento) == "il 12/11/2026"
    sessione(evento, date(2026, 11, 13))
    assert giorni_di(evento) == "nei giorni 12/11/2026 e 13/11/2026"
    for n in range(2, 9):
        sessione(evento, PASSATO + timedelta(days=n))
    assert giorni_di(evento) == "dal 12/11/2026 al 20/11/2026, in 9 giorni"
