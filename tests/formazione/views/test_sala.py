"""The pages of the rooms: who sees, who asks, who decides with one click, and what each room answers."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from formazione.choices import StatoSala
from formazione.models import RichiestaSala
from tests.factories.formazione import FUTURO, RichiestaSalaFactory, sala
from tests.factories.luogo import PrenotazioneFactory, SedeFactory, alle
from tests.factories.persone import UtenteFactory
from tests.valdera_housing.views.invio import errori, invia
from valdera_housing.choices import Linea, Ruolo, UsoStanza
from valdera_housing.models import Prenotazione, Stanza

pytestmark = pytest.mark.django_db
Entra = Callable[..., Client]
ELENCO, REGOLE, NUOVA = (reverse(f"formazione:sala_{nome}") for nome in ("elenco", "regole", "nuova"))
RIUNIONE = {
    "titolo": "Riunione del gruppo di lavoro", "giorno": "2026-12-03", "ora": "15:00", "minuti": 90, "partecipanti": 6,
}  # fmt: skip


def di(atto: str, richiesta: RichiestaSala) -> str:
    return reverse(f"formazione:sala_{atto}", args=[richiesta.pk])


def chiesta(stanza: Stanza, giorno: date, titolo: str, **altro: Any) -> RichiestaSala:
    prenotazione = PrenotazioneFactory(
        linea=Linea.FOR, titolo=titolo, inizio=alle(giorno, "15:00"), fine=alle(giorno, "17:00"), operatore=None,
        sede=stanza.sede, stanza=stanza,
    )  # fmt: skip
    return RichiestaSalaFactory(stanza=stanza, prenotazione=prenotazione, titolo=titolo, **altro)


def decisa(stanza: Stanza, giorno: date, titolo: str) -> RichiestaSala:
    unione = UtenteFactory(ruoli=[Ruolo.FUNZIONARIO_UNIONE])
    return chiesta(stanza, giorno, titolo, stato=StatoSala.AUTORIZZATA, decisa_da=unione, decisa_il=date(2026, 11, 17))


def righe(risposta: Any) -> list[str]:
    return [riga[0].titolo for riga in risposta.context["righe"]]


class TestElenco:
    def test_the_official_finds_first_what_waits_for_an_answer(self, entra: Entra) -> None:
        stanza = sala()
        decisa(stanza, date(2026, 12, 1), "Decisa")
        chiesta(stanza, date(2026, 12, 9), "Aspetta")
        assert righe(entra(Ruolo.FUNZIONARIO_UNIONE).get(ELENCO)) == ["Aspetta", "Decisa"]

    @pytest.mark.parametrize(
        ("filtri", "trovate"),
        [
            ({}, ["Tavolo", "Corso"]),
            ({"stato": "AUTORIZZATA"}, ["Corso"]),
            ({"q": "tavOLO"}, ["Tavolo"]),
            ({"dal": "2026-12-02"}, ["Tavolo"]),
            ({"al": "2026-12-01"}, ["Corso"]),
            ({"ordine": "titolo"}, ["Corso", "Tavolo"]),
            ({"ordine": "quando"}, ["Corso", "Tavolo"]),
        ],
    )
    def test_each_filter_finds_its_own_and_the_sheet_has_the_same_rows(
        self, entra: Entra, filtri: dict[str, str], trovate: list[str]
    ) -> None:
        stanza = sala()
        decisa(stanza, date(2026, 12, 1), "Corso")
        chiesta(stanza, date(2026, 12, 9), "Tavolo")
        client = entra(Ruolo.OPERATORE_ETS)
        assert righe(client.get(ELENCO, filtri)) == trovate
        foglio = client.get(reverse("formazione:sala_esporta"), filtri | {"formato": "csv"})
        testo = b"".join(foglio.streaming_content).decode().splitlines()
        assert [riga.split(";")[0] for riga in testo[1:]] == trovate

    def test_a_room_filters_its_own_requests(self, entra: Entra) -> None:
        prima, seconda = sala(nome="22"), sala(nome="23")
        chiesta(prima, FUTURO, "Nella 22")
        chiesta(seconda, FUTURO, "Nella 23")
        assert righe(entra(Ruolo.REVISORE).get(ELENCO, {"stanza": seconda.pk})) == ["Nella 23"]

    @pytest.mark.parametrize("ruolo", [Ruolo.FUNZIONARIO_UNIONE, Ruolo.OPERATORE_ETS])
    def test_only_who_decides_has_the_buttons_to_decide(self, entra: Entra, ruolo: str) -> None:
        richiesta = RichiestaSalaFactory()
        testo = entra(ruolo).get(ELENCO).content.decode()
        assert (di("autorizza", richiesta) in testo) is (ruolo == Ruolo.FUNZIONARIO_UNIONE)


class TestDecisione:
    def test_one_click_in_the_list_gives_the_room_and_goes_back_to_the_list(self, entra: Entra) -> None:
        client, richiesta = entra(Ruolo.FUNZIONARIO_UNIONE), RichiestaSalaFactory()
        risposta = invia(client, di("autorizza", richiesta), torna=f"{ELENCO}?stato=RICHIESTA")
        richiesta.refresh_from_db()
        assert (risposta.url, richiesta.stato) == (f"{ELENCO}?stato=RICHIESTA", StatoSala.AUTORIZZATA)

    @pytest.mark.parametrize("altrove", ["https://altrove.it/", "//altrove", "/", f"{ELENCO}?{'x' * 300}"])
    def test_it_goes_nowhere_else(self, entra: Entra, altrove: str) -> None:
        client, richiesta = entra(Ruolo.FUNZIONARIO_UNIONE), RichiestaSalaFactory()
        assert invia(client, di("autorizza", richiesta), torna=altrove).url == di("scheda", richiesta)

    def test_who_comes_second_reads_why_not(self, entra: Entra) -> None:
        client, richiesta = entra(Ruolo.FUNZIONARIO_UNIONE), RichiestaSalaFactory()
        invia(client, di("autorizza", richiesta))
        seconda = invia(client, di("autorizza", richiesta))
        assert seconda.status_code == 422
        assert "quando lo stato è «Autorizzata»" in seconda.content.decode()

    def test_a_refusal_wants_a_reason_and_who_asked_reads_it(self, entra: Entra) -> None:
        client, richiesta = entra(Ruolo.FUNZIONARIO_UNIONE), RichiestaSalaFactory()
        muta = invia(client, di("rifiuta", richiesta), motivo="")
        assert (muta.status_code, list(errori(muta))) == (422, ["motivo"])
        invia(client, di("rifiuta", richiesta), motivo="Quel giorno c’è il consiglio")
        assert (
            "Quel giorno c’è il consiglio" in entra(Ruolo.OPERATORE_ETS).get(di("scheda", richiesta)).content.decode()
        )

    def test_who_asked_takes_it_back(self, entra: Entra) -> None:
        client, richiesta = entra(Ruolo.OPERATORE_ETS), RichiestaSalaFactory()
        assert invia(client, di("ritira", richiesta), motivo="").url == di("scheda", richiesta)
        richiesta.refresh_from_db()
        assert (richiesta.stato, Prenotazione.objects.attive().count()) == (StatoSala.RITIRATA, 0)

    def test_the_record_says_the_rule_of_the_room(self, entra: Entra) -> None:
        richiesta = RichiestaSalaFactory(stanza=sala(nome="22"))
        testo = entra(Ruolo.REVISORE).get(di("scheda", richiesta)).content.decode()
        assert "22 è una sala per convegni e formazione, e il disciplinare è accettato" in testo


class TestNuova:
    def test_a_meeting_of_the_staff_takes_a_room(self, entra: Entra) -> None:
        client, stanza = entra(Ruolo.OPERATORE_ETS), sala(UsoStanza.RIUNIONI_BREVI, posti=8)
        risposta = invia(client, NUOVA, stanza=stanza.pk, **RIUNIONE)
        richiesta = RichiestaSala.objects.get()
        p = richiesta.prenotazione
        assert risposta.url == di("scheda", richiesta)
        assert (p.inizio, p.fine, p.stanza, p.sede, p.partecipanti, p.linea, richiesta.titolo) == (
            alle(FUTURO, "15:00"), alle(FUTURO, "16:30"), stanza, stanza.sede, 6, Linea.FOR, RIUNIONE["titolo"],
        )  # fmt: skip

    def test_the_same_key_asks_once(self, entra: Entra) -> None:
        client, stanza = entra(Ruolo.OPERATORE_ETS), sala(UsoStanza.RIUNIONI_BREVI, posti=8)
        chiave = "0b8c3a52-5c5b-4c0e-9a29-3f8d6f9e5a11"
        prima, seconda = (invia(client, NUOVA, chiave=chiave, stanza=stanza.pk, **RIUNIONE) for _ in range(2))
        assert (prima.url, RichiestaSala.objects.count()) == (seconda.url, 1)

    def test_what_the_rule_refuses_comes_back_as_typed_with_the_other_rooms(self, entra: Entra) -> None:
        client, sede = entra(Ruolo.OPERATORE_ETS), SedeFactory()
        trentaquattro = sala(UsoStanza.RIUNIONI_BREVI, nome="34", posti=8, sede=sede)
        sala(nome="22", sede=sede)
        dati = RIUNIONE | {"partecipanti": 40, "rilevanza_esterna": "on", "stanza": trentaquattro.pk}
        risposta = invia(client, NUOVA, **dati)
        assert risposta.status_code == 422
        assert errori(risposta)["__all__"] == [
            "34 serve a riunioni brevi interne: non ci si ricevono persone da fuori (Convenzione, uso dei locali)",
            "34 tiene 8 persone, ne sono previste 40 (Convenzione, uso dei locali)",
        ]
        assert [(r.stanza.nome, r.esito.positivo) for r in risposta.context["risposte"]()] == [
            ("22", True), ("34", False),
        ]  # fmt: skip
        assert RIUNIONE["titolo"] in risposta.content.decode()

    def test_looking_writes_nothing(self, entra: Entra) -> None:
        client, stanza = entra(Ruolo.OPERATORE_ETS), sala(nome="22")
        risposta = invia(client, NUOVA, stanza=stanza.pk, controlla="1", **RIUNIONE)
        assert (risposta.status_code, RichiestaSala.objects.count()) == (200, 0)
        assert "Si può chiedere" in risposta.content.decode()

    @pytest.mark.parametrize(
        ("campo", "valore", "detto"),
        [
            ("giorno", "2026-11-18", "È un giorno passato."),
            ("giorno", "2026-02-30", "Inserisci una data valida."),
            ("minuti", "721", "Assicurati che questo valore sia minore o uguale a 720."),
            ("titolo", "", "Questo campo è obbligatorio."),
            ("stanza", "999999", "Scegli un'opzione valida. La scelta effettuata non compare tra quelle disponibili."),
        ],
    )
    def test_what_makes_no_sense_is_said_beside_its_field(
        self, entra: Entra, campo: str, valore: str, detto: str
    ) -> None:
        client, stanza = entra(Ruolo.OPERATORE_ETS), sala(UsoStanza.RIUNIONI_BREVI)
        risposta = invia(client, NUOVA, **({"stanza": stanza.pk} | RIUNIONE | {campo: valore}))
        assert (risposta.status_code, errori(risposta)) == (422, {campo: [detto]})
        assert RichiestaSala.objects.count() == 0

    def test_the_room_of_the_desk_and_those_put_aside_are_not_offered(self, entra: Entra) -> None:
        sala(UsoStanza.SPORTELLO, nome="1")
        sala(nome="ferma", attiva=False)
        buona = sala(nome="22")
        form = entra(Ruolo.FUNZIONARIO_UNIONE).get(NUOVA).context["form"]
        assert list(form.fields["stanza"].queryset) == [buona]


class TestRegole:
    def test_each_room_says_what_it_is_for(self, entra: Entra) -> None:
        sede = SedeFactory()
        sala(UsoStanza.SPORTELLO, nome="1", sede=sede, posti=None)
        sala(UsoStanza.RIUNIONI_BREVI, nome="16", sede=sede, posti=None)
        sala(nome="22", sede=sede, posti=80)
        pagina = entra(Ruolo.REVISORE).get(REGOLE)
        assert [(s.nome, r.persone_ammesse, r.minuti_ammessi, frase) for s, r, frase in pagina.context["stanze"]] == [
            ("1", None, None, "Solo lo sportello, nei suoi giorni e orari: non si chiede"),
            ("16", 8, 120, "Riunioni brevi di chi lavora nei servizi, senza persone da fuori"),
            ("22", 80, None, "Convegni, corsi e incontri aperti al pubblico, accettando il disciplinare"),
        ]

    def test_at_an_hour_each_room_answers_free_taken_until_or_why_not(self, entra: Entra) -> None:
        sede = SedeFactory()
        sala(UsoStanza.RIUNIONI_BREVI, nome="16", sede=sede, posti=8)
        presa, _ = sala(nome="22", sede=sede), sala(nome="23", sede=sede)
        chiesta(presa, FUTURO, "Convegno")
        domanda = {"giorno": "2026-12-03", "ora": "16:00", "minuti": 60, "partecipanti": 30, "rilevanza_esterna": "on"}
        pagina = entra(Ruolo.OPERATORE_ETS).get(REGOLE, domanda)
        assert [
            (r.stanza.nome, r.aspetto.etichetta, [str(m) for m in r.motivi]) for r in pagina.context["risposte"]
        ] == [
            ("16", "Non si può", [
                "16 serve a riunioni brevi interne: non ci si ricevono persone da fuori (Convenzione, uso dei locali)",
                "16 tiene 8 persone, ne sono previste 30 (Convenzione, uso dei locali)",
            ]),
            ("22", "Non si può", ["22: impegno dalle 15:00 alle 17:00 del 03/12/2026"]),
            ("23", "Si può chiedere", [
                "Libera. Convegni, corsi e incontri aperti al pubblico, accettando il disciplinare",
            ]),
        ]  # fmt: skip

    def test_a_wrong_hour_is_said_beside_its_field(self, entra: Entra) -> None:
        pagina = entra(Ruolo.OPERATORE_ETS).get(REGOLE, {"giorno": "2026-12-03", "ora": "25:00", "minuti": 60})
        assert (pagina.status_code, list(errori(pagina))) == (422, ["ora"])
