"""The houses, page by page."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from cohousing.choices import StatoPatto, StatoPermanenza
from cohousing.models import Fermo, Struttura
from tests.factories.casa import AlloggioFactory, CasoFactory
from tests.factories.cohousing import (
    AlloggioCondivisoFactory,
    StrutturaFactory,
    UnitaFactory,
    casa_aperta,
    condominio,
    permanenza,
    regole,
)
from tests.factories.persone import ComuneFactory, EnteFactory, NucleoFactory, UtenteFactory
from valdera_housing.choices import Ruolo, StatoAlloggio

pytestmark = pytest.mark.django_db
Entra = Callable[..., Client]
OGGI = date(2026, 11, 19)
ELENCO = reverse("cohousing:struttura_elenco")
LEGGONO = [
    Ruolo.ASSISTENTE_SOCIALE, Ruolo.OPERATORE_ETS, Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS,
    Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE,
]  # fmt: skip


def pagina(nome: str, oggetto: Any) -> str:
    return reverse(f"cohousing:{nome}", args=[oggetto.pk])


def manda(client: Client, indirizzo: str, **dati: Any) -> Any:
    return client.post(indirizzo, {"chiave": uuid4()} | dati)


def in_parole(risposta: Any) -> str:
    testo: str = risposta.content.decode().replace("\xa0", " ")
    return testo


@pytest.mark.parametrize("ruolo", LEGGONO)
def test_the_list_says_how_many_beds_of_each_house_are_taken_today(entra: Entra, ruolo: str) -> None:
    casa = casa_aperta(unita=3, nome="Casa Blu")
    permanenza(casa.unita.get(nome="Camera 1"), fine_prevista=date(2026, 10, 31))  # past the end: still there
    Fermo.objects.create(unita=casa.unita.get(nome="Camera 3"), dal=OGGI, motivo="Lavori")
    StrutturaFactory(nome="Casa Gialla")
    righe = entra(ruolo).get(ELENCO).context["righe"]
    assert [(r.struttura.nome, r.struttura.occupati, r.struttura.disponibili, r.aspetto.etichetta) for r in righe] == [
        ("Casa Blu", 2, 4, "Attiva"),
        ("Casa Gialla", 0, 0, "In preparazione"),
    ]


@pytest.mark.parametrize(
    ("filtri", "attese"),
    [
        ({}, ["Casa Blu", "Condominio Est"]),
        ({"q": "blù"}, ["Casa Blu"]),
        ({"tipo": "CONDOMINIO_SOCIALE"}, ["Condominio Est"]),
        ({"categoria": "DONNE_SOLE_CON_FIGLI"}, ["Casa Blu"]),
        ({"stato": "CHIUSA"}, ["Vecchia casa"]),
        ({"stato": "TUTTE"}, ["Casa Blu", "Condominio Est", "Vecchia casa"]),
        ({"ordine": "-nome"}, ["Condominio Est", "Casa Blu"]),
    ],
)
def test_what_is_looked_for_is_found_on_the_page_and_in_the_sheet(
    entra: Entra, filtri: dict[str, str], attese: list[str]
) -> None:
    casa_aperta(nome="Casa Blu")
    condominio(nome="Condominio Est")
    StrutturaFactory(nome="Vecchia casa", stato="CHIUSA", chiusa_il=date(2026, 6, 1), motivo="Fine")
    client = entra(Ruolo.REVISORE)
    elenco = client.get(ELENCO, filtri)
    assert [r.struttura.nome for r in elenco.context["righe"]] == attese
    foglio = client.get(reverse("cohousing:struttura_esporta"), filtri | {"formato": "csv"})
    righe = b"".join(foglio.streaming_content).decode("utf-8-sig").splitlines()
    assert [riga.split(";")[1] for riga in righe[1:]] == attese


def test_the_comune_of_the_home_narrows_the_list(entra: Entra) -> None:
    casa = casa_aperta(nome="Casa Blu", alloggio=AlloggioCondivisoFactory(comune=ComuneFactory(nome="Lari")))
    casa_aperta(nome="Casa Gialla")
    trovate = entra(Ruolo.OPERATORE_ETS).get(ELENCO, {"comune": casa.alloggio.comune_id}).context["righe"]
    assert [r.struttura.nome for r in trovate] == ["Casa Blu"]


def chi_ci_abita(client: Client, casa: Struttura) -> list[tuple[str, str, str, str]]:
    righe = client.get(pagina("struttura_scheda", casa)).context["unita"]
    return [(r.unita.nome, r.aspetto.etichetta, r.chi, r.frase) for r in righe]


def casa_di_tutti() -> Struttura:
    """A house with a unit in each situation."""
    casa = casa_aperta(unita=4, alloggio=AlloggioCondivisoFactory(posti_letto=20))
    camere = list(casa.unita.order_by("nome"))
    caso = CasoFactory(nucleo=NucleoFactory(codice="N-2019-0042", in_carico=True, in_carico_dal=date(2026, 1, 10)))
    altro = CasoFactory(nucleo=NucleoFactory())
    permanenza(camere[0], caso=caso, ospite="Anna Neri")
    permanenza(camere[1], StatoPermanenza.PREPARAZIONE, caso=altro, inizio=date(2026, 12, 1), ospite="Bea Bo")
    Fermo.objects.create(unita=camere[2], dal=date(2026, 11, 1), al=date(2026, 11, 30), motivo="Imbiancatura")
    UnitaFactory(struttura=casa, nome="Camera 5", dal=date(2027, 1, 1))
    UnitaFactory(struttura=casa, nome="Camera 6", al=date(2026, 6, 30))
    return casa


@pytest.mark.parametrize(
    ("ruolo", "prima", "seconda"),
    [
        pytest.param(Ruolo.OPERATORE_ETS, "Anna Neri", "", id="who follows the first household"),
        pytest.param(Ruolo.CONTABILE_ETS, "Anna Neri", "Bea Bo", id="who keeps the accounts"),
        pytest.param(Ruolo.REVISORE, "N-2019-0042", None, id="the auditor reads codes"),
        pytest.param(Ruolo.FUNZIONARIO_UNIONE, "N-2019-0042", None, id="the Unione reads codes"),
    ],
)
def test_the_record_says_who_is_in_each_unit_to_who_may_read_it(
    entra: Entra, ruolo: str, prima: str, seconda: str | None
) -> None:
    casa = casa_di_tutti()
    codice = casa.permanenze.get(ospite="Bea Bo").nucleo.codice
    assert chi_ci_abita(entra(ruolo), casa) == [
        ("Camera 1", "Abitata", prima, "2 persone, fino al 28/02/2027"),
        ("Camera 2", "Attende qualcuno", codice if seconda is None else seconda, "dal 01/12/2026"),
        ("Camera 3", "Chiusa", "", "Imbiancatura, dal 01/11/2026 al 30/11/2026"),
        ("Camera 4", "Libera", "", ""),
        ("Camera 5", "Non c’è ancora", "", "c’è dal 01/01/2027"),
        ("Camera 6", "Tolta", "", "fino al 30/06/2026"),
    ]


def test_the_record_never_tells_a_name_to_who_reads_codes(entra: Entra) -> None:
    casa = casa_di_tutti()
    client = entra(Ruolo.REVISORE)
    for nome in ("struttura_scheda", "struttura_occupazione"):
        testo = in_parole(client.get(pagina(nome, casa)))
        assert ("Anna Neri" in testo, "Bea Bo" in testo, "N-2019-0042" in testo) == (False, False, True)


def test_the_tiles_of_the_record_count_the_places_of_today(entra: Entra) -> None:
    risposta = entra(Ruolo.OPERATORE_ETS).get(pagina("struttura_scheda", casa_di_tutti()))
    assert [(t.etichetta, t.cifra, t.nota) for t in risposta.context["tessere"]] == [
        ("Posti letto occupati", "2 su 6", "nelle unità che si possono abitare oggi"),
        ("Unità libere oggi", "2", "4 posti letto"),
        ("Nuclei nella casa", "1", ""),
    ]


@pytest.mark.parametrize(
    ("ruolo", "atti"),
    [
        (
            Ruolo.OPERATORE_ETS,
            ["Modifica", "Aggiungi un’unità…", "Aggiungi uno spazio comune…", "Prepara le regole della casa…"],
        ),
        (
            Ruolo.COORDINATORE_ETS,
            ["Apri la casa…", "Modifica", "Aggiungi un’unità…", "Aggiungi uno spazio comune…",
             "Prepara le regole della casa…", "Chiudi la casa…"],
        ),
        (Ruolo.ASSISTENTE_SOCIALE, []),
        (Ruolo.REVISORE, []),
    ],
)  # fmt: skip
def test_the_record_offers_the_acts_of_the_role(entra: Entra, ruolo: str, atti: list[str]) -> None:
    risposta = entra(ruolo).get(pagina("struttura_scheda", StrutturaFactory()))
    nostri = ("struttura/", "modifica", "attiva", "chiudi", "aggiungi-unita", "aggiungi-spazio", "prepara-patto")
    trovati = [p.etichetta for p in risposta.context["pulsanti"] if p.url.rstrip("/").endswith(nostri)]
    assert trovati == atti


def test_from_an_empty_home_to_an_open_house(entra: Entra) -> None:
    alloggio = AlloggioFactory(stato=StatoAlloggio.DISPONIBILE, posti_letto=6, agibilita=True)
    client = entra(Ruolo.COORDINATORE_ETS)
    risposta = manda(
        client, reverse("cohousing:struttura_nuova"), alloggio=alloggio.pk, condiviso_dal="2026-11-01",
        nome="Casa Blu", tipo="COABITAZIONE", categoria="LAVORATORI", ente_supervisore=EnteFactory().pk,
        responsabile=client.utente.pk,
    )  # fmt: skip
    casa = Struttura.objects.get()
    assert risposta.headers["Location"] == pagina("struttura_scheda", casa)
    ferma = client.get(pagina("struttura_attiva", casa))
    assert [m.livello for m in ferma.context["motivi"].motivi] == ["no", "no", "si"]
    manda(
        client, pagina("struttura_aggiungi_unita", casa), nome="Camera 1", tipo="CAMERA", posti_letto="2", mq="14,5",
        dotazioni=["BAGNO_PRIVATO"], quota_mensile="1.180,50", cauzione="0", dal="2026-11-01",
    )  # fmt: skip
    manda(client, pagina("struttura_aggiungi_spazio", casa), nome="Cucina", mq="18")
    manda(client, pagina("struttura_prepara_patto", casa))
    patto = casa.patti.get()
    manda(client, pagina("patto_scrivi", patto), testo="1. Si bussa.", versione="0")
    manda(client, pagina("patto_pubblica", patto), in_vigore_dal="2026-11-05")
    manda(client, pagina("struttura_attiva", casa), attiva_dal="2026-11-10")
    casa.refresh_from_db()
    unita = casa.unita.get()
    assert (casa.stato, casa.attiva_dal, str(unita.quota_mensile), str(unita.mq), unita.dotazioni) == (
        "ATTIVA", date(2026, 11, 10), "1180.50", "14.50", ["BAGNO_PRIVATO"],
    )  # fmt: skip
    manda(client, pagina("struttura_chiudi", casa), chiusa_il="2026-11-19", motivo="Fine del contratto")
    casa.refresh_from_db()
    alloggio.refresh_from_db()
    assert (casa.stato, alloggio.destinazione) == ("CHIUSA", "LOCAZIONE")


def test_a_refused_form_keeps_what_was_typed(entra: Entra) -> None:
    casa = casa_aperta(unita=1)
    permanenza(casa.unita.get())
    client = entra(Ruolo.OPERATORE_ETS)
    risposta = manda(client, pagina("unita_ferma", casa.unita.get()), dal="2026-12-01", motivo="Bagno rotto")
    assert (risposta.status_code, "Bagno rotto" in in_parole(risposta), Fermo.objects.exists()) == (422, True, False)
    assert "in quei giorni l’unità non si può chiudere" in in_parole(risposta)


def test_a_unit_closes_and_opens_again_from_the_record(entra: Entra) -> None:
    casa = casa_aperta(unita=1)
    client, unita = entra(Ruolo.OPERATORE_ETS), casa.unita.get()
    manda(client, pagina("unita_ferma", unita), dal="2026-11-01", motivo="Bagno rotto")
    assert chi_ci_abita(client, casa) == [("Camera 1", "Chiusa", "", "Bagno rotto, dal 01/11/2026")]
    manda(client, pagina("fermo_modifica", Fermo.objects.get()), al="2026-11-18")
    assert chi_ci_abita(client, casa) == [("Camera 1", "Libera", "", "")]
    manda(client, pagina("unita_chiudi", unita), al="2026-12-31")
    assert chi_ci_abita(client, casa) == [("Camera 1", "Libera", "", "fino al 31/12/2026")]


@pytest.mark.parametrize(("lingua", "verso"), [("it", "ltr"), ("ar", "rtl"), ("ur", "rtl"), ("zh", "ltr")])
def test_the_rules_are_read_in_every_language_in_its_direction(entra: Entra, lingua: str, verso: str) -> None:
    casa = StrutturaFactory()
    patto = regole(casa, StatoPatto.IN_VIGORE, "ar", "ur", "zh")
    risposta = entra(Ruolo.ASSISTENTE_SOCIALE).get(pagina("patto_scheda", patto), {"lingua": lingua})
    testo = in_parole(risposta)
    assert f'lang="{lingua}" dir="{verso}"' in testo
    assert ("Quello che conta è il testo in italiano" in testo) == (lingua != "it")


def test_a_language_that_is_not_written_is_read_in_italian(entra: Entra) -> None:
    patto = regole(StrutturaFactory())
    risposta = entra(Ruolo.REVISORE).get(pagina("patto_scheda", patto), {"lingua": "fr"})
    assert (risposta.status_code, risposta.context["testo"].lingua) == (200, "it")


def test_the_months_of_the_page_are_the_last_year_and_the_next_half(entra: Entra) -> None:
    casa = casa_aperta(unita=1)
    permanenza(casa.unita.get(), fine_prevista=date(2027, 2, 28))
    mesi = entra(Ruolo.REVISORE).get(pagina("struttura_occupazione", casa)).context["mesi"]
    assert len(mesi) == 18
    assert [(m.nome, m.quando, m.disponibili, m.occupati) for m in (mesi[0], mesi[1], mesi[3], *mesi[11:])] == [
        ("dicembre 2025", "", 0, 0),
        ("gennaio 2026", "", 34, 0),
        ("marzo 2026", "", 62, 62),
        ("novembre 2026", "in corso", 60, 60),
        ("dicembre 2026", "previsto", 62, 62),
        ("gennaio 2027", "previsto", 62, 62),
        ("febbraio 2027", "previsto", 56, 56),
        ("marzo 2027", "previsto", 62, 0),
        ("aprile 2027", "previsto", 60, 0),
        ("maggio 2027", "previsto", 62, 0),
    ]


def test_the_calendar_tells_who_is_where_from_when_until_when(entra: Entra) -> None:
    casa = casa_aperta(unita=1)
    unita = casa.unita.get()
    permanenza(unita, StatoPermanenza.CONCLUSA, ospite="Anna Neri", uscita_il=date(2026, 10, 15))
    Fermo.objects.create(unita=unita, dal=date(2026, 10, 16), al=date(2026, 11, 20), motivo="pulizie")
    riga = entra(Ruolo.CONTABILE_ETS).get(pagina("struttura_occupazione", casa)).context["righe"][0]
    assert [(c.voci, c.classe) for c in (riga.celle[0], *riga.celle[2:5], *riga.celle[10:13])] == [
        (("casa non aperta",), "futuro"),
        (("libera",), "c0"),
        (("Anna Neri, dal 01/03/2026",), "c3"),
        (("Anna Neri",), "c3"),
        (("Anna Neri, fino al 15/10/2026", "chiusa: pulizie, dal 16/10/2026"), "c3"),
        (("chiusa: pulizie, fino al 20/11/2026",), "futuro"),
        (("libera",), "c0"),
    ]


def test_the_history_tells_of_the_house_of_its_units_and_of_its_rooms(entra: Entra) -> None:
    client = entra(Ruolo.OPERATORE_ETS)
    casa = casa_aperta(unita=1)
    manda(client, pagina("struttura_aggiungi_spazio", casa), nome="Cucina")
    manda(client, pagina("spazio_togli", casa.spazi.get()))
    manda(client, pagina("unita_ferma", casa.unita.get()), dal="2026-12-01", motivo="Bagno rotto")
    modifiche = client.get(pagina("struttura_storia", casa)).context["modifiche"]
    assert sorted(m.atto for m in modifiche if "Unità" not in m.atto) == [
        "Chiusura di un’unità: registrazione", "Modifica", "Registrazione", "Spazio comune: eliminazione",
        "Spazio comune: registrazione",
    ]  # fmt: skip


def test_the_free_places_say_when_and_are_narrowed(entra: Entra) -> None:
    casa = casa_aperta(unita=3, nome="Casa Blu")
    camere = list(casa.unita.order_by("nome"))
    permanenza(camere[0], fine_prevista=date(2026, 12, 31))
    permanenza(camere[1], fine_prevista=date(2026, 10, 31))
    client, elenco = entra(Ruolo.ASSISTENTE_SOCIALE), reverse("cohousing:unita_elenco")

    def trovate(**filtri: str) -> list[tuple[str, str]]:
        return [(r.unita.nome, r.quando) for r in client.get(elenco, filtri).context["righe"]]

    assert trovate() == [("Camera 3", "oggi"), ("Camera 1", "dal 01/01/2027")]
    assert trovate(quando="ORA") == [("Camera 3", "oggi")]
    assert trovate(quando="TUTTE", ordine="casa") == [
        ("Camera 1", "dal 01/01/2027"), ("Camera 2", "non si sa"), ("Camera 3", "oggi"),
    ]  # fmt: skip
    assert (trovate(letti="3"), trovate(accessibile="true"), trovate(categoria="STUDENTI")) == ([], [], [])
    foglio = client.get(reverse("cohousing:unita_esporta"), {"formato": "csv"})
    righe = b"".join(foglio.streaming_content).decode("utf-8-sig").splitlines()
    assert [riga.split(";")[1] for riga in righe[1:]] == ["Camera 3", "Camera 1"]


def test_an_operator_reads_no_name_of_a_household_she_does_not_follow(entra: Entra) -> None:
    casa = casa_aperta(unita=1)
    permanenza(casa.unita.get(), ospite="Anna Neri", caso=CasoFactory(nucleo=NucleoFactory()))
    assert chi_ci_abita(entra(Ruolo.OPERATORE_ETS), casa) == [
        ("Camera 1", "Abitata", "", "2 persone, fino al 28/02/2027")
    ]


def test_only_active_people_of_the_ets_answer_for_a_house(entra: Entra) -> None:
    UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS], is_active=False)
    UtenteFactory(ruoli=[Ruolo.FUNZIONARIO_UNIONE])
    client = entra(Ruolo.OPERATORE_ETS)
    form = client.get(reverse("cohousing:struttura_nuova")).context["form"]
    assert list(form.fields["responsabile"].queryset) == [client.utente]


def test_the_record_and_its_calendar_cost_the_same_whatever_the_units(
    entra: Entra, django_assert_max_num_queries: Any
) -> None:
    """Three for session, person and house; units, rooms, rules; what the menu counts."""
    casa = casa_di_tutti()
    casa.alloggio.posti_letto = None
    casa.alloggio.save()
    client = entra(Ruolo.COORDINATORE_ETS)
    conti: list[int] = []
    for _ in range(2):
        for nome in ("struttura_scheda", "struttura_occupazione"):
            client.get(pagina(nome, casa))
            with django_assert_max_num_queries(12) as viste:
                client.get(pagina(nome, casa))
            conti.append(len(viste))
        for n in range(8):
            nuova = UnitaFactory(struttura=casa, nome=f"Stanza {len(conti)}{n}", posti_letto=1)
            permanenza(nuova, StatoPermanenza.PREPARAZIONE, persone=1)
    assert conti[:2] == conti[2:]


def test_a_language_is_added_to_rules_in_force_and_their_text_stays(entra: Entra) -> None:
    patto = regole(StrutturaFactory())
    client = entra(Ruolo.OPERATORE_ETS)
    modulo = client.get(pagina("patto_traduci", patto))
    assert "quello che conta, e che si firma, è il testo in italiano" in in_parole(modulo)
    risposta = manda(client, pagina("patto_traduci", patto), lingua="ur", testo="۱۔ دستک دیں")
    assert risposta.headers["Location"] == f"{pagina('patto_scheda', patto)}?lingua=ur"
    rifiutata = manda(client, pagina("patto_scrivi", patto), testo="1. Altro.", versione="1")
    assert (rifiutata.status_code, sorted(patto.testi.values_list("lingua", flat=True))) == (422, ["it", "ur"])
