"""The path in one query, the reviews due, the houses without visits, and what each panel says to whom."""

from datetime import date, timedelta
from decimal import Decimal as D
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils.html import strip_tags

from cohousing.choices import Provvedimento, StatoPermanenza, TipoSupervisione
from cohousing.models import ObiettivoAutonomia, Permanenza
from cohousing.queries.autonomia import con_prossima_verifica, percorso
from cohousing.queries.pannelli_permanenza import autonomia, supervisioni, violazioni
from cohousing.queries.pannelli_struttura import supervisioni as della_casa
from cohousing.queries.supervisione import case_senza_visite
from tests.factories.cohousing import (
    StrutturaFactory,
    SupervisioneFactory,
    ViolazioneFactory,
    casa_aperta,
    permanenza,
    verifica,
)
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.aspetto import Pannello
from valdera_housing.models import Parametro, Utente

pytestmark = pytest.mark.django_db
OGGI = date(2026, 11, 19)
Conta = Any


def chi(ruolo: str, **altro: Any) -> Utente:
    return UtenteFactory(ruoli=[ruolo], **altro)


def soglia(chiave: str, valore: int) -> Parametro:
    return Parametro.objects.create(
        chiave=chiave, descrizione=chiave, valore=D(valore), valido_dal=date(2026, 1, 1), atto="Delibera 1/2026"
    )


def letto(pannello: Pannello | None) -> str:
    """The words of a panel, as one reads them."""
    assert pannello is not None
    html = render_to_string(pannello.template, pannello.contesto).replace("<", " <")
    return " ".join(strip_tags(html).split())


def con_percorso(**altro: Any) -> Permanenza:
    stay = permanenza(**altro)
    ObiettivoAutonomia.objects.create(permanenza=stay, area="LAVORO", traguardo=4, descrizione="Un corso di cucina")
    verifica(stay, date(2026, 3, 19), 1)
    verifica(stay, date(2026, 8, 31), 2, LAVORO=3)
    return stay


def test_the_path_is_read_in_one_query(django_assert_num_queries: Conta) -> None:
    stay = con_percorso()
    with django_assert_num_queries(1):
        via = percorso(stay, OGGI)
    assert (via.traguardi, via.ultima, via.prossima, via.in_ritardo, via.storia("LAVORO"), via.storia("CASA")) == (
        {"LAVORO": 4}, date(2026, 8, 31), date(2026, 11, 30), False,
        [(date(2026, 3, 19), 1), (date(2026, 8, 31), 3)], [(date(2026, 3, 19), 1), (date(2026, 8, 31), 2)],
    )  # fmt: skip


def test_an_area_is_drawn_with_its_words_its_goal_and_its_points() -> None:
    lavoro = next(t for t in percorso(con_percorso(), OGGI).tracce() if t.area == "LAVORO")
    assert (lavoro.frase, lavoro.traguardo, lavoro.y_traguardo) == (
        "Lavoro: da 1 a 3 in cinque mesi; manca 1 al traguardo", 4, 22,
    )  # fmt: skip
    assert ([(p.x, p.y, p.detto) for p in lavoro.punti], lavoro.curva) == (
        [("12.02%", 100, "1"), ("67.23%", 48, "3")],
        "M120 100L672 48",
    )


@pytest.mark.parametrize(
    ("stato", "giorno", "attesa"),
    [
        pytest.param(StatoPermanenza.IN_CORSO, date(2026, 3, 31), (date(2026, 3, 31), False), id="the last day"),
        pytest.param(StatoPermanenza.IN_CORSO, date(2026, 4, 1), (date(2026, 3, 31), True), id="late"),
        pytest.param(StatoPermanenza.CONCLUSA, OGGI, (None, False), id="left"),
        pytest.param(StatoPermanenza.PREPARAZIONE, OGGI, (None, False), id="not there yet"),
    ],
)
def test_the_first_review_is_late_after_thirty_days(stato: str, giorno: date, attesa: tuple) -> None:
    via = percorso(permanenza(stato=stato), giorno)
    assert (via.prossima, via.in_ritardo) == attesa


def test_the_times_of_the_reviews_are_parameters() -> None:
    soglia("giorni_prima_verifica", 15)
    soglia("mesi_fra_le_verifiche", 6)
    assert [percorso(stay, OGGI).prossima for stay in (permanenza(), con_percorso())] == [
        date(2026, 3, 16),
        date(2027, 2, 28),
    ]


