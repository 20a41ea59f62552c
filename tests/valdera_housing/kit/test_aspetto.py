"""States look one way everywhere, and no state is left without a look."""

from typing import get_args
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.db.models import TextChoices

from valdera_housing.kit.aspetto import Aspetto, Forma, Pulsante, aspetti


class Stato(TextChoices):
    BOZZA = "BOZZA", "Bozza"
    AMMESSA = "AMMESSA", "Ammessa"


def test_every_state_gets_its_shape_its_colour_and_the_label_of_its_choice():
    assert aspetti(Stato, {Stato.BOZZA: ("tratteggio", "inizio"), Stato.AMMESSA: ("spunta", "positivo")}) == {
        "BOZZA": Aspetto("tratteggio", "inizio", "Bozza"),
        "AMMESSA": Aspetto("spunta", "positivo", "Ammessa"),
    }


@pytest.mark.parametrize(
    "tabella",
    [
        {"BOZZA": ("tratteggio", "inizio")},
        {"BOZZA": ("tratteggio", "inizio"), "AMMESSA": ("stella", "positivo")},
        {"BOZZA": ("tratteggio", "inizio"), "AMMESSA": ("spunta", "verde")},
    ],
    ids=["missing state", "unknown shape", "unknown colour"],
)
def test_a_state_without_a_look_is_refused_when_the_program_starts(tabella):
    with pytest.raises(ValueError, match="Aspetti di Stato"):
        aspetti(Stato, tabella)


def test_every_shape_is_drawn():
    disegni = ElementTree.parse(settings.BASE_DIR / "static" / "valdera" / "stati.svg").getroot()
    assert {simbolo.get("id") for simbolo in disegni if simbolo.get("id")} == set(get_args(Forma))


def test_every_colour_has_its_rule():
    fogli = (settings.BASE_DIR / "static" / "valdera" / "componenti.css").read_text()
    assert [c for c in ("corso", "attesa", "positivo", "negativo", "fermo") if f".stato-{c} {{" not in fogli] == []


def test_a_button_takes_the_class_of_its_kind():
    assert [Pulsante("x", tipo=tipo).classe for tipo in ("primario", "secondario", "piano", "rischio")] == [
        "btn-primary",
        "btn-outline-primary",
        "btn-piano",
        "btn-rischio",
    ]
