"""The enrolments of an event as the office sees them."""

import uuid
from datetime import date
from typing import Any

import pytest
from django.test import Client

from formazione.models import Evento, Iscrizione
from formazione.queries.pannelli_evento.iscrizioni import pannello
from tests.factories.formazione import PASSATO, IscrizioneFactory, evento_con, presente
from tests.factories.mondo import letta
from tests.factories.persone import ComuneFactory, MembroNucleoFactory, PersonaFactory, UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.models import LetturaFascicolo

pytestmark = pytest.mark.django_db
DATI = {"nome": "Carla", "cognome": "Neri", "email": "carla@example.org", "destinatario": "CITTADINANZA"}


def elenco(evento: Evento) -> str:
    return f"/formazione/eventi/{evento.pk}/iscritti/"


def iscrivi(evento: Evento) -> str:
    return f"/formazione/eventi/{evento.pk}/iscrivi/"


def pagina(iscrizione: Iscrizione, atto: str = "") -> str:
    return f"/formazione/iscritti/{iscrizione.pk}/{atto}{'/' if atto else ''}"


def manda(client: Client, indirizzo: str, **dati: Any) -> Any:
    return client.post(indirizzo, {"chiave": str(uuid.uuid4())} | dati)


def trovate(client: Client, evento: Evento, **filtri: Any) -> list[Iscrizione]:
    return [i for i, _ in client.get(elenco(evento), filtri).context["righe"]]


def test_the_list_is_searched_filtered_and_counted(entra: Any) -> None:
    evento = evento_con(posti=2)
    ada = IscrizioneFactory(evento=evento, cognome="Àdami", destinatario="CITTADINANZA")
    bianchi = IscrizioneFactory(evento=evento, cognome="Bianchi", stato="IN_ATTESA")
    chiesta = IscrizioneFactory(evento=evento, cognome="Conti", stato="DA_CONFERMARE")
    IscrizioneFactory()
    client = entra(Ruolo.OPERATORE_ETS)
    assert trovate(client, evento, q="adami") == [ada]
    assert trovate(client, evento, stato="IN_ATTESA") == [bianchi]
    assert trovate(client, evento, destinatario="CONDUTTORI") == [bianchi, chiesta]
    assert trovate(client, evento, ordine="-nome") == [chiesta, bianchi, ada]
    assert client.get(elenco(evento), {"stato": "BOH"}).status_code == 422
    tessere = [(t.etichetta, t.cifra, t.nota) for t in client.get(elenco(evento)).context["tessere"]]
    assert tessere == [
        ("Iscritti", "1", "su 2 posti, 1 liberi"),
        ("In lista d’attesa", "1", ""),
        ("Da confermare", "1", "hanno 48 ore dalla richiesta"),
    ]


def test_an_empty_list_says_how_people_enrol(entra: Any) -> None:
    evento = evento_con()
    assert "Ancora nessuna iscrizione" in entra(Ruolo.OPERATORE_ETS).get(elenco(evento)).content.decode()


def test_a_social_worker_reads_the_people_she_follows_and_those_she_enrolled(entra: Any) -> None:
    evento, sua = evento_con(), PersonaFactory()
    seguita = IscrizioneFactory(evento=evento, persona=sua)
    altrui = IscrizioneFactory(evento=evento, persona=PersonaFactory(comune=ComuneFactory(nome="Buti")))
    client = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[sua.comune])
    iscritta = IscrizioneFactory(evento=evento, creata_da=client.utente)
    assert set(trovate(client, evento)) == {seguita, iscritta}
    for atto in ("", "modifica", "annulla"):
        assert client.get(pagina(altrui, atto)).status_code == 404
    assert client.get(pagina(seguita)).status_code == 200


