"""The shifts of the services, page by page."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from cohousing.choices import StatoTurno
from cohousing.models import Addetto, Servizio, Turno
from tests.factories.cohousing import ServizioFactory, turno
from tests.factories.luogo import alle
from valdera_housing.choices import Ruolo

pytestmark = pytest.mark.django_db
Entra = Callable[..., Client]
ELENCO = reverse("cohousing:turno_elenco")
OGGI = date(2026, 11, 19)
NON_TENGONO = [Ruolo.ASSISTENTE_SOCIALE, Ruolo.CONTABILE_ETS, Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE]


def pagina(nome: str, oggetto: Any) -> str:
    return reverse(f"cohousing:{nome}", args=[oggetto.pk])


def in_parole(risposta: Any) -> str:
    return risposta.content.decode().replace("\xa0", " ")


def con_addetti(*righe: tuple[str, str], **altro: Any) -> dict[str, Any]:
    dati: dict[str, Any] = {
        "chiave": uuid4(), "versione": "1", "addetti-TOTAL_FORMS": str(len(righe)), "addetti-INITIAL_FORMS": "0",
    }  # fmt: skip
    for n, (nome, natura) in enumerate(righe):
        dati |= {f"addetti-{n}-nome": nome, f"addetti-{n}-natura": natura}
    return dati | altro


def contati(**altro: Any) -> dict[str, Any]:
    return {"abitanti": "3", "quartiere": "5", "prime_volte": "2", "note": "Tanti bambini"} | altro


def di_molti_giorni() -> Servizio:
    """Yesterday to be told, one held on Monday, today, tomorrow, and one skipped the day after."""
    s = ServizioFactory(nome="Portierato")
    turno(s, date(2026, 11, 18))
    turno(s, date(2026, 11, 16), stato=StatoTurno.SVOLTO, abitanti=3, quartiere=5)
    turno(s, date(2026, 11, 20))
    turno(s, OGGI)
    turno(s, date(2026, 11, 21), stato=StatoTurno.SALTATO, motivo="Sciopero")
    return s


@pytest.mark.parametrize(
    ("filtri", "giorni"),
    [
        ({}, [19, 20, 21]),
        ({"stato": "DA_REGISTRARE"}, [18]),
        ({"stato": "SVOLTO"}, [16]),
        ({"stato": "SALTATO"}, [21]),
        ({"stato": "PREVISTO"}, [18, 19, 20]),
        ({"stato": "TUTTI"}, [21, 20, 19, 18, 16]),
        ({"dal": "2026-11-18", "al": "2026-11-19"}, [18, 19]),
        ({"al": "2026-11-16"}, [16]),
        ({"ordine": "-quando"}, [21, 20, 19]),
    ],
)
def test_the_agenda_begins_today_and_goes_where_it_is_asked(
    entra: Entra, filtri: dict[str, str], giorni: list[int]
) -> None:
    di_molti_giorni()
    client = entra(Ruolo.REVISORE)
    elenco = client.get(ELENCO, filtri)
    assert [r.turno.inizio.astimezone().day for r in elenco.context["righe"]] == giorni
    assert elenco.context["tardi"] == 1
    foglio = client.get(reverse("cohousing:turno_esporta"), filtri | {"formato": "csv"})
    contenuto = b"".join(foglio.streaming_content) if foglio.streaming else foglio.content
    assert len(contenuto.decode("utf-8-sig").strip().splitlines()) == 1 + len(giorni)


def test_services_and_condomini_are_filters_too(entra: Entra) -> None:
    s = di_molti_giorni()
    altro = turno(ServizioFactory(), OGGI)
    client = entra(Ruolo.ASSISTENTE_SOCIALE)
    per_servizio = client.get(ELENCO, {"servizio": s.pk}).context["righe"]
    per_condominio = client.get(ELENCO, {"condominio": altro.servizio.struttura_id}).context["righe"]
    assert (len(per_servizio), [r.turno for r in per_condominio]) == (3, [altro])


def test_only_who_keeps_services_is_offered_to_tell_how_it_went_from_the_agenda(entra: Entra) -> None:
    di_molti_giorni()
    offerti = {
        ruolo: [bool(r.registra_url) for r in entra(ruolo).get(ELENCO).context["righe"]]
        for ruolo in (Ruolo.OPERATORE_ETS, Ruolo.REVISORE)
    }
    assert offerti == {Ruolo.OPERATORE_ETS: [True, False, False], Ruolo.REVISORE: [False, False, False]}


def aperto_da_carla() -> Turno:
    t = turno(ServizioFactory())
    Addetto.objects.create(turno=t, nome="Carla Bini", natura="VOLONTARIO")
    Addetto.objects.create(turno=t, nome="Ugo Neri", natura="ABITANTE")
    return t


@pytest.mark.parametrize("ruolo", NON_TENGONO)
def test_names_of_who_opens_are_for_who_keeps_the_services_others_read_kinds(entra: Entra, ruolo: str) -> None:
    t = aperto_da_carla()
    client = entra(ruolo)
    foglio = client.get(reverse("cohousing:turno_esporta"), {"formato": "csv", "stato": "TUTTI"})
    pagine = [
        in_parole(client.get(pagina("turno_scheda", t))),
        in_parole(client.get(ELENCO, {"stato": "TUTTI"})),
        b"".join(foglio.streaming_content).decode() if foglio.streaming else foglio.content.decode(),
    ]
    assert [("Carla" in testo, "1 abitante, 1 volontario" in testo) for testo in pagine] == [(False, True)] * 3


def test_who_keeps_the_services_reads_the_names_on_the_shift(entra: Entra) -> None:
    testo = in_parole(entra(Ruolo.COORDINATORE_ETS).get(pagina("turno_scheda", aperto_da_carla())))
    assert ("Carla Bini" in testo, "Ugo Neri" in testo) == (True, True)


def test_a_shift_is_told_on_a_phone_once(entra: Entra) -> None:
    t, client = aperto_da_carla(), entra(Ruolo.OPERATORE_ETS)
    modulo = client.get(pagina("turno_registra", t))
    assert [r["nome"].value() for r in modulo.context["form"].addetti] == ["Carla Bini", "Ugo Neri", None, None]
    dati = con_addetti(("Carla Bini", "VOLONTARIO"), ("", "VOLONTARIO"), **contati())
    fatto = client.post(pagina("turno_registra", t), dati)
    client.post(pagina("turno_registra", t), dati)
    t.refresh_from_db()
    assert (fatto.status_code, t.stato, t.abitanti, t.quartiere, t.prime_volte, t.note, t.versione) == (
        302, "SVOLTO", 3, 5, 2, "Tanti bambini", 2,
    )  # fmt: skip
    assert list(t.addetti.values_list("nome", flat=True)) == ["Carla Bini"]


@pytest.mark.parametrize(
    ("altro", "campo", "frase"),
    [
        ({"abitanti": ""}, "abitanti", "Scrivi quante, anche zero."),
        ({"abitanti": "-1"}, "abitanti", "Assicurati che questo valore sia maggiore o uguale a 0."),
        ({"abitanti": "NaN"}, "abitanti", "Inserisci un numero intero."),
        ({"quartiere": "10000"}, "quartiere", "Assicurati che questo valore sia minore o uguale a 9999."),
        (
            {"prime_volte": "9"}, "__all__",
            "9 persone sono venute per la prima volta, ma in tutto ne sono venute 8: ricontrolla",
        ),
    ],
)  # fmt: skip
def test_numbers_that_cannot_be_are_told_and_nothing_typed_is_lost(
    entra: Entra, altro: dict[str, str], campo: str, frase: str
) -> None:
    t = turno(ServizioFactory())
    dati = con_addetti(("Ada Poli", "OPERATORE"), **contati(**altro))
    risposta = entra(Ruolo.OPERATORE_ETS).post(pagina("turno_registra", t), dati)
    assert (risposta.status_code, risposta.context["form"].errors) == (422, {campo: [frase]})
    assert ("Ada Poli" in in_parole(risposta), Addetto.objects.count()) == (True, 0)


def test_too_many_people_or_one_twice_are_refused(entra: Entra) -> None:
    t, client = turno(ServizioFactory()), entra(Ruolo.OPERATORE_ETS)
    tanti = con_addetti(*[(f"Persona {n}", "VOLONTARIO") for n in range(13)], **contati())
    doppia = con_addetti(("Ada Poli", "OPERATORE"), ("ada poli", "ABITANTE"), **contati())
    esiti = [client.post(pagina("turno_registra", t), dati) for dati in (tanti, doppia)]
    assert ([r.status_code for r in esiti], Addetto.objects.count()) == ([422, 422], 0)
    assert "ada poli è scritto due volte fra chi apre." in in_parole(esiti[1])


def test_a_shift_is_moved_and_who_comes_second_is_told(entra: Entra) -> None:
    t, client = turno(ServizioFactory(), date(2026, 11, 20)), entra(Ruolo.OPERATORE_ETS)
    dati = con_addetti(("Ada Poli", "OPERATORE"), giorno="2026-11-21", dalle="09:00", alle="11:00")
    assert "abitanti" not in client.get(pagina("turno_modifica", t)).context["form"].fields
    assert client.post(pagina("turno_modifica", t), dati).status_code == 302
    t.refresh_from_db()
    assert (t.inizio, t.fine, t.versione) == (alle(date(2026, 11, 21), "09:00"), alle(date(2026, 11, 21), "11:00"), 2)
    assert client.post(pagina("turno_modifica", t), dati | {"chiave": uuid4()}).status_code == 409


def test_numbers_of_a_shift_held_are_corrected_and_its_hours_stay(entra: Entra) -> None:
    notte = date(2026, 10, 25)
    t = turno(ServizioFactory(), notte, "01:00", fino_alle="04:00", stato=StatoTurno.SVOLTO, abitanti=1)
    dati = con_addetti(giorno="2026-10-25", dalle="01:00", alle="04:00", **contati())
    assert entra(Ruolo.OPERATORE_ETS).post(pagina("turno_modifica", t), dati).status_code == 302
    prima = (t.inizio, t.fine)
    t.refresh_from_db()
    assert ((t.inizio, t.fine), t.abitanti, t.note) == (prima, 3, "Tanti bambini")


def test_a_shift_is_skipped_with_its_reason(entra: Entra) -> None:
    t, client = turno(ServizioFactory()), entra(Ruolo.OPERATORE_ETS)
    vuoto = client.post(pagina("turno_salta", t), {"chiave": uuid4(), "versione": "1", "motivo": ""})
    assert (vuoto.status_code, vuoto.context["form"].errors) == (
        422, {"motivo": ["Scrivi perché non si è fatto."]},
    )  # fmt: skip
    fatto = client.post(pagina("turno_salta", t), {"chiave": uuid4(), "versione": "1", "motivo": "Sciopero"})
    t.refresh_from_db()
    assert (fatto.status_code, t.stato, t.motivo) == (302, "SALTATO", "Sciopero")
    assert client.get(pagina("turno_scheda", t)).context["pulsanti"] == []


@pytest.mark.parametrize("ruolo", NON_TENGONO)
def test_who_reads_is_offered_no_act(entra: Entra, ruolo: str) -> None:
    t = turno(ServizioFactory())
    client = entra(ruolo)
    assert client.get(pagina("turno_scheda", t)).context["pulsanti"] == []
    assert [client.get(pagina(f"turno_{a}", t)).status_code for a in ("registra", "modifica", "salta")] == [403] * 3
