"""The procedure to the day: stage, next date, time-line, warnings and refusals (domain.md 2.3)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sportello.choices import EsitoSfratto, FaseSfratto, TipoEventoSfratto, TipoSfratto
from sportello.rules.evento_sfratto import esito_proposto, valuta_chiusura, valuta_evento
from sportello.rules.passi_sfratto import situazione
from sportello.rules.sfratto import CHIUDI, DatiSfratto, Evento, Situazione, Soglie

E, F = TipoEventoSfratto, FaseSfratto
MOROSITA = DatiSfratto(TipoSfratto.MOROSITA)
FINITA = DatiSfratto(TipoSfratto.FINITA_LOCAZIONE)
CONVALIDA = Evento(E.CONVALIDA, date(2026, 3, 12), date(2026, 9, 12))
PRECETTO = Evento(E.PRECETTO, date(2026, 9, 20))
PREAVVISO = Evento(E.PREAVVISO, date(2026, 10, 14), date(2026, 10, 28))
OGGI = date(2026, 11, 19)


def al(oggi: date, *eventi: Evento, dati: DatiSfratto = MOROSITA) -> Situazione:
    return situazione(dati, eventi, oggi=oggi)


def frasi(s: Situazione, evento: Evento) -> list[tuple[str, str]]:
    return [(m.livello, m.articolo) for m in valuta_evento(s, evento).motivi]


def passo(s: Situazione, nome: str) -> Any:
    return next(p for p in s.passi if p.nome == nome)


def test_scenario_27_to_the_day() -> None:
    dopo_convalida = al(date(2026, 4, 1), CONVALIDA)
    assert (dopo_convalida.fase, dopo_convalida.prossima_data) == (F.CONVALIDA, date(2026, 9, 12))
    dopo_precetto = al(date(2026, 9, 21), CONVALIDA, PRECETTO)
    assert (dopo_precetto.fase, dopo_precetto.prossima_data) == (F.PRECETTO, date(2026, 9, 30))
    assert passo(dopo_precetto, "Preavviso di rilascio").dal == date(2026, 9, 30)
    assert passo(dopo_precetto, "Accesso n. 1").dal == date(2026, 10, 10)
    dopo_preavviso = al(date(2026, 10, 20), CONVALIDA, PRECETTO, PREAVVISO)
    assert (dopo_preavviso.prossima_data, dopo_preavviso.prossimo_passo) == (
        date(2026, 10, 28),
        "Accesso n. 1 dell’ufficiale giudiziario",
    )
    rinuncia = al(date(2026, 10, 21), CONVALIDA, PRECETTO, PREAVVISO, Evento(E.RINUNCIA, date(2026, 10, 21)))
    assert (rinuncia.da_chiudere, rinuncia.prossima_data) == (True, date(2026, 10, 21))
    assert esito_proposto(rinuncia) == (EsitoSfratto.EVITATO_RESTA, date(2026, 10, 21))


def test_a_precetto_before_the_day_of_the_judge_waits_for_that_day() -> None:
    assert al(OGGI, CONVALIDA, Evento(E.PRECETTO, date(2026, 7, 1))).prossima_data == date(2026, 9, 12)


PROSSIMI = [
    ([], None, "Registra che cosa è successo finora"),
    ([Evento(E.DISDETTA_O_MORA, date(2026, 11, 2))], None, "Aspetta l’intimazione: registrala quando arriva"),
    ([Evento(E.INTIMAZIONE, date(2026, 11, 2), date(2026, 12, 3))], date(2026, 12, 3), "Udienza"),
    ([Evento(E.INTIMAZIONE, date(2026, 11, 2))], None, "Registra il giorno dell’udienza"),
    ([Evento(E.UDIENZA, date(2026, 11, 2), date(2026, 12, 3))], date(2026, 12, 3), "Udienza"),
    ([Evento(E.UDIENZA, date(2026, 11, 2))], None, "Registra che cosa ha deciso il giudice"),
    (
        [Evento(E.TERMINE_DI_GRAZIA, date(2026, 11, 2), date(2027, 1, 31))],
        date(2027, 1, 31),
        "Scade il termine di grazia",
    ),
    ([CONVALIDA, Evento(E.SOSPENSIONE, date(2026, 11, 2))], None, "Sospeso, senza una data"),
    (
        [CONVALIDA, Evento(E.PROROGA, date(2026, 9, 2), date(2027, 3, 2))],
        date(2027, 3, 2),
        "Nuova data di rilascio dopo la proroga",
    ),
    (
        [PREAVVISO, Evento(E.ACCESSO, date(2026, 10, 28), date(2026, 12, 9), "RINVIO")],
        date(2026, 12, 9),
        "Accesso n. 2 dell’ufficiale giudiziario",
    ),
    (
        [PREAVVISO, Evento(E.ACCESSO, date(2026, 10, 28), None, "NEGATIVO")],
        None,
        "Chiedi quando sarà il prossimo accesso",
    ),
    ([PREAVVISO, Evento(E.ACCESSO, date(2026, 10, 28), None, "ESEGUITO")], date(2026, 10, 28), CHIUDI),
    ([Evento(E.ACCORDO, date(2026, 10, 28), date(2026, 12, 31))], date(2026, 12, 31), "Scade l’accordo"),
    ([Evento(E.ACCORDO, date(2026, 10, 28))], date(2026, 10, 28), CHIUDI),
    (
        [PREAVVISO, Evento(E.COMUNICAZIONE_PREFETTURA, date(2026, 10, 20))],
        date(2026, 10, 28),
        "Accesso n. 1 dell’ufficiale giudiziario",
    ),
]


@pytest.mark.parametrize(("eventi", "giorno", "prossimo"), PROSSIMI)
def test_the_next_date_is_the_day_fixed_by_the_last_event(eventi: Any, giorno: Any, prossimo: str) -> None:
    s = al(OGGI, *eventi)
    assert (s.prossima_data, s.prossimo_passo) == (giorno, prossimo)


def test_a_day_that_passed_asks_how_it_went_and_stays() -> None:
    udienza = Evento(E.INTIMAZIONE, date(2026, 10, 1), date(2026, 11, 12))
    assert (al(date(2026, 11, 12), udienza).scaduta, al(date(2026, 11, 12), udienza).da_fare) == (False, "Udienza")
    dopo = al(OGGI, udienza)
    assert (dopo.scaduta, dopo.prossima_data, dopo.da_fare) == (
        True,
        date(2026, 11, 12),
        "Registra com’è andata l’udienza",
    )
    assert al(OGGI, PREAVVISO).da_fare == "Registra com’è andato l’accesso"
    grazia = Evento(E.TERMINE_DI_GRAZIA, date(2026, 8, 1), date(2026, 10, 30))
    assert al(OGGI, grazia).da_fare == "Scade il termine di grazia: registra che cosa è successo"


def test_the_time_line_tells_done_next_and_possible_with_the_articles() -> None:
    mora = Evento(E.DISDETTA_O_MORA, date(2026, 9, 1))
    intimazione = Evento(E.INTIMAZIONE, date(2026, 11, 2), date(2026, 12, 3))
    s = al(OGGI, mora, intimazione)
    assert [(p.nome, p.quando, p.giorno or p.dal, p.al, p.articolo) for p in s.passi] == [
        ("Disdetta o messa in mora", "fatto", date(2026, 9, 1), None, "art. 5 L. 392/1978"),
        ("Intimazione di sfratto notificata", "fatto", date(2026, 11, 2), None, "art. 660 c.p.c."),
        ("Udienza", "prossimo", date(2026, 12, 3), None, "art. 660 c.p.c."),
        ("Termine di grazia", "possibile", date(2026, 12, 3), date(2027, 4, 2), "art. 55 L. 392/1978"),
        ("Convalida o ordinanza di rilascio", "possibile", date(2026, 12, 3), None, "art. 56 L. 392/1978"),
        ("Precetto", "possibile", None, None, "artt. 480 e 605 c.p.c."),
        ("Preavviso di rilascio", "possibile", None, None, "art. 608 c.p.c."),
        ("Accesso n. 1", "possibile", None, None, "prassi degli ufficiali giudiziari"),
        ("Accesso n. 2", "possibile", None, None, "prassi degli ufficiali giudiziari"),
    ]
    assert "entro il 03/06/2027 o il 03/12/2027" in passo(s, "Convalida o ordinanza di rilascio").testo
    assert "la forza pubblica" in passo(s, "Accesso n. 2").testo


def test_before_the_court_the_breach_comes_twenty_days_after() -> None:
    s = al(OGGI, Evento(E.DISDETTA_O_MORA, date(2026, 11, 2)))
    assert passo(s, "Intimazione di sfratto").dal == date(2026, 11, 22)
    assert passo(s, "Udienza").dal is None
    assert passo(al(OGGI, Evento(E.INTIMAZIONE, date(2026, 11, 2))), "Udienza").dal == date(2026, 11, 22)


def test_a_grace_term_says_what_follows_when_it_is_not_paid() -> None:
    grazia = Evento(E.TERMINE_DI_GRAZIA, date(2026, 10, 1), date(2026, 12, 30))
    convalida = passo(al(OGGI, grazia), "Convalida")
    assert (convalida.dal, convalida.al) == (date(2026, 12, 30), date(2027, 1, 9))
    assert "entro il 28/02/2027" in convalida.testo


@pytest.mark.parametrize(("fragilita", "entro"), [((), date(2027, 3, 12)), (("OVER_65",), date(2028, 3, 12))])
def test_the_end_of_a_lease_may_be_put_off_once(fragilita: tuple[str, ...], entro: date) -> None:
    dati = replace(FINITA, fragilita=fragilita)
    s = al(OGGI, CONVALIDA, dati=dati)
    assert passo(s, "Proroga").al == entro
    proroga = Evento(E.PROROGA, date(2026, 9, 1), entro)
    assert frasi(s, proroga) == [("si", "")]
    assert frasi(s, replace(proroga, per_il=date(2028, 6, 1))) == [("avviso", "art. 6 L. 431/1998")]
    assert frasi(al(OGGI, CONVALIDA, proroga, dati=dati), replace(proroga, giorno=date(2026, 9, 2)))[0][0] == "avviso"
    assert "Proroga" not in [p.nome for p in al(OGGI, CONVALIDA, proroga, dati=dati).passi if p.quando == "possibile"]
    assert frasi(al(OGGI, CONVALIDA), replace(proroga, per_il=date(2027, 3, 1)))[0][0] == "avviso"


AVVISI = [
    ([], Evento(E.INTIMAZIONE, date(2026, 11, 1), date(2026, 11, 20)), "art. 660 c.p.c."),
    ([], Evento(E.TERMINE_DI_GRAZIA, date(2026, 8, 1), date(2026, 11, 1)), "art. 55 L. 392/1978"),
    ([], Evento(E.TERMINE_DI_GRAZIA, date(2026, 8, 1), date(2026, 12, 1)), "art. 55 L. 392/1978"),
    ([], Evento(E.CONVALIDA, date(2026, 3, 12), date(2026, 9, 13)), "art. 56 L. 392/1978"),
    ([], Evento(E.ORDINANZA, date(2026, 3, 12), date(2027, 3, 13)), "art. 56 L. 392/1978"),
    ([], PRECETTO, "artt. 480 e 605 c.p.c."),
    ([CONVALIDA], replace(PRECETTO, per_il=date(2026, 9, 29)), "artt. 480 e 605 c.p.c."),
    ([CONVALIDA, PRECETTO], Evento(E.PREAVVISO, date(2026, 10, 1), date(2026, 10, 10)), "art. 608 c.p.c."),
    (
        [CONVALIDA, Evento(E.PRECETTO, date(2026, 8, 1))],
        Evento(E.PREAVVISO, date(2026, 8, 20), date(2026, 9, 5)),
        "artt. 480 e 605 c.p.c.",
    ),
    ([CONVALIDA], PREAVVISO, "artt. 480 e 605 c.p.c."),
    (
        [CONVALIDA, Evento(E.PRECETTO, date(2026, 4, 1))],
        Evento(E.PREAVVISO, date(2026, 10, 1), date(2026, 10, 20)),
        "art. 481 c.p.c.",
    ),
    ([CONVALIDA, PRECETTO], Evento(E.ACCESSO, date(2026, 10, 28), None, "NEGATIVO"), "art. 608 c.p.c."),
    ([CONVALIDA, PRECETTO, PREAVVISO], Evento(E.ACCESSO, date(2026, 10, 23), None, "NEGATIVO"), "art. 608 c.p.c."),
    (
        [CONVALIDA, PRECETTO, PREAVVISO],
        Evento(E.ACCESSO, date(2026, 10, 28), None, "ESEGUITO"),
        "prassi degli ufficiali giudiziari",
    ),
]


@pytest.mark.parametrize(("eventi", "nuovo", "articolo"), AVVISI)
def test_what_a_court_did_against_the_rules_is_a_warning(eventi: Any, nuovo: Evento, articolo: str) -> None:
    esito = valuta_evento(al(OGGI, *eventi), nuovo)
    assert esito.positivo
    assert ("avviso", articolo) in [(m.livello, m.articolo) for m in esito.motivi]
    # The warning stays on the time-line, at its event.
    dopo = al(OGGI, *eventi, nuovo)
    assert passo_di(dopo, nuovo).avvisi == tuple(m for m in esito.motivi if m.livello == "avviso")


def passo_di(s: Situazione, evento: Evento) -> Any:
    return [p for p in s.passi if p.quando == "fatto"][list(s.eventi).index(evento)]


def test_scenario_27_draws_no_warning() -> None:
    s = al(OGGI, CONVALIDA, PRECETTO, PREAVVISO, Evento(E.ACCESSO, date(2026, 10, 28), None, "NEGATIVO"))
    assert [p.avvisi for p in s.passi] == [()] * len(s.passi)


@pytest.mark.parametrize(("quante", "attese"), [(2, []), (3, ["disagio"]), (4, ["arriva a 4"])])
def test_grace_terms_are_counted_over_four_years(quante: int, attese: list[str]) -> None:
    vecchie = tuple(date(2024, 1 + n, 10) for n in range(quante))
    dati = replace(MOROSITA, grazie_prima=(date(2022, 1, 1), *vecchie))
    nuova = Evento(E.TERMINE_DI_GRAZIA, date(2026, 11, 1), date(2026, 12, 20))
    avvisi = [m.testo for m in valuta_evento(al(OGGI, dati=dati), nuova).motivi if m.livello == "avviso"]
    assert len(avvisi) == len(attese)
    assert all(parola in avviso for parola, avviso in zip(attese, avvisi, strict=True))


def test_an_unpaid_grace_term_leaves_sixty_days() -> None:
    grazia = Evento(E.TERMINE_DI_GRAZIA, date(2026, 5, 1), date(2026, 7, 30))
    entro = Evento(E.CONVALIDA, date(2026, 8, 5), date(2026, 9, 28))
    assert frasi(al(OGGI, grazia), entro) == [("si", "")]
    assert frasi(al(OGGI, grazia), replace(entro, per_il=date(2026, 9, 29))) == [("avviso", "art. 56 L. 392/1978")]


IMPOSSIBILI = [
    (FINITA, [], Evento(E.TERMINE_DI_GRAZIA, date(2026, 11, 1), date(2026, 12, 1)), "Il termine di grazia si dà solo"),
    (MOROSITA, [], Evento(E.TERMINE_DI_GRAZIA, date(2026, 11, 1)), "Scrivi fino a quando è il termine"),
    (MOROSITA, [], Evento(E.PREAVVISO, date(2026, 11, 1)), "Scrivi il giorno dell’accesso"),
    (MOROSITA, [], Evento(E.ACCESSO, date(2026, 11, 1)), "Scrivi com’è andato l’accesso"),
    (MOROSITA, [], Evento(E.UDIENZA, date(2026, 11, 20)), "Il giorno è nel futuro"),
    (MOROSITA, [], Evento(E.INTIMAZIONE, date(2026, 11, 1), date(2026, 10, 1)), "Il giorno fissato viene prima"),
    (
        replace(MOROSITA, chiuso_il=date(2026, 11, 1), esito="ESEGUITO"),
        [],
        Evento(E.UDIENZA, date(2026, 10, 1)),
        "Lo sfratto è chiuso dal 01/11/2026",
    ),
    (
        MOROSITA,
        [Evento(E.RILASCIO, date(2026, 11, 1))],
        Evento(E.ACCESSO, date(2026, 11, 5), None, "NEGATIVO"),
        "La casa è stata lasciata il 01/11/2026",
    ),
]


@pytest.mark.parametrize(("dati", "eventi", "nuovo", "frase"), IMPOSSIBILI)
def test_what_cannot_have_happened_is_refused(dati: DatiSfratto, eventi: Any, nuovo: Evento, frase: str) -> None:
    esito = valuta_evento(al(OGGI, *eventi, dati=dati), nuovo)
    assert not esito.positivo
    assert str(esito).startswith(frase)


RILASCIO = Evento(E.RILASCIO, date(2026, 11, 1))
ESEGUITO = Evento(E.ESECUZIONE, date(2026, 11, 1))
RESTA, ALTRA_CASA = EsitoSfratto.EVITATO_RESTA, EsitoSfratto.EVITATO_CASA_A_CASA
CON_SOLUZIONE, SENZA = EsitoSfratto.ESEGUITO_CON_SOLUZIONE, EsitoSfratto.ESEGUITO
CHIUSURE = [
    ([PREAVVISO], RESTA, date(2026, 11, 10), ""),
    ([PREAVVISO], ALTRA_CASA, date(2026, 11, 10), ""),
    ([RILASCIO], ALTRA_CASA, date(2026, 11, 1), ""),
    ([ESEGUITO], CON_SOLUZIONE, date(2026, 11, 1), ""),
    ([ESEGUITO], SENZA, date(2026, 11, 1), ""),
    ([ESEGUITO], RESTA, date(2026, 11, 1), "È stato eseguito il 01/11/2026"),
    ([ESEGUITO], ALTRA_CASA, date(2026, 11, 1), "È stato eseguito il 01/11/2026"),
    (
        [Evento(E.ACCESSO, date(2026, 11, 1), None, "ESEGUITO")],
        ALTRA_CASA,
        date(2026, 11, 1),
        "È stato eseguito il 01/11/2026",
    ),
    ([RILASCIO], RESTA, date(2026, 11, 1), "La casa è stata lasciata il 01/11/2026"),
    ([PREAVVISO], SENZA, date(2026, 11, 10), "Prima registra l’esecuzione"),
    ([RILASCIO], ALTRA_CASA, date(2026, 10, 31), "L’ultimo fatto è del 01/11/2026"),
    ([PREAVVISO], RESTA, date(2026, 11, 20), "Il giorno è nel futuro"),
    ([], RESTA, date(2026, 1, 1), "Lo sfratto è conosciuto dal 10/02/2026"),
]


@pytest.mark.parametrize(("eventi", "esito", "il", "frase"), CHIUSURE)
def test_an_eviction_is_closed_with_what_happened(eventi: Any, esito: str, il: date, frase: str) -> None:
    risposta = valuta_chiusura(al(OGGI, *eventi), esito, il, aperto_il=date(2026, 2, 10))
    assert risposta.positivo is (frase == "")
    assert str(risposta).startswith(frase or "Si può chiudere")


@pytest.mark.parametrize(
    ("eventi", "proposto"),
    [
        ([], ("", OGGI)),
        ([RILASCIO], (ALTRA_CASA, date(2026, 11, 1))),
        ([ESEGUITO], ("", date(2026, 11, 1))),
        ([Evento(E.SANATORIA, date(2026, 11, 3))], (RESTA, date(2026, 11, 3))),
    ],
)
def test_the_events_propose_the_outcome(eventi: Any, proposto: tuple[str, date]) -> None:
    assert esito_proposto(al(OGGI, *eventi)) == proposto


def test_a_closed_eviction_has_nothing_to_come() -> None:
    dati = replace(MOROSITA, chiuso_il=date(2026, 11, 1), esito=RESTA)
    s = al(OGGI, CONVALIDA, dati=dati)
    assert (s.fase, s.prossima_data, [p.nome for p in s.passi]) == (F.CHIUSO, None, ["Convalida", "Chiuso"])


def test_a_threshold_changes_with_its_parameter() -> None:
    s = situazione(MOROSITA, [CONVALIDA, PRECETTO], oggi=OGGI, soglie=Soglie(precetto_giorni=15))
    assert s.prossima_data == date(2026, 10, 5)
