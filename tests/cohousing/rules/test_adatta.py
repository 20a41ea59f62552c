"""For whom a building could be, and why."""

from dataclasses import replace
from decimal import Decimal as D

import pytest

from cohousing.choices import Categoria
from cohousing.rules.adatta import REGOLE, Edificio, adatta, superficie_minima
from valdera_housing.kit.esito import Esito, avviso, no, si

DM = "D.M. 5 luglio 1975, art. 2"
BUONO = Edificio(True, True, "", D(210), 10, 4)
MAI_VISTO = Edificio(False, False, "", None, None, None)
SPAZIO = si("Per 10 posti letto bastano 116 m²: ci sono", DM)


@pytest.mark.parametrize(("posti", "metri"), [(1, 14), (4, 56), (5, 66), (10, 116)])
def test_the_first_four_people_have_fourteen_metres_the_others_ten(posti: int, metri: int) -> None:
    assert superficie_minima(posti) == metri


def test_every_category_has_its_reasons() -> None:
    assert set(REGOLE) == set(Categoria.values)
    assert all(esito.motivi for esito in adatta(MAI_VISTO).values())


def test_a_good_building_suits_everybody() -> None:
    famiglie = si("Con 10 posti letto ci stanno più nuclei con figli")
    medico, quartiere = si("I negozi e il medico sono vicini"), si("I servizi del quartiere sono vicini")
    trasporti = si("I trasporti sono vicini")
    assert adatta(BUONO) == {
        "DONNE_SOLE_CON_FIGLI": Esito((SPAZIO, famiglie, quartiere)),
        "ANZIANI_SOLI": Esito((SPAZIO, si("È accessibile"), medico)),
        "LAVORATORI": Esito((SPAZIO, trasporti)),
        "STUDENTI": Esito((SPAZIO, trasporti)),
        "PADRI_SEPARATI": Esito((SPAZIO, famiglie)),
        "GIOVANI_CARE_LEAVER": Esito((SPAZIO, trasporti)),
        "LIMITATA_AUTONOMIA": Esito((SPAZIO, si("È accessibile"), medico)),
        "NUCLEI_STRANIERI": Esito((SPAZIO, famiglie, quartiere)),
    }


def test_before_the_visit_nothing_is_refused() -> None:
    assert {c: esito.livello for c, esito in adatta(MAI_VISTO).items()} == dict.fromkeys(Categoria.values, "avviso")


@pytest.mark.parametrize(
    ("edificio", "categoria", "motivo"),
    [
        (
            replace(BUONO, accessibile=False), "ANZIANI_SOLI",
            avviso("Servono lavori per ascensore e bagni: mettili fra le fasi"),
        ),
        (
            replace(BUONO, accessibile=False, vincoli="Soprintendenza"), "LIMITATA_AUTONOMIA",
            no("Non è accessibile, e con i suoi vincoli i lavori vanno prima autorizzati"),
        ),
        (
            replace(BUONO, superficie=D("115.99")), "STUDENTI",
            no("Per 10 posti letto servono almeno 116 m²: togline qualcuno", DM),
        ),
        (
            replace(BUONO, posti_letto=3), "DONNE_SOLE_CON_FIGLI",
            no("Con meno di 4 posti letto non ci stanno due nuclei con figli"),
        ),
        (replace(BUONO, servizi_vicini=2), "LAVORATORI", no("I trasporti sono lontani")),
        (replace(BUONO, servizi_vicini=2), "ANZIANI_SOLI", no("I negozi e il medico sono lontani")),
        (MAI_VISTO, "STUDENTI", avviso("Se i trasporti sono vicini si sa dopo il sopralluogo")),
    ],
)  # fmt: skip
def test_what_is_in_the_way_is_told(edificio: Edificio, categoria: str, motivo: object) -> None:
    assert motivo in adatta(edificio)[categoria].motivi
