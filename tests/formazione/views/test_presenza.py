"""The register of a session: who opens it, what it says, what it writes; the QR at the door and at home."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from formazione.models import Conteggio, Evento, Iscrizione, Presenza, Sessione
from tests.factories.formazione import (
    FUTURO,
    PASSATO,
    IscrizioneFactory,
    conta,
    evento_con,
    presente,
    rilascia,
    sessione,
)
from tests.factories.luogo import alle
from valdera_housing.choices import Ruolo

pytestmark = pytest.mark.django_db
OPERATRICE = Ruolo.OPERATORE_ETS
OGGI = date(2026, 11, 19)


@pytest.fixture(autouse=True)
def alle_dieci(db: None, time_machine: Any) -> None:
    """The clock stands at ten, however long the database takes to be ready."""
    time_machine.move_to(alle(OGGI, "10:00"), tick=False)


def pagina(nome: str, *chiavi: object, **domanda: object) -> str:
    return reverse(f"formazione:{nome}", args=chiavi, query=domanda or None)


def letto(risposta: Any) -> str:
    return " ".join(risposta.content.decode().replace("\xa0", " ").split())


def chiave(**dati: Any) -> dict[str, Any]:
    return {"chiave": uuid4(), **dati}


def di_mattina(evento: Evento | None = None, **altro: Any) -> Sessione:
    """A session of today, on now: 9–11."""
    return sessione(evento or evento_con(PASSATO, **altro), OGGI, "09:00")


def riga(persona: Iscrizione, era: str = "", dentro: str = "", fuori: str = "") -> dict[str, Any]:
    """What the browser sends of a row: hours left empty where the box is not ticked."""
    dati = {"riga": [persona.pk], f"era_{persona.pk}": era, f"dalle_{persona.pk}": dentro, f"alle_{persona.pk}": fuori}
    return dati | ({f"dentro_{persona.pk}": "on"} if dentro else {}) | ({f"fuori_{persona.pk}": "on"} if fuori else {})


def righe(*inviate: dict[str, Any]) -> dict[str, Any]:
    insieme: dict[str, Any] = {"riga": [pk for una in inviate for pk in una["riga"]]}
    for una in inviate:
        insieme |= {nome: valore for nome, valore in una.items() if nome != "riga"}
    return chiave(modo="SCHERMO", **insieme)


def presenze(incontro: Sessione) -> list[tuple[str, str, str]]:
    return [
        (str(p.iscrizione), f"{p.entrata.astimezone(alle(OGGI, '00:00').tzinfo):%H:%M}",
         f"{p.uscita.astimezone(alle(OGGI, '00:00').tzinfo):%H:%M}" if p.uscita else "")
        for p in Presenza.objects.filter(sessione=incontro).order_by("iscrizione__cognome")
    ]  # fmt: skip


class TestRegistro:
    """By name, on the screen."""

    def test_an_event_with_one_session_goes_straight_to_it(self, entra: Any) -> None:
        incontro = evento_con(PASSATO).sessioni.get()
        risposta = entra(OPERATRICE).get(pagina("evento_segna_presenze", incontro.evento_id))
        assert (risposta.status_code, risposta.url) == (302, pagina("incontro_presenze", incontro.pk))

    def test_with_more_sessions_it_lets_choose_and_says_how_many_came(self, entra: Any) -> None:
        evento = evento_con(PASSATO, FUTURO)
        presente(IscrizioneFactory(evento=evento), evento.sessioni.first())
        risposta = entra(OPERATRICE).get(pagina("evento_segna_presenze", evento.pk))
        assert [(i.quando, i.sessione.segnati) for i, _ in risposta.context["righe"]] == [
            ("giovedì 12/11/2026, ore\xa015:00–17:00", 1),
            ("giovedì 03/12/2026, ore\xa015:00–17:00", 0),
        ]

    def test_the_register_shows_the_confirmed_people_with_the_hours_of_the_session(self, entra: Any) -> None:
        incontro = di_mattina()
        persona = IscrizioneFactory(evento=incontro.evento, cognome="Haddad")
        IscrizioneFactory(evento=incontro.evento, cognome="Rossi", stato="IN_ATTESA")
        testo = letto(entra(OPERATRICE).get(pagina("incontro_presenze", incontro.pk)))
        assert ("Haddad Amina" in testo, "Rossi Amina" in testo) == (True, False)
        assert f'value="09:00" aria-label="Ora di entrata di {persona}"' in testo.replace("required ", "")
        assert "Segnate 0 su 1 con l’iscrizione confermata" in testo

    def test_what_is_ticked_is_written_inside_the_hours(self, entra: Any) -> None:
        incontro = di_mattina()
        prima, seconda, terza = (IscrizioneFactory(evento=incontro.evento, cognome=c) for c in ("Abba", "Bini", "Cei"))
        dati = righe(riga(prima, "", "08:30", "12:00"), riga(seconda, "", "09:15"), riga(terza))
        risposta = entra(OPERATRICE).post(pagina("incontro_presenze", incontro.pk), dati)
        assert risposta.status_code == 302
        assert presenze(incontro) == [("Abba Amina", "09:00", "11:00"), ("Bini Amina", "09:15", "")]

    def test_two_people_ticking_at_once_do_not_undo_each_other(self, entra: Any) -> None:
        incontro = di_mattina()
        prima, seconda = (IscrizioneFactory(evento=incontro.evento, cognome=c) for c in ("Abba", "Bini"))
        client = entra(OPERATRICE)
        indirizzo = pagina("incontro_presenze", incontro.pk)
        client.post(indirizzo, righe(riga(prima, "", "09:00", "11:00"), riga(seconda)))
        client.post(indirizzo, righe(riga(prima), riga(seconda, "", "09:00", "11:00")))
        assert presenze(incontro) == [("Abba Amina", "09:00", "11:00"), ("Bini Amina", "09:00", "11:00")]

    def test_on_the_same_row_the_second_reads_what_the_first_wrote_and_saves_again(self, entra: Any) -> None:
        incontro = di_mattina()
        persona = IscrizioneFactory(evento=incontro.evento, cognome="Abba")
        presente(persona, incontro, minuti=30)
        client, indirizzo = entra(OPERATRICE), pagina("incontro_presenze", incontro.pk)
        risposta = client.post(indirizzo, righe(riga(persona, "", "09:00", "11:00")))
        testo = letto(risposta)
        assert risposta.status_code == 422
        assert "Abba Amina: intanto qualcuno ha segnato 9:00–9:30" in testo
        assert "Intanto un’altra persona ha cambiato questa riga: adesso è 9:00–9:30" in testo
        assert f'name="era_{persona.pk}" value="09:00-09:30"' in testo
        client.post(indirizzo, righe(riga(persona, "09:00-09:30", "09:00", "11:00")))
        assert presenze(incontro) == [("Abba Amina", "09:00", "11:00")]

    def test_a_mistake_on_a_row_keeps_the_others_as_they_were_read(self, entra: Any) -> None:
        incontro = di_mattina()
        prima, seconda = (IscrizioneFactory(evento=incontro.evento, cognome=c) for c in ("Abba", "Bini"))
        presente(seconda, incontro)
        dati = righe(riga(prima, "", "", "10:00"), riga(seconda))
        risposta = entra(OPERATRICE).post(pagina("incontro_presenze", incontro.pk), dati)
        testo = letto(risposta)
        assert (risposta.status_code, "C’è l’uscita senza l’entrata" in testo) == (422, True)
        assert f'name="era_{seconda.pk}" value=""' in testo
        assert presenze(incontro) == [("Bini Amina", "09:00", "11:00")]

    @pytest.mark.parametrize(
        ("era", "dentro", "fuori"),
        [
            ("", "12:00", ""),
            ("", "10:00", "09:30"),
            ("", "boh", ""),
            ("99:99-", "09:00", ""),
            ("09:00-\n", "09:00", ""),
        ],
    )
    def test_hours_that_make_no_sense_come_back_beside_the_row(
        self, entra: Any, era: str, dentro: str, fuori: str
    ) -> None:
        incontro = di_mattina()
        persona = IscrizioneFactory(evento=incontro.evento)
        dati = righe(riga(persona, era, dentro, fuori))
        risposta = entra(OPERATRICE).post(pagina("incontro_presenze", incontro.pk), dati)
        assert (risposta.status_code, presenze(incontro)) == (422, [])

    @pytest.mark.parametrize("riga_scritta", ["altro", "\x00", "999999999999", "abc"])
    def test_rows_of_other_events_are_not_taken(self, entra: Any, riga_scritta: str) -> None:
        incontro = di_mattina()
        scritta = IscrizioneFactory().pk if riga_scritta == "altro" else riga_scritta
        dati = chiave(modo="SCHERMO", riga=[scritta])
        assert entra(OPERATRICE).post(pagina("incontro_presenze", incontro.pk), dati).status_code == 400

    def test_a_session_still_to_come_is_read_and_not_written(self, entra: Any) -> None:
        incontro = evento_con(FUTURO).sessioni.get()
        persona = IscrizioneFactory(evento=incontro.evento)
        client, indirizzo = entra(OPERATRICE), pagina("incontro_presenze", incontro.pk)
        testo = letto(client.get(indirizzo))
        assert ("L’incontro comincia il 03/12/2026 alle 15:00" in testo, "Salva le presenze" in testo) == (True, False)
        risposta = client.post(indirizzo, righe(riga(persona, "", "15:00", "17:00")))
        assert (risposta.status_code, presenze(incontro)) == (422, [])

    def test_the_register_is_searched_and_says_who_is_missing(self, entra: Any) -> None:
        incontro = di_mattina()
        for cognome in ("Abba", "Bini"):
            IscrizioneFactory(evento=incontro.evento, cognome=cognome)
        presente(incontro.evento.iscrizioni.get(cognome="Bini"), incontro)
        client = entra(OPERATRICE)
        trovati = [
            [
                i.cognome
                for i in client.get(pagina("incontro_presenze", incontro.pk, **filtro)).context["form"].iscritti
            ]
            for filtro in ({"q": "abb"}, {"chi": "mancano"}, {"chi": "segnati"}, {"chi": "dentro"})
        ]
        assert trovati == [["Abba"], ["Abba"], ["Bini"], []]

    def test_who_has_a_certificate_is_shown_and_left_as_she_is(self, entra: Any) -> None:
        evento = evento_con(PASSATO, con_attestato=True)
        persona = IscrizioneFactory(evento=evento)
        presente(persona, evento.sessioni.get())
        dato = rilascia(persona)
        client, indirizzo = entra(OPERATRICE), pagina("incontro_presenze", evento.sessioni.get().pk)
        assert f"Ha l’attestato {dato.numero}" in letto(client.get(indirizzo))
        assert client.post(indirizzo, righe(riga(persona, "15:00-17:00"))).status_code == 302
        assert Presenza.objects.count() == 1

    def test_everybody_at_once_then_the_sheet_of_the_hours(self, entra: Any) -> None:
        incontro = di_mattina()
        IscrizioneFactory(evento=incontro.evento, cognome="Abba")
        client = entra(OPERATRICE)
        dati = chiave(chi="PRESENTI", dalle="09:00", alle="11:00", modo="REGISTRO")
        assert client.post(pagina("incontro_segna_tutti", incontro.pk), dati).status_code == 302
        assert presenze(incontro) == [("Abba Amina", "09:00", "11:00")]
        foglio = client.get(pagina("incontro_esporta", incontro.pk, formato="csv"))
        scritto = b"".join(foglio.streaming_content).decode()
        IscrizioneFactory(evento=incontro.evento, cognome="Bini")
        assert "Abba;Amina;Inquilini;;19/11/2026 09:00;19/11/2026 11:00;120;Foglio firme;" in scritto
        mancano = client.get(pagina("incontro_esporta", incontro.pk, formato="csv", chi="mancano"))
        assert b"".join(mancano.streaming_content).decode().splitlines()[1:] == ["Bini;Amina;Inquilini;;;;;;"]

    def test_only_exits_at_once(self, entra: Any) -> None:
        incontro = di_mattina()
        for cognome in ("Abba", "Bini"):
            IscrizioneFactory(evento=incontro.evento, cognome=cognome)
        dentro = presente(incontro.evento.iscrizioni.get(cognome="Bini"), incontro)
        Presenza.objects.filter(pk=dentro.pk).update(uscita=None)
        dati = chiave(chi="USCITE", dalle="09:00", alle="10:30", modo="REGISTRO")
        entra(OPERATRICE).post(pagina("incontro_segna_tutti", incontro.pk), dati)
        assert presenze(incontro) == [("Bini Amina", "09:00", "10:30")]

    def test_the_sheet_to_sign_is_a_pdf(self, entra: Any) -> None:
        risposta = entra(OPERATRICE).get(pagina("incontro_registro", di_mattina().pk))
        assert (risposta["Content-Type"], risposta.content[:8]) == ("application/pdf", b"%PDF-1.7")


class TestConteggio:
    def test_numbers_by_group_are_written_and_only_those_touched(self, entra: Any) -> None:
        incontro = di_mattina(registro="ANONIMO")
        client, indirizzo = entra(OPERATRICE), pagina("incontro_conta", incontro.pk)
        dati = chiave(CITTADINANZA="30", era_CITTADINANZA="0", SINDACATI="", era_SINDACATI="0")
        assert client.post(indirizzo, dati).status_code == 302
        client.post(indirizzo, chiave(CITTADINANZA="0", era_CITTADINANZA="0", SINDACATI="2", era_SINDACATI="0"))
        assert dict(Conteggio.objects.values_list("destinatario", "quanti")) == {"CITTADINANZA": 30, "SINDACATI": 2}
        assert "Finora 32" in letto(client.get(indirizzo))

    def test_the_same_group_counted_by_two_people_is_shown_again(self, entra: Any) -> None:
        incontro = di_mattina(registro="ANONIMO")
        conta(incontro, CITTADINANZA=30)
        client, indirizzo = entra(OPERATRICE), pagina("incontro_conta", incontro.pk)
        risposta = client.post(indirizzo, chiave(CITTADINANZA="12", era_CITTADINANZA="0"))
        assert risposta.status_code == 409
        assert 'name="era_CITTADINANZA" value="30"' in letto(risposta)
        client.post(indirizzo, chiave(CITTADINANZA="12", era_CITTADINANZA="30"))
        assert Conteggio.objects.get().quanti == 12

    @pytest.mark.parametrize("numero", ["-1", "10000", "NaN", "1e9", "ù" * 1000])
    def test_a_number_that_makes_no_sense_is_refused(self, entra: Any, numero: str) -> None:
        incontro = di_mattina(registro="ANONIMO")
        risposta = entra(OPERATRICE).post(pagina("incontro_conta", incontro.pk), chiave(CITTADINANZA=numero))
        assert (risposta.status_code, Conteggio.objects.count()) == (422, 0)

    def test_each_event_goes_to_its_own_way_of_counting(self, entra: Any) -> None:
        anonimo, per_nome = di_mattina(registro="ANONIMO"), di_mattina()
        client = entra(OPERATRICE)
        mandati = [
            client.get(pagina("incontro_presenze", anonimo.pk)),
            client.get(pagina("incontro_conta", per_nome.pk)),
        ]
        assert [r.url for r in mandati] == [
            pagina("incontro_conta", anonimo.pk), pagina("incontro_presenze", per_nome.pk),
        ]  # fmt: skip


class TestQR:
    def test_who_keeps_the_events_reads_the_person_and_presses_one_button(self, entra: Any) -> None:
        incontro = di_mattina()
        persona = IscrizioneFactory(evento=incontro.evento, cognome="Haddad")
        client, indirizzo = entra(OPERATRICE), pagina("presenza_qr", persona.codice)
        testo = letto(client.get(indirizzo))
        assert [parola in testo for parola in ("Haddad Amina", "Segna entrata", "Segna uscita")] == [True, True, False]
        dati = chiave(incontro=incontro.pk)
        risposta = client.post(pagina("presenza_segna_entrata", persona.codice), dati)
        assert (risposta.status_code, risposta.url) == (302, indirizzo)
        testo = letto(client.get(indirizzo))
        assert [p in testo for p in ("Entrata alle 10:00.", "Segna entrata", "Segna uscita")] == [True, False, True]
        client.post(pagina("presenza_segna_uscita", persona.codice), chiave(incontro=incontro.pk))
        assert presenze(incontro) == [("Haddad Amina", "10:00", "10:00")]
        client.post(pagina("presenza_togli", Presenza.objects.get().pk), chiave())
        assert presenze(incontro) == []

    def test_what_is_refused_is_said_on_the_same_page(self, entra: Any) -> None:
        incontro = di_mattina()
        persona = IscrizioneFactory(evento=incontro.evento, cognome="Haddad")
        dati = chiave(incontro=incontro.pk)
        risposta = entra(OPERATRICE).post(pagina("presenza_segna_uscita", persona.codice), dati)
        assert (risposta.status_code, "L’entrata di Haddad Amina non è segnata" in letto(risposta)) == (422, True)

    @pytest.mark.parametrize(("quale", "stato"), [("altro", 404), ("\x00", 400), ("", 400), ("9" * 30, 400)])
    def test_the_session_must_be_one_of_hers(self, entra: Any, quale: str, stato: int) -> None:
        persona = IscrizioneFactory(evento=di_mattina().evento)
        dati = chiave(incontro=di_mattina().pk if quale == "altro" else quale)
        assert entra(OPERATRICE).post(pagina("presenza_segna_entrata", persona.codice), dati).status_code == stato

    @pytest.mark.parametrize("chi", ["nessuno", Ruolo.FUNZIONARIO_UNIONE, Ruolo.ASSISTENTE_SOCIALE])
    def test_anybody_else_reads_when_and_where_and_no_name(self, entra: Any, client: Any, chi: str) -> None:
        evento = evento_con(FUTURO, titolo="Diritti e doveri")
        persona = IscrizioneFactory(evento=evento, cognome="Haddad")
        visitatore = client if chi == "nessuno" else entra(chi)
        risposta = visitatore.get(pagina("presenza_qr", persona.codice))
        testo = letto(risposta)
        attese = (
            "Diritti e doveri",
            "giovedì 03/12/2026, ore 15:00–17:00",
            "Biblioteca comunale, Pontedera",
            "Haddad",
        )
        assert [parola in testo for parola in attese] == [True, True, True, False]
        assert (risposta["Cache-Control"], risposta["X-Robots-Tag"]) == ("private, no-store", "noindex")

    def test_who_keeps_the_door_and_was_signed_out_signs_in_from_there_and_comes_back(
        self, entra: Any, client: Any
    ) -> None:
        qui = pagina("presenza_qr", IscrizioneFactory(evento=evento_con(FUTURO)).codice)
        accedi = f'<a href="{reverse("account_login", query={"next": qui})}">Segni tu le presenze? Accedi</a>'
        assert accedi in letto(client.get(qui))
        assert "Accedi" not in letto(entra(Ruolo.REVISORE).get(qui))

    def test_without_a_confirmed_enrolment_it_says_so(self, client: Any) -> None:
        persona = IscrizioneFactory(stato="IN_ATTESA")
        assert "L’iscrizione è in lista d’attesa" in letto(client.get(pagina("presenza_qr", persona.codice)))

    def test_an_unknown_code_is_not_there(self, client: Any) -> None:
        assert client.get(pagina("presenza_qr", "non-c-e")).status_code == 404

    def test_without_a_session_today_the_door_says_when(self, entra: Any) -> None:
        persona = IscrizioneFactory()
        testo = letto(entra(OPERATRICE).get(pagina("presenza_qr", persona.codice)))
        assert "Oggi non c’è nessun incontro di questo evento" in testo
        assert "giovedì 03/12/2026, ore 15:00–17:00" in testo