@pytest.mark.parametrize("ultima", [None, date(2026, 8, 31), date(2026, 5, 31), date(2026, 11, 30), date(2026, 3, 1)])
@pytest.mark.parametrize("parametri", [False, True])
def test_the_database_counts_the_next_review_as_the_rule_does(ultima: date | None, *, parametri: bool) -> None:
    if parametri:
        soglia("giorni_prima_verifica", 20)
        soglia("mesi_fra_le_verifiche", 5)
    stay = permanenza()
    if ultima:
        verifica(stay, ultima)
    trovata = con_prossima_verifica(Permanenza.objects.all(), OGGI).get()
    assert (trovata.ultima_verifica, trovata.verifica_entro) == (ultima, percorso(stay, OGGI).prossima)


# --- houses without visits -----------------------------------------------------------------------------------


def visita(casa: Any, giorno: date, tipo: str = TipoSupervisione.VISITA, **altro: Any) -> Any:
    return SupervisioneFactory(struttura=casa, giorno=giorno, tipo=tipo, **altro)


def test_houses_where_nobody_has_been_are_found_in_one_query(django_assert_num_queries: Conta) -> None:
    in_tempo, tardi, mai, solo_colloqui, annullata = (casa_aperta(nome=f"Casa {n}") for n in range(5))
    StrutturaFactory(nome="In preparazione")
    visita(in_tempo, OGGI - timedelta(days=7))
    visita(tardi, OGGI - timedelta(days=8), TipoSupervisione.RIUNIONE_CASA)
    stay = permanenza(solo_colloqui.unita.first())
    visita(solo_colloqui, OGGI - timedelta(days=20))
    visita(solo_colloqui, OGGI, TipoSupervisione.COLLOQUIO, permanenza=stay)
    visita(solo_colloqui, OGGI, TipoSupervisione.EMERGENZA)
    visita(annullata, OGGI - timedelta(days=30))
    visita(annullata, OGGI, annullata_il=OGGI, motivo="Doppia")
    utente = chi(Ruolo.OPERATORE_ETS)
    with django_assert_num_queries(1):
        trovate = list(case_senza_visite(utente, OGGI))
    assert [(c.nome, c.giorni_senza, c.ultima_visita, c.soglia_visite) for c in trovate] == [
        (mai.nome, 308, None, 7),
        (annullata.nome, 30, date(2026, 10, 20), 7),
        (solo_colloqui.nome, 20, date(2026, 10, 30), 7),
        (tardi.nome, 8, date(2026, 11, 11), 7),
    ]


def test_the_days_between_visits_are_a_parameter() -> None:
    visita(casa_aperta(), OGGI - timedelta(days=20))
    soglia("giorni_fra_le_visite", 20)
    utente = chi(Ruolo.OPERATORE_ETS)
    assert [case_senza_visite(utente, OGGI + timedelta(days=n)).count() for n in (0, 1)] == [0, 1]


def test_who_does_not_read_houses_finds_none() -> None:
    casa_aperta()
    assert [case_senza_visite(chi(r), OGGI).count() for r in (Ruolo.CABINA, Ruolo.AMMINISTRATORE, Ruolo.REVISORE)] == [
        0, 0, 1,
    ]  # fmt: skip


# --- panels --------------------------------------------------------------------------------------------------

TUTTI = [
    Ruolo.ASSISTENTE_SOCIALE, Ruolo.OPERATORE_ETS, Ruolo.COORDINATORE_ETS, Ruolo.CONTABILE_ETS,
    Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE,
]  # fmt: skip
SEGUONO = TUTTI[:3]


def che_segue(ruolo: str, stay: Permanenza) -> Utente:
    utente = chi(ruolo)
    utente.comuni.add(stay.nucleo.comune)
    return utente


def in_carico(**altro: Any) -> Permanenza:
    stay = con_percorso(**altro)
    stay.nucleo.in_carico = True
    stay.nucleo.save()
    return Permanenza.objects.select_related("nucleo", "struttura").get(pk=stay.pk)


@pytest.mark.parametrize("ruolo", TUTTI)
def test_the_house_tells_visits_hours_and_the_alert_in_one_query(ruolo: str, django_assert_num_queries: Conta) -> None:
    casa = casa_aperta()
    ultima = visita(casa, date(2026, 11, 2), minuti=90, verbale="Parole riservate")
    visita(casa, date(2026, 10, 22), minuti=999)
    utente = chi(ruolo)
    list(utente.comuni_seguiti)
    with django_assert_num_queries(1):
        pannello = della_casa.pannello(casa, utente)
    testo = letto(pannello)
    assert ("Parole" in testo, "L’ultima visita è del 02/11/2026: sono 17 giorni, la soglia è 7." in testo) == (
        False,
        True,
    )
    assert f"Visita del 02/11/2026 90 minuti, {ultima.operatore} Visita del 22/10/2026" in testo
    assert "Nelle ultime quattro settimane 1,50 ore, 0,38 a settimana." in testo