def test_names_that_leave_with_a_download_are_written(entra: Any) -> None:
    evento, persona = evento_con(), PersonaFactory()
    IscrizioneFactory(evento=evento, persona=persona, cognome="=Formula", comune=persona.comune)
    IscrizioneFactory(evento=evento, cognome="Verdi")
    client = entra(Ruolo.OPERATORE_ETS)
    foglio = letta(client.get(f"{elenco(evento)}esporta/?formato=csv&q=formula")).decode()
    assert [riga.split(";")[0] for riga in foglio.splitlines()] == ["\ufeffCognome", "'=Formula"]
    assert list(LetturaFascicolo.objects.values_list("persona", "azione")) == [(persona.pk, "ESPORTATA")]
    assert letta(client.get(f"{elenco(evento)}esporta/"))[:2] == b"PK"


def test_who_reads_numbers_reads_no_names(entra: Any) -> None:
    evento = evento_con(posti=2)
    iscritta = IscrizioneFactory(evento=evento)
    for ruolo in (Ruolo.CONTABILE_ETS, Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE):
        client = entra(ruolo)
        assert {client.get(p).status_code for p in (elenco(evento), pagina(iscritta), iscrivi(evento))} == {403}
        evento.refresh_from_db()
        mostrato = pannello(evento, client.utente)
        assert (mostrato.contesto["conti"].iscritti, mostrato.contesto["elenco_url"]) == (1, "")
    tiene = UtenteFactory(ruoli=[Ruolo.COORDINATORE_ETS])
    assert pannello(evento, tiene).contesto["elenco_url"] == elenco(evento)


def test_a_person_is_found_by_letters_and_comes_with_what_is_known_of_her(entra: Any) -> None:
    legame = MembroNucleoFactory(
        nucleo__in_carico=True, nucleo__in_carico_dal=date(2026, 1, 1), persona__cognome="Zùccari",
        persona__email="z@example.org", persona__telefono="0587 1",
    )  # fmt: skip
    persona, evento = legame.persona, evento_con()
    client = entra(Ruolo.OPERATORE_ETS)
    assert client.get(iscrivi(evento), {"q": "zucc"}).context["trovate"] == [persona]
    assert "Scrivi almeno tre lettere" in client.get(iscrivi(evento), {"q": "zu"}).content.decode()
    scelta = client.get(iscrivi(evento), {"persona": persona.pk})
    assert legame.nucleo.codice in scelta.content.decode()
    assert scelta.context["form"].initial == {
        "persona": persona.pk, "telefono": "0587 1", "email": "z@example.org", "comune": persona.comune_id,
    }  # fmt: skip
    risposta = manda(client, iscrivi(evento), persona=persona.pk, email="z@example.org", destinatario="BENEFICIARI")
    iscritta = evento.iscrizioni.get()
    assert (risposta.url, iscritta.persona, iscritta.cognome) == (elenco(evento), persona, "Zùccari")
    assert "Zùccari" in client.get(elenco(evento)).content.decode()
    doppia = manda(client, iscrivi(evento), persona=persona.pk, destinatario="BENEFICIARI")
    assert (doppia.status_code, evento.iscrizioni.count()) == (422, 1)


def test_a_comune_outside_the_unione_stays_hers(entra: Any) -> None:
    iscritta = IscrizioneFactory(comune=ComuneFactory(nome="Pisa", aderente_al=date(2026, 1, 31)))
    client = entra(Ruolo.OPERATORE_ETS)
    assert ">Pisa</option>" in client.get(pagina(iscritta, "modifica")).content.decode()
    dati = DATI | {"destinatario": "CONDUTTORI", "versione": "1", "comune": iscritta.comune_id}
    assert manda(client, pagina(iscritta, "modifica"), **dati).url == pagina(iscritta)
    assert Iscrizione.objects.get(pk=iscritta.pk).comune == iscritta.comune
    assert ">Pisa</option>" not in client.get(iscrivi(iscritta.evento)).content.decode()


