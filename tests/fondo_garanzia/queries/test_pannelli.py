"""The household in the fund, for its page, for who closes its case and for the search."""

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from fondo_garanzia.models import Garanzia
from fondo_garanzia.queries.pagine import indirizzo
from fondo_garanzia.queries.pannelli import pannelli_fascicolo
from fondo_garanzia.queries.ricerca import GENERI, cerca
from tests.factories.fondo import AnticipoFactory, anticipo_erogato, paga_rata, rivalsa
from tests.factories.persone import ComuneFactory, NucleoFactory, UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.models import Nucleo, Utente

pytestmark = pytest.mark.django_db


@pytest.fixture
def operatore() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])


def righe(utente: Utente, nucleo: Nucleo) -> list[tuple[str, str, str]]:
    (pannello,) = pannelli_fascicolo(utente, nucleo)
    return [(r.titolo, r.aspetto.etichetta, r.testo.replace("\xa0", " ")) for r in pannello.contesto["righe"]]


def aperti(utente: Utente, nucleo: Nucleo) -> list[str]:
    (pannello,) = pannelli_fascicolo(utente, nucleo)
    return [frase.replace("\xa0", " ") for frase in pannello.aperti]


def test_the_panel_shows_everything_of_the_household_in_one_query(operatore: Utente) -> None:
    credito = rivalsa()
    garanzia = credito.escussione.garanzia
    anticipo = anticipo_erogato(fondo=garanzia.fondo, nucleo=credito.nucleo)
    paga_rata(anticipo.rate.first())
    rivalsa(), AnticipoFactory()  # of somebody else
    with CaptureQueriesContext(connection) as viste:
        trovate = righe(operatore, credito.nucleo)
    assert len(viste) == 1
    assert trovate == [
        (f"Anticipo {anticipo.numero}", "In rimborso", "1.800,00 €, restano 1.650,00 €"),
        (f"Garanzia {garanzia.numero}", "Escussa in parte", "fino a 1.940,00 €"),
        (f"Escussione {credito.escussione.numero}", "Pagata", "1.440,00 €"),
        (f"Rivalsa {credito.numero}", "In rimborso", "1.440,00 €, restano 1.440,00 €"),
    ]
    assert aperti(operatore, credito.nucleo) == [
        f"l’anticipo {anticipo.numero} (restano 1.650,00 €)",
        f"la garanzia {garanzia.numero}",
        f"la rivalsa {credito.numero} (restano 1.440,00 €)",
    ]


def test_what_is_over_is_shown_and_closes_nothing(operatore: Utente) -> None:
    anticipo = AnticipoFactory()
    assert aperti(operatore, anticipo.nucleo) == [f"l’anticipo {anticipo.numero}"]
    anticipo.stato, anticipo.motivo_decisione = "RITIRATO", "Ha trovato un aiuto"
    anticipo.save()
    assert aperti(operatore, anticipo.nucleo) == []
    assert righe(operatore, anticipo.nucleo) == [(f"Anticipo {anticipo.numero}", "Ritirato", "1.800,00 €")]


def test_a_household_the_fund_does_not_know_says_so(operatore: Utente) -> None:
    (pannello,) = pannelli_fascicolo(operatore, NucleoFactory())
    testo = render_to_string(pannello.template, {"contesto": pannello.contesto})
    assert "Non ha garanzie né anticipi del fondo." in testo


def test_another_comune_sees_nothing_of_the_household_and_the_technician_has_no_panel() -> None:
    credito = rivalsa()
    sua, altrove = (
        UtenteFactory(ruoli=[Ruolo.ASSISTENTE_SOCIALE], comuni=[comune])
        for comune in (credito.nucleo.comune, ComuneFactory(nome="Buti"))
    )
    assert [len(righe(chi, credito.nucleo)) for chi in (sua, altrove)] == [3, 0]
    assert aperti(altrove, credito.nucleo) == []
    assert pannelli_fascicolo(UtenteFactory(ruoli=[Ruolo.AMMINISTRATORE]), credito.nucleo) == []


def trovati(testo: str, utente: Utente) -> list[tuple[str, str]]:
    return [(t.genere, t.titolo) for t in cerca(utente, testo)]


def con_pagina(*attesi: tuple[str, str]) -> list[tuple[str, str]]:
    """Those whose page is there."""
    pagine = dict(GENERI.values())
    return [atteso for atteso in attesi if indirizzo(pagine[atteso[0]], 1)]


def test_the_search_finds_by_number_household_owner_and_creditor(operatore: Utente) -> None:
    credito = rivalsa()
    escussione, garanzia, codice = credito.escussione, credito.escussione.garanzia, credito.nucleo.codice
    Garanzia.objects.filter(pk=garanzia.pk).update(titolare="Immobiliare Sòle")
    anticipo = AnticipoFactory(fondo=garanzia.fondo, nucleo=credito.nucleo, creditore="Acque Spa")
    la_garanzia, l_escussione, la_rivalsa, l_anticipo = (
        ("Garanzia", f"{garanzia.numero}, {codice}"),
        ("Escussione", f"{escussione.numero}, {codice}"),
        ("Rivalsa", f"{credito.numero}, {codice}"),
        ("Anticipo", f"{anticipo.numero}, {codice}"),
    )
    with CaptureQueriesContext(connection) as viste:
        assert trovati(codice, operatore) == con_pagina(la_garanzia, l_anticipo, l_escussione, la_rivalsa)
    assert len(viste) == 1
    assert trovati(credito.numero.lower(), operatore) == [la_rivalsa]
    assert trovati("sole immobiliare", operatore) == con_pagina(la_garanzia, l_escussione, la_rivalsa)
    assert trovati("acque", operatore) == con_pagina(l_anticipo)
    assert trovati("rossi", operatore) == trovati("  ", operatore) == trovati("\x00", operatore) == []
    assert trovati(credito.numero, UtenteFactory(ruoli=[Ruolo.REVISORE])) == [la_rivalsa]


def test_the_search_shows_only_what_this_person_may_read() -> None:
    credito = rivalsa()
    altrove = UtenteFactory(ruoli=[Ruolo.ASSISTENTE_SOCIALE], comuni=[ComuneFactory(nome="Buti")])
    cabina = UtenteFactory(ruoli=[Ruolo.CABINA])
    assert [trovati(t, chi) for chi in (altrove, cabina) for t in (credito.numero, "baldi")] == [[]] * 4
