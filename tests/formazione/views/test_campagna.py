"""The pages of the campaigns and of their contents: who reads what, what the buttons do."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from formazione.models import Campagna, Contenuto
from tests.factories.formazione import CampagnaFactory, ContenutoFactory, CostoFactory, NewsletterFactory
from valdera_housing.choices import Ruolo

pytestmark = pytest.mark.django_db
OPERATRICE, REVISORE = Ruolo.OPERATORE_ETS, Ruolo.REVISORE


def pagina(nome: str, *chiavi: object, **domanda: object) -> str:
    return reverse(f"formazione:{nome}", args=chiavi, query=domanda or None)


def modulo(**dati: Any) -> dict[str, Any]:
    return {"chiave": uuid4(), **dati}


def letto(risposta: Any) -> str:
    return " ".join(risposta.content.decode().replace("\xa0", " ").split())


DATI: dict[str, Any] = {
    "titolo": "Affitta la casa vuota",
    "obiettivo": "Trovare case vuote.",
    "destinatari": ["PROPRIETARI", "CITTADINANZA"],
    "dal": "2026-11-01",
    "al": "",
}
CONTENUTO: dict[str, Any] = {
    "titolo": "Un affitto sicuro",
    "canale": "SOCIAL",
    "pubblicato_il": "2026-11-10",
    "lingue_note": ["italiano", "arabo"],
    "altre_lingue": " Bangla, bangla ,URDU",
    "raggiunti": "",
}


@pytest.mark.parametrize(
    ("filtri", "titoli"),
    [
        ({}, ["Terza", "Seconda", "Prima"]),
        ({"q": "prima"}, ["Prima"]),
        ({"q": "CP-2018-X"}, []),
        ({"stato": "CONCLUSA"}, ["Prima"]),
        ({"gruppo": "SINDACATI"}, ["Terza"]),
        ({"dal": "2026-05-01"}, ["Terza", "Seconda"]),
        ({"al": "2026-08-31"}, ["Prima"]),
        ({"ordine": "titolo"}, ["Prima", "Seconda", "Terza"]),
        ({"ordine": "-raggiunti"}, ["Prima", "Terza", "Seconda"]),
    ],
)
def test_the_list_is_narrowed_and_sorted(entra: Any, filtri: dict[str, str], titoli: list[str]) -> None:
    prima = CampagnaFactory(titolo="Prima", dal=date(2026, 1, 1), al=date(2026, 3, 1), stato="CONCLUSA")
    CampagnaFactory(titolo="Seconda", dal=date(2026, 9, 1))
    CampagnaFactory(titolo="Terza", dal=date(2026, 10, 1), destinatari=["SINDACATI"])
    ContenutoFactory(campagna=prima, raggiunti=5)
    ContenutoFactory(campagna=prima, raggiunti=None)
    risposta = entra(REVISORE).get(pagina("campagna_elenco", **filtri))
    assert [(c.titolo) for c, *_ in risposta.context["righe"]] == titoli
    foglio = entra(REVISORE).get(pagina("campagna_esporta", formato="csv", **filtri))
    assert [riga.split(";")[1] for riga in b"".join(foglio.streaming_content).decode().splitlines()[1:]] == titoli


def test_the_empty_list_says_what_a_campaign_is_for_and_offers_one(entra: Any) -> None:
    testo = letto(entra(OPERATRICE).get(pagina("campagna_elenco")))
    assert "Nessuna campagna" in testo
    assert testo.count("Prepara una campagna") == 2


def test_the_record_adds_up_contents_channels_and_costs(entra: Any) -> None:
    campagna = CampagnaFactory()
    ContenutoFactory(campagna=campagna, canale="SOCIAL", raggiunti=300)
    ContenutoFactory(campagna=campagna, canale="STAMPA", raggiunti=None)
    ContenutoFactory(campagna=campagna, canale="SITO", raggiunti=100)
    ContenutoFactory(raggiunti=7)
    NewsletterFactory(campagna=campagna)
    CostoFactory(evento=None, campagna=campagna)
    risposta = entra(OPERATRICE).get(pagina("campagna_scheda", campagna.pk))
    assert [(t.cifra, t.nota) for t in risposta.context["tessere"]] == [
        ("3", ""),
        ("400", "1 contenuto ancora da sapere"),
        ("300,00", ""),
    ]
    assert [
        (c.barra.etichetta, c.barra.larghezza, int(c.barra.valore), c.quanti, c.ignoti)
        for c in risposta.context["canali"]
    ] == [("Rete sociale", "100.0%", 300, 1, 0), ("Sito", "33.3%", 100, 1, 0), ("Giornale", "0.0%", 0, 1, 1)]
    testo = letto(risposta)
    assert "Le case vuote della Valdera" in testo
    assert "Compenso del docente" in testo


@pytest.mark.parametrize(
    ("ruolo", "stato", "bottoni"),
    [
        (OPERATRICE, "BOZZA", ["Avvia", "Modifica", "Annulla…"]),
        (OPERATRICE, "IN_CORSO", ["Registra un contenuto…", "Modifica", "Concludi", "Annulla…"]),
        (OPERATRICE, "CONCLUSA", []),
        (REVISORE, "IN_CORSO", []),
    ],
)
def test_the_buttons_are_those_of_the_table(entra: Any, ruolo: str, stato: str, bottoni: list[str]) -> None:
    risposta = entra(ruolo).get(pagina("campagna_scheda", CampagnaFactory(stato=stato).pk))
    trovati = [b.etichetta for b in risposta.context["pulsanti"] if b.etichetta != "Aggiungi una spesa…"]
    assert trovati == bottoni


def test_a_campaign_is_prepared_started_and_ended_from_its_pages(entra: Any) -> None:
    client = entra(OPERATRICE)
    risposta = client.post(pagina("campagna_nuova"), modulo(**DATI))
    campagna = Campagna.objects.get()
    assert risposta.url == pagina("campagna_scheda", campagna.pk)
    assert campagna.destinatari == ["PROPRIETARI", "CITTADINANZA"]
    client.post(pagina("campagna_avvia", campagna.pk), modulo())
    client.post(pagina("campagna_concludi", campagna.pk), modulo())
    campagna.refresh_from_db()
    assert (campagna.stato, campagna.al) == ("CONCLUSA", date(2026, 11, 19))


@pytest.mark.parametrize(
    ("sbagliato", "campo", "frase"),
    [
        ({"titolo": ""}, "titolo", "Scrivi il titolo."),
        ({"destinatari": []}, "destinatari", "Scegli almeno un gruppo."),
        ({"al": "2026-10-01"}, "al", "La campagna non finisce prima di cominciare."),
        ({"dal": ""}, "dal", "Scrivi quando comincia."),
    ],
)
def test_a_mistake_is_said_beside_its_field_and_nothing_is_written(
    entra: Any, sbagliato: dict[str, Any], campo: str, frase: str
) -> None:
    risposta = entra(OPERATRICE).post(pagina("campagna_nuova"), modulo(**(DATI | sbagliato)))
    assert (risposta.status_code, risposta.context["form"].errors[campo]) == (422, [frase])
    assert Campagna.objects.count() == 0


def test_who_saves_second_sees_what_changed_and_loses_nothing(entra: Any) -> None:
    campagna, client = CampagnaFactory(), entra(OPERATRICE)
    indirizzo = pagina("campagna_modifica", campagna.pk)
    assert client.post(indirizzo, modulo(versione=1, **DATI)).status_code == 302
    risposta = client.post(indirizzo, modulo(versione=1, **(DATI | {"titolo": "Il mio"})))
    assert risposta.status_code == 409
    assert 'value="Il mio"' in letto(risposta)


def test_a_button_pressed_too_late_says_why_on_the_same_page(entra: Any) -> None:
    campagna = CampagnaFactory(stato="CONCLUSA")
    risposta = entra(OPERATRICE).post(pagina("campagna_avvia", campagna.pk), modulo())
    assert risposta.status_code == 422
    assert "Non si può più: «Avvia»" in letto(risposta)


def test_a_cancelled_campaign_tells_its_reason_and_its_history(entra: Any) -> None:
    campagna, client = CampagnaFactory(), entra(OPERATRICE)
    assert client.post(pagina("campagna_annulla", campagna.pk), modulo(motivo="")).status_code == 422
    client.post(pagina("campagna_annulla", campagna.pk), modulo(motivo="Manca il denaro"))
    assert "Manca il denaro" in letto(client.get(pagina("campagna_scheda", campagna.pk)))
    assert "Annullata" in letto(client.get(pagina("campagna_storia", campagna.pk)))


# --- contents -------------------------------------------------------------------------------------------------


def test_a_content_is_registered_with_its_languages_and_its_copy(entra: Any) -> None:
    campagna, client = CampagnaFactory(), entra(OPERATRICE)
    file = SimpleUploadedFile("post.pdf", b"%PDF-1.7 post")
    client.post(pagina("campagna_pubblica_contenuto", campagna.pk), modulo(file=file, **CONTENUTO))
    contenuto = Contenuto.objects.get()
    assert contenuto.lingue == ["italiano", "arabo", "bangla", "urdu"]
    assert contenuto.raggiunti is None
    testo = letto(client.get(pagina("contenuto_scheda", contenuto.pk)))
    assert "italiano, arabo, bangla, urdu" in testo
    assert "ancora non si sa" in testo
    copia = client.get(pagina("contenuto_file", contenuto.pk))
    assert b"".join(copia.streaming_content) == b"%PDF-1.7 post"


@pytest.mark.parametrize(
    ("sbagliato", "campo", "frase"),
    [
        ({"lingue_note": [], "altre_lingue": " , "}, "lingue_note", "Scegli almeno una lingua."),
        ({"altre_lingue": "x" * 31}, "altre_lingue", "Al massimo 10 lingue, di 30 lettere l’una."),
        (
            {"pubblicato_il": "2026-11-20"},
            "pubblicato_il",
            "Si registra quello che è già pubblicato: la data è nel futuro.",
        ),
        ({"canale": ""}, "canale", "Scegli dove."),
        ({"indirizzo": "javascript:alert(1)"}, "indirizzo", "Scrivi l’indirizzo intero, che comincia con https://"),
    ],
)
def test_a_content_written_wrong_is_not_registered(
    entra: Any, sbagliato: dict[str, Any], campo: str, frase: str
) -> None:
    indirizzo = pagina("campagna_pubblica_contenuto", CampagnaFactory().pk)
    risposta = entra(OPERATRICE).post(indirizzo, modulo(**(CONTENUTO | sbagliato)))
    assert (risposta.status_code, risposta.context["form"].errors[campo]) == (422, [frase])
    assert Contenuto.objects.count() == 0


def test_the_people_reached_are_written_when_they_are_known(entra: Any) -> None:
    contenuto, client = ContenutoFactory(raggiunti=None, lingue=["wolof", "pular"]), entra(OPERATRICE)
    indirizzo = pagina("contenuto_modifica", contenuto.pk)
    assert 'value="pular"' in letto(client.get(indirizzo))
    client.post(indirizzo, modulo(versione=1, **(CONTENUTO | {"raggiunti": "900"})))
    contenuto.refresh_from_db()
    assert (contenuto.raggiunti, contenuto.versione) == (900, 2)


@pytest.mark.parametrize(
    ("filtri", "conti"),
    [
        ({}, (3, 900, 1)),
        ({"canale": "SOCIAL"}, (1, 0, 1)),
        ({"lingua": "arabo"}, (1, 500, 0)),
        ({"dal": "2026-10-11"}, (1, 400, 0)),
        ({"al": "2026-10-10"}, (2, 500, 1)),
        ({"q": "niente"}, (0, 0, 0)),
    ],
)
def test_the_list_of_all_contents_totals_all_that_was_found(
    entra: Any, filtri: dict[str, str], conti: tuple[int, int, int]
) -> None:
    ContenutoFactory(lingue=["italiano", "arabo"], raggiunti=500)
    ContenutoFactory(canale="SOCIAL", raggiunti=None)
    ContenutoFactory(pubblicato_il=date(2026, 11, 1), raggiunti=400)
    assert entra(REVISORE).get(pagina("contenuto_elenco", **filtri)).context["conti"] == conti


def test_the_contents_of_one_campaign_are_reached_from_its_record(entra: Any) -> None:
    contenuto = ContenutoFactory()
    ContenutoFactory()
    client = entra(REVISORE)
    scheda = client.get(pagina("campagna_scheda", contenuto.campagna_id))
    trovati = client.get(scheda.context["tutti_i_contenuti"])
    assert list(trovati.context["elenco"].pagina) == [contenuto]
    foglio = client.get(pagina("contenuto_esporta", formato="csv", campagna=contenuto.campagna_id))
    assert len(b"".join(foglio.streaming_content).decode().splitlines()) == 2