def test_who_is_not_in_the_registry_is_written_by_name_once(entra: Any) -> None:
    evento = evento_con(posti=1)
    client = entra(Ruolo.OPERATORE_ETS)
    chiave = {"chiave": str(uuid.uuid4())}
    assert [client.post(iscrivi(evento), DATI | chiave).status_code for _ in range(2)] == [302, 302]
    assert list(evento.iscrizioni.values_list("cognome", "stato")) == [("Neri", "CONFERMATA")]
    stessa = manda(client, iscrivi(evento), **DATI | {"email": "CARLA@example.org"})
    assert "Con questo indirizzo c&#x27;è già un&#x27;iscrizione." in stessa.content.decode()
    assert manda(client, iscrivi(evento), **DATI | {"nome": ""}).status_code == 422
    assert manda(client, iscrivi(evento), **DATI | {"persona": PersonaFactory().pk}).status_code == 422
    assert evento.iscrizioni.count() == 1


def test_the_record_shows_what_can_be_done_and_does_it(entra: Any) -> None:
    evento = evento_con(posti=1)
    prima = IscrizioneFactory(evento=evento)
    chiesta = IscrizioneFactory(evento=evento, stato="DA_CONFERMARE")
    client = entra(Ruolo.OPERATORE_ETS)
    scheda = client.get(pagina(chiesta))
    assert [p.etichetta for p in scheda.context["pulsanti"]] == [
        "Correggi i dati…", "Conferma", "Annulla l’iscrizione…",
    ]  # fmt: skip
    assert chiesta.codice not in scheda.content.decode()
    assert manda(client, pagina(chiesta, "conferma")).url == pagina(chiesta)
    assert [(v.etichetta, v.valore) for v in client.get(pagina(chiesta)).context["fatti"]][-1] == (
        "Posto in fila", "1",
    )  # fmt: skip
    assert manda(client, pagina(chiesta, "conferma")).status_code == 422
    assert manda(client, pagina(prima, "annulla"), motivo="").status_code == 422
    assert manda(client, pagina(prima, "annulla"), motivo="Ha telefonato").url == pagina(prima)
    chiesta.refresh_from_db()
    assert chiesta.stato == "CONFERMATA"
    assert "Ha telefonato" in client.get(pagina(prima)).content.decode()


def test_the_record_says_for_how_long_she_was_there(entra: Any) -> None:
    evento = evento_con(PASSATO)
    persona = IscrizioneFactory(evento=evento)
    presente(persona, evento.sessioni.get(), 100)
    testo = entra(Ruolo.OPERATORE_ETS).get(pagina(persona)).content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "1 h 40 min su 2 h" in testo


def test_a_name_of_the_registry_is_kept_as_it_is_written_there(entra: Any) -> None:
    iscritta = IscrizioneFactory(cognome="Rossi (nata Bianchi)")
    dati = DATI | {"cognome": iscritta.cognome, "destinatario": "CONDUTTORI", "versione": "1"}
    assert manda(entra(Ruolo.OPERATORE_ETS), pagina(iscritta, "modifica"), **dati).status_code == 302


def test_two_people_correct_the_same_data_and_nothing_typed_is_lost(entra: Any) -> None:
    iscritta = IscrizioneFactory(destinatario="SINDACATI")
    client = entra(Ruolo.OPERATORE_ETS)
    giusti = DATI | {"destinatario": "SINDACATI", "versione": "1"}
    assert manda(client, pagina(iscritta, "modifica"), **giusti).url == pagina(iscritta)
    seconda = manda(client, pagina(iscritta, "modifica"), **giusti | {"cognome": "Bianchi"})
    assert seconda.status_code == 409
    assert 'value="Bianchi"' in seconda.content.decode()
    assert manda(client, pagina(iscritta, "modifica"), **giusti | {"versione": "x"}).status_code == 400
    iscritta.refresh_from_db()
    assert (iscritta.cognome, iscritta.versione) == ("Neri", 2)