def test_a_house_in_preparation_has_no_panel_and_one_never_visited_says_so() -> None:
    utente = chi(Ruolo.OPERATORE_ETS)
    assert della_casa.pannello(StrutturaFactory(), utente) is None
    assert letto(della_casa.pannello(casa_aperta(), utente)) == (
        "Da troppo tempo nessuna visita Nessuna visita dall’apertura: sono 308 giorni, la soglia è 7. "
        "Ancora nessuna visita registrata."
    )


@pytest.mark.parametrize("ruolo", TUTTI)
def test_the_path_on_the_stay_is_figures_for_everybody(ruolo: str, django_assert_num_queries: Conta) -> None:
    stay = in_carico()
    utente = che_segue(ruolo, stay)
    with django_assert_num_queries(1):
        pannello = autonomia.pannello(stay, utente)
    testo = letto(pannello)
    assert ("Lavoro: da 1 a 3 in cinque mesi; manca 1 al traguardo" in testo, "cucina" in testo) == (True, False)
    assert "Prossima verifica entro il 30/11/2026." in testo


@pytest.mark.parametrize("ruolo", TUTTI)
def test_rules_not_kept_are_words_for_who_follows_and_dates_for_the_others(
    ruolo: str, django_assert_num_queries: Conta
) -> None:
    stay = in_carico()
    ViolazioneFactory(permanenza=stay)
    annullata = ViolazioneFactory(permanenza=stay, provvedimento=Provvedimento.NESSUNO)
    annullata.annullata_il, annullata.motivo_annullamento = OGGI, "Non era stata lei"
    annullata.save()
    utente = che_segue(ruolo, stay)
    list(utente.comuni_seguiti)
    with django_assert_num_queries(1):
        pannello = violazioni.pannello(stay, utente)
    testo = letto(pannello)
    parole = [parola for parola in ("ospite è rimasto", "Non era stata lei", "Ospiti") if parola in testo]
    assert parole == (["ospite è rimasto", "Non era stata lei", "Ospiti"] if ruolo in SEGUONO else [])
    assert ("Primo richiamo" in testo, "Annullata" in testo) == (True, True)
    bottoni = {
        Ruolo.ASSISTENTE_SOCIALE: ["Lettera (PDF)"],
        Ruolo.OPERATORE_ETS: ["Lettera (PDF)", "Registra quando è stato detto…", "Annulla…"],
        Ruolo.COORDINATORE_ETS: ["Lettera (PDF)", "Registra quando è stato detto…", "Annulla…"],
    }
    assert [b.etichetta for r in pannello.contesto["righe"] for b in r.pulsanti] == bottoni.get(ruolo, [])


@pytest.mark.parametrize("ruolo", TUTTI)
def test_talks_are_words_for_who_follows_and_dates_for_the_others(
    ruolo: str, django_assert_num_queries: Conta
) -> None:
    stay = in_carico()
    for minuti in (30, 45):
        visita(
            stay.struttura, date(2026, 11, 3), TipoSupervisione.COLLOQUIO, permanenza=stay, minuti=minuti,
            verbale="Parole riservate",
        )  # fmt: skip
    utente = che_segue(ruolo, stay)
    list(utente.comuni_seguiti)
    with django_assert_num_queries(1):
        pannello = supervisioni.pannello(stay, utente)
    testo = letto(pannello)
    assert ("Parole riservate" in testo, "2 in tutto, 1,25 ore." in testo, "Registra un colloquio" in testo) == (
        ruolo in SEGUONO, True, ruolo in {Ruolo.OPERATORE_ETS, Ruolo.COORDINATORE_ETS},
    )  # fmt: skip


def test_a_stay_without_talks_rules_or_path_shows_no_empty_boxes_to_who_only_reads() -> None:
    stay, utente = permanenza(stato=StatoPermanenza.PREPARAZIONE), chi(Ruolo.REVISORE)
    assert [m.pannello(stay, utente) for m in (autonomia, violazioni, supervisioni)] == [None, None, None]
