"""Direct writes, without the acts, that the database must refuse on the network and the paths to work."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Model

from sportello.models import (
    ImpegnoRisorsa,
    IncontroTavolo,
    OpportunitaLavoro,
    PercorsoLavoro,
    RisorsaTerritorio,
)
from tests.factories.rifiuti import rifiutato
from tests.factories.sportello import (
    ImpegnoRisorsaFactory,
    IncontroTavoloFactory,
    OpportunitaLavoroFactory,
    PercorsoLavoroFactory,
    RisorsaTerritorioFactory,
)

pytestmark = pytest.mark.django_db
IERI, OGGI = date(2026, 11, 18), date(2026, 11, 19)
INTERO = {"tirocinio": "INCLUSIONE", "tirocinio_dal": OGGI}
CONCLUSO = {"stato": "CONCLUSO", "esito": "ASSUNTO_TI", "concluso_il": OGGI}


def frase(modello: type[Model], nome: str) -> str:
    return next(v.violation_error_message for v in modello._meta.constraints if v.name == nome)


def cambia(riga: Model, **colonne: Any) -> str | None:
    return rifiutato(lambda: type(riga).objects.filter(pk=riga.pk).update(**colonne))


def cambia_bene(riga: Model, **colonne: Any) -> None:
    type(riga).objects.filter(pk=riga.pk).update(**colonne)


def test_a_name_is_once_in_a_comune_whatever_its_accents_and_capitals() -> None:
    prima = RisorsaTerritorioFactory(nome="Caritàs")
    doppia = rifiutato(lambda: RisorsaTerritorioFactory(nome="CARITAS", comune=prima.comune))
    assert doppia == "risorsa_una_per_comune"
    RisorsaTerritorioFactory(nome="Caritas", comune=None)
    assert rifiutato(lambda: RisorsaTerritorioFactory(nome="caritas", comune=None)) == "risorsa_una_per_comune"


@pytest.mark.parametrize("aiuti", [[], ["MAGIA"], ["ALIMENTI", "MAGIA"]])
def test_a_resource_offers_something_of_the_list(aiuti: list[str]) -> None:
    assert cambia(RisorsaTerritorioFactory(), aiuti=aiuti) == "risorsa_con_aiuti"


def test_an_engagement_ends_after_it_begins() -> None:
    impegno = ImpegnoRisorsaFactory(dal=OGGI)
    assert cambia(impegno, al=IERI) == "impegno_date_in_ordine"
    cambia_bene(impegno, al=OGGI)


@pytest.mark.parametrize("colonne", [{"posti": 0}, {"scade_il": IERI}])
def test_an_offer_has_a_place_and_expires_after_it_is_published(colonne: dict[str, Any]) -> None:
    assert cambia(OpportunitaLavoroFactory(pubblicata_il=OGGI), **colonne) == "opportunita_date_e_posti"


def test_a_person_has_one_path_at_a_time() -> None:
    percorso = PercorsoLavoroFactory()
    assert rifiutato(lambda: PercorsoLavoroFactory(caso=percorso.caso)) == "percorso_uno_attivo_per_persona"
    cambia_bene(percorso, **CONCLUSO)
    PercorsoLavoroFactory(caso=percorso.caso)


@pytest.mark.parametrize(
    "colonne",
    [
        {"stato": "CONCLUSO"},
        CONCLUSO | {"esito": ""},
        CONCLUSO | {"concluso_il": None},
        CONCLUSO | {"concluso_il": date(2026, 10, 4)},
        {"esito": "ASSUNTO_TI"},
        {"concluso_il": OGGI},
        {"stato": "BOH"},
    ],
)
def test_a_path_ends_with_its_outcome_and_day(colonne: dict[str, Any]) -> None:
    assert cambia(PercorsoLavoroFactory(), **colonne) == "percorso_concluso_con_esito"


@pytest.mark.parametrize(
    "colonne",
    [
        {"tirocinio": "INCLUSIONE"},
        {"tirocinio_dal": OGGI},
        {"tirocinio_al": OGGI},
        INTERO | {"tirocinio_al": IERI},
        {"tirocinio": "INCLUSIONE", "tirocinio_al": OGGI},
    ],
)
def test_an_internship_has_its_days(colonne: dict[str, Any]) -> None:
    assert cambia(PercorsoLavoroFactory(), **colonne) == "percorso_tirocinio_intero"


def test_an_internship_may_go_on_without_an_end() -> None:
    cambia_bene(PercorsoLavoroFactory(), **INTERO)


def test_an_allowance_is_not_negative() -> None:
    assert cambia(PercorsoLavoroFactory(), indennita=-1) == "percorso_indennita_non_negativa"


def test_a_meeting_has_its_agenda() -> None:
    assert cambia(IncontroTavoloFactory(), ordine_del_giorno="") == "tavolo_con_ordine_del_giorno"


@pytest.mark.parametrize(
    ("crea", "campi", "messaggio"),
    [
        (RisorsaTerritorioFactory, {"aiuti": ["MAGIA"]}, frase(RisorsaTerritorio, "risorsa_con_aiuti")),
        (ImpegnoRisorsaFactory, {"al": date(2026, 1, 1)}, frase(ImpegnoRisorsa, "impegno_date_in_ordine")),
        (OpportunitaLavoroFactory, {"posti": 0}, frase(OpportunitaLavoro, "opportunita_date_e_posti")),
        (PercorsoLavoroFactory, {"stato": "CONCLUSO"}, frase(PercorsoLavoro, "percorso_concluso_con_esito")),
        (PercorsoLavoroFactory, {"tirocinio": "INCLUSIONE"}, frase(PercorsoLavoro, "percorso_tirocinio_intero")),
        (PercorsoLavoroFactory, {"indennita": -1}, frase(PercorsoLavoro, "percorso_indennita_non_negativa")),
        (IncontroTavoloFactory, {"ordine_del_giorno": ""}, frase(IncontroTavolo, "tavolo_con_ordine_del_giorno")),
    ],
)
def test_the_form_says_it_in_italian(crea: Callable[..., Model], campi: dict[str, Any], messaggio: str) -> None:
    riga = crea()
    for campo, valore in campi.items():
        setattr(riga, campo, valore)
    with pytest.raises(ValidationError) as errore:
        riga.validate_constraints()
    assert errore.value.messages == [messaggio]
